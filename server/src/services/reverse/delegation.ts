/** Hands a range of a reverse zone to a zone of its own: by NS records, and for a part of a /24 by a CNAME for each address (RFC 2317). */
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { type Prefix, prefixText } from '../../dns/prefixes.ts';
import { TYPE } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { lineEnd, removeRecord } from '../../rules/zone/support/edits.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import type { Refusal } from '../service.ts';
import { nextSerialEdit } from '../zone/serial.ts';
import { type MadeZone, type NewZoneOptions, newReverseZone, type PtrLine } from './newReverseZone.ts';
import { firstOf, networkName, partLabel, reverseZoneName } from './zoneNames.ts';

export interface DelegationOptions extends Omit<NewZoneOptions, 'asker' | 'records'> {
  /** The zone that holds the range now. */
  readonly parent: Zone;
  readonly nameServers: readonly string[];
  /** Whether the zone of the range is to lie here too. */
  readonly isHere: boolean;
}

/** What delegating consists of. */
export interface Delegation {
  /** In the file of the zone that hands the range on. */
  readonly edits: readonly FixEdit[];
  /** The zone of the range, where it lies here. */
  readonly zone: MadeZone | undefined;
  readonly notes: readonly string[];
}

const LAST_CUT4 = 24;
/** Addresses that a note names. */
const NAMED = 5;

/** Delegates a range; a reason where it cannot be. */
export function delegateRange(options: DelegationOptions): Delegation | Refusal {
  const { parent, prefix, nameServers, now } = options;
  const { model } = parent;
  const { names } = model;
  const zone = reverseZoneName(prefix);
  const network = prefixText(prefix);
  const apex = zone === undefined ? NO_NAME : names.fromText(zone);
  if (zone === undefined || apex === model.apex || !names.isWithin(apex, model.apex)) {
    return { reason: t`${network} is no range inside of ${names.text(model.apex)} that could have a zone of its own.` };
  }
  if (parent.options.settings.type !== 'primary') {
    return { reason: t`${names.text(model.apex)} is fetched from another server.` };
  }
  if (nameServers.length === 0) return { reason: t`A zone needs the name of a server.` };
  if (model.hasOwner(apex) && model.has(apex, TYPE.NS)) return { reason: t`${zone} is delegated already.` };
  const taken = prefix.octets.length === 4 && prefix.bits > LAST_CUT4 ? partOf(parent, prefix) : below(parent, apex);
  if ('reason' in taken) return taken;
  const removals: FixEdit[] = [];
  for (const record of taken.removed) {
    const edit = model.generatedBy(record.ref) === undefined ? removeRecord(record) : undefined;
    if (!edit) {
      const { document, chunk, entry } = record;
      const line = document.buffer.positionAt(chunk.offset + chunk.starts[entry]).line + 1;
      return {
        reason: t`Line ${line} of ${baseName(document.uri)} cannot be taken out by itself: give each record an owner of its own, and take apart what a $GENERATE makes.`,
      };
    }
    removals.push(edit);
  }
  const made = options.isHere
    ? newReverseZone({ ...options, asker: parent, records: taken.moved, nameServers })
    : undefined;
  if (made && 'reason' in made) return made;
  const { root } = parent;
  const origin = root.stateAfter?.origin ?? model.apex;
  const relative = (name: NameId): string => (origin >= 0 ? names.relativeText(name, origin) : names.text(name));
  const lines = nameServers.map(
    (server) => `${relative(apex)}\tIN NS\t${server.endsWith('.') ? server : `${server}.`}`,
  );
  const serial = nextSerialEdit(parent, 'auto', now);
  const edits = [...removals, atEnd(parent, [...lines, ...taken.aliases(relative)]), ...(serial ? [serial] : [])];
  return { edits, zone: made, notes: [...taken.notes, ...(made?.notes ?? [])] };
}

/** What becomes of the records of a range. */
interface Taken {
  readonly removed: readonly ZoneRecord[];
  /** The PTR records of the new zone. */
  readonly moved: readonly PtrLine[];
  /** The CNAMEs, with names made relative. */
  readonly aliases: (relative: (name: NameId) => string) => readonly string[];
  readonly notes: readonly string[];
}

/** Everything at or below the cut: the zone that it is handed to answers for it. */
function below({ model }: Zone, apex: NameId): Taken {
  const removed: ZoneRecord[] = [];
  for (const owner of model.owners()) {
    if (model.names.isWithin(owner, apex)) for (const record of model.owned(owner)) removed.push(record);
  }
  const moved = removed
    .filter(({ type, target }) => type === TYPE.PTR && target >= 0)
    .map(({ owner, target }) => ({ name: owner, host: target }));
  const others = removed.length - moved.length;
  const notes = others > 0 ? [t`${others} records that are no PTR records go too: write them into the new zone.`] : [];
  return { removed, moved, aliases: () => [], notes };
}

/** The addresses of a part of a /24: each becomes a CNAME, but for those that have other records. */
function partOf({ model }: Zone, { octets, bits }: Prefix): Taken | Refusal {
  const { names } = model;
  const network = names.fromText(networkName(octets));
  const label = partLabel(octets, bits);
  const apex = names.fromText(label, network);
  const [from, size] = [firstOf(octets, bits), 2 ** (32 - bits)];
  const removed: ZoneRecord[] = [];
  const moved: PtrLine[] = [];
  const free: number[] = [];
  const kept: string[] = [];
  for (let last = from; last < from + size; last++) {
    const owner = names.fromText(String(last), network);
    const records = model.owned(owner);
    if (records.some(({ type }) => type === TYPE.CNAME)) {
      return { reason: t`${names.text(owner)} is a CNAME already: it is handed on to another zone.` };
    }
    // A CNAME stands beside no other data (RFC 1034 section 3.6.2).
    if (records.some(({ type }) => type !== TYPE.PTR)) {
      kept.push(names.text(owner));
      continue;
    }
    free.push(last);
    for (const record of records) {
      removed.push(record);
      if (record.target >= 0) moved.push({ name: names.fromText(String(last), apex), host: record.target });
    }
  }
  const notes =
    kept.length > 0
      ? [t`${listed(kept.slice(0, NAMED))} stay here: they have records beside which no CNAME can stand.`]
      : [];
  const aliases = (relative: (name: NameId) => string): readonly string[] => {
    const [above, into] = [relative(network), relative(apex)];
    const under = (first: string): string => (above === '@' ? first : `${first}.${above}`);
    if (kept.length === 0) return [`$GENERATE ${from}-${from + size - 1} ${under('$')} CNAME $.${into}`];
    return free.map((last) => `${under(String(last))}\tIN CNAME\t${last}.${into}`);
  };
  return { removed, moved, aliases, notes };
}

/** Lines at the end of the zone's file. */
function atEnd({ root }: Zone, lines: readonly string[]): FixEdit {
  const eol = lineEnd(root);
  const at = root.buffer.length;
  const isOpen = at > 0 && !/[\r\n]/.test(root.buffer.slice(at - 1, at));
  return { uri: root.uri, start: at, end: at, newText: `${isOpen ? eol : ''}${lines.join(eol)}${eol}` };
}
