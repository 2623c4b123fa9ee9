import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, listed } from '../../../../server/src/l10n.ts';
import { code, codeBlock, link } from '../../../../server/src/services/shared/markdown.ts';

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
