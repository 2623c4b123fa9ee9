import { t } from '../../l10n.ts';
import { documentOf, insertion, lineStart } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const noOwner: ZoneRule = {
  id: 'zone/no-owner',
  title: 'First record without an owner',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A record that begins with white space while no record before it has named an owner.',
    why: 'White space stands for the owner of the record before. Without one named refuses the zone.',
    bad: '$TTL 3600\n SOA ns1 hostmaster 1 3600 900 1209600 3600\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 3600\n  NS ns1\nns1 A 192.0.2.53\n  AAAA 2001:db8::53\n',
    sources: ['RFC 1035 section 5.1', 'named: no current owner name'],
  },
  fixes(problem, context) {
    const document = documentOf(problem, context);
    if (!document) return [];
    return [insertion(problem, t`Write @, the zone itself, as the owner`, lineStart(document, problem.start), '@')];
  },
};
