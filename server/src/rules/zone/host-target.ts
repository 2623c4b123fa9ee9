import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { isGeneric, isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const TYPES: readonly number[] = [TYPE.AFSDB, TYPE.KX, TYPE.RT];

export const hostTarget: ZoneRule = {
  id: 'zone/host-target',
  title: 'AFSDB, KX or RT record whose host is an alias or has no address',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: TYPES,
  skipUnless: { hasUnsettledTarget: true },
  docs: {
    finds:
      'An AFSDB, KX or RT record whose host is a name of this zone and is a CNAME, or has neither an A nor an AAAA record.',
    why: 'Clients look for the addresses of that name and find none, or do not follow the alias.',
    bad: '@ AFSDB 1 afs\n',
    good: '@ AFSDB 1 afs\nafs A 192.0.2.88\n',
    sources: ['RFC 1183 section 1', 'RFC 2230 section 3', 'RFC 2181 section 10.3'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    if (!model.isInZone(owner)) return;
    for (const record of records) {
      if (!TYPES.includes(record.type) || record.target <= 0 || isInvalid(record) || isGeneric(record)) continue;
      const host = lookupHost(model, record.target);
      const shown = names.text(record.target);
      if (host.kind === 'alias')
        report(
          targetPlace(record),
          t`The host ${shown} of this ${typeText(record.type)} record is a CNAME, and it has to have addresses of its own (RFC 2181 section 10.3). Name the host that the alias leads to.`,
        );
      else if (hasNoAddress(host) && !isMiswritten(record, context))
        report(
          targetPlace(record),
          t`The host ${shown} of this ${typeText(record.type)} record has no address records in this zone, so nothing can connect to it. Add its A and AAAA records, or correct the name.`,
        );
    }
  },
};
