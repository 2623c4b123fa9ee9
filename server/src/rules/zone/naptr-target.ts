import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { isGeneric, isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const naptrTarget: ZoneRule = {
  id: 'zone/naptr-target',
  title: 'NAPTR record that leads to nothing',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NAPTR],
  docs: {
    finds:
      'A NAPTR record with the flag S whose replacement, a name of this zone, has no SRV records, one with A whose replacement has no address, and one without flags whose replacement has no NAPTR records.',
    why: 'The next question of the client finds nothing, so the service is not reached.',
    bad: '@ NAPTR 10 10 "S" "SIP+D2U" "" _sip._udp\n',
    good: '@ NAPTR 10 10 "S" "SIP+D2U" "" _sip._udp\n_sip._udp SRV 0 0 5060 sip.example.net.\n',
    sources: ['RFC 3403 section 4.1', 'RFC 3404 section 4.3'],
  },
  checkOwner(_owner, records, context, report) {
    const { model, names } = context;
    for (const record of records) {
      if (record.type !== TYPE.NAPTR || record.target <= ROOT || isInvalid(record) || isGeneric(record)) continue;
      const host = lookupHost(model, record.target);
      if (host.kind !== 'here' || isMiswritten(record, context) || model.has(host.at, TYPE.CNAME)) continue;
      const flag = rdataWord(record, 2).toUpperCase();
      const shown = names.text(record.target);
      if (flag === 'S' && !model.has(host.at, TYPE.SRV))
        report(
          targetPlace(record),
          t`${shown} has no SRV records, which the flag S leads clients to. Add them, or correct the name.`,
        );
      else if (flag === 'A' && hasNoAddress(host))
        report(
          targetPlace(record),
          t`${shown} has no address records, which the flag A leads clients to. Add them, or correct the name.`,
        );
      else if (flag === '' && !model.has(host.at, TYPE.NAPTR))
        report(
          targetPlace(record),
          t`${shown} has no NAPTR records, which a record without flags leads clients to. Add them, or write the flag S or A.`,
        );
    }
  },
};
