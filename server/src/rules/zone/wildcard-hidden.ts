import { NO_NAME, ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

const STAR = Uint8Array.of(0x2a);
const UNDERSCORE = 0x5f;
const ADDRESSES: readonly number[] = [TYPE.A, TYPE.AAAA, TYPE.CNAME];

export const wildcardHidden: ZoneRule = {
  id: 'zone/wildcard-hidden',
  title: 'Name that the wildcard beside it does not stand for',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.A, TYPE.AAAA, TYPE.TXT, TYPE.MX, TYPE.SRV],
  skipUnless: { zone: ({ model }) => model.hasWildcards },
  once: ({ data }) => String(data?.hidden),
  docs: {
    finds:
      'A name with records, without addresses, while a wildcard beside it has some; or a name with addresses and without MX, while a wildcard beside it has MX records. Told once a wildcard.',
    why: 'A wildcard stands only for names that have no records at all. As soon as a name has one, of whatever type, the wildcard says nothing of it any more.',
    bad: '* A 192.0.2.80\nshop TXT "owner=sales"\n',
    good: '* A 192.0.2.80\nshop A 192.0.2.80\nshop TXT "owner=sales"\n',
    sources: ['RFC 4592 sections 2.2.1 and 3.3.1'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names, apex } = context;
    if (owner === apex || owner <= ROOT) return;
    const star = names.find(names.parent(owner), STAR);
    // Names with an underscore are looked up for the types that they have.
    if (!model.hasOwner(star) || owner === star || !model.isInZone(owner)) return;
    if (names.firstOctet(owner) === UNDERSCORE) return;
    const types = new Set(records.map((record) => record.type));
    if (types.has(TYPE.CNAME) || types.has(TYPE.NS) || types.has(TYPE.DNAME) || model.cutAbove(owner) !== NO_NAME)
      return;
    const hasAddress = types.has(TYPE.A) || types.has(TYPE.AAAA);
    const missing = hasAddress
      ? !types.has(TYPE.MX) && model.has(star, TYPE.MX)
        ? TYPE.MX
        : undefined
      : ADDRESSES.find((type) => model.has(star, type));
    if (missing === undefined) return;
    const name = names.text(owner);
    report(
      ownerPlace(records[0]),
      t`${name} has records of its own, so the ${typeText(missing)} record of ${names.text(star)} does not stand for it. Where ${name} is meant to have one, write it here too.`,
      { data: { hidden: `${typeText(missing)} ${names.text(star)}` } },
    );
  },
};
