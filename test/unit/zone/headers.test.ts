import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classAt } from '../../../server/src/zone/chunk.ts';
import { ownerText, simpleOwnerEnd } from '../../../server/src/zone/ownerText.ts';
import { parse } from './harness.ts';

const CASES: readonly (readonly [line: string, owner: string, ttl: string, type: string, classCode: number])[] = [
  ['www A 192.0.2.1', 'www', '', 'A', 1],
  ['www 300 A 192.0.2.1', 'www', '300', 'A', 1],
  ['www 1h IN A 192.0.2.1', 'www', '1h', 'A', 1],
  ['www IN 1h a 192.0.2.1', 'www', '1h', 'a', 1],
  ['www\tCH\t7\tTXT\tx', 'www', '7', 'TXT', 3],
  ['www CLASS1 TYPE1 \\# 4 c0000201', 'www', '', 'TYPE1', 1],
  ['"a b" 60 TXT x', 'a b', '60', 'TXT', 1],
  ['a\\ b 60 TXT x', 'a\\ b', '60', 'TXT', 1],
  ['( www 60 ) TXT x', 'www', '60', 'TXT', 1],
  ['www ( ; comment\n  60 ; ttl\n IN\n TXT\n x )', 'www', '60', 'TXT', 1],
  ['10 20 PTR host', '10', '20', 'PTR', 1],
  [' 60 IN TXT x', '', '60', 'TXT', 1],
  ['\tTXT x', '', '', 'TXT', 1],
];

for (const [line, owner, ttl, type, code] of CASES) {
  test(`the header of ${JSON.stringify(line)}`, () => {
    for (const end of ['\n', '\r\n']) {
      const { document } = parse(`$TTL 1${end}before A 192.0.2.2${end}${line.replaceAll('\n', end)}${end}`);
      const [chunk] = document.chunks;
      const written = (starts: Int32Array, ends: Int32Array): string =>
        starts[2] < 0 ? '' : chunk.text.slice(starts[2], ends[2]);
      assert.equal(written(chunk.ownerStarts, chunk.ownerEnds), owner);
      assert.equal(written(chunk.ttlStarts, chunk.ttlEnds), ttl);
      assert.equal(written(chunk.typeStarts, chunk.typeEnds), type);
      assert.equal(chunk.classes[2], code);
      assert.equal(classAt(chunk, 2), code);
      if (owner !== '') assert.equal(ownerText(chunk, 2), owner);
    }
  });
}

test('a line that is no record has its owner, where it has one, and nothing else', () => {
  const [chunk] = parse('$TTL 1\nwww BOGUS x\n BOGUS x\nwww\n').document.chunks;
  assert.deepEqual([...chunk.ownerStarts], [-1, 7, -1, -1]);
  assert.deepEqual([...chunk.typeStarts], [-1, -1, -1, -1]);
});

test('origins are those that hold at each line', () => {
  const { document, names } = parse('$TTL 1\na TXT x\n$ORIGIN sub\nb TXT x\n$ORIGIN\nc TXT x\n');
  const [chunk] = document.chunks;
  const texts = [...chunk.origins].map((origin) => names.text(origin));
  const [zone, sub] = ['example.com.', 'sub.example.com.'];
  assert.deepEqual(texts, [zone, zone, zone, sub, sub, sub]);
});

test('an owner is told without the headers where it is simple: characters that mean themselves, and white space behind', () => {
  const end = (line: string): number => {
    const [chunk] = parse(`$TTL 1\n${line}\n`).document.chunks;
    const at = simpleOwnerEnd(chunk, 1);
    return at < 0 ? at : at - chunk.starts[1];
  };
  assert.equal(end('www TXT x'), 3);
  assert.equal(end('www\tTXT x'), 3);
  assert.equal(end('@ TXT x'), 1);
  assert.equal(end('a\\b TXT x'), -1);
  assert.equal(end('"a" TXT x'), -1);
  assert.equal(end('a"b" TXT x'), -1);
  assert.equal(end('a(TXT x)'), -1);
  assert.equal(end('( a TXT x )'), -1);
  assert.equal(end('\u00e4 TXT x'), -1);
  assert.equal(end('www'), -1);
  assert.equal(end('www;c'), -1);
});

test('headers and origins that were forgotten are read again as they were, also those of what is generated', () => {
  const text = '$TTL 1\nwww 60 IN A 192.0.2.1\n$ORIGIN sub\n$GENERATE 1-2 h$ 300 A 192.0.2.$\nb CH TXT x\n';
  const [chunk] = parse(text).document.chunks;
  const [made] = chunk.generated;
  const read = () =>
    [chunk, made.parsed].map(({ headers, origins }) => [
      ...Object.values(headers).map((column: ArrayLike<number>) => [...Array.from(column)]),
      [...origins],
    ]);
  const before = read();
  const { headers } = made.parsed;
  chunk.forgetRead();
  assert.notEqual(made.parsed.headers, headers);
  assert.deepEqual(read(), before);
});
