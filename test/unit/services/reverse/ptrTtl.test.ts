/** The TTL on PTR records that are made: that of the record beside them, one that is set, or none. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { finish } from '../../../../server/src/steps.ts';
import { isPtrTtl } from '../../../../server/src/workspace/engineSettings.ts';
import { uriOf } from '../../workspace/harness.ts';
import { changeOf, make, ptrSite, RAISED, SOA } from './harness.ts';

const NETWORK = '; zone: 2.0.192.in-addr.arpa\n';

/** The record that is there, the setting, and the line of 192.0.2.9 that is made beside it. */
const CASES: readonly (readonly [beside: string, ttl: string | undefined, line: string])[] = [
  ['1\t300\tIN\tPTR\ta.example.com.', undefined, '9\t300\tIN\tPTR\tb.example.com.'],
  ['1\t300\tIN\tPTR\ta.example.com.', '1h', '9\t1h\tIN\tPTR\tb.example.com.'],
  ['1\t300\tIN\tPTR\ta.example.com.', 'inherited', '9\tIN\tPTR\tb.example.com.'],
  ['1 IN 300 PTR a.example.com.', '1h', '9 IN 1h PTR b.example.com.'],
  ['1 IN 300 PTR a.example.com.', 'inherited', '9 IN PTR b.example.com.'],
  ['1   300 PTR a.example.com.', 'inherited', '9   PTR b.example.com.'],
  ['1   PTR a.example.com.', '1h', '9   1h PTR b.example.com.'],
  ['1\tIN\tPTR\ta.example.com.', '1h', '9\t1h\tIN\tPTR\tb.example.com.'],
  ['1\tIN\tPTR\ta.example.com.', 'inherited', '9\tIN\tPTR\tb.example.com.'],
  ['1 ( 300 ) PTR a.example.com.', '1h', '9\t1h\tPTR\tb.example.com.'],
  ['; none', '2d', '9\t2d\tPTR\tb.example.com.'],
  ['; none', 'inherited', '9\tPTR\tb.example.com.'],
];
for (const [beside, ttl, line] of CASES) {
  it(`${JSON.stringify(beside)} with ${ttl ?? 'nothing'} set`, async () => {
    const isAlone = beside.startsWith(';');
    const files = {
      'db.example.com': `; zone: example.com\n${SOA}${isAlone ? '' : 'a A 192.0.2.1\n'}b A 192.0.2.9\n`,
      'db.192.0.2': `${NETWORK}${SOA}${beside}\n`,
    };
    const site = await ptrSite(files, ttl === undefined ? {} : { ttl });
    const changed = await make(site, changeOf(site, { action: 'create' }).edit);
    assert.deepEqual(changed, { 'db.192.0.2': `${NETWORK}${RAISED}${beside}\n${line}\n` });
  });
}

it('an RRset keeps its one TTL', async () => {
  const files = {
    'db.example.com': `; zone: example.com\n${SOA}a A 192.0.2.1\nb A 192.0.2.1\n`,
    'db.192.0.2': `${NETWORK}${SOA}1 300 PTR a.example.com.\n`,
  };
  const site = await ptrSite(files, { ttl: '1h', names: { '0.0.0.0/0': 'several' } });
  const changed = await make(site, changeOf(site, { action: 'create' }).edit);
  assert.deepEqual(changed, {
    'db.192.0.2': `${NETWORK}${RAISED}1 300 PTR a.example.com.\n1 300 PTR b.example.com.\n`,
  });
});

it('the PTR records of a new reverse zone have it too', async () => {
  const files = { 'db.example.com': `; zone: example.com\n${SOA}b A 192.0.2.9\n` };
  for (const [ttl, line] of [
    ['1h', '9\t1h IN PTR\tb.example.com.\n'],
    ['inherited', '9\tIN PTR\tb.example.com.\n'],
  ]) {
    const site = await ptrSite(files, { ttl });
    const answer = finish(site.features.newZone({ uri: uriOf('db.example.com'), network: '192.0.2.0/24' }));
    assert.ok(answer && 'edit' in answer);
    const [text] = Object.values(await make(site, answer.edit));
    assert.ok(text.endsWith(line), text);
  }
});

it('times and the one word are taken', () => {
  const given = ['1h', '3600', '1h30m', 'inherited', '', 'soon', '-1', 'h', 7, undefined];
  assert.deepEqual(given.filter(isPtrTtl), ['1h', '3600', '1h30m', 'inherited']);
});
