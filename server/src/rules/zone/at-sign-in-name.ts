import { type NameId, NameTrait } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { EntryKind, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { ownerText } from '../../zone/ownerText.ts';
import { inheritsOwner, rdataWord } from '../../zone/record.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, wordPlace, type ZonePlace, type ZoneReport } from './places.ts';
import { replacement } from './support/edits.ts';
import { closing } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const AT = 0x40;
const QUOTE = 0x22;
const SPACE = 0x20;

/** `@` as a whole label beside others; `\@` is meant. */
const INSIDE = /(?:^@\.|\.@$|\.@\.)/;

/** The name without the label, where that is sure: what stands before a final `@` is relative to the origin anyway. */
function meantBy(text: string): string | undefined {
  if (text === '@.') return '@';
  if (text.endsWith('.@')) return text.slice(0, -2);
  return text.startsWith('@.') && text.length > 2 ? text.slice(2) : undefined;
}

function checkText(text: string, name: NameId, place: ZonePlace, { names }: ZoneContext, report: ZoneReport): void {
  if (text.length < 2 || !INSIDE.test(text)) return;
  const meant = meantBy(text);
  const full = closing(name >= 0 ? names.text(name) : t`a name with a label @`);
  const advice = meant === undefined ? t`Leave it out.` : t`Write ${meant} instead.`;
  report(
    place,
    t`An @ stands for the origin only where it is alone: here it is a label, and the name is ${full} ${advice}`,
    {
      ...(meant === undefined ? {} : { data: { meant } }),
    },
  );
}

/** The chunk that was asked for last, and whether an @ stands in it at all. */
let last: { readonly chunk: WeakRef<ParsedChunk>; readonly hasAt: boolean } | undefined;

function chunkHasAt(chunk: ParsedChunk): boolean {
  if (last?.chunk.deref() !== chunk) last = { chunk: new WeakRef(chunk), hasAt: chunk.text.includes('@') };
  return last.hasAt;
}

/** A cheap look at the word that begins at an offset: few names have an @ at all. */
function hasAt(text: string, start: number): boolean {
  // Alone it stands for the origin, in nearly every zone; where the word is in the line is not read for that.
  if (text.charCodeAt(start) === AT && !(text.charCodeAt(start + 1) > SPACE)) return false;
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    // A name in quotes may have white space in it, and few have quotes.
    if (code === AT || code === QUOTE) return true;
    // The end of the text is no number.
    if (!(code > SPACE)) return false;
  }
}

/** The same of a word of the data. */
function wordHasAt({ chunk, entry }: ZoneRecord, index: number): boolean {
  const word = chunk.wordFirsts[entry] + index;
  const end = chunk.wordEnds[word];
  for (let at = chunk.wordStarts[word]; at < end; at++) if (chunk.text.charCodeAt(at) === AT) return true;
  return false;
}

export const atSignInName: ZoneRule = {
  id: 'zone/at-sign-in-name',
  title: 'At sign inside a name',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  skipUnless: { ownerTraits: NameTrait.Odd, targetTraits: NameTrait.Odd },
  docs: {
    finds: 'An owner, a target or a `$ORIGIN` with an @ beside other labels, such as `_sip._tls.@`.',
    why: 'An @ stands for the origin where it is the whole name. Inside a longer one it is a label like any other, and nobody asks for a name that has it.',
    bad: '_sip._tls.@ SRV 0 5 5061 sip.example.net.\n',
    good: '_sip._tls SRV 0 5 5061 sip.example.net.\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry } = record;
    if (!chunkHasAt(chunk)) return;
    if (!inheritsOwner(record) && hasAt(chunk.text, chunk.starts[entry]))
      checkText(ownerText(chunk, entry), record.owner, ownerPlace(record), context, report);
    const word = targetWordOf(chunk, entry);
    if (word >= 0 && wordHasAt(record, word))
      checkText(rdataWord(record, word), record.target, wordPlace(record, word), context, report);
  },
  checkChunk(chunk, document, context, report) {
    const { kinds, wordFirsts, wordStarts, wordEnds, targets } = chunk;
    for (let entry = kinds.indexOf(EntryKind.Origin); entry >= 0; entry = kinds.indexOf(EntryKind.Origin, entry + 1)) {
      const word = wordFirsts[entry];
      if (word === wordFirsts[entry + 1]) continue;
      const [start, end] = [wordStarts[word], wordEnds[word]];
      checkText(chunk.text.slice(start, end), targets[entry], { document, chunk, start, end }, context, report);
    }
  },
  fixes(problem) {
    const meant = problem.data?.meant;
    return typeof meant === 'string' ? [replacement(problem, t`Change to ${meant}`, meant)] : [];
  },
};
