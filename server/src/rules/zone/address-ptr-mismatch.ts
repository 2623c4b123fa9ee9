import { addressText } from '../../dns/addresses.ts';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneContext } from './context.ts';
import { wordPlace } from './places.ts';
import { hasAddress, isNamedBack, passingAddressOf, reverseTargets } from './support/bothWays.ts';
import { isWildcard } from './support/hostname.ts';
import { valueFor } from './support/networks.ts';
import { isMarked } from './support/noPtr.ts';
import { zoneTree } from './support/reverse.ts';
import { closing } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** True where one of the names leads back to the address, or nobody here can tell. */
function leadsBack(targets: readonly NameId[], owner: NameId, octets: Uint8Array, context: ZoneContext): boolean {
  return targets.some((target) => {
    if (target === owner) return true;
    // The zone with the longest name answers, whether or not the one above it delegates it.
    const zone = context.zoneOf(target) ?? (context.model.isInZone(target) ? context.model : undefined);
    return !zone || hasAddress(zone, target, octets);
  });
}

export const addressPtrMismatch: ZoneRule = {
  id: 'zone/address-ptr-mismatch',
  title: 'Address whose reverse record names another host',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.A, TYPE.AAAA],
  skipUnless: { zone: ({ hasReverseZones }) => hasReverseZones !== false },
  docs: {
    finds:
      'An address whose PTR record, in a reverse zone of the workspace, leads to a host that does not have this address; or the address of a mail or name server of this zone without any PTR record there; with `bailiwick.ptr.networks` any address without one in the networks that are set, with the weight that is set. A comment `; bailiwick: no-ptr` on the record says that it is to have none.',
    why: 'Mail servers refuse mail from an address whose names do not agree.',
    bad: 'mail A 192.0.2.25\n; and in 2.0.192.in-addr.arpa: 25 PTR old.example.com.\n',
    good: 'mail A 192.0.2.25\n',
    sources: ['RFC 1912 section 2.1', 'Zonemaster ADDRESS02, ADDRESS03'],
  },
  applies: (context) => zoneTree(context) === undefined,
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    if (owner < 0 || isWildcard(names, owner)) return;
    for (const record of records) {
      if (record.type !== TYPE.A && record.type !== TYPE.AAAA) continue;
      const octets = passingAddressOf(record);
      if (!octets || isNamedBack(octets, owner, context)) continue;
      const targets = reverseTargets(octets, context);
      if (!targets || model.cutAbove(owner) !== NO_NAME) continue;
      if (targets.length > 0 && leadsBack(targets, owner, octets, context)) continue;
      const address = addressText(octets);
      if (targets.length > 0) {
        report(
          wordPlace(record, 0),
          t`The reverse record of ${address} names ${names.text(targets[0])}, which does not have this address. Let it name ${closing(names.text(owner))}`,
        );
        continue;
      }
      const { ptrNetworks } = context.settings;
      const weight = ptrNetworks && valueFor(ptrNetworks, octets);
      const isServer = model.mentions(owner).some(({ type }) => type === TYPE.MX || type === TYPE.NS);
      if (weight === 'off' || (!weight && !isServer) || isMarked(record)) continue;
      const message = isServer
        ? t`${names.text(owner)} is a mail or name server, and the reverse zone has no record for ${address}. Add a PTR record.`
        : t`The reverse zone has no record for ${address}, the address of ${names.text(owner)}. Add a PTR record, or mark the record with "bailiwick: no-ptr" in a comment.`;
      report(wordPlace(record, 0), message, weight ? { severity: weight } : {});
    }
  },
};
