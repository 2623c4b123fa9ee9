import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { followAlias, leadsToNoAlias } from './support/aliases.ts';
import { closing } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const cnameLoop: ZoneRule = {
  id: 'zone/cname-loop',
  title: 'CNAMEs in a circle',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CNAME],
  skipUnless: { hasUnsettledTarget: true, hasAliasedTarget: true },
  docs: {
    finds: 'A CNAME that points to itself, or to a CNAME that leads back.',
    why: 'Resolvers follow the circle for a while and then answer with an error: the name has no address.',
    bad: 'www CNAME web\nweb CNAME www\n',
    good: 'www CNAME web\nweb A 192.0.2.80\n',
    sources: ['RFC 1034 section 3.6.2', 'octoDNS: no-cname-loop', 'DNSControl'],
  },
  checkOwner(owner, records, context, report) {
    const record = records.find((each) => each.type === TYPE.CNAME && !isInvalid(each) && each.target >= 0);
    if (!record || !context.model.isInZone(owner)) return;
    if (leadsToNoAlias(context.model, record.target)) return;
    const { kind, path } = followAlias(context.model, owner);
    if (kind !== 'loop') return;
    const { names } = context;
    const name = names.text(owner);
    if (record.target === owner) {
      report(
        targetPlace(record),
        t`The CNAME of ${name} points to itself, so the name does not resolve. Name the host that it is meant for.`,
      );
      return;
    }
    const way = [...path.slice(1), record.target === path[1] ? path[0] : record.target];
    const shown = way.slice(0, 4).map((each) => names.text(each));
    report(
      targetPlace(record),
      t`The CNAME of ${name} leads in a circle, over ${closing(shown.join(', '))} The name does not resolve: let one of them point to a host.`,
    );
  },
};
