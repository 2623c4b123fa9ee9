import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { TestZone } from './harness.ts';

const HASH = '0'.repeat(64);
const ORIGIN = { origin: 'yourdomain.net.' };

/** Records whose content rules look at, with what they refer to. */
const LINES = [
  '$TTL 3600',
  '@ SOA ns1 hostmaster 1 7200 900 1209600 300',
  '@ NS ns1',
  'ns1 A 9.9.9.9',
  'ns2 A 9.9.9.10',
  'ns2 AAAA 2620:fe::fe',
  '@ TXT "v=spf1 mx include:_spf.yourdomain.net" " a:www.yourdomain.net -all"',
  '@ TXT "v=spf1 ip:9.9.9.9 ?all mx"',
  '_spf TXT "v=spf1 a a a a a a include:more.yourdomain.net redirect=_spf.yourdomain.net"',
  'more TXT "v=spf1 mx mx mx mx ip4:9.9.9.9 -all"',
  'more MX 10 ns1',
  '_dmarc TXT "v=DMARC1; p=none; rua=a@yourdomain.net"',
  '_dmarc TXT v=DMARC1; p=none',
  's._domainkey TXT "v=DKIM1; p="',
  'x TXT “smart”',
  '@ CAA 0 issuewild ";"',
  '@ CAA 1 isue "https://ca.net"',
  `_443._tcp.www TLSA 3 1 1 ${HASH}`,
  `_25._tcp.gone TLSA 3 1 1 ${HASH}ab`,
  'www A 10.0.0.1',
  'www HTTPS 1 . ipv4hint=10.0.0.2',
  'www HTTPS 0 alias',
  'alias HTTPS 0 www',
  '@ NAPTR 10 10 "S" "SIP+D2U" "" _sip._udp',
  '_sip._udp SRV 0 0 5060 ns1',
  '@ RP a people',
  'people TXT "us"',
  '$GENERATE 1-4 g$ A 10.0.0.$',
  'bücher CNAME xn--zzzz',
  'local A 192.0.2.1',
  'six AAAA 2002::1',
];

const PIECES = [
  ...LINES.map((line) => `${line}\n`),
  'gone A 9.9.9.12\n',
  '$GENERATE 1-9 h$ A 9.9.9.$\n',
  'www NS ns1\n',
  '* A 9.9.9.13\n',
  '(',
  '"',
  ';',
  ' ',
  '\n',
  '\\',
];

const FILLER = `; ${'filler '.repeat(1200)}`;

function bigText(): string {
  return `${LINES.flatMap((line, i) => (i > 1 && i % 4 === 0 ? [FILLER, line] : [line])).join('\n')}\n`;
}

function seen(zone: TestZone): unknown[] {
  return zone.problems().map((problem) => ({ ...problem, data: undefined, fixes: zone.fixes(problem) }));
}

describe('an incremental check of content', () => {
  it('is over several chunks here, with most of the rules', () => {
    const zone = new TestZone(bigText(), ORIGIN);
    assert.ok(zone.document.chunks.length > 5);
    assert.ok(new Set(zone.problems().map(({ rule }) => rule)).size > 20);
  });

  for (const seed of seeds()) {
    it(`gives what a fresh one gives after any edits (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      const zone = new TestZone(bigText(), ORIGIN);
      for (let step = 0; step < 50; step++) {
        const { text } = zone;
        const lines = text.split('\n');
        const line = random(lines.length);
        const lineStart = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
        const piece = PIECES[random(PIECES.length)];
        const kind = random(4);
        let [start, end, newText] = [lineStart, lineStart, piece];
        if (kind === 1) [end, newText] = [Math.min(text.length, lineStart + lines[line].length + 1), ''];
        if (kind === 2) {
          start = lineStart + random(Math.min(60, lines[line].length + 1));
          end = Math.min(text.length, start + random(5));
          newText = '';
        }
        zone.edit(start, end, newText);
        assert.deepEqual(
          seen(zone),
          seen(new TestZone(zone.text, ORIGIN)),
          `seed ${seed}, step ${step}: ${start}-${end} ${JSON.stringify(newText)}`,
        );
      }
    });
  }
});
