/** The two rules about name servers with addresses of one family only. */
import { CLASS } from '../../../dns/classes.ts';
import { TYPE } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import type { RuleMeta } from '../../rule.ts';
import { targetPlace } from '../places.ts';
import type { ZoneRule } from '../zoneRule.ts';
import { addAddressFix } from './addAddress.ts';
import type { Host } from './lookup.ts';
import { isInternal, isKnown, serversOf } from './servers.ts';

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
      // Hints are never served: the servers that they name are other people's.
      if (records[0].class !== CLASS.IN || context.settings.type === 'hint') return;
      const servers = serversOf(records, context);
      const isNone = servers.every((server) => isKnown(server) && lacksIt(server.host));
      const [first, ...others] = servers.filter(
        (server) => isKnown(server) && lacksIt(server.host) && !isInternal(server, context),
      );
      if (!first) return;
      const hosts = [first, ...others].map(({ name }) => context.names.text(name));
      report(targetPlace(first.record), isNone ? noneHasOne(hosts[0]) : anotherHasOne(hosts[0]), {
        severity: isNone ? 'warning' : 'information',
        data: { hosts },
        related: others.map(({ record }) => ({ place: targetPlace(record), message: t`The same is true of this one` })),
      });
    },
    fixes(problem, context) {
      const hosts = problem.data?.hosts;
      if (!Array.isArray(hosts)) return [];
      return hosts.flatMap((host) => addAddressFix(problem, context.names.fromText(String(host)), type, context));
    },
  };
}
