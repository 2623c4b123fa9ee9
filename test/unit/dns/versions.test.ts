import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  atLeast,
  BIND_VERSIONS,
  DEFAULT_BIND_VERSION,
  isBindVersion,
  isWithin,
  LATEST_BIND_VERSION,
  OLDEST_BIND_VERSION,
} from '../../../server/src/dns/versions.ts';

test('the oldest and the latest version are the ends of the list', () => {
  assert.equal(OLDEST_BIND_VERSION, '9.18');
  assert.equal(LATEST_BIND_VERSION, '9.21');
  assert.equal(DEFAULT_BIND_VERSION, '9.20');
});

test('only the versions of the list are versions', () => {
  assert.ok(BIND_VERSIONS.every(isBindVersion));
  for (const text of ['', '9.16', '9.2', '9.180', ' 9.18', '9.18.0']) assert.ok(!isBindVersion(text), text);
});

test('versions are compared by their order', () => {
  const reached = BIND_VERSIONS.map((version) => BIND_VERSIONS.map((since) => atLeast(version, since)));
  assert.deepEqual(reached, [
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test('a span includes both of its ends', () => {
  const within = (span: Parameters<typeof isWithin>[1]) => BIND_VERSIONS.filter((version) => isWithin(version, span));
  assert.deepEqual(within({}), ['9.18', '9.20', '9.21']);
  assert.deepEqual(within({ since: '9.20' }), ['9.20', '9.21']);
  assert.deepEqual(within({ until: '9.20' }), ['9.18', '9.20']);
  assert.deepEqual(within({ since: '9.20', until: '9.20' }), ['9.20']);
  assert.deepEqual(within({ since: '9.21', until: '9.18' }), []);
});
