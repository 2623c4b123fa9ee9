/**
 * The one table of RR types: what each is called, where it is defined, and its RDATA as a list of typed fields.
 * Parser, formatter, hover, completion, live answers and DNSSEC read it. A new type is a new row, and nothing else.
 */

import type { ValueTable } from './algorithms.ts';
import * as values from './algorithms.ts';
import { CLASS } from './classes.ts';

/** How a field is written and what stands for it on the wire; one codec each in rdata/. */
export type FieldKind =
  | 'u8'
  | 'u16'
  | 'u32'
  | 'octal16'
  | 'key-flags'
  | 'ttl'
  | 'time'
  | 'type'
  | 'name'
  | 'names'
  | 'rrsig-signer'
  | 'ipv4'
  | 'ipv6'
  | 'string'
  | 'strings'
  | 'quoted-text'
  | 'text'
  | 'tag'
  | 'digits'
  | 'regexp'
  | 'base64'
  | 'dash-base64'
  | 'hex'
  | 'salt'
  | 'next-hash'
  | 'types'
  | 'types-bitmap'
  | 'svc-params'
  | 'loc-latitude'
  | 'loc-longitude'
  | 'loc-altitude'
  | 'loc-size'
  | 'apl'
  | 'nsap'
  | 'atma'
  | 'eui48'
  | 'eui64'
  | 'locator'
  | 'gateway'
  | 'amt-discovery'
  | 'amt-type'
  | 'hip-algorithm'
  | 'hip-hit'
  | 'hip-key'
  | 'a6-bits'
  | 'a6-suffix'
  | 'a6-name'
  | 'wks-protocol'
  | 'wks-ports';

/** What a name in RDATA is for. */
export type NameRole =
  | 'ns-target'
  | 'mx-target'
  | 'srv-target'
  | 'svc-target'
  | 'cname-target'
  | 'dname-target'
  | 'ptr-target'
  | 'mailbox'
  | 'primary'
  | 'signer'
  | 'next-owner'
  | 'host'
  | 'domain';

/** One field of a record's RDATA, in the order in which it is written. */
export interface RdataField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly doc: string;
  /** Only the last fields of a row can be optional. */
  readonly optional?: true;
  /** The field takes all words that are left. */
  readonly repeats?: true;
  /** The registry that the number is from. */
  readonly values?: ValueTable;
  /** named also reads the registry's mnemonics here. */
  readonly mnemonics?: true;
  /** named prints the mnemonic here. */
  readonly printsMnemonic?: true;
  /** The only number that named takes. */
  readonly only?: number;
  /** What a name is for. */
  readonly role?: NameRole;
  /** How many octets a digest has, by the number in the octet at `at` of the RDATA; other numbers need `least` octets. */
  readonly digest?: {
    readonly at: number;
    readonly lengths: Readonly<Record<number, number>>;
    readonly least?: number;
  };
  /** The field is absent where all these bits of the flags in the first two octets are set (KEY without a key). */
  readonly absentWithFlags?: number;
  /** A time that is only written as YYYYMMDDHHMMSS, and not in seconds. */
  readonly asDate?: true;
  /** The word may stand in quotes, other than words of its kind. */
  readonly quotable?: true;
  /** A types field that must name at least one type. */
  readonly nonEmpty?: true;
}

/** An RR type. */
export interface TypeRow {
  readonly mnemonic: string;
  readonly code: number;
  /** The class in which the RDATA has this form; ANY for every class. */
  readonly class: 'IN' | 'ANY' | 'CH';
  readonly rfc: string;
  /** meta: a question or a part of a message, never a record of a zone; unknown: not in this table, or not in the class. */
  readonly status: 'current' | 'obsolete' | 'experimental' | 'meta' | 'unknown';
  readonly description: string;
  /** Empty where the type has no presentation format and is only written as `\# length hex`. */
  readonly fields: readonly RdataField[];
  /** A valid RDATA, for hovers, completion and advice; empty for meta types. */
  readonly example: string;
  /** BIND up to 9.21 does not know the mnemonic: its zones must say `TYPEnnn \#`. */
  readonly unknownToNamed?: true;
  /**
   * The type is older than RFC 3597: names in its RDATA may be compressed in messages (section 4), and stand in small letters in the canonical form
   * (RFC 4034 section 6.2, without NSEC and RRSIG by RFC 6840 section 5.1). In all later types they stand as they are.
   */
  readonly oldNames?: true;
}

type FieldOptions = Omit<Partial<RdataField>, 'name' | 'kind' | 'doc'>;

function field(kind: FieldKind, name: string, doc: string, options: FieldOptions = {}): RdataField {
  return { name, kind, doc, ...options };
}

function nameField(role: NameRole, name: string, doc: string): RdataField {
  return { name, kind: 'name', doc, role };
}

const PREFERENCE = field('u16', 'preference', 'The lowest number is tried first.');
const STRINGS = field('strings', 'text', 'Strings of at most 255 octets each; a reader joins or lists them.', {
  repeats: true,
});
const HEX = field('hex', 'data', 'Octets in hexadecimal.', { repeats: true });
const BASE64 = field('base64', 'data', 'Octets in base64.', { repeats: true });
const PUBLIC_KEY = field('base64', 'public key', 'The key in base64.', { repeats: true });

const DNSSEC_ALGORITHM = field('u8', 'algorithm', 'The DNSSEC algorithm of the key.', {
  values: values.DNSSEC_ALGORITHMS,
  mnemonics: true,
});

const KEY_PROTOCOL = field('u8', 'protocol', 'Always 3.', { values: values.KEY_PROTOCOLS, mnemonics: true });

const DNSKEY_FIELDS: readonly RdataField[] = [
  field('key-flags', 'flags', '256 for a zone-signing key, 257 for a key-signing key.', {
    values: values.DNSKEY_FLAGS,
  }),
  KEY_PROTOCOL,
  DNSSEC_ALGORITHM,
  PUBLIC_KEY,
];

/** RFC 2535 section 3.1.2: these two bits say that there is no key. */
const KEY_FIELDS: readonly RdataField[] = [...DNSKEY_FIELDS.slice(0, -1), { ...PUBLIC_KEY, absentWithFlags: 0xc000 }];

const DS_FIELDS: readonly RdataField[] = [
  field('u16', 'key tag', 'The checksum of the DNSKEY that is meant.'),
  DNSSEC_ALGORITHM,
  field('u8', 'digest type', 'How the key was digested.', { values: values.DS_DIGESTS, mnemonics: true }),
  field('hex', 'digest', 'The digest of owner name and key.', {
    repeats: true,
    digest: { at: 3, lengths: { 1: 20, 2: 32, 4: 48 } },
  }),
];

const SIG_FIELDS: readonly RdataField[] = [
  field('type', 'type covered', 'The type of the RRset that is signed.'),
  DNSSEC_ALGORITHM,
  field('u8', 'labels', 'How many labels the owner has, without the root and a wildcard.'),
  field('u32', 'original TTL', 'The TTL of the RRset in the zone, in seconds.'),
  field('time', 'expiration', 'When the signature ends, as YYYYMMDDHHMMSS in UTC.', { asDate: true }),
  field('time', 'inception', 'When the signature begins, as YYYYMMDDHHMMSS in UTC.', { asDate: true }),
  field('u16', 'key tag', 'The checksum of the key that signed.'),
  nameField('signer', 'signer', 'The zone whose key signed.'),
  field('base64', 'signature', 'The signature in base64.', { repeats: true }),
];

const RRSIG_FIELDS: readonly RdataField[] = SIG_FIELDS.map((each) =>
  each.role === 'signer' ? { ...each, kind: 'rrsig-signer' } : each.asDate ? field('time', each.name, each.doc) : each,
);

const TLSA_FIELDS: readonly RdataField[] = [
  field('u8', 'usage', 'What the certificate is checked for.', { values: values.TLSA_USAGES }),
  field('u8', 'selector', 'Whole certificate or public key.', { values: values.TLSA_SELECTORS }),
  field('u8', 'matching type', 'The data itself or a digest.', { values: values.TLSA_MATCHINGS }),
  field('hex', 'certificate data', 'The certificate, key or digest.', { repeats: true }),
];

const SVCB_FIELDS: readonly RdataField[] = [
  field('u16', 'priority', '0 makes the record an alias of its target; else the lowest number is tried first.'),
  field('name', 'target', 'The host that serves; a dot is the owner itself.', { role: 'svc-target', quotable: true }),
  field('svc-params', 'parameters', 'How to connect: alpn, port, address hints and more.', {
    optional: true,
    repeats: true,
    values: values.SVC_KEYS,
  }),
];

interface RowOptions {
  class?: TypeRow['class'];
  status?: TypeRow['status'];
  unknownToNamed?: true;
  oldNames?: true;
}

function row<const Code extends number, const Mnemonic extends string>(
  code: Code,
  mnemonic: Mnemonic,
  rfc: string,
  description: string,
  fields: readonly RdataField[],
  example: string,
  options: RowOptions = {},
): TypeRow & { readonly code: Code; readonly mnemonic: Mnemonic } {
  return { mnemonic, code, class: 'ANY', rfc, status: 'current', description, fields, example, ...options };
}

const IN: RowOptions = { class: 'IN' };
const OBSOLETE: RowOptions = { status: 'obsolete' };
const OLD_NAMES: RowOptions = { oldNames: true };
const OBSOLETE_IN: RowOptions = { class: 'IN', status: 'obsolete' };
const EXPERIMENTAL: RowOptions = { status: 'experimental' };
const META: RowOptions = { status: 'meta' };
const RESERVED: RowOptions = { status: 'obsolete' };
const UNKNOWN_TO_NAMED: RowOptions = { status: 'experimental', unknownToNamed: true };

const ROWS = [
  row(
    1,
    'A',
    'RFC 1035',
    'An IPv4 address of the owner.',
    [field('ipv4', 'address', 'An IPv4 address.')],
    '192.0.2.1',
    IN,
  ),
  row(
    2,
    'NS',
    'RFC 1035',
    'A name server of the zone, or of the zone that is delegated here.',
    [nameField('ns-target', 'name server', 'A host with address records; never a CNAME.')],
    'ns1.example.com.',
    OLD_NAMES,
  ),
  row(
    3,
    'MD',
    'RFC 1035',
    'A mail destination; replaced by MX.',
    [nameField('host', 'mail agent', 'The host that takes the mail.')],
    'mail.example.com.',
    { ...OBSOLETE, oldNames: true },
  ),
  row(
    4,
    'MF',
    'RFC 1035',
    'A mail forwarder; replaced by MX.',
    [nameField('host', 'mail agent', 'The host that passes the mail on.')],
    'mail.example.com.',
    { ...OBSOLETE, oldNames: true },
  ),
  row(
    5,
    'CNAME',
    'RFC 1035',
    'The owner is another name of its target, and has no other data.',
    [nameField('cname-target', 'target', 'The name that the owner stands for.')],
    'www.example.com.',
    OLD_NAMES,
  ),
  row(
    6,
    'SOA',
    'RFC 1035',
    'The start of the zone: who keeps it, its serial, and how secondaries follow it.',
    [
      nameField('primary', 'primary', 'The server that the zone is changed on.'),
      nameField('mailbox', 'mailbox', 'The mail address of the person in charge, with a dot for the @.'),
      field('u32', 'serial', 'Goes up with every change, so that secondaries notice it.'),
      field('ttl', 'refresh', 'How often a secondary asks for the serial.'),
      field('ttl', 'retry', 'How soon a secondary asks again when the primary did not answer.'),
      field('ttl', 'expire', 'How long a secondary serves the zone without reaching the primary.'),
      field('ttl', 'minimum', 'How long resolvers remember that a name or type does not exist (RFC 2308).'),
    ],
    'ns1.example.com. hostmaster.example.com. 2024010101 3600 900 1209600 3600',
    OLD_NAMES,
  ),
  row(
    7,
    'MB',
    'RFC 1035',
    'The host of a mailbox.',
    [nameField('host', 'host', 'The host that has the mailbox.')],
    'mail.example.com.',
    { ...EXPERIMENTAL, oldNames: true },
  ),
  row(
    8,
    'MG',
    'RFC 1035',
    'A member of a mail group.',
    [nameField('mailbox', 'mailbox', 'A mailbox of the group.')],
    'user.example.com.',
    { ...EXPERIMENTAL, oldNames: true },
  ),
  row(
    9,
    'MR',
    'RFC 1035',
    'A mailbox that was renamed.',
    [nameField('mailbox', 'mailbox', 'The new mailbox.')],
    'user.example.com.',
    { ...EXPERIMENTAL, oldNames: true },
  ),
  row(10, 'NULL', 'RFC 1035', 'Any octets; has no presentation format.', [], '\\# 2 abcd', EXPERIMENTAL),
  row(
    11,
    'WKS',
    'RFC 1035',
    'Well-known services of a host; nothing reads it any more.',
    [
      field('ipv4', 'address', 'The IPv4 address of the host.'),
      field('wks-protocol', 'protocol', 'tcp, udp or a protocol number.'),
      field('wks-ports', 'services', 'Services by name or port number.', { optional: true, repeats: true }),
    ],
    '192.0.2.1 6 25 80',
    OBSOLETE_IN,
  ),
  row(
    12,
    'PTR',
    'RFC 1035',
    'Points to another name; in reverse zones, from an address to its host.',
    [nameField('ptr-target', 'target', 'The name that is pointed to.')],
    'host.example.com.',
    OLD_NAMES,
  ),
  row(
    13,
    'HINFO',
    'RFC 1035',
    'Hardware and operating system of a host; also the answer to a refused ANY query (RFC 8482).',
    [field('string', 'hardware', 'The kind of machine.'), field('string', 'system', 'The operating system.')],
    '"PC" "Linux"',
  ),
  row(
    14,
    'MINFO',
    'RFC 1035',
    'Who is responsible for a mailing list.',
    [
      nameField('mailbox', 'responsible', 'The mailbox of the person in charge.'),
      nameField('mailbox', 'errors', 'The mailbox for error reports.'),
    ],
    'admin.example.com. errors.example.com.',
    { ...EXPERIMENTAL, oldNames: true },
  ),
  row(
    15,
    'MX',
    'RFC 1035',
    'A server that takes mail for the owner.',
    [
      PREFERENCE,
      nameField('mx-target', 'mail server', 'A host with address records; never a CNAME. A dot takes no mail.'),
    ],
    '10 mail.example.com.',
    OLD_NAMES,
  ),
  row(
    16,
    'TXT',
    'RFC 1035',
    'Text for programs: SPF, DKIM, DMARC, proofs of ownership.',
    [STRINGS],
    '"v=spf1 mx -all"',
  ),
  row(
    17,
    'RP',
    'RFC 1183',
    'The person responsible for the owner.',
    [
      nameField('mailbox', 'mailbox', 'Their mail address, with a dot for the @.'),
      nameField('domain', 'text name', 'A name with TXT records about them, or a dot.'),
    ],
    'admin.example.com. info.example.com.',
    OLD_NAMES,
  ),
  row(
    18,
    'AFSDB',
    'RFC 1183',
    'A database server of an AFS cell; SRV has replaced it.',
    [
      field('u16', 'subtype', '1 for an AFS cell database server.', { values: values.AFSDB_SUBTYPES }),
      nameField('host', 'host', 'The server.'),
    ],
    '1 afs.example.com.',
    OLD_NAMES,
  ),
  row(
    19,
    'X25',
    'RFC 1183',
    'An X.25 address.',
    [field('digits', 'address', 'At least four digits.')],
    '"311061700956"',
    {
      status: 'experimental',
    },
  ),
  row(
    20,
    'ISDN',
    'RFC 1183',
    'An ISDN number.',
    [
      field('string', 'address', 'The number.'),
      field('string', 'subaddress', 'The subaddress, in hexadecimal.', { optional: true }),
    ],
    '"150862028003217" "004"',
    EXPERIMENTAL,
  ),
  row(
    21,
    'RT',
    'RFC 1183',
    'A host that routes to the owner.',
    [PREFERENCE, nameField('host', 'intermediate host', 'The host that passes packets on.')],
    '10 relay.example.com.',
    { ...EXPERIMENTAL, oldNames: true },
  ),
  row(
    22,
    'NSAP',
    'RFC 1706',
    'An OSI network address.',
    [field('nsap', 'address', '0x and hexadecimal digits; dots may stand between them.')],
    '0x47000580005a0000000001e133ffffff00016100',
    OBSOLETE_IN,
  ),
  row(
    23,
    'NSAP-PTR',
    'RFC 1706',
    'The name of an OSI network address.',
    [nameField('ptr-target', 'target', 'The name that is pointed to.')],
    'host.example.com.',
    OBSOLETE_IN,
  ),
  row(
    24,
    'SIG',
    'RFC 2535',
    'A signature; replaced by RRSIG.',
    SIG_FIELDS,
    'A 8 3 3600 20240201000000 20240101000000 12345 example.com. AwEAAQ==',
    { ...OBSOLETE, oldNames: true },
  ),
  row(
    25,
    'KEY',
    'RFC 2535',
    'A public key; DNSKEY has replaced it in zones.',
    KEY_FIELDS,
    '256 3 8 AwEAAQ==',
    OBSOLETE,
  ),
  row(
    26,
    'PX',
    'RFC 2163',
    'How X.400 and Internet mail addresses map.',
    [
      PREFERENCE,
      nameField('domain', 'Internet domain', 'The RFC 822 side.'),
      nameField('domain', 'X.400 domain', 'The X.400 side.'),
    ],
    '10 example.com. prmd-example.admd-example.c-de.',
    { ...OBSOLETE_IN, oldNames: true },
  ),
  row(
    27,
    'GPOS',
    'RFC 1712',
    'A place on earth; replaced by LOC.',
    [
      field('string', 'longitude', 'Degrees as a decimal number.'),
      field('string', 'latitude', 'Degrees as a decimal number.'),
      field('string', 'altitude', 'Metres as a decimal number.'),
    ],
    '"-32.6882" "116.8652" "10.0"',
    OBSOLETE,
  ),
  row(
    28,
    'AAAA',
    'RFC 3596',
    'An IPv6 address of the owner.',
    [field('ipv6', 'address', 'An IPv6 address.')],
    '2001:db8::1',
    IN,
  ),
  row(
    29,
    'LOC',
    'RFC 1876',
    'A place on earth.',
    [
      field('loc-latitude', 'latitude', 'Degrees, minutes, seconds, then N or S.'),
      field('loc-longitude', 'longitude', 'Degrees, minutes, seconds, then E or W.'),
      field('loc-altitude', 'altitude', 'Metres above the ellipsoid.'),
      field('loc-size', 'size', 'Diameter of the place in metres.', { optional: true }),
      field('loc-size', 'horizontal precision', 'In metres.', { optional: true }),
      field('loc-size', 'vertical precision', 'In metres.', { optional: true }),
    ],
    '52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m',
  ),
  row(
    30,
    'NXT',
    'RFC 2535',
    'The next name of a signed zone; replaced by NSEC.',
    [
      nameField('next-owner', 'next name', 'The next owner in the zone.'),
      field('types-bitmap', 'types', 'The types at this owner.', { optional: true, repeats: true }),
    ],
    'host.example.com. A SOA',
    { ...OBSOLETE, oldNames: true },
  ),
  row(31, 'EID', 'IANA', 'A Nimrod endpoint identifier.', [HEX], 'AABBCC', EXPERIMENTAL),
  row(32, 'NIMLOC', 'IANA', 'A Nimrod locator.', [HEX], 'AABBCC', EXPERIMENTAL),
  row(
    33,
    'SRV',
    'RFC 2782',
    'Host and port of a service; the owner is `_service._protocol.name`.',
    [
      field('u16', 'priority', 'The lowest number is tried first.'),
      field('u16', 'weight', 'The share among targets of the same priority.'),
      field('u16', 'port', 'The port of the service.'),
      nameField('srv-target', 'target', 'A host with address records; never a CNAME. A dot offers no service.'),
    ],
    '0 5 5060 sip.example.com.',
    { ...IN, oldNames: true },
  ),
  row(
    34,
    'ATMA',
    'ATM Forum',
    'An ATM address.',
    [field('atma', 'address', 'Hexadecimal digits, or + and an E.164 number; dots may stand between digits.')],
    '+61200000000',
    { class: 'IN', status: 'experimental' },
  ),
  row(
    35,
    'NAPTR',
    'RFC 3403',
    'A rule that rewrites a string into a name or URI: ENUM, SIP.',
    [
      field('u16', 'order', 'Rules are tried from the lowest number; the first that matches decides.'),
      field('u16', 'preference', 'Among rules of the same order, the lowest number is best.'),
      field(
        'string',
        'flags',
        'What comes next: S an SRV lookup, A an address lookup, U a URI, P depends on the service.',
      ),
      field('string', 'services', 'The service and protocol that the rule leads to.'),
      field('regexp', 'regexp', 'Delimiter, expression, delimiter, replacement, delimiter; or empty.'),
      nameField('domain', 'replacement', 'The next name to look up, or a dot where the expression decides.'),
    ],
    '100 10 "S" "SIP+D2U" "" _sip._udp.example.com.',
    OLD_NAMES,
  ),
  row(
    36,
    'KX',
    'RFC 2230',
    'A host that exchanges keys for the owner.',
    [PREFERENCE, nameField('host', 'exchanger', 'The host that exchanges keys.')],
    '10 kx.example.com.',
    { ...IN, oldNames: true },
  ),
  row(
    37,
    'CERT',
    'RFC 4398',
    'A certificate or its address.',
    [
      field('u16', 'certificate type', 'What kind of certificate.', {
        values: values.CERT_TYPES,
        mnemonics: true,
        printsMnemonic: true,
      }),
      field('u16', 'key tag', 'The checksum of the key, or 0.'),
      { ...DNSSEC_ALGORITHM, printsMnemonic: true },
      field('base64', 'certificate', 'The certificate in base64.', { repeats: true }),
    ],
    'PKIX 0 RSASHA256 AwEAAQ==',
  ),
  row(
    38,
    'A6',
    'RFC 6563',
    'An IPv6 address in parts; withdrawn, use AAAA.',
    [
      field('a6-bits', 'prefix length', 'How many bits the prefix name supplies, 0 to 128.'),
      field('a6-suffix', 'suffix', 'The bits after the prefix, as an IPv6 address.'),
      field('a6-name', 'prefix name', 'Where the prefix is found.'),
    ],
    '64 ::1 subnet.example.com.',
    OBSOLETE_IN,
  ),
  row(
    39,
    'DNAME',
    'RFC 6672',
    'Everything below the owner is found below the target.',
    [nameField('dname-target', 'target', 'The name that takes the owner’s place.')],
    'example.net.',
    OLD_NAMES,
  ),
  row(
    40,
    'SINK',
    'IANA',
    'Anything, from an unfinished draft.',
    [
      field('u8', 'meaning', 'What the data means.'),
      field('u8', 'coding', 'How the data is coded.'),
      field('u8', 'subcoding', 'A variant of the coding.'),
      { ...BASE64, optional: true },
    ],
    '1 2 3 AwEAAQ==',
    EXPERIMENTAL,
  ),
  row(41, 'OPT', 'RFC 6891', 'EDNS: options of a message, not a record of a zone.', [], '', META),
  row(
    42,
    'APL',
    'RFC 3123',
    'A list of address prefixes.',
    [
      field('apl', 'prefixes', '`1:192.0.2.0/24` or `2:2001:db8::/32`, with `!` to exclude.', {
        optional: true,
        repeats: true,
      }),
    ],
    '1:192.0.2.0/24 !2:2001:db8::/32',
    { class: 'IN', status: 'experimental' },
  ),
  row(
    43,
    'DS',
    'RFC 4034',
    'The digest of a key of the zone that is delegated here: the link in the chain of trust.',
    DS_FIELDS,
    '12345 13 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  ),
  row(
    44,
    'SSHFP',
    'RFC 4255',
    'The fingerprint of an SSH host key.',
    [
      field('u8', 'algorithm', 'The kind of key.', { values: values.SSHFP_ALGORITHMS }),
      field('u8', 'fingerprint type', 'How the key was digested.', { values: values.SSHFP_DIGESTS }),
      field('hex', 'fingerprint', 'The digest of the key.', {
        repeats: true,
        optional: true,
        digest: { at: 1, lengths: { 1: 20, 2: 32 } },
      }),
    ],
    '4 2 A87F1B687AC0E57D2A081A2F282672334D90ED316D2B818CA9580EA384D92401',
  ),
  row(
    45,
    'IPSECKEY',
    'RFC 4025',
    'A key and gateway for IPsec with the owner.',
    [
      field('u8', 'precedence', 'The lowest number is tried first.'),
      field('u8', 'gateway type', 'What the gateway is written as.', { values: values.IPSEC_GATEWAYS }),
      field('u8', 'algorithm', 'The kind of key.', { values: values.IPSEC_ALGORITHMS }),
      field('gateway', 'gateway', 'The gateway to reach the owner by.', { role: 'host' }),
      PUBLIC_KEY,
    ],
    '10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==',
  ),
  row(
    46,
    'RRSIG',
    'RFC 4034',
    'The signature of an RRset.',
    RRSIG_FIELDS,
    'A 13 3 3600 20240201000000 20240101000000 12345 example.com. AwEAAQ==',
  ),
  row(
    47,
    'NSEC',
    'RFC 4034',
    'The next name of a signed zone and the types at this one: proof that others do not exist.',
    [
      nameField('next-owner', 'next name', 'The next owner in the zone.'),
      field('types', 'types', 'The types at this owner.', { repeats: true, optional: true, nonEmpty: true }),
    ],
    'host.example.com. A MX RRSIG NSEC',
  ),
  row(
    48,
    'DNSKEY',
    'RFC 4034',
    'A public key of the zone.',
    DNSKEY_FIELDS,
    '257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==',
  ),
  row(
    49,
    'DHCID',
    'RFC 4701',
    'Which DHCP client the name belongs to.',
    [BASE64],
    'AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=',
    IN,
  ),
  row(
    50,
    'NSEC3',
    'RFC 5155',
    'The next hashed name of a signed zone and the types at this one.',
    [
      field('u8', 'hash algorithm', '1 is SHA-1.', { values: values.NSEC3_HASHES, mnemonics: true }),
      field('u8', 'flags', '1 is opt-out.', { values: values.NSEC3_FLAGS }),
      field('u16', 'iterations', 'Extra rounds of hashing; 0 is best (RFC 9276).'),
      field('salt', 'salt', 'Hexadecimal digits, or - for none, which is best.'),
      field('next-hash', 'next hashed name', 'The next hash in base32hex.'),
      field('types', 'types', 'The types at the name that was hashed.', { optional: true, repeats: true }),
    ],
    '1 0 0 - AJHVGTICN6K0VDA53GCHFMT219SRRQLM A RRSIG',
  ),
  row(
    51,
    'NSEC3PARAM',
    'RFC 5155',
    'How the zone’s names are hashed for NSEC3.',
    [
      field('u8', 'hash algorithm', '1 is SHA-1.', { values: values.NSEC3_HASHES, mnemonics: true }),
      field('u8', 'flags', 'Always 0 in a zone.', { values: values.NSEC3_FLAGS }),
      field('u16', 'iterations', 'Extra rounds of hashing; 0 is best (RFC 9276).'),
      field('salt', 'salt', 'Hexadecimal digits, or - for none, which is best.'),
    ],
    '1 0 0 -',
  ),
  row(
    52,
    'TLSA',
    'RFC 6698',
    'The certificate or key of a TLS server; the owner is `_port._protocol.name`.',
    TLSA_FIELDS,
    '3 1 1 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  ),
  row(
    53,
    'SMIMEA',
    'RFC 8162',
    'The certificate of a mail user.',
    TLSA_FIELDS,
    '3 0 1 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
    EXPERIMENTAL,
  ),
  row(
    55,
    'HIP',
    'RFC 8005',
    'Host identity and rendezvous servers.',
    [
      field('hip-algorithm', 'algorithm', 'The kind of key.', { values: values.IPSEC_ALGORITHMS }),
      field('hip-hit', 'host identity tag', 'Hexadecimal digits in one word.'),
      field('hip-key', 'public key', 'Base64 in one word.'),
      field('names', 'rendezvous servers', 'Where the host can be met.', {
        optional: true,
        repeats: true,
        role: 'host',
      }),
    ],
    '2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNuSutc rvs.example.com.',
  ),
  row(56, 'NINFO', 'IANA', 'The state of a zone, from an unfinished draft.', [STRINGS], '"text"', EXPERIMENTAL),
  row(
    57,
    'RKEY',
    'IANA',
    'A key to encrypt NAPTR records, from an unfinished draft.',
    [
      field('key-flags', 'flags', 'Always 0.', { only: 0 }),
      field('u8', 'protocol', 'The protocol.', { values: values.KEY_PROTOCOLS, mnemonics: true }),
      DNSSEC_ALGORITHM,
      PUBLIC_KEY,
    ],
    '0 3 8 AwEAAQ==',
    EXPERIMENTAL,
  ),
  row(
    58,
    'TALINK',
    'IANA',
    'The previous and next trust anchor, from an unfinished draft.',
    [nameField('domain', 'previous', 'The name before.'), nameField('domain', 'next', 'The name after.')],
    'a.example.com. b.example.com.',
    EXPERIMENTAL,
  ),
  row(
    59,
    'CDS',
    'RFC 7344',
    'The DS records that the zone asks its parent to publish.',
    DS_FIELDS,
    '12345 13 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
  ),
  row(
    60,
    'CDNSKEY',
    'RFC 7344',
    'The keys for which the zone asks its parent to publish DS records.',
    DNSKEY_FIELDS,
    '257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==',
  ),
  row(61, 'OPENPGPKEY', 'RFC 7929', 'The OpenPGP key of a mail user.', [PUBLIC_KEY], 'AwEAAQ==', EXPERIMENTAL),
  row(
    62,
    'CSYNC',
    'RFC 7477',
    'Which records the parent may copy from the zone.',
    [
      field('u32', 'serial', 'The SOA serial from which this holds.'),
      field('u16', 'flags', '1 immediate, 2 soaminimum.', { values: values.CSYNC_FLAGS }),
      field('types', 'types', 'The types to copy.', { optional: true, repeats: true }),
    ],
    '66 3 A NS AAAA',
  ),
  row(
    63,
    'ZONEMD',
    'RFC 8976',
    'A digest of the whole zone.',
    [
      field('u32', 'serial', 'The SOA serial of the zone that was digested.'),
      field('u8', 'scheme', 'How the zone was put together.', { values: values.ZONEMD_SCHEMES }),
      field('u8', 'hash algorithm', 'How it was digested.', { values: values.ZONEMD_HASHES }),
      field('hex', 'digest', 'The digest of the zone.', {
        repeats: true,
        digest: { at: 5, lengths: { 1: 48, 2: 64 }, least: 12 },
      }),
    ],
    '2019020700 1 1 7162D2BB75C047A53DE98767C9192BEB14DB01E7E2267135DAF0230A19BA4A316AF6BF64AA5C7BAE24B2992850300509',
  ),
  row(
    64,
    'SVCB',
    'RFC 9460',
    'How to reach a service: host, port, protocols and address hints in one answer.',
    SVCB_FIELDS,
    '1 svc.example.com. alpn="h2,h3" port=8443 ipv6hint=2001:db8::1',
    IN,
  ),
  row(
    65,
    'HTTPS',
    'RFC 9460',
    'How to reach a web site: host, port, protocols and address hints in one answer.',
    SVCB_FIELDS,
    '1 . alpn="h2,h3"',
    IN,
  ),
  row(
    66,
    'DSYNC',
    'RFC 9859',
    'Where a parent wants to be told that a child’s CDS or CSYNC changed.',
    [
      field('type', 'type', 'The type that the notification is about.'),
      field('u8', 'scheme', 'How to tell.', { values: values.DSYNC_SCHEMES, mnemonics: true, printsMnemonic: true }),
      field('u16', 'port', 'The port of the target.'),
      nameField('host', 'target', 'The host to tell.'),
    ],
    'CDS NOTIFY 5359 cds-scanner.example.net.',
  ),
  row(67, 'HHIT', 'RFC 9886', 'A hierarchical host identity tag of a drone.', [BASE64], 'gwEAAQ=='),
  row(68, 'BRID', 'RFC 9886', 'The broadcast remote identification of a drone.', [BASE64], 'gwEAAQ=='),
  row(99, 'SPF', 'RFC 7208', 'A sender policy; withdrawn, use TXT.', [STRINGS], '"v=spf1 mx -all"', OBSOLETE),
  row(100, 'UINFO', 'IANA', 'Reserved.', [], '\\# 1 00', RESERVED),
  row(101, 'UID', 'IANA', 'Reserved.', [], '\\# 1 00', RESERVED),
  row(102, 'GID', 'IANA', 'Reserved.', [], '\\# 1 00', RESERVED),
  row(103, 'UNSPEC', 'IANA', 'Reserved.', [], '\\# 1 00', RESERVED),
  row(
    104,
    'NID',
    'RFC 6742',
    'An ILNP node identifier.',
    [PREFERENCE, field('locator', 'node identifier', 'Four groups of hexadecimal digits.')],
    '10 14:4fff:ff20:ee64',
    EXPERIMENTAL,
  ),
  row(
    105,
    'L32',
    'RFC 6742',
    'An ILNP locator for IPv4.',
    [PREFERENCE, field('ipv4', 'locator', 'Written as an IPv4 address.')],
    '10 10.1.2.0',
    EXPERIMENTAL,
  ),
  row(
    106,
    'L64',
    'RFC 6742',
    'An ILNP locator for IPv6.',
    [PREFERENCE, field('locator', 'locator', 'Four groups of hexadecimal digits.')],
    '10 2001:db8:1140:1000',
    EXPERIMENTAL,
  ),
  row(
    107,
    'LP',
    'RFC 6742',
    'A name with L32 or L64 records.',
    [PREFERENCE, nameField('host', 'pointer', 'The name that has the locators.')],
    '10 l64-subnet.example.com.',
    EXPERIMENTAL,
  ),
  row(
    108,
    'EUI48',
    'RFC 7043',
    'A 48-bit hardware address.',
    [field('eui48', 'address', 'Six groups of two hexadecimal digits, with - between them.')],
    '00-00-5e-00-53-2a',
  ),
  row(
    109,
    'EUI64',
    'RFC 7043',
    'A 64-bit hardware address.',
    [field('eui64', 'address', 'Eight groups of two hexadecimal digits, with - between them.')],
    '00-00-5e-ef-10-00-00-2a',
  ),
  row(
    128,
    'NXNAME',
    'RFC 9824',
    'In an NSEC record’s types: the name does not exist. Not a record of a zone.',
    [],
    '',
    { status: 'meta', unknownToNamed: true },
  ),
  row(249, 'TKEY', 'RFC 2930', 'Agreement on a key, in a message only.', [], '', META),
  row(250, 'TSIG', 'RFC 8945', 'The signature of a message, not a record of a zone.', [], '', META),
  row(251, 'IXFR', 'RFC 1995', 'A question: what changed in the zone.', [], '', META),
  row(252, 'AXFR', 'RFC 5936', 'A question: the whole zone.', [], '', META),
  row(253, 'MAILB', 'RFC 1035', 'A question: MB, MG and MR records.', [], '', META),
  row(254, 'MAILA', 'RFC 1035', 'A question: MD and MF records; obsolete.', [], '', META),
  row(255, 'ANY', 'RFC 1035', 'A question: any types that the server has at hand (RFC 8482).', [], '', META),
  row(
    256,
    'URI',
    'RFC 7553',
    'The address of a service; the owner is `_service._protocol.name`.',
    [
      field('u16', 'priority', 'The lowest number is tried first.'),
      field('u16', 'weight', 'The share among targets of the same priority.'),
      field('quoted-text', 'target', 'A URI in quotes.'),
    ],
    '10 1 "https://www.example.com/path"',
  ),
  row(
    257,
    'CAA',
    'RFC 8659',
    'Which authorities may issue certificates for the owner and the names below it.',
    [
      field('u8', 'flags', '0, or 128 where an authority must understand the tag.', { values: values.CAA_FLAGS }),
      field('tag', 'tag', 'issue, issuewild, issuemail or iodef.', { values: values.CAA_TAGS }),
      field('text', 'value', 'The authority’s domain, with parameters after `;`, or an address for reports.'),
    ],
    '0 issue "ca.example.net"',
  ),
  row(
    258,
    'AVC',
    'IANA',
    'Application visibility and control.',
    [STRINGS],
    '"app-name:WOLFGANG|app-class:OAM"',
    EXPERIMENTAL,
  ),
  row(
    259,
    'DOA',
    'IANA',
    'A digital object, from an unfinished draft.',
    [
      field('u32', 'enterprise', 'Enterprise number of who defined the type.'),
      field('u32', 'type', 'The type of the object.'),
      field('u8', 'location', 'Where the data is: 1 here, 2 at a URI.'),
      field('string', 'media type', 'Of the data.'),
      field('dash-base64', 'data', 'Base64, or - for none.', { repeats: true }),
    ],
    '0 0 1 "text/plain" Zm9v',
    EXPERIMENTAL,
  ),
  row(
    260,
    'AMTRELAY',
    'RFC 8777',
    'A relay that brings multicast to the owner’s network.',
    [
      field('u8', 'precedence', 'The lowest number is tried first.'),
      field('amt-discovery', 'discovery', '1 where the discovery step may be left out.'),
      field('amt-type', 'relay type', 'What the relay is written as.', { values: values.AMT_RELAYS }),
      field('gateway', 'relay', 'The relay.', { role: 'host' }),
    ],
    '10 0 2 2001:db8::15',
  ),
  row(261, 'RESINFO', 'RFC 9606', 'What a resolver can do.', [STRINGS], '"qnamemin" "exterr=15,16,17"'),
  row(262, 'WALLET', 'IANA', 'A public wallet address.', [STRINGS], '"BTC" "example"', EXPERIMENTAL),
  row(263, 'CLA', 'IANA', 'A BP convergence layer adapter.', [STRINGS], '"tcp-v4"', UNKNOWN_TO_NAMED),
  row(264, 'IPN', 'IANA', 'A BP node number.', [], '\\# 8 0000000000000001', UNKNOWN_TO_NAMED),
  row(
    32768,
    'TA',
    'IANA',
    'A DNSSEC trust anchor, for use without a signed root.',
    DS_FIELDS,
    '12345 13 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
    OBSOLETE,
  ),
  row(
    32769,
    'DLV',
    'RFC 8749',
    'A look-aside trust anchor; withdrawn.',
    DS_FIELDS,
    '12345 13 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F',
    OBSOLETE,
  ),
];

/** Every RR type in the order of its code. */
export const TYPES: readonly TypeRow[] = ROWS;

type Row = (typeof ROWS)[number];

/** The codes of the RR types by mnemonic, as the table has them: `TYPE.AAAA` is 28. */
export const TYPE = Object.fromEntries(ROWS.map(({ mnemonic, code }) => [mnemonic, code])) as {
  readonly [R in Row as R['mnemonic']]: R['code'];
};

/** A in the CHAOS class: a domain and an octal address (RFC 1035 section 3.4.1 is about IN only). */
const CHAOS_A = row(
  TYPE.A,
  'A',
  'RFC 1035',
  'A Chaosnet address of the owner.',
  [
    nameField('domain', 'domain', 'The Chaosnet that the address belongs to.'),
    field('octal16', 'address', 'An octal number.'),
  ],
  'example.com. 1750',
  { class: 'CH' },
);

const rowsByCode = new Map<number, TypeRow>(TYPES.map((each) => [each.code, each]));

const SLOTS = 512;
const slots = new Int16Array(SLOTS).fill(-1);

function hashText(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (hash * 31 + (text.charCodeAt(i) & 0xdf)) & 0xffff;
  return hash & (SLOTS - 1);
}

/** Codes, and mnemonics one after the other, by the rows' indexes. */
const CODES = Uint16Array.from(TYPES, (each) => each.code);
const MNEMONICS = new TextEncoder().encode(TYPES.map((each) => each.mnemonic).join(''));
const MNEMONIC_STARTS = new Int32Array(TYPES.length + 1);
for (const [index, { mnemonic }] of TYPES.entries()) {
  MNEMONIC_STARTS[index + 1] = MNEMONIC_STARTS[index] + mnemonic.length;
}

for (let index = 0; index < TYPES.length; index++) {
  const mnemonic = TYPES[index].mnemonic;
  let slot = hashText(mnemonic, 0, mnemonic.length);
  while (slots[slot] >= 0) slot = (slot + 1) & (SLOTS - 1);
  slots[slot] = index;
}

/** The row whose mnemonic is `text[start, end)`, in any case; -1 where there is none. Allocates nothing. */
function rowIndexAt(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 1 || length > 10) return -1;
  let slot = hashText(text, start, end);
  for (let index = slots[slot]; index >= 0; index = slots[slot]) {
    const mnemonic = TYPES[index].mnemonic;
    if (mnemonic.length === length && sameLetters(text, start, mnemonic)) return index;
    slot = (slot + 1) & (SLOTS - 1);
  }
  return -1;
}

function sameLetters(text: string, start: number, upper: string): boolean {
  for (let i = 0; i < upper.length; i++) {
    const code = text.charCodeAt(start + i);
    const folded = code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
    if (folded !== upper.charCodeAt(i)) return false;
  }
  return true;
}

/** The number after `TYPE` (RFC 3597 section 5), -1 where `text[start, end)` is not of that form. */
function numberedType(text: string, start: number, end: number): number {
  const digits = end - start - 4;
  if (digits < 1 || digits > 5 || !sameLetters(text, start, 'TYPE')) return -1;
  let code = 0;
  for (let i = start + 4; i < end; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    code = code * 10 + digit;
  }
  return code <= 0xffff ? code : -1;
}

/** The code of the type that `text[start, end)` names, as mnemonic or `TYPEnnn`, in any case; -1 where it is none. Allocates nothing. */
export function typeCodeAt(text: string, start: number, end: number): number {
  const index = rowIndexAt(text, start, end);
  return index >= 0 ? TYPES[index].code : numberedType(text, start, end);
}

/** The same in data, where named reads the mnemonics that it knows; of others only `TYPEnnn`. */
export function typeCodeInData(text: string, start: number, end: number): number {
  const index = rowIndexAt(text, start, end);
  if (index < 0) return numberedType(text, start, end);
  const { code, unknownToNamed }: TypeRow = TYPES[index];
  return unknownToNamed ? -1 : code;
}

/** The code of a type written as mnemonic in octets (names.ts, copyUnits), as nearly all are; -1 for all that `typeCodeAt` has to be asked of. */
export function usualTypeCode(units: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length > 10) return -1;
  let hash = length;
  for (let i = start; i < end; i++) hash = (hash * 31 + (units[i] & 0xdf)) & 0xffff;
  let slot = hash & (SLOTS - 1);
  for (let index = slots[slot]; index >= 0; index = slots[slot]) {
    if (hasMnemonic(units, start, length, index)) return CODES[index];
    slot = (slot + 1) & (SLOTS - 1);
  }
  return -1;
}

function hasMnemonic(units: Uint8Array, start: number, length: number, index: number): boolean {
  const at = MNEMONIC_STARTS[index];
  if (MNEMONIC_STARTS[index + 1] - at !== length) return false;
  for (let i = 0; i < length; i++) {
    const unit = units[start + i];
    if ((unit >= 0x61 && unit <= 0x7a ? unit - 0x20 : unit) !== MNEMONICS[at + i]) return false;
  }
  return true;
}

/** The row of a type written as mnemonic or `TYPEnnn`; undefined for other text and for numbers without a row. */
export function typeByMnemonic(text: string): TypeRow | undefined {
  return rowsByCode.get(typeCodeAt(text, 0, text.length));
}

/** The mnemonic of a type, or `TYPEnnn` where it has none. */
export function typeText(code: number): string {
  return rowsByCode.get(code)?.mnemonic ?? `TYPE${code}`;
}

const unknownRows = new Map<number, TypeRow>();

/** A type without a form: its RDATA can only be written as `\# length hex`. */
function unknownRow(code: number): TypeRow {
  let known = unknownRows.get(code);
  if (!known) {
    const status = isMetaCode(code) ? 'meta' : 'unknown';
    known = row(code, typeText(code), 'RFC 3597', 'A type whose form is not known in this class.', [], '\\# 1 00', {
      status,
    });
    unknownRows.set(code, known);
  }
  return known;
}

/**
 * The row of a record, by its type and its class: the one way to it, since some types have another form in another class, or none.
 * Every type has a row in every class.
 */
export function typeRow(code: number, classNumber: number): TypeRow {
  const known = rowsByCode.get(code);
  if (known && (known.class === 'ANY' || classNumber === CLASS.IN)) return known;
  if (known && code === TYPE.A && classNumber === CLASS.HS) return known;
  if (code === TYPE.A && classNumber === CLASS.CH) return CHAOS_A;
  return unknownRow(code);
}

/** Whether a code is one that no record can have, whatever it will stand for: 0, and the range of questions (RFC 6895 section 3.1). */
export function isMetaCode(code: number): boolean {
  return code === 0 || (code >= 128 && code <= 255);
}
