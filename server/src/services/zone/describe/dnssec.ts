/** Key facts of DNSSEC records: keys, signatures, NSEC3 parameters, and the signing state that named keeps in a zone. */

import { DNSSEC_ALGORITHM_ROWS, type SigningAdvice, valueByNumber } from '../../../dns/algorithms.ts';
import { ALGORITHM, DIGEST, KEY_FLAG, NSEC3_FLAG, RSA_ALGORITHMS } from '../../../dns/codes.ts';
import { keyTag } from '../../../dns/keytag.ts';
import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';
import { rdataToWire } from '../../../dns/rdata.ts';
import { ttlText } from '../../../dns/ttl.ts';
import { TYPE, typeRow, typeText } from '../../../dns/types.ts';
import { counted, listed, type Marked, marked, t, translated } from '../../../l10n.ts';
import { wordCount, wordsOf, wordText } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { code } from '../../shared/markdown.ts';
import type { Subject } from './subject.ts';
import { readMoment } from './time.ts';

export const ADVICE: Readonly<Record<SigningAdvice, Marked>> = {
  use: marked('Recommended today.'),
  may: marked('May be used today.'),
  avoid: marked('Not recommended today.'),
  never: marked('Must not be used today.'),
};

const KEY_TYPES: ReadonlySet<number> = new Set([TYPE.KEY, TYPE.DNSKEY, TYPE.CDNSKEY]);
/** Where named keeps the state of signing, unless `sig-signing-type` says otherwise. */
const PRIVATE_TYPE = 65534;

/** What is short for an RSA key today. */
const SHORT_RSA = 2048;
const CURVES: Readonly<Record<number, { readonly name: string; readonly bits: number }>> = {
  [ALGORITHM.ECDSAP256SHA256]: { name: 'P-256', bits: 256 },
  [ALGORITHM.ECDSAP384SHA384]: { name: 'P-384', bits: 384 },
  [ALGORITHM.ED25519]: { name: 'Ed25519', bits: 256 },
  [ALGORITHM.ED448]: { name: 'Ed448', bits: 456 },
};

/** A name's labels as octets, most specific first; undefined where there is no name. */
function labelOctets(names: NameTable, name: NameId): Uint8Array[] | undefined {
  if (name < 0) return undefined;
  const labels: Uint8Array[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.label(at).slice());
  return labels;
}

/** A record's RDATA on the wire; undefined where something in it is wrong. */
export function wireOf({ chunk, entry, type, class: klass }: ZoneRecord, names: NameTable): Uint8Array | undefined {
  return rdataToWire(typeRow(type, klass), wordsOf(chunk, entry), labelOctets(names, chunk.origins[entry]));
}

/** Paragraphs on what a DNSSEC record amounts to; none for other types. */
export function describeSecurity(subject: Subject): string[] {
  const { record } = subject.cursor;
  if (!record) return [];
  if (KEY_TYPES.has(record.type)) return describeKey(subject);
  if (record.type === TYPE.RRSIG || record.type === TYPE.SIG) return describeSignature(subject);
  if (record.type === TYPE.NSEC3 || record.type === TYPE.NSEC3PARAM) {
    const wire = wireOf(record, subject.zone.options.names);
    return wire ? judgeNsec3(wire, record.type === TYPE.NSEC3PARAM) : [];
  }
  return record.type === PRIVATE_TYPE ? describePrivate(subject) : [];
}

/** Tag, role, algorithm and size of a key, the tag that it has when its revoked bit is the other way, and its DS record. */
function describeKey({ zone, cursor, lookup }: Subject): string[] {
  const { record } = cursor;
  const { names } = zone.options;
  const wire = record && wireOf(record, names);
  if (!record || !wire || wire.length <= 4) return [];
  const flags = wire[0] * 256 + wire[1];
  const algorithm = wire[3];
  const out = [t`Key tag: **${keyTag(wire)}**`];
  // CDNSKEY 0 3 0 asks for the removal of DS records (RFC 8078 section 4).
  if (algorithm === ALGORITHM.DELETE) return out;
  const role = roleOf(flags);
  if (record.type !== TYPE.KEY) out.push(t`Role: ${role}.`);
  const known = valueByNumber(DNSSEC_ALGORITHM_ROWS, algorithm);
  if (known) {
    const name = known.mnemonic === '' ? '' : ` ${known.mnemonic}`;
    out.push(t`Algorithm ${algorithm}${name}: ${translated(ADVICE[known.advice])}`);
  }
  const size = keySize(algorithm, wire.subarray(4));
  if (size !== undefined) out.push(size);
  if (record.type === TYPE.KEY || (flags & KEY_FLAG.ZONE) === 0) return out;
  const turned = keyTag(Uint8Array.from(wire, (octet, index) => (index === 1 ? octet ^ KEY_FLAG.REVOKE : octet)));
  if (flags & KEY_FLAG.REVOKE) {
    out.push(t`Before it was revoked its tag was **${turned}** (RFC 5011 section 2.1).`);
    return out;
  }
  // Only keys that others may trust are revoked and have a DS record.
  if ((flags & KEY_FLAG.SEP) === 0) return out;
  out.push(t`Once revoked its tag is **${turned}** (RFC 5011 section 2.1).`);
  if (lookup.digests && record.owner >= 0) {
    const digest = lookup.digests.sha256(Uint8Array.from([...nameWire(names, record.owner), ...wire]));
    const data = `${names.text(record.owner)} DS ${keyTag(wire)} ${algorithm} ${DIGEST.SHA256} ${hexText(digest)}`;
    out.push(t`The DS record it would have (RFC 4509): ${code(data)}`);
  }
  return out;
}

function roleOf(flags: number): string {
  const role =
    (flags & KEY_FLAG.ZONE) === 0
      ? t`signs nothing, since the zone key flag is not set`
      : flags & KEY_FLAG.SEP
        ? t`key-signing key, or the one key that signs all (its secure entry point flag is set)`
        : t`zone-signing key`;
  return flags & KEY_FLAG.REVOKE ? t`${role}; **revoked**: resolvers that trusted it do so no more` : role;
}

/** How large a key is, in words; undefined for algorithms whose keys are not looked into. */
function keySize(algorithm: number, key: Uint8Array): string | undefined {
  const curve = CURVES[algorithm];
  if (curve) return t`Key size: ${curve.bits} bits (${curve.name}).`;
  if (!RSA_ALGORITHMS.has(algorithm)) return undefined;
  // RFC 3110 section 2: the exponent's length in one octet, or in two after a zero.
  const long = key[0] === 0;
  const from = long ? 3 : 1;
  const exponentLength = long ? key[1] * 256 + key[2] : key[0];
  const modulus = key.subarray(from + exponentLength);
  const first = modulus.findIndex((octet) => octet !== 0);
  if (first < 0) return undefined;
  const bits = (modulus.length - first) * 8 - (Math.clz32(modulus[first]) - 24);
  const exponent = exponentOf(key.subarray(from, from + exponentLength));
  const size = exponent === undefined ? t`Key size: ${bits} bits.` : t`Key size: ${bits} bits, exponent ${exponent}.`;
  return bits < SHORT_RSA ? t`${size} Less than ${SHORT_RSA} bits is short for an RSA key of today.` : size;
}

function exponentOf(octets: Uint8Array): number | undefined {
  if (octets.length === 0 || octets.length > 4) return undefined;
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

/** A name on the wire, as digests take it: lower case, not compressed (RFC 4034 section 6.2). */
function nameWire(names: NameTable, name: NameId): number[] {
  const out: number[] = [];
  for (const label of labelOctets(names, name) ?? []) out.push(label.length, ...label);
  out.push(0);
  return out;
}

function hexText(octets: Uint8Array): string {
  return [...octets].map((octet) => octet.toString(16).toUpperCase().padStart(2, '0')).join('');
}

/** Where an RRSIG's times stand in its RDATA. */
const EXPIRATION = 4;
const INCEPTION = 5;

/** Whether a signature is valid at the time, in words. */
export function describeSignature({ cursor, lookup }: Subject): string[] {
  const { chunk, entry } = cursor;
  if (wordCount(chunk, entry) <= INCEPTION) return [];
  const expiration = readMoment(wordText(chunk, entry, EXPIRATION))?.getTime();
  const inception = readMoment(wordText(chunk, entry, INCEPTION))?.getTime();
  if (expiration === undefined || inception === undefined) return [];
  const now = lookup.now().getTime();
  if (expiration <= inception) {
    return [t`**Never valid**: it expires before it begins. Expiration stands before inception in the record.`];
  }
  if (now > expiration)
    return [t`**Expired** ${span(now - expiration)} ago: resolvers that validate refuse the records.`];
  if (now < inception) return [t`**Not valid yet**: it begins in ${span(inception - now)}.`];
  return [t`**Valid** for ${span(expiration - now)} more, of ${span(expiration - inception)} in all.`];
}

/** Milliseconds in words, to the hour where it is more than a day. */
function span(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return ttlText(seconds >= 86400 ? seconds - (seconds % 3600) : seconds);
}

/** NSEC3 parameters on the wire (of NSEC3 or NSEC3PARAM), judged by RFC 9276 section 3.1. `isParam`: they are those of NSEC3PARAM. */
function judgeNsec3(wire: Uint8Array, isParam: boolean): string[] {
  if (wire.length < 5) return [];
  const flags = wire[1];
  const iterations = wire[2] * 256 + wire[3];
  const saltLength = wire[4];
  const out: string[] = [];
  if (iterations > 0) {
    out.push(
      t`**${counted(iterations, t`extra iteration`, t`extra iterations`)}**: RFC 9276 asks for 0. They make answers slower and hide nothing, and resolvers may take the zone as unsigned because of them.`,
    );
  }
  if (saltLength > 0) {
    out.push(
      t`**A salt of ${counted(saltLength, t`octet`, t`octets`)}**: RFC 9276 asks for none (${code('-')}), since names are hashed with their zone anyway.`,
    );
  }
  if (!isParam && flags & NSEC3_FLAG.OPT_OUT) {
    out.push(
      t`**Opt-out**: unsigned delegations may be added here unseen. RFC 9276 keeps it for very large zones with few signed delegations.`,
    );
  }
  if (isParam && flags !== 0)
    out.push(t`Servers do not use an NSEC3PARAM record with flags other than 0 (RFC 5155 section 4.1.2).`);
  if (out.length === 0) out.push(t`As RFC 9276 recommends: no extra iterations, no salt.`);
  return out;
}

/** Bits of the flags in a record of named's about an NSEC3 chain, and what they say. */
const CHAIN_FLAGS: readonly { readonly bit: number; readonly what: string }[] = [
  { bit: 0x80, what: marked('the chain is being built') },
  { bit: 0x40, what: marked('the chain is being removed') },
  { bit: 0x20, what: marked('no NSEC chain is built when it is gone') },
  { bit: 0x01, what: marked('with opt-out') },
];

/** A record in which named keeps how far it is with signing (BIND 9 Administrator Reference Manual, private-type records). */
function describePrivate({ zone, cursor }: Subject): string[] {
  const { record } = cursor;
  const wire = record && wireOf(record, zone.options.names);
  if (!wire || wire.length < 5) return [];
  const head = t`**${typeText(PRIVATE_TYPE)}**: the state of signing, which named keeps in the zone. Not to be edited by hand.`;
  if (wire[0] === 0) return [head, ...describeChain(wire.subarray(1))];
  if (wire.length !== 5) return [];
  const [algorithm, high, low, removal, complete] = wire;
  const known = valueByNumber(DNSSEC_ALGORITHM_ROWS, algorithm)?.mnemonic;
  const key = `**${known ? `${known}/` : `${algorithm}/`}${high * 256 + low}**`;
  const done = complete !== 0;
  const what =
    removal !== 0
      ? done
        ? t`The signatures of key ${key} have been removed.`
        : t`The signatures of key ${key} are being removed.`
      : done
        ? t`The zone has been signed with key ${key}.`
        : t`The zone is being signed with key ${key}.`;
  return done
    ? [head, what, t`Complete: ${code('rndc signing -clear')} or a dynamic update may delete the record.`]
    : [head, what];
}

/** What follows a first octet of 0: an NSEC3PARAM record whose flags say what is done. */
function describeChain(wire: Uint8Array): string[] {
  if (wire.length < 5 || wire.length !== 5 + wire[4]) return [];
  const [hash, flags, high, low] = wire;
  const salt = wire[4] === 0 ? '-' : hexText(wire.subarray(5));
  const said = CHAIN_FLAGS.filter(({ bit }) => flags & bit).map(({ what }) => translated(what));
  const parameters = code(`NSEC3PARAM ${hash} ${flags & NSEC3_FLAG.OPT_OUT} ${high * 256 + low} ${salt}`);
  return [
    said.length > 0 ? t`The NSEC3 chain of ${parameters}: ${listed(said)}.` : t`The NSEC3 chain of ${parameters}.`,
  ];
}
