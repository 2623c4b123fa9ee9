import { ALGORITHM } from './codes.ts';
/** The key tag of a DNSKEY (RFC 4034 appendix B). */

/** The key tag of a DNSKEY, CDNSKEY or KEY record's RDATA in wire format: 0 to 65535; 0 for RDATA too short to be a key. */
export function keyTag(rdata: Uint8Array): number {
  if (rdata.length < 4) return 0;
  // RSA/MD5 takes its tag from the modulus (RFC 4034 appendix B.1).
  if (rdata[3] === ALGORITHM.RSAMD5)
    return rdata.length < 7 ? 0 : rdata[rdata.length - 3] * 256 + rdata[rdata.length - 2];
  let sum = 0;
  for (let i = 0; i < rdata.length; i++) sum += i & 1 ? rdata[i] : rdata[i] * 256;
  return (sum + (sum >>> 16)) & 0xffff;
}
