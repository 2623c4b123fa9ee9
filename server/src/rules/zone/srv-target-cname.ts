import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { reportAliases } from './support/targets.ts';
import type { ZoneRule } from './zoneRule.ts';

export const srvTargetCname: ZoneRule = {
  id: 'zone/srv-target-cname',
  title: 'SRV record whose host is an alias',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SRV],
  skipUnless: { hasUnsettledTarget: true },
  docs: {
    finds: 'An SRV record whose host is a CNAME, or lies below a DNAME, of this zone.',
    why: 'The target of an SRV record must not be an alias, and not every client follows one.',
    bad: '_sip._tcp SRV 0 5 5060 sip\nsip CNAME ns1\n',
    good: '_sip._tcp SRV 0 5 5060 sip\nsip A 192.0.2.60\n',
    sources: ['RFC 2782 (Target)', 'named: SRV is a CNAME (illegal), check-srv-cname'],
  },
  checkOwner: (_owner, records, context, report) =>
    reportAliases(records, TYPE.SRV, t`host`, 'check-srv-cname', context, report),
};
