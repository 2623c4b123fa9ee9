/**
 * Reads responses. Where a part cannot be read and its length is known, it is said and the rest is read: RDATA by RDLENGTH, an EDNS option, an
 * OPT record in the wrong place. Where it is not known where the next part begins, what was read so far is all there is, and that is said.
 */

import { CLASS } from '../dns/classes.ts';
import { EDNS_FLAG, FLAG, OPCODE, RCODE } from '../dns/codes.ts';
import { labelTextIn, MAX_NAME } from '../dns/nameText.ts';
import { FIELD_KINDS } from '../dns/rdata/kinds.ts';
import { fieldsText, rdataFits } from '../dns/rdata.ts';
import { TYPE, typeRow, typeText } from '../dns/types.ts';
import { counted, marked, t, translated } from '../l10n.ts';
import {
  type AnswerRecord,
  type Edns,
  type EdnsOption,
  type Fault,
  HEADER,
  type MalformedMessage,
  type MessageFault,
  OPTION_HEADER,
  type QueryMessage,
  type Question,
  questionText,
  type ResponseMessage,
} from './messages.ts';

/** Where the opcode lies in the second 16 bits, and how far it is shifted there. */
const OPCODE_BITS = 0x7800;
const OPCODE_SHIFT = 11;
const RCODE_BITS = 0x000f;

/** The message id at the head of a message; undefined where there are not even two octets. */
export function messageId(wire: Uint8Array): number | undefined {
  return wire.length < 2 ? undefined : (wire[0] << 8) | wire[1];
}

/** Stops the reading of a message, of its records, or of one record's data; whoever began that catches it. */
class Malformation extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, reason: string) {
    super(reason);
    this.fault = fault;
  }
}

/** A part of the message in words, which are made only where something is wrong with it. */
type What = () => string;

interface ReadName {
  /** Where the labels begin, each with its length; most specific first, without the root. */
  readonly labels: readonly number[];
  /** Offset after the name where it stands, which a pointer ends. */
  readonly end: number;
}

/**
 * Reads the name at `start`. A pointer must go to before the place where this run of labels began (RFC 1035 section 4.1.4: "a
 * prior occurrence"), so each jump goes further back and none can loop. `what` begins the sentence when it is wrong.
 */
function readName(wire: Uint8Array, start: number, what: What): ReadName {
  const labels: number[] = [];
  let at = start;
  let runStart = start;
  let end = -1;
  let total = 1;
  for (;;) {
    if (at >= wire.length) throw new Malformation('cut', t`${what()} runs past the end of the message.`);
    const length = wire[at];
    if (length === 0) return { labels, end: end < 0 ? at + 1 : end };
    if (length >= 0xc0) {
      if (at + 1 >= wire.length) throw new Malformation('cut', t`${what()} runs past the end of the message.`);
      const target = ((length & 0x3f) << 8) | wire[at + 1];
      if (target >= runStart) {
        const where = target === runStart ? t`to itself` : t`forward to octet ${target}`;
        throw new Malformation(
          'name',
          t`${what()} has a compression pointer at octet ${at} that goes ${where}: it would never end.`,
        );
      }
      if (end < 0) end = at + 2;
      at = target;
      runStart = target;
      continue;
    }
    if (length > 63) {
      throw new Malformation('name', t`${what()} has a label of an unknown kind (octet ${at} is ${length}).`);
    }
    if (at + 1 + length > wire.length) throw new Malformation('cut', t`${what()} runs past the end of the message.`);
    total += length + 1;
    if (total > MAX_NAME) throw new Malformation('name', t`${what()} is longer than ${MAX_NAME} octets.`);
    labels.push(at);
    at += length + 1;
  }
}

/** A name that was read, in presentation format. */
function textOf(wire: Uint8Array, { labels }: ReadName): string {
  if (labels.length === 0) return '.';
  let text = '';
  for (const at of labels) text += `${labelTextIn(wire, at + 1, at + 1 + wire[at])}.`;
  return text;
}

function uint16(wire: Uint8Array, at: number): number {
  return (wire[at] << 8) | wire[at + 1];
}

function uint32(wire: Uint8Array, at: number): number {
  return uint16(wire, at) * 0x10000 + uint16(wire, at + 2);
}

/** The RDATA in `wire[start, end)` with its names uncompressed. */
function readRdata(wire: Uint8Array, type: number, start: number, end: number, what: What): Uint8Array {
  // No data at all is what an update's "delete" looks like; it is shown as it is.
  const { oldNames, fields } = typeRow(type, CLASS.IN);
  if (!oldNames || start === end) return wire.slice(start, end);
  const lastName = fields.findLastIndex(({ kind }) => FIELD_KINDS[kind].wire === 'name');
  const octets: number[] = [];
  let at = start;
  let copied = start;
  for (const { kind } of fields.slice(0, lastName + 1)) {
    const length = FIELD_KINDS[kind].wire;
    if (length === 'name') {
      if (at >= end) throw new Malformation('rdata', t`The data of ${what()} ends before its name begins.`);
      octets.push(...wire.subarray(copied, at));
      const name = readName(wire, at, () => t`A name in the data of ${what()}`);
      if (name.end > end)
        throw new Malformation('rdata', t`A name in the data of ${what()} runs past the data's ${end - start} octets.`);
      for (const label of name.labels) octets.push(...wire.subarray(label, label + 1 + wire[label]));
      octets.push(0);
      at = name.end;
      copied = at;
    } else if (typeof length === 'number') at += length;
    else if (at < end) at += wire[at] + 1;
  }
  if (at < end && lastName === fields.length - 1) {
    throw new Malformation('rdata', t`The data of ${what()} has ${end - at} octets more than its type allows.`);
  }
  octets.push(...wire.subarray(at, end));
  return Uint8Array.from(octets);
}

interface ReadRecord {
  readonly record: AnswerRecord;
  readonly end: number;
}

function readRecord(wire: Uint8Array, start: number, what: What): ReadRecord {
  const owner = readName(wire, start, () => t`The owner of ${what()}`);
  const at = owner.end;
  if (at + 10 > wire.length)
    throw new Malformation('cut', t`The message ends inside ${what()}, after ${wire.length} octets.`);
  const type = uint16(wire, at);
  const length = uint16(wire, at + 8);
  const data = at + 10;
  const end = data + length;
  if (end > wire.length) {
    const left = wire.length - data;
    throw new Malformation(
      'cut',
      t`${capital(what())} says that it has ${length} octets of data, but ${left} are left in the message.`,
    );
  }
  const head = { owner: textOf(wire, owner), type, class: uint16(wire, at + 2), ttl: uint32(wire, at + 4) };
  return { record: { ...head, ...faultlessRdata(wire, head, data, end, what) }, end };
}

/** The data in `wire[start, end)`, and what is wrong with them as those of their type. */
function faultlessRdata(
  wire: Uint8Array,
  { type, class: code }: Pick<AnswerRecord, 'type' | 'class'>,
  start: number,
  end: number,
  what: What,
): Pick<AnswerRecord, 'rdata' | 'fault'> {
  let rdata: Uint8Array;
  try {
    rdata = readRdata(wire, type, start, end, what);
  } catch (error) {
    if (!(error instanceof Malformation)) throw error;
    return { rdata: wire.slice(start, end), fault: error.message };
  }
  // No data at all is what an update's "delete" looks like; meta types are read by whom they concern.
  const row = typeRow(type, code);
  if (rdata.length === 0 || row.status === 'meta' || rdataFits(row, rdata)) return { rdata };
  const octets = counted(end - start, t`octet`, t`octets`);
  return {
    rdata,
    fault: t`The ${octets} of data of ${what()} do not make ${fieldsText(row)}, as ${typeText(type)} has.`,
  };
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

/** Reads an OPT record (RFC 6891 section 6.1): class is the size, the TTL holds the upper rcode bits, version and flags. */
function readEdns(record: AnswerRecord, faults: MessageFault[]): Edns & { readonly rcodeBits: number } {
  const wrong = (reason: string): void => void faults.push({ fault: 'edns', reason });
  if (record.owner !== '.') wrong(t`The EDNS record belongs to the root, but has the name ${record.owner}.`);
  const { rdata, ttl } = record;
  const options: EdnsOption[] = [];
  for (let at = 0; at < rdata.length; ) {
    const left = rdata.length - at - OPTION_HEADER;
    if (left < 0) {
      wrong(t`The EDNS record ends inside an option: option ${options.length + 1} has no code or no length.`);
      break;
    }
    const code = uint16(rdata, at);
    const length = uint16(rdata, at + 2);
    if (length > left) {
      wrong(
        t`EDNS option ${options.length + 1} (code ${code}) says that it has ${length} octets, but ${left} are left in the EDNS record.`,
      );
      break;
    }
    at += OPTION_HEADER;
    options.push({ code, data: rdata.slice(at, at + length) });
    at += length;
  }
  return {
    version: (ttl >>> 16) & 0xff,
    udpSize: record.class,
    do: (ttl & EDNS_FLAG.DO) !== 0,
    flags: ttl & 0xffff & ~EDNS_FLAG.DO,
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

function checkQuestion(question: Question | undefined, rcode: number, query: QueryMessage, isFirst: boolean): void {
  if (!question) {
    // RFC 5936 section 2.2.1: the later messages of a transfer need not repeat it.
    if (!isFirst) return;
    // A server that could not read the query cannot repeat it.
    if (rcode !== RCODE.NOERROR || query.headerOnly) return;
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

interface ReadSections {
  readonly sections: readonly [AnswerRecord[], AnswerRecord[], AnswerRecord[]];
  readonly edns: ReturnType<typeof readEdns> | undefined;
  /** Where the last record of the message begins, if it is a TSIG. */
  readonly signatureAt: number | undefined;
  /** Behind the last record; the end of the message where the records could not be read to their end. */
  readonly end: number;
}

/** Reads the records from `at` on, as far as they can be read. */
function readRecords(wire: Uint8Array, start: number, faults: MessageFault[]): ReadSections {
  const sections: ReadSections['sections'] = [[], [], []];
  let edns: ReadSections['edns'];
  let signatureAt: number | undefined;
  let at = start;
  try {
    for (const [index, section] of SECTIONS.entries()) {
      const count = uint16(wire, 6 + 2 * index);
      for (let i = 1; i <= count; i++) {
        const what: What = () => t`record ${i} of ${count} in the ${translated(section)} section`;
        if (at === wire.length) throw new Malformation('cut', t`The message ends before ${what()}.`);
        const { record, end } = readRecord(wire, at, what);
        signatureAt = record.type === TYPE.TSIG && index === ADDITIONAL ? at : undefined;
        at = end;
        if (record.fault !== undefined) faults.push({ fault: 'rdata', reason: record.fault });
        if (record.type !== TYPE.OPT) {
          sections[index].push(record);
          continue;
        }
        if (index !== ADDITIONAL) {
          faults.push({ fault: 'edns', reason: t`The EDNS record stands in the ${translated(section)} section.` });
        }
        if (edns) {
          faults.push({
            fault: 'edns',
            reason: t`It has two EDNS records; only one is allowed, and the first is shown.`,
          });
        } else edns = readEdns(record, faults);
      }
    }
  } catch (error) {
    if (!(error instanceof Malformation)) throw error;
    signatureAt = undefined;
    faults.push({ fault: error.fault, reason: t`${error.message} What comes behind that could not be read.` });
    at = wire.length;
  }
  return { sections, edns, signatureAt, end: at };
}

/** The place of the additional section among the three. */
const ADDITIONAL = 2;

function readMessage(wire: Uint8Array, query: QueryMessage, isFirst: boolean): ResponseMessage {
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
  if (opcode !== (query.opcode ?? OPCODE.QUERY)) {
    throw new Malformation('opcode', t`It answers another kind of request (opcode ${opcode}).`);
  }
  const questions = uint16(wire, 4);
  if (questions > 1) throw new Malformation('question', t`It repeats ${questions} questions, but one was asked.`);
  let at = HEADER;
  let question: Question | undefined;
  if (questions === 1) {
    const name = readName(wire, at, () => t`The name in the question`);
    if (name.end + 4 > wire.length) throw new Malformation('cut', t`The message ends inside its question.`);
    question = { name: textOf(wire, name), type: uint16(wire, name.end), class: uint16(wire, name.end + 2) };
    at = name.end + 4;
  }
  checkQuestion(question, bits & RCODE_BITS, query, isFirst);
  const faults: MessageFault[] = [];
  const { sections, edns, signatureAt, end } = readRecords(wire, at, faults);
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
    edns: edns && {
      version: edns.version,
      udpSize: edns.udpSize,
      do: edns.do,
      ...(edns.flags && { flags: edns.flags }),
      options: edns.options,
    },
    size: wire.length,
    extra: wire.length - end,
    faults,
    wire,
    ...(signatureAt !== undefined && { signatureAt }),
  };
}

/**
 * Reads what came back for `query`: any octets. Never throws and always ends; what has no header and question that can be read, or does not
 * answer this query, is `malformed` with the reason as a sentence. Of an answer in several messages, `isFirst` says which this is.
 */
export function readResponse(
  wire: Uint8Array,
  query: QueryMessage,
  isFirst = true,
): ResponseMessage | MalformedMessage {
  try {
    return readMessage(wire, query, isFirst);
  } catch (error) {
    if (!(error instanceof Malformation)) throw error;
    const ours = wire.length >= HEADER && uint16(wire, 0) === query.id && (uint16(wire, 2) & FLAG.QR) !== 0;
    const truncated = ours && (uint16(wire, 2) & FLAG.TC) !== 0;
    return { kind: 'malformed', fault: error.fault, reason: error.message, truncated };
  }
}
