/** The zones that are measured, and the edits in them: each has to be answered by other problems than there were before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import { NameTable } from '../../../server/src/dns/names.ts';
import { ZONE_RULES } from '../../../server/src/rules/zone/index.ts';
import { rangeToOffsets, toRange } from '../../../server/src/services/shared/ranges.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { Zone } from '../../../server/src/workspace/zone.ts';
import { type Kind, keystrokes, MIX, TTL } from '../../bench/keystrokes.ts';
import { type Edit, LAST_LINES } from '../../bench/zoneSession.ts';
import { ORIGIN, zoneLines } from '../../bench/zones.ts';

const RECORDS = 300;

function openZone(text: string) {
  const names = new NameTable();
  const buffer = new TextBuffer(text);
  let id = 1;
  const zone = new Zone({
    uri: 'file:///zone',
    buffer,
    names,
    apex: names.fromText(`${ORIGIN}.`),
    source: 'set',
    zoneClass: 1,
    settings: { version: '9.20', type: 'primary', loaded: false },
    view: '',
    configuration: undefined,
    rules: ZONE_RULES,
    include: () => ({ kind: 'unknown' }),
    zoneOf: () => undefined,
    nextId: () => id++,
  });
  const diagnostics = (): Diagnostic[] => {
    zone.update();
    return zone.problems().map(({ start, end, message }) => ({ range: toRange(buffer, start, end), message }));
  };
  const apply = ({ range, text: typed }: Edit): void => {
    const { start, end } = rangeToOffsets(buffer, range);
    buffer.replace(start, end, typed);
  };
  return { zone, buffer, diagnostics, apply };
}

test('a zone has as many records as were asked for, and no problem', () => {
  for (const records of [100, 1_000]) {
    const { zone, diagnostics } = openZone(`${[...zoneLines(records)].join('\n')}\n`);
    assert.deepEqual(diagnostics(), []);
    const { recordCount } = zone.model;
    assert.ok(recordCount >= records && recordCount < records + 4, `${recordCount} records for ${records}`);
  }
});

test('a zone is the same each time', () => {
  assert.deepEqual([...zoneLines(200)], [...zoneLines(200)]);
});

test('with the last lines there is one problem, at the end', () => {
  const lines = [...zoneLines(RECORDS), ...LAST_LINES];
  const found = openZone(`${lines.join('\n')}\n`).diagnostics();
  assert.deepEqual(
    found.map(({ range }) => range.start.line),
    [lines.join('\n').split('\n').length - 1],
  );
});

const KINDS: readonly Kind[] = [...MIX, TTL];
for (const kind of KINDS) {
  test(`a keystroke is answered, and so is the one that takes it back: ${kind}`, () => {
    const text = `${[...zoneLines(RECORDS), ...LAST_LINES].join('\n')}\n`;
    const { buffer, diagnostics, apply } = openZone(text);
    const pairOf = keystrokes(text.trimEnd().split('\n'));
    const places = new Set<number>();
    for (let step = 0; step < 8; step++) {
      for (const edit of pairOf(kind, step)) {
        places.add(edit.range.start.line);
        assert.equal(edit.answered(diagnostics()), false, 'answered before it is made');
        apply(edit);
        assert.equal(edit.answered(diagnostics()), true, 'not answered');
      }
      assert.equal(buffer.slice(0, buffer.length), text);
    }
    const onePlace = kind === TTL || kind === 'line at the top';
    assert.equal(places.size === 1, onePlace, `edits on the lines ${[...places].join(', ')}`);
  });
}
