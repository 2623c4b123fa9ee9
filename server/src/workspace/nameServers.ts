/** The name servers of zones and their addresses, as their records have them. */
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import type { NameId } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import { wordPlace, type ZonePlace } from '../rules/zone/places.ts';
import type { ZoneModel, ZoneRecord } from '../zone/model.ts';
import { isInvalid, rdataWord } from '../zone/record.ts';
import { keptByZone } from './keptByZone.ts';

/** An address that a zone has of one of its name servers. */
export interface ServerAddress {
  readonly host: NameId;
  readonly address: string;
  readonly family: 4 | 6;
  /** It moves with the lines above it. */
  readonly place: ZonePlace;
}

export interface Servers {
  /** The names of its NS records. */
  readonly names: readonly NameId[];
  readonly addresses: readonly ServerAddress[];
}

const NOTHING: readonly never[] = [];

/** The name servers of each of the zones. */
export const serversOfAll = keptByZone(({ model }) => serversOf(model));

/** The name servers of a zone, as its NS records have them. */
function serversOf(model: ZoneModel): Servers {
  const names = model.rrset(model.apex, TYPE.NS).flatMap(({ target }) => (target < 0 ? [] : [target]));
  const addresses = names.flatMap((host) => model.owned(host).flatMap((record) => addressIn(record) ?? NOTHING));
  return { names, addresses: addresses.length > 0 ? addresses : NOTHING };
}

function addressIn(record: ZoneRecord): ServerAddress | undefined {
  const { owner: host, type } = record;
  if ((type !== TYPE.A && type !== TYPE.AAAA) || isInvalid(record)) return undefined;
  const word = rdataWord(record, 0);
  const octets = type === TYPE.A ? parseIpv4(word) : parseIpv6(word);
  if (!octets) return undefined;
  const place = wordPlace(record, 0);
  return type === TYPE.A
    ? { host, address: ipv4Text(octets), family: 4, place }
    : { host, address: ipv6Text(octets), family: 6, place };
}
