/** A text says the same wherever its chunks are cut. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { EntryKind } from '../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
import { randomChange, randomNumbers, seeds } from '../fuzz/edits.ts';
import { zoneText } from '../fuzz/texts.ts';
import { entries, environmentOf, everything, type Parsed, parse, problems } from './harness.ts';

const WHOLE = 1 << 20;
/** Chunks of one line, and of a few. */
const SIZES = [0, 1, 9, 23, 50, 120];

/** Parses in chunks that end with the first line end after so many units. */
function inChunks(text: string, size: number): Parsed {
  return parse(text, 'example.com.', new NameTable(), size);
}

/** By what they say: entries first, then problems, each in the order of the text. */
function sorted(parsed: Parsed): string[] {
  return everything(parsed)
    .map((value) => JSON.stringify(value))
    .toSorted();
}

const TEXTS: Readonly<Record<string, string>> = {
  'line ends of LF': '$TTL 60\na A 192.0.2.1\nb MX 10 mail\n\n; c\nd TXT x\n',
  'line ends of CRLF': '$TTL 60\r\na A 192.0.2.1\r\nb MX 10 mail\r\n\r\n; c\r\nd TXT "x"\r\n A 192.0.2.1 ; c\r\n',
  'lone CRs': '$TTL 60\ra A 192.0.2.1\rb MX 10 mail\n\rc TXT x\r\r\nd TXT y\n\r',
  'all three': '$TTL 60\r\na A 192.0.2.1\nb A 192.0.2.1\rc A 192.0.2.1\r\n\n\r\r\n A 192.0.2.2\n\r A 192.0.2.3\n',
  'no line end at the end': '$TTL 60\na A 192.0.2.1\nb A 192.0.2.2',
  'a comment without a line end': '$TTL 60\na A 192.0.2.1 ; x (',
  'a CR at the end': '$TTL 60\na A 192.0.2.1\r',
  'a string that the end cuts off': '$TTL 60\na TXT "x',
  'a backslash at the end': '$TTL 60\na TXT x\\',
  'a byte order mark': '\ufeff$TTL 60\na A 192.0.2.1\n',
  'byte order marks in lines': '$TTL 60\n\ufeffa A 192.0.2.1\nb\ufeff A 192.0.2.2\nc TXT \ufeff\n',
  'the octets of a byte order mark': '$TTL 60\n\u00ef\u00bb\u00bfa A 192.0.2.1\nb A 192.0.2.2\n',
  'NUL and other controls': '$TTL 60\na\0b A 192.0.2.1\n\0\nc TXT \x01\x7f\n\x0cd A 192.0.2.1\n',
  'characters of two units': '$TTL 60\n\u{1f600} TXT "\u{1f600}"\na TXT \u{1f600}\n',
  'parentheses over lines': '$TTL 60\n@ SOA ns1 host (\n 1\n 2 ; (\n\n 3 4\n 5 )\na A 192.0.2.1\n',
  'parentheses over lines of CRLF': '$TTL 60\r\n@ SOA ns1 host (\r\n 1\r\n 2 ; )\r\n 3 4 5\r\n)\r\na A 192.0.2.1\r\n',
  'parentheses in parentheses': '$TTL 60\na TXT ( x (\n y )\n "(" z\n)\nb TXT x\n',
  'a record that ends behind its parentheses': '$TTL 60\na TXT (\n x ) y\nb TXT ( z\n) ; c\nc TXT w\n',
  'two records with parentheses side by side': '$TTL 60\na TXT (\nx ) \nb TXT (\ny\n)\nc TXT (\n\n\n)\n',
  'an owner in parentheses': '$TTL 60\n( a\nTXT\nx )\nb TXT y\n',
  'a parenthesis that a record ends': '$TTL 60\n@ SOA ns1 host (\n 1 2 3 4 5\nwww IN A 192.0.2.1\nx A 192.0.2.2\n',
  'a parenthesis that a directive ends': '$TTL 60\na TXT ( x\n\n$ORIGIN sub\nb TXT y\n',
  'a parenthesis that nothing ends': '$TTL 60\na TXT ( x\n y\n\n z\n; c\n',
  'a stray parenthesis': '$TTL 60\na TXT x )\n)\nb TXT y\n',
  'strings that end with their lines': '$TTL 60\na TXT "x\ny" z\nb TXT "(\nc TXT ) "\n',
  'a quote in parentheses': '$TTL 60\na TXT ( "x\n" y )\nb TXT z\n',
  'pairs with quotes': '$TTL 60\na HTTPS 1 . alpn="h2\nb TXT a="b c" d="\nc HTTPS 1 . ( alpn="h2,h3"\n port=1 )\n',
  'directives between records':
    '$TTL 60\na A 192.0.2.1\n$ORIGIN sub\n A 192.0.2.2\nb A 192.0.2.3\n$TTL 5\n A 192.0.2.4\n',
  'inherited owners': '$TTL 60\na A 192.0.2.1\n A 192.0.2.2\n\n; c\n\tTXT x\nb.. A 192.0.2.1\n A 192.0.2.3\n',
  'TTLs of records before': 'a 5 A 192.0.2.1\nb A 192.0.2.1\nc 6 TXT x\n TXT y\nd 7 MX 10 mail\ne MX 10 mail\n',
  'a $GENERATE': '$TTL 60\n$GENERATE 1-2 h$ A 192.0.2.$\n A 192.0.2.9\n$GENERATE 1-2 h$ A 192.0.2.300\n',
  'an $INCLUDE': '$TTL 60\na A 192.0.2.1\n$INCLUDE "db.more" sub\n A 192.0.2.2\n',
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`wherever chunks are cut: ${name}`, () => {
    const whole = inChunks(text, WHOLE);
    // A $GENERATE ends its chunk.
    assert.equal(whole.document.chunks.length, text.includes('$GENERATE') ? 2 : 1);
    for (const size of SIZES) assert.deepEqual(sorted(inChunks(text, size)), sorted(whole), `chunks of ${size}`);
  });
}

for (const seed of seeds()) {
  test(`wherever chunks are cut: a text at random (seed ${seed})`, () => {
    const text = zoneText(randomNumbers(seed), 120);
    const whole = sorted(inChunks(text, WHOLE));
    for (const size of SIZES) assert.deepEqual(sorted(inChunks(text, size)), whole, `chunks of ${size}`);
  });
}

/** As dnssec-signzone lays it out. */
const SIGNED = `example.com.\t3600\tIN SOA\tns1.example.com. host.example.com. (
\t\t\t\t1          ; serial
\t\t\t\t3600       ; refresh (1 hour)
\t\t\t\t900 600 5
\t\t\t\t)
\t\t\t3600\tRRSIG\tSOA 13 2 3600 (
\t\t\t\t20261228050657 20261128050657 54812 example.com.
\t\t\t\tTN1f5hwdBcjItHWLYYnnCxbL3AI/UHiV/NNc
\t\t\t\tN2RPYRkGdR54Cw== )
\t\t\t300\tNSEC\ta.example.com. NS SOA RRSIG NSEC DNSKEY
\t\t\t3600\tDNSKEY\t256 3 13 (
\t\t\t\tZMQkL8GdaJIVFao+wCQj/QwaTRfmDhpkHE9z
\t\t\t\t9+wbDBsPaeJBkw==
\t\t\t\t) ; ZSK; alg = ECDSAP256SHA256 ; key id = 54812
VVTHHPG51GUBDCIDFJJDONTAB8HFN0JS.example.com. 300 IN NSEC3 1 0 0 - (
\t\t\t\tVVTVDSIE8QR3M3JEQJGP2IT5V2T9H47L
\t\t\t\tNS )
a.example.com.\t300\tIN DS\t1 13 2 (
\t\t\t\tD001BD422FFDA9B745425B71DC17D007E691
\t\t\t\t869BD59C5F237D9BF85434C3133F )
`;
const SIGNED_PIECES = [
  'IN A 192.0.2.1',
  ' 300 IN A 192.0.2.1',
  'b A 192.0.2.1',
  ' CH',
  '\t5 HS',
  'TXT ( "x;(" )',
  '$ORIGIN b',
];

for (const seed of seeds()) {
  test(`wherever chunks are cut: a signed zone, changed at random (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    for (let run = 0; run < 60; run++) {
      let text = SIGNED;
      for (let changes = random(4); changes > 0; changes--) {
        const { start, end, newText } = randomChange(text, random, SIGNED_PIECES);
        text = text.slice(0, start) + newText + text.slice(end);
      }
      const whole = sorted(inChunks(text, WHOLE));
      for (const size of [0, 50]) assert.deepEqual(sorted(inChunks(text, size)), whole, JSON.stringify(text));
    }
  });
}

/** Where a line is: its start and its end, as snapshots of `everything` have them. */
function rangeOf(text: string, part: string): [number, number] {
  const start = text.indexOf(part);
  assert.notEqual(start, -1);
  return [start, start + part.length];
}

test('ranges are those of the text, whatever line ends stand before', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['$TTL 60', 'a A 192.0.2.1', '', 'b 300 IN MX 10 mail ; c', '\tTXT "x y"', 'c A 192.0.2', ''].join(
      end,
    );
    for (const size of SIZES) {
      const { document } = inChunks(text, size);
      const found = document.chunks.flatMap((chunk) =>
        Array.from({ length: chunk.count }, (_, entry) => [
          chunk.offset + chunk.starts[entry],
          chunk.offset + chunk.ends[entry],
        ]),
      );
      const parts = ['$TTL 60', 'a A 192.0.2.1', 'b 300 IN MX 10 mail', 'TXT "x y"', 'c A 192.0.2'];
      const last = text.lastIndexOf('c A 192.0.2');
      assert.deepEqual(found, [...parts.slice(0, 4).map((part) => rangeOf(text, part)), [last, last + 11]]);
      const [problem] = document.chunks.flatMap((chunk) =>
        chunk.problems.map(({ start, end }) => [chunk.offset + start, chunk.offset + end]),
      );
      assert.deepEqual(problem, [last + 4, last + 11]);
    }
  }
});

test('what a byte order mark stands before is no directive and no known name', () => {
  const parsed = inChunks('\ufeff$TTL 60\na 1 A 192.0.2.1\n', WHOLE);
  assert.equal(parsed.document.chunks[0].kinds[0], EntryKind.Broken);
  assert.deepEqual(problems(parsed), ['zone/unreadable-character|\ufeff']);
  assert.equal(parsed.document.chunks[0].isAscii, false);
});

test('text of a later chunk that is taken in tells whether all of it is ASCII', () => {
  const text = 'a 1 TXT (\nx\n"\u00e4"\n)\nb 1 TXT y\n';
  const { document } = inChunks(text, 0);
  assert.equal(document.chunks[0].isAscii, false);
  assert.equal(inChunks('a 1 TXT (\nx\n)\n', 0).document.chunks[0].isAscii, true);
});

test('a record that runs into later chunks says which, and what is left of them', () => {
  const { document } = inChunks('a 1 TXT (\nx\n) ; c\nb 1 TXT y\n', 0);
  const [first, second, third, fourth] = document.chunks;
  assert.deepEqual(first.reach, [second.chunk, third.chunk]);
  assert.equal(first.stateAfter.skip, 'x\n) ; c\n'.length);
  assert.equal(second.stateBefore.skip, 'x\n) ; c\n'.length);
  assert.equal(third.stateBefore.skip, ') ; c\n'.length);
  assert.deepEqual([second.count, third.count, fourth.count], [0, 0, 1]);
  assert.equal(fourth.stateBefore.skip, 0);
  assert.equal(first.text.slice(first.starts[0], first.ends[0]), 'a 1 TXT (\nx\n)');
});

test('an edit behind an open parenthesis parses the record before it again', () => {
  const buffer = new TextBuffer('a 1 TXT (\nx\ny )\nb 1 TXT z\nc 1 TXT z\n', 0);
  const names = new NameTable();
  const environment = environmentOf(names);
  const document = new ZoneDocument('file:///zone', buffer);
  const state = initialState(names.fromText('example.com.'), 1);
  document.update(state, environment);
  const at = buffer.text().indexOf('y )');
  buffer.replace(at, at + 1, 'w');
  const change = document.update(state, environment);
  assert.ok(change.added.some((chunk) => chunk.offset === 0));
  assert.deepEqual(entries({ document, names, environment }), [
    'a.example.com. 1 TXT x w',
    'b.example.com. 1 TXT z',
    'c.example.com. 1 TXT z',
  ]);
});
