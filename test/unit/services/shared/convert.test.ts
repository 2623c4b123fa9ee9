import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { counted, listed } from '../../../../server/src/l10n.ts';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import {
  rangeToOffsets,
  rulePage,
  toDiagnostic,
  toDiagnostics,
  toRange,
} from '../../../../server/src/services/shared/convert.ts';
import { fixActions, toWorkspaceEdit } from '../../../../server/src/services/shared/fixes.ts';
import { code, codeBlock, link } from '../../../../server/src/services/shared/markdown.ts';
import { zoneServers } from '../../../../server/src/services/zone/servers.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { limitProblems } from '../../../../server/src/workspace/fileProblems.ts';
import { makeWorkspace } from '../zone/harness.ts';

const buffer = new TextBuffer('one\r\ntwo \u{1f600} three\nfour');
const bufferOf = (uri: string): TextBuffer | undefined => (uri === 'file:///a' ? buffer : undefined);
const PROBLEM: Problem = {
  rule: 'zone/some-rule',
  severity: 'warning',
  message: 'Something is wrong.',
  uri: 'file:///a',
  start: 5,
  end: 8,
};

test('ranges: both ways, in order, in UTF-16 units', () => {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } };
  assert.deepEqual(toRange(buffer, 5, 11), range);
  assert.deepEqual(rangeToOffsets(buffer, range), { start: 5, end: 11 });
  assert.deepEqual(rangeToOffsets(buffer, { start: range.end, end: range.start }), { start: 5, end: 11 });
  assert.deepEqual(rangeToOffsets(buffer, { start: { line: 9, character: 9 }, end: { line: 0, character: 99 } }), {
    start: 3,
    end: buffer.length,
  });
  assert.deepEqual(toRange(new TextBuffer(''), 0, 5), {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 0 },
  });
});

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
    code: 'zone/some-rule',
    codeDescription: { href: rulePage('zone/some-rule') },
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
    data: { rule: 'zone/some-rule', host: 'ns1.example.com.' },
  });
  assert.ok(rulePage('zone/some-rule').endsWith('/docs/rules/zone-some-rule.md'));
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

test('markdown: what comes from a file is only text', () => {
  assert.equal(code('a b'), '`a b`');
  assert.equal(code('a`b``c'), '``` a`b``c ```');
  assert.equal(code('a\n# b'), '`a # b`');
  assert.equal(code(''), '` `');
  assert.ok(code('x'.repeat(10_000)).length < 400);
  assert.equal(codeBlock('zone', ['a', '```', 'b']), '````zone\na\n```\nb\n````');
  assert.equal(link('a]b', 'file:///x y'), '[a\\]b](<file:///x%20y>)');
  assert.equal(counted(1, 'record', 'records'), '1 record');
  assert.equal(listed(['a', 'b', 'c']), 'a, b and c');
});

test('the servers of a zone, with the addresses that the workspace has', () => {
  const { zones, lookup } = makeWorkspace(
    {
      'db.example.com':
        '$TTL 1\n@ SOA ns1 a 1 1 1 1 1\n NS ns1\n NS ns.example.net.\n NS ns1\n NS gone.example.org.\nns1 AAAA 2001:db8::53\n A 192.0.2.53\n',
      'db.example.net': '$TTL 1\n@ SOA ns a 1 1 1 1 1\nns A 192.0.2.54\n',
    },
    [
      { file: 'db.example.com', origin: 'example.com.' },
      { file: 'db.example.net', origin: 'example.net.' },
    ],
  );
  assert.deepEqual(zoneServers(zones[0], lookup), [
    { name: 'ns1.example.com.', addresses: ['2001:db8::53', '192.0.2.53'] },
    { name: 'ns.example.net.', addresses: ['192.0.2.54'] },
    { name: 'gone.example.org.', addresses: [] },
  ]);
});
