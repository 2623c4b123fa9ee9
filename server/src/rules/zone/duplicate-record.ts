import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid } from '../../zone/record.ts';
import { recordPlace } from './places.ts';
import { recordAt, removeRecord } from './support/edits.ts';
import { rdataKey } from './support/rdata.ts';
import type { ZoneRule } from './zoneRule.ts';

export const duplicateRecord: ZoneRule = {
  id: 'zone/duplicate-record',
  title: 'Record that stands in the zone twice',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  skipUnless: { hasSet: true, hasAlike: true },
  docs: {
    finds:
      'Two records with the same owner, type and data, however they are written. The SOA with which a saved zone transfer ends is none.',
    why: 'Servers keep one of them. The other one stays when the record is changed, so the old data goes on being served.',
    bad: 'www A 192.0.2.80\nwww.example.com. IN A 192.0.2.80\n',
    good: 'www A 192.0.2.80\nwww A 192.0.2.81\n',
    sources: ['RFC 2181 section 5', 'named drops it without a word; nsd-checkzone and kzonecheck warn'],
  },
  checkOwner(owner, records, context, report) {
    const seen = new Map<string, ZoneRecord>();
    for (const record of records) {
      // A saved zone transfer ends with the SOA again (RFC 5936 section 2.2).
      if (record.type === TYPE.SOA || isInvalid(record) || !hasSibling(records, record)) continue;
      const data = rdataKey(record, context);
      if (data === undefined) continue;
      const key = `${record.type} ${data}`;
      const first = seen.get(key);
      if (!first) {
        seen.set(key, record);
        continue;
      }
      // The lines that one $GENERATE makes cannot be changed one by one.
      if (first.chunk === record.chunk && context.model.generatedBy(record.ref) !== undefined) continue;
      report(
        recordPlace(record),
        t`This ${typeText(record.type)} record of ${context.names.text(owner)} stands in the zone already. Delete one of the two.`,
        {
          tag: 'unnecessary',

          related: [{ place: recordPlace(first), message: t`The same record` }],
        },
      );
    }
  },
  fixes(problem, context) {
    const record = recordAt(problem, context);
    const edit = record && removeRecord(record);
    return edit ? [{ title: t`Delete this record`, preferred: true, edits: [edit] }] : [];
  },
};

function hasSibling(records: readonly ZoneRecord[], record: ZoneRecord): boolean {
  for (const other of records) if (other !== record && other.type === record.type) return true;
  return false;
}
