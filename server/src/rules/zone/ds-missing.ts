import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace, typePlace } from './places.ts';
import { childAt, mayDelegate } from './support/delegation.ts';
import { publishedKeys } from './support/ds.ts';
import { isSigned } from './support/signing.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dsMissing: ZoneRule = {
  id: 'zone/ds-missing',
  title: 'Signed zone without DS at its delegation',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS],
  skipUnless: { zone: mayDelegate },
  docs: {
    finds:
      'A delegation without a DS record to a zone with DNSKEY records and signatures, where the workspace has both and the zone that delegates is signed too.',
    why: 'Without the DS record no resolver knows that the zone is signed: nobody validates it.',
    bad: '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsub NS ns0.example.net.\n; and sub.example.com is signed\n',
    good: 'sub NS ns0.example.net.\nsub DS 60485 8 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n',
    sources: ['RFC 4035 section 2.4', 'RFC 6840 section 5.1', 'Zonemaster DNSSEC07'],
  },
  checkOwner(owner, records, context, report) {
    const { model, settings, apex } = context;
    const isParentSigned = settings.signed || (model.has(apex, TYPE.DNSKEY) && isSigned(context));
    if (!isParentSigned || records.some(({ type }) => type === TYPE.DS)) return;
    const child = childAt(owner, context);
    if (!child) return;
    // Keys without signatures are published ahead; one that asks for the DS to be gone is on its way out (RFC 8078).
    const isChildSigned = child.settings.signed || child.model.has(owner, TYPE.RRSIG);
    if (!isChildSigned || child.model.has(owner, TYPE.CDS) || child.model.has(owner, TYPE.CDNSKEY)) return;
    const [key] = publishedKeys(child, context);
    const first = records.find(({ type }) => type === TYPE.NS);
    if (!key || !first) return;
    const zone = context.names.text(owner);
    report(
      ownerPlace(first),
      t`${zone} is signed, and no DS record stands here, so no resolver validates it. Add the DS record of its key-signing key.`,
      { related: [{ place: typePlace(key.record), message: t`A key of ${zone}` }] },
    );
  },
};
