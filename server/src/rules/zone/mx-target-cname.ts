import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { reportAliases } from './support/targets.ts';
import type { ZoneRule } from './zoneRule.ts';

export const mxTargetCname: ZoneRule = {
  id: 'zone/mx-target-cname',
  title: 'Mail server that is an alias',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.MX],
  skipUnless: { hasUnsettledTarget: true },
  docs: {
    finds: 'An MX record whose host is a CNAME, or lies below a DNAME, of this zone.',
    why: 'Mail servers look for addresses at the name in the MX record. Some do not follow the alias and return the mail, others loop when the alias is their own.',
    bad: '@ MX 10 mail\nmail CNAME ns1\n',
    good: '@ MX 10 mail\nmail A 192.0.2.25\n',
    sources: ['RFC 2181 section 10.3', 'RFC 5321 section 5.1', 'named: MX is a CNAME (illegal), check-mx-cname'],
  },
  checkOwner: (_owner, records, context, report) =>
    reportAliases(records, TYPE.MX, t`mail server`, 'check-mx-cname', context, report),
};
