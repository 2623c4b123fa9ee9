import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { targetPlace } from './places.ts';
import { serversOf } from './support/servers.ts';
import { integritySeverity } from './support/settings.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsTargetCname: ZoneRule = {
  id: 'zone/ns-target-cname',
  title: 'Name server that is an alias',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  skipUnless: { hasUnsettledTarget: true },
  once: ({ message }) => message,
  docs: {
    finds:
      'An NS record whose host is a CNAME, or lies below a DNAME, of this zone. At the top of the zone it is an error, at a delegation a warning.',
    why: 'An NS record has to name a host with address records: resolvers do not follow the alias. named refuses a zone whose own name server is one.',
    bad: '@ NS dns\ndns CNAME ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    good: '@ NS ns1\ndns CNAME ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    sources: ['RFC 2181 section 10.3', 'named: NS is a CNAME (illegal), NS is below a DNAME (illegal)'],
  },
  checkOwner(owner, records, context, report) {
    const { names, model } = context;
    if (!model.isInZone(owner)) return;
    const atTop = owner === context.apex;
    const severity = atTop ? integritySeverity(context) : 'warning';
    const outcome = atTop ? t`and the server refuses the zone` : t`and resolvers do not follow it to an address`;
    for (const { record, name, host } of serversOf(records, context)) {
      if (host.kind !== 'alias' && host.kind !== 'renamed') continue;
      const server = names.text(name);
      const what =
        host.kind === 'alias' ? t`${server} is a CNAME` : t`${server} lies below the DNAME of ${names.text(host.at)}`;
      report(
        targetPlace(record),
        t`The name server ${what}, ${outcome}. Name a host that has address records itself.`,
        {
          severity,
        },
      );
    }
  },
};
