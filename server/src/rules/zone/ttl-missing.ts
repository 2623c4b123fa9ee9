import { t } from '../../l10n.ts';
import { lineAtTop } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const ttlMissing: ZoneRule = {
  id: 'zone/ttl-missing',
  title: 'Record without a TTL',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A record without a TTL where neither a $TTL line nor a record before it gives one.',
    why: 'named refuses the zone. (Where the first record is the SOA, named falls back on its last field.)',
    bad: 'www A 192.0.2.80\n@ 3600 SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n',
    good: '$TTL 1h\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\nwww A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'RFC 2308 section 4', 'named: no TTL specified; zone rejected'],
  },
  fixes(_problem, context) {
    const edit = lineAtTop(context, '$TTL 3600');
    return edit ? [{ title: t`Add $TTL 3600 at the top`, preferred: true, edits: [edit] }] : [];
  },
};
