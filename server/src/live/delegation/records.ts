/** Records of responses as the tests look at them. Names are compared without case, so they are kept in lower case. */
import { RCODE, rcodeName } from '../../dns/codes.ts';
import { labelToText, parseName } from '../../dns/nameText.ts';
import { TYPE } from '../../dns/types.ts';
import { type AnswerRecord, type ResponseMessage, rdataText } from '../messages.ts';
import { isAtOrBelow } from '../names.ts';
import { nameKey } from './nameKeys.ts';

export { addressKey, nameKey, shownName } from './nameKeys.ts';

export type Section = 'answer' | 'authority' | 'additional';

/** The labels of a name in lower case, most specific first. */
export function labelsOf(name: string): string[] {
  return parseName(name).labels.map((label) => labelToText(label).toLowerCase());
}

/** The name above; the root's is the root. */
export function nameAbove(name: string): string {
  const labels = labelsOf(name).slice(1);
  return labels.length === 0 ? '.' : `${labels.join('.')}.`;
}

/** The last `count` labels of a name. */
export function lastLabels(name: string, count: number): string {
  const labels = labelsOf(name);
  return count === 0 ? '.' : `${labels.slice(-count).join('.')}.`;
}

/** The sound records of a type in a section, of one owner where that is given. */
export function recordsOf(
  response: ResponseMessage,
  section: Section,
  type: number,
  owner?: string,
): readonly AnswerRecord[] {
  const records = response[section].filter((record) => record.type === type && record.fault === undefined);
  return owner === undefined ? records : records.filter((record) => nameKey(record.owner) === owner);
}

/** The records that answer the question: of its type, in the answer section, at its name. */
export function answersOf(response: ResponseMessage, name: string, type: number): readonly AnswerRecord[] {
  return recordsOf(response, 'answer', type, nameKey(name));
}

/** The name in the data of NS, CNAME, PTR and DNAME records. */
export function targetOf(record: AnswerRecord): string {
  return nameKey(rdataText(record));
}

/** The name in the data of an MX record. */
export function targetOfMx(record: AnswerRecord): string {
  return nameKey(rdataText(record).replace(/^[0-9]+ /, ''));
}

export interface Soa {
  readonly owner: string;
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** Reads an SOA record. The names keep their letters. */
export function soaOf(record: AnswerRecord): Soa {
  const [mname, rname, ...numbers] = rdataText(record).split(' ');
  const [serial, refresh, retry, expire, minimum] = numbers.map(Number);
  return { owner: nameKey(record.owner), mname, rname, serial, refresh, retry, expire, minimum };
}

/**
 * The NS records of a referral: NOERROR without authority, NS records of one owner in the authority section, and nothing in the answer but
 * aliases. Empty where the response is none.
 */
export function referralIn({ rcode, flags, answer, authority }: ResponseMessage): readonly AnswerRecord[] {
  if (rcode !== RCODE.NOERROR || flags.aa) return [];
  if (answer.some(({ type }) => type !== TYPE.CNAME && type !== TYPE.DNAME && type !== TYPE.RRSIG)) return [];
  const servers = authority.filter(({ type, fault }) => type === TYPE.NS && fault === undefined);
  const zone = servers.length > 0 ? nameKey(servers[0].owner) : '';
  return servers.filter(({ owner }) => nameKey(owner) === zone);
}

/** Whether the response refers to exactly that zone. */
export function refersTo(response: ResponseMessage, zone: string): boolean {
  const [first] = referralIn(response);
  return first !== undefined && nameKey(first.owner) === zone;
}

/** The name of an RCODE, as IANA writes it in messages of tools: `REFUSED`, or its number. */
export function rcodeText(code: number): string {
  return rcodeName(code) ?? `RCODE${code}`;
}

/** Whether a name server's name lies in the zone that it serves. */
export function isInDomain(name: string, zone: string): boolean {
  return isAtOrBelow(name, zone);
}

/** The strings of a TXT record as one text, octets as the characters of Latin-1. */
export function textOf({ rdata }: AnswerRecord): string {
  let text = '';
  for (let at = 0; at < rdata.length; at += rdata[at] + 1) {
    text += String.fromCharCode(...rdata.subarray(at + 1, at + 1 + rdata[at]));
  }
  return text;
}
