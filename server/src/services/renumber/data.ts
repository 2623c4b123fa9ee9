/** Records that name addresses beside those of hosts: SPF policies, SVCB and HTTPS hints, APL, gateways. */

import { parseAddress } from '../../dns/addresses.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { EntryFlag, EntryKind, wordCount, wordText } from '../../zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import type { Changes } from './changes.ts';
import { changeMention, type Mention, type Written } from './mentions.ts';
import type { Moves } from './moves.ts';
import { MENTIONING, type Survey, type ZoneEntry } from './survey.ts';
import { recordText, wordMention } from './wordMention.ts';

/** A string of a TXT record has at most so many octets (RFC 1035 section 3.3.14). */
const LONGEST_STRING = 255;

/** Changes them as the addresses of hosts move. */
export function* changeData(found: Survey, moves: Moves, changes: Changes): Steps<void> {
  const types = new Set(MENTIONING);
  for (const { chunk, document, zone } of found.mentioning) {
    for (let entry = 0; entry < chunk.count; entry++) {
      if (chunk.kinds[entry] !== EntryKind.Record || !types.has(chunk.types[entry])) continue;
      if ((chunk.flags[entry] & (EntryFlag.Invalid | EntryFlag.Generic)) !== 0) continue;
      const record = recordAt(document, chunk, entry);
      const mentions = MENTIONS_OF[record.type]({ zone, document, chunk, entry }, record, changes);
      const outcomes = mentions.map((mention) => changeMention('data', mention, found.pair, moves, changes));
      if (outcomes.includes('changed')) changes.touch(zone, record);
    }
    yield;
  }
}

type MentionsOf = (place: ZoneEntry, record: ZoneRecord, changes: Changes) => Mention[];

const MENTIONS_OF: Readonly<Record<number, MentionsOf>> = {
  [TYPE.TXT]: policyMentions,
  [TYPE.SPF]: policyMentions,
  [TYPE.SVCB]: hintMentions,
  [TYPE.HTTPS]: hintMentions,
  [TYPE.APL]: prefixMentions,
  [TYPE.IPSECKEY]: gatewayMentions,
  [TYPE.AMTRELAY]: gatewayMentions,
};

/** A part of a word, found by a pattern: what stands before the address, and the address with its length. */
interface Part {
  readonly before: string;
  readonly text: string;
  /** Offset of the text from the start of the file. */
  readonly at: number;
}

/** An address or prefix as text; undefined where it is none. */
function written(text: string): Written | undefined {
  const slash = text.indexOf('/');
  const octets = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!octets) return undefined;
  const bits = slash < 0 ? undefined : Number(text.slice(slash + 1));
  return bits === undefined || bits <= octets.length * 8 ? { octets, bits } : undefined;
}

function writtenIn(parts: readonly Part[]): readonly Written[] {
  return parts.flatMap(({ text }) => written(text) ?? []);
}

/** `ip4:` and `ip6:` of a policy (RFC 7208 section 5.6). Those that run from one string into the next one are left. */
const MECHANISM = /(?:^|[ \t])([+?~-]?ip[46]:)([0-9a-f:.]+(?:\/\d{1,3})?)(?=[ \t]|$)/gi;

function policyMentions(place: ZoneEntry, record: ZoneRecord, changes: Changes): Mention[] {
  const { chunk, document, entry } = place;
  if (!/^v=spf1(?:[ \t]|$)/i.test(wordText(chunk, entry, 0))) return [];
  const words = Array.from({ length: wordCount(chunk, entry) }, (_, i) => wordText(chunk, entry, i));
  const parts = words.map((word, i) =>
    mechanismsOf(word, chunk.offset + chunk.wordStarts[chunk.wordFirsts[entry] + i]),
  );
  const all = parts.flat();
  return words.flatMap((word, i) => {
    let length = word.length;
    return parts[i].flatMap((part) => {
      const value = written(part.text);
      if (!value) return [];
      const start = part.at - chunk.offset - chunk.wordStarts[chunk.wordFirsts[entry] + i];
      const runsOn = start + part.text.length === word.length && /^[^ \t]/.test(words[i + 1] ?? '');
      const wasBegun = i > 0 && start === part.before.length && !/[ \t]$/.test(words[i - 1]);
      if (runsOn || wasBegun || word.includes('\\')) {
        changes.left.add(
          t`${recordText(place.zone, record)}: ${part.text} is written with escapes or across two strings. Change it by hand.`,
        );
        return [];
      }
      const end = part.at + part.text.length;
      const from = part.at - part.before.length;
      return {
        uri: document.uri,
        start: part.at,
        end,
        text: part.text,
        ...value,
        siblings: () => writtenIn(all),
        add: (text: string) => ({ uri: document.uri, start: end, end, newText: ` ${part.before}${text}` }),
        // The first term is the version, so that a space stands before.
        remove: () =>
          start > part.before.length ? { uri: document.uri, start: from - 1, end, newText: '' } : undefined,
        fits(growth: number) {
          if (length + growth > LONGEST_STRING) return false;
          length += growth;
          return true;
        },
        where: () => recordText(place.zone, record),
      };
    });
  });
}

function mechanismsOf(word: string, offset: number): Part[] {
  return [...word.matchAll(MECHANISM)].map((match) => {
    const end = match.index + match[0].length;
    return { before: match[1], text: match[2], at: offset + end - match[2].length };
  });
}

const HINT = /^ipv[46]hint=/i;

/** `ipv4hint` and `ipv6hint` (RFC 9460 section 7.3): addresses with commas between them, also in quotes. */
function hintMentions(place: ZoneEntry, record: ZoneRecord): Mention[] {
  const { chunk, entry } = place;
  const mentions: Mention[] = [];
  for (let i = 0; i < wordCount(chunk, entry); i++) {
    const word = wordText(chunk, entry, i);
    const key = HINT.exec(word)?.[0];
    if (key === undefined) continue;
    // The value in quotes is the next word.
    const isApart = word.length === key.length && i + 1 < wordCount(chunk, entry);
    const at = chunk.offset + chunk.wordStarts[chunk.wordFirsts[entry] + i + (isApart ? 1 : 0)];
    const value = isApart ? wordText(chunk, entry, i + 1) : word.slice(key.length);
    mentions.push(...listMentions(place, record, value, isApart ? at : at + key.length));
  }
  return mentions;
}

function listMentions({ zone, document }: ZoneEntry, record: ZoneRecord, value: string, at: number): Mention[] {
  const { uri } = document;
  const parts = [...value.matchAll(/[0-9a-f:.]+/gi)].map(({ 0: text, index }) => ({
    before: '',
    text,
    at: at + index,
  }));
  return parts.flatMap((part, i) => {
    const octets = written(part.text)?.octets;
    if (!octets) return [];
    const end = part.at + part.text.length;
    const [before, after] = [parts[i - 1], parts[i + 1]];
    return {
      uri,
      start: part.at,
      end,
      text: part.text,
      octets,
      bits: undefined,
      siblings: () => writtenIn(parts),
      add: (text: string) => ({ uri, start: end, end, newText: `,${text}` }),
      remove() {
        if (after) return { uri, start: part.at, end: after.at, newText: '' };
        return before && { uri, start: before.at + before.text.length, end, newText: '' };
      },
      where: () => recordText(zone, record),
    };
  });
}

const PREFIX_ITEM = /^(!?[12]:)([0-9a-f:.]+\/\d{1,3})$/i;

/** `1:192.0.2.0/24` of APL (RFC 3123). */
function prefixMentions(place: ZoneEntry, record: ZoneRecord): Mention[] {
  const { chunk, document, entry } = place;
  const { uri } = document;
  const first = chunk.wordFirsts[entry];
  const parts = Array.from({ length: wordCount(chunk, entry) }, (_, i): Part => {
    const [, before = '', text = ''] = PREFIX_ITEM.exec(wordText(chunk, entry, i)) ?? [];
    return { before, text, at: chunk.offset + chunk.wordStarts[first + i] + before.length };
  });
  return parts.flatMap((part, i) => {
    const value = written(part.text);
    if (!value) return [];
    const end = part.at + part.text.length;
    return {
      uri,
      start: part.at,
      end,
      text: part.text,
      ...value,
      siblings: () => writtenIn(parts.filter(({ before }) => before === part.before)),
      add: (text: string) => ({ uri, start: end, end, newText: ` ${part.before}${text}` }),
      remove() {
        if (parts.length === 1) return undefined;
        const from = i === 0 ? part.at - part.before.length : chunk.offset + chunk.wordEnds[first + i - 1];
        const to = i === 0 ? chunk.offset + chunk.wordStarts[first + 1] : end;
        // On another line there may be a comment before it.
        return /[\r\n]/.test(document.buffer.slice(from, to)) ? undefined : { uri, start: from, end: to, newText: '' };
      },
      where: () => recordText(place.zone, record),
    };
  });
}

/** The gateway of IPSECKEY (RFC 4025) and the relay of AMTRELAY (RFC 8777): the word that is an address. */
function gatewayMentions(place: ZoneEntry, record: ZoneRecord): Mention[] {
  const { chunk, entry } = place;
  for (let i = 0; i < wordCount(chunk, entry); i++) {
    const octets = parseAddress(wordText(chunk, entry, i));
    if (octets) return [wordMention(place, record, i, octets, undefined, () => [])];
  }
  return [];
}
