import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleMeta } from '../../../../server/src/rules/rule.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { census } from '../../../../server/src/rules/zone/support/census.ts';
import type { ZoneRule } from '../../../../server/src/rules/zone/zoneRule.ts';

const { id, title, severity, since, fix, docs } = ZONE_RULES[0];
const META: RuleMeta = { id, title, severity, since, fix, docs };
const [checkRecord, checkOwner, checkChunk, checkZone] = Array.from({ length: 4 }, () => (): void => {});
const censuses = [census(() => undefined)];
const atLeast = (): number => 2;
const zone = (): boolean => true;

describe('a zone rule', () => {
  it('says of each kind of check what it looks at and what it may be spared', () => {
    const rules: readonly ZoneRule[] = [
      META,
      { ...META, checkChunk },
      { ...META, checkZone, censuses },
      {
        ...META,
        checkRecord,
        types: [1],
        onlyWrittenOwner: true,
        skipUnless: { zone, ownerTraits: 1, targetTraits: 2 },
      },
      {
        ...META,
        checkRecord,
        skipUnless: { hasOddTtl: true, isOutside: true, hasRelativeName: true, hasNewData: true },
      },
      { ...META, checkOwner, types: [1], onlyApex: true, skipUnless: { zone, ownerTraits: 1, hasSet: true, atLeast } },
      { ...META, checkOwner, skipUnless: { isHidden: true, hasUnsettledTarget: true, hasAbsentTarget: true } },
      { ...META, checkRecord, checkOwner, skipUnless: { hasRelativeName: true, hasSeveral: true, ownerTypes: [1] } },
    ];
    assert.equal(rules.length, 8);
  });

  it('has no place for what belongs to another kind of check', () => {
    const rules: readonly ZoneRule[] = [
      // @ts-expect-error: a record has no apex
      { ...META, checkRecord, onlyApex: true },
      // @ts-expect-error: owners are always looked at once
      { ...META, checkOwner, onlyWrittenOwner: true },
      // @ts-expect-error: one record is no set
      { ...META, checkRecord, skipUnless: { hasSet: true } },
      // @ts-expect-error: one record is no number of records
      { ...META, checkRecord, skipUnless: { atLeast } },
      // @ts-expect-error: an owner has no TTL
      { ...META, checkOwner, skipUnless: { hasOddTtl: true } },
      // @ts-expect-error: only a record has the traits of a target
      { ...META, checkOwner, skipUnless: { targetTraits: 1 } },
      // @ts-expect-error: nothing of a chunk is spared
      { ...META, checkChunk, skipUnless: { hasNewData: true } },
      // @ts-expect-error: a rule about the zone is not asked by type
      { ...META, checkZone, types: [1] },
      // @ts-expect-error: a census is for rules about the zone
      { ...META, checkOwner, censuses },
      // @ts-expect-error: what changes the findings is nothing to be spared
      { ...META, checkOwner, skipUnless: { onlyApex: true } },
      // @ts-expect-error: what may be spared stands in skipUnless
      { ...META, checkOwner, hasSet: true },
    ];
    assert.equal(rules.length, 11);
  });
});
