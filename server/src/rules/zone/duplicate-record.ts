import { type FieldKind, TYPE, typeRow, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag, type ParsedChunk } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataCount, rdataNumber, rdataType } from '../../zone/record.ts';
import { recordPlace } from './places.ts';
import { recordAt, removeRecord } from './support/edits.ts';
import { rdataKey } from './support/rdata.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Types whose data is one name. */
const NAMED: readonly number[] = [TYPE.NS, TYPE.CNAME, TYPE.PTR, TYPE.DNAME];
const FEW = 8;
const NUMBERS: readonly FieldKind[] = ['u8', 'u16', 'u32'];

export const duplicateRecord: ZoneRule = {
  id: 'zone/duplicate-record',
  title: 'Record that stands in the zone twice',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  skipUnless: { hasSet: true },
  docs: {
    finds:
      'Two records with the same owner, type and data, however they are written. The SOA with which a saved zone transfer ends is none.',
    why: 'Servers keep one of them. The other one stays when the record is changed, so the old data goes on being served.',
    bad: 'www A 192.0.2.80\nwww.example.com. IN A 192.0.2.80\n',
    good: 'www A 192.0.2.80\nwww A 192.0.2.81\n',
    sources: ['RFC 2181 section 5', 'named drops it without a word; nsd-checkzone and kzonecheck warn'],
  },
  checkOwner(owner, records, context, report) {
    if (allDiffer(records)) return;
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

/** True where it is plain, without reading the data, that two records of one type are not the same. */
function differs(a: ZoneRecord, b: ZoneRecord): boolean {
  if (NAMED.includes(a.type)) return a.target !== b.target;
  if (isInvalid(a) || isInvalid(b)) return false;
  if (a.type === TYPE.TXT) return textsDiffer(a, b);
  return numbersDiffer(a, b);
}

/** The types that the signatures of the name being looked at are over; -1 where it is not known, and for other records. */
const covered = new Int32Array(FEW);

function coversOther(i: number, j: number): boolean {
  return covered[i] !== covered[j] && covered[i] >= 0 && covered[j] >= 0;
}

/** Whether the numbers that the data of both begins with are not the same: preferences, priorities, kinds of keys. */
function numbersDiffer(a: ZoneRecord, b: ZoneRecord): boolean {
  const { fields } = typeRow(a.type, a.class);
  for (let index = 0; index < fields.length; index++) {
    if (!NUMBERS.includes(fields[index].kind)) return false;
    const [one, other] = [rdataNumber(a, index), rdataNumber(b, index)];
    // Other spellings are names of values, quoted, escaped, or data written as octets.
    if (one < 0 || other < 0) return false;
    if (one !== other) return true;
  }
  return false;
}

/** Whether texts without escapes are not the same, word for word. */
function textsDiffer(a: ZoneRecord, b: ZoneRecord): boolean {
  if (!isPlain(a) || !isPlain(b)) return false;
  const [from, other] = [a.chunk.wordFirsts[a.entry], b.chunk.wordFirsts[b.entry]];
  const count = rdataCount(a);
  if (count !== rdataCount(b)) return true;
  for (let word = 0; word < count; word++) if (wordsDiffer(a.chunk, from + word, b.chunk, other + word)) return true;
  return false;
}

function isPlain({ chunk, entry }: ZoneRecord): boolean {
  return (chunk.flags[entry] & EntryFlag.Plain) !== 0;
}

function wordsDiffer(a: ParsedChunk, one: number, b: ParsedChunk, other: number): boolean {
  const [start, at] = [a.wordStarts[one], b.wordStarts[other]];
  const length = a.wordEnds[one] - start;
  if (b.wordEnds[other] - at !== length) return true;
  // Those of one name mostly begin alike.
  for (let i = length - 1; i >= 0; i--) if (a.text.charCodeAt(start + i) !== b.text.charCodeAt(at + i)) return true;
  return false;
}

/** True where it is plain that no two records are the same: a name is compared by its number. */
function allDiffer(records: readonly ZoneRecord[]): boolean {
  if (records.length > FEW) return false;
  for (let i = 0; i < records.length; i++) {
    covered[i] = records[i].type === TYPE.RRSIG && !isInvalid(records[i]) ? rdataType(records[i], 0) : -1;
  }
  for (let i = 1; i < records.length; i++) {
    for (let j = 0; j < i; j++) {
      if (records[i].type !== records[j].type) continue;
      // Signatures of one name cover different types.
      if (records[i].type === TYPE.RRSIG ? !coversOther(i, j) : !differs(records[i], records[j])) return false;
    }
  }
  return true;
}

function hasSibling(records: readonly ZoneRecord[], record: ZoneRecord): boolean {
  for (const other of records) if (other !== record && other.type === record.type) return true;
  return false;
}
