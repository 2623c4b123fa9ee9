/** The codec of every field kind. */

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

export const CODECS: Readonly<Record<FieldKind, FieldCodec>> = {
  u8,
  u16,
  u32,
  octal16,
  'key-flags': keyFlags,
  ttl,
  time,
  type,
  name,
  names,
  'rrsig-signer': rrsigSigner,
  ipv4,
  ipv6,
  string,
  strings,
  'quoted-text': quotedOnly,
  text,
  tag,
  digits,
  regexp,
  base64,
  'dash-base64': dashBase64,
  hex,
  salt,
  'next-hash': nextHash,
  types,
  'types-bitmap': nxtTypes,
  'svc-params': svcParams,
  'loc-latitude': latitude,
  'loc-longitude': longitude,
  'loc-altitude': altitude,
  'loc-size': size,
  apl,
  nsap,
  atma,
  eui48,
  eui64,
  locator,
  gateway,
  'amt-discovery': amtDiscovery,
  'amt-type': amtType,
  'hip-algorithm': hipAlgorithm,
  'hip-hit': hipHit,
  'hip-key': hipKey,
  'a6-bits': a6Bits,
  'a6-suffix': a6Suffix,
  'a6-name': a6Name,
  'wks-protocol': wksProtocol,
  'wks-ports': wksPorts,
};
