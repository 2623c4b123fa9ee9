/** Registries whose numbers stand in RDATA: what each number is called, what it means, and how it may be used. */

import {
  ALGORITHM,
  CAA_FLAG,
  CSYNC_FLAG,
  DIGEST,
  DNSSEC_PROTOCOL,
  HIGHEST_NAMED_SVC_KEY,
  NSEC3_FLAG,
  NSEC3_HASH,
  SSH_DIGEST,
  SSH_KEY,
  SVC_KEY,
} from './codes.ts';

/** One number of a registry. */
export interface Value {
  readonly number: number;
  /** How named writes and reads it where the field takes mnemonics; empty where there is none. */
  readonly mnemonic: string;
  readonly doc: string;
}

/** A registry: its rows in the order of their numbers. */
export interface ValueTable {
  readonly name: string;
  readonly rows: readonly Value[];
}

/**
 * Whether a DNSSEC algorithm or digest should be used by somebody who signs today:
 * `use` recommended, `may` optional, `avoid` not recommended, `never` must not be used.
 */
export type SigningAdvice = 'use' | 'may' | 'avoid' | 'never';

/** A DNSSEC algorithm or DS digest type. */
export interface SecurityValue extends Value {
  readonly advice: SigningAdvice;
  readonly rfc: string;
}

/** The row with this number, undefined where the registry has none. */
export function valueByNumber<V extends Value>(rows: readonly V[], number: number): V | undefined {
  return rows.find((row) => row.number === number);
}

/** The row with this mnemonic, in any case; undefined where the registry has none. */
export function valueByMnemonic<V extends Value>(rows: readonly V[], text: string): V | undefined {
  if (text === '') return undefined;
  const upper = text.toUpperCase();
  return rows.find((row) => row.mnemonic.toUpperCase() === upper);
}

function value(number: number, mnemonic: string, doc: string): Value {
  return { number, mnemonic, doc };
}

function security(number: number, mnemonic: string, advice: SigningAdvice, rfc: string, doc: string): SecurityValue {
  return { number, mnemonic, advice, rfc, doc };
}

/** DNSSEC signing algorithms; the advice is that of RFC 9904, RFC 9905 (SHA-1) and RFC 9906 (GOST). */
export const DNSSEC_ALGORITHM_ROWS: readonly SecurityValue[] = [
  security(
    ALGORITHM.DELETE,
    '',
    'never',
    'RFC 8078',
    'No algorithm: in CDS and CDNSKEY it asks the parent to remove the DS records.',
  ),
  security(ALGORITHM.RSAMD5, 'RSAMD5', 'never', 'RFC 3110', 'RSA with MD5: broken, must not be used.'),
  security(ALGORITHM.DH, 'DH', 'never', 'RFC 2539', 'Diffie-Hellman, a key exchange that signs nothing.'),
  security(ALGORITHM.DSA, 'DSA', 'never', 'RFC 3755', 'DSA with SHA-1: must not be used.'),
  security(
    ALGORITHM.RSASHA1,
    'RSASHA1',
    'never',
    'RFC 9905',
    'RSA with SHA-1: must not sign, and validators may treat the zone as unsigned.',
  ),
  security(
    ALGORITHM.NSEC3DSA,
    'NSEC3DSA',
    'never',
    'RFC 5155',
    'DSA with SHA-1 in a zone that may use NSEC3: must not be used.',
  ),
  security(
    ALGORITHM.NSEC3RSASHA1,
    'NSEC3RSASHA1',
    'never',
    'RFC 9905',
    'RSA with SHA-1 in a zone that may use NSEC3: must not sign.',
  ),
  security(
    ALGORITHM.RSASHA256,
    'RSASHA256',
    'use',
    'RFC 5702',
    'RSA with SHA-256: the most widely validated, with large signatures.',
  ),
  security(
    ALGORITHM.RSASHA512,
    'RSASHA512',
    'avoid',
    'RFC 5702',
    'RSA with SHA-512: no stronger in practice than RSASHA256.',
  ),
  security(ALGORITHM.ECCGOST, 'ECCGOST', 'never', 'RFC 9906', 'GOST R 34.10-2001: must not be used.'),
  security(
    ALGORITHM.ECDSAP256SHA256,
    'ECDSAP256SHA256',
    'use',
    'RFC 6605',
    'ECDSA on P-256 with SHA-256: small signatures, the usual choice.',
  ),
  security(ALGORITHM.ECDSAP384SHA384, 'ECDSAP384SHA384', 'may', 'RFC 6605', 'ECDSA on P-384 with SHA-384.'),
  security(ALGORITHM.ED25519, 'ED25519', 'use', 'RFC 8080', 'Ed25519: small signatures, quick to make.'),
  security(ALGORITHM.ED448, 'ED448', 'may', 'RFC 8080', 'Ed448: stronger than Ed25519, less widely validated.'),
  security(ALGORITHM.SM2SM3, 'SM2SM3', 'may', 'RFC 9563', 'SM2 signatures with SM3 hashes.'),
  security(ALGORITHM['ECC-GOST12'], 'ECC-GOST12', 'may', 'RFC 9558', 'GOST R 34.10-2012.'),
  security(ALGORITHM.INDIRECT, 'INDIRECT', 'never', 'RFC 4034', 'The key stands elsewhere; never used to sign a zone.'),
  security(
    ALGORITHM.PRIVATEDNS,
    'PRIVATEDNS',
    'may',
    'RFC 4034',
    'A private algorithm, named by a domain name at the start of the key.',
  ),
  security(
    ALGORITHM.PRIVATEOID,
    'PRIVATEOID',
    'may',
    'RFC 4034',
    'A private algorithm, named by an object identifier at the start of the key.',
  ),
];

/** Mnemonics that the registry has and named does not read. */
const UNKNOWN_TO_NAMED: ReadonlySet<number> = new Set([ALGORITHM.SM2SM3, ALGORITHM['ECC-GOST12']]);

/** DS digest types (RFC 9904, RFC 9905, RFC 9906). */
export const DS_DIGEST_ROWS: readonly SecurityValue[] = [
  security(DIGEST.DELETE, '', 'never', 'RFC 8078', 'No digest: in CDS it asks the parent to remove the DS records.'),
  security(DIGEST.SHA1, 'SHA-1', 'never', 'RFC 9905', 'SHA-1: must not be used for new DS records.'),
  security(DIGEST.SHA256, 'SHA-256', 'use', 'RFC 4509', 'SHA-256: the usual choice.'),
  security(DIGEST.GOST, 'GOST', 'never', 'RFC 9906', 'GOST R 34.11-94: must not be used.'),
  security(DIGEST.SHA384, 'SHA-384', 'may', 'RFC 6605', 'SHA-384.'),
  security(DIGEST.GOST12, 'GOST12', 'may', 'RFC 9558', 'GOST R 34.11-2012.'),
  security(DIGEST.SM3, 'SM3', 'may', 'RFC 9563', 'SM3.'),
];

/** DNSSEC algorithms as a field's values: those that named reads by name keep their mnemonic. */
export const DNSSEC_ALGORITHMS: ValueTable = {
  name: 'DNSSEC algorithm',
  rows: DNSSEC_ALGORITHM_ROWS.map((row) => (UNKNOWN_TO_NAMED.has(row.number) ? { ...row, mnemonic: '' } : row)),
};

/** DS digest types as a field's values. named 9.18 reads the first four by name. */
export const DS_DIGESTS: ValueTable = {
  name: 'DS digest type',
  rows: [
    ...DS_DIGEST_ROWS.map((row) => (row.number > DIGEST.SHA384 ? { ...row, mnemonic: '' } : row)),
    value(DIGEST.SHA1, 'SHA1', 'SHA-1: must not be used for new DS records.'),
    value(DIGEST.SHA256, 'SHA256', 'SHA-256: the usual choice.'),
    value(DIGEST.SHA384, 'SHA384', 'SHA-384.'),
  ],
};

/** NSEC3 hash algorithms (RFC 5155 section 11). */
export const NSEC3_HASHES: ValueTable = {
  name: 'NSEC3 hash',
  rows: [value(NSEC3_HASH.SHA1, 'SHA-1', 'SHA-1, the only one there is.')],
};

/** DNSKEY protocols; only 3 is valid (RFC 4034 section 2.1.2). */
export const KEY_PROTOCOLS: ValueTable = {
  name: 'key protocol',
  rows: [
    value(0, 'NONE', 'No protocol.'),
    value(1, 'TLS', 'TLS, historic.'),
    value(2, 'EMAIL', 'Mail, historic.'),
    value(DNSSEC_PROTOCOL, 'DNSSEC', 'DNSSEC, the only one that is still valid.'),
    value(4, 'IPSEC', 'IPsec, historic.'),
    value(255, 'ALL', 'All protocols, historic.'),
  ],
};

/** DNSKEY flags that are in use; the field is their sum (RFC 4034 section 2.1.1, RFC 5011). */
export const DNSKEY_FLAGS: ValueTable = {
  name: 'DNSKEY flags',
  rows: [
    value(0, '', 'Not a zone key.'),
    value(256, '', 'Zone-signing key.'),
    value(257, '', 'Key-signing key: zone key with the secure entry point bit.'),
    value(384, '', 'Zone-signing key that is revoked.'),
    value(385, '', 'Key-signing key that is revoked (RFC 5011).'),
  ],
};

/** The words that named reads for key flags, joined by `|` (RFC 2535 section 3.1.2). */
export const KEY_FLAG_WORDS: readonly { word: string; value: number }[] = [
  { word: 'NOCONF', value: 0x4000 },
  { word: 'NOAUTH', value: 0x8000 },
  { word: 'NOKEY', value: 0xc000 },
  { word: 'FLAG2', value: 0x2000 },
  { word: 'EXTEND', value: 0x1000 },
  { word: 'FLAG4', value: 0x0800 },
  { word: 'FLAG5', value: 0x0400 },
  { word: 'USER', value: 0x0000 },
  { word: 'ZONE', value: 0x0100 },
  { word: 'HOST', value: 0x0200 },
  { word: 'NTYP3', value: 0x0300 },
  { word: 'FLAG8', value: 0x0080 },
  { word: 'FLAG9', value: 0x0040 },
  { word: 'FLAG10', value: 0x0020 },
  { word: 'FLAG11', value: 0x0010 },
  ...Array.from({ length: 16 }, (_, i) => ({ word: `SIG${i}`, value: i })),
  { word: 'KSK', value: 0x0001 },
];

/** NSEC3 and NSEC3PARAM flags (RFC 5155 section 3.1.2). */
export const NSEC3_FLAGS: ValueTable = {
  name: 'NSEC3 flags',
  rows: [
    value(0, '', 'Every name is covered.'),
    value(NSEC3_FLAG.OPT_OUT, '', 'Opt-out: unsigned delegations may be left out.'),
  ],
};

/** TLSA and SMIMEA certificate usages (RFC 6698 section 2.1.1, RFC 7218). */
export const TLSA_USAGES: ValueTable = {
  name: 'certificate usage',
  rows: [
    value(0, 'PKIX-TA', 'This authority, and the certificate must also validate by the public trust list.'),
    value(1, 'PKIX-EE', 'This certificate, which must also validate by the public trust list.'),
    value(2, 'DANE-TA', 'This authority, whether publicly trusted or not.'),
    value(3, 'DANE-EE', 'This certificate or key, nothing else is checked: the usual choice for mail.'),
    value(255, 'PrivCert', 'Private use.'),
  ],
};

/** TLSA and SMIMEA selectors (RFC 6698 section 2.1.2). */
export const TLSA_SELECTORS: ValueTable = {
  name: 'selector',
  rows: [
    value(0, 'Cert', 'The whole certificate.'),
    value(1, 'SPKI', 'Only the public key, which can outlive the certificate.'),
    value(255, 'PrivSel', 'Private use.'),
  ],
};

/** TLSA and SMIMEA matching types (RFC 6698 section 2.1.3). */
export const TLSA_MATCHINGS: ValueTable = {
  name: 'matching type',
  rows: [
    value(0, 'Full', 'The data itself, not a digest.'),
    value(1, 'SHA2-256', 'SHA-256 digest, 64 hex digits.'),
    value(2, 'SHA2-512', 'SHA-512 digest, 128 hex digits.'),
    value(255, 'PrivMatch', 'Private use.'),
  ],
};

/** SSHFP key algorithms (RFC 4255, RFC 6594, RFC 7479, RFC 8709). */
export const SSHFP_ALGORITHMS: ValueTable = {
  name: 'SSH key algorithm',
  rows: [
    value(SSH_KEY.RSA, 'RSA', 'RSA.'),
    value(SSH_KEY.DSA, 'DSA', 'DSA, no longer accepted by OpenSSH.'),
    value(SSH_KEY.ECDSA, 'ECDSA', 'ECDSA.'),
    value(SSH_KEY.ED25519, 'Ed25519', 'Ed25519.'),
    value(SSH_KEY.ED448, 'Ed448', 'Ed448.'),
  ],
};

/** SSHFP fingerprint types (RFC 4255, RFC 6594). */
export const SSHFP_DIGESTS: ValueTable = {
  name: 'fingerprint type',
  rows: [
    value(SSH_DIGEST.SHA1, 'SHA-1', 'SHA-1, 40 hex digits; prefer SHA-256.'),
    value(SSH_DIGEST.SHA256, 'SHA-256', 'SHA-256, 64 hex digits.'),
  ],
};

/** CERT certificate types (RFC 4398 section 2.1). */
export const CERT_TYPES: ValueTable = {
  name: 'certificate type',
  rows: [
    value(1, 'PKIX', 'X.509 certificate.'),
    value(2, 'SPKI', 'SPKI certificate.'),
    value(3, 'PGP', 'OpenPGP packet.'),
    value(4, 'IPKIX', 'Address of an X.509 certificate.'),
    value(5, 'ISPKI', 'Address of an SPKI certificate.'),
    value(6, 'IPGP', 'Fingerprint and address of an OpenPGP packet.'),
    value(7, 'ACPKIX', 'Attribute certificate.'),
    value(8, 'IACPKIX', 'Address of an attribute certificate.'),
    value(253, 'URI', 'Private type, named by a URI.'),
    value(254, 'OID', 'Private type, named by an object identifier.'),
  ],
};

/** ZONEMD schemes (RFC 8976 section 2.2.2). */
export const ZONEMD_SCHEMES: ValueTable = {
  name: 'ZONEMD scheme',
  rows: [value(1, 'SIMPLE', 'The whole zone, sorted, in one digest.')],
};

/** ZONEMD hash algorithms (RFC 8976 section 2.2.3). */
export const ZONEMD_HASHES: ValueTable = {
  name: 'ZONEMD hash',
  rows: [value(1, 'SHA384', 'SHA-384, 96 hex digits.'), value(2, 'SHA512', 'SHA-512, 128 hex digits.')],
};

/** CSYNC flags (RFC 7477 section 2.1.1.2). */
export const CSYNC_FLAGS: ValueTable = {
  name: 'CSYNC flags',
  rows: [
    value(0, '', 'The parent waits for a person to confirm, and takes any serial.'),
    value(CSYNC_FLAG.IMMEDIATE, '', 'immediate: the parent may act at once.'),
    value(CSYNC_FLAG.SOAMINIMUM, '', 'soaminimum: only act when the SOA serial has reached the one here.'),
    value(CSYNC_FLAG.IMMEDIATE | CSYNC_FLAG.SOAMINIMUM, '', 'immediate and soaminimum.'),
  ],
};

/** CAA flags (RFC 8659 section 4.1). */
export const CAA_FLAGS: ValueTable = {
  name: 'CAA flags',
  rows: [
    value(0, '', 'An authority that does not know the tag may ignore it.'),
    value(CAA_FLAG.CRITICAL, '', 'Critical: an authority that does not know the tag must not issue.'),
  ],
};

/** CAA tags (RFC 8659, RFC 8657, RFC 9495); number is only an order here, the tag itself is text. */
export const CAA_TAGS: ValueTable = {
  name: 'CAA tag',
  rows: [
    value(1, 'issue', 'Who may issue certificates for this name; `;` is nobody.'),
    value(2, 'issuewild', 'Who may issue wildcard certificates, in place of `issue`.'),
    value(3, 'iodef', 'Where an authority reports requests that it refused: a mailto: or https: address.'),
    value(4, 'issuemail', 'Who may issue S/MIME certificates for mail addresses at this name.'),
    value(5, 'issuevmc', 'Who may issue verified mark certificates.'),
    value(6, 'contactemail', 'Mail address of the domain contact.'),
    value(7, 'contactphone', 'Telephone number of the domain contact.'),
  ],
};

/** SVCB and HTTPS parameter keys. `named` is false for those that BIND 9.18 only reads as `keyNNN`. */
export interface SvcKey extends Value {
  readonly named: boolean;
  readonly rfc: string;
}

function svcKey(mnemonic: keyof typeof SVC_KEY, rfc: string, doc: string): SvcKey {
  const number = SVC_KEY[mnemonic];
  return { number, mnemonic, rfc, doc, named: number <= HIGHEST_NAMED_SVC_KEY };
}

/** SVCB and HTTPS parameter keys (RFC 9460 section 14.3.2 and later documents). */
export const SVC_KEY_ROWS: readonly SvcKey[] = [
  svcKey('mandatory', 'RFC 9460', 'Keys that a client must understand to use this record.'),
  svcKey('alpn', 'RFC 9460', 'Protocols that the service speaks, such as h2 and h3.'),
  svcKey('no-default-alpn', 'RFC 9460', 'The default protocol is not offered; takes no value, needs alpn.'),
  svcKey('port', 'RFC 9460', 'The port to connect to.'),
  svcKey('ipv4hint', 'RFC 9460', 'IPv4 addresses to try before the target is looked up.'),
  svcKey('ech', 'RFC 9848', 'Encrypted ClientHello configuration, in base64.'),
  svcKey('ipv6hint', 'RFC 9460', 'IPv6 addresses to try before the target is looked up.'),
  svcKey('dohpath', 'RFC 9461', 'Path template of a DNS-over-HTTPS resolver, with the variable dns.'),
  svcKey('ohttp', 'RFC 9540', 'The service is an Oblivious HTTP target; takes no value.'),
  svcKey('tls-supported-groups', 'IANA', 'TLS groups that the service supports.'),
  svcKey('docpath', 'RFC 9953', 'Path of a DNS-over-CoAP resolver.'),
];

/** The same keys as a field's values. */
export const SVC_KEYS: ValueTable = { name: 'service parameter', rows: SVC_KEY_ROWS };

/** IPSECKEY gateway types (RFC 4025 section 2.3). */
export const IPSEC_GATEWAYS: ValueTable = {
  name: 'gateway type',
  rows: [
    value(0, '', 'No gateway, written as a dot.'),
    value(1, '', 'IPv4 address.'),
    value(2, '', 'IPv6 address.'),
    value(3, '', 'Domain name.'),
  ],
};

/** AMTRELAY relay types (RFC 8777 section 4.2.3). */
export const AMT_RELAYS: ValueTable = { name: 'relay type', rows: IPSEC_GATEWAYS.rows };

/** IPSECKEY algorithms (RFC 4025 section 2.4, RFC 9373). */
export const IPSEC_ALGORITHMS: ValueTable = {
  name: 'IPSECKEY algorithm',
  rows: [
    value(0, '', 'No key.'),
    value(1, '', 'DSA.'),
    value(2, '', 'RSA.'),
    value(3, '', 'ECDSA.'),
    value(4, '', 'EdDSA.'),
  ],
};

/** DSYNC schemes (RFC 9859 section 2.1). */
export const DSYNC_SCHEMES: ValueTable = {
  name: 'DSYNC scheme',
  rows: [value(1, 'NOTIFY', 'Send a NOTIFY message to the target.')],
};

/** AFSDB subtypes (RFC 1183 section 1, RFC 5864). */
export const AFSDB_SUBTYPES: ValueTable = {
  name: 'AFSDB subtype',
  rows: [value(1, '', 'AFS cell database server.'), value(2, '', 'DCE authenticated name server.')],
};
