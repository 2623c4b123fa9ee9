/** Zones of one kind each: a mix hides what is slow in one of them. Deterministic, without an error; shapeZones.ts writes them. */
import { ORIGIN, zoneLines } from './zones.ts';

export interface Shape {
  readonly origin: string;
  /** What it is full of, in a few words. */
  readonly about: string;
  /** The records and directives of the host number `host`, a line each; absent where `zone` has all of it. */
  readonly lines?: (host: number) => readonly string[];
  /** A whole zone of about so many records. */
  readonly zone?: (records: number) => Iterable<string>;
  /** The zone is the mix, signed by dnssec-signzone with these options. */
  readonly signing?: readonly string[];
  /** A line with what people get wrong in such zones, where there is something of its own. */
  readonly mistaken?: (line: string) => string;
}

const ipv4 = (host: number): string => `10.${(host >> 16) & 255}.${(host >> 8) & 255}.${host & 255}`;
const ipv6 = (host: number): string => `2001:db8:${(host >> 16).toString(16)}:${(host & 0xffff).toString(16)}::53`;
/** Digits that look like those of a hash and are the same in each run. */
const digits = (host: number): string =>
  (Math.imul(host + 7, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(8);
const key = (host: number): string => Buffer.from(digits(host), 'hex').toString('base64');
const name = (host: number): string => `n${host.toString(36)}`;
const nibbles = (host: number): string => [...host.toString(16).padStart(8, '0')].reverse().join('.');
/** The owner of a host's PTR in 10.in-addr.arpa. */
const octets = (host: number): string => `${host & 255}.${(host >> 8) & 255}.${(host >> 16) & 255}`;
/** Half of a /24 as RFC 2317 delegates it, and its name. */
const half = (host: number): string => `${host & 128 ? '128/25' : '0/25'}.${(host >> 8) & 255}.${(host >> 16) & 255}`;

const withoutLastDot = (line: string): string => line.replace(/\.$/, '');
const withoutFirstLabel = (line: string): string => line.replace(/^[^.]*\./, '');
const withWrongAddress = (line: string): string => line.replace(/(\sA\s+)10\./, '$1310.');

export const SHAPES: Readonly<Record<string, Shape>> = {
  mixed: {
    origin: ORIGIN,
    about: 'the mix of a hosting provider',
    zone: zoneLines,
    mistaken: (line) => withWrongAddress(line).replace(/ mail$/, ' mial'),
  },
  reverse6: {
    origin: '8.b.d.0.1.0.0.2.ip6.arpa',
    about: 'PTR of IPv6 addresses',
    lines: (host) => [`${nibbles(host)}${'.0'.repeat(16)} PTR ${name(host)}.example.net.`],
    mistaken: withoutFirstLabel,
  },
  reverse4: {
    origin: '10.in-addr.arpa',
    about: 'PTR of IPv4 addresses',
    lines: (host) => [`${octets(host)} PTR ${name(host)}.example.net.`],
    mistaken: withoutFirstLabel,
  },
  classless: {
    origin: '10.in-addr.arpa',
    about: 'halves of a /24 as in RFC 2317: CNAME, and NS or PTR',
    lines: (host) => [
      ...(host % 256 === 0 ? [`${half(host)} NS ns1.example.net.`, `${half(host)} NS ns2.example.net.`] : []),
      `${octets(host)} CNAME ${host & 255}.${half(host)}`,
      ...(host & 128 ? [`${host & 255}.${half(host)} PTR ${name(host)}.example.net.`] : []),
    ],
    mistaken: (line) => (line.includes(' CNAME ') ? withoutFirstLabel(line) : withoutLastDot(line)),
  },
  generate: {
    origin: '10.in-addr.arpa',
    about: '$GENERATE, 256 records each',
    lines: (host) => [`$GENERATE 0-255 $.${host & 255}.${host >> 8} PTR h-$.${name(host)}.example.net.`],
    mistaken: (line) => line.replace('h-$', 'h-${0,3'),
  },
  delegations: {
    origin: 'registry.example',
    about: 'NS and DS, some with glue',
    lines: (host) => [
      `${name(host)} NS ns1.p${host % 4000}.example.net.`,
      `${name(host)} NS ns2.p${host % 4000}.example.net.`,
      `${name(host)} DS ${host % 65536} 13 2 ${digits(host)}`,
      ...(host % 4 === 0
        ? [
            `${name(host)} NS ns.${name(host)}`,
            `ns.${name(host)} A ${ipv4(host)}`,
            `ns.${name(host)} AAAA ${ipv6(host)}`,
          ]
        : []),
    ],
    mistaken: withoutLastDot,
  },
  mail: {
    origin: 'mail.example',
    about: 'MX, SPF, DMARC, DKIM',
    lines: (host) => [
      `${name(host)} AAAA ${ipv6(host)}`,
      `${name(host)} MX 10 ${name(host)}`,
      `${name(host)} TXT "v=spf1 ip6:${ipv6(host)} include:_spf.example.org -all"`,
      `_dmarc.${name(host)} TXT "v=DMARC1; p=reject; rua=mailto:d${host}@mail.example"`,
      `k1._domainkey.${name(host)} TXT "v=DKIM1; k=ed25519; p=${key(host)}"`,
    ],
    mistaken: (line) =>
      line.replace('ip6:', 'ip4:').replace('p=reject', 'p=deny').replace('; p=', '; p=-').replace('10 n', '10 x'),
  },
  services: {
    origin: 'services.example',
    about: 'HTTPS, TLSA, SRV, CAA',
    lines: (host) => [
      `${name(host)} HTTPS 1 . alpn=h2 ipv6hint=${ipv6(host)}`,
      `${name(host)} AAAA ${ipv6(host)}`,
      `_443._tcp.${name(host)} TLSA 3 1 1 ${digits(host)}`,
      `_sip._tcp.${name(host)} SRV 0 5 5060 ${name(host)}`,
      `${name(host)} CAA 0 issue "ca.example.net"`,
    ],
    mistaken: (line) =>
      line
        .replace('ipv6hint', 'ipv4hint')
        .replace('3 1 1', '3 1 2')
        .replace('5060 n', '5060 x')
        .replace('"ca.', '"ca '),
  },
  tokens: {
    origin: 'tokens.example',
    about: 'TXT records of words that prove who owns a name',
    lines: (host) => [
      `${name(host)} TXT "site-verification=${key(host)}"`,
      `${name(host)} TXT MS=ms${host}`,
      `_acme-challenge.${name(host)} TXT "${key(host).slice(0, 43)}"`,
      `_token-${host % 7}.${name(host)} TXT "${digits(host).slice(0, 20)}" "${host}"`,
    ],
    mistaken: (line) => line.replace(/"$/, ''),
  },
  'host-keys': {
    origin: 'keys.example',
    about: 'SSHFP and KEY',
    lines: (host) => [
      `${name(host)} AAAA ${ipv6(host)}`,
      `${name(host)} SSHFP 1 2 ${digits(host)}`,
      `${name(host)} SSHFP 4 2 ${digits(host + 1)}`,
      `${name(host)} KEY 512 3 13 ${Buffer.from(digits(host) + digits(host + 1), 'hex').toString('base64')}`,
    ],
    mistaken: (line) => line.replace(/(SSHFP \d) 2/, '$1 1').replace('512 3', '512 2'),
  },
  enumeration: {
    origin: '9.4.e164.arpa',
    about: 'NAPTR of telephone numbers (RFC 6116)',
    lines: (host) => {
      const number = String(30_000_000 + host);
      const owner = [...number].reverse().join('.');
      return [
        `${owner} NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:${number}@sip.example.net!" .`,
        `${owner} NAPTR 100 20 "u" "E2U+email:mailto" "!^.*$!mailto:${name(host)}@example.net!" .`,
      ];
    },
    mistaken: (line) => line.replace('!" .', '" .'),
  },
  policy: {
    origin: 'rpz.example',
    about: 'a response policy zone',
    lines: (host) => [
      `${name(host)}.example${host % 977}.com CNAME .`,
      `*.${name(host)}.example${host % 977}.com CNAME .`,
    ],
    mistaken: (line) => line.replace('CNAME .', 'CNAME rpz-passthru'),
  },
  deep: {
    origin: 'deep.example',
    about: 'names of sixteen labels',
    lines: (host) => {
      const place = Array.from({ length: 10 }, (_, level) => `l${level}-${(host >> level) & 63}`).join('.');
      return [
        `if0.vlan${host % 40}.${name(host)}.${place} A ${ipv4(host)}`,
        `if1.vlan${host % 40}.${name(host)}.${place} AAAA ${ipv6(host)}`,
      ];
    },
    mistaken: withWrongAddress,
  },
  origins: {
    origin: 'origins.example',
    about: 'a $ORIGIN for every three records',
    lines: (host) => [
      `$ORIGIN ${name(host)}.origins.example.`,
      `@ A ${ipv4(host)}`,
      `www CNAME @`,
      `mail AAAA ${ipv6(host)}`,
    ],
    mistaken: withWrongAddress,
  },
  'laid-out': {
    origin: 'office.example',
    about: 'columns of blanks, and comments',
    lines: (host) => [
      `; host ${host}`,
      `${name(host).padEnd(24)} 3600 IN A     ${ipv4(host).padEnd(16)} ; rack ${host % 40}`,
      `${''.padEnd(24)} 3600 IN AAAA  ${ipv6(host)}`,
    ],
    mistaken: withWrongAddress,
  },
  nsec: { origin: ORIGIN, about: 'signed, with NSEC', signing: [] },
  nsec3: { origin: ORIGIN, about: 'signed, with NSEC3', signing: ['-3', '-'] },
};
