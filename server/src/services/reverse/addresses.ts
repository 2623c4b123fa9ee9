/** The addresses of hosts that PTR records name and that their zones do not have: whether one can be written, and the lines. */
import { addressText, sameOctets } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { type NameId, NO_NAME, ROOT } from '../../dns/names.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { addressesAt } from '../../rules/zone/support/bothWays.ts';
import { lineEnd } from '../../rules/zone/support/edits.ts';
import { lookupHost } from '../../rules/zone/support/lookup.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { placeBelow, textBelow } from '../zone/lineBelow.ts';

/** An address that a host is to get. */
export interface WantedAddress {
  readonly zone: Zone;
  readonly host: NameId;
  readonly octets: Uint8Array;
}

function typeOf(octets: Uint8Array): typeof TYPE.A | typeof TYPE.AAAA {
  return octets.length === 4 ? TYPE.A : TYPE.AAAA;
}

/**
 * The address that the host of a PTR record lacks. Undefined where the host has it, where its zone is not here or written by others, and where an alias, a wildcard or
 * another server answers for its name. `hasOther`: the host has addresses of the family already.
 */
export function missingAddress(
  host: NameId,
  octets: Uint8Array,
  asker: Zone,
  lookup: Pick<ZoneLookup, 'zoneHolding'>,
): (WantedAddress & { readonly hasOther: boolean }) | undefined {
  const zone = host > ROOT ? lookup.zoneHolding(host, asker) : undefined;
  if (zone?.options.settings.type !== 'primary' || zone.options.zoneClass !== CLASS.IN) return undefined;
  const { model } = zone;
  if (!model.originKnown || reverseTree(model.names, model.apex) !== undefined) return undefined;
  const found = lookupHost(model, host);
  if (found.kind !== 'here' || (found.at !== host && found.at !== NO_NAME)) return undefined;
  const addresses = addressesAt(model, host);
  if (addresses.some((address) => sameOctets(address, octets))) return undefined;
  return { zone, host, octets, hasOther: addresses.some(({ length }) => length === octets.length) };
}

/** Lines at one place. */
interface Lines<T> {
  readonly document: ZoneDocument;
  readonly at: number;
  readonly wanted: T;
  readonly texts: string[];
}

/** The lines of addresses, each beneath what its host has, else at the end of its zone's file; those at one place and of one group are one edit. */
export function addressInsertions<T extends WantedAddress & { readonly group: string }>(wanted: readonly T[]) {
  const places = new Map<string, Lines<T>>();
  for (const each of wanted) {
    const { document, at, text } = lineOf(each);
    const key = `${document.uri} ${at} ${each.group}`;
    const same = places.get(key);
    if (same) same.texts.push(text);
    else places.set(key, { document, at, wanted: each, texts: [text] });
  }
  return [...places.values()].map(({ document, at, wanted: { group }, texts }) => {
    const eol = lineEnd(document);
    const isLineOpen = at > 0 && !/[\r\n]/.test(document.buffer.slice(at - 1, at));
    const newText = `${isLineOpen ? eol : ''}${texts.join(eol)}${eol}`;
    return { uri: document.uri, start: at, end: at, newText, group };
  });
}

function lineOf({ zone: { root, model }, host, octets }: WantedAddress) {
  const [type, address] = [typeOf(octets), addressText(octets)];
  const written = model.owned(host).filter(({ ref }) => model.generatedBy(ref) === undefined);
  const beside = written.findLast((record) => record.type === type) ?? written.at(-1);
  if (beside)
    return { document: beside.document, at: placeBelow(beside), text: textBelow(beside, typeText(type), address) };
  const origin = root.stateAfter?.origin ?? model.apex;
  const owner = origin >= 0 ? model.names.relativeText(host, origin) : model.names.text(host);
  return { document: root, at: root.buffer.length, text: `${owner}\t${typeText(type)}\t${address}` };
}
