/**
 * DNS messages: builds a query, reads a response (RFC 1035 section 4, RFC 6891 for EDNS).
 *
 * dns-packet writes the header and the OPT record of a query. The question's octets are put between them here, because the library
 * takes a name as dotted UTF-8 text, so that a label with a dot or an octet above 127 in it cannot be asked for, and it knows five
 * classes only. Responses are read here for the same reason and three more: the library turns RDATA into objects that lose
 * what a zone file must show (NSEC bits of types it does not know, text that is not UTF-8), it takes a class's top bit for
 * multicast DNS's, and its exceptions do not say which record of which section was wrong.
 */

import packet from 'dns-packet';
import { classText } from '../dns/classes.ts';
import { EDNS_FLAG, EDNS_OPTION, FLAG, OPCODE, RCODE } from '../dns/codes.ts';
import { labelsToText, MAX_NAME, parseName } from '../dns/nameText.ts';
import { rdataFromWire } from '../dns/rdata.ts';
import { TYPE, typeRow, typeText } from '../dns/types.ts';
import { counted, marked, t, translated } from '../l10n.ts';

/** What is asked: an absolute name in presentation format, and the codes of type and class. */
export interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** How to ask. */
export interface QueryOptions {
  readonly rd: boolean;
  readonly ad: boolean;
  readonly cd: boolean;
  readonly aa: boolean;
  readonly z: boolean;
  /** EDNS version; undefined sends no OPT record. */
  readonly ednsVersion: number | undefined;
  /** The largest UDP answer asked for, octets. */
  readonly udpSize: number;
  /** DNSSEC OK: DNSSEC's records are wanted with the answer (RFC 3225). */
  readonly do: boolean;
  readonly ednsOptions: readonly EdnsOption[];
  /** Send a client cookie made for this query (RFC 7873). */
  readonly freshCookie: boolean;
  /** Pad the query to a multiple of so many octets (RFC 7830); 0 does not pad. */
  readonly padTo: number;
  /** The message id; undefined takes a random one for every attempt, as it should be. */
  readonly id: number | undefined;
  /** Ask over TCP from the start. */
  readonly tcp: boolean;
  /** Take a truncated UDP answer as it is, instead of asking again over TCP. */
  readonly ignoreTruncation: boolean;
  /** How long one attempt waits, milliseconds. */
  readonly timeoutMs: number;
  /** How often a server that does not answer is asked. */
  readonly tries: number;
}

/** 1232 octets is the size that the DNS flag day of 2020 found to pass every path without fragments. */
export const DEFAULT_OPTIONS: QueryOptions = {
  rd: true,
  ad: true,
  cd: false,
  aa: false,
  z: false,
  ednsVersion: 0,
  udpSize: 1232,
  do: false,
  ednsOptions: [],
  freshCookie: false,
  padTo: 0,
  id: undefined,
  tcp: false,
  ignoreTruncation: false,
  timeoutMs: 3000,
  tries: 2,
};

/** A query ready to be sent: its octets, and what an answer to it must repeat. */
export interface QueryMessage {
  readonly wire: Uint8Array;
  readonly id: number;
  readonly question: Question;
}

/** One record of a response. `rdata` is in wire format with every name uncompressed. */
export interface AnswerRecord {
  readonly owner: string;
  readonly type: number;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  readonly rdata: Uint8Array;
}

export interface HeaderFlags {
  readonly aa: boolean;
  readonly tc: boolean;
  readonly rd: boolean;
  readonly ra: boolean;
  readonly z: boolean;
  readonly ad: boolean;
  readonly cd: boolean;
}

export interface Edns {
  readonly version: number;
  /** The largest UDP message the server takes, octets. */
  readonly udpSize: number;
  readonly do: boolean;
  readonly options: readonly EdnsOption[];
}

/** A response that could be read. `rcode` includes EDNS's upper eight bits. */
export interface ResponseMessage {
  readonly kind: 'message';
  readonly id: number;
  readonly rcode: number;
  readonly flags: HeaderFlags;
  /** The question that the response repeats; some servers leave it out of an error. */
  readonly question: Question | undefined;
  readonly answer: readonly AnswerRecord[];
  readonly authority: readonly AnswerRecord[];
  /** Without the OPT record, which is `edns`. */
  readonly additional: readonly AnswerRecord[];
  readonly edns: Edns | undefined;
  /** Octets on the wire. */
  readonly size: number;
  /** Octets after the end of the last record, which should not be there. */
  readonly extra: number;
}

/** What kind of wrong a response is; `id` and `question` mean that it may be somebody else's answer, or a forged one. */
export type Fault = 'short' | 'id' | 'question' | 'not-a-response' | 'opcode' | 'cut' | 'name' | 'rdata' | 'edns';

/** A response that could not be read, in a sentence. */
export interface MalformedMessage {
  readonly kind: 'malformed';
  readonly fault: Fault;
  readonly reason: string;
  /** The header could be read and says that the message was truncated (TC): the whole one can be had over TCP. */
  readonly truncated: boolean;
}

const HEADER = 12;
/** Where the opcode lies in the second 16 bits, and how far it is shifted there. */
const OPCODE_BITS = 0x7800;
const OPCODE_SHIFT = 11;
const RCODE_BITS = 0x000f;
/** RFC 6891 section 6.2.3: a smaller size means this one. */
const LEAST_UDP_SIZE = 512;
const OPTION_HEADER = 4;

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

function headerFlags(options: QueryOptions): number {
  return (
    (options.aa ? FLAG.AA : 0) |
    (options.rd ? FLAG.RD : 0) |
    (options.z ? FLAG.Z : 0) |
    (options.ad ? FLAG.AD : 0) |
    (options.cd ? FLAG.CD : 0)
  );
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
    // The library calls Buffer's own `copy`, which a plain Uint8Array does not have.
    options: ednsOptions.map(({ code, data }) => ({ code, data: Buffer.from(data) })),
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

/** The message id at the head of a message; undefined where there are not even two octets. */
export function messageId(wire: Uint8Array): number | undefined {
  return wire.length < 2 ? undefined : (wire[0] << 8) | wire[1];
}

/** Names the question in a sentence: `example.com. IN AAAA`. */
export function questionText(question: Question): string {
  return `${question.name} ${classText(question.class)} ${typeText(question.type)}`;
}

/** A record's RDATA in presentation format; the generic `\# length hex` for types and data that have no other (RFC 3597). */
export function rdataText(record: AnswerRecord): string {
  return rdataFromWire(typeRow(record.type, record.class), record.rdata);
}

/** Stops the reading of a message; caught in `readResponse` and nowhere else. */
class Malformation extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, reason: string) {
    super(reason);
    this.fault = fault;
  }
}

interface ReadName {
  readonly labels: Uint8Array[];
  /** Offset after the name where it stands, which a pointer ends. */
  readonly end: number;
}

/**
 * Reads the name at `start`. A pointer must go to before the place where this run of labels began (RFC 1035 section 4.1.4: "a
 * prior occurrence"), so each jump goes further back and none can loop. `what` begins the sentence when it is wrong.
 */
function readName(wire: Uint8Array, start: number, what: string): ReadName {
  const labels: Uint8Array[] = [];
  let at = start;
  let runStart = start;
  let end = -1;
  let total = 1;
  for (;;) {
    if (at >= wire.length) throw new Malformation('cut', t`${what} runs past the end of the message.`);
    const length = wire[at];
    if (length === 0) return { labels, end: end < 0 ? at + 1 : end };
    if (length >= 0xc0) {
      if (at + 1 >= wire.length) throw new Malformation('cut', t`${what} runs past the end of the message.`);
      const target = ((length & 0x3f) << 8) | wire[at + 1];
      if (target >= runStart) {
        const where = target === runStart ? t`to itself` : t`forward to octet ${target}`;
        throw new Malformation(
          'name',
          t`${what} has a compression pointer at octet ${at} that goes ${where}: it would never end.`,
        );
      }
      if (end < 0) end = at + 2;
      at = target;
      runStart = target;
      continue;
    }
    if (length > 63) {
      throw new Malformation('name', t`${what} has a label of an unknown kind (octet ${at} is ${length}).`);
    }
    if (at + 1 + length > wire.length) throw new Malformation('cut', t`${what} runs past the end of the message.`);
    total += length + 1;
    if (total > MAX_NAME) throw new Malformation('name', t`${what} is longer than ${MAX_NAME} octets.`);
    labels.push(wire.slice(at + 1, at + 1 + length));
    at += length + 1;
  }
}

function uint16(wire: Uint8Array, at: number): number {
  return (wire[at] << 8) | wire[at + 1];
}

function uint32(wire: Uint8Array, at: number): number {
  return uint16(wire, at) * 0x10000 + uint16(wire, at + 2);
}

/** Where the names lie in an RDATA: after so many octets and character strings; `rest` when data follows them. */
interface NameLayout {
  readonly octets?: number;
  readonly strings?: number;
  readonly names: number;
  readonly rest?: true;
}

/**
 * The types whose RDATA may hold compressed names (RFC 3597 section 4: those of RFC 1035, and the few that a receiver must
 * decompress as well, with KX and DNAME, which old servers compressed). In all later types names stand uncompressed.
 */
const COMPRESSIBLE: ReadonlyMap<number, NameLayout> = new Map<number, NameLayout>([
  [TYPE.NS, { names: 1 }],
  [TYPE.MD, { names: 1 }],
  [TYPE.MF, { names: 1 }],
  [TYPE.CNAME, { names: 1 }],
  [TYPE.SOA, { names: 2, rest: true }],
  [TYPE.MB, { names: 1 }],
  [TYPE.MG, { names: 1 }],
  [TYPE.MR, { names: 1 }],
  [TYPE.PTR, { names: 1 }],
  [TYPE.MINFO, { names: 2 }],
  [TYPE.MX, { octets: 2, names: 1 }],
  [TYPE.RP, { names: 2 }],
  [TYPE.AFSDB, { octets: 2, names: 1 }],
  [TYPE.RT, { octets: 2, names: 1 }],
  [TYPE.SIG, { octets: 18, names: 1, rest: true }],
  [TYPE.PX, { octets: 2, names: 2 }],
  [TYPE.NXT, { names: 1, rest: true }],
  [TYPE.SRV, { octets: 6, names: 1 }],
  [TYPE.NAPTR, { octets: 4, strings: 3, names: 1 }],
  [TYPE.KX, { octets: 2, names: 1 }],
  [TYPE.DNAME, { names: 1 }],
]);

/** The RDATA in `wire[start, end)` with its names uncompressed. */
function readRdata(wire: Uint8Array, type: number, start: number, end: number, what: string): Uint8Array {
  const layout = COMPRESSIBLE.get(type);
  // No data at all is what an update's "delete" looks like; it is shown as it is.
  if (!layout || start === end) return wire.slice(start, end);
  let at = start + (layout.octets ?? 0);
  for (let i = 0; i < (layout.strings ?? 0) && at < end; i++) at += wire[at] + 1;
  if (at >= end) throw new Malformation('rdata', t`The data of ${what} ends before its name begins.`);
  const octets = [...wire.subarray(start, at)];
  for (let i = 0; i < layout.names; i++) {
    const name = readName(wire, at, t`A name in the data of ${what}`);
    if (name.end > end)
      throw new Malformation('rdata', t`A name in the data of ${what} runs past the data's ${end - start} octets.`);
    for (const label of name.labels) octets.push(label.length, ...label);
    octets.push(0);
    at = name.end;
  }
  if (at < end && !layout.rest) {
    throw new Malformation('rdata', t`The data of ${what} has ${end - at} octets more than its type allows.`);
  }
  octets.push(...wire.subarray(at, end));
  return Uint8Array.from(octets);
}

interface ReadRecord {
  readonly record: AnswerRecord;
  readonly end: number;
}

function readRecord(wire: Uint8Array, start: number, what: string): ReadRecord {
  const owner = readName(wire, start, t`The owner of ${what}`);
  const at = owner.end;
  if (at + 10 > wire.length)
    throw new Malformation('cut', t`The message ends inside ${what}, after ${wire.length} octets.`);
  const type = uint16(wire, at);
  const length = uint16(wire, at + 8);
  const data = at + 10;
  const end = data + length;
  if (end > wire.length) {
    const left = wire.length - data;
    throw new Malformation(
      'cut',
      t`${capital(what)} says that it has ${length} octets of data, but ${left} are left in the message.`,
    );
  }
  const record: AnswerRecord = {
    owner: labelsToText(owner.labels),
    type,
    class: uint16(wire, at + 2),
    ttl: uint32(wire, at + 4),
    rdata: readRdata(wire, type, data, end, what),
  };
  return { record, end };
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

/** Reads an OPT record (RFC 6891 section 6.1): class is the size, the TTL holds the upper rcode bits, version and flags. */
function readEdns(record: AnswerRecord): Edns & { readonly rcodeBits: number } {
  if (record.owner !== '.')
    throw new Malformation('edns', t`The EDNS record belongs to the root, but has the name ${record.owner}.`);
  const { rdata, ttl } = record;
  const options: EdnsOption[] = [];
  for (let at = 0; at < rdata.length; ) {
    const end = at + OPTION_HEADER + (at + OPTION_HEADER <= rdata.length ? uint16(rdata, at + 2) : 0);
    if (end > rdata.length) throw new Malformation('edns', t`An EDNS option runs past the end of the EDNS record.`);
    options.push({ code: uint16(rdata, at), data: rdata.slice(at + OPTION_HEADER, end) });
    at = end;
  }
  return {
    version: (ttl >>> 16) & 0xff,
    udpSize: record.class,
    do: (ttl & EDNS_FLAG.DO) !== 0,
    options,
    rcodeBits: ttl >>> 24,
  };
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function sameQuestion(one: Question, other: Question): boolean {
  return one.type === other.type && one.class === other.class && sameName(one.name, other.name);
}

function checkQuestion(question: Question | undefined, rcode: number, query: QueryMessage): void {
  if (!question) {
    // A server that could not read the query cannot repeat it.
    if (rcode !== RCODE.NOERROR) return;
    throw new Malformation('question', t`It repeats no question, so it cannot be told what it answers.`);
  }
  if (sameQuestion(question, query.question)) return;
  const asked = questionText(query.question);
  throw new Malformation(
    'question',
    t`It answers the question ${questionText(question)}, but the question was ${asked}.`,
  );
}

const SECTIONS = [marked('answer'), marked('authority'), marked('additional')];

function readMessage(wire: Uint8Array, query: QueryMessage): ResponseMessage {
  if (wire.length < HEADER) {
    const octets = counted(wire.length, t`octet`, t`octets`);
    throw new Malformation('short', t`It has ${octets}; even an empty message has a header of ${HEADER}.`);
  }
  const id = uint16(wire, 0);
  if (id !== query.id) throw new Malformation('id', t`Its id is ${id}, but the query's id was ${query.id}.`);
  const bits = uint16(wire, 2);
  if ((bits & FLAG.QR) === 0)
    throw new Malformation('not-a-response', t`It is a query, not a response (its QR bit is 0).`);
  const opcode = (bits & OPCODE_BITS) >> OPCODE_SHIFT;
  if (opcode !== OPCODE.QUERY) {
    throw new Malformation('opcode', t`It answers another kind of request (opcode ${opcode}).`);
  }
  const questions = uint16(wire, 4);
  if (questions > 1) throw new Malformation('question', t`It repeats ${questions} questions, but one was asked.`);
  let at = HEADER;
  let question: Question | undefined;
  if (questions === 1) {
    const name = readName(wire, at, t`The name in the question`);
    if (name.end + 4 > wire.length) throw new Malformation('cut', t`The message ends inside its question.`);
    question = { name: labelsToText(name.labels), type: uint16(wire, name.end), class: uint16(wire, name.end + 2) };
    at = name.end + 4;
  }
  checkQuestion(question, bits & RCODE_BITS, query);
  const sections: AnswerRecord[][] = [[], [], []];
  let edns: ReturnType<typeof readEdns> | undefined;
  for (const [index, section] of SECTIONS.entries()) {
    const count = uint16(wire, 6 + 2 * index);
    for (let i = 1; i <= count; i++) {
      const what = t`record ${i} of ${count} in the ${translated(section)} section`;
      if (at === wire.length) throw new Malformation('cut', t`The message ends before ${what}.`);
      const { record, end } = readRecord(wire, at, what);
      at = end;
      if (record.type !== TYPE.OPT) {
        sections[index].push(record);
        continue;
      }
      if (section !== 'additional')
        throw new Malformation('edns', t`The EDNS record stands in the ${section} section.`);
      if (edns) throw new Malformation('edns', t`It has two EDNS records; only one is allowed.`);
      edns = readEdns(record);
    }
  }
  const [answer, authority, additional] = sections;
  return {
    kind: 'message',
    id,
    rcode: (bits & RCODE_BITS) | ((edns?.rcodeBits ?? 0) << 4),
    flags: {
      aa: (bits & FLAG.AA) !== 0,
      tc: (bits & FLAG.TC) !== 0,
      rd: (bits & FLAG.RD) !== 0,
      ra: (bits & FLAG.RA) !== 0,
      z: (bits & FLAG.Z) !== 0,
      ad: (bits & FLAG.AD) !== 0,
      cd: (bits & FLAG.CD) !== 0,
    },
    question,
    answer,
    authority,
    additional,
    edns: edns && { version: edns.version, udpSize: edns.udpSize, do: edns.do, options: edns.options },
    size: wire.length,
    extra: wire.length - at,
  };
}

/**
 * Reads what came back for `query`: any octets. Never throws and always ends; what cannot be read, or does not answer this query,
 * is `malformed` with the reason as a sentence.
 */
export function readResponse(wire: Uint8Array, query: QueryMessage): ResponseMessage | MalformedMessage {
  try {
    return readMessage(wire, query);
  } catch (error) {
    if (!(error instanceof Malformation)) throw error;
    const ours = wire.length >= HEADER && uint16(wire, 0) === query.id && (uint16(wire, 2) & FLAG.QR) !== 0;
    const truncated = ours && (uint16(wire, 2) & FLAG.TC) !== 0;
    return { kind: 'malformed', fault: error.fault, reason: error.message, truncated };
  }
}
