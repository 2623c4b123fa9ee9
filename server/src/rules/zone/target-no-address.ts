import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { insideCopyOf } from './support/abroad.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { slipFixes } from './support/slips.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const targetNoAddress: ZoneRule = {
  id: 'zone/target-no-address',
  title: 'Mail server or service without any address',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.MX, TYPE.SRV],
  skipUnless: { hasUnsettledTarget: true },
  docs: {
    finds:
      'An MX or SRV record whose host is a name of this zone and has neither an A nor an AAAA record. Where a view for clients inside has one, that view is named.',
    why: 'Mail cannot be delivered, or the service not be reached: there is no address to connect to.',
    bad: '@ MX 10 mail\n',
    good: '@ MX 10 mail\nmail A 192.0.2.25\n',
    sources: ['RFC 5321 section 5.1', 'RFC 2782 (Target)', 'named: MX has no address records (A or AAAA)'],
  },
  checkOwner(owner, records, context, report) {
    if (!context.model.isInZone(owner)) return;
    for (const record of records) {
      // A target of `.` says that there is no such service (RFC 7505, RFC 2782).
      if ((record.type !== TYPE.MX && record.type !== TYPE.SRV) || record.target <= 0 || isInvalid(record)) continue;
      if (!hasNoAddress(lookupHost(context.model, record.target)) || isMiswritten(record, context)) continue;
      const what = record.type === TYPE.MX ? t`mail server` : t`host`;
      const name = context.names.text(record.target);
      const inside = insideCopyOf(record, context);
      report(
        targetPlace(record),
        inside
          ? t`The ${what} ${name} has addresses only in the view '${inside.view}', so nothing can connect to it by the view '${inside.here}'. Add its A and AAAA records here too, or let the record stand in the view '${inside.view}' only.`
          : t`The ${what} ${name} has no address records in this zone, so nothing can connect to it. Add its A and AAAA records, or correct the name.`,
        { option: 'check-integrity', data: { target: name }, ...(inside ? { related: inside.related } : {}) },
      );
    }
  },
  fixes: slipFixes,
};
