/** An `$ORIGIN` of a reverse zone under which everything moves: it is renamed, or moves into another zone with all that is under it. */

import { reverseName } from '../../dns/addresses.ts';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../../dns/names.ts';
import { readReverse } from '../../dns/reverse.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { lineEnd, nextLineStart } from '../../rules/zone/support/edits.ts';
import { isAbsolute } from '../../rules/zone/support/words.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, refOf, wordText } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { Changes } from './changes.ts';
import type { PlacedGroup } from './pointerGroups.ts';
import { holds, movedNetwork, type PrefixPair } from './prefixPair.ts';
import type { Survey } from './survey.ts';

/** An `$ORIGIN` and the entries it holds for. */
interface OriginBlock {
  readonly document: ZoneDocument;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly origin: NameId;
  /** The origin that holds before. */
  readonly before: NameId;
  readonly groups: Set<PlacedGroup>;
  /** Its lines with the comments and empty lines above it. */
  readonly from: number;
  to: number;
  isMovable: boolean;
  hasTtl: boolean;
}

/**
 * Renames each `$ORIGIN` under which nothing but records stands that are renamed in its zone: relative names below it stay as they are. Returns the groups
 * that are done by that.
 */
export function renamedOrigins(
  groups: readonly PlacedGroup[],
  { pair, names }: Survey,
  changes: Changes,
): ReadonlySet<PlacedGroup> {
  const done = new Set<PlacedGroup>();
  for (const { block, origin } of wholeBlocks(groups, pair, names)) {
    const newText =
      isAbsolute(block.text) || block.before < 0 || !names.isWithin(origin, block.before)
        ? names.text(origin)
        : names.relativeText(origin, block.before);
    changes.edit('pointer', { uri: block.document.uri, start: block.start, end: block.end, newText });
    for (const group of block.groups) done.add(group);
  }
  return done;
}

/** What is moved with its `$ORIGIN`, and the edits that put it in, which come behind all others. */
export interface MovedBlocks {
  readonly done: ReadonlySet<PlacedGroup>;
  readonly insertions: readonly FixEdit[];
}

/** Moves each `$ORIGIN` with all that is under it, where all of it goes to one other zone: to the end of its file. */
export function movedBlocks(groups: readonly PlacedGroup[], { pair, names }: Survey, changes: Changes): MovedBlocks {
  const done = new Set<PlacedGroup>();
  const texts = new Map<Zone, string>();
  for (const { block, origin, to } of wholeBlocks(groups, pair, names)) {
    const { document, from, start, end } = block;
    if (block.hasTtl || to.documents.some(({ uri }) => uri === document.uri)) continue;
    const { buffer, uri } = document;
    changes.edit('pointer', { uri, start: from, end: block.to, newText: '' });
    const text = `${buffer.slice(from, start)}${names.text(origin)}${buffer.slice(end, block.to)}`;
    const isOpen = !/[\r\n]$/.test(text);
    texts.set(to, `${texts.get(to) ?? ''}${text}${isOpen ? lineEnd(document) : ''}`);
    for (const group of block.groups) done.add(group);
  }
  const insertions = [...texts].map(([{ root }, text]) => {
    const { length } = root.buffer;
    const isOpen = length > 0 && !/[\r\n]/.test(root.buffer.slice(length - 1, length));
    return { uri: root.uri, start: length, end: length, newText: isOpen ? `${lineEnd(root)}${text}` : text };
  });
  return { done, insertions };
}

/** The blocks of which everything moves below one new origin, in one zone. */
function* wholeBlocks(
  groups: readonly PlacedGroup[],
  pair: PrefixPair,
  names: NameTable,
): Generator<{ block: OriginBlock; origin: NameId; to: Zone }> {
  for (const zone of new Set(groups.map((group) => group.zone))) {
    const byRecord = new Map<number, PlacedGroup>();
    for (const group of groups) {
      if (group.zone === zone) for (const { ref } of group.records) byRecord.set(ref, group);
    }
    const blocks = zone.documents.flatMap((document) => blocksOf(document, names, byRecord));
    // A name with records under two origins moves in both or in neither.
    const owners = new Map<PlacedGroup, number>();
    for (const { groups: own } of blocks) for (const group of own) owners.set(group, (owners.get(group) ?? 0) + 1);
    for (const block of blocks) {
      const [first] = block.groups;
      if (!block.isMovable || !first) continue;
      const origin = movedOrigin(block, pair, names);
      const to = first.place.zone;
      const isOne = [...block.groups].every((group) => owners.get(group) === 1 && group.place.zone === to);
      if (origin !== NO_NAME && isOne && isMovedWhole(block, origin, to, names)) yield { block, origin, to };
    }
  }
}

function blocksOf(document: ZoneDocument, names: NameTable, byRecord: ReadonlyMap<number, PlacedGroup>): OriginBlock[] {
  const blocks: OriginBlock[] = [];
  let block: OriginBlock | undefined;
  let behind = 0;
  for (const chunk of document.chunks) {
    for (let entry = 0; entry < chunk.count; entry++) {
      const kind = chunk.kinds[entry];
      if (kind === EntryKind.Origin) {
        const text = wordText(chunk, entry, 0);
        // A relative origin would become another one.
        if (block && !isAbsolute(text)) block.isMovable = false;
        const at = chunk.wordFirsts[entry];
        block = {
          document,
          start: chunk.offset + chunk.wordStarts[at],
          end: chunk.offset + chunk.wordEnds[at],
          text,
          origin: chunk.targets[entry],
          before: chunk.origins[entry],
          groups: new Set(),
          from: behind,
          to: nextLineStart(document, chunk.offset + chunk.ends[entry]),
          isMovable: true,
          hasTtl: false,
        };
        blocks.push(block);
        behind = block.to;
        continue;
      }
      behind = nextLineStart(document, chunk.offset + chunk.ends[entry]);
      if (!block) continue;
      block.to = behind;
      if (kind === EntryKind.Ttl) {
        block.hasTtl = true;
        continue;
      }
      const group = kind === EntryKind.Record ? byRecord.get(refOf(chunk, entry)) : undefined;
      const isInherited = (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
      const isFirst = block.groups.size === 0;
      const owner =
        isInherited || kind !== EntryKind.Record
          ? ''
          : chunk.text.slice(chunk.ownerStarts[entry], chunk.ownerEnds[entry]);
      const isRelative = isInherited
        ? !isFirst
        : !isAbsolute(owner) && names.isWithin(chunk.owners[entry], block.origin);
      if (group && isRelative && isAbsolute(wordText(chunk, entry, 0))) block.groups.add(group);
      else block.isMovable = false;
    }
  }
  return blocks;
}

/** The origin that a block gets; NO_NAME where its own is no network of the old prefix. */
function movedOrigin({ origin }: OriginBlock, pair: PrefixPair, names: NameTable): NameId {
  if (origin < 0) return NO_NAME;
  const labels: string[] = [];
  for (let at = origin; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  const reading = readReverse(labels);
  if (!reading || reading.classless || reading.faults.length > 0 || reading.bits < pair.from.bits) return NO_NAME;
  if (!holds(pair.from, reading.octets)) return NO_NAME;
  const network = movedNetwork(pair, reading);
  if (network?.bits !== reading.bits) return NO_NAME;
  const unit = network.octets.length === 4 ? 8 : 4;
  const whole = reverseName(network.octets).split('.');
  return names.fromText(whole.slice((network.octets.length * 8 - network.bits) / unit).join('.'));
}

/** Whether every record of a block gets, under the new origin, the name that it is to have. */
function isMovedWhole({ groups, origin }: OriginBlock, moved: NameId, zone: Zone, names: NameTable): boolean {
  if (!names.isWithin(moved, zone.model.apex)) return false;
  return [...groups].every(
    ({ name, place }) =>
      names.isWithin(place.name, moved) && names.relativeText(name, origin) === names.relativeText(place.name, moved),
  );
}
