import { NameTrait, ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import { isPublicName } from './support/publicZone.ts';
import type { ZoneRule } from './zoneRule.ts';

export const wildcardCname: ZoneRule = {
  id: 'zone/wildcard-cname',
  title: 'Wildcard that is an alias',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CNAME, TYPE.DNAME],
  skipUnless: { ownerTraits: NameTrait.Star },
  docs: {
    finds: 'A CNAME or a DNAME at the wildcard directly below a zone of the public DNS.',
    why: 'The CNAME answers for every type at every name that is not in the zone: mail, TXT and CAA look-ups for _dmarc or _acme-challenge are sent to the target as well. What a DNAME at a wildcard means is not defined.',
    bad: '; zone: fabrikam.com\n* CNAME web.fabrikam.net.\n',
    good: '* A 192.0.2.80\n',
    sources: ['RFC 4592 sections 4.4 and 4.7'],
  },
  checkOwner(owner, records, context, report) {
    const { names, apex } = context;
    // Deeper ones stand for one host or one customer, and in zones that block names for what is blocked.
    if (owner <= ROOT || names.parent(owner) !== apex || !isWildcard(names, owner) || !isPublicName(context)) return;
    const record = records.find((each) => each.type === TYPE.CNAME || each.type === TYPE.DNAME);
    if (!record || record.target <= ROOT) return;
    report(
      typePlace(record),
      record.type === TYPE.CNAME
        ? t`This CNAME answers for every type at each name that is not in the zone, mail and TXT look-ups included. Write the types that are meant, such as A and AAAA.`
        : t`What a ${typeText(record.type)} at a wildcard means is not defined, and servers differ. Write the names out.`,
    );
  },
};
