import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { EntryFlag, type ParsedChunk } from '../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState, type LineState } from '../../../server/src/zone/lineState.ts';
import { parseText } from '../../../server/src/zone/parse.ts';
import { entries, entryText, environmentOf, parse, problems } from './harness.ts';

const WRONG: Readonly<Record<string, readonly string[]>> = {
  $TTL: ['zone/bad-directive|$TTL'],
  '$TTL ; c': ['zone/bad-directive|$TTL'],
  '$TTL soon': ['zone/bad-directive|soon'],
  '$TTL -1': ['zone/bad-directive|-1'],
  '$TTL 60 ; c': [],
  '$TTL 60 70': ['zone/bad-directive|70'],
  '$TTL 60 70 80': ['zone/bad-directive|70 80'],
  '$TTL 2147483647': [],
  '$TTL 2147483648': ['zone/ttl-too-large|2147483648'],
  $ORIGIN: ['zone/bad-directive|$ORIGIN'],
  '$ORIGIN a. b.': ['zone/bad-directive|b.'],
  '$ORIGIN a..b': ['zone/bad-name|.'],
  $INCLUDE: ['zone/bad-directive|$INCLUDE'],
  '$INCLUDE a b': [],
  '$INCLUDE a b c': ['zone/bad-directive|c'],
  '$INCLUDE a b..c': ['zone/bad-name|.'],
  $DATE: ['zone/bad-directive|$DATE'],
  '$DATE 20250101000000': [],
  '$DATE 2025010100000': ['zone/bad-directive|2025010100000'],
  '$DATE 202501010000000': ['zone/bad-directive|202501010000000'],
  '$DATE 20250101000000 x': ['zone/bad-directive|x'],
  '$BOGUS x': ['zone/unknown-directive|$BOGUS'],
  $: ['zone/unknown-directive|$'],
  '$ttl 60': [],
  '"$TTL" 60': [],
  '"$ttl"60': [],
  '"$TTL" 60 A 192.0.2.1': ['zone/bad-directive|A 192.0.2.1'],
  '$TTL "1h"': ['zone/bad-directive|"1h"'],
  '"$ORIGIN" sub': [],
  '$ORIGIN "sub"': ['zone/bad-directive|"sub"'],
  '"$INCLUDE" "a"': [],
  '$INCLUDE a "b"': ['zone/bad-directive|"b"'],
  '$DATE "20250101000000"': ['zone/bad-directive|"20250101000000"'],
  '"$BOGUS" x': ['zone/unknown-directive|$BOGUS'],
};
for (const [line, expected] of Object.entries(WRONG)) {
  test(`the directive ${line}`, () => {
    const parsed = parse(`a 1 A 192.0.2.1\n${line}\n`);
    assert.deepEqual(problems(parsed), expected);
    const invalid = (parsed.document.chunks[0].flags[1] & EntryFlag.Invalid) !== 0;
    // Servers take a TTL above the maximum as 0.
    assert.equal(invalid, expected.length > 0 && !line.includes('2147483648'));
  });
}

test('a directive stands at the start of its line: behind white space it is marked, and read all the same', () => {
  const parsed = parse('a 1 A 192.0.2.1\n $TTL 60\nb A 192.0.2.1\n $FOO 60\n');
  assert.deepEqual(problems(parsed), ['zone/unknown-type|$FOO']);
  assert.equal(entries(parsed)[2], 'b.example.com. 60 A 192.0.2.1');
  assert.equal(parsed.document.chunks[0].flags[1] & EntryFlag.Indented, EntryFlag.Indented);
});

test('a TTL above the maximum is 0, one that is none changes nothing', () => {
  const parsed = parse('$TTL 60\na TXT x\n$TTL soon\nb TXT x\n$TTL 2147483648\nc TXT x\n$TTL\nd 2147483648 TXT x\n');
  assert.deepEqual(entries(parsed), [
    '2 60',
    'a.example.com. 60 TXT x',
    '!2 soon',
    'b.example.com. 60 TXT x',
    '2 2147483648',
    'c.example.com. 0 TXT x',
    '!2 ',
    'd.example.com. 0 TXT x',
  ]);
  const { ttls } = parsed.document.chunks[0];
  assert.deepEqual([ttls[0], ttls[2], ttls[4], ttls[6]], [60, -1, -1, -1]);
});

test('an $ORIGIN that is none leaves the origin as it is', () => {
  const parsed = parse('$TTL 1\n$ORIGIN sub\na TXT x\n$ORIGIN b..c\n TXT y\nb TXT x\n');
  const [{ targets }] = parsed.document.chunks;
  assert.equal(targets[3], -1);
  assert.deepEqual(entries(parsed).slice(-2), ['a.sub.example.com. 1 TXT y', 'b.sub.example.com. 1 TXT x']);
});

test('an origin that is not known becomes known by an absolute $ORIGIN only', () => {
  const names = new NameTable();
  const state = { ...initialState(-1 as never, 1), defaultTtl: 1 };
  const parsed = parseText('a TXT x\n$ORIGIN b\nc TXT x\n$ORIGIN d.\ne TXT x\n', state, environmentOf(names));
  const lines = Array.from({ length: parsed.count }, (_, entry) => entryText(parsed, entry, names));
  assert.deepEqual(lines, ['? 1 TXT x', '1 b', '? 1 TXT x', '1 d.', 'e.d. 1 TXT x']);
  assert.deepEqual(parsed.problems, []);
});

interface Included {
  readonly path: string;
  readonly origin: string;
  readonly owner: string;
  readonly ttls: readonly [defaultTtl: number, lastTtl: number];
}

/** Parses with includes that leave `after` behind; what was asked for is in `asked`. */
function including(
  text: string,
  after: Partial<LineState> | undefined,
): { chunk: ParsedChunk; asked: Included[]; lines: string[] } {
  const names = new NameTable();
  const asked: Included[] = [];
  const include = (path: string, state: LineState): LineState | undefined => {
    const owner = names.text(state.owner);
    asked.push({ path, origin: names.text(state.origin), owner, ttls: [state.defaultTtl, state.lastTtl] });
    assert.equal(state.skip, 0);
    assert.equal(state.afterOrigin, false);
    // A file is read in the middle of the line that includes it, as the workspace does where it is small.
    parseText('$TTL 99\ninside MX 10 mail\nmore TXT (\n x )\n'.repeat(50), state, environmentOf(names));
    return after && { ...state, ...after };
  };
  const document = new ZoneDocument('file:///zone', new TextBuffer(text));
  document.update(initialState(names.fromText('example.com.'), 1), { ...environmentOf(names), include });
  return { chunk: document.chunks[0], asked, lines: entries({ document, names, environment: environmentOf(names) }) };
}

test('what is included is asked for with its origin and state', () => {
  const { asked, chunk } = including(
    [
      '$TTL 60',
      'a 5 TXT x',
      '$INCLUDE db.more',
      '$INCLUDE "dir name/db;more" sub ; c',
      "$INCLUDE 'x' example.net.",
      '$INCLUDE ( db.more',
      '@ )',
      '$ORIGIN lab',
      '$INCLUDE \\a b ',
      '',
    ].join('\n'),
    undefined,
  );
  const common = { owner: 'a.example.com.', ttls: [60, 5] };
  assert.deepEqual(asked, [
    { path: 'db.more', origin: 'example.com.', ...common },
    { path: 'dir name/db;more', origin: 'sub.example.com.', ...common },
    { path: "'x'", origin: 'example.net.', ...common },
    { path: 'db.more', origin: 'example.com.', ...common },
    { path: '\\a', origin: 'b.lab.example.com.', ...common },
  ]);
  assert.deepEqual(
    chunk.includes.map(({ pathStart, pathEnd }) => chunk.text.slice(pathStart, pathEnd)),
    asked.map(({ path }) => path),
  );
  assert.deepEqual(chunk.problems, []);
});

test('after an include the TTLs are those of the included file, origin and owner those before it', () => {
  const { lines } = including('$TTL 60\na TXT x\n$ORIGIN sub\n$INCLUDE f\n TXT y\nb TXT z\n', {
    defaultTtl: 7,
    lastTtl: 8,
    owner: 0 as never,
    origin: 0 as never,
  });
  assert.deepEqual(lines, [
    '2 60',
    'a.example.com. 60 TXT x',
    '1 sub',
    '3 f',
    'a.example.com. 7 TXT y',
    'b.sub.example.com. 7 TXT z',
  ]);
  assert.deepEqual(
    including('a 5 TXT x\n$INCLUDE f\nb TXT z\n', { defaultTtl: -1, lastTtl: 8 }).lines.at(-1),
    'b.example.com. 8 TXT z',
  );
});

test('an include that is not read changes nothing', () => {
  const { lines, chunk } = including('a 5 TXT x\n$INCLUDE f\nb TXT z\n', undefined);
  assert.equal(lines.at(-1), 'b.example.com. 5 TXT z');
  assert.equal(chunk.includes[0].after, undefined);
  const without = parse('a 5 TXT x\n$INCLUDE f\nb TXT z\n');
  assert.equal(entries(without).at(-1), 'b.example.com. 5 TXT z');
});

test('what a $GENERATE makes includes no files', () => {
  const { asked } = including('$TTL 1\n$GENERATE 1-2 "$$INCLUDE" A 192.0.2.$\n', undefined);
  assert.deepEqual(asked, []);
});
