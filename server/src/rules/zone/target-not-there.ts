import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { ownerPlace, targetPlace } from './places.ts';
import { insideOnly, leadsNowhere } from './support/abroad.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const targetNotThere: ZoneRule = {
  id: 'zone/target-not-there',
  title: 'Target that its own zone does not have',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CNAME, TYPE.MX, TYPE.SRV, TYPE.NS],
  skipUnless: { zone: ({ hasNeighbours }) => hasNeighbours !== false },
  once: ({ message }) => message,
  docs: {
    finds:
      'A CNAME to a name, or an MX, SRV or NS record to a host, that another zone of the workspace should hold and does not: it has no such name, or no address of it. Only zones of the same server and the same view are asked, or those of one folder that no configuration loads; and none that are copied from elsewhere, take updates or are read in part.',
    why: 'The alias does not resolve, mail is not delivered, the service or the name server not reached. Such a target stays behind when a host is renamed or taken out in the other file.',
    bad: 'www CNAME gone.example.net.\n; and in example.net there is no name gone\n',
    good: 'www CNAME www.example.net.\n',
    sources: ['RFC 1034 section 3.6.2', 'RFC 5321 section 5.1', 'RFC 2782 (Target)', 'RFC 1912 sections 2.3 and 2.4'],
  },
  checkOwner(owner, records, context, report) {
    if (!context.model.isInZone(owner)) return;
    for (const record of records) {
      if (!isTarget(record)) continue;
      const { target, type } = record;
      if (context.model.isInZone(target) || isMiswritten(record, context)) continue;
      const home = context.neighbour?.(target);
      if (!home || !leadsNowhere(record, home.model)) continue;
      // A name that views inside have is told as one (zone/target-inside-only).
      if (insideOnly(record, context)) continue;
      const { names } = context;
      const [name, zone] = [names.text(target), names.text(home.model.apex)];
      const [soa] = home.model.rrset(home.model.apex, TYPE.SOA);
      const extra = { related: soa ? [{ place: ownerPlace(soa), message: t`The zone ${zone} begins here.` }] : [] };
      report(targetPlace(record), messageOf(type, names.text(owner), name, zone), extra);
    }
  },
};

/** True for a record whose target is a name to look for; `.` says that there is none. */
function isTarget(record: ZoneRecord): boolean {
  return TYPES.has(record.type) && record.target > 0 && !isInvalid(record);
}

const TYPES: ReadonlySet<number> = new Set([TYPE.CNAME, TYPE.MX, TYPE.SRV, TYPE.NS]);

function messageOf(type: number, owner: string, target: string, zone: string): string {
  switch (type) {
    case TYPE.CNAME:
      return t`The alias ${owner} points to ${target}, and the zone ${zone} has no such name, so it does not resolve. Add it there, or correct the target.`;
    case TYPE.NS:
      return t`The name server ${target} has no address in the zone ${zone}, so resolvers cannot reach it. Add its A and AAAA records there, or correct the name.`;
    case TYPE.MX:
      return t`The mail server ${target} has no address in the zone ${zone}, so mail cannot be delivered to it. Add its A and AAAA records there, or correct the name.`;
    default:
      return t`The host ${target} has no address in the zone ${zone}, so the service cannot be reached there. Add its A and AAAA records, or correct the name.`;
  }
}
