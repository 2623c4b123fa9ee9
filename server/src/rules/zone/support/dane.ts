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
  const above = names.parent(owner);
  if (!PROTOCOL_LABELS.some((label) => names.hasLabel(above, label)) || !isPort(names.label(owner))) return NO_NAME;
  return names.parent(above);
}

const UNDERSCORE = 0x5f;
const STAR = 0x2a;
const LONGEST_PORT = 5;

/** `*`, or an underscore and a port without leading zeros. */
function isPort(label: Uint8Array): boolean {
  if (label[0] === STAR) return label.length === 1;
  const digits = label.length - 1;
  if (label[0] !== UNDERSCORE || digits < 1 || digits > LONGEST_PORT) return false;
  let port = 0;
  for (let i = 1; i < label.length; i++) {
    const digit = label[i] - 0x30;
    if (digit < 0 || digit > 9 || (port === 0 && i > 1)) return false;
    port = port * 10 + digit;
  }
  return port <= 0xffff;
}

const PROTOCOLS: readonly string[] = ['_tcp', '_udp', '_sctp', '_dccp', '_quic'];
const PROTOCOL_LABELS = PROTOCOLS.map((label) => new TextEncoder().encode(label));

export function isProtocol(label: string): boolean {
  return PROTOCOLS.includes(label);
}
