import { CLASS } from '../../dns/classes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { targetPlace } from './places.ts';
import { serversOf } from './support/servers.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const delegationMissingGlue: ZoneRule = {
  id: 'zone/delegation-missing-glue',
  title: 'Delegation to a name server without glue',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  skipUnless: { hasUnsettledTarget: true },
  once: ({ message }) => message,
  docs: {
    finds:
      'A delegation whose name server lies in the delegated zone itself (a warning) or in another zone that is delegated here (information), without an address record in this zone.',
    why: 'The address of a server inside the delegated zone can only be learned from this zone. Without it resolvers go in a circle and never reach it. For a server in a sibling zone it saves them a detour.',
    bad: 'sub NS ns.sub\n',
    good: 'sub NS ns.sub\nns.sub A 192.0.2.54\nns.sub AAAA 2001:db8::54\n',
    sources: ['RFC 1034 section 4.2.1', 'RFC 9471', 'named: has no REQUIRED GLUE / SIBLING GLUE address records'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    if (records[0].class !== CLASS.IN || model.cutAbove(owner) !== owner) return;
    for (const { record, name, host } of serversOf(records, context)) {
      if (host.kind !== 'delegated' || host.a || host.aaaa || isMiswritten(record, context)) continue;
      const server = names.text(name);
      const required = names.isWithin(name, owner);
      const message = required
        ? t`${server} lies in the zone that is delegated to it, and no address record for it stands here, so resolvers cannot reach it. Add its A and AAAA records as glue.`
        : t`${server} lies in ${names.text(host.at)}, which is delegated too, and no address record for it stands here. Adding its A and AAAA records as glue saves resolvers a detour.`;
      report(targetPlace(record), message, {
        severity: required ? 'warning' : 'information',
        option: required ? 'check-integrity' : 'check-sibling',
      });
    }
  },
};
