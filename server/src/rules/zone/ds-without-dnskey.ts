import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { typePlace } from './places.ts';
import { childAt, mayDelegate } from './support/delegation.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dsWithoutDnskey: ZoneRule = {
  id: 'zone/ds-without-dnskey',
  title: 'DS of a zone that is not signed',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.DS],
  skipUnless: { zone: mayDelegate },
  docs: {
    finds:
      'A DS record at a delegation to a zone that the same configuration loads as primary, without any DNSKEY record in its file and without a policy by which named signs it.',
    why: 'The DS record promises a signed zone. Resolvers that validate find no key and give no answer for any name of it.',
    bad: 'sub NS ns0.example.net.\nsub DS 60485 8 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n; and sub.example.com has no DNSKEY record\n',
    good: 'sub NS ns0.example.net.\n; and sub.example.com has no DNSKEY record\n',
    sources: ['RFC 4035 section 5.2', 'Zonemaster DNSSEC02, DNSSEC07', 'DNSViz: NO_SEP'],
  },
  checkOwner(owner, records, context, report) {
    const child = childAt(owner, context);
    if (!child) return;
    const { model, settings } = child;
    // A file that nothing here loads may be signed on its way to the server.
    if (!settings.loaded || settings.signed || model.has(owner, TYPE.DNSKEY)) return;
    const record = records.find((each) => each.type === TYPE.DS && !isInvalid(each));
    if (!record) return;
    const zone = context.names.text(owner);
    const message = t`This DS record promises that ${zone} is signed, and the zone has no DNSKEY record, so resolvers that validate answer for no name of it. Sign the zone, or delete the DS records.`;
    const [soa] = model.rrset(owner, TYPE.SOA);
    report(typePlace(record), message, {
      related: soa ? [{ place: typePlace(soa), message: t`The zone has no DNSKEY record.` }] : [],
    });
  },
};
