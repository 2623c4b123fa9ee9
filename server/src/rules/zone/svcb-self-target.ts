import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { targetPlace } from './places.ts';
import { replacement } from './support/edits.ts';
import { bindingOf } from './support/svcb.ts';
import type { ZoneRule } from './zoneRule.ts';

export const svcbSelfTarget: ZoneRule = {
  id: 'zone/svcb-self-target',
  title: 'SVCB or HTTPS record that leads to itself',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.SVCB, TYPE.HTTPS],
  docs: {
    finds:
      'An SVCB or HTTPS record whose target is its own name. With a priority above 0 that is information: a dot says the same.',
    why: 'An alias of itself leads nowhere: clients give up on it and may not reach the service.',
    bad: 'www A 192.0.2.80\nwww HTTPS 0 www\n',
    good: 'www A 192.0.2.80\nwww HTTPS 1 . alpn=h2\n',
    sources: ['RFC 9460 section 2.4.2 and section 2.5.2', 'pdnsutil: SVCB record with itself as target'],
  },
  checkRecord(record, context, report) {
    if (record.target !== record.owner) return;
    const binding = bindingOf(record, context);
    if (!binding) return;
    const type = typeText(record.type);
    if (binding.alias)
      report(
        targetPlace(record),
        t`This ${type} record is an alias of its own name, which leads nowhere. Name another target, or write priority 1 and parameters.`,
      );
    else
      report(targetPlace(record), t`The target is the name of the record itself. Write a dot, which means the same.`, {
        severity: 'information',
        data: { dot: true },
      });
  },
  fixes: (problem) => (problem.data?.dot === true ? [replacement(problem, t`Write a dot`, '.')] : []),
};
