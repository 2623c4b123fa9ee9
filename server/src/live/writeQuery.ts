/**
 * Writes queries. dns-packet writes the header and the OPT record; the question's octets are put between them here, because the library
 * takes a name as dotted UTF-8 text, so that a label with a dot or an octet above 127 in it cannot be asked for, and it knows five
 * classes only.
 */

import packet from 'dns-packet';
import { EDNS_FLAG, EDNS_OPTION, FLAG } from '../dns/codes.ts';
import { parseName } from '../dns/nameText.ts';
import {
  type EdnsOption,
  HEADER,
  OPTION_HEADER,
  type QueryFlag,
  type QueryMessage,
  type QueryOptions,
  type Question,
} from './messages.ts';

/** RFC 6891 section 6.2.3: a smaller size means this one. */
const LEAST_UDP_SIZE = 512;

/** An option's octets with the one method of Node's Buffer that the library calls on them. */
class OptionData extends Uint8Array {
  copy(target: Uint8Array, at: number): void {
    target.set(this, at);
  }
}

/** The name's text on the wire, uncompressed. The text is one that `parseName` takes without an error. */
export function nameToWire(name: string): Uint8Array {
  const octets: number[] = [];
  for (const label of parseName(name).labels) octets.push(label.length, ...label);
  return Uint8Array.from([...octets, 0]);
}

function questionToWire(question: Question): Uint8Array {
  const { type } = question;
  return Uint8Array.from([
    ...nameToWire(question.name),
    type >> 8,
    type & 0xff,
    question.class >> 8,
    question.class & 0xff,
  ]);
}

const HEADER_FLAGS: Readonly<Record<QueryFlag, number>> = {
  aa: FLAG.AA,
  rd: FLAG.RD,
  z: FLAG.Z,
  ad: FLAG.AD,
  cd: FLAG.CD,
};

function headerFlags(options: QueryOptions): number {
  let flags = 0;
  for (const name in HEADER_FLAGS) if (options[name as QueryFlag]) flags |= HEADER_FLAGS[name as QueryFlag];
  return flags;
}

/** The OPT record as dns-packet wants it; none where EDNS is off. */
function optRecords(options: QueryOptions, ednsOptions: readonly EdnsOption[]): unknown[] {
  if (options.ednsVersion === undefined) return [];
  const record = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: Math.max(options.udpSize, LEAST_UDP_SIZE),
    extendedRcode: 0,
    ednsVersion: options.ednsVersion,
    flags: options.do ? EDNS_FLAG.DO : 0,
    options: ednsOptions.map(({ code, data }) => ({ code, data: OptionData.from(data) })),
  };
  return [record];
}

/**
 * Builds a query. `id` is the message id (0 to 65535), to be taken from a good random source (RFC 5452); the question's name must be
 * a well-formed absolute name.
 */
export function buildQuery(question: Question, options: QueryOptions, id: number): QueryMessage {
  const asked = questionToWire(question);
  const encode = (ednsOptions: readonly EdnsOption[]): Uint8Array => {
    const additionals = optRecords(options, ednsOptions);
    const bare = packet.encode({ type: 'query', id, flags: headerFlags(options), additionals });
    const wire = new Uint8Array(bare.length + asked.length);
    wire.set(bare.subarray(0, HEADER));
    wire[5] = 1;
    wire.set(asked, HEADER);
    wire.set(bare.subarray(HEADER), HEADER + asked.length);
    return wire;
  };
  let wire = encode(options.ednsOptions);
  if (options.padTo > 0 && options.ednsVersion !== undefined) {
    const over = (wire.length + OPTION_HEADER) % options.padTo;
    const padding = new Uint8Array(over === 0 ? 0 : options.padTo - over);
    wire = encode([...options.ednsOptions, { code: EDNS_OPTION.PADDING, data: padding }]);
  }
  return { wire, id, question };
}
