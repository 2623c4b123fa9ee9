import { TYPE } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { ownerPlace, targetPlace } from './places.ts';
import { childAt, mayDelegate, serverRecords } from './support/delegation.ts';
import { closing, isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const delegationDiffers: ZoneRule = {
  id: 'zone/delegation-differs',
  title: 'Delegation to other name servers than the zone has',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  skipUnless: { zone: mayDelegate },
  docs: {
    finds:
      'A delegation whose NS records name other servers than those of the delegated zone, where the workspace has both: a warning where they have none in common, information otherwise. Zones that are copied from elsewhere or that take updates are not compared.',
    why: 'Resolvers begin with the servers that the delegation names. One that does not serve the zone any more costs them time, and where all are such ones the zone cannot be resolved; a server that only the zone names is asked late or never.',
    bad: 'sub NS ns0.example.net.\n; and in sub.example.com: @ NS ns7.example.net.\n',
    good: 'sub NS ns0.example.net.\n; and in sub.example.com: @ NS ns0.example.net.\n',
    sources: [
      'RFC 1034 section 4.2.2: the administrators of both zones should insure that the NS records are consistent',
      'Zonemaster DELEGATION05, CONSISTENCY05',
      'RFC 9499 section 7, lame delegation',
    ],
  },
  checkOwner(owner, records, context, report) {
    const child = childAt(owner, context);
    if (!child) return;
    const apexRecords = child.model.rrset(owner, TYPE.NS);
    const [ours, theirs] = [serverRecords(records), serverRecords(apexRecords)];
    // What is written wrong on either side is told there.
    if (ours.size === 0 || theirs.size === 0 || apexRecords.some(isInvalid)) return;
    if ([...ours.values()].some((record) => isMiswritten(record, context))) return;
    const onlyHere = [...ours].filter(([server]) => !theirs.has(server));
    const onlyThere = [...theirs].filter(([server]) => !ours.has(server));
    if (onlyHere.length === 0 && onlyThere.length === 0) return;
    const { names } = context;
    const zone = names.text(owner);
    const textOf = (servers: typeof onlyHere) => listed(servers.map(([server]) => names.text(server)));
    const related = onlyThere.map(([, record]) => ({
      place: targetPlace(record),
      message: t`The zone names this server, and the delegation does not.`,
    }));
    const [[, first]] = onlyHere.length > 0 ? onlyHere : [...ours];
    const place = onlyHere.length > 0 ? targetPlace(first) : ownerPlace(first);
    if (onlyHere.length === ours.size) {
      const message = t`${zone} is delegated to ${textOf(onlyHere)}, and the zone itself has none of these servers: it names ${textOf(onlyThere)}. Resolvers that ask where this sends them may get no answer; write the same NS records in both.`;
      report(place, message, { related });
      return;
    }
    const parts = [
      ...(onlyHere.length > 0 ? [t`${textOf(onlyHere)} only here`] : []),
      ...(onlyThere.length > 0 ? [t`${textOf(onlyThere)} only in the zone`] : []),
    ];
    const message = t`The delegation and the zone ${zone} name different servers: ${closing(listed(parts))} Write the same NS records in both.`;
    report(place, message, { severity: 'information', related });
  },
};
