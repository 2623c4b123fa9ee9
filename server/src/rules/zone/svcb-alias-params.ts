import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataCount, rdataWord } from '../../zone/record.ts';
import { refusedFrom } from '../releases.ts';
import { wordPlace } from './places.ts';
import { integritySeverity } from './support/settings.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const svcbAliasParams: ZoneRule = {
  id: 'zone/svcb-alias-params',
  title: 'SVCB or HTTPS alias with parameters',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SVCB, TYPE.HTTPS],
  skipUnless: { hasOtherData: true },
  docs: {
    finds: 'An SVCB or HTTPS record with priority 0 and parameters.',
    why: 'Priority 0 makes the record an alias of its target, and clients ignore parameters of an alias. BIND from 9.20 on refuses a zone with such an SVCB record, unless check-svcb is off.',
    bad: 'www HTTPS 0 ns1 alpn=h2\n',
    good: 'www HTTPS 1 ns1.example.net. alpn=h2\n',
    sources: ['RFC 9460 section 2.4.2', 'named (9.20): SVCB record not valid, check-svcb'],
  },
  checkRecord(record, context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    if (rdataCount(record) < 3 || Number(rdataWord(record, 0)) !== 0) return;
    const { message, severity } = refusedFrom('9.20', context.settings, {
      // named looks at SVCB alone: with such an HTTPS record the zone loads.
      severity: record.type === TYPE.SVCB ? integritySeverity(context) : 'warning',
      message: t`Priority 0 makes this ${typeText(record.type)} record an alias of its target, and parameters of an alias are ignored. Write priority 1, or delete the parameters.`,
    });
    report(wordPlace(record, 2), message, { severity, option: 'check-svcb' });
  },
};
