/**
 * Trust anchors as texts have them: DS and DNSKEY records as IANA, delv and Unbound write them, and the keys that a resolver keeps track of (RFC 5011) with
 * what it made of each: KEYDATA records of named's managed-keys.bind and *.mkeys, and the comments of Unbound's files.
 */
import { CLASS } from '../../dns/classes.ts';
import { parseName } from '../../dns/nameText.ts';
import { readMoment } from '../../dns/rdata/times.ts';
import { rdataToWire } from '../../dns/rdata.ts';
import { TYPE, typeRow } from '../../dns/types.ts';
import { nameKey } from '../delegation/nameKeys.ts';
import type { AnswerRecord } from '../messages.ts';

/**
 * What became of a key (RFC 5011, section 4.2):
 * - trusted
 * - pending: seen, and its hold-down time is not over
 * - revoked: by its owner, or removed after that
 */
export type AnchorState = 'trusted' | 'pending' | 'revoked';

/** One key or digest, and whether it counts. */
export interface ReadAnchor {
  readonly record: AnswerRecord;
  readonly state: AnchorState;
  /** Since when it is trusted, or when it will be; seconds since 1970. */
  readonly since?: number;
}

/** A record of words; undefined where they are none of its type. */
export function anchorRecord(name: string, type: number, words: readonly string[]): AnswerRecord | undefined {
  if (parseName(name).error) return undefined;
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (const word of words) {
    starts.push(text.length);
    text += word;
    ends.push(text.length);
    text += ' ';
  }
  const quoted = words.map(() => 0);
  const rdata = rdataToWire(typeRow(type, CLASS.IN), { text, first: 0, count: words.length, starts, ends, quoted }, []);
  return rdata && { owner: nameKey(name), type, class: CLASS.IN, ttl: 0, rdata };
}

const KINDS = /^(?:DS|DNSKEY|KEYDATA)$/i;

/** The anchors of a text: a record a line, or in parentheses; an owner that is left out is that of the record before. */
export function anchorsInText(text: string, now: number): ReadAnchor[] {
  const anchors: ReadAnchor[] = [];
  let owner = '';
  for (const { words, isIndented, comment } of recordsOf(text)) {
    const at = words.findIndex((word) => KINDS.test(word));
    if (!isIndented && at !== 0 && !words[0].startsWith('$')) owner = words[0];
    if (at < 0) continue;
    const anchor = owner === '' ? undefined : anchorOf(owner, words.slice(at), comment, now);
    if (anchor) anchors.push(anchor);
  }
  return anchors;
}

function anchorOf(owner: string, [kind, ...data]: string[], comment: string, now: number): ReadAnchor | undefined {
  switch (kind.toUpperCase()) {
    case 'DS': {
      const record = anchorRecord(owner, TYPE.DS, data);
      return record && { record, state: 'trusted' };
    }
    case 'DNSKEY': {
      const record = anchorRecord(owner, TYPE.DNSKEY, data);
      return record && { record, state: unboundState(comment) };
    }
    default: {
      const [, add = -1, remove = -1] = data.slice(0, 3).map((word) => readMoment(word, 0, word.length));
      const record = anchorRecord(owner, TYPE.DNSKEY, data.slice(3));
      if (!record || add < 0 || remove < 0) return undefined;
      // As named takes them up: a removal time is set for what was revoked.
      const state = remove !== 0 ? 'revoked' : add > now ? 'pending' : 'trusted';
      return { record, state, ...(add > 0 && state !== 'revoked' && { since: add }) };
    }
  }
}

/** `;;state=2 [  VALID  ]`: valid ones are trusted, and those that are missing for now. */
function unboundState(comment: string): AnchorState {
  const state = /;;state=(\d)/.exec(comment)?.[1];
  if (state === undefined || state === '2' || state === '3') return 'trusted';
  return state === '0' || state === '1' ? 'pending' : 'revoked';
}

interface TextRecord {
  readonly words: string[];
  readonly isIndented: boolean;
  /** Behind the record, and on its lines. */
  comment: string;
}

/** The records of a text, whatever they are. */
function recordsOf(text: string): TextRecord[] {
  const records: TextRecord[] = [];
  let depth = 0;
  for (const line of text.split('\n')) {
    const at = line.indexOf(';');
    const content = at < 0 ? line : line.slice(0, at);
    const words = content
      .replace(/[()]/g, ' ')
      .split(/\s+/)
      .filter((word) => word !== '');
    const isMore = depth > 0;
    if (isMore) records.at(-1)?.words.push(...words);
    else if (words.length > 0) records.push({ words, isIndented: /^\s/.test(line), comment: '' });
    const last = records.at(-1);
    if (last && at >= 0 && (isMore || words.length > 0)) last.comment += line.slice(at);
    depth += content.split('(').length - content.split(')').length;
  }
  return records;
}
