import { CLASS } from '../../dns/classes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { targetPlace } from './places.ts';
import { hasNoAddress } from './support/lookup.ts';
import { serversOf } from './support/servers.ts';
import { integritySeverity } from './support/settings.ts';
import { slipFixes } from './support/slips.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsNoAddress: ZoneRule = {
  id: 'zone/ns-no-address',
  title: 'Name server without any address',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.NS],
  skipUnless: { hasUnsettledTarget: true },
  once: ({ data }) => String(data?.target),
  docs: {
    finds:
      'An NS record whose host is a name of this zone and has neither an A nor an AAAA record. At the top of the zone it is an error, at a delegation a warning. A server of many delegations is told once.',
    why: 'named refuses a zone whose own name server has no address. At a delegation resolvers cannot reach that server.',
    bad: '@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    good: '@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\nns2 A 198.51.100.53\nns2 AAAA 2001:db8:1::53\n',
    sources: ['RFC 1912 section 2.3', 'named: NS has no address records (A or AAAA)'],
  },
  checkOwner(owner, records, context, report) {
    if (records[0].class !== CLASS.IN || !context.model.isInZone(owner)) return;
    const atTop = owner === context.apex;
    for (const { record, name, host } of serversOf(records, context)) {
      if (!hasNoAddress(host) || isMiswritten(record, context)) continue;
      const message = atTop
        ? t`The name server ${context.names.text(name)} has no address records in this zone, and the server refuses a zone like that. Add its A and AAAA records, or correct the name.`
        : t`The name server ${context.names.text(name)} has no address records in this zone, so resolvers cannot reach it. Add its A and AAAA records, or correct the name.`;
      report(targetPlace(record), message, {
        severity: atTop ? integritySeverity(context) : 'warning',
        data: { target: context.names.text(name) },
      });
    }
  },
  fixes: slipFixes,
};
