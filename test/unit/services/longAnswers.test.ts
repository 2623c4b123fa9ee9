/** Answers about whole files and long selections: they are made in steps or bounded, and say the same as those made at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import { serviceSettings } from '../../../server/src/lsp/readSettings.ts';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import { Services } from '../../../server/src/services/services.ts';
import { PROBLEMS_AT_ONCE } from '../../../server/src/services/shared/fixes.ts';
import { applyEdits, type OffsetEdit, toTextEdits } from '../../../server/src/services/shared/offsetEdits.ts';
import type { Steps } from '../../../server/src/steps.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const URI = 'file:///w/db.example.com';
const TOP = '$TTL 3600\n@ IN SOA ns1 host 1 3600 900 1209600 3600\n@ IN NS ns1\nns1 IN A 192.0.2.1\n';
/** Chunks of a size that the lines fill several of. */
const CHUNK = 1024;
const LINES = 400;
const INDENT = { tabSize: 8, insertSpaces: true };

/** A zone of lines that are wrong, mended by a safe fix, laid out anew, and have a hint each. */
const LINE = (i: number): string => `h${i}.a.b 7200   IN A 192.0.2.300\nh${i}   SPF  "v=spf1 -all"\n`;
const TEXT = `${TOP}${Array.from({ length: LINES }, (_, i) => LINE(i)).join('')}`;

function opened(text = TEXT, clock?: () => number) {
  const workspace = new Workspace({ system: memoryFileSystem({}), ...(clock && { clock }) });
  const buffer = new TextBuffer(text, CHUNK);
  workspace.open(URI, buffer, 'zone');
  const settings = serviceSettings(undefined, {
    completion: { snippets: false, insertReplace: false },
    foldingLimit: undefined,
    runsTools: false,
  });
  const services = new Services({ workspace, now: () => new Date(0), settings: () => settings, log: () => undefined });
  return { workspace, services, buffer };
}

function wholeOf(buffer: TextBuffer): Range {
  return { start: { line: 0, character: 0 }, end: buffer.positionAt(buffer.length) };
}

/** What steps end in, and how many there were. */
function counted<T>(steps: Steps<T>): { readonly result: T; readonly count: number } {
  for (let count = 0; ; count++) {
    const step = steps.next();
    if (step.done) return { result: step.value, count };
  }
}

function textAfter(buffer: TextBuffer, edits: readonly TextEdit[]): string {
  const offsets = edits.map(
    ({ range, newText }): OffsetEdit => ({
      start: buffer.offsetAt(range.start),
      end: buffer.offsetAt(range.end),
      newText,
    }),
  );
  return applyEdits(buffer.text(), offsets);
}

test('what goes over a whole zone lets others in after about a chunk', () => {
  const { workspace, services, buffer } = opened();
  workspace.refresh();
  const chunks = buffer.chunks.length;
  assert.ok(chunks > 20);
  const range = wholeOf(buffer);
  for (const { count } of [
    counted(services.askInSteps('format', URI, INDENT)),
    counted(services.askInSteps('formatRange', URI, range, INDENT)),
    counted(services.askInSteps('inlayHints', URI, range)),
    counted(services.askInSteps('fixAll', URI)),
    counted(services.askInSteps('symbols', URI)),
    counted(services.askInSteps('folding', URI)),
  ]) {
    assert.ok(count >= chunks / 2, `${count} steps for ${chunks} chunks`);
  }
});

test('a selection of a whole zone is laid out as the zone is', () => {
  const { services, buffer } = opened();
  const { result: whole } = counted(services.askInSteps('format', URI, INDENT));
  const { result: selected } = counted(services.askInSteps('formatRange', URI, wholeOf(buffer), INDENT));
  assert.ok(whole && whole.length > LINES);
  assert.deepEqual(selected, whole);
});

test('what telling the problems takes is made ready a chunk at a time, once', () => {
  const { workspace } = opened();
  workspace.refresh();
  const other = opened();
  other.workspace.refresh();
  const ready = counted(workspace.prepareProblems());
  assert.ok(ready.count > 20, `${ready.count} steps`);
  assert.equal(counted(workspace.prepareProblems()).count, 0);
  assert.deepEqual(workspace.problemsOf(URI, 1000), other.workspace.problemsOf(URI, 1000));
});

test('the problems that some rules find are those among all', () => {
  const { workspace } = opened();
  workspace.refresh();
  const { problems } = workspace.problemsOf(URI, Number.POSITIVE_INFINITY);
  for (const rules of [['zone/bad-rdata'], ['zone/obsolete-type', 'zone/bad-rdata'], []] as RuleId[][]) {
    const { result } = counted(workspace.problemsBy(URI, new Set(rules)));
    assert.deepEqual(
      result,
      problems.filter(({ rule }) => rules.includes(rule)),
    );
  }
});

test('of a selection with very many problems the fixes of the first ones are offered', () => {
  const { workspace, services, buffer } = opened();
  workspace.refresh();
  const all = workspace.problemsAt(URI, 0, buffer.length);
  assert.ok(all.length > 2 * LINES);
  for (const limit of [0, 1, 7, all.length - 1, all.length, all.length + 1]) {
    assert.deepEqual(workspace.problemsAt(URI, 0, buffer.length, limit), all.slice(0, limit), `${limit}`);
  }
  const range = wholeOf(buffer);
  const actions = services.ask('actions', URI, range.start, range) ?? [];
  const lines = actions.flatMap(({ diagnostics }) => diagnostics?.map(({ range: { start } }) => start.line) ?? []);
  assert.ok(actions.length > 0 && actions.length <= 4 * PROBLEMS_AT_ONCE, `${actions.length} actions`);
  assert.ok(Math.max(...lines) <= buffer.positionAt(all[PROBLEMS_AT_ONCE].start).line);
  // One line has all of its own.
  const { line } = buffer.positionAt(all.at(-1)!.start);
  const last = { start: { line, character: 0 }, end: { line, character: 5 } };
  assert.ok((services.ask('actions', URI, last.start, last) ?? []).length > 0);
});

test('who asks for a place waits until the time is over, not for a number of steps', () => {
  let time = 0;
  const slow = opened(TEXT, () => {
    time += 4;
    return time;
  });
  slow.services.ask('hover', URI, { line: 2, character: 8 }, { line: 2, character: 8 });
  let left = 0;
  while (slow.workspace.step()) left++;
  const quick = opened(TEXT, () => 0);
  quick.services.ask('hover', URI, { line: 2, character: 8 }, { line: 2, character: 8 });
  let less = 0;
  while (quick.workspace.step()) less++;
  assert.ok(left >= less + 10, `${left} and ${less} steps left`);
});

test('very many edits are joined to some that do the same', () => {
  const text = Array.from({ length: 12_000 }, (_, i) => `a${i}  b   c\n`).join('');
  const buffer = new TextBuffer(text, CHUNK);
  const edits: OffsetEdit[] = [];
  for (const { index } of text.matchAll(/ {2,}/g)) edits.push({ start: index + 1, end: index + 2, newText: '' });
  edits.push({ start: text.length, end: text.length, newText: 'end' });
  assert.ok(edits.length > 20_000);
  const joined = toTextEdits(buffer, edits);
  assert.ok(joined.length < 100, `${joined.length} edits`);
  assert.equal(textAfter(buffer, joined), applyEdits(text, edits));
  const few = edits.slice(0, 100);
  assert.equal(toTextEdits(buffer, few).length, few.length);
  assert.equal(textAfter(buffer, toTextEdits(buffer, few)), applyEdits(text, few));
});
