/** A field of a record's RDATA in words: its name, what it is for, and its value. */

import {
  DNSKEY_FLAGS,
  type SecurityValue,
  SVC_KEY_ROWS,
  type Value,
  valueByMnemonic,
  valueByNumber,
} from '../../../dns/algorithms.ts';
import { KEY_FLAG } from '../../../dns/codes.ts';
import { momentText } from '../../../dns/moments.ts';
import type { NameId, NameTable } from '../../../dns/names.ts';
import { rdataFromWire } from '../../../dns/rdata.ts';
import { describeSerial } from '../../../dns/serial.ts';
import { parseTtl } from '../../../dns/ttl.ts';
import {
  type FieldKind,
  type RdataField,
  TYPE,
  type TypeRow,
  typeCodeAt,
  typeRow,
  typeText,
} from '../../../dns/types.ts';
import { counted, listed, marked, t, translated } from '../../../l10n.ts';
import { withoutEnd } from '../../../text/ends.ts';
import { EntryFlag } from '../../../zone/chunk.ts';
import { capitalized, code, secondsText } from '../../shared/markdown.ts';
import { serialAfter } from '../serial.ts';
import { describeAddress } from './address.ts';
import { ADVICE, describeSecurity, describeSignature, wireOf } from './dnssec.ts';
import { describeName, mailAddress } from './name.ts';
import type { Subject } from './subject.ts';
import { fromNow, readMoment, SOA_USUAL } from './time.ts';
import { typeLine } from './type.ts';

const KEY_TYPES = new Set<number>([TYPE.KEY, TYPE.DNSKEY, TYPE.CDNSKEY]);
/** Fields that a hover judges together: how names are hashed (RFC 9276). */
const NSEC3_TYPES = new Set<number>([TYPE.NSEC3, TYPE.NSEC3PARAM]);
const LONGEST_STRING = 255;

/** What a TXT record is for, by how it begins. */
const TEXTS: readonly { readonly start: RegExp; readonly what: string }[] = [
  { start: /^v=spf1(?: |$)/i, what: marked('A sender policy (SPF, RFC 7208): who may send mail for this name.') },
  {
    start: /^v=DMARC1\b/i,
    what: marked('A DMARC policy (RFC 7489): what receivers do with mail that fails its checks.'),
  },
  {
    start: /^v=DKIM1\b|^k=rsa;/i,
    what: marked('A DKIM key (RFC 6376), with which receivers check signatures of mail.'),
  },
  { start: /^v=STSv1\b/i, what: marked('An MTA-STS policy is published (RFC 8461); the id changes with the policy.') },
  { start: /^v=TLSRPTv1\b/i, what: marked('Where reports of TLS failures of mail go (RFC 8460).') },
  { start: /^v=BIMI1\b/i, what: marked('A BIMI record: the logo that mail programs may show.') },
];

/** Paragraphs on the RDATA field at the cursor. */
export function describeField(subject: Subject): string[] {
  const { cursor } = subject;
  const { record, span } = cursor;
  if (!record) return [];
  const row = typeRow(record.type, record.class);
  if ((cursor.chunk.flags[cursor.entry] & EntryFlag.Generic) !== 0) return describeGeneric(row, subject);
  if (!span) return [];
  const { field } = span;
  const place =
    row.fields.length > 1
      ? t`, field ${row.fields.indexOf(field) + 1} of ${row.fields.length} of ${row.mnemonic}`
      : t` of ${row.mnemonic}`;
  const head = `**${capitalized(translated(field.name))}**${place}: ${translated(field.doc)}`;
  return [head, ...VALUES[field.kind](field, row, subject)];
}

/** What is said of a value: by its field, its type and where it stands. */
type Describe = (field: RdataField, row: TypeRow, subject: Subject) => string[];

const target: Describe = (field, _row, subject) => describeTarget(field, subject.cursor.text, subject);
const address: Describe = (_field, _row, subject) => describeAddress(subject.cursor.text, subject);
const octets: Describe = (field, row, subject) => [
  ...describeOctets(field, subject),
  ...describeKeyFacts(row, subject),
];
const security: Describe = (_field, _row, subject) => describeSecurity(subject);
const parameter: Describe = (_field, _row, subject) => describeParameter(subject);

const gateway: Describe = (field, _row, subject) => {
  const { text } = subject.cursor;
  const described = describeAddress(text, subject);
  return described.length > 0 || text === '.' ? described : describeTarget(field, text, subject);
};

const moment: Describe = (_field, _row, subject) => {
  const read = readMoment(subject.cursor.text);
  return read ? [`${momentText(read)}, ${fromNow(read, subject.lookup.now())}.`, ...describeSignature(subject)] : [];
};

const typeName: Describe = (_field, _row, { cursor: { text, chunk, entry } }) => {
  const type = typeCodeAt(text, 0, text.length);
  return type < 0 ? [] : [typeLine(type, chunk.classes[entry])];
};

const keyFlags: Describe = (_field, row, subject) => [
  ...describeKeyFlags(subject.cursor.text),
  ...describeKeyFacts(row, subject),
];

const tag: Describe = ({ values }, _row, { cursor }) => {
  const known = values && valueByMnemonic(values.rows, cursor.text);
  return known ? [`${code(known.mnemonic)}: ${translated(known.doc)}`] : [];
};

const wideNumber: Describe = (field, row, { cursor: { text }, lookup }) => {
  if (row.code === TYPE.SOA && field.name === 'serial') return describeSerialNumber(text, lookup.now());
  return field.name === 'original TTL' ? describeSeconds(field, text, row) : describeNumber(field, text);
};

const prefix: Describe = (_field, _row, subject) => {
  const written = /^!?[12]:(.+)\/\d+$/.exec(subject.cursor.text)?.[1];
  return written === undefined ? [] : describeAddress(written, subject);
};

const value: Describe = (field, row, subject) => {
  const { text, chunk, entry } = subject.cursor;
  if (NSEC3_TYPES.has(row.code)) return [...describeNumber(field, text), ...describeSecurity(subject)];
  return field.name === 'labels' && row.code === TYPE.RRSIG
    ? describeLabels(text, subject.zone.model.names, chunk.owners[entry])
    : describeNumber(field, text);
};

const VALUES: Readonly<Record<FieldKind, Describe>> = {
  u8: value,
  u16: value,
  u32: wideNumber,
  octal16: value,
  'key-flags': keyFlags,
  ttl: (field, row, { cursor }) => describeSeconds(field, cursor.text, row),
  time: moment,
  type: typeName,
  name: target,
  names: target,
  'rrsig-signer': value,
  ipv4: address,
  ipv6: address,
  string: describeText,
  strings: describeText,
  'quoted-text': describeText,
  text: describeText,
  tag,
  digits: value,
  regexp: value,
  base64: octets,
  'dash-base64': value,
  hex: octets,
  salt: security,
  'next-hash': value,
  types: typeName,
  'types-bitmap': typeName,
  'svc-params': parameter,
  'loc-latitude': value,
  'loc-longitude': value,
  'loc-altitude': value,
  'loc-size': value,
  apl: prefix,
  nsap: value,
  atma: value,
  eui48: value,
  eui64: value,
  locator: value,
  gateway,
  'amt-discovery': value,
  'amt-type': value,
  'hip-algorithm': value,
  'hip-hit': value,
  'hip-key': value,
  'a6-bits': value,
  'a6-suffix': value,
  'a6-name': target,
  'wks-protocol': value,
  'wks-ports': value,
};

function describeTarget(field: RdataField, text: string, subject: Subject): string[] {
  const { zone, cursor } = subject;
  const origin = cursor.chunk.origins[cursor.entry];
  const isMailbox = field.role === 'mailbox';
  const out = describeName(text, origin, isMailbox ? 'mailbox' : 'target', false, subject);
  if (!isMailbox || out.length === 0) return out;
  const { names } = zone.model;
  const address = mailAddress(names, names.fromText(text, origin));
  return address === undefined ? out : [t`Mail address: **${code(address)}**`, ...out];
}

function describeSeconds(field: RdataField, text: string, row: TypeRow): string[] {
  const seconds = parseTtl(text);
  if (seconds === undefined) return [];
  const usual = row.code === TYPE.SOA ? SOA_USUAL[field.name] : undefined;
  return usual ? [secondsText(seconds), translated(usual)] : [secondsText(seconds)];
}

function describeSerialNumber(text: string, now: Date): string[] {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff) return [];
  const serial = Number(text);
  const described = describeSerial(serial);
  const out = described ? [`${code(text)}: ${described}.`] : [t`${code(text)}: a plain counter.`];
  out.push(t`The next one: ${code(String(serialAfter(serial, 'auto', now)))}.`);
  return out;
}

function describeNumber(field: RdataField, text: string): string[] {
  if (!field.values) return [];
  const { rows, name } = field.values;
  const value = /^\d+$/.test(text) ? valueByNumber(rows, Number(text)) : valueByMnemonic(rows, text);
  if (!value) return /^\d+$/.test(text) ? [t`${code(text)}: no ${translated(name)} that is known.`] : [];
  const shown = value.mnemonic === '' ? code(String(value.number)) : `${code(String(value.number))} ${value.mnemonic}`;
  const out = [`${shown}: ${translated(value.doc)}`];
  if (isSecurity(value)) out.push(`${translated(ADVICE[value.advice])} ${value.rfc}.`);
  return out;
}

function isSecurity(value: Value): value is SecurityValue {
  return 'advice' in value;
}

function describeKeyFlags(text: string): string[] {
  if (!/^\d{1,5}$/.test(text)) return [];
  const flags = Number(text);
  const known = valueByNumber(DNSKEY_FLAGS.rows, flags);
  if (known) return [`${code(text)}: ${translated(known.doc)}`];
  const bits: string[] = [];
  if (flags & KEY_FLAG.ZONE) bits.push(t`zone key`);
  if (flags & KEY_FLAG.SEP) bits.push(t`secure entry point`);
  if (flags & KEY_FLAG.REVOKE) bits.push(t`revoked`);
  return bits.length > 0 ? [`${code(text)}: ${listed(bits)}.`] : [];
}

function describeKeyFacts(row: TypeRow, subject: Subject): string[] {
  return KEY_TYPES.has(row.code) ? describeSecurity(subject) : [];
}

function describeGeneric(row: TypeRow, subject: Subject): string[] {
  const { zone, cursor } = subject;
  const { record } = cursor;
  const out = [t`${code('\\#')}: the data as a number of octets and hexadecimal digits (RFC 3597 section 5).`];
  out.push(...describeSecurity(subject));
  if (row.fields.length === 0 || !record) return out;
  const wire = wireOf(record, zone.model.names);
  const text = wire && rdataFromWire(row, wire);
  if (text && !text.startsWith('\\#')) out.push(t`The same as ${code(`${typeText(row.code)} ${text}`)}`);
  return out;
}

/** A service parameter: its key, and its value where that is addresses. */
function describeParameter(subject: Subject): string[] {
  const { cursor } = subject;
  const { chunk, entry } = cursor;
  // `key="value"` may be two words: the second is then the value of the first.
  const quoted = chunk.wordQuoted[chunk.wordFirsts[entry] + cursor.word] === 1;
  const at = chunk.wordFirsts[entry] + cursor.word - (quoted && cursor.word > 0 ? 1 : 0);
  const written = chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
  const equals = written.indexOf('=');
  const name = equals < 0 ? written : written.slice(0, equals);
  const value = quoted ? cursor.text : equals < 0 ? '' : written.slice(equals + 1).replace(/^"|"$/g, '');
  const number = /^key(\d+)$/i.exec(name)?.[1];
  const key = number === undefined ? valueByMnemonic(SVC_KEY_ROWS, name) : valueByNumber(SVC_KEY_ROWS, Number(number));
  if (!key) return [];
  const out = [t`${code(key.mnemonic)} (key ${key.number}, ${key.rfc}): ${translated(key.doc)}`];
  if (key.mnemonic === 'ipv4hint' || key.mnemonic === 'ipv6hint') {
    for (const address of value.split(',').slice(0, 4)) out.push(...describeAddress(address.trim(), subject));
  }
  return out;
}

function describeText(field: RdataField, row: TypeRow, { cursor }: Subject): string[] {
  const { chunk, entry, text } = cursor;
  const out: string[] = [];
  if (field.kind === 'strings' || field.kind === 'string') {
    const octets = octetCount(text);
    out.push(t`${counted(octets, t`octet`, t`octets`)} of at most ${LONGEST_STRING}.`);
    const first = chunk.wordFirsts[entry];
    const words = chunk.wordFirsts[entry + 1] - first;
    if (field.kind === 'strings' && words > 1) out.push(t`String ${cursor.word + 1} of ${words}.`);
  }
  if (row.mnemonic === 'TXT' || row.mnemonic === 'SPF') {
    const at = chunk.wordFirsts[entry];
    const start = chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
    const known = TEXTS.find((each) => each.start.test(start));
    if (known) out.push(translated(known.what));
  }
  return out;
}

/** Octets of a string in presentation format: an escape is one, other characters are UTF-8. */
function octetCount(text: string): number {
  return new TextEncoder().encode(text.replace(/\\(?:\d{3}|[\s\S])/g, 'x')).length;
}

function describeOctets(field: RdataField, { cursor }: Subject): string[] {
  const { chunk, entry, span } = cursor;
  if (!span) return [];
  const first = chunk.wordFirsts[entry];
  let digits = '';
  for (let word = span.firstWord; word <= span.lastWord; word++) {
    digits += chunk.text.slice(chunk.wordStarts[first + word], chunk.wordEnds[first + word]);
  }
  const octets = field.kind === 'hex' ? digits.length >> 1 : Math.floor((withoutEnd(digits, '=').length * 3) / 4);
  return [`${counted(octets, t`octet`, t`octets`)}.`];
}

/** The labels field of a signature says whether a wildcard made the record (RFC 4034 section 3.1.3). */
function describeLabels(text: string, names: NameTable, owner: NameId): string[] {
  if (!/^\d+$/.test(text) || owner < 0) return [];
  const own = names.depth(owner) - (names.labelText(owner) === '*' ? 1 : 0);
  if (Number(text) < own) return [t`Fewer than the owner has: the record was made from a wildcard.`];
  return Number(text) > own ? [t`More than the owner has: the signature cannot be valid.`] : [];
}
