/** What the lightbulb offers about forward and reverse records: the PTR record of an address, the address of a PTR record, and both going together. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { addressText, parseAddress, sameOctets } from '../../dns/addresses.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { addressesAt } from '../../rules/zone/support/bothWays.ts';
import { removeRecord } from '../../rules/zone/support/edits.ts';
import { finish } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { editAction } from '../shared/fixes.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { nextSerialEdit } from '../zone/serial.ts';
import { missingAddress, type WantedAddress } from './addresses.ts';
import { ptrPlace, reversePlaces } from './places.ts';
import { octetsOfPtr } from './ptrAddress.ts';
import { type MissingPtr, missingPtr, type PtrStep, ptrEdits, ptrStepEdits } from './ptrEdits.ts';

/** What is offered for the records of a selection, and more where it is a single one. */
export function ptrActions(records: readonly ZoneRecord[], zone: Zone, lookup: ZoneLookup): CodeAction[] {
  const own = records.filter((record) => ABOUT.has(record.type) && !isInvalid(record));
  if (own.length === 0) return [];
  const single = records.length === 1 ? singleActions(records[0], zone, lookup) : [];
  return [
    ...writeActions(own, zone, lookup),
    ...addressActions(own, zone, lookup),
    ...single,
    ...commandActions(zone, own),
  ];
}

const ABOUT: ReadonlySet<number> = new Set([TYPE.A, TYPE.AAAA, TYPE.PTR]);

/** The PTR records of the addresses among the records. */
function writeActions(records: readonly ZoneRecord[], zone: Zone, lookup: ZoneLookup): CodeAction[] {
  const wanted = new Map<string, MissingPtr>();
  for (const record of records) {
    const missing = missingPtr(record, zone, lookup);
    // An address has one PTR record: of several hosts with the same address the first one gets it.
    if (missing && !wanted.has(`${missing.name}`)) wanted.set(`${missing.name}`, missing);
  }
  if (wanted.size === 0) return [];
  const all = [...wanted.values()];
  const fresh = all.filter(({ other }) => !other);
  const { names } = zone.model;
  if (fresh.length === 0) {
    if (all.length > 1) return [];
    const [{ address, host, other }] = all;
    const title = t`Change the PTR of ${address} from ${names.text(other!.target)} to ${names.text(host)}`;
    return action(title, ptrEdits(all, lookup.now(), lookup.ptrTtl), lookup);
  }
  const files = listed([...new Set(fresh.map((each) => baseName(each.zone.options.uri)))]);
  const title =
    fresh.length === 1
      ? t`Write the PTR for ${fresh[0].address} into ${files}`
      : t`Write the PTRs for ${fresh.length} addresses into ${files}`;
  return action(title, ptrEdits(fresh, lookup.now(), lookup.ptrTtl), lookup);
}

function singleActions(record: ZoneRecord, zone: Zone, lookup: ZoneLookup): CodeAction[] {
  if (record.type === TYPE.PTR) return [];
  const octets = parseAddress(rdataWord(record, 0));
  if (octets && lacksZone(octets, zone, lookup)) return newZoneAction(zone);
  const place = octets && record.owner >= 0 ? ptrPlace(octets, zone, lookup) : undefined;
  if (!octets || place?.zone.options.settings.type !== 'primary') return [];
  const present = place.zone.model
    .rrset(place.name, TYPE.PTR)
    .find(({ target, ref }) => target === record.owner && place.zone.model.generatedBy(ref) === undefined);
  if (present) return removeAction(record, present, zone, place.zone, lookup);
  return moveActions(record, octets, zone, lookup);
}

/** True where the view of the zone has no reverse zone for an address that hosts have. */
function lacksZone(octets: Uint8Array, zone: Zone, lookup: ZoneLookup): boolean {
  if (zone.options.settings.type !== 'primary' || !zone.model.originKnown) return false;
  const { reason } = reversePlaces(lookup, zone.model.names).at(octets, zone);
  return reason === 'no-zone' || reason === 'other-view';
}

function newZoneAction({ options }: Zone): CodeAction[] {
  const title = t`Create a reverse zone for the addresses of this zone…`;
  const command = { title, command: 'bailiwick.newReverseZone', arguments: [{ uri: options.uri }] };
  return [{ title, kind: CodeActionKind.Refactor, command }];
}

/** Takes an address out together with its PTR record. */
function removeAction(
  record: ZoneRecord,
  ptr: ZoneRecord,
  zone: Zone,
  reverse: Zone,
  lookup: ZoneLookup,
): CodeAction[] {
  const edits = [removeRecord(record), removeRecord(ptr)];
  if (!edits.every((edit) => edit !== undefined)) return [];
  const serials = [zone, reverse].map((each) => nextSerialEdit(each, 'auto', lookup.now()));
  const title = t`Remove ${rdataWord(record, 0)} with its PTR in ${baseName(ptr.document.uri)}`;
  return action(title, [...edits, ...serials.filter((edit) => edit !== undefined)], lookup);
}

/** Takes the PTR record along of a host whose address was changed: the one of an address that it no longer has. */
function moveActions(record: ZoneRecord, octets: Uint8Array, zone: Zone, lookup: ZoneLookup): CodeAction[] {
  const missing = missingPtr(record, zone, lookup);
  if (!missing || missing.other) return [];
  const { names } = zone.model;
  for (const reverse of lookup.reverseZones()) {
    if (reverse.options.settings.type !== 'primary' || !reverse.model.isMentioned(record.owner, TYPE.PTR)) continue;
    for (const ptr of reverse.model.mentions(record.owner)) {
      if (ptr.type !== TYPE.PTR || reverse.model.generatedBy(ptr.ref) !== undefined) continue;
      const old = octetsOfPtr(ptr.owner, names, lookup.reverseZones());
      if (!old || old.length !== octets.length) continue;
      if (addressesAt(zone.model, record.owner).some((address) => sameOctets(address, old))) continue;
      const { edits, kept } = finish(
        ptrStepEdits(
          [
            { kind: 'remove', zone: reverse, record: ptr, group: '' },
            { kind: 'add', zone: missing.zone, name: missing.name, host: missing.host, group: '' },
          ],
          lookup.now(),
          { ttl: lookup.ptrTtl },
        ),
      );
      if (kept.length > 0) continue;
      const title = t`Move the PTR of ${names.text(record.owner)} from ${addressText(old)} to ${missing.address}`;
      return action(title, edits, lookup);
    }
  }
  return [];
}

/** Gives the hosts of PTR records their addresses, where their zones are here and nobody has them. */
function addressActions(records: readonly ZoneRecord[], zone: Zone, lookup: ZoneLookup): CodeAction[] {
  const { names } = zone.model;
  const wanted = new Map<string, WantedAddress>();
  for (const { type, owner, target } of records) {
    const octets = type === TYPE.PTR && owner >= 0 ? octetsOfPtr(owner, names, lookup.reverseZones()) : undefined;
    const missing = octets && missingAddress(target, octets, zone, lookup);
    if (missing && !isHad(missing, lookup))
      wanted.set(`${missing.zone.options.uri} ${target} ${octets.join('.')}`, missing);
  }
  const [first, ...others] = wanted.values();
  if (!first) return [];
  const steps = [first, ...others].map((each): PtrStep => ({ kind: 'address', ...each, group: '' }));
  const { edits } = finish(ptrStepEdits(steps, lookup.now()));
  const files = new Set(edits.flatMap(({ uri, start, end }) => (start === end ? baseName(uri) : [])));
  const mnemonic = typeText(first.octets.length === 4 ? TYPE.A : TYPE.AAAA);
  const title =
    others.length === 0
      ? t`Add ${mnemonic} ${addressText(first.octets)} for ${names.text(first.host)} to ${listed([...files])}`
      : t`Add the addresses of ${others.length + 1} PTR records to ${listed([...files])}`;
  return action(title, edits, lookup);
}

/** True where the host has the address in another view, or in a copy of its zone: the PTR record is for that one. */
function isHad({ zone, host, octets }: WantedAddress, lookup: ZoneLookup): boolean {
  for (const { model } of lookup.zones()) {
    if (model === zone.model || !model.isInZone(host)) continue;
    if (addressesAt(model, host).some((address) => sameOctets(address, octets))) return true;
  }
  return false;
}

/** The commands about the whole zone: they ask the server again and show what will change. */
function commandActions({ options }: Zone, records: readonly ZoneRecord[]): CodeAction[] {
  const scope = { uri: options.uri };
  const hasPtr = records.some(({ type }) => type === TYPE.PTR);
  return [
    { title: t`Compare forward and reverse zones…`, command: 'bailiwick.agreement' },
    { title: t`Create all missing PTR records of this zone…`, command: 'bailiwick.createPtr' },
    ...(hasPtr
      ? [{ title: t`Create all missing addresses of PTR records of this zone…`, command: 'bailiwick.createAddresses' }]
      : []),
  ].map(({ title, command }) => ({
    title,
    kind: CodeActionKind.Refactor,
    command: { title, command, arguments: [{ scope }] },
  }));
}

function action(title: string, edits: readonly FixEdit[], lookup: ZoneLookup): CodeAction[] {
  const made = editAction(title, CodeActionKind.Refactor, edits, lookup.bufferOf);
  return made ? [made] : [];
}
