/** The parameters of SVCB and HTTPS (RFC 9460 section 2.1, section 7; dohpath: RFC 9461 section 5). */

import { t } from '../../l10n.ts';
import { ipv4Text, ipv6Text, readIpv4, readIpv6 } from '../addresses.ts';
import { SVC_KEY_ROWS, valueByMnemonic, valueByNumber } from '../algorithms.ts';
import { HIGHEST_NAMED_SVC_KEY, SVC_KEY } from '../codes.ts';
import { readEscape } from '../nameText.ts';
import { base64Text } from './binary.ts';
import { clipped, type Encoder, type FieldCodec } from './codec.ts';
import { isDohTemplate } from './doh.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/** Messages are cut here: a value may have any length. */
const LONGEST_FAULT = 240;

/** A value that failed: what is wrong with it, for the user. */
class Fault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** One parameter as written: where key and value stand. */
interface Parameter {
  readonly key: string;
  /** Undefined where there is no `=`. */
  readonly value: string | undefined;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the next word, or the next two where the scanner split `key="value"` at its quote.
 * Undefined, and a report, for a word in quotes that belongs to no key.
 */
function takeParameter(encoder: Encoder): Parameter | undefined {
  const { text } = encoder.words;
  const { start, end } = encoder;
  if (encoder.isQuoted) {
    encoder.fail(
      'quoted',
      t`A service parameter begins with its key, and only its value may stand in quotes, such as \`alpn="h2"\`.`,
    );
    encoder.word++;
    return undefined;
  }
  const equals = text.indexOf('=', start);
  encoder.word++;
  if (equals < 0 || equals >= end) return { key: text.slice(start, end), value: undefined, start, end };
  const key = text.slice(start, equals);
  if (equals + 1 === end && !encoder.done && encoder.isQuoted && encoder.start === end + 1) {
    const value = text.slice(encoder.start, encoder.end);
    const valueEnd = encoder.end + 1;
    encoder.word++;
    return { key, value, start, end: valueEnd };
  }
  if (text.charCodeAt(equals + 1) === QUOTE && end - equals > 2 && text.charCodeAt(end - 1) === QUOTE) {
    return { key, value: text.slice(equals + 2, end - 1), start, end };
  }
  return { key, value: text.slice(equals + 1, end), start, end };
}

/** The number of a key: a name that named knows, or `key` and a number without leading zeros (RFC 9460 section 2.1). */
function keyNumber(key: string): number | Fault {
  const known = valueByMnemonic(SVC_KEY_ROWS, key);
  if (known?.named) return known.number;
  if (known) return new Fault(t`named does not know the parameter \`${key}\`. Write \`key${known.number}\`.`);
  const digits = /^key(0|[1-9]\d*)$/.exec(key)?.[1];
  if (digits === undefined && /^key\d+$/i.test(key)) {
    return new Fault(
      t`\`${key}\` is not a service parameter: keys are written in small letters (RFC 9460 section 2.1). Write \`${key.toLowerCase()}\`.`,
    );
  }
  if (digits === undefined) {
    return new Fault(
      t`\`${key}\` is not a service parameter. Write a key such as \`alpn\`, or \`key\` and its number.`,
    );
  }
  if (digits.length > 5 || Number(digits) > 0xffff)
    return new Fault(t`\`${key}\` is more than the highest key, key65535.`);
  return Number(digits);
}

function keyText(number: number): string {
  return number <= HIGHEST_NAMED_SVC_KEY ? valueByNumber(SVC_KEY_ROWS, number)!.mnemonic : `key${number}`;
}

const utf8 = new TextEncoder();

/** A value's octets with the escapes of the zone file read; a Fault for a bad escape. */
function unescaped(value: string): number[] | Fault {
  const octets: number[] = [];
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === BACKSLASH) {
      const read = readEscape(value, i, value.length);
      if (read.octet < 0) return new Fault(t`\`${value}\` has a backslash that starts no escape.`);
      octets.push(read.octet);
      i += read.length - 1;
    } else if (code < 0x80) octets.push(code);
    else {
      const char = String.fromCodePoint(value.codePointAt(i)!);
      octets.push(...utf8.encode(char));
      i += char.length - 1;
    }
  }
  return octets;
}

/** Splits a list at its commas; a backslash before a comma or backslash makes it part of the item (RFC 9460 appendix A.1). */
function listItems(octets: readonly number[]): number[][] {
  const items: number[][] = [[]];
  for (let i = 0; i < octets.length; i++) {
    if (octets[i] === BACKSLASH && i + 1 < octets.length) items[items.length - 1].push(octets[++i]);
    else if (octets[i] === COMMA) items.push([]);
    else items[items.length - 1].push(octets[i]);
  }
  return items;
}

function alpnValue(value: string): number[] | Fault {
  const octets = unescaped(value);
  if (octets instanceof Fault) return octets;
  const out: number[] = [];
  for (const item of listItems(octets)) {
    if (item.length === 0)
      return new Fault(t`alpn has an empty protocol in \`${value}\`. Remove the comma that is too many.`);
    if (item.length > 255) return new Fault(t`alpn has a protocol of more than 255 octets.`);
    out.push(item.length, ...item);
  }
  return out;
}

function mandatoryValue(value: string): number[] | Fault {
  const named = new Set<number>();
  for (const item of value.split(',')) {
    const number = item === '' ? new Fault(t`mandatory has an empty key in \`${value}\`.`) : keyNumber(item);
    if (number instanceof Fault) return number;
    if (number === SVC_KEY.mandatory) return new Fault(t`mandatory must not name itself.`);
    if (named.has(number)) return new Fault(t`mandatory names \`${item}\` twice.`);
    named.add(number);
  }
  const keys = [...named].sort((a, b) => a - b);
  return keys.flatMap((key) => [key >> 8, key & 255]);
}

function hintValue(value: string, size: 4 | 16): number[] | Fault {
  const out: number[] = [];
  const octets = new Uint8Array(size);
  const read = size === 4 ? readIpv4 : readIpv6;
  for (const item of value.split(',')) {
    if (!read(item, 0, item.length, octets, 0)) {
      return new Fault(t`\`${item}\` is not an ${size === 4 ? 'IPv4' : 'IPv6'} address.`);
    }
    out.push(...octets);
  }
  return out;
}

function base64Value(value: string): number[] | Fault {
  const fault = new Fault(t`ech is not valid base64: \`${value}\`.`);
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) return fault;
  const binary = atob(value);
  const octets = Array.from(binary, (char) => char.charCodeAt(0));
  return base64Text(Uint8Array.from(octets)) === value ? octets : fault;
}

/** The octets of a parameter's value, or what is wrong with it. */
function valueOctets(key: number, name: string, value: string | undefined): number[] | Fault {
  if (key === SVC_KEY['no-default-alpn'])
    return value === undefined || value === '' ? [] : new Fault(t`no-default-alpn takes no value. Remove it.`);
  // named takes an empty ech.
  if (key === SVC_KEY.ech && !value) return [];
  if (key > HIGHEST_NAMED_SVC_KEY) return unescaped(value ?? '');
  if (value === undefined || value === '') return new Fault(t`\`${name}\` needs a value: write \`${name}=...\`.`);
  switch (key) {
    case SVC_KEY.mandatory:
      return mandatoryValue(value);
    case SVC_KEY.alpn:
      return alpnValue(value);
    case SVC_KEY.port: {
      const port = Number(value);
      if (!/^\d+$/.test(value) || port > 0xffff)
        return new Fault(t`\`${value}\` is not a port. Write a number from 0 to 65535.`);
      return [port >> 8, port & 255];
    }
    case SVC_KEY.ipv4hint:
      return hintValue(value, 4);
    case SVC_KEY.ipv6hint:
      return hintValue(value, 16);
    case SVC_KEY.ech:
      return base64Value(value);
    default: {
      const octets = unescaped(value);
      if (octets instanceof Fault || isDohTemplate(octets)) return octets;
      return new Fault(
        t`\`${value}\` is not a path template: it begins with / and has the variable dns, such as /dns-query{?dns}.`,
      );
    }
  }
}

/**
 * The octets of a parameter. Under `keyNNN` a value is its octets, also where the key has a name and a syntax of its own, and named takes a name in
 * capitals as it takes `keyNNN`.
 */
function octetsOf(key: number, parameter: Parameter): number[] | Fault {
  if (key > HIGHEST_NAMED_SVC_KEY || parameter.key === keyText(key)) {
    return valueOctets(key, parameter.key, parameter.value);
  }
  const octets = unescaped(parameter.value ?? '');
  const fault = octets instanceof Fault ? undefined : octetsFault(key, octets);
  if (!fault) return octets;
  return parameter.key.toLowerCase() === keyText(key)
    ? new Fault(
        t`\`${parameter.key}\` is in capitals, so its value is not read as that of \`${keyText(key)}\` (RFC 9460 section 2.1: small letters). Write \`${keyText(key)}\`.`,
      )
    : new Fault(t`${fault} in the octets of \`${parameter.key}\`. Write \`${keyText(key)}=\`.`);
}

/** What is wrong with the octets under a known key, for wire format and for `keyNNN=`; undefined where they are right. */
function octetsFault(key: number, octets: Uint8Array | readonly number[]): string | undefined {
  const { length } = octets;
  switch (key) {
    case SVC_KEY.mandatory: {
      if (length === 0 || length % 2 !== 0) return t`mandatory is not a list of keys`;
      let last = 0;
      for (let i = 0; i < length; i += 2) {
        const number = octets[i] * 256 + octets[i + 1];
        if (number <= last) return t`mandatory is not in order`;
        last = number;
      }
      return undefined;
    }
    case SVC_KEY.alpn: {
      let at = 0;
      while (at < length && octets[at] > 0) at += octets[at] + 1;
      return length === 0 || at !== length ? t`alpn is not a list of protocols` : undefined;
    }
    case SVC_KEY['no-default-alpn']:
      return length === 0 ? undefined : t`no-default-alpn takes no value`;
    case SVC_KEY.port:
      return length === 2 ? undefined : t`port is not two octets`;
    case SVC_KEY.ipv4hint:
      return length > 0 && length % 4 === 0 ? undefined : t`ipv4hint is not a list of addresses`;
    case SVC_KEY.ipv6hint:
      return length > 0 && length % 16 === 0 ? undefined : t`ipv6hint is not a list of addresses`;
    case SVC_KEY.dohpath:
      return isDohTemplate(octets) ? undefined : t`dohpath is not a path template`;
    default:
      return undefined;
  }
}

/** What is wrong with a whole set of parameters: a mandatory key that is not there, or no-default-alpn without alpn. */
function setFault(values: ReadonlyMap<number, ArrayLike<number>>): string | undefined {
  const mandatory = values.get(SVC_KEY.mandatory);
  for (let i = 0; mandatory && i < mandatory.length; i += 2) {
    const key = mandatory[i] * 256 + mandatory[i + 1];
    if (!values.has(key))
      return t`mandatory names \`${keyText(key)}\`, which is not among the parameters. Add it or take it off the list.`;
  }
  if (values.has(SVC_KEY['no-default-alpn']) && !values.has(SVC_KEY.alpn))
    return t`no-default-alpn needs alpn beside it. Add \`alpn=\` with a protocol.`;
  return undefined;
}

export const svcParams: FieldCodec = {
  encode(encoder) {
    const { first } = encoder.words;
    const from = encoder.words.starts[first + encoder.word];
    const values = new Map<number, number[]>();
    let end = from;
    while (!encoder.done) {
      const parameter = takeParameter(encoder);
      if (!parameter) continue;
      end = parameter.end;
      const number = keyNumber(parameter.key);
      const octets = number instanceof Fault ? number : octetsOf(number, parameter);
      const twice = typeof number === 'number' && values.has(number);
      const fault = twice
        ? t`\`${parameter.key}\` stands twice. Remove one.`
        : octets instanceof Fault && octets.message;
      if (fault)
        encoder.failAt(
          parameter.start,
          parameter.end,
          'bad-svcb',
          t`${encoder.row.mnemonic} parameters: ${clipped(fault, LONGEST_FAULT)}`,
        );
      else values.set(number as number, octets as number[]);
    }
    const fault = encoder.failed ? undefined : setFault(values);
    if (fault)
      encoder.failAt(from, end, 'bad-svcb', t`${encoder.row.mnemonic} parameters: ${clipped(fault, LONGEST_FAULT)}`);
    for (const key of [...values.keys()].sort((a, b) => a - b)) {
      const octets = values.get(key)!;
      encoder.u16(key);
      encoder.u16(octets.length);
      for (const octet of octets) encoder.u8(octet);
    }
    return true;
  },
  decode(decoder) {
    const values = new Map<number, Uint8Array>();
    let last = -1;
    while (decoder.left > 0 && !decoder.malformed) {
      const key = decoder.u16();
      const octets = decoder.take(decoder.u16());
      if (key <= last || octetsFault(key, octets)) decoder.malformed = true;
      last = key;
      values.set(key, octets);
      if (!decoder.malformed) decoder.parts.push(parameterText(key, octets));
    }
    if (setFault(values)) decoder.malformed = true;
  },
};

function parameterText(key: number, octets: Uint8Array): string {
  const name = keyText(key);
  if (octets.length === 0) return name;
  switch (key) {
    case SVC_KEY.mandatory: {
      const keys: string[] = [];
      for (let i = 0; i < octets.length; i += 2) keys.push(keyText(octets[i] * 256 + octets[i + 1]));
      return `${name}=${keys.join(',')}`;
    }
    case SVC_KEY.alpn: {
      const items: string[] = [];
      for (let at = 0; at < octets.length; at += octets[at] + 1) {
        items.push(escaped(octets.subarray(at + 1, at + 1 + octets[at]), true));
      }
      return `${name}="${items.join(',')}"`;
    }
    case SVC_KEY.port:
      return `${name}=${octets[0] * 256 + octets[1]}`;
    case SVC_KEY.ipv4hint:
      return `${name}=${slices(octets, 4).map(ipv4Text).join(',')}`;
    case SVC_KEY.ipv6hint:
      return `${name}=${slices(octets, 16).map(ipv6Text).join(',')}`;
    case SVC_KEY.ech:
      return `${name}=${base64Text(octets)}`;
    default:
      return `${name}="${escaped(octets, false)}"`;
  }
}

function slices(octets: Uint8Array, size: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += size) out.push(octets.subarray(at, at + size));
  return out;
}

/** A value's octets for use between quotes; in a list, commas and backslashes are escaped once more for the list. */
function escaped(octets: Uint8Array, inList: boolean): string {
  let out = '';
  for (const octet of octets) {
    if (octet < 0x20 || octet > 0x7e) out += `\\${String(octet).padStart(3, '0')}`;
    else if (octet === BACKSLASH) out += inList ? '\\\\\\\\' : '\\\\';
    else if (octet === COMMA && inList) out += '\\\\,';
    else if (octet === QUOTE) out += '\\"';
    else out += String.fromCharCode(octet);
  }
  return out;
}
