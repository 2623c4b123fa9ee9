import { addressText, sameOctets } from '../../dns/addresses.ts';
import { CLASS } from '../../dns/classes.ts';
import { NO_NAME } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { wordPlace } from './places.ts';
import { addressOf } from './support/bothWays.ts';
import { mayDelegate } from './support/delegation.ts';
import { replacement } from './support/edits.ts';
import { lookupHost } from './support/lookup.ts';
import type { ZoneRule } from './zoneRule.ts';

interface Address {
  readonly record: ZoneRecord;
  readonly octets: Uint8Array;
}

function addressesAmong(records: readonly ZoneRecord[], type: number): Address[] {
  return records.flatMap((record) => {
    const octets = record.type === type && record.class === CLASS.IN ? addressOf(record) : undefined;
    return octets ? [{ record, octets }] : [];
  });
}

/** The addresses of the first list that the second does not have. */
function without(addresses: readonly Address[], others: readonly Address[]): Address[] {
  return addresses.filter(({ octets }) => !others.some((other) => sameOctets(other.octets, octets)));
}

export const glueDiffers: ZoneRule = {
  id: 'zone/glue-differs',
  title: 'Glue with another address than the name server has',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.A, TYPE.AAAA],
  skipUnless: { zone: mayDelegate, isHidden: true },
  docs: {
    finds:
      'An address of a name server at a delegation (glue) that the server does not have in the zone where it lives, where the workspace has that zone; and, as information, an address there that the glue leaves out. Zones that are copied from elsewhere or that take updates are not compared.',
    why: 'Resolvers ask the server at the address that the glue says. An old one leads to no answer, or to a machine that is somebody else’s by now. Without the IPv6 address resolvers that have only IPv6 cannot reach the zone.',
    bad: 'sub NS ns.sub\nns.sub A 192.0.2.53\nns.sub AAAA 2001:db8::53\n; and in sub.example.com: ns A 192.0.2.54, ns AAAA 2001:db8::53\n',
    good: 'sub NS ns.sub\nns.sub A 192.0.2.53\nns.sub AAAA 2001:db8::53\n; and in sub.example.com: the same\n',
    sources: [
      'RFC 1034 section 4.2.2',
      'RFC 9471',
      'RFC 3901 section 3',
      'Zonemaster CONSISTENCY05',
      'named-checkzone -i full: glue records that differ',
    ],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    const cut = model.cutAbove(owner);
    if (cut === NO_NAME || cut === model.apex || !model.has(cut, TYPE.NS) || !model.isMentioned(owner, TYPE.NS)) return;
    const home = context.neighbour?.(owner);
    if (!home || !names.isWithin(home.model.apex, cut)) return;
    const host = lookupHost(home.model, owner);
    // A server without addresses there is told there.
    if (host.kind !== 'here' || host.at !== owner || (!host.a && !host.aaaa)) return;
    const server = names.text(owner);
    const zone = names.text(home.model.apex);
    const own = home.model.owned(owner);
    const glue = records.filter(({ type }) => type === TYPE.A || type === TYPE.AAAA);
    for (const type of [TYPE.A, TYPE.AAAA]) {
      const [here, there] = [addressesAmong(records, type), addressesAmong(own, type)];
      const [stale, absent] = [without(here, there), without(there, here)];
      const related = absent.map(({ record, octets }) => ({
        place: wordPlace(record, 0),
        message: t`The zone has ${addressText(octets)} here.`,
      }));
      for (const { record, octets } of stale) {
        const others = listed(there.map((address) => addressText(address.octets)));
        const has =
          there.length > 0
            ? t`in the zone ${zone} it has ${others}`
            : t`the zone ${zone} has no ${typeText(type)} record of it`;
        const message = t`Resolvers are told that ${server} is at ${addressText(octets)}, and ${has}. Write the same address in both.`;
        const [only] = absent;
        const data = stale.length === 1 && absent.length === 1 ? { data: { address: addressText(only.octets) } } : {};
        report(wordPlace(record, 0), message, { related, ...data });
      }
      if (stale.length > 0 || absent.length === 0 || glue.length === 0) continue;
      const missing = listed(absent.map(({ octets }) => addressText(octets)));
      const message = t`The glue of ${server} leaves out ${missing}, which it has in the zone ${zone}. Add the ${typeText(type)} record here, so that resolvers find it there.`;
      report(wordPlace(glue[0], 0), message, { severity: 'information', related });
    }
  },
  fixes(problem) {
    const { address } = problem.data ?? {};
    return typeof address === 'string' ? [replacement(problem, t`Change to ${address}`, address)] : [];
  },
};
