/** The two rules about name servers with addresses of one family only. */
import { CLASS } from '../../../dns/classes.ts';
import { TYPE } from '../../../dns/types.ts';
import type { RuleMeta } from '../../rule.ts';
import { targetPlace } from '../places.ts';
import type { ZoneRule } from '../zoneRule.ts';
import { addAddressFix } from './addAddress.ts';
import type { Host } from './lookup.ts';
import { isKnown, serversOf } from './servers.ts';

interface MissingFamily extends Pick<RuleMeta, 'id' | 'title' | 'since' | 'docs'> {
  /** What is said of a server that lacks such an address, where none of the zone's has one. */
  readonly noneHasOne: (server: string) => string;
  /** What is said where another one has one, or may have one. */
  readonly anotherHasOne: (server: string) => string;
}

/** A rule that tells which name servers of the zone have an address in it, and none of this type. */
export function missingFamilyRule(
  type: typeof TYPE.A | typeof TYPE.AAAA,
  { noneHasOne, anotherHasOne, ...meta }: MissingFamily,
): ZoneRule {
  const lacksIt = (host: Host): boolean => host.kind === 'here' && !(type === TYPE.A ? host.a : host.aaaa);
  return {
    ...meta,
    severity: 'warning',
    fix: 'unsafe',
    types: [TYPE.NS],
    onlyApex: true,
    checkOwner(_owner, records, context, report) {
      if (records[0].class !== CLASS.IN) return;
      const servers = serversOf(records, context);
      const isNone = servers.every((server) => isKnown(server) && lacksIt(server.host));
      for (const server of servers) {
        if (!isKnown(server) || !lacksIt(server.host)) continue;
        const host = context.names.text(server.name);
        report(targetPlace(server.record), isNone ? noneHasOne(host) : anotherHasOne(host), {
          severity: isNone ? 'warning' : 'information',
          data: { host },
        });
      }
    },
    fixes(problem, context) {
      const host = problem.data?.host;
      return typeof host === 'string' ? addAddressFix(problem, context.names.fromText(host), type, context) : [];
    },
  };
}
