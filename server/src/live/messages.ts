/** DNS messages as they are spoken of here: questions, how they are asked, and what a response says (RFC 1035 section 4, RFC 6891 for EDNS). */

import { classText } from '../dns/classes.ts';
import { OPCODE } from '../dns/codes.ts';
import { genericRdata, rdataFromWire } from '../dns/rdata.ts';
import { typeRow, typeText } from '../dns/types.ts';

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

/** The flags of a query's header that can be chosen. */
export type QueryFlag = 'rd' | 'ad' | 'cd' | 'aa' | 'z' | 'ra' | 'tc';

/** How to ask. */
export interface QueryOptions extends Readonly<Record<QueryFlag, boolean>> {
  /** EDNS version; undefined sends no OPT record. */
  readonly ednsVersion: number | undefined;
  /** The largest UDP answer asked for, octets. */
  readonly udpSize: number;
  /** DNSSEC OK: DNSSEC's records are wanted with the answer (RFC 3225). */
  readonly do: boolean;
  /** Compact denial of existence is understood (RFC 9824). */
  readonly co: boolean;
  /** Further bits of the EDNS flags. */
  readonly ednsFlags: number;
  readonly ednsOptions: readonly EdnsOption[];
  /** Send a client cookie made for this query (RFC 7873), as the option with this index. */
  readonly freshCookie: boolean;
  readonly cookieAt: number;
  /** Pad the query to a multiple of so many octets (RFC 7830); 0 does not pad. */
  readonly padTo: number;
  /** The message id; undefined takes a random one for every attempt, as it should be. */
  readonly id: number | undefined;
  readonly opcode: number;
  /** Send no question. */
  readonly headerOnly: boolean;
  /** Ask over TCP from the start. */
  readonly tcp: boolean;
  /** Ask over an encrypted connection. */
  readonly secure?: 'tls' | 'https';
  /** Ask again without EDNS, or with the version that the server speaks, where it does not speak this one. */
  readonly negotiateEdns: boolean;
  /** Ask again with the server's cookie where it wants that (BADCOOKIE). */
  readonly retryBadCookie: boolean;
  /** Ask the next server after SERVFAIL. */
  readonly nextOnServfail: boolean;
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
  ra: false,
  tc: false,
  ednsVersion: 0,
  udpSize: 1232,
  do: false,
  co: false,
  ednsFlags: 0,
  ednsOptions: [],
  freshCookie: false,
  cookieAt: 0,
  padTo: 0,
  id: undefined,
  opcode: OPCODE.QUERY,
  headerOnly: false,
  tcp: false,
  negotiateEdns: true,
  retryBadCookie: true,
  nextOnServfail: false,
  ignoreTruncation: false,
  timeoutMs: 3000,
  tries: 2,
};

/** A query ready to be sent: its octets, and what an answer to it must repeat. */
export interface QueryMessage {
  readonly wire: Uint8Array;
  readonly id: number;
  readonly question: Question;
  /** What kind of query it is, where that is not a usual one. */
  readonly opcode?: number;
  /** It has no question, so that an answer need not repeat one. */
  readonly headerOnly?: boolean;
}

/** One record of a response. `rdata` is in wire format with every name uncompressed; as it came where it has a fault. */
export interface AnswerRecord {
  readonly owner: string;
  readonly type: number;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  readonly rdata: Uint8Array;
  /** Why the data cannot be those of such a record, in a sentence. They are then shown as octets. */
  readonly fault?: string;
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
  /** The bits of the flags beside DO, which nobody may set yet (RFC 6891 section 6.1.4) but CO. */
  readonly flags?: number;
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
  /** What could not be read, and where; the rest was. Data of records say it themselves, too. */
  readonly faults: readonly MessageFault[];
  /** Where the signature (TSIG) begins, which is the last record of `additional` then. */
  readonly signatureAt?: number;
  /** The message as it came. */
  readonly wire: Uint8Array;
}

/** A part of a response that could not be read, in a sentence. */
export interface MessageFault {
  readonly fault: Fault;
  readonly reason: string;
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

/** Octets of a message's header. */
export const HEADER = 12;

/** Octets of an EDNS option before its data: code and length. */
export const OPTION_HEADER = 4;

/** Names the question in a sentence: `example.com. IN AAAA`. */
export function questionText(question: Question): string {
  return `${question.name} ${classText(question.class)} ${typeText(question.type)}`;
}

/** A record's RDATA in presentation format; the generic `\# length hex` for types and data that have no other (RFC 3597). */
export function rdataText(record: AnswerRecord): string {
  if (record.fault !== undefined) return genericRdata(record.rdata);
  return rdataFromWire(typeRow(record.type, record.class), record.rdata);
}
