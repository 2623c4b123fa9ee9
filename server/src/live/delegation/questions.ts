/**
 * What was asked already, by server and question, so that no question goes twice; and which servers are silent, so that nobody waits for
 * them again.
 *
 * Bounds: a datagram is waited for `TIMEOUT_MS`, and sent `TRIES` times; a connection is waited for `TCP_TIMEOUT_MS`, once. A server that
 * left two plain questions over one transport unanswered, and none answered, is silent there: it is asked nothing more over it. The same
 * holds for questions with EDNS by themselves, which a server may drop and answer others. Where `FAMILY_AFTER` addresses of a family left
 * questions unanswered, and none answered, this machine has no way to the family, and it is asked nothing more.
 */
import { CLASS } from '../../dns/classes.ts';
import { type Ask, ask, type Conversation } from '../conversation.ts';
import { DEFAULT_OPTIONS, type EdnsOption, type QueryOptions, type ResponseMessage } from '../messages.ts';
import type { Failure, SendResult } from '../transport.ts';

export const TIMEOUT_MS = 2000;
export const TCP_TIMEOUT_MS = 4000;
export const TRIES = 2;
const SILENT_AFTER = 2;
const FAMILY_AFTER = 8;

/** The largest answer asked for where EDNS is spoken and nothing else is said, and where DNSSEC's records are wanted, octets. */
const EDNS_SIZE = 512;
const DNSSEC_SIZE = 1232;

/** How EDNS is spoken in a question; without this it is not. */
export interface EdnsQuery {
  readonly size?: number;
  readonly do?: true;
  readonly version?: number;
  /** Bits of the flags beside DO. */
  readonly flags?: number;
  readonly options?: readonly EdnsOption[];
}

/** What is asked of one server. */
export interface Query {
  /** Absolute; its letters are sent as they are written. */
  readonly name: string;
  readonly type: number;
  readonly class?: number;
  /** Over TCP from the start. */
  readonly tcp?: true;
  /** Recursion desired. */
  readonly rd?: true;
  readonly edns?: EdnsQuery;
  /** A truncated answer is what is wanted; it is otherwise had over TCP. */
  readonly truncated?: true;
}

/** What came of a question: a response, or why there is none. */
export interface Outcome {
  readonly response?: ResponseMessage;
  readonly failure?: Failure;
  /** Milliseconds. */
  readonly time: number;
}

/** How questions are put; everything has a default. */
export interface Asking {
  readonly port?: number;
  readonly timeoutMs?: number;
  /** A family that is not asked at all. */
  readonly without?: readonly (4 | 6)[];
}

export function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}

function optionsOf({ rd, edns, tcp }: Query, timeoutMs: number): QueryOptions {
  const spoken = edns && {
    ednsVersion: edns.version ?? 0,
    udpSize: edns.size ?? (edns.do ? DNSSEC_SIZE : EDNS_SIZE),
    do: edns.do === true,
    ednsFlags: edns.flags ?? 0,
    ednsOptions: edns.options ?? [],
  };
  const base = { ...DEFAULT_OPTIONS, ad: false, ednsVersion: undefined, negotiateEdns: false };
  return { ...base, ...spoken, rd: rd === true, tcp: tcp === true, timeoutMs };
}

/** The text that is the same for the same question to the same server. */
function keyOf(address: string, { name, type, class: code = CLASS.IN, tcp, rd, edns, truncated }: Query): string {
  const spoken = edns && [edns.size, edns.do, edns.version, edns.flags, edns.options?.map((o) => [o.code, ...o.data])];
  return JSON.stringify([address, name, type, code, tcp, rd, truncated, spoken]);
}

/** How a server has done over one transport. */
interface Conduct {
  answered: boolean;
  readonly unanswered: Set<string>;
}

function isSilent(conduct: Conduct | undefined): boolean {
  return conduct !== undefined && !conduct.answered && conduct.unanswered.size >= SILENT_AFTER;
}

/** Failures that say that nobody is there, or lets nobody through. */
const UNANSWERED: ReadonlySet<string> = new Set(['timeout', 'refused', 'unreachable', 'closed']);

/** The questions of one run, and what came of them. */
export class Questions {
  readonly #asking: Asking;
  readonly #outcomes = new Map<string, Outcome>();
  /** What is on its way, by question and try: who asks the same meanwhile waits for the same. */
  readonly #asks = new Map<string, Ask>();
  readonly #servers = new Map<string, Conduct>();
  readonly #families: Readonly<Record<4 | 6, Conduct>> = {
    4: { answered: false, unanswered: new Set() },
    6: { answered: false, unanswered: new Set() },
  };
  readonly #without: Set<4 | 6>;
  #stopped: string | undefined;

  constructor(asking: Asking = {}) {
    this.#asking = asking;
    this.#without = new Set(asking.without);
  }

  /** Where servers are asked. */
  get port(): number {
    return this.#asking.port ?? 53;
  }

  /** Questions that were answered or given up. */
  get count(): number {
    return this.#outcomes.size;
  }

  /** Why not everything was asked that should have been: a bound was reached, or the user has enough. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Whether addresses of the family are asked: the user may not want it, and a machine may have no such way. */
  isAsked(family: 4 | 6): boolean {
    return !this.#without.has(family);
  }

  /** Whether anybody answered over the family: this machine has a way then. */
  hasReached(family: 4 | 6): boolean {
    return this.#families[family].answered;
  }

  /** Whether the server answered nothing over the transport so far, and is not asked any more. */
  isSilent(address: string, transport: 'udp' | 'tcp'): boolean {
    return isSilent(this.#servers.get(`${transport} ${address}`));
  }

  #dropsEdns(address: string, transport: 'udp' | 'tcp'): boolean {
    return isSilent(this.#servers.get(`${transport} ${address} edns`));
  }

  /** Whether the server answered anything over the transport. */
  hasAnswered(address: string, transport: 'udp' | 'tcp' = 'udp'): boolean {
    return this.#servers.get(`${transport} ${address}`)?.answered === true;
  }

  /** Asks one server, unless it was asked the same before. A truncated answer over UDP is asked for again over TCP. */
  *ask(address: string, query: Query): Conversation<Outcome> {
    const first = yield* this.#askOver(address, query);
    if (query.tcp || query.truncated || first.response?.flags.tc !== true) return first;
    const { edns: _, ...bare } = query;
    const overTcp: Query = query.edns ? { ...query, tcp: true } : { ...bare, tcp: true };
    const whole = yield* this.#askOver(address, overTcp);
    return whole.response ? whole : first;
  }

  *#askOver(address: string, query: Query): Conversation<Outcome> {
    const key = keyOf(address, query);
    const transport = query.tcp ? 'tcp' : 'udp';
    const tries = query.tcp ? 1 : TRIES;
    for (let number = 1; ; number++) {
      const known = this.#outcomes.get(key);
      if (known) return known;
      const isLeft = this.isSilent(address, transport) || (query.edns && this.#dropsEdns(address, transport));
      if (isLeft || !this.isAsked(familyOf(address))) return { time: 0 };
      const { result, time } = yield* ask(this.#askFor(`${key} ${number}`, address, query, transport));
      if (this.#outcomes.has(key)) continue;
      if (result.kind === 'timeout' && number < tries) continue;
      this.#keep(address, query, transport, key, result, time);
    }
  }

  /** A question that may be answered from another address than the one that is asked. */
  askFromAnywhere(address: string, query: Query): Ask {
    const asked = this.#askFor(`${keyOf(address, query)} anywhere`, address, query, 'udp');
    return { ...asked, server: { ...asked.server, anySource: true } };
  }

  #askFor(key: string, address: string, query: Query, transport: 'udp' | 'tcp'): Ask {
    const { timeoutMs = query.tcp ? TCP_TIMEOUT_MS : TIMEOUT_MS } = this.#asking;
    let asked = this.#asks.get(key);
    if (!asked) {
      const question = { name: query.name, type: query.type, class: query.class ?? CLASS.IN };
      asked = { question, options: optionsOf(query, timeoutMs), server: { address, port: this.port }, transport };
      this.#asks.set(key, asked);
    }
    return asked;
  }

  #keep(address: string, query: Query, transport: 'udp' | 'tcp', key: string, result: SendResult, time: number): void {
    const place = `${transport} ${address}`;
    const conduct = this.#conductAt(query.edns ? `${place} edns` : place);
    const family = familyOf(address);
    if (result.kind === 'reply') {
      conduct.answered = true;
      this.#families[family].answered = true;
      this.#conductAt(place).answered = true;
      this.#outcomes.set(key, { response: result.response, time });
      return;
    }
    const { answered, unanswered } = this.#families[family];
    if (UNANSWERED.has(result.kind)) unanswered.add(address);
    const isCutOff = !answered && unanswered.size >= FAMILY_AFTER;
    if (isCutOff || result.kind === 'no-ipv4' || result.kind === 'no-ipv6') this.#without.add(family);
    if (result.kind === 'limit' || result.kind === 'cancelled') this.#stopped ??= result.message;
    // A server may well drop what is of another class, and answer what is not.
    if ((query.class ?? CLASS.IN) === CLASS.IN && UNANSWERED.has(result.kind)) conduct.unanswered.add(key);
    this.#outcomes.set(key, { failure: result, time });
  }

  #conductAt(place: string): Conduct {
    const conduct = this.#servers.get(place) ?? { answered: false, unanswered: new Set<string>() };
    this.#servers.set(place, conduct);
    return conduct;
  }
}
