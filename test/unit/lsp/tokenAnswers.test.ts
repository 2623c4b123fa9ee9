/** Semantic tokens that are answered by what changed since the last answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TokenAnswers, tokenEdits } from '../../../server/src/lsp/tokenAnswers.ts';
import { zoneTokens } from '../../../server/src/services/zone/tokens.ts';
import { ODD, openScene } from '../services/zone/navigationHarness.ts';

test('a delta makes the new tokens of the old ones', async () => {
  const { workspace, zone, document } = await openScene({ 'db.example.com': `; zone: example.com\n$0${ODD}` });
  const answers = new TokenAnswers();
  const first = answers.full(document.uri, zoneTokens(zone, document));
  assert.deepEqual(answers.delta(document.uri, zoneTokens(zone, document), first.resultId!), {
    resultId: '2',
    edits: [],
  });
  let data = [...first.data];
  let previous = '2';
  const edits: readonly (readonly [number, number, string])[] = [
    [40, 40, 'new A 192.0.2.9\n'],
    [0, 0, '; more\n\n'],
    [100, 160, ''],
    [document.buffer.length - 3, document.buffer.length - 3, ' ; x'],
  ];
  for (const [start, end, text] of edits) {
    document.buffer.replace(start, end, text);
    workspace.refresh();
    const [now] = workspace.zonesOf(document.uri);
    const delta = answers.delta(document.uri, zoneTokens(now, now.root), previous);
    assert.ok(delta && 'edits' in delta);
    for (const edit of delta.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    assert.deepEqual(data, zoneTokens(now, now.root));
    data = [...data];
    previous = delta.resultId!;
  }
});

test('an unknown result id, and a file that was forgotten, give all tokens', async () => {
  const { zone, document } = await openScene({ 'db.example.com': 'x A 192.0.2.1\n$0' });
  const answers = new TokenAnswers();
  const { resultId, data } = answers.full(document.uri, zoneTokens(zone, document));
  const other = answers.delta(document.uri, zoneTokens(zone, document), 'other');
  assert.ok(other && 'data' in other);
  assert.deepEqual(other.data, data);
  answers.forget(document.uri);
  const forgotten = answers.delta(document.uri, zoneTokens(zone, document), resultId!);
  assert.ok(forgotten && 'data' in forgotten);
});

for (const [last, next] of [
  [[], [1, 2]],
  [[1, 2], []],
  [
    [1, 2, 3],
    [1, 9, 3],
  ],
  [
    [1, 1, 1],
    [1, 1],
  ],
  [
    [1, 1],
    [1, 1, 1],
  ],
  [
    [1, 2],
    [1, 2],
  ],
] as const) {
  test(`the edit from [${last}] to [${next}]`, () => {
    const data: number[] = [...last];
    for (const edit of tokenEdits(last, next)) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    assert.deepEqual(data, next);
  });
}

test('of random tokens the edit replaces no more than lies between what is equal', () => {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % below;
  };
  for (let round = 0; round < 2000; round++) {
    const last = Array.from({ length: random(8) }, () => random(3));
    const next = last.slice();
    next.splice(random(last.length + 1), random(3), ...Array.from({ length: random(3) }, () => random(3)));
    const [edit, ...more] = tokenEdits(last, next);
    assert.equal(more.length, 0);
    if (!edit) {
      assert.deepEqual(next, last);
      continue;
    }
    const { start, deleteCount, data = [] } = edit;
    assert.deepEqual([...last.slice(0, start), ...data, ...last.slice(start + deleteCount)], next);
    const deleted = last.slice(start, start + deleteCount);
    assert.ok(deleted.length === 0 || data.length === 0 || deleted[0] !== data[0], 'it begins with what is other');
    assert.ok(deleted.length === 0 || data.length === 0 || deleted.at(-1) !== data.at(-1), 'and ends with it');
  }
});
