/** `$GENERATE` lines of which all addresses move: their templates become others. Where that cannot be written as one line, it is said. */

import { parseAddress, sameOctets } from '../../dns/addresses.ts';
import { TYPE, typeCodeAt } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { lineAfter } from '../../rules/zone/support/edits.ts';
import type { Steps } from '../../steps.ts';
import { wordCount, wordText } from '../../zone/chunk.ts';
import { expandTemplate, generateCount, parseGenerateRange, parseGenerateTemplate } from '../../zone/generate.ts';
import { recordAt } from '../../zone/model.ts';
import { ptrPlace } from '../reverse/places.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import type { Changes } from './changes.ts';
import { linesOf } from './lines.ts';
import type { Moves } from './moves.ts';
import { ownerText } from './owners.ts';
import { respelled } from './spelling.ts';
import { type GenerateEntry, type HostEntry, isPointer, type Survey } from './survey.ts';

/** The word of a directive that is written anew. */
interface NewTemplate {
  readonly word: number;
  readonly text: string;
}

const OWNER = 1;

/** Changes the lines whose records all move; says it of those of which some do. */
export function* changeGenerates(found: Survey, moves: Moves, lookup: ZoneLookup, changes: Changes): Steps<void> {
  for (const generate of found.generated) {
    if (!generate.made.some((host) => moves.isMoved(host))) continue;
    const { document, chunk, entry, zone, made } = generate;
    const isAll = generate.isWhole && made.every((host) => moves.isMoved(host)) && isReadWhole(generate);
    const template = isAll ? newTemplate(generate, found, moves, lookup) : undefined;
    const [start, end] = [chunk.offset + chunk.starts[entry], chunk.offset + chunk.ends[entry]];
    if (template && made.every((host) => isThere(generate, host, moves))) {
      const lines = changes.mode === 'replace' ? linesOf(generate) : undefined;
      if (!lines) continue;
      changes.edit('generate', { uri: document.uri, ...lines, newText: '' });
      changes.touch(zone);
      continue;
    }
    if (!template) {
      const line = document.buffer.positionAt(start).line + 1;
      const file = document.uri.slice(document.uri.lastIndexOf('/') + 1);
      changes.left.add(
        t`The $GENERATE on line ${line} of ${file} stays: what it makes cannot be moved as one line. Change it by hand.`,
      );
      continue;
    }
    const at = chunk.wordFirsts[entry] + template.word;
    const [from, to] = [chunk.offset + chunk.wordStarts[at], chunk.offset + chunk.wordEnds[at]];
    const { buffer, uri } = document;
    if (changes.mode === 'replace') changes.edit('generate', { uri, start: from, end: to, newText: template.text });
    else
      changes.edit(
        'generate',
        lineAfter(document, end, `${buffer.slice(start, from)}${template.text}${buffer.slice(to, end)}`),
      );
    for (const host of made) changes.touch(zone, recordAt(document, host.chunk, host.entry));
    yield;
  }
}

/** Whether all that the line makes was looked at. */
function isReadWhole({ chunk, entry, made }: GenerateEntry): boolean {
  const range = parseGenerateRange(wordText(chunk, entry, 0));
  return range !== undefined && generateCount(range) === made.length;
}

/** Whether a new record is there already. */
function isThere({ zone }: GenerateEntry, host: HostEntry, moves: Moves): boolean {
  const moved = moves.movedTo(host.octets);
  if (!moved || isPointer(host)) return false;
  return zone.model
    .rrset(host.host, host.chunk.types[host.entry])
    .some(({ chunk, entry }) => sameOctets(parseAddress(wordText(chunk, entry, 0)) ?? [], moved));
}

function newTemplate(
  generate: GenerateEntry,
  found: Survey,
  moves: Moves,
  lookup: ZoneLookup,
): NewTemplate | undefined {
  const { chunk, entry, made } = generate;
  const [first] = made;
  const word = isPointer(first) ? OWNER : dataWord(generate);
  if (word < 0) return undefined;
  const template = wordText(chunk, entry, word);
  const text = isPointer(first)
    ? ownerTemplate(generate, template, moves, lookup)
    : addressTemplate(generate, template, found, moves);
  const pieces = text === undefined ? undefined : parseGenerateTemplate(text);
  const range = parseGenerateRange(wordText(chunk, entry, 0));
  if (text === undefined || !pieces || !range) return undefined;
  const { names } = found;
  const isRight = made.every((host, i) => {
    const moved = moves.movedTo(host.octets);
    const expanded = expandTemplate(pieces, range.start + i * range.step);
    if (!moved) return false;
    if (!isPointer(host)) return sameOctets(parseAddress(expanded) ?? [], moved);
    const place = ptrPlace(moved, generate.zone, lookup);
    return place?.zone === generate.zone && names.fromText(expanded, chunk.origins[entry]) === place.name;
  });
  return isRight ? { word, text } : undefined;
}

/** Which word the data are: the one behind the type. */
function dataWord({ chunk, entry }: GenerateEntry): number {
  for (let i = OWNER + 1; i < wordCount(chunk, entry) - 1; i++) {
    const text = wordText(chunk, entry, i);
    const type = typeCodeAt(text, 0, text.length);
    if (type === TYPE.A || type === TYPE.AAAA) return i + 1;
  }
  return -1;
}

/** `198.51.100.$` for `192.0.2.$`: what stands before the number is another one, what stands behind it stays. */
function addressTemplate(
  { made: [host] }: GenerateEntry,
  template: string,
  { pair }: Survey,
  moves: Moves,
): string | undefined {
  const before = template.slice(0, template.indexOf('$'));
  const head = before.slice(0, Math.max(before.lastIndexOf('.'), before.lastIndexOf(':')) + 1);
  const expanded = wordText(host.chunk, host.entry, 0);
  const moved = moves.movedTo(host.octets);
  if (!moved || head === '' || !expanded.startsWith(head)) return undefined;
  const tail = expanded.slice(head.length);
  const text = respelled(expanded, host.octets, moved, pair.written);
  return text.endsWith(tail) ? text.slice(0, text.length - tail.length) + template.slice(head.length) : undefined;
}

/** `$.7` for `$.2`: the other way round. */
function ownerTemplate(
  generate: GenerateEntry,
  template: string,
  moves: Moves,
  lookup: ZoneLookup,
): string | undefined {
  const { chunk, entry, zone, made } = generate;
  const [host] = made;
  const moved = moves.movedTo(host.octets);
  const place = moved && ptrPlace(moved, zone, lookup);
  if (!place || place.zone !== zone) return undefined;
  const behind = template.slice(Math.max(template.lastIndexOf('$'), template.lastIndexOf('}')) + 1);
  const tail = behind.includes('.') ? behind.slice(behind.indexOf('.')) : '';
  const made0 = host.chunk;
  const expanded = made0.text.slice(made0.ownerStarts[host.entry], made0.ownerEnds[host.entry]);
  const head = expanded.slice(0, expanded.length - tail.length);
  const text = ownerText(expanded, made0.owners[host.entry], place.name, chunk.origins[entry], zone.model.names);
  if (!expanded.endsWith(tail) || !text.startsWith(head)) return undefined;
  return template.slice(0, template.length - tail.length) + text.slice(head.length);
}
