/** The numbers of DNS messages and of what RDATA holds, by the names that IANA's registries give them. Types are in types.ts, classes in classes.ts. */

/** RCODEs (RFC 1035 section 4.1.1, RFC 2136 section 2.2, RFC 6891 section 9, RFC 8490 section 5.3, RFC 8945 section 3, RFC 7873 section 8). */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
  DSOTYPENI: 11,
  BADVERS: 16,
  BADKEY: 17,
  BADTIME: 18,
  BADMODE: 19,
  BADNAME: 20,
  BADALG: 21,
  BADTRUNC: 22,
  BADCOOKIE: 23,
} as const;

const RCODE_NAMES = new Map<number, string>(Object.entries(RCODE).map(([name, code]) => [code, name]));

/** The name of an RCODE; undefined for a number that has none. */
export function rcodeName(code: number): string | undefined {
  return RCODE_NAMES.get(code);
}

/** OPCODEs (RFC 1035 section 4.1.1, RFC 1996, RFC 2136, RFC 8490). */
export const OPCODE = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5, DSO: 6 } as const;

/** The bits of the header's second 16 bits (RFC 1035 section 4.1.1, RFC 4035 section 3). Opcode and RCODE lie between them. */
export const FLAG = {
  QR: 0x8000,
  AA: 0x0400,
  TC: 0x0200,
  RD: 0x0100,
  RA: 0x0080,
  Z: 0x0040,
  AD: 0x0020,
  CD: 0x0010,
} as const;

/** The bits of the OPT record's flags (RFC 3225, RFC 9824). */
export const EDNS_FLAG = { DO: 0x8000, CO: 0x4000 } as const;

/** EDNS option codes, by the names that dig takes. */
export const EDNS_OPTION = {
  LLQ: 1,
  UL: 2,
  NSID: 3,
  DAU: 5,
  DHU: 6,
  N3U: 7,
  ECS: 8,
  EXPIRE: 9,
  COOKIE: 10,
  KEEPALIVE: 11,
  PADDING: 12,
  CHAIN: 13,
  'KEY-TAG': 14,
  EDE: 15,
  'CLIENT-TAG': 16,
  'SERVER-TAG': 17,
  ZONEVERSION: 19,
} as const;

/** Info codes of extended DNS errors (RFC 8914 section 4, and the registry that it made). */
export const EDE = {
  OTHER: 0,
  UNSUPPORTED_DNSKEY_ALGORITHM: 1,
  UNSUPPORTED_DS_DIGEST_TYPE: 2,
  STALE_ANSWER: 3,
  FORGED_ANSWER: 4,
  DNSSEC_INDETERMINATE: 5,
  DNSSEC_BOGUS: 6,
  SIGNATURE_EXPIRED: 7,
  SIGNATURE_NOT_YET_VALID: 8,
  DNSKEY_MISSING: 9,
  RRSIGS_MISSING: 10,
  NO_ZONE_KEY_BIT_SET: 11,
  NSEC_MISSING: 12,
  CACHED_ERROR: 13,
  NOT_READY: 14,
  BLOCKED: 15,
  CENSORED: 16,
  FILTERED: 17,
  PROHIBITED: 18,
  STALE_NXDOMAIN_ANSWER: 19,
  NOT_AUTHORITATIVE: 20,
  NOT_SUPPORTED: 21,
  NO_REACHABLE_AUTHORITY: 22,
  NETWORK_ERROR: 23,
  INVALID_DATA: 24,
  SIGNATURE_EXPIRED_BEFORE_VALID: 25,
  TOO_EARLY: 26,
  UNSUPPORTED_NSEC3_ITERATIONS: 27,
  UNABLE_TO_CONFORM_TO_POLICY: 28,
  SYNTHESIZED: 29,
  INVALID_QUERY_TYPE: 30,
} as const;

/** DNSSEC algorithms by their mnemonics. DELETE stands in CDS and CDNSKEY only (RFC 8078 section 4). */
export const ALGORITHM = {
  DELETE: 0,
  RSAMD5: 1,
  DH: 2,
  DSA: 3,
  RSASHA1: 5,
  NSEC3DSA: 6,
  NSEC3RSASHA1: 7,
  RSASHA256: 8,
  RSASHA512: 10,
  ECCGOST: 12,
  ECDSAP256SHA256: 13,
  ECDSAP384SHA384: 14,
  ED25519: 15,
  ED448: 16,
  SM2SM3: 17,
  'ECC-GOST12': 23,
  INDIRECT: 252,
  PRIVATEDNS: 253,
  PRIVATEOID: 254,
} as const;

/** DS digest types. DELETE stands in CDS only. */
export const DIGEST = { DELETE: 0, SHA1: 1, SHA256: 2, GOST: 3, SHA384: 4, GOST12: 5, SM3: 6 } as const;

/** The algorithms that RSA keys are for, in the form of RFC 3110 section 2. */
export const RSA_ALGORITHMS: ReadonlySet<number> = new Set([
  ALGORITHM.RSAMD5,
  ALGORITHM.RSASHA1,
  ALGORITHM.NSEC3RSASHA1,
  ALGORITHM.RSASHA256,
  ALGORITHM.RSASHA512,
]);

/** The bits of a DNSKEY's flags that are in use (RFC 4034 section 2.1.1, RFC 5011 section 7). */
export const KEY_FLAG = { ZONE: 0x0100, REVOKE: 0x0080, SEP: 0x0001 } as const;

/** The only protocol that a DNSKEY may have (RFC 4034 section 2.1.2). */
export const DNSSEC_PROTOCOL = 3;

/** NSEC3 hash algorithms (RFC 5155 section 11) and the one flag (section 3.1.2.1). */
export const NSEC3_HASH = { SHA1: 1 } as const;
export const NSEC3_FLAG = { OPT_OUT: 0x01 } as const;

/** SSHFP key algorithms and fingerprint types. */
export const SSH_KEY = { RSA: 1, DSA: 2, ECDSA: 3, ED25519: 4, ED448: 6 } as const;
export const SSH_DIGEST = { SHA1: 1, SHA256: 2 } as const;

/** The keys of SVCB and HTTPS parameters (RFC 9460 section 14.3.2 and later documents). */
export const SVC_KEY = {
  mandatory: 0,
  alpn: 1,
  'no-default-alpn': 2,
  port: 3,
  ipv4hint: 4,
  ech: 5,
  ipv6hint: 6,
  dohpath: 7,
  ohttp: 8,
  'tls-supported-groups': 9,
  docpath: 10,
} as const;

/** The highest key that BIND 9.18 reads by name. */
export const HIGHEST_NAMED_SVC_KEY: number = SVC_KEY.dohpath;

/** Flags of CAA (RFC 8659 section 4.1) and CSYNC (RFC 7477 section 2.1.1.2). */
export const CAA_FLAG = { CRITICAL: 0x80 } as const;
export const CSYNC_FLAG = { IMMEDIATE: 0x0001, SOAMINIMUM: 0x0002 } as const;
