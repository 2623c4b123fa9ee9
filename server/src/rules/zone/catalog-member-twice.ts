import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { targetPlace } from './places.ts';
import { recordsOf } from './support/census.ts';
import type { ZoneRule } from './zoneRule.ts';

const ZONES = new TextEncoder().encode('zones');
const POINTERS = recordsOf([TYPE.PTR]);

export const catalogMemberTwice: ZoneRule = {
  id: 'zone/catalog-member-twice',
  title: 'Zone that stands in its catalog twice',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'In a zone of a `catalog-zones` statement: a member zone that two PTR records below `zones` name, or a member with two PTR records.',
    why: 'The second is not added. Which of the two that is, and with it the options and the state of the zone, may change.',
    bad: '; in a zone of catalog-zones\nversion TXT "2"\na1.zones PTR example.net.\nb2.zones PTR example.net.\n',
    good: '; in a zone of catalog-zones\nversion TXT "2"\na1.zones PTR example.net.\nb2.zones PTR example.org.\n',
    sources: ['RFC 9432 sections 4.1 and 5.1', 'named: duplicate member zone'],
  },
  applies: ({ settings }) => settings.catalog === true,
  censuses: [POINTERS],
  checkZone(context, report) {
    const { names, apex } = context;
    const parent = names.find(apex, ZONES);
    if (parent < 0) return;
    const byMember = new Map<NameId, ZoneRecord>();
    const byOwner = new Map<NameId, ZoneRecord>();
    for (const { value } of POINTERS.of(context)) {
      for (const record of value) {
        if (record.target < 0 || record.owner < 0 || names.parent(record.owner) !== parent) continue;
        const same = byMember.get(record.target);
        const sibling = byOwner.get(record.owner);
        const first = same ?? sibling;
        if (!first) {
          byMember.set(record.target, record);
          byOwner.set(record.owner, record);
          continue;
        }
        const message = same
          ? t`The zone ${names.text(record.target)} stands in this catalog already, so servers do not add it a second time. Delete one of the two.`
          : t`${names.text(record.owner)} stands for ${names.text(first.target)} already, and a member of a catalog is one zone, so servers pass over it. Give ${names.text(record.target)} a name of its own.`;
        report(targetPlace(record), message, {
          related: [{ place: targetPlace(first), message: t`The first one` }],
        });
      }
    }
  },
};
