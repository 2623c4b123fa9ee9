/** From the owner of a PTR record to its address. */
import type { NameId, NameTable } from '../../dns/names.ts';
import { readReverse } from '../../dns/reverse.ts';
import { reverseAddress } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import type { Zone } from '../../workspace/zone.ts';

/**
 * The address of a PTR record's owner: what its name says, with or without a part of a network in it (RFC 2317), else the name of the address whose CNAME in a reverse
 * zone leads to it. Undefined where it is none.
 */
export function octetsOfPtr(owner: NameId, names: NameTable, reverseZones: readonly Zone[]): Uint8Array | undefined {
  const octets = reverseAddress(names, owner);
  if (octets) return octets;
  for (const { model } of reverseZones) {
    if (!model.isMentioned(owner, TYPE.CNAME)) continue;
    for (const { type, owner: alias } of model.mentions(owner)) {
      const address = type === TYPE.CNAME ? reverseAddress(names, alias) : undefined;
      if (address) return address;
    }
  }
  const labels: string[] = [];
  for (let at = owner; at > 0; at = names.parent(at)) labels.push(names.labelText(at));
  const reading = readReverse(labels);
  return reading?.complete && reading.faults.length === 0 && !labels[0].startsWith('_') && labels[0] !== '*'
    ? reading.octets
    : undefined;
}
