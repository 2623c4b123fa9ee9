/** What is kept of the name servers of each zone, so that an edit of one of thousands asks no other one for its records. */
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import type { NameId } from '../dns/names.ts';
import { TYPE } from '../dns/types.ts';
import { wordPlace, type ZonePlace } from '../rules/zone/places.ts';
import type { ZoneModel, ZoneRecord } from '../zone/model.ts';
import { isInvalid, rdataWord } from '../zone/record.ts';

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

const KNOWN = new WeakMap<ZoneModel, { readonly changes: number; readonly servers: Servers }>();
const NOTHING: readonly never[] = [];

/** The name servers of a zone, as its NS records have them. */
export function serversOf(model: ZoneModel): Servers {
  const known = KNOWN.get(model);
  if (known?.changes === model.changes) return known.servers;
  const names = model.rrset(model.apex, TYPE.NS).flatMap(({ target }) => (target < 0 ? [] : [target]));
  const addresses = names.flatMap((host) => model.owned(host).flatMap((record) => addressIn(record) ?? NOTHING));
  const servers = { names, addresses: addresses.length > 0 ? addresses : NOTHING };
  KNOWN.set(model, { changes: model.changes, servers });
  return servers;
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
