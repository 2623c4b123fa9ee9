/** A name server in memory: answers for its zones as named does, with DNSSEC's records where they are asked for. */
import { CLASS } from '../../../../server/src/dns/classes.ts';
import { RCODE } from '../../../../server/src/dns/codes.ts';
import { compareOctets } from '../../../../server/src/dns/nameOrder.ts';
import { nsec3Hash } from '../../../../server/src/dns/nsec3Hash.ts';
import { rdataToWire } from '../../../../server/src/dns/rdata.ts';
import { TYPE, typeRow } from '../../../../server/src/dns/types.ts';
import {
  compareCanonical,
  depthOf,
  lastLabels,
  lowWire,
  parentOf,
  wildcardOf,
} from '../../../../server/src/live/dnssec/names.ts';
import { readNsec3 } from '../../../../server/src/live/dnssec/records.ts';
import {
  type AnswerRecord,
  type Question,
  type ResponseMessage,
  rdataText,
} from '../../../../server/src/live/messages.ts';
import { isAtOrBelow, sameName, substituted } from '../../../../server/src/live/names.ts';
import { wordsOf } from '../../dns/words.ts';
import type { Zone } from './signing.ts';

interface Made {
  rcode: number;
  aa: boolean;
  answer: AnswerRecord[];
  authority: AnswerRecord[];
  additional: AnswerRecord[];
}

const MAX_ALIASES = 8;

interface Index {
  readonly byOwner: Map<string, AnswerRecord[]>;
  /** The names that have records of the zone's own, and those above them. */
  readonly there: Set<string>;
}

const INDEXES = new WeakMap<Zone, Index>();

function indexOf(zone: Zone): Index {
  let index = INDEXES.get(zone);
  if (index) return index;
  index = { byOwner: new Map(), there: new Set() };
  for (const record of zone.records) {
    const owner = record.owner.toLowerCase();
    const known = index.byOwner.get(owner);
    if (known) known.push(record);
    else index.byOwner.set(owner, [record]);
    if (record.type === TYPE.NSEC3 || record.type === TYPE.RRSIG) continue;
    for (let name = owner; !index.there.has(name); name = parentOf(name)) index.there.add(name);
  }
  INDEXES.set(zone, index);
  return index;
}

/** The RRset of a name and type, with its signatures. */
function rrset(zone: Zone, name: string, type: number, owner = name): AnswerRecord[] {
  const all = indexOf(zone).byOwner.get(name.toLowerCase()) ?? [];
  return all
    .filter((one) => one.type === type || (one.type === TYPE.RRSIG && one.rdata[0] * 256 + one.rdata[1] === type))
    .map((one) => ({ ...one, owner }));
}

function has(zone: Zone, name: string): boolean {
  const all = indexOf(zone).byOwner.get(name.toLowerCase()) ?? [];
  return all.some(({ type }) => type !== TYPE.NSEC3 && type !== TYPE.RRSIG);
}

function isThere(zone: Zone, name: string): boolean {
  return indexOf(zone).there.has(name.toLowerCase());
}

/** The NSEC at a name, or the one that covers it. */
function nsecFor(zone: Zone, name: string): AnswerRecord[] {
  const owners = [...new Set(zone.records.filter(({ type }) => type === TYPE.NSEC).map(({ owner }) => owner))];
  owners.sort(compareCanonical);
  const before = owners.filter((owner) => compareCanonical(owner, name) <= 0);
  const owner = before[before.length - 1] ?? owners[owners.length - 1];
  return owner === undefined ? [] : rrset(zone, owner, TYPE.NSEC);
}

/** The NSEC3 at a name's hash, or the one that covers it; `undefined` where the other kind is wanted. */
function nsec3For(zone: Zone, name: string, matching: boolean): AnswerRecord[] | undefined {
  const records = zone.records.filter(({ type }) => type === TYPE.NSEC3).flatMap((one) => readNsec3(one) ?? []);
  if (records.length === 0) return undefined;
  const { iterations = 0, salt = '' } = zone.nsec3 ?? {};
  const hash = nsec3Hash(lowWire(name), Buffer.from(salt, 'hex'), iterations);
  const sorted = records.filter((one) => one.hash).sort((a, b) => compareOctets(a.hash!, b.hash!));
  const same = sorted.find((one) => compareOctets(one.hash!, hash) === 0);
  if (matching) return same && rrset(zone, same.record.owner, TYPE.NSEC3);
  if (same) return undefined;
  const before = sorted.filter((one) => compareOctets(one.hash!, hash) < 0);
  const covering = before[before.length - 1] ?? sorted[sorted.length - 1];
  return rrset(zone, covering.record.owner, TYPE.NSEC3);
}

function encloser(zone: Zone, name: string): string {
  for (let above = parentOf(name); ; above = parentOf(above))
    if (isThere(zone, above) || sameName(above, zone.name)) return above;
}

/** The proof of the closest encloser. */
function enclosing(zone: Zone, name: string): AnswerRecord[] {
  const above = ((): string => {
    for (let one = parentOf(name); ; one = parentOf(one)) {
      if (nsec3For(zone, one, true) || sameName(one, zone.name) || one === '.') return one;
    }
  })();
  const nextCloser = lastLabels(name, depthOf(above) + 1);
  return [...(nsec3For(zone, above, true) ?? []), ...(nsec3For(zone, nextCloser, false) ?? [])];
}

function denial(
  zone: Zone,
  name: string,
  what: 'nodata' | 'nxdomain' | 'expansion',
  wildcard?: string,
): AnswerRecord[] {
  if (zone.nsec3) {
    if (what === 'expansion') return nsec3For(zone, lastLabels(name, depthOf(encloser(zone, name)) + 1), false) ?? [];
    if (what === 'nodata' && wildcard === undefined) {
      const matching = nsec3For(zone, name, true);
      return matching ?? enclosing(zone, name);
    }
    const star = wildcardOf(encloser(zone, name));
    const ofStar = nsec3For(zone, star, wildcard !== undefined) ?? [];
    return [...enclosing(zone, name), ...ofStar];
  }
  if (what === 'expansion' || (what === 'nodata' && wildcard === undefined)) return nsecFor(zone, name);
  const star = wildcard ?? wildcardOf(encloser(zone, name));
  return [...nsecFor(zone, name), ...nsecFor(zone, star)];
}

function unique(records: readonly AnswerRecord[]): AnswerRecord[] {
  return records.filter(
    (one, i) =>
      records.findIndex(
        (other) => other.owner === one.owner && other.type === one.type && compareOctets(other.rdata, one.rdata) === 0,
      ) === i,
  );
}

/** The zone that answers: the one with the longest name, and for DS the one above a zone's own name. */
function zoneFor(zones: readonly Zone[], name: string, type: number): Zone | undefined {
  const all = zones.filter((zone) => isAtOrBelow(name, zone.name)).sort((a, b) => depthOf(b.name) - depthOf(a.name));
  const above = type === TYPE.DS ? all.find((zone) => !sameName(zone.name, name)) : undefined;
  return above ?? all[0];
}

function answerFrom(zones: readonly Zone[], name: string, type: number, made: Made, aliases: number): void {
  const zone = zoneFor(zones, name, type);
  if (!zone) {
    if (aliases === 0) Object.assign(made, { rcode: RCODE.REFUSED, aa: false });
    return;
  }
  for (let depth = depthOf(zone.name); depth <= depthOf(name); depth++) {
    const at = lastLabels(name, depth);
    if (depth > depthOf(zone.name) && rrset(zone, at, TYPE.NS).length > 0) {
      if (depth === depthOf(name) && type === TYPE.DS) break;
      if (aliases === 0) made.aa = false;
      const servers = rrset(zone, at, TYPE.NS).filter((one) => one.type === TYPE.NS);
      const ds = rrset(zone, at, TYPE.DS);
      made.authority.push(...servers, ...(ds.length > 0 ? ds : denial(zone, at, 'nodata')));
      for (const server of servers) {
        for (const kind of [TYPE.A, TYPE.AAAA])
          made.additional.push(...rrset(zone, rdataText(server), kind).filter(({ type: own }) => own === kind));
      }
      return;
    }
    const dname = rrset(zone, at, TYPE.DNAME);
    if (depth < depthOf(name) && dname.some((one) => one.type === TYPE.DNAME)) {
      made.answer.push(...dname);
      const to = substituted(name, at, rdataText(dname.find((one) => one.type === TYPE.DNAME)!));
      if (to === undefined) {
        made.rcode = RCODE.YXDOMAIN;
        return;
      }
      const rdata = rdataToWire(typeRow(TYPE.CNAME, CLASS.IN), wordsOf(to), [])!;
      made.answer.push({ owner: name, type: TYPE.CNAME, class: CLASS.IN, ttl: 3600, rdata });
      if (aliases < MAX_ALIASES && type !== TYPE.CNAME) answerFrom(zones, to, type, made, aliases + 1);
      return;
    }
  }
  const soa = (): AnswerRecord[] => rrset(zone, zone.name, TYPE.SOA);
  const give = (owner: string, star?: string): boolean => {
    const from = star ?? owner;
    const found = rrset(zone, from, type, owner);
    if (found.some((one) => one.type === type)) {
      made.answer.push(...found);
      if (star !== undefined) made.authority.push(...denial(zone, owner, 'expansion'));
      return true;
    }
    const cname = rrset(zone, from, TYPE.CNAME, owner);
    if (!cname.some((one) => one.type === TYPE.CNAME)) return false;
    made.answer.push(...cname);
    if (star !== undefined) made.authority.push(...denial(zone, owner, 'expansion'));
    const to = rdataText(cname.find((one) => one.type === TYPE.CNAME)!);
    if (aliases < MAX_ALIASES) answerFrom(zones, to, type, made, aliases + 1);
    return true;
  };
  if (has(zone, name)) {
    if (!give(name)) made.authority.push(...soa(), ...denial(zone, name, 'nodata'));
    return;
  }
  if (isThere(zone, name)) {
    made.authority.push(...soa(), ...denial(zone, name, 'nodata'));
    return;
  }
  const star = wildcardOf(encloser(zone, name));
  if (has(zone, star)) {
    if (!give(name, star)) made.authority.push(...soa(), ...denial(zone, name, 'nodata', star));
    return;
  }
  made.rcode = RCODE.NXDOMAIN;
  made.authority.push(...soa(), ...denial(zone, name, 'nxdomain'));
}

const SECURITY: ReadonlySet<number> = new Set([TYPE.RRSIG, TYPE.NSEC, TYPE.NSEC3]);

/** The answer of a server that has these zones. */
export function answered(zones: readonly Zone[], question: Question, wantsDnssec: boolean): ResponseMessage {
  const made: Made = { rcode: RCODE.NOERROR, aa: true, answer: [], authority: [], additional: [] };
  answerFrom(zones, question.name, question.type, made, 0);
  const shown = (section: AnswerRecord[]): AnswerRecord[] =>
    unique(section).filter(
      ({ type }) => wantsDnssec || type === question.type || !(SECURITY.has(type) || type === TYPE.DS),
    );
  return {
    kind: 'message',
    id: 0,
    rcode: made.rcode,
    flags: { aa: made.aa, tc: false, rd: false, ra: false, z: false, ad: false, cd: false },
    question,
    answer: shown(made.answer),
    authority: shown(made.authority),
    additional: shown(made.additional),
    edns: { version: 0, udpSize: 1232, do: wantsDnssec, options: [] },
    size: 500,
    extra: 0,
    faults: [],
    wire: new Uint8Array(0),
  };
}
