/** What a diagnosis finds out before anything is said of it: what the resolver answers, the way from the root, each server of the zone, and what validation says. */
import { EDNS_OPTION, RCODE } from '../../dns/codes.ts';
import type { Prefix } from '../../dns/prefixes.ts';
import type { SpecialRange } from '../../dns/specialRanges.ts';
import type { Outcome } from '../delegation/questions.ts';
import { shownName } from '../delegation/records.ts';
import type { Validation } from '../dnssec/validate.ts';
import type { AnswerRecord, Question, ResponseMessage } from '../messages.ts';
import type { Server, Transport } from '../transport.ts';
import type { Announced } from './encrypted.ts';

/** One question to the resolver. */
export interface Tried {
  readonly server: Server;
  readonly transport: Transport;
  readonly type: number;
  /** Without validation. */
  readonly cd: boolean;
  readonly outcome: Outcome;
}

/** A name server as the zone above names it, with the addresses that came with it (glue). */
export interface Named {
  readonly name: string;
  readonly glue: readonly string[];
}

/** A zone on the way from the root. */
export interface Passed {
  readonly zone: string;
  /** What the zone above says; for the first the servers that were given. */
  readonly servers: readonly Named[];
  /** Addresses of those that came without glue, which were looked up. */
  readonly found: ReadonlyMap<string, readonly string[]>;
  /** The seconds that the delegation is kept (the TTL of its NS records). */
  readonly ttl: number;
}

/** One address of a name server of the zone, and what it answers. */
export interface Probed {
  readonly names: readonly string[];
  readonly address: string;
  readonly family: 4 | 6;
  /** The zone above has the address as glue; the zone itself, or a look-up, has it. */
  readonly isGlue: boolean;
  readonly isOwn: boolean;
  /** The zone above names the server; the zone itself does. */
  readonly isDelegated: boolean;
  /** The SOA record over UDP without EDNS; the question itself with DNSSEC's records; the SOA record over TCP; the DNSKEY records, a large answer. */
  readonly soa: Outcome;
  readonly answer: Outcome;
  readonly tcp: Outcome;
  readonly keys: Outcome;
  /** The same small question over UDP, again and again: how many were answered. Absent where nothing asked for it. */
  readonly again?: { readonly sent: number; readonly answered: number };
  /** Nobody answers this machine over the family, the servers of the root neither. */
  readonly isMute?: true;
}

/** A name server of the zone and its addresses by who has them. */
export interface OwnServer {
  readonly name: string;
  readonly inZone: boolean;
  /** Addresses that the zone itself (or a look-up) has. */
  readonly own: readonly string[];
  readonly glue: readonly string[];
  readonly isDelegated: boolean;
  /** The zone's own NS records name it; undefined where nobody gave them. */
  readonly isNamed: boolean | undefined;
}

/** One of several addresses of the name, and what becomes of a TCP connection to it at the port that others of them take. */
export interface HostAddress {
  readonly address: string;
  readonly port: number;
  readonly state: 'open' | 'closed' | 'silent' | 'unknown';
}

export interface Facts {
  readonly question: Question;
  readonly now: number;
  /** The port at which the zones' own servers are asked. */
  readonly port: number;
  readonly tried: readonly Tried[];
  readonly way: readonly Passed[];
  /** The zone that the name is in, as far as it was found. */
  readonly zone: string;
  readonly servers: readonly OwnServer[];
  readonly probes: readonly Probed[];
  /** What a server of the zone answers with authority to the question; the best of them. */
  readonly authority: ResponseMessage | undefined;
  readonly validation: Validation | undefined;
  /** The prefixes with which the resolver makes AAAA records out of A records (DNS64). */
  readonly dns64: readonly Prefix[];
  /** What the first resolver announces of itself for encrypted DNS. */
  readonly announced: Announced | undefined;
  /** The addresses of the name, where it has several and one of them takes connections. */
  readonly hosts: readonly HostAddress[];
  /** Families that this machine has no way to. */
  readonly without: readonly (4 | 6)[];
}

/** What somebody who uses the resolver sees. */
export type Symptom = 'works' | 'servfail' | 'refused' | 'silent' | 'nxdomain' | 'nodata' | 'other' | 'not-asked';

/** The plain answer: the wanted type, with validation, in the way in which the resolver is asked; what was tried over TCP beside UDP is none. */
export function plainTry({ tried, question }: Facts): Tried | undefined {
  const all = tried.filter(
    ({ type, cd, transport }) => type === question.type && !cd && transport === tried[0].transport,
  );
  return all.find(({ outcome }) => outcome.response) ?? all[0];
}

export function hasRecords(response: ResponseMessage | undefined, type: number): boolean {
  return response?.answer.some((record) => record.type === type) === true;
}

export function symptomOf(facts: Facts): Symptom {
  const plain = plainTry(facts);
  if (!plain) return 'not-asked';
  const { response } = plain.outcome;
  if (!response) return 'silent';
  switch (response.rcode) {
    case RCODE.SERVFAIL:
      return 'servfail';
    case RCODE.REFUSED:
      return 'refused';
    case RCODE.NXDOMAIN:
      return 'nxdomain';
    case RCODE.NOERROR:
      return hasRecords(response, facts.question.type) ? 'works' : 'nodata';
    default:
      return 'other';
  }
}

/** True where nothing is wrong with what is seen: that there is nothing counts only where a server of the zone says it, too. */
export function isFine(symptom: Symptom, { authority }: Facts): boolean {
  return symptom === 'works' || ((symptom === 'nodata' || symptom === 'nxdomain') && authority !== undefined);
}

export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}

const utf8 = new TextDecoder();

/** The extended errors of a response (RFC 8914). */
export function extendedErrors(response: ResponseMessage | undefined): ExtendedError[] {
  return (response?.edns?.options ?? []).flatMap(({ code, data }) =>
    code === EDNS_OPTION.EDE && data.length >= 2
      ? [{ code: (data[0] << 8) | data[1], text: utf8.decode(data.subarray(2)).replaceAll('\0', '') }]
      : [],
  );
}

/** All extended errors of the resolver's plain answers. */
export function resolverErrors({ tried }: Facts): ExtendedError[] {
  return tried.filter(({ cd }) => !cd).flatMap(({ outcome }) => extendedErrors(outcome.response));
}

/**
 * What a server does:
 * - works: it has the zone
 * - silent, closed: nobody answers; the machine says that nothing listens
 * - refuses, fails: it answers with an error
 * - lame: it answers, and does not have the zone
 * - unknown: this machine has no way to it
 */
export type Conduct = 'works' | 'silent' | 'closed' | 'refuses' | 'fails' | 'lame' | 'unknown';

export function conductOf({ soa, tcp, answer, isMute }: Probed): Conduct {
  if (isMute) return 'unknown';
  const responses = [soa, tcp, answer].flatMap(({ response }) => response ?? []);
  if (responses.length === 0) {
    const kinds = [soa, tcp, answer].map(({ failure }) => failure?.kind);
    if (kinds.some((kind) => kind === 'no-ipv4' || kind === 'no-ipv6' || kind === 'cancelled' || kind === 'limit'))
      return 'unknown';
    return kinds.includes('refused') ? 'closed' : 'silent';
  }
  const plain = soa.response ?? tcp.response;
  if (!plain) return answer.response?.flags.aa ? 'works' : 'lame';
  if (plain.rcode === RCODE.REFUSED) return 'refuses';
  if (plain.rcode === RCODE.SERVFAIL) return 'fails';
  return plain.flags.aa ? 'works' : 'lame';
}

export function working({ probes }: Facts): Probed[] {
  return probes.filter((probe) => conductOf(probe) === 'works');
}

/** `ns1.example.net. (192.0.2.1)` */
export function placeOf({ names, address }: Probed): string {
  return `${names.map(shownName).join(', ')} (${address})`;
}

export function places(probes: readonly Probed[]): string {
  return probes.map(placeOf).join(', ');
}

/** The serial in the SOA record that a server has. */
export function serialAt({ soa, tcp }: Probed): number | undefined {
  const record = (soa.response ?? tcp.response)?.answer.find(({ rdata }) => rdata.length >= 22);
  if (!record) return undefined;
  return new DataView(record.rdata.buffer, record.rdata.byteOffset + record.rdata.length - 20).getUint32(0);
}

/** The records of a type in an answer, as texts to compare. */
export function dataOf(response: ResponseMessage | undefined, type: number): string {
  return (response?.answer ?? [])
    .filter((record: AnswerRecord) => record.type === type)
    .map(({ rdata }) => rdata.join('.'))
    .sort()
    .join(' ');
}

/** What ranges are called that no host on a network has its address from. Private ones may be meant: of those nothing is said. */
const NO_HOST =
  /^(?:documentation|loopback|link-local|this network|unspecified|multicast|reserved|benchmarking|IPv4-mapped|discard)/i;

/** Whether nobody reaches a host at an address of the range. */
export function isNoHost({ name }: SpecialRange): boolean {
  return NO_HOST.test(name);
}

/** Addresses of the name at which nobody takes connections, while others do. */
export function deadHosts({ hosts }: Facts): readonly HostAddress[] {
  return hosts.filter(({ state }) => state === 'closed' || state === 'silent');
}

/** Seconds in words that somebody who waits understands. */
export function delegationTtl({ way }: Facts): number {
  return way[way.length - 1]?.ttl ?? 0;
}
