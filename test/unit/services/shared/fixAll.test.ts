/** All safe fixes of a file at once: which are taken, which wait, which are never taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import { ALL_RULES } from '../../../../server/src/rules/index.ts';
import type { Fix, FixEdit, Problem, RuleMeta } from '../../../../server/src/rules/rule.ts';
import { fixAllEdits } from '../../../../server/src/services/shared/fixAll.ts';
import { finish } from '../../../../server/src/steps.ts';
import { changed, openSession } from '../../lsp/session.ts';

/** Fixes of one file, as [start, end, text]; the rule of each is safe unless it says otherwise. */
type Edit = readonly [start: number, end: number, text: string];
type Given =
  | readonly Edit[]
  | { readonly fix?: 'unsafe' | 'none'; readonly elsewhere?: true; readonly edits: readonly Edit[] };

function taken(...given: readonly Given[]): string[] {
  const rules: RuleMeta[] = [];
  const fixes = new Map<Problem, Fix[]>();
  for (const [index, each] of given.entries()) {
    const { fix = 'safe', elsewhere, edits } = 'edits' in each ? each : { edits: each };
    const { id } = ALL_RULES[index];
    const docs = { finds: '', why: '', bad: '', good: '', sources: [] };
    rules.push({ id, title: '', severity: 'error', since: '1', fix, docs });
    const problem: Problem = { rule: id, severity: 'error', message: '', uri: 'file:///a', start: 0, end: 0 };
    const made = edits.map(
      ([start, end, newText], at): FixEdit => ({
        uri: elsewhere && at > 0 ? 'file:///b' : 'file:///a',
        start,
        end,
        newText,
      }),
    );
    fixes.set(problem, edits.length > 0 ? [{ title: '', edits: made }] : []);
  }
  const edits = finish(fixAllEdits([...fixes.keys()], rules, (problem) => fixes.get(problem) ?? []));
  return edits.map(({ start, end, newText }) => `${start}-${end} ${newText}`);
}

const CASES: readonly { readonly what: string; readonly given: readonly Given[]; readonly taken: readonly string[] }[] =
  [
    { what: 'nothing', given: [], taken: [] },
    { what: 'one', given: [[[1, 2, 'a']]], taken: ['1-2 a'] },
    {
      what: 'in the order of the text, whatever their own',
      given: [[[7, 8, 'b']], [[1, 2, 'a']], [[4, 5, 'c']]],
      taken: ['1-2 a', '4-5 c', '7-8 b'],
    },
    {
      what: 'all the edits of a fix',
      given: [
        [
          [7, 8, 'b'],
          [1, 2, 'a'],
        ],
      ],
      taken: ['1-2 a', '7-8 b'],
    },
    { what: 'what touches the one before', given: [[[1, 3, 'a']], [[3, 5, 'b']]], taken: ['1-3 a', '3-5 b'] },
    { what: 'what touches the one behind', given: [[[3, 5, 'b']], [[1, 3, 'a']]], taken: ['1-3 a', '3-5 b'] },
    { what: 'the first of two that overlap', given: [[[1, 4, 'a']], [[3, 5, 'b']]], taken: ['1-4 a'] },
    { what: 'the first of two that overlap, from behind', given: [[[3, 5, 'b']], [[1, 4, 'a']]], taken: ['3-5 b'] },
    { what: 'not what lies inside of another', given: [[[1, 9, 'a']], [[3, 5, 'b']]], taken: ['1-9 a'] },
    { what: 'not what holds another', given: [[[3, 5, 'b']], [[1, 9, 'a']]], taken: ['3-5 b'] },
    { what: 'one of two insertions at a place', given: [[[3, 3, 'a']], [[3, 3, 'b']]], taken: ['3-3 a'] },
    { what: 'no insertion where something is replaced from', given: [[[3, 5, 'a']], [[3, 3, 'b']]], taken: ['3-5 a'] },
    { what: 'an insertion where a replacement ends', given: [[[3, 5, 'a']], [[5, 5, 'b']]], taken: ['3-5 a', '5-5 b'] },
    {
      what: 'no half of a fix: one of its edits overlaps',
      given: [
        [[3, 5, 'a']],
        [
          [1, 2, 'b'],
          [4, 6, 'c'],
        ],
      ],
      taken: ['3-5 a'],
    },
    { what: 'not what is unsafe', given: [{ fix: 'unsafe', edits: [[1, 2, 'a']] }, [[4, 5, 'b']]], taken: ['4-5 b'] },
    { what: 'not what has no fix, though its rule has', given: [[], [[4, 5, 'b']]], taken: ['4-5 b'] },
    {
      what: 'not what reaches into another file',
      given: [
        {
          elsewhere: true,
          edits: [
            [1, 2, 'a'],
            [3, 4, 'c'],
          ],
        },
        [[4, 5, 'b']],
      ],
      taken: ['4-5 b'],
    },
  ];
for (const { what, given, taken: expected } of CASES) {
  test(`fix all takes ${what}`, () => assert.deepEqual(taken(...given), expected));
}

const HEAD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const FILES: readonly {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  readonly after: string | undefined;
}[] = [
  {
    what: 'of a zone',
    file: 'db.example.com',
    text: `${HEAD}dup A 192.0.2.9\ndup A 192.0.2.9\n@ MX 10 mail.example.com\n`,
    after: `${HEAD}dup A 192.0.2.9\n@ MX 10 mail.example.com\n`,
  },
  { what: 'of a zone without a safe fix', file: 'db.example.com', text: `${HEAD}www BOGUS x\n`, after: undefined },
  {
    what: 'of a configuration',
    file: 'named.conf',
    text: 'options {\n\tnosuch 1;\n\trecursion no;\n};\n',
    after: 'options {\n\tnosuch 1;\n\trecursion no;\n\tlisten-on-v6 { any; };\n};\n',
  },
  {
    what: 'of a configuration without a safe fix',
    file: 'named.conf',
    text: 'options {\n\tnosuch 1;\n\tlisten-on-v6 { any; };\n};\n',
    after: undefined,
  },
];
for (const { what, file, text, after } of FILES) {
  test(`all safe fixes ${what}`, async () => {
    const session = await openSession({ files: { [file]: `$0${text}` } });
    const actions = await session.at<CodeAction[]>('textDocument/codeAction', {
      range: { start: session.position, end: session.position },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    assert.equal(actions.length, after === undefined ? 0 : 1);
    if (after === undefined) return;
    assert.equal(actions[0].kind, 'source.fixAll.bailiwick');
    assert.deepEqual(changed(session, actions[0].edit), { [file]: after });
  });
}
