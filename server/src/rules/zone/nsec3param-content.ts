import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { limit } from './limits.ts';
import { typePlace, wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsec3paramContent: ZoneRule = {
  id: 'zone/nsec3param-content',
  title: 'NSEC3 parameters that are not as advised',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC3PARAM],
  onlyApex: true,
  docs: {
    finds: 'An NSEC3PARAM record with a salt or with flags, a second one, or one in a zone with NSEC records.',
    why: 'A salt protects nothing and costs a signing of everything when it changes. Servers pass over records with flags. Two chains at once are for the time of a change only.',
    bad: '@ NSEC3PARAM 1 0 0 aabbccdd\n',
    good: '@ NSEC3PARAM 1 0 0 -\n',
    sources: ['RFC 5155 section 4.1.2', 'RFC 9276 section 3.1', 'Zonemaster DNSSEC03, DNSSEC10', 'pdnsutil zone check'],
  },
  checkOwner(_owner, records, context, report) {
    const all = records.filter((record) => record.type === TYPE.NSEC3PARAM && !isInvalid(record) && !isGeneric(record));
    for (const record of all) {
      if (Number(rdataWord(record, 1)) !== 0) {
        report(
          wordPlace(record, 1),
          t`Servers pass over an NSEC3PARAM record with flags. Write 0; opt-out is a flag of the NSEC3 records only.`,
        );
      }
      const salt = rdataWord(record, 3);
      if (salt !== '-' && salt.length / 2 > limit(context, 'nsec3Salt')) {
        report(
          wordPlace(record, 3),
          t`A salt protects nothing, because the name of the zone is hashed as well, and is advised against. Sign the zone without one (-).`,
        );
      }
    }
    for (const extra of all.slice(1)) {
      report(
        typePlace(extra),
        t`The zone has more than one set of NSEC3 parameters, which is for the time of a change only. Delete the old set and its chain.`,
      );
    }
    const [first] = all;
    if (!first || !records.some((record) => record.type === TYPE.NSEC)) return;
    report(
      typePlace(first),
      t`The zone has NSEC and NSEC3 records, which is for the time of a change only. Sign it with one of the two.`,
    );
  },
};
