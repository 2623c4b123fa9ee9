/** TLSA and SMIMEA: owners, and what their numbers ask of the data (RFC 6698, RFC 8162). */
import { type NameId, type NameTable, NO_NAME, ROOT } from '../../../dns/names.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../../zone/record.ts';
import { isGeneric } from './words.ts';

export interface Association {
  readonly usage: number;
  readonly selector: number;
  readonly matching: number;
  /** Octets of the data; white space between the words left out. */
  readonly length: number;
}

/** Hash lengths in octets by matching type (RFC 6698 section 2.1.3). */
export const MATCHING_LENGTHS: Readonly<Record<number, number>> = { 1: 32, 2: 64 };

/** The numbers of a TLSA or SMIMEA record; undefined where it is not valid. */
export function associationOf(record: ZoneRecord): Association | undefined {
  if (isInvalid(record) || isGeneric(record)) return undefined;
  let digits = 0;
  for (let i = 3; i < rdataCount(record); i++) digits += rdataWord(record, i).length;
  const [usage, selector, matching] = [0, 1, 2].map((index) => Number(rdataWord(record, index)));
  return { usage, selector, matching, length: digits / 2 };
}

/** The host of a TLSA owner `_port._proto.host`; NO_NAME where the owner has another form. */
export function tlsaHost(owner: NameId, names: NameTable): NameId {
  if (owner <= ROOT || names.parent(owner) <= ROOT) return NO_NAME;
  const port = names.labelText(owner);
  const protocol = names.labelText(names.parent(owner));
  if (!isPort(port) || !isProtocol(protocol)) return NO_NAME;
  return names.parent(names.parent(owner));
}

function isPort(label: string): boolean {
  return label === '*' || (/^_(?:0|[1-9]\d{0,4})$/.test(label) && Number(label.slice(1)) <= 0xffff);
}

export function isProtocol(label: string): boolean {
  return label === '_tcp' || label === '_udp' || label === '_sctp' || label === '_dccp' || label === '_quic';
}
