import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { ttlPlace } from './places.ts';
import { recordAt } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const ttlMismatch: ZoneRule = {
  id: 'zone/ttl-mismatch',
  title: 'Records of one set with different TTLs',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  skipUnless: { hasTtls: true },
  docs: {
    finds: 'Records with the same owner and type and different TTLs.',
    why: 'They travel together and have one TTL. named takes the one it read before, so what stands here is not what is served.',
    bad: 'www 300 A 192.0.2.80\nwww 3600 A 192.0.2.81\n',
    good: 'www 300 A 192.0.2.80\nwww 300 A 192.0.2.81\n',
    sources: ['RFC 2181 section 5.2', 'named: TTL set to prior TTL'],
  },
  checkOwner(owner, records, context, report) {
    if (records.every((record) => record.ttl === records[0].ttl)) return;
    const first = new Map<number, ZoneRecord>();
    for (const record of records) {
      // Signatures have the TTLs of what they sign.
      if (record.type === TYPE.RRSIG || record.type === TYPE.SIG || record.ttl < 0 || isInvalid(record)) continue;
      const before = first.get(record.type);
      if (!before) {
        first.set(record.type, record);
      } else if (before.ttl !== record.ttl) {
        report(
          ttlPlace(record),
          t`This ${typeText(record.type)} record of ${context.names.text(owner)} has a TTL of ${record.ttl} seconds, and the first one has ${before.ttl}. Records with the same name and type have one TTL: write the same.`,
          { data: { ttl: before.ttl }, related: [{ place: ttlPlace(before), message: t`${before.ttl} seconds` }] },
        );
      }
    }
  },
  fixes(problem, context) {
    const ttl = problem.data?.ttl;
    const record = recordAt(problem, context);
    if (typeof ttl !== 'number' || !record) return [];
    const { chunk, entry } = record;
    const explicit = (chunk.flags[entry] & EntryFlag.ExplicitTtl) !== 0;
    // Without $TTL, records after this one take its TTL over.
    if (explicit && chunk.stateAfter.defaultTtl < 0) return [];
    const start = chunk.offset + (explicit ? chunk.ttlStarts[entry] : chunk.typeStarts[entry]);
    const end = explicit ? chunk.offset + chunk.ttlEnds[entry] : start;
    const edit = { uri: problem.uri, start, end, newText: explicit ? `${ttl}` : `${ttl} ` };
    return [{ title: t`Set the TTL to ${ttl}`, preferred: true, edits: [edit] }];
  },
};
