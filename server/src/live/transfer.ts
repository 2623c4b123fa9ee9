/**
 * Zone transfers as conversations: AXFR (RFC 5936) and IXFR (RFC 1995), over TCP or TLS. Records go to whoever takes them as they come,
 * so that a large zone needs no room here. Bounds: those of `converse`, and 5,000,000 records.
 */

import { CLASS } from '../dns/classes.ts';
import { RCODE, rcodeName } from '../dns/codes.ts';
import { compareSerials } from '../dns/serial.ts';
import { TYPE } from '../dns/types.ts';
import { counted, t } from '../l10n.ts';
import { type Answer, type Ask, ask, type Conversation, enough, more, tell } from './conversation.ts';
import { type AnswerRecord, DEFAULT_OPTIONS, type QueryOptions, type ResponseMessage } from './messages.ts';
import { sameName } from './names.ts';
import { type FailureKind, type Server, serverText } from './transport.ts';
import type { TsigKey } from './tsig.ts';

const MAX_RECORDS = 5_000_000;
/** Octets of an SOA's data: two names, the root's at least, and five numbers. */
const LEAST_SOA = 22;
/** So often is it said how far a transfer is, records. */
const TELL_EVERY = 10_000;

export interface TransferRequest {
  /** An absolute name. */
  readonly zone: string;
  readonly class?: number;
  readonly server: Server;
  readonly transport?: 'tcp' | 'tls';
  readonly key?: TsigKey;
  /** The serial from which changes are wanted: an IXFR. The whole zone where absent. */
  readonly from?: number;
  /** `timeoutMs` is how long a stall may be: the time from one message to the next. */
  readonly options?: QueryOptions;
  /** Takes the records of the whole zone, or of one step of its changes, as they come. */
  readonly take: (records: readonly AnswerRecord[], change: 'whole' | 'added' | 'deleted') => void;
  /** Says in a sentence why no more are wanted. */
  readonly enough?: () => string | undefined;
}

export interface Transfer {
  /** whole: all records came. changes: those from `from` on. current: there are none since. failed: `problem` says why. */
  readonly kind: 'whole' | 'changes' | 'current' | 'failed';
  /** The zone's SOA as it came first; absent where none came. */
  readonly soa?: AnswerRecord;
  /** Records taken, the closing SOA not among them. */
  readonly records: number;
  readonly messages: number;
  readonly octets: number;
  /** Why it ended before its end, or what is wrong with it all the same. */
  readonly problem?: string;
  /** Where it ended because nothing more came: what happened. */
  readonly failure?: FailureKind;
}

/** An SOA's serial: the first of five numbers at the end of its data. */
export function serialOf({ rdata }: AnswerRecord): number {
  return new DataView(rdata.buffer, rdata.byteOffset).getUint32(rdata.length - 20);
}

/** What a server that does not transfer answers, and what to do. */
const REFUSALS: Readonly<Record<number, (zone: string) => string>> = {
  [RCODE.REFUSED]: (zone) =>
    t`The server does not transfer ${zone} to this asker (REFUSED). See its allow-transfer, and whether it wants a key, or TLS (\`+tls\`).`,
  [RCODE.NOTAUTH]: (zone) =>
    t`The server is not authoritative for ${zone}, or does not take the key (NOTAUTH). See whether it has loaded the zone.`,
  [RCODE.NOTIMP]: () => t`The server does not do transfers (NOTIMP).`,
  [RCODE.FORMERR]: () => t`The server could not read the question (FORMERR).`,
  [RCODE.SERVFAIL]: (zone) =>
    t`The server has ${zone}, but cannot transfer it now (SERVFAIL): it has expired or was not loaded. See its log.`,
};

/** Reads the records of a transfer in their order; `done` once the SOA that ends it came. */
class Reader {
  soa: AnswerRecord | undefined;
  style: 'whole' | 'changes' | undefined;
  records = 0;
  done = false;
  problem: string | undefined;
  readonly #request: TransferRequest;
  /** In changes: what is coming, and the serial to which the step leads. */
  #change: 'added' | 'deleted' = 'added';
  #serial: number | undefined;
  #batch: AnswerRecord[] = [];

  constructor(request: TransferRequest) {
    this.#request = request;
  }

  message(response: ResponseMessage): void {
    for (const record of response.answer) {
      if (this.done) {
        this.problem ??= t`Records came behind the SOA that ends the transfer.`;
        break;
      }
      this.#record(record);
      if (this.problem !== undefined) break;
    }
    this.#flush();
  }

  #flush(): void {
    if (this.#batch.length === 0) return;
    this.records += this.#batch.length;
    this.#request.take(this.#batch, this.style === 'changes' ? this.#change : 'whole');
    this.#batch = [];
    this.problem ??= this.#request.enough?.();
    if (this.records > MAX_RECORDS) this.problem = t`More than ${MAX_RECORDS} records came, and no more are taken.`;
  }

  #record(record: AnswerRecord): void {
    const isSoa =
      record.type === TYPE.SOA &&
      sameName(record.owner, this.#request.zone) &&
      record.fault === undefined &&
      record.rdata.length >= LEAST_SOA;
    if (!this.soa) {
      if (!isSoa) {
        this.problem = t`A transfer begins with the zone’s SOA record, and this one begins with a record of ${record.owner}.`;
        return;
      }
      this.soa = record;
      const { from } = this.#request;
      this.#serial = from;
      if (from !== undefined) return;
      this.style = 'whole';
    } else if (this.style === undefined) {
      // RFC 1995 section 4: changes begin with a second SOA, of the old serial; a whole zone with any other record.
      this.style = isSoa && serialOf(record) !== serialOf(this.soa) ? 'changes' : 'whole';
      if (this.style === 'whole') this.#batch.push(this.soa);
    } else if (!isSoa) {
      this.#batch.push(record);
      return;
    }
    if (this.style === 'changes') this.#step(record);
    else if (isSoa && this.records + this.#batch.length > 0) this.#end(record);
    else this.#batch.push(record);
  }

  #end(record: AnswerRecord): void {
    this.done = true;
    const [first, last] = [serialOf(this.soa!), serialOf(record)];
    if (first === last) return;
    this.problem = t`The zone changed while it was transferred: its serial was ${first} at the beginning and ${last} at the end. Ask again.`;
  }

  /** An SOA among changes: of the serial that was, before what is deleted; of the one that will be, before what is added; the newest ends them. */
  #step(record: AnswerRecord): void {
    this.#flush();
    const serial = serialOf(record);
    if (this.#change === 'deleted') {
      this.#change = 'added';
      this.#serial = serial;
      this.#batch.push(record);
      return;
    }
    if (serial === serialOf(this.soa!) && this.#serial === serial) {
      this.done = true;
      return;
    }
    if (this.#serial !== undefined && serial !== this.#serial) {
      this.problem = t`The changes do not follow one another: after those up to serial ${this.#serial} come some from ${serial}.`;
      return;
    }
    this.#change = 'deleted';
    this.#batch.push(record);
  }
}

/** Transfers a zone, or its changes. Ends with what it has where the server stops. */
export function* transferConversation(request: TransferRequest): Conversation<Transfer> {
  const { zone, server, from, key } = request;
  const asked: Ask = {
    question: { name: zone, type: from === undefined ? TYPE.AXFR : TYPE.IXFR, class: request.class ?? CLASS.IN },
    options: request.options ?? TRANSFER_OPTIONS,
    server,
    transport: request.transport ?? 'tcp',
    stream: true,
    ...(key && { key }),
    ...(from !== undefined && { serial: from }),
  };
  const reader = new Reader(request);
  let messages = 0;
  let octets = 0;
  let told = 0;
  const ended = (kind: Transfer['kind'], problem = reader.problem): Transfer => ({
    kind,
    records: reader.records,
    messages,
    octets,
    ...(reader.soa && { soa: reader.soa }),
    ...(problem !== undefined && { problem }),
  });
  const had = (): string =>
    reader.records === 0 ? '' : t` ${counted(reader.records, t`record`, t`records`)} had come by then.`;

  for (let answer: Answer = yield* ask(asked); ; answer = yield* more(asked)) {
    const { result } = answer;
    if (result.kind !== 'reply') {
      yield* enough(asked);
      return { ...ended('failed', t`${result.message}${had()}`), failure: result.kind };
    }
    const { response } = result;
    messages++;
    octets += response.size;
    const refused = refusalOf(response, zone);
    if (refused === undefined) reader.message(response);
    const current = refused === undefined && isCurrent(reader, response, from, messages);
    if (current || reader.done || reader.problem !== undefined || refused !== undefined) {
      yield* enough(asked);
      if (refused !== undefined) return ended('failed', `${refused}${had()}`);
      if (reader.problem !== undefined && !reader.done) return ended('failed');
      // RFC 8945 section 5.3.1: the last message has to be signed.
      if (result.unsigned)
        return ended('failed', t`The end of the transfer is not signed with the key ${key?.name ?? ''}.`);
      return ended(current ? 'current' : reader.style === 'changes' ? 'changes' : 'whole');
    }
    if (reader.records - told >= TELL_EVERY) {
      told = reader.records;
      yield* tell(t`${told} records of ${zone} from ${serverText(server)}`, told);
    }
  }
}

/** What a transfer is asked with: no recursion, and half a minute from one message to the next. */
export const TRANSFER_OPTIONS: QueryOptions = {
  ...DEFAULT_OPTIONS,
  rd: false,
  ad: false,
  ednsVersion: undefined,
  tcp: true,
  timeoutMs: 30_000,
};

function refusalOf(response: ResponseMessage, zone: string): string | undefined {
  const { rcode, answer, faults } = response;
  if (rcode !== RCODE.NOERROR) {
    return REFUSALS[rcode]?.(zone) ?? t`The server ended the transfer with ${rcodeName(rcode) ?? `RCODE ${rcode}`}.`;
  }
  const cut = faults.find(({ fault }) => fault === 'cut' || fault === 'name');
  if (cut) return t`The transfer ends here: ${cut.reason}`;
  return answer.length === 0 ? t`The server sent a message of the transfer without a record.` : undefined;
}

/** A single SOA answers an IXFR where nothing changed: of the serial that was asked from, or an older one (RFC 1995 section 2). */
function isCurrent(reader: Reader, response: ResponseMessage, from: number | undefined, messages: number): boolean {
  if (from === undefined || messages > 1 || response.answer.length !== 1 || !reader.soa) return false;
  return serialOf(reader.soa) === from || compareSerials(serialOf(reader.soa), from) < 0;
}
