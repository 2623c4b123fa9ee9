import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { rulePage } from '../../../../server/src/rules/page.ts';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import { toDiagnostic, toDiagnostics } from '../../../../server/src/services/shared/diagnostics.ts';
import { fixActions, toWorkspaceEdit } from '../../../../server/src/services/shared/fixes.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { limitProblems } from '../../../../server/src/workspace/fileProblems.ts';

const buffer = new TextBuffer('one\r\ntwo \u{1f600} three\nfour');
const bufferOf = (uri: string): TextBuffer | undefined => (uri === 'file:///a' ? buffer : undefined);
const PROBLEM: Problem = {
  rule: 'zone/ns-missing-aaaa',
  severity: 'warning',
  message: 'Something is wrong.',
  uri: 'file:///a',
  start: 5,
  end: 8,
};

test('a problem as a diagnostic', () => {
  const full: Problem = {
    ...PROBLEM,
    data: { host: 'ns1.example.com.' },
    tag: 'deprecated',
    related: [
      { uri: 'file:///a', start: 0, end: 3, message: 'here' },
      { uri: 'file:///gone', start: 7, end: 9, message: 'there' },
    ],
  };
  assert.deepEqual(toDiagnostic(full, bufferOf), {
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } },
    severity: DiagnosticSeverity.Warning,
    code: 'zone/ns-missing-aaaa',
    codeDescription: { href: rulePage('zone/ns-missing-aaaa') },
    source: 'bailiwick',
    message: 'Something is wrong.',
    tags: [DiagnosticTag.Deprecated],
    relatedInformation: [
      {
        location: { uri: 'file:///a', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } } },
        message: 'here',
      },
      {
        location: { uri: 'file:///gone', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
        message: 'there',
      },
    ],
    data: { rule: 'zone/ns-missing-aaaa', host: 'ns1.example.com.' },
  });
  assert.ok(rulePage('zone/ns-missing-aaaa').endsWith('/docs/rules/zone-ns-missing-aaaa.md'));
});

test('a problem without extras has none', () => {
  const keys = Object.keys(toDiagnostic(PROBLEM, bufferOf));
  assert.deepEqual(
    keys.filter((key) => ['tags', 'relatedInformation'].includes(key)),
    [],
  );
  const severities = (['error', 'warning', 'information', 'hint'] as const).map(
    (severity) => toDiagnostic({ ...PROBLEM, severity }, bufferOf).severity,
  );
  assert.deepEqual(severities, [1, 2, 3, 4]);
});

test('limit: the mildest are left out, and how many is said', () => {
  const severities = ['hint', 'error', 'information', 'warning', 'hint', 'error'] as const;
  const problems = severities.map((severity, start) => ({ ...PROBLEM, severity, start, end: start }));
  const shown = (limit: number) => toDiagnostics(limitProblems(problems, limit), bufferOf);
  assert.deepEqual(
    shown(6),
    problems.map((problem) => toDiagnostic(problem, bufferOf)),
  );
  const cut = shown(4);
  assert.deepEqual(
    cut.slice(0, 3),
    [1, 3, 5].map((at) => toDiagnostic(problems[at], bufferOf)),
  );
  assert.equal(cut.length, 4);
  assert.match(String(cut[3].message), /^This file has 3 more problems: the 3 most severe are shown\./);
  assert.equal(shown(1).length, 1);
});

test('fixes: as quick fixes; none where a file is not at hand', () => {
  const edit = { uri: 'file:///a', start: 5, end: 8, newText: '2' };
  const [action, ...more] = fixActions(
    PROBLEM,
    [
      { title: 'Do it', edits: [edit], preferred: true },
      { title: 'Cannot be done', edits: [edit, { ...edit, uri: 'file:///gone' }] },
      { title: 'Does nothing', edits: [] },
    ],
    bufferOf,
  );
  assert.deepEqual(more, []);
  assert.deepEqual(action, {
    title: 'Do it',
    kind: 'quickfix',
    edit: {
      changes: {
        'file:///a': [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } }, newText: '2' }],
      },
    },
    diagnostics: [toDiagnostic(PROBLEM, bufferOf)],
    isPreferred: true,
  });
  assert.equal(toWorkspaceEdit([{ ...edit, uri: 'file:///gone' }], bufferOf), undefined);
});
