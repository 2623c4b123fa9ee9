import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { limit } from './limits.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsec3Iterations: ZoneRule = {
  id: 'zone/nsec3-iterations',
  title: 'NSEC3 with additional iterations',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC3PARAM],
  docs: {
    finds: 'An NSEC3PARAM record with more than 0 iterations. Above 150 it is a warning.',
    why: 'Each iteration costs the servers and the resolvers work and protects nothing. Resolvers take a zone with many as unsigned, or fail to resolve it.',
    bad: '@ NSEC3PARAM 1 0 10 AABBCCDD\n',
    good: '@ NSEC3PARAM 1 0 0 -\n',
    sources: ['RFC 9276 section 3.1', 'named: excessive NSEC3PARAM iterations'],
  },
  checkRecord(record, context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const iterations = Number(rdataWord(record, 2));
    if (!(iterations > limit(context, 'nsec3Iterations'))) return;
    // Validating resolvers take a zone with so many as unsigned (RFC 9276 section 3.2).
    const isExcessive = iterations > limit(context, 'nsec3IterationsExcessive');
    report(
      wordPlace(record, 2),
      t`${iterations} iterations cost servers and resolvers work and protect nothing; resolvers may take the zone as unsigned. Sign it with 0.`,
      { severity: isExcessive ? 'warning' : 'information' },
    );
  },
};
