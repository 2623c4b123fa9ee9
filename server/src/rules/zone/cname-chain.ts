import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { limit } from './limits.ts';
import { targetPlace } from './places.ts';
import { FOLLOWED_ALIASES, followAlias, leadsToNoAlias } from './support/aliases.ts';
import { closing } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const cnameChain: ZoneRule = {
  id: 'zone/cname-chain',
  title: 'CNAME that leads to another CNAME',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CNAME],
  skipUnless: { hasUnsettledTarget: true, hasAliasedTarget: true },
  docs: {
    finds: 'A CNAME whose target is a CNAME of the zone as well. With more than 8 in a row it is a warning.',
    why: 'Every further one costs a look-up and is one more place to go wrong; resolvers give up when there are too many.',
    bad: 'www CNAME web\nweb CNAME host\nhost A 192.0.2.80\n',
    good: 'www CNAME host\nweb CNAME host\nhost A 192.0.2.80\n',
    sources: ['RFC 1034 section 3.6.2', 'named: max-query-restarts', 'octoDNS: cname-target-not-cname'],
  },
  checkOwner(owner, records, context, report) {
    const record = records.find((each) => each.type === TYPE.CNAME && !isInvalid(each) && each.target >= 0);
    if (!record || !context.model.isInZone(owner)) return;
    if (leadsToNoAlias(context.model, record.target)) return;
    const { kind, path, last } = followAlias(context.model, owner);
    if (kind === 'loop' || path.length < 2) return;
    if (kind === 'long') {
      report(
        targetPlace(record),
        t`This is the start of more than ${FOLLOWED_ALIASES} CNAMEs in a row, and resolvers give up on so many. Point it to the host at their end directly.`,
        { severity: 'warning' },
      );
      return;
    }
    const end = closing(context.names.text(last));
    // Resolvers differ in how many CNAMEs they follow.
    const isTooLong = path.length > limit(context, 'cnameChain');
    const message = isTooLong
      ? t`This is the start of ${path.length} CNAMEs in a row, and resolvers give up on so many. Point it directly to ${end}`
      : t`The target is a CNAME itself, which costs resolvers another look-up. Point this one directly to ${end}`;
    report(targetPlace(record), message, { severity: isTooLong ? 'warning' : 'hint' });
  },
};
