import { t } from '../../l10n.ts';
import { lineAtTop } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaMinimumAsTtl: ZoneRule = {
  id: 'zone/soa-minimum-as-ttl',
  title: 'No $TTL: the last field of the SOA is taken',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A zone without $TTL whose SOA has no TTL either.',
    why: 'named then takes the last field of the SOA, which since RFC 2308 means how long resolvers remember that a name does not exist. Raising or lowering it changes the TTL of every record, and other servers refuse such a zone.',
    bad: '@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    good: '$TTL 300\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    sources: ['RFC 2308 sections 4 and 5', 'named: no TTL specified; using SOA MINTTL instead'],
  },
  fixes(problem, context) {
    const minimum = problem.data?.minimum;
    if (typeof minimum !== 'number' || minimum < 0) return [];
    const edit = lineAtTop(context, `$TTL ${minimum}`);
    return edit
      ? [{ title: t`Add $TTL ${minimum}, which is what is in effect now`, preferred: true, edits: [edit] }]
      : [];
  },
};
