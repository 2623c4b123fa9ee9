/** What there is to know of every kind of field. */

import type { FieldKind } from '../types.ts';
import { apl, atma, eui48, eui64, ipv4, ipv6, locator, nsap } from './addresses.ts';
import { base64, dashBase64, hex, hipAlgorithm, hipHit, hipKey, nextHash, salt } from './binary.ts';
import { nxtTypes, types } from './bitmaps.ts';
import type { FieldCodec } from './codec.ts';
import { a6Bits, a6Name, a6Suffix, amtDiscovery, amtType, gateway, wksPorts, wksProtocol } from './gateways.ts';
import { altitude, latitude, longitude, size } from './location.ts';
import { name, names, rrsigSigner } from './names.ts';
import { keyFlags, octal16, ttl, type, u8, u16, u32 } from './numbers.ts';
import { digits, quotedOnly, regexp, string, strings, tag, text } from './strings.ts';
import { svcParams } from './svcb.ts';
import { time } from './times.ts';

/** A kind of field. */
export interface FieldKindRow {
  /** How it is read and written. */
  readonly codec: FieldCodec;
  /** Its length on the wire, octets; a domain name, or a string with its length before it. Absent where other fields or the end of the RDATA decide. */
  readonly wire?: number | 'name' | 'string';
  /** Words of this kind may stand in quotes. */
  readonly quotable?: true;
  /** They usually do. */
  readonly quoted?: true;
  /** The word must begin with a digit, so one that does not is likely the next field's. */
  readonly numeric?: true;
  /** The word is a domain name; sometimes, where the fields before it decide. */
  readonly holdsName?: 'always' | 'sometimes';
  /** The field takes several words, of which the last one looks like this (RFC 1876 section 3). */
  readonly lastWord?: RegExp;
  /** The registry of the field has words, or keys of parameters, where others have numbers. */
  readonly registry?: 'words' | 'keys';
}

/** The one table of field kinds. What each service makes of a kind stands in a table of that service. */
export const FIELD_KINDS: Readonly<Record<FieldKind, FieldKindRow>> = {
  u8: { codec: u8, wire: 1, numeric: true },
  u16: { codec: u16, wire: 2, numeric: true },
  u32: { codec: u32, wire: 4, numeric: true },
  octal16: { codec: octal16, wire: 2, numeric: true },
  'key-flags': { codec: keyFlags, wire: 2 },
  ttl: { codec: ttl, wire: 4, numeric: true },
  time: { codec: time, wire: 4, numeric: true },
  type: { codec: type, wire: 2 },
  name: { codec: name, wire: 'name', holdsName: 'always' },
  names: { codec: names, holdsName: 'always' },
  'rrsig-signer': { codec: rrsigSigner, wire: 'name', holdsName: 'always' },
  ipv4: { codec: ipv4, wire: 4 },
  ipv6: { codec: ipv6, wire: 16 },
  string: { codec: string, wire: 'string', quotable: true, quoted: true },
  strings: { codec: strings, quotable: true, quoted: true },
  'quoted-text': { codec: quotedOnly, quotable: true, quoted: true },
  text: { codec: text, quotable: true, quoted: true },
  tag: { codec: tag, wire: 'string', registry: 'words' },
  digits: { codec: digits, wire: 'string', quotable: true },
  regexp: { codec: regexp, wire: 'string', quotable: true, quoted: true },
  base64: { codec: base64 },
  'dash-base64': { codec: dashBase64 },
  hex: { codec: hex },
  salt: { codec: salt, wire: 'string' },
  'next-hash': { codec: nextHash, wire: 'string' },
  types: { codec: types },
  'types-bitmap': { codec: nxtTypes },
  'svc-params': { codec: svcParams, quotable: true, registry: 'keys' },
  'loc-latitude': { codec: latitude, lastWord: /^[ns]$/i },
  'loc-longitude': { codec: longitude, lastWord: /^[ew]$/i },
  'loc-altitude': { codec: altitude },
  'loc-size': { codec: size },
  apl: { codec: apl },
  nsap: { codec: nsap },
  atma: { codec: atma },
  eui48: { codec: eui48, wire: 6 },
  eui64: { codec: eui64, wire: 8 },
  locator: { codec: locator, wire: 8 },
  gateway: { codec: gateway, holdsName: 'sometimes' },
  'amt-discovery': { codec: amtDiscovery, numeric: true },
  'amt-type': { codec: amtType, numeric: true },
  'hip-algorithm': { codec: hipAlgorithm, numeric: true },
  'hip-hit': { codec: hipHit },
  'hip-key': { codec: hipKey },
  'a6-bits': { codec: a6Bits, wire: 1, numeric: true },
  'a6-suffix': { codec: a6Suffix },
  'a6-name': { codec: a6Name, holdsName: 'sometimes' },
  'wks-protocol': { codec: wksProtocol, wire: 1 },
  'wks-ports': { codec: wksPorts },
};
