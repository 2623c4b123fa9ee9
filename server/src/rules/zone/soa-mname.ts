import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { wordPlace } from './places.ts';
import { replacement } from './support/edits.ts';
import { badHostLabel } from './support/hostname.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { editDistance } from './support/nearest.ts';
import { isPublicZone } from './support/publicZone.ts';
import { SOA_WORDS } from './support/soa.ts';
import { closing, isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A name server of the zone that is written as the primary is but for one character. */
function slipOf(primary: string, records: readonly ZoneRecord[], { names }: ZoneContext): string | undefined {
  const servers = records.filter((record) => record.type === TYPE.NS && record.target > ROOT);
  const texts = servers.map((record) => names.text(record.target));
  if (texts.includes(primary)) return undefined;
  // ns1 and ns2 are one character apart and both meant.
  const letters = (text: string): string => text.replace(/\d+/g, '#');
  return texts.find((text) => letters(text) !== letters(primary) && editDistance(text, primary) === 1);
}

export const soaMname: ZoneRule = {
  id: 'zone/soa-mname',
  title: 'Primary server in the SOA that is no server',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.SOA],
  onlyApex: true,
  docs: {
    finds:
      'The first name of an SOA record is a CNAME of the zone, or one character away from one of its name servers; in a zone of the public DNS also a lone dot, localhost, or a name of the zone without an address.',
    why: 'Dynamic updates are sent to this server, and NOTIFY leaves it out. With a wrong name updates fail.',
    bad: '$TTL 3600\n@ SOA primary hostmaster 1 3600 900 1209600 300\n@ NS ns1.example.net.\nprimary CNAME ns1.example.net.\n',
    good: '$TTL 3600\n@ SOA ns1.example.net. hostmaster 1 3600 900 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['RFC 1035 section 3.3.13', 'RFC 2136 section 4.3', 'Zonemaster ZONE01, ZONE07'],
  },
  checkOwner(_owner, records, context, report) {
    const { names, model } = context;
    for (const record of records) {
      if (record.type !== TYPE.SOA || isInvalid(record) || record.target < 0 || isMiswritten(record, context)) continue;
      const place = wordPlace(record, SOA_WORDS.mname);
      const primary = names.text(record.target);
      const slip = badHostLabel(names, record.target) === undefined ? slipOf(primary, records, context) : undefined;
      const host = lookupHost(model, record.target);
      if (slip !== undefined && (host.kind === 'outside' || hasNoAddress(host))) {
        report(
          place,
          t`${primary} is no name server of the zone, and one character away from ${closing(slip)} Correct it if that is meant.`,
          { data: { slip } },
        );
      } else if (host.kind === 'alias' && model.hasOwner(record.target)) {
        report(place, t`The primary server ${primary} is an alias, and has to be a host. Name the host itself.`);
      } else if (!isPublicZone(context)) {
        // A zone that only this server or this network asks for may name what it likes.
      } else if (record.target === ROOT || names.labelText(record.target) === 'localhost') {
        report(
          place,
          t`${primary} is no server, so dynamic updates cannot be sent. Name the primary server of the zone.`,
        );
      } else if (hasNoAddress(host)) {
        report(
          place,
          t`The primary server ${primary} has no address in this zone, so dynamic updates cannot be sent. Add its A and AAAA records, or correct the name.`,
        );
      }
    }
  },
  fixes(problem) {
    const slip = problem.data?.slip;
    return typeof slip === 'string' ? [replacement(problem, t`Change to ${slip}`, slip)] : [];
  },
};
