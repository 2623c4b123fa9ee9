import { addressText, sameOctets } from '../../dns/addresses.ts';
import { type NameId, ROOT } from '../../dns/names.ts';
import { readReverse } from '../../dns/reverse.ts';
import { reverseAddress } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { targetPlace } from './places.ts';
import { isAgreed } from './support/agreed.ts';
import { addressesAt, hasAddress } from './support/bothWays.ts';
import { lookupHost } from './support/lookup.ts';
import { labelTexts, zoneTree } from './support/reverse.ts';
import { answersIn } from './support/views.ts';
import { closing, isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const ptrMismatch: ZoneRule = {
  id: 'zone/ptr-mismatch',
  title: 'PTR to a host that has another address',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.PTR],
  skipUnless: { zone: ({ hasNeighbours }) => hasNeighbours !== false },
  applies: (context) => zoneTree(context) !== undefined,
  docs: {
    finds:
      'A PTR record of an address, to a host in another zone of the workspace that does not have this address. Where views share the reverse zone (`in-view`), the host may have it in any of them.',
    why: 'Mail servers and log-in services look the name up again and distrust an address whose name does not lead back to it.',
    bad: '; zone: 2.0.192.in-addr.arpa\n80 PTR www.example.com.\n; www.example.com. has 192.0.2.81 in its zone\n',
    good: '; zone: 2.0.192.in-addr.arpa\n80 PTR www.example.com.\n',
    sources: ['RFC 1912 section 2.1', 'Zonemaster ADDRESS03'],
  },
  checkOwner(owner, records, context, report) {
    if (!context.model.isInZone(owner)) return;
    const { names } = context;
    // Most names are right; what may be wrong with the others has to be read.
    let octets: Uint8Array | undefined;
    for (const record of records) {
      const { target } = record;
      if (record.type !== TYPE.PTR || target <= ROOT || isInvalid(record)) continue;
      const zone = context.zoneOf(target);
      if (!zone || zone === context.model || isAgreed(context.model, record.ref, zone)) continue;
      if (isMiswritten(record, context)) continue;
      const host = lookupHost(zone, target);
      if (host.kind !== 'here') continue;
      octets ??= reverseAddress(names, owner) ?? readAddress(labelTexts(names, owner));
      if (!octets) return;
      if (hasAddress(zone, host.at, octets)) continue;
      const addresses = addressesAt(zone, host.at);
      const wanted = octets;
      if (sharedWith(target, context).some((address) => sameOctets(address, wanted))) continue;
      const shown = addressText(octets);
      const name = names.text(target);
      report(
        targetPlace(record),
        addresses.length === 0
          ? t`The PTR record of ${shown} names ${name}, which has no address in its zone. Correct the name, or add the address there.`
          : t`The PTR record of ${shown} names ${name}, whose addresses in its zone are others, so the name does not lead back. Correct the name, or add ${closing(shown)}`,
      );
    }
  },
};

/** The addresses of a name in views that take the reverse zone over: it is for those of each of them. */
function sharedWith(target: NameId, context: ZoneContext): Uint8Array[] {
  const { view } = context.settings;
  if (!view?.takenBy) return [];
  return (context.inOtherViews?.(target) ?? [])
    .filter(({ settings }) => answersIn(view, settings.view?.name ?? ''))
    .flatMap(({ model }) => addressesAt(model, target));
}

function readAddress(labels: readonly string[]): Uint8Array | undefined {
  const reading = readReverse(labels);
  return reading?.complete && reading.faults.length === 0 ? reading.octets : undefined;
}
