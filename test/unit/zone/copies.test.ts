import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import type { ParsedChunk } from '../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';
import { environmentOf, parse, snapshot } from './harness.ts';

const LINES = [
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
  'c TXT "open',
  'd TXT ( open',
  'bad..name A 192.0.2.1',
  'f BOGUS x',
  ')',
];

for (const seed of seeds()) {
  test(`what a copy of the file has read already is what reading it gives (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const names = new NameTable();
    const origin = names.fromText('example.com.');
    const text = Array.from({ length: 300 }, () => LINES[random(LINES.length)]).join('\n');
    const buffers = [0, 1, 2].map(() => new TextBuffer(text, 512));
    // Two of them are one file.
    const files = [buffers[0], buffers[1], buffers[2], buffers[2]];
    const documents = files.map((buffer, i) => new ZoneDocument(`file:///${i}`, buffer));
    const environment = { ...environmentOf(names), copies: () => documents };
    let copied = 0;
    const update = (document: ZoneDocument): void => {
      const sink = {
        remove: () => undefined,
        add: (chunk: ParsedChunk) => {
          copied += Number(
            documents.some((each) => each.chunks.some((at) => at !== chunk && at.types === chunk.types)),
          );
        },
      };
      for (const _ of document.steps(initialState(origin, 1), environment, sink));
      assert.deepEqual(
        document.chunks.map(({ chunk, offset }) => [chunk.text, offset]),
        document.buffer.chunks.map(({ text }, i) => [text, document.buffer.chunkStart(i)]),
      );
      const fresh = parse(document.buffer.text(), 'example.com.', names);
      assert.deepEqual(snapshot({ document, names, environment }), snapshot(fresh));
    };
    for (let step = 0; step < 120; step++) {
      const at = random(buffers[0].length);
      const line = random(3) === 0 ? '' : `\n${LINES[random(LINES.length)]}\n`;
      // Mostly the same in all of them.
      const only = random(3) === 0 ? random(buffers.length) : -1;
      for (const [i, buffer] of buffers.entries()) {
        if (only < 0 || only === i)
          buffer.replace(at, Math.min(buffer.length, at + random(40) * Number(only >= 0)), line);
      }
      const first = random(documents.length);
      for (let i = 0; i < documents.length; i++) update(documents[(first + i) % documents.length]);
    }
    assert.ok(copied > 100, String(copied));
  });
}
