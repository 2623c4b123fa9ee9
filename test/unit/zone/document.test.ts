import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameId, NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import type { ParsedChunk } from '../../../server/src/zone/chunk.ts';
import { type ChunkSink, ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState, type LineState, sameState } from '../../../server/src/zone/lineState.ts';
import { entries, environmentOf, parse, snapshot } from './harness.ts';

/** Smaller than files are read in, so that short texts have several. */
const CHUNK = 8192;

const SOA = '@ 3600 SOA ns1 host 1 2 3 4 5\n';

test('incremental equals from scratch, after each of many edits', () => {
  const lines = [
    'www 300 A 192.0.2.1',
    '\tAAAA 2001:db8::1',
    '$TTL 3600',
    '$ORIGIN sub.example.com.',
    '$ORIGIN example.com.',
    '@ SOA ns1 host (',
    ' 1 2 3',
    ' 4 5 )',
    'a TXT "x" "y"',
    '$GENERATE 1-3 g$ A 192.0.2.$',
    'b MX 10 mail',
    '; comment',
    'c TXT "open',
    'd TXT ( open',
    'e IN 60 NS ns1',
    '',
    '\t',
    'bad..name A 192.0.2.1',
    'f BOGUS x',
    ')',
    '$TTL',
  ];
  let seed = 5;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const names = new NameTable();
  const origin = names.fromText('example.com.');
  const text = Array.from({ length: 2500 }, () => lines[random(lines.length)]).join('\n');
  const buffer = new TextBuffer(text, CHUNK);
  const environment = environmentOf(names);
  const document = new ZoneDocument('file:///zone', buffer);
  document.update(initialState(origin, 1), environment);
  for (let i = 0; i < 150; i++) {
    const start = random(buffer.length);
    const end = Math.min(buffer.length, start + random(random(8) === 0 ? 9000 : 12));
    const inserted =
      random(3) === 0
        ? ''
        : `${random(2) === 0 ? '\n' : ''}${lines[random(lines.length)]}${random(2) === 0 ? '\n' : ''}`;
    buffer.replace(start, end, inserted);
    const change = document.update(initialState(origin, 1), environment);
    const fresh = parse(buffer.text(), 'example.com.', names);
    assert.deepEqual(snapshot({ document, names, environment }), snapshot(fresh), `after edit ${i}`);
    const ids = new Set(document.chunks.map((chunk) => chunk.id));
    for (const chunk of change.added) assert.ok(ids.has(chunk.id));
    for (const chunk of change.removed) assert.ok(!ids.has(chunk.id));
  }
});

test('an edit in place parses one chunk again', () => {
  const text = `${SOA}${'host 60 A 192.0.2.1\n'.repeat(20_000)}`;
  const parsed = parse(text);
  const { document, environment, names } = parsed;
  document.buffer.replace(200_000, 200_001, 'x');
  const change = document.update(initialState(names.fromText('example.com.'), 1), environment);
  assert.equal(change.added.length, 1);
  assert.equal(change.removed.length, 1);
});

/** A document in chunks of a line each, with what a sink was told. */
class Watched implements ChunkSink {
  readonly names = new NameTable();
  readonly environment = environmentOf(this.names);
  readonly document: ZoneDocument;
  readonly held = new Set<ParsedChunk>();
  added = 0;

  constructor(lines: readonly string[]) {
    this.document = new ZoneDocument('file:///zone', new TextBuffer(`${lines.join('\n')}\n`, 0));
  }

  get state(): LineState {
    return initialState(this.names.fromText('example.com.'), 1);
  }

  add(chunk: ParsedChunk): void {
    assert.ok(!this.held.has(chunk));
    this.held.add(chunk);
    this.added++;
  }

  remove(chunk: ParsedChunk): void {
    assert.ok(this.held.delete(chunk));
  }

  /** A pass of so many steps at most. */
  pass(steps = Number.POSITIVE_INFINITY, state = this.state): void {
    const pass = this.document.steps(state, this.environment, this);
    for (let step = 0; step < steps; step++) if (pass.next().done) return;
  }

  assertWhole(): void {
    const { document, names, environment } = this;
    assert.deepEqual(snapshot({ document, names, environment }), snapshot(parse(document.buffer.text())));
    assert.deepEqual(new Set(document.held()), this.held);
    assert.deepEqual([...this.held].length, document.buffer.chunks.length);
  }
}

const LINES = ['$TTL 60', 'a TXT x', ' A 192.0.2.1', '$ORIGIN sub', 'b TXT ( y', 'z )', ' A 192.0.2.2', 'c TXT x'];

test('a pass that is given up is gone on with by the next one', () => {
  for (let steps = 1; steps < LINES.length; steps++) {
    const watched = new Watched(LINES);
    watched.pass(steps);
    assert.equal(watched.added, steps);
    watched.pass();
    assert.equal(watched.added, LINES.length);
    watched.assertWhole();
  }
});

test('edits before and between the steps of passes leave what a fresh document has', () => {
  for (let steps = 0; steps < LINES.length; steps++) {
    for (const [from, to, text] of [
      ['a TXT', 'x', 'new TXT w\na TXT '],
      ['$ORIGIN', '\n', ''],
      ['b TXT', ' (', ''],
      [' A 192.0.2.2', '2\n', ' TXT "'],
    ] as const) {
      const watched = new Watched(LINES);
      watched.pass(steps);
      const { buffer } = watched.document;
      const start = buffer.text().indexOf(from);
      buffer.replace(start, buffer.text().indexOf(to, start), text);
      watched.pass(2);
      watched.pass();
      watched.assertWhole();
    }
  }
});

test('a pass with nothing to do parses nothing', () => {
  const watched = new Watched(LINES);
  watched.pass();
  watched.added = 0;
  watched.pass();
  assert.equal(watched.added, 0);
});

test('a pass with another state before the first line parses until the states are the same again', () => {
  const watched = new Watched(['a 60 TXT x', 'b TXT x', '$ORIGIN example.net.', '$TTL 5', 'c TXT x', 'd TXT x']);
  watched.pass();
  watched.added = 0;
  watched.pass(Number.POSITIVE_INFINITY, { ...watched.state, origin: watched.names.fromText('example.org.') });
  assert.equal(watched.added, 5);
  assert.deepEqual(entries({ ...watched }).slice(0, 2), ['a.example.org. 60 TXT x', 'b.example.org. 60 TXT x']);
});

test('states are the same where each of their parts is', () => {
  const state: LineState = initialState(0 as NameId, 1);
  assert.ok(sameState(state, { ...state }));
  for (const other of [
    { skip: 1 },
    { origin: 1 as NameId },
    { owner: 1 as NameId },
    { class: 3 },
    { defaultTtl: 0 },
    { lastTtl: 0 },
    { afterOrigin: true },
  ]) {
    assert.ok(!sameState(state, { ...state, ...other }));
    assert.ok(!sameState({ ...state, ...other }, state));
  }
});

test('a chunk that no pass has come to can be read alone', () => {
  const watched = new Watched(LINES);
  const { document, environment } = watched;
  // Before any pass nothing is known to read it with.
  document.readAt(0, environment, watched);
  assert.equal(watched.added, 0);
  watched.pass(2);
  const at = document.buffer.text().indexOf('c TXT');
  document.readAt(at, environment, watched);
  assert.equal(watched.added, 4);
  assert.deepEqual(entries({ ...watched }), [
    '2 60',
    'a.example.com. 60 TXT x',
    '!? 60 A 192.0.2.2',
    'c.example.com. 60 TXT x',
  ]);
  document.readAt(at, environment, watched);
  assert.equal(watched.added, 4);
  watched.pass();
  watched.assertWhole();
});

test('the chunk behind those that were read is read with what they leave behind', () => {
  const watched = new Watched(LINES);
  watched.pass(2);
  watched.document.readAt(watched.document.buffer.text().indexOf(' A 192.0.2.1'), watched.environment, watched);
  assert.equal(entries({ ...watched }).at(-1), 'a.example.com. 60 A 192.0.2.1');
  assert.equal(watched.added, 3);
});

test('an empty document ends with the state that it starts with', () => {
  const watched = new Watched([]);
  const { document, state, environment } = watched;
  assert.equal(document.stateAfter, undefined);
  document.update(state, environment);
  assert.deepEqual(document.stateAfter, state);
});

test('a chunk is parsed again when what one of its includes leaves behind is another', () => {
  const names = new NameTable();
  let defaultTtl = 7;
  let lastTtl = -1;
  const include = (_: string, state: LineState): LineState => ({ ...state, defaultTtl, lastTtl });
  const environment = { ...environmentOf(names), include };
  const document = new ZoneDocument('file:///zone', new TextBuffer('a TXT x\n$INCLUDE f\n b TXT x\nb TXT x\n', 0));
  const state = { ...initialState(names.fromText('example.com.'), 1), defaultTtl: 1 };
  const last = (): string | undefined => entries({ document, names, environment }).at(-1);
  document.update(state, environment);
  assert.equal(last(), 'b.example.com. 7 TXT x');
  assert.equal(document.update(state, environment).added.length, 0);
  defaultTtl = 8;
  assert.equal(document.update(state, environment).added.length, 3);
  assert.equal(last(), 'b.example.com. 8 TXT x');
  lastTtl = 9;
  assert.equal(document.update(state, environment).added.length, 3);
});
