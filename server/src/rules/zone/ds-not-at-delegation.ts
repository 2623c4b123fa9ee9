import { NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { refusedFrom } from '../releases.ts';
import { typePlace } from './places.ts';
import { integritySeverity } from './support/settings.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dsNotAtDelegation: ZoneRule = {
  id: 'zone/ds-not-at-delegation',
  title: 'DS at a name that is not delegated',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DS],
  skipUnless: { hasNone: [TYPE.NS] },
  docs: {
    finds: 'A DS record at a name without NS records.',
    why: 'A DS record says with which key a delegated zone is signed. Without the delegation there is no such zone, and validating resolvers may take the name as bogus. BIND from 9.20 on refuses the zone.',
    bad: 'sub DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    good: 'sub NS ns1.example.net.\nsub DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000\n',
    sources: ['RFC 4035 section 2.4', 'named (9.20): DS not at delegation point'],
  },
  checkOwner(owner, records, context, report) {
    if (owner === context.apex || !context.model.isInZone(owner)) return;
    if (records.some((record) => record.type === TYPE.NS)) return;
    const ds = records.find((record) => record.type === TYPE.DS && !isInvalid(record));
    if (!ds) return;
    // named judges the names that are its own: not those below a zone cut.
    const isOwn = context.model.cutAbove(owner) === NO_NAME || context.model.cutAbove(owner) === owner;
    const { message, severity } = refusedFrom('9.20', context.settings, {
      severity: isOwn ? integritySeverity(context) : 'warning',
      message: t`${context.names.text(owner)} has DS records and no NS records, so there is no delegation that they could secure. Add the NS records, or delete the DS records.`,
    });
    report(typePlace(ds), message, { severity });
  },
};
