import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import { isPublicZone } from './support/publicZone.ts';
import type { ZoneRule } from './zoneRule.ts';

export const mxAtTld: ZoneRule = {
  id: 'zone/mx-at-tld',
  title: 'Mail for a top-level domain',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.MX],
  onlyApex: true,
  docs: {
    finds: 'An MX record that names a mail server, at the root or at a top-level domain.',
    why: 'Most mail programs do not take an address without a dot behind the @, so mail to it does not arrive.',
    bad: '; zone: fabrikam\n@ NS ns1.fabrikam.net.\n@ MX 10 mail.fabrikam.net.\n',
    good: '@ MX 10 mail.example.net.\n',
    sources: ['RFC 5321 section 2.3.5', 'SAC053', 'Zonemaster ZONE09: Z09_TLD_EMAIL_DOMAIN'],
  },
  checkOwner(_owner, records, context, report) {
    const { names, apex } = context;
    if (names.depth(apex) > 1 || !isPublicZone(context)) return;
    for (const record of records) {
      if (record.type !== TYPE.MX || record.target <= ROOT) continue;
      report(
        typePlace(record),
        t`Mail to an address of ${names.text(apex)} itself does not get far: most programs want a dot behind the @. Use a domain below it.`,
      );
    }
  },
};
