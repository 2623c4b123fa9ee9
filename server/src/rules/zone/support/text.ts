/** Text in RDATA: the strings of a record as one text, and the way back from its characters to the file. */
import { readEscape } from '../../../dns/nameText.ts';
import { wordCount } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataCount } from '../../../zone/record.ts';
import type { Fix, Problem, Severity } from '../../rule.ts';
import { wordPlace, type ZonePlace, type ZoneReport } from '../places.ts';
import { replacement } from './edits.ts';
import { isGeneric } from './words.ts';

const BACKSLASH = 0x5c;

/** The strings of a record joined without anything between them, as readers of TXT join them (RFC 7208 section 3.3). */
export interface RecordText {
  readonly record: ZoneRecord;
  readonly text: string;
  /** Where it begins, from the start of the chunk, when it stands there character for character; -1 else. */
  readonly plainAt: number;
  /** Where each character begins and ends, from the start of the chunk; empty for a plain text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The indexes at which a string other than the first begins. */
  readonly breaks: readonly number[];
}

/** Something wrong in a text: `start` and `end` are indexes into it. */
export interface TextFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** The rule's own where absent. */
  readonly severity?: Severity;
  /** What to write there instead, where that is sure. */
  readonly newText?: string;
}

const NONE: readonly number[] = [];

/** What a template engine will fill in: such a text cannot be judged yet. */
const TEMPLATE_MARKS: readonly (readonly [open: string, close: string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
];

/**
 * The text of RDATA words from `first` to before `last`; undefined where the record is not valid, in the form of RFC 3597, or has places
 * that a template engine fills in.
 */
export function recordText(record: ZoneRecord, first = 0, last = Number.POSITIVE_INFINITY): RecordText | undefined {
  if (isInvalid(record) || isGeneric(record)) return undefined;
  const { chunk, entry } = record;
  const count = Math.min(wordCount(chunk, entry), last);
  if (count === first + 1) {
    const at = chunk.wordFirsts[entry] + first;
    const text = chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
    if (!text.includes('\\')) {
      return isTemplate(text)
        ? undefined
        : { record, text, plainAt: chunk.wordStarts[at], starts: NONE, ends: NONE, breaks: NONE };
    }
  }
  const starts: number[] = [];
  const ends: number[] = [];
  const breaks: number[] = [];
  let text = '';
  for (let word = first; word < count; word++) {
    if (word > first) breaks.push(starts.length);
    const at = chunk.wordFirsts[entry] + word;
    const end = chunk.wordEnds[at];
    for (let i = chunk.wordStarts[at]; i < end; i++) {
      let length = 1;
      let char = chunk.text[i];
      if (char.charCodeAt(0) === BACKSLASH) {
        const read = readEscape(chunk.text, i, end);
        if (read.octet >= 0) {
          char = String.fromCharCode(read.octet);
          length = read.length;
        }
      }
      text += char;
      starts.push(i);
      ends.push(i + length);
      i += length - 1;
    }
  }
  return isTemplate(text) ? undefined : { record, text, plainAt: -1, starts, ends, breaks };
}

function isTemplate(text: string): boolean {
  if (!text.includes('{') && !text.includes('<%')) return false;
  const isPair = ([open, close]: readonly [string, string]): boolean => {
    const start = text.indexOf(open);
    return start >= 0 && text.includes(close, start + open.length);
  };
  return TEMPLATE_MARKS.some(isPair) || /\$\{\w+\}/.test(text);
}

/** The place of characters of a text; of no characters, the one before, or the word where the text is empty. */
export function textPlace({ record, text, plainAt, starts, ends }: RecordText, start: number, end: number): ZonePlace {
  if (text.length === 0) return wordPlace(record, 0);
  const from = Math.min(start, text.length - 1);
  const to = Math.min(Math.max(end, from + 1), text.length);
  const { document, chunk } = record;
  if (plainAt >= 0) return { document, chunk, start: plainAt + from, end: plainAt + to };
  return { document, chunk, start: starts[from], end: ends[to - 1] };
}

/** The whole text from its first to its last character. */
export function wholePlace(text: RecordText): ZonePlace {
  return textPlace(text, 0, text.text.length);
}

/** Reports what is wrong in a text. A fault on no characters is shown at the one before it. */
export function reportFaults(text: RecordText, faults: readonly TextFault[], report: ZoneReport): void {
  for (const { start, end, message, severity, newText } of faults) {
    report(textPlace(text, start, end), message, {
      ...(newText === undefined ? {} : { data: { newText } }),
      ...(severity ? { severity } : {}),
    });
  }
}

/** The fix of a problem that carries the text to write: one replacement. */
export function writeInstead(problem: Problem, title: (newText: string) => string): Fix[] {
  const newText = problem.data?.newText;
  return typeof newText === 'string' ? [replacement(problem, title(newText), newText)] : [];
}

/** The first word of the RDATA begins like this, whatever the case: a cheap look before the text is read. */
export function beginsWith(record: ZoneRecord, prefix: string): boolean {
  if (rdataCount(record) === 0) return false;
  const { chunk, entry } = record;
  const at = chunk.wordFirsts[entry];
  const start = chunk.wordStarts[at];
  const { text } = chunk;
  for (let i = 0; i < prefix.length; i++) {
    const code = text.charCodeAt(start + i);
    const folded = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    if (folded !== prefix.charCodeAt(i)) return false;
  }
  return true;
}

/** The most octets that one string of a TXT record holds (RFC 1035 section 3.3). */
const MAX_STRING = 255;

/** Text in quotes as TXT takes it: in several strings where it is longer than one may be. */
export function quoted(text: string): string {
  const strings: string[] = [];
  for (let at = 0; at === 0 || at < text.length; at += MAX_STRING) {
    strings.push(`"${text.slice(at, at + MAX_STRING).replace(/["\\]/g, '\\$&')}"`);
  }
  return strings.join(' ');
}
