/** Zone files and configurations to be edited at random: those of examples/, and generated ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageOf } from '../../../server/src/workspace/languages.ts';

const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));

/** The example files that are zones (or configurations), by their paths below examples/. */
export function examples(language: 'zone' | 'named-conf'): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).sort()) {
    const isZone = /(?:^|\/)zones\/[^/]+$/.test(name);
    const kind = isZone ? 'zone' : languageOf(`file:///${encodeURI(name)}`);
    if (kind === language) found.set(name, readFileSync(join(EXAMPLES, name), 'utf8'));
  }
  return found;
}

const OWNERS = [
  '@',
  'www',
  'mail',
  'ns1',
  'a.b',
  '*',
  '_sip._tcp',
  'x\\.y',
  '"quoted"',
  'sub',
  'longer-than-the-others',
  '',
];
const DATA = [
  'A 192.0.2.1',
  'AAAA 2001:db8::1',
  'NS ns1',
  'MX 10 mail',
  'MX  (10 mail)',
  'TXT "a; b" c',
  'TXT ( "one" ; first\n  "two"\n\n; between\n\t"three" )',
  'TXT foo"bar"',
  'CNAME www.example.net.',
  'SRV 0 0 5060 mail',
  'CAA 0 issue "ca.example.net"',
  'HTTPS 1 . alpn="h2,h3" port=443',
  'DS 1 13 2 ( 0000000000000000000000000000000000000000\n000000000000000000000000 )',
  'TYPE65280 \\# 2 beef',
  'NSEC a ( A\nMX RRSIG\n)',
  // A line that would be taken for a record if it began with white space.
  'TXT (\nIN A MX\n)',
  'A 192.0.2.300',
  'BOGUS x',
  'TXT "open',
  'TXT ( open',
  'TXT x )',
  'PTR host',
  'SSHFP 1 1 0000000000000000000000000000000000000000',
];
const LINES = [
  '$TTL 1h',
  '$TTL   300 ; five minutes',
  '$ORIGIN sub.example.com.',
  '$ORIGIN example.com.',
  '$ORIGIN lab',
  '$GENERATE 1-3 g$   A 192.0.2.$',
  '$INCLUDE db.more',
  '$INCLUDE db.more lab',
  '$BOGUS x',
  '; comment',
  '   ; comment with space  ',
  '',
  '   ',
  '(',
  ')',
  '@ SOA ns1 host ( 1 2 3 4 5 ) ; one line',
  '@ IN SOA ns1 host (\n 2025010101 ; serial\n 3600 900 ; two\n1209600\n   300 )',
  '@ SOA ns1 host 1 2 3 4 5',
];

/** A line or record of a zone file, right or wrong. */
export function zoneLine(random: (below: number) => number): string {
  if (random(4) === 0) return LINES[random(LINES.length)];
  const pick = (values: readonly string[]): string => values[random(values.length)];
  const space = (): string => pick([' ', '  ', '\t', ' \t ']);
  const between = pick(['', '300', 'IN', '300 IN', 'IN 300', '1h', 'in', 'CH']);
  const comment = pick(['', '', '', ' ; note', ';note', '\t; "( note']);
  return `${pick(OWNERS)}${space()}${between}${between === '' ? '' : space()}${pick(DATA)}${comment}`;
}

/** A zone file of `count` lines, with one of the line ends in use. */
export function zoneText(random: (below: number) => number, count: number): string {
  const lineEnd = ['\n', '\n', '\r\n'][random(3)];
  const text = Array.from({ length: count }, () => zoneLine(random)).join('\n');
  return text.replaceAll('\n', lineEnd) + (random(3) === 0 ? '' : lineEnd);
}
