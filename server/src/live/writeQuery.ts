/** Writes queries: the header (RFC 1035 section 4.1.1), the question, and the OPT record (RFC 6891 section 6.1.2). */

import { EDNS_FLAG, EDNS_OPTION, FLAG } from '../dns/codes.ts';
import { parseName } from '../dns/nameText.ts';
import { TYPE } from '../dns/types.ts';
import {
  type EdnsOption,
  HEADER,
  OPTION_HEADER,
  type QueryFlag,
  type QueryMessage,
  type QueryOptions,
  type Question,
} from './messages.ts';

/** How far the opcode is shifted in the header's second 16 bits. */
const OPCODE_SHIFT = 11;

/** Two octets, the higher first. */
function octets16(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}

/** The name's text on the wire, uncompressed. The text is one that `parseName` takes without an error. */
export function nameToWire(name: string): Uint8Array {
  const octets: number[] = [];
  for (const label of parseName(name).labels) octets.push(label.length, ...label);
  return Uint8Array.from([...octets, 0]);
}

function questionToWire(question: Question): number[] {
  return [...nameToWire(question.name), ...octets16(question.type), ...octets16(question.class)];
}

const HEADER_FLAGS: Readonly<Record<QueryFlag, number>> = {
  aa: FLAG.AA,
  rd: FLAG.RD,
  z: FLAG.Z,
  ad: FLAG.AD,
  cd: FLAG.CD,
  ra: FLAG.RA,
  tc: FLAG.TC,
};

function headerFlags(options: QueryOptions): number {
  let flags = 0;
  for (const name in HEADER_FLAGS) if (options[name as QueryFlag]) flags |= HEADER_FLAGS[name as QueryFlag];
  return flags | (options.opcode << OPCODE_SHIFT);
}

/** The SOA that an IXFR is asked from (RFC 1995 section 3), of which the serial counts. As in dig, its owner is a pointer to the question's name and its names are the root. */
function soaToWire(classCode: number, serial: number): number[] {
  const pointer = [0xc0, HEADER];
  const numbers = [...octets16(serial >>> 16), ...octets16(serial), ...new Array<number>(16).fill(0)];
  const rdata = [0, 0, ...numbers];
  return [...pointer, ...octets16(TYPE.SOA), ...octets16(classCode), 0, 0, 0, 0, ...octets16(rdata.length), ...rdata];
}

/** The OPT record: the root's name, the size as its class, and version and flags as its TTL. Empty where EDNS is off. */
function optToWire(options: QueryOptions, ednsOptions: readonly EdnsOption[]): number[] {
  if (options.ednsVersion === undefined) return [];
  const data = ednsOptions.flatMap(({ code, data }) => [...octets16(code), ...octets16(data.length), ...data]);
  const flags = options.ednsFlags | (options.do ? EDNS_FLAG.DO : 0) | (options.co ? EDNS_FLAG.CO : 0);
  return [
    0,
    ...octets16(TYPE.OPT),
    ...octets16(options.udpSize),
    0,
    options.ednsVersion,
    ...octets16(flags),
    ...octets16(data.length),
    ...data,
  ];
}

/**
 * Builds a query. `id` is the message id (0 to 65535), to be taken from a good random source (RFC 5452); the question's name must be
 * a well-formed absolute name. `serial` is what an IXFR is asked from.
 */
export function buildQuery(question: Question, options: QueryOptions, id: number, serial?: number): QueryMessage {
  const hasEdns = options.ednsVersion !== undefined;
  const known = serial === undefined || options.headerOnly ? [] : soaToWire(question.class, serial);
  const counts = [0, options.headerOnly ? 0 : 1, 0, 0, 0, known.length > 0 ? 1 : 0, 0, hasEdns ? 1 : 0];
  const head = [...octets16(id), ...octets16(headerFlags(options)), ...counts];
  const asked = options.headerOnly ? head : [...head, ...questionToWire(question), ...known];
  const withOptions = (ednsOptions: readonly EdnsOption[]): number[] => [...asked, ...optToWire(options, ednsOptions)];
  let wire = withOptions(options.ednsOptions);
  if (options.padTo > 0 && hasEdns) {
    const over = (wire.length + OPTION_HEADER) % options.padTo;
    const padding = new Uint8Array(over === 0 ? 0 : options.padTo - over);
    wire = withOptions([...options.ednsOptions, { code: EDNS_OPTION.PADDING, data: padding }]);
  }
  const { opcode, headerOnly } = options;
  return { wire: Uint8Array.from(wire), id, question, opcode, headerOnly };
}
