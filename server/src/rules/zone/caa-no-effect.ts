import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { ISSUE_TAGS } from './support/caa.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const caaNoEffect: ZoneRule = {
  id: 'zone/caa-no-effect',
  title: 'CAA record without the effect that it seems to have',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CAA],
  docs: {
    finds:
      'A CAA record that allows nobody (a value of `;`) beside one of the same tag that allows somebody, and an issuewild that allows somebody at a name without issue.',
    why: 'Permissions add up, so the one that allows nobody changes nothing. issuewild is about wildcard certificates only: without issue, every authority may issue all others.',
    bad: '@ CAA 0 issue ";"\n@ CAA 0 issue "ca.example.net"\n',
    good: '@ CAA 0 issue "ca.example.net"\n',
    sources: ['RFC 8659 section 4.2 and section 4.3', 'octoDNS: caa-best-practices'],
  },
  checkOwner(owner, records, context, report) {
    if (isAlone(records)) return;
    const byTag = new Map<string, ZoneRecord[]>();
    for (const record of records) {
      if (record.type !== TYPE.CAA || isInvalid(record) || isGeneric(record)) continue;
      const tag = rdataWord(record, 1).toLowerCase();
      if (ISSUE_TAGS.has(tag)) byTag.set(tag, [...(byTag.get(tag) ?? []), record]);
    }
    for (const [tag, same] of byTag) {
      const nobody = same.filter(allowsNobody);
      if (nobody.length === same.length) continue;
      for (const record of nobody)
        report(
          wordPlace(record, 2),
          t`Another ${tag} record of ${context.names.text(owner)} allows an authority, so this one, which allows none, changes nothing. Remove one of the two.`,
        );
    }
    // One that forbids wildcard certificates and says nothing of others is meant so.
    const wild = byTag.get('issuewild')?.find((record) => !allowsNobody(record));
    if (!wild || byTag.has('issue')) return;
    report(
      wordPlace(wild, 1),
      t`${context.names.text(owner)} has no issue record, so every authority may issue certificates that are not for wildcards. Add one if that is not meant.`,
    );
  },
};

/** True where there is one CAA record, and it is not about wildcards: nothing can take its effect. */
function isAlone(records: readonly ZoneRecord[]): boolean {
  let alone: ZoneRecord | undefined;
  for (const record of records) {
    if (record.type !== TYPE.CAA) continue;
    if (alone) return false;
    alone = record;
  }
  if (!alone) return true;
  const tag = alone.chunk.wordFirsts[alone.entry] + 1;
  return alone.chunk.wordEnds[tag] - alone.chunk.wordStarts[tag] !== 'issuewild'.length;
}

/** True where the value is `;` or empty. */
function allowsNobody(record: ZoneRecord): boolean {
  return /^\s*(?:\\?;.*)?$/.test(rdataWord(record, 2));
}
