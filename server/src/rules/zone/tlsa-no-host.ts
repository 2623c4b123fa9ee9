import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryKind, mayHaveType } from '../../zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import { ownerPlace } from './places.ts';
import { census, ownersWith } from './support/census.ts';
import { tlsaHost } from './support/dane.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import type { ZoneRule } from './zoneRule.ts';

/** What says that a name is a host, or a domain with records of its own. */
const OF_HOSTS: readonly number[] = [TYPE.A, TYPE.AAAA, TYPE.MX, TYPE.SRV];

/** The TLSA records whose host has nothing of that in the same chunk: nearly all stand beside it. */
const tlsaRecords = census((chunk, document, names): readonly ZoneRecord[] | undefined => {
  if (!mayHaveType(chunk, TYPE.TLSA)) return undefined;
  const hosts = ownersWith(chunk, OF_HOSTS);
  const found: ZoneRecord[] = [];
  for (let entry = 0; entry < chunk.count; entry++) {
    if (chunk.kinds[entry] !== EntryKind.Record || chunk.types[entry] !== TYPE.TLSA) continue;
    if (!hosts.has(tlsaHost(chunk.owners[entry], names))) found.push(recordAt(document, chunk, entry));
  }
  return found.length > 0 ? found : undefined;
});

export const tlsaNoHost: ZoneRule = {
  id: 'zone/tlsa-no-host',
  title: 'TLSA record for a host without address',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A TLSA record _port._protocol.host where the host is a name of this zone with no address, alias, MX or SRV record.',
    why: 'Nothing connects to a host without address: most often the host in the name is misspelt, or was removed while its TLSA record stayed.',
    bad: '_25._tcp.mail TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    good: '_25._tcp.mail TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nmail A 192.0.2.25\n',
    sources: ['RFC 6698 section 3', 'pdnsutil: TLSA record without records for the host'],
  },
  censuses: [tlsaRecords],
  checkZone(context, report) {
    const { model, names } = context;
    for (const record of tlsaRecords.of(context).flatMap(({ value }) => value)) {
      const host = tlsaHost(record.owner, names);
      if (host < 0 || !model.isInZone(host)) continue;
      const found = lookupHost(model, host);
      // The TLSA record makes the host a name that exists, so a wildcard does not answer for it (RFC 4592 section 2.2.2).
      if (!hasNoAddress(found) && !(found.kind === 'here' && found.at !== host)) continue;
      // A mail domain or service domain is no host, but TLSA records of its own are found in the wild.
      if (model.has(host, TYPE.MX) || model.has(host, TYPE.SRV)) continue;
      report(
        ownerPlace(record),
        t`${names.text(host)} has no address records in this zone, so nothing connects to it and the certificate is never checked. Correct the name, or delete the record.`,
      );
    }
  },
};
