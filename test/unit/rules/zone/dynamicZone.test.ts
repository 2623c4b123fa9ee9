import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ZoneSettings } from '../../../../server/src/rules/zone/context.ts';
import { TestZone } from './harness.ts';

const TEXT = '$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n';

function messages(settings: Partial<ZoneSettings>): string[] {
  const zone = new TestZone(TEXT, { settings });
  return zone
    .problems()
    .filter((problem) => problem.rule === 'zone/dynamic-zone')
    .map(({ message }) => message);
}

describe('a file that named writes itself', () => {
  it('is told at the SOA, with the reason', () => {
    assert.match(messages({ dynamic: 'updated' })[0], /^This zone is changed by dynamic update, .*rndc freeze/);
    assert.match(messages({ dynamic: 'signed' })[0], /^named signs this zone in its file, /);
  });

  it('is not told of other files', () => {
    assert.deepEqual(messages({}), []);
  });
});
