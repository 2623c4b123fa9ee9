import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before, isMailAddress, withoutEnd } from '../../../server/src/text/ends.ts';

test('what stands at the end of a text is taken off, and nothing before it', () => {
  assert.equal(withoutEnd('a==b==', '='), 'a==b');
  assert.equal(withoutEnd('//', '/'), '');
  assert.equal(withoutEnd('', '/'), '');
  assert.equal(withoutEnd('ab', '/'), 'ab');
});

test('the part before a mark', () => {
  assert.equal(before('fe80::1%eth0%1', '%'), 'fe80::1');
  assert.equal(before('fe80::1', '%'), 'fe80::1');
  assert.equal(before('%x', '%'), '');
});

test('mail addresses', () => {
  for (const good of ['a@b.c', 'a.b+c@d.e.f', 'a:b@c.d']) assert.ok(isMailAddress(good), good);
  for (const bad of ['', '@', 'a@', '@b.c', 'a@b', 'a@.c', 'a@b.', 'a b@c.d', 'a@b@c.d', 'a@b.c ', 'a.b']) {
    assert.ok(!isMailAddress(bad), bad);
  }
});
