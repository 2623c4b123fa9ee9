/** The hosts that a zone's NS records name. */

import { parseAddress } from '../../../dns/addresses.ts';
import type { NameId } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { isInternalAddress } from './addressKinds.ts';
import { type Host, lookupHost } from './lookup.ts';

export interface Server {
  readonly record: ZoneRecord;
  readonly name: NameId;
  readonly host: Host;
}

/** The valid NS records among an owner's records, with what the zone knows of their hosts. */
export function serversOf(records: readonly ZoneRecord[], context: ZoneContext): Server[] {
  const servers: Server[] = [];
  for (const record of records) {
    if (record.type !== TYPE.NS || record.target < 0 || isInvalid(record)) continue;
    servers.push({ record, name: record.target, host: lookupHost(context.model, record.target) });
  }
  return servers;
}

/** True where every address that the zone has of a server is for use inside a network or a machine: nobody else asks it. */
export function isInternal({ name }: Server, { model }: ZoneContext): boolean {
  const addresses = [...model.rrset(name, TYPE.A), ...model.rrset(name, TYPE.AAAA)].filter(
    (record) => !isInvalid(record),
  );
  return (
    addresses.length > 0 &&
    addresses.every((record) => {
      const octets = parseAddress(rdataWord(record, 0));
      return octets !== undefined && isInternalAddress(octets);
    })
  );
}

/** True where the zone holds the host's addresses: it has some, of its own and not as glue. */
export function isKnown({ host }: Server): boolean {
  return host.kind === 'here' && (host.a || host.aaaa);
}
