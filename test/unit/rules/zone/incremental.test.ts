import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { TestZone } from './harness.ts';

const HASH = '0'.repeat(64);

/** A zone with everything that carries over lines or refers to other names, and most mistakes once. */
const LINES = [
  '$TTL 3600',
  '@ SOA ns1 hostmaster ( 1 3600',
  '   900 1209600 ; comment ( "',
  '   300 )',
  '@ NS ns1',
  '  NS ns2',
  '  NS ns.example.net.',
  'ns1 A 192.0.2.53',
  'ns1 AAAA 2001:db8::53',
  'ns2 A 198.51.100.53',
  '@ MX 10 mail',
  '@ MX 20 alias',
  '@ MX 30 192.0.2.25',
  'mail A 192.0.2.25',
  'mail 600 A 192.0.2.26',
  'mail A 192.0.2.25',
  'alias CNAME mail',
  'www CNAME alias',
  'www TXT "beside" "a CNAME"',
  'sub NS ns.sub',
  'sub NS ns.other',
  `sub DS 1 13 2 ${HASH}`,
  'ns.sub A 192.0.2.54',
  'www.sub A 192.0.2.80',
  'other NS ns.other',
  'ns.other A 192.0.2.55',
  'lost CNAME mail.example.com',
  'lost2.example.com A 192.0.2.1',
  '* A 192.0.2.99',
  'deep.er A 192.0.2.98',
  '*.er TXT "wildcard"',
  '_sip._tcp SRV 0 0 5060 sip',
  '_sip._tcp SRV 0 0 5060 x.er',
  '$ORIGIN lab',
  '  TXT "inherited"',
  '@ A 192.0.2.60',
  'h1 A 192.0.2.61',
  'h1 A 192.0.2.61',
  '$GENERATE 1-5 g$ A 192.0.2.$',
  '$GENERATE 1-3 g$ CNAME h$',
  '$ORIGIN example.com.',
  'text TXT ( "one"',
  '  "two" )',
  'd DNAME example.net.',
  'x.d A 192.0.2.3',
  'a_b A 192.0.2.4',
  'old A6 0 2001:db8::1',
  'mapped AAAA ::ffff:192.0.2.1',
  'out.example.net. A 192.0.2.5',
  `nods DS 1 5 1 ${'0'.repeat(40)}`,
  'IN TXT "class"',
  'a.*.b TXT "star"',
  'bad A 192.0.2.300',
  'cn1 CNAME a.example.net.',
  'cn1 CNAME b.example.net.',
  '$TTL 60',
  'short A 192.0.2.7',
  'spf SPF "v=spf1 -all"',
  'svc HTTPS 0 www alpn=h2',
  '@ CDS 0 0 0 00',
];

/** Fills the chunks of the text, so that the zone is spread over several. */
const FILLER = `; ${'filler '.repeat(1200)}`;

function bigText(): string {
  const lines = LINES.flatMap((line, i) => (i > 3 && i % 3 === 0 && !line.startsWith(' ') ? [FILLER, line] : [line]));
  return `${lines.join('\n')}\n`;
}

/** Pieces that an edit puts in; each changes what some rule looks at. */
const PIECES = [
  ...LINES.map((line) => `${line}\n`),
  'sub NS ns2\n',
  'lab NS ns1\n',
  'er NS ns1\n',
  'mail AAAA 2001:db8::25\n',
  'sip A 192.0.2.77\n',
  'x.er A 192.0.2.78\n',
  '*.lab A 192.0.2.79\n',
  '@ DNAME example.org.\n',
  '$ORIGIN sub\n',
  '$ORIGIN example.com\n',
  '$ORIGIN lab.example.com\n',
  'a_b.lab.example.com A 192.0.2.4\n',
  '$GENERATE 1-2 sub NS ns$\n',
  ' A 192.0.2.9\n',
  '(',
  ')',
  '"',
  ';',
  '\n',
  ' ',
  '\\',
  '.',
  'x',
  '*',
  '\r\n',
];

/** What is compared: everything a user sees, the fixes included. (`data` may count from a chunk, and chunks are cut by the edits.) */
function seen(zone: TestZone): unknown[] {
  return zone.problems().map((problem) => ({ ...problem, data: undefined, fixes: zone.fixes(problem) }));
}

function assertFresh(zone: TestZone, what: string): void {
  const fresh = new TestZone(zone.text);
  assert.deepEqual(seen(zone), seen(fresh), what);
  assert.equal(zone.model.recordCount, fresh.model.recordCount, what);
}

function edit(zone: TestZone, find: string, replacement: string): void {
  const at = zone.text.indexOf(find);
  assert.ok(at >= 0, find);
  zone.edit(at, at + find.length, replacement);
}

describe('an incremental check', () => {
  it('is over several chunks here', () => {
    assert.ok(new TestZone(bigText()).document.chunks.length > 8);
  });

  for (const [what, find, replacement] of [
    ['an address of a name server', 'ns2 A 198.51.100.53', 'ns2 AAAA 2001:db8::54'],
    ['a delegation that goes', 'sub NS ns.sub', 'sub TXT gone'],
    ['a delegation that comes', 'deep.er A 192.0.2.98', 'er NS ns1'],
    ['glue that is no longer named', 'sub NS ns.sub', 'sub NS ns1'],
    ['a DNAME that goes', 'd DNAME example.net.', 'd TXT gone'],
    ['a DNAME at the top', 'short A 192.0.2.7', '@ DNAME example.org.'],
    ['a wildcard that goes', '* A 192.0.2.99', 'star A 192.0.2.99'],
    ['a wildcard that has no address any more', '* A 192.0.2.99', '* TXT gone'],
    ['a name that the wildcard covered', 'deep.er A 192.0.2.98', 'sip.er A 192.0.2.98'],
    ['a name between a target and its wildcard', 'deep.er A 192.0.2.98', 'er A 192.0.2.98'],
    ['the target of an alias', 'alias CNAME mail', 'alias A 192.0.2.1'],
    ['the origin of the lines after it', '$ORIGIN lab', '$ORIGIN sub'],
    ['the default TTL', '$TTL 60', '$TTL 86400'],
    ['a quote that swallows a line', 'text TXT ( "one"', 'text TXT ( "one'],
    ['a parenthesis that swallows the rest', '@ MX 30 192.0.2.25', '@ MX ( 30 192.0.2.25'],
    ['the SOA', '@ SOA ns1', '@ SOB ns1'],
    ['the range of a $GENERATE', '1-5 g$ A', '1-9 g$ A'],
  ]) {
    it(`gives what a fresh one gives after an edit of ${what}`, () => {
      const zone = new TestZone(bigText());
      edit(zone, find, replacement);
      assertFresh(zone, 'after');
      edit(zone, replacement, find);
      assertFresh(zone, 'and back');
      assert.deepEqual(seen(zone), seen(new TestZone(bigText())));
    });
  }

  for (const seed of seeds()) {
    it(`gives what a fresh one gives after any edits (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      const zone = new TestZone(bigText());
      for (let step = 0; step < 60; step++) {
        const { text } = zone;
        const lines = text.split('\n');
        const line = random(lines.length);
        const lineStart = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
        const kind = random(5);
        const piece = PIECES[random(PIECES.length)];
        let [start, end, newText] = [lineStart, lineStart, piece];
        if (kind === 1) [end, newText] = [Math.min(text.length, lineStart + lines[line].length + 1), ''];
        if (kind === 2) [end, newText] = [lineStart + lines[line].length, piece.trimEnd()];
        if (kind === 3) {
          start = random(text.length);
          end = start;
        }
        if (kind === 4) {
          start = lineStart + random(Math.min(30, lines[line].length + 1));
          end = Math.min(text.length, start + random(4));
          newText = '';
        }
        zone.edit(start, end, newText);
        assertFresh(zone, `seed ${seed}, step ${step}: ${start}-${end} ${JSON.stringify(newText)}`);
      }
    });
  }
});
