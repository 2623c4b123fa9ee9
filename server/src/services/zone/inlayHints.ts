/**
 * Inlay hints in zone files: what a short way of writing stands for. Where more follows on its line, a hint stands at the end of the line: columns stay as
 * they were written.
 */

import type { InlayHint } from 'vscode-languageserver-types';
import type { NameId } from '../../dns/names.ts';
import { readReverse } from '../../dns/reverse.ts';
import { parseTtl, ttlUnits } from '../../dns/ttl.ts';
import { TYPE } from '../../dns/types.ts';
import { t, translated } from '../../l10n.ts';
import { isAbsolute } from '../../rules/zone/support/words.ts';
import type { Steps } from '../../steps.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, type ParsedChunk, wordCount, wordText } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { code, secondsText } from '../shared/markdown.ts';
import type { OffsetRange } from '../shared/ranges.ts';
import { entriesBetween } from './cursor.ts';
import { labelsOf } from './describe/name.ts';
import { SOA_USUAL } from './describe/time.ts';
import { nameWordIndexes } from './names.ts';

export interface InlayHintSettings {
  /**
   * The part of a relative name that is not written. `unclear`: where the origin is not the zone's, and behind targets of several labels,
   * which is what a lost final dot looks like.
   */
  readonly names: 'off' | 'unclear' | 'all';
  /** The address that the owner of a record in a reverse zone stands for. */
  readonly reverse: boolean;
  /** TTLs and the SOA's timers in days, hours and minutes where they are written in seconds. */
  readonly ttls: boolean;
}

export const DEFAULT_INLAY_HINTS: InlayHintSettings = { names: 'unclear', reverse: true, ttls: true };

/** Hints of one answer. */
const MOST_HINTS = 5000;
/** White space that is looked at behind a token. */
const LONGEST_SPACE = 1000;
/** Below a minute, seconds are as clear. */
const CLEAR_SECONDS = 60;
const SOA_TIMERS: readonly { readonly word: number; readonly field: string }[] = [
  { word: 3, field: 'refresh' },
  { word: 4, field: 'retry' },
  { word: 5, field: 'expire' },
  { word: 6, field: 'minimum' },
];

/** The hints on the lines from `range.start` to `range.end`, in the order of the file. */
export function* zoneInlayHints(
  zone: Zone,
  document: ZoneDocument,
  range: OffsetRange,
  settings: InlayHintSettings,
): Steps<InlayHint[]> {
  const hints: Found[] = [];
  let last: ParsedChunk | undefined;
  for (const { chunk, entry } of entriesBetween(document, range.start, range.end)) {
    if (hints.length >= MOST_HINTS) break;
    if (last && last !== chunk) yield;
    last = chunk;
    const found: Found[] = [];
    if (settings.ttls) found.push(...timeHints(chunk, entry));
    const reverse = settings.reverse ? reverseHint(zone, chunk, entry) : undefined;
    if (reverse) found.push(reverse);
    if (settings.names !== 'off') {
      found.push(...nameHints(zone, chunk, entry, settings.names === 'all', reverse !== undefined));
    }
    hints.push(...found.map((hint) => ({ ...hint, at: chunk.offset + hint.at })));
  }
  const { buffer } = document;
  const placed = hints
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST_HINTS)
    .map((hint) => {
      const { line } = buffer.positionAt(hint.at);
      const end = buffer.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
      const isMoved = buffer.slice(hint.at, Math.min(end, hint.at + LONGEST_SPACE)).trim() !== '';
      return { ...hint, at: isMoved ? end : hint.at, isMoved };
    });
  // What continues the last word of a line stands behind it.
  return placed
    .sort((a, b) => a.at - b.at || Number(a.isMoved) - Number(b.isMoved))
    .map(({ at, isMoved, label, atEnd, tooltip, padded }) => ({
      position: buffer.positionAt(at),
      label: isMoved ? atEnd : label,
      tooltip: { kind: 'markdown', value: tooltip },
      ...(padded || isMoved ? { paddingLeft: true } : {}),
    }));
}

interface Found {
  /** The offset that it stands behind. */
  readonly at: number;
  readonly label: string;
  /** What it says at the end of the line, where it is not seen what it is about. */
  readonly atEnd: string;
  readonly tooltip: string;
  readonly padded: boolean;
}

function timeHints(chunk: ParsedChunk, entry: number): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number, what: string, usual?: string): void => {
    const text = chunk.text.slice(start, end);
    const seconds = /^\d+$/.test(text) ? parseTtl(text) : undefined;
    if (seconds === undefined || seconds < CLEAR_SECONDS) return;
    const tooltip = usual === undefined ? secondsText(seconds) : `${secondsText(seconds)}\n\n${translated(usual)}`;
    const label = ttlUnits(seconds);
    found.push({ at: end, label, atEnd: `${what} ${label}`, tooltip, padded: true });
  };
  const addWord = (word: number, what: string, usual?: string): void => {
    const at = chunk.wordFirsts[entry] + word;
    if (at < chunk.wordFirsts[entry + 1] && chunk.wordQuoted[at] === 0)
      add(chunk.wordStarts[at], chunk.wordEnds[at], what, usual);
  };
  if (chunk.kinds[entry] === EntryKind.Ttl) addWord(0, 'TTL');
  if (chunk.kinds[entry] !== EntryKind.Record) return found;
  if (chunk.ttlStarts[entry] >= 0) add(chunk.ttlStarts[entry], chunk.ttlEnds[entry], 'TTL');
  if (chunk.types[entry] === TYPE.SOA && !isGeneric(chunk, entry)) {
    for (const { word, field } of SOA_TIMERS) addWord(word, translated(field), SOA_USUAL[field]);
  }
  return found;
}

function isGeneric(chunk: ParsedChunk, entry: number): boolean {
  return (chunk.flags[entry] & EntryFlag.Generic) !== 0;
}

/** The address or network of a written owner, or of a `$ORIGIN`, below in-addr.arpa or ip6.arpa. */
function reverseHint(zone: Zone, chunk: ParsedChunk, entry: number): Found | undefined {
  const { names, apex } = zone.model;
  const isOrigin = chunk.kinds[entry] === EntryKind.Origin;
  const name = isOrigin ? chunk.targets[entry] : chunk.owners[entry];
  const first = chunk.wordFirsts[entry];
  const end = isOrigin ? (wordCount(chunk, entry) > 0 ? chunk.wordEnds[first] : -1) : chunk.ownerEnds[entry];
  if (end < 0 || name < 0 || name === apex || (!isOrigin && chunk.kinds[entry] !== EntryKind.Record)) return undefined;
  const reading = readReverse(labelsOf(names, name));
  if (!reading || reading.count === 0 || reading.faults.length > 0 || reading.classless) return undefined;
  const tooltip = t`${code(names.text(name))} stands for ${code(reading.full)}.`;
  return { at: end, label: reading.text, atEnd: reading.text, tooltip, padded: true };
}

function nameHints(zone: Zone, chunk: ParsedChunk, entry: number, everywhere: boolean, ownerIsClear: boolean): Found[] {
  const { names, apex, originKnown } = zone.model;
  const origin = chunk.origins[entry];
  if (!originKnown || origin < 0 || chunk.kinds[entry] !== EntryKind.Record) return [];
  const found: Found[] = [];
  const isMoved = origin !== apex;
  const ownerStart = chunk.ownerStarts[entry];
  if (ownerStart >= 0 && !ownerIsClear && (everywhere || isMoved)) {
    const text = chunk.text.slice(ownerStart, chunk.ownerEnds[entry]);
    add(text, chunk.ownerEnds[entry]);
  }
  for (const { index } of nameWordIndexes(chunk, entry)) {
    const text = wordText(chunk, entry, index);
    const at = chunk.wordFirsts[entry] + index;
    const hasLabels = /[^\\]\./.test(text);
    if (chunk.wordQuoted[at] === 0 && (everywhere || isMoved || hasLabels)) add(text, chunk.wordEnds[at]);
  }
  return found;

  function add(text: string, at: number): void {
    const name: NameId = names.fromText(text, origin);
    if (name < 0 || isAbsolute(text)) return;
    const suffix = names.text(origin);
    const label = text === '@' ? suffix : suffix === '.' ? '.' : `.${suffix}`;
    const tooltip = t`${code(text)} is ${code(names.text(name))}: the origin follows a name without a final dot.`;
    found.push({ at, label, atEnd: names.text(name), tooltip, padded: text === '@' });
  }
}
