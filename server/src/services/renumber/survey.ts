/** One look at the zones of a workspace: who has the addresses of a prefix, and which of the new ones are in use. */

import { parseIpv4, parseIpv6 } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { readReverse } from '../../dns/reverse.ts';
import { reverseAddress, reverseTree } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import type { Steps } from '../../steps.ts';
import { isAnswerUri } from '../../workspace/standing.ts';
import type { Zone } from '../../workspace/zone.ts';
import { EntryFlag, EntryKind, mayHaveType, type ParsedChunk, wordText } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { addressKey, holds, type PrefixPair } from './prefixPair.ts';

/** A chunk of a file of a zone. */
export interface ZoneChunk {
  readonly zone: Zone;
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
}

/** An entry of a file of a zone. */
export interface ZoneEntry extends ZoneChunk {
  readonly entry: number;
}

/** A record about an address of the old prefix: the host's own, or the PTR record that leads to the host. */
export interface HostEntry extends ZoneEntry {
  readonly host: NameId;
  readonly octets: Uint8Array;
  readonly key: string;
}

/** A `$GENERATE` that makes records about addresses of the old prefix. */
export interface GenerateEntry extends ZoneEntry {
  readonly made: readonly HostEntry[];
  /** True where all that it makes is about the old prefix. */
  readonly isWhole: boolean;
}

export interface Survey {
  readonly pair: PrefixPair;
  readonly names: NameTable;
  /** The zones that are edited: primary zones, whose files people write. */
  readonly zones: readonly Zone[];
  readonly addresses: readonly HostEntry[];
  readonly pointers: readonly HostEntry[];
  readonly generated: readonly GenerateEntry[];
  /** Chunks with records that may name addresses otherwise: policies, hints, prefix lists, gateways. */
  readonly mentioning: readonly ZoneChunk[];
  /** Who has an address of the new prefix. */
  readonly taken: ReadonlyMap<string, ReadonlySet<NameId>>;
}

/** Types whose data may name addresses beside their own. */
export const MENTIONING: readonly number[] = [
  TYPE.TXT,
  TYPE.SPF,
  TYPE.SVCB,
  TYPE.HTTPS,
  TYPE.APL,
  TYPE.IPSECKEY,
  TYPE.AMTRELAY,
];

/** Whether people write the files of a zone. */
function isEdited({ options }: Zone): boolean {
  return options.settings.type === 'primary' && options.zoneClass === CLASS.IN && !isAnswerUri(options.uri);
}

/** Looks at every record once, a chunk at a time. */
export function* survey(all: readonly Zone[], names: NameTable, pair: PrefixPair): Steps<Survey> {
  const zones = all.filter(isEdited);
  const addresses: HostEntry[] = [];
  const pointers: HostEntry[] = [];
  const generated: GenerateEntry[] = [];
  const mentioning: ZoneChunk[] = [];
  const taken = new Map<string, Set<NameId>>();
  const type = pair.from.octets.length === 4 ? TYPE.A : TYPE.AAAA;
  for (const zone of zones) {
    const isReverse = reverseTree(names, zone.model.apex) !== undefined;
    for (const document of zone.documents) {
      for (const chunk of document.chunks) {
        const place = { zone, document, chunk };
        for (const found of hostEntries(place, type, isReverse, names)) {
          const isOld = holds(pair.from, found.octets);
          if (isPointer(found)) {
            if (isOld) pointers.push(found);
          } else if (isOld) addresses.push(found);
          else takeOwner(taken, found, pair);
        }
        if (MENTIONING.some((each) => mayHaveType(chunk, each))) mentioning.push(place);
        for (const { entry, parsed } of chunk.generated) {
          const all = [...hostEntries({ ...place, chunk: parsed }, type, isReverse, names)];
          const made = all.filter(({ octets }) => holds(pair.from, octets));
          for (const found of all) if (!isPointer(found)) takeOwner(taken, found, pair);
          if (made.length > 0) generated.push({ ...place, entry, made, isWhole: made.length === parsed.count });
        }
        yield;
      }
    }
  }
  return { pair, names, zones, addresses, pointers, generated, mentioning, taken };
}

/** Whether it is a PTR record, and not the address itself. */
export function isPointer({ chunk, entry }: HostEntry): boolean {
  return chunk.types[entry] === TYPE.PTR;
}

function* hostEntries(place: ZoneChunk, type: number, isReverse: boolean, names: NameTable): Generator<HostEntry> {
  const { chunk } = place;
  if (!mayHaveType(chunk, type) && !(isReverse && mayHaveType(chunk, TYPE.PTR))) return;
  for (let entry = 0; entry < chunk.count; entry++) {
    const isAddress = chunk.types[entry] === type;
    if (!isAddress && !(isReverse && chunk.types[entry] === TYPE.PTR)) continue;
    if (chunk.kinds[entry] !== EntryKind.Record || chunk.owners[entry] < 0) continue;
    if ((chunk.flags[entry] & (EntryFlag.Invalid | EntryFlag.Generic)) !== 0) continue;
    const octets = isAddress ? addressIn(chunk, entry, type) : addressNamed(names, chunk.owners[entry]);
    const host = isAddress ? chunk.owners[entry] : chunk.targets[entry];
    if (octets && host >= 0) yield { ...place, entry, octets, key: addressKey(octets), host };
  }
}

function takeOwner(taken: Map<string, Set<NameId>>, { key, octets, host }: HostEntry, pair: PrefixPair): void {
  if (!holds(pair.to, octets)) return;
  const owners = taken.get(key);
  if (owners) owners.add(host);
  else taken.set(key, new Set([host]));
}

function addressIn(chunk: ParsedChunk, entry: number, type: number): Uint8Array | undefined {
  const text = wordText(chunk, entry, 0);
  return type === TYPE.A ? parseIpv4(text) : parseIpv6(text);
}

/** The address that a reverse name stands for, also where a classless delegation (RFC 2317) lies in it. */
export function addressNamed(names: NameTable, name: NameId): Uint8Array | undefined {
  const whole = reverseAddress(names, name);
  if (whole) return whole;
  const labels: string[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  const reading = readReverse(labels);
  return reading?.complete && reading.classless && reading.faults.length === 0 ? reading.octets : undefined;
}
