import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { insideCopyOf } from './support/abroad.ts';
import { lookupHost } from './support/lookup.ts';
import { slipFixes } from './support/slips.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const cnameDangling: ZoneRule = {
  id: 'zone/cname-dangling',
  title: 'CNAME to a name that is not there',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.CNAME],
  skipUnless: { hasUnsettledTarget: true, hasAbsentTarget: true },
  docs: {
    finds:
      'A CNAME whose target is a name of this zone without any record, and without a wildcard that stands for it. Where a view for clients inside has it, that view is named.',
    why: 'The alias does not resolve. Often the target is misspelt; the fix proposes names of the zone that are one character away.',
    bad: 'www CNAME wbe\nweb A 192.0.2.80\n',
    good: 'www CNAME web\nweb A 192.0.2.80\n',
    sources: ['RFC 1034 section 3.6.2', 'octoDNS: cname-target-resolvable-in-zone'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    if (!model.isInZone(owner)) return;
    for (const record of records) {
      const { type, target } = record;
      if (type !== TYPE.CNAME || target < 0 || isInvalid(record) || !model.isInZone(target) || model.hasOwner(target))
        continue;
      const host = lookupHost(model, target);
      if (host.kind !== 'here' || host.at !== target || isMiswritten(record, context)) continue;
      const name = names.text(target);
      const inside = insideCopyOf(record, context);
      report(
        targetPlace(record),
        inside
          ? t`The alias ${names.text(owner)} points to ${name}, which only the view '${inside.view}' has: in the view '${inside.here}' it does not resolve. Add the records of ${name} here too, or let the alias stand in the view '${inside.view}' only.`
          : t`The alias ${names.text(owner)} points to ${name}, and this zone has no such name, so it does not resolve. Add the records of ${name}, or correct the target.`,
        { data: { target: name }, ...(inside ? { related: inside.related } : {}) },
      );
    }
  },
  fixes: slipFixes,
};
