/** Zones of one kind each: a mix hides what is slow in one of them. Deterministic, without an error. */

import type { Numbers } from './numbers.ts';
import { type BenchZone, measureZone } from './peers.ts';
import { writeLines } from './zones.ts';

interface Shape {
  readonly origin: string;
  /** The lines of the host number `host`, a record each. */
  readonly lines: (host: number) => readonly string[];
}

/** Records of each, about. */
export const SHAPE_RECORDS = 300_000;

const ipv4 = (host: number): string => `10.${(host >> 16) & 255}.${(host >> 8) & 255}.${host & 255}`;
const ipv6 = (host: number): string => `2001:db8:${(host >> 16).toString(16)}:${(host & 0xffff).toString(16)}::53`;
/** Digits that look like those of a hash and are the same in each run. */
const digits = (host: number): string =>
  (Math.imul(host + 7, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(8);
const key = (host: number): string => Buffer.from(digits(host), 'hex').toString('base64');
const name = (host: number): string => `n${host.toString(36)}`;
const nibbles = (host: number): string => [...host.toString(16).padStart(8, '0')].reverse().join('.');

export const SHAPES: Readonly<Record<string, Shape>> = {
  'reverse, IPv6': {
    origin: '8.b.d.0.1.0.0.2.ip6.arpa',
    lines: (host) => [`${nibbles(host)}${'.0'.repeat(16)} PTR ${name(host)}.example.net.`],
  },
  'reverse, IPv4': {
    origin: '10.in-addr.arpa',
    lines: (host) => [`${ipv4(host).split('.').reverse().slice(0, 3).join('.')} PTR ${name(host)}.example.net.`],
  },
  delegations: {
    origin: 'registry.example',
    lines: (host) => [
      `${name(host)} NS ns1.p${host % 4000}.example.net.`,
      `${name(host)} NS ns2.p${host % 4000}.example.net.`,
      `${name(host)} DS ${host % 65536} 13 2 ${digits(host)}`,
    ],
  },
  mail: {
    origin: 'mail.example',
    lines: (host) => [
      `${name(host)} AAAA ${ipv6(host)}`,
      `${name(host)} MX 10 ${name(host)}`,
      `${name(host)} TXT "v=spf1 ip6:${ipv6(host)} include:_spf.example.org -all"`,
      `_dmarc.${name(host)} TXT "v=DMARC1; p=reject; rua=mailto:d${host}@mail.example"`,
      `k1._domainkey.${name(host)} TXT "v=DKIM1; k=ed25519; p=${key(host)}"`,
    ],
  },
  services: {
    origin: 'services.example',
    lines: (host) => [
      `${name(host)} HTTPS 1 . alpn=h2 ipv6hint=${ipv6(host)}`,
      `${name(host)} AAAA ${ipv6(host)}`,
      `_443._tcp.${name(host)} TLSA 3 1 1 ${digits(host)}`,
      `_sip._tcp.${name(host)} SRV 0 5 5060 ${name(host)}`,
      `${name(host)} CAA 0 issue "ca.example.net"`,
    ],
  },
  policy: {
    origin: 'rpz.example',
    lines: (host) => [
      `${name(host)}.example${host % 977}.com CNAME .`,
      `*.${name(host)}.example${host % 977}.com CNAME .`,
    ],
  },
  'laid out': {
    origin: 'office.example',
    lines: (host) => [
      `; host ${host}`,
      `${name(host).padEnd(24)} 3600 IN A     ${ipv4(host).padEnd(16)} ; rack ${host % 40}`,
      `${''.padEnd(24)} 3600 IN AAAA  ${ipv6(host)}`,
    ],
  },
};

function* linesOf({ origin, lines }: Shape, records: number): Generator<string> {
  yield '$TTL 3600';
  yield `$ORIGIN ${origin}.`;
  yield '@ IN SOA ns1.example.net. hostmaster.example.net. 2026112801 7200 900 1209600 300';
  yield '@ IN NS ns1.example.net.';
  yield '@ IN NS ns2.example.net.';
  const each = lines(0).filter((line) => !line.startsWith(';')).length;
  for (let host = 0; host * each < records; host++) yield* lines(host);
}

/** A zone of a shape. */
export function shapeZone(shape: string, records = SHAPE_RECORDS): BenchZone {
  const { origin } = SHAPES[shape];
  return { origin, write: (file, more = []) => writeLines(file, linesOf(SHAPES[shape], records), more) };
}

/** Measures the programs on a shape: `PROGRAM.wall` and the like. */
export function measureShape(shape: string, folder: string): Numbers {
  return measureZone(shapeZone(shape), folder, () => 3);
}
