import { NO_NAME, ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { typePlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const cnameAndOtherData: ZoneRule = {
  id: 'zone/cname-and-other-data',
  title: 'CNAME beside other records',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CNAME],
  skipUnless: { hasSeveral: true },
  docs: {
    finds:
      'A name that has a CNAME and records of another type. RRSIG and NSEC may stand beside a CNAME, and KEY and SIG in BIND before 9.21.',
    why: 'A CNAME says that everything about the name is found under another name, so nothing else can be said of it here. named refuses the zone.',
    bad: 'www CNAME ns1\nwww TXT "hello"\n',
    good: 'www CNAME ns1\nns1 TXT "hello"\n',
    sources: ['RFC 1034 section 3.6.2', 'RFC 2181 section 10.1', 'RFC 4034 section 3', 'named: CNAME and other data'],
  },
  checkOwner(owner, records, context, report) {
    if (!context.model.isInZone(owner)) return;
    const cname = records.find((record) => record.type === TYPE.CNAME && !isInvalid(record));
    if (!cname) return;
    const isOld = !atLeast(context.settings.version, '9.21');
    const isOther = (type: number): boolean =>
      type !== TYPE.CNAME &&
      type !== TYPE.RRSIG &&
      type !== TYPE.NSEC &&
      !(isOld && (type === TYPE.KEY || type === TYPE.SIG));
    const others = records.filter((record) => isOther(record.type) && !isInvalid(record));
    if (others.length === 0) return;
    const types = [...new Set(others.map((record) => typeText(record.type)))].join(', ');
    const name = context.names.text(owner);
    const { model, names } = context;
    const { target } = cname;
    const isFree = target > ROOT && target !== owner && model.isInZone(target) && model.cutAbove(target) === NO_NAME;
    const mayMove = isFree && !others.some(({ type }) => model.has(target, type)) && !model.has(target, TYPE.CNAME);
    const advice = mayMove
      ? t`Delete the CNAME, or move the other records to ${names.text(target)}`
      : t`Delete the CNAME, or the other records.`;
    report(typePlace(cname), t`${name} has a CNAME and ${types} as well, and the server refuses the zone. ${advice}`, {
      related: others.map((record) => ({
        place: typePlace(record),
        message: t`${typeText(record.type)} of the same name`,
      })),
    });
  },
};
