import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import type { ZoneRule } from './zoneRule.ts';

export const wildcardNs: ZoneRule = {
  id: 'zone/wildcard-ns',
  title: 'Delegation of a wildcard',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  skipUnless: { ownerTraits: NameTrait.Star },
  docs: {
    finds: 'An NS record at a wildcard name.',
    why: 'What a delegation of all names at once would mean is not defined. named refuses the zone.',
    bad: '*.shop NS ns1.example.net.\n',
    good: 'shop NS ns1.example.net.\n',
    sources: ['RFC 4592 section 4.2', 'named: invalid NS owner name (wildcard)'],
  },
  checkRecord(record, context, report) {
    if (record.owner < 0 || !isWildcard(context.names, record.owner) || !context.model.isInZone(record.owner)) return;
    report(
      ownerPlace(record),
      t`${context.names.text(record.owner)} is a wildcard, which cannot be delegated, and the server refuses the zone. Delegate each name, or the one above.`,
    );
  },
};
