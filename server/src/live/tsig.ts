/**
 * Signs questions and verifies answers by a shared secret (TSIG, RFC 8945). The hash is handed in, since it is another function in every
 * place that this runs in. No sentence here holds a secret.
 */

import { CLASS } from '../dns/classes.ts';
import { RCODE, rcodeName } from '../dns/codes.ts';
import { TYPE } from '../dns/types.ts';
import { t } from '../l10n.ts';
import type { QueryMessage, ResponseMessage } from './messages.ts';
import { nameToWire } from './writeQuery.ts';

export type HashName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** HMAC (RFC 2104) of `data`. */
export type Hmac = (hash: HashName, secret: Uint8Array, data: Uint8Array) => Uint8Array;

export interface TsigKey {
  /** An absolute name. */
  readonly name: string;
  readonly hash: HashName;
  /** The digest is cut to so many octets; all of it where absent. */
  readonly cutTo?: number;
  readonly secret: Uint8Array;
}

/** Octets of each digest, and what the algorithm is called on the wire (RFC 8945 section 6). */
export const TSIG_HASHES: Readonly<Record<HashName, { readonly octets: number; readonly wireName: string }>> = {
  md5: { octets: 16, wireName: 'hmac-md5.sig-alg.reg.int.' },
  sha1: { octets: 20, wireName: 'hmac-sha1.' },
  sha224: { octets: 28, wireName: 'hmac-sha224.' },
  sha256: { octets: 32, wireName: 'hmac-sha256.' },
  sha384: { octets: 48, wireName: 'hmac-sha384.' },
  sha512: { octets: 64, wireName: 'hmac-sha512.' },
};

/** Seconds that the clocks may differ: what RFC 8945 section 10 recommends. */
const FUDGE = 300;
/** RFC 8945 section 5.3.1: at most so many messages in a row may come without a signature. */
const MOST_UNSIGNED = 99;

/** What signing and verifying take from outside. */
export interface TsigRuntime {
  readonly hmac: Hmac;
  /** Seconds since 1970. */
  now(): number;
}

function bytes(value: number, count: number): number[] {
  const octets: number[] = [];
  for (let i = count - 1; i >= 0; i--) octets.push(Math.floor(value / 256 ** i) % 256);
  return octets;
}

/** A name as it is hashed: uncompressed, in lower case. */
function canonical(name: string): Uint8Array {
  return nameToWire(name.toLowerCase());
}

function joined(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function withLength(octets: Uint8Array): Uint8Array {
  return joined([bytes(octets.length, 2), octets]);
}

interface Variables {
  readonly time: number;
  readonly fudge: number;
  readonly error: number;
  readonly other: Uint8Array;
}

/** What is hashed beside the message (RFC 8945 section 4.3.3); of the later messages of an answer the times alone. */
function variables(key: TsigKey, { time, fudge, error, other }: Variables, timersOnly: boolean): Uint8Array {
  const timers = [...bytes(time, 6), ...bytes(fudge, 2)];
  if (timersOnly) return Uint8Array.from(timers);
  const head = [canonical(key.name), bytes(CLASS.ANY, 2), bytes(0, 4), canonical(TSIG_HASHES[key.hash].wireName)];
  return joined([...head, timers, bytes(error, 2), withLength(other)]);
}

function macOf(key: TsigKey, hmac: Hmac, parts: readonly Uint8Array[]): Uint8Array {
  return hmac(key.hash, key.secret, joined(parts)).slice(0, key.cutTo);
}

export interface SignedQuery {
  readonly message: QueryMessage;
  /** What the first answer's signature is made with, too. */
  readonly mac: Uint8Array;
}

/** The query with its signature behind it. */
export function signQuery(message: QueryMessage, key: TsigKey, { hmac, now }: TsigRuntime): SignedQuery {
  const at = { time: now(), fudge: FUDGE, error: 0, other: new Uint8Array(0) };
  const mac = macOf(key, hmac, [message.wire, variables(key, at, false)]);
  const rdata = joined([
    canonical(TSIG_HASHES[key.hash].wireName),
    bytes(at.time, 6),
    bytes(FUDGE, 2),
    withLength(mac),
    bytes(message.id, 2),
    bytes(0, 4),
  ]);
  const record = joined([
    canonical(key.name),
    bytes(TYPE.TSIG, 2),
    bytes(CLASS.ANY, 2),
    bytes(0, 4),
    withLength(rdata),
  ]);
  const wire = joined([message.wire, record]);
  const count = ((wire[10] << 8) | wire[11]) + 1;
  wire.set(bytes(count, 2), 10);
  return { message: { ...message, wire }, mac };
}

interface Signature extends Variables {
  readonly algorithm: string;
  readonly mac: Uint8Array;
  readonly originalId: number;
}

/** Reads the data of a TSIG record (RFC 8945 section 4.2); undefined where they are not of its form. */
function readSignature(rdata: Uint8Array): Signature | undefined {
  const labels: string[] = [];
  let at = 0;
  for (; at < rdata.length && rdata[at] !== 0; at += rdata[at] + 1) {
    if (rdata[at] > 63) return undefined;
    labels.push(String.fromCharCode(...rdata.subarray(at + 1, at + 1 + rdata[at])));
  }
  at++;
  const number = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 256 + (rdata[at++] ?? Number.NaN);
    return value;
  };
  const time = number(6);
  const fudge = number(2);
  const macSize = number(2);
  const mac = rdata.slice(at, at + macSize);
  at += macSize;
  const originalId = number(2);
  const error = number(2);
  const otherSize = number(2);
  const other = rdata.slice(at, at + otherSize);
  if (at + otherSize !== rdata.length) return undefined;
  return { algorithm: `${labels.join('.').toLowerCase()}.`, time, fudge, mac, originalId, error, other };
}

/** What a server says is wrong with the question's signature (RFC 8945 section 5.2), and what to do. */
const ERRORS: Readonly<Record<number, (key: TsigKey, signature: Signature, now: number) => string>> = {
  [RCODE.BADVERS]: ({ name }) =>
    t`The server says that the signature by the key ${name} is wrong (BADSIG): its secret is another one there. Use the secret that the server has.`,
  [RCODE.BADKEY]: ({ name, hash }) =>
    t`The server does not know the key ${name} with hmac-${hash} (BADKEY). See its key statement: name and algorithm have to be the same.`,
  [RCODE.BADTIME]: (_key, { other, time }, now) => {
    const theirs = other.length === 6 ? other.reduce((value, octet) => value * 256 + octet, 0) : time;
    return t`The server’s clock is ${Math.abs(theirs - now)} s ${theirs > now ? t`ahead of` : t`behind`} this machine’s, and signatures hold for ${FUDGE} s (BADTIME). Set the clocks.`;
  },
  [RCODE.BADTRUNC]: ({ name }) =>
    t`The server takes no signature of the key ${name} that is cut so short (BADTRUNC). Use the algorithm without its number of bits.`,
};

/** Verifies the messages that answer one question, in their order. Gives what is wrong in a sentence. */
export type VerifyMessage = (wire: Uint8Array, response: ResponseMessage) => string | undefined;

function sameOctets(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i++) difference |= one[i] ^ other[i];
  return difference === 0;
}

function sameKeyName(one: string, other: string): boolean {
  return sameOctets(canonical(one), canonical(other));
}

/** The verifier of all that answers a query that was signed; `isEnd` of a transfer asks whether its last message was signed. */
export function verifierFor(
  { mac: queryMac }: SignedQuery,
  key: TsigKey,
  { hmac, now }: TsigRuntime,
): { readonly verify: VerifyMessage; unsigned(): boolean } {
  let prior = queryMac;
  let isFirst = true;
  let waiting: Uint8Array[] = [];
  const verify: VerifyMessage = (wire, response) => {
    const last = response.additional[response.additional.length - 1];
    const { signatureAt } = response;
    if (signatureAt === undefined || last?.type !== TYPE.TSIG) {
      if (isFirst) {
        const status = rcodeName(response.rcode) ?? String(response.rcode);
        return t`The answer (${status}) is not signed, though the question was, with the key ${key.name}: it may be forged, or the server does not know TSIG.`;
      }
      waiting.push(wire);
      if (waiting.length <= MOST_UNSIGNED) return undefined;
      return t`${waiting.length} messages came without a signature by the key ${key.name}: at least one of 100 has to have it.`;
    }
    const signature = readSignature(last.rdata);
    if (!signature) return t`The signature’s record (TSIG) could not be read.`;
    const said = ERRORS[signature.error];
    if (said && signature.error !== RCODE.BADTIME) return said(key, signature, now());
    if (!sameKeyName(last.owner, key.name))
      return t`The answer is signed with the key ${last.owner}, but the question was with ${key.name}.`;
    const { wireName, octets } = TSIG_HASHES[key.hash];
    if (signature.algorithm !== wireName)
      return t`The answer is signed by ${signature.algorithm}, but the question was by ${wireName}.`;
    const wanted = key.cutTo ?? octets;
    if (signature.mac.length > octets || signature.mac.length < wanted)
      return t`The answer’s signature has ${signature.mac.length} octets, where ${wanted} are wanted.`;
    const bare = wire.slice(0, signatureAt);
    bare.set(bytes(signature.originalId, 2), 0);
    bare.set(bytes(((wire[10] << 8) | wire[11]) - 1, 2), 10);
    const hashed = [withLength(prior), ...waiting, bare, variables(key, signature, !isFirst)];
    const made = hmac(key.hash, key.secret, joined(hashed));
    if (!sameOctets(made.subarray(0, signature.mac.length), signature.mac))
      return t`The answer’s signature by the key ${key.name} is wrong: the answer was changed on its way, or the secret is another one there.`;
    if (said) return said(key, signature, now());
    const apart = Math.abs(now() - signature.time);
    if (apart > signature.fudge)
      return t`The answer was signed ${apart} s ${signature.time > now() ? t`after` : t`before`} this machine’s time, and signatures hold for ${signature.fudge} s. Set the clocks.`;
    prior = signature.mac;
    isFirst = false;
    waiting = [];
    return undefined;
  };
  return { verify, unsigned: () => isFirst || waiting.length > 0 };
}
