/** RDATA that two records can be compared by. */
import { ipv4Text } from '../../../dns/addresses.ts';
import { withoutCase } from '../../../dns/rdata/caseless.ts';
import { FIELD_KINDS } from '../../../dns/rdata/kinds.ts';
import { rdataToWire } from '../../../dns/rdata.ts';
import { TYPE, typeRow } from '../../../dns/types.ts';
import { wordsOf } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { isGeneric } from './words.ts';

/** One character for each octet. */
const OCTETS = new TextDecoder('latin1');

/** The RDATA in wire format; undefined where it cannot be read. */
export function wireOf(record: ZoneRecord, { names }: ZoneContext): Uint8Array | undefined {
  const row = typeRow(record.type, record.class);
  const origin: Uint8Array[] = [];
  if (row.fields.some(({ kind }) => FIELD_KINDS[kind].holdsName !== undefined)) {
    for (let at = record.chunk.origins[record.entry]; at > 0; at = names.parent(at))
      origin.push(names.label(at).slice());
  }
  return rdataToWire(row, wordsOf(record.chunk, record.entry), origin);
}

/** A text that two records of one type share exactly where their RDATA is the same; undefined where that cannot be told. */
export function rdataKey(record: ZoneRecord, context: ZoneContext): string | undefined {
  if (isInvalid(record)) return undefined;
  switch (record.type) {
    case TYPE.A:
      // An IPv4 address that named reads has only one spelling.
      return isGeneric(record) ? addressKey(record, context) : rdataWord(record, 0);
    case TYPE.NS:
    case TYPE.CNAME:
    case TYPE.PTR:
    case TYPE.DNAME:
      return record.target < 0 ? undefined : `name ${record.target}`;
    default:
      return wireKey(record, context);
  }
}

function addressKey(record: ZoneRecord, context: ZoneContext): string | undefined {
  const wire = wireOf(record, context);
  return wire && ipv4Text(wire);
}

function wireKey(record: ZoneRecord, context: ZoneContext): string | undefined {
  const wire = wireOf(record, context);
  const row = typeRow(record.type, record.class);
  if (wire) return OCTETS.decode(withoutCase(row, wire));
  if (row.status !== 'unknown') return undefined;
  const words: string[] = [];
  for (let i = 0; i < rdataCount(record); i++) words.push(rdataWord(record, i).toLowerCase());
  return words.join(' ');
}
