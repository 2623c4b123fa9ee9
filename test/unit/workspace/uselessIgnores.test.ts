/** Comments that are to silence a rule and silence nothing: told where that is certain, and only there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../../../server/src/workspace/settings.ts';
import { Site, siteOf, TOP, uriOf } from './harness.ts';

const USELESS = /useless-ignore/;

async function told(text: string, path = 'db.example.com', settings: Partial<Settings> = {}): Promise<string[]> {
  const site = await siteOf({ [path]: path === 'named.conf' ? text : TOP + text }, { settings, open: [path] });
  const buffer = site.workspace.bufferOf(uriOf(path))!;
  const all = site.problems(path, USELESS);
  assert.deepEqual(
    site.workspace.problemsOf(uriOf(path), 1000).problems.filter(({ rule }) => USELESS.test(rule)),
    all,
  );
  return all.map(({ start, end, message }) => `${buffer.slice(start, end)}: ${message}`);
}

const NOT_A_RULE = 'is not a rule, so this comment silences nothing by it.';
const ZONES: readonly (readonly [text: string, ...told: RegExp[]])[] = [
  ['x A 192.0.2.300 ; bailiwick-ignore zone/bad-rdata\n'],
  ['; bailiwick-ignore zone/bad-rdata\nx A 192.0.2.300\n'],
  ['x A 192.0.2.300 ; bailiwick-ignore zone/bad-rdata the old host\n'],
  ['x A 192.0.2.3 ; bailiwick-ignore zone/bad-rdata\n', /^zone\/bad-rdata: zone\/bad-rdata has nothing to say here/],
  ['; bailiwick-ignore zone/bad-rdata\nx A 192.0.2.3\ny A 192.0.2.300\n', /nothing to say here/],
  [
    'x A 192.0.2.300 ; bailiwick-ignore zone/bad-rdata zone/unknown-type\n',
    /^zone\/unknown-type: .*nothing to say here/,
  ],
  ['x A 192.0.2.300 ; bailiwick-ignore zone/bad-rdta\n', new RegExp(`${NOT_A_RULE} Did you mean zone/bad-rdata`)],
  ['x A 192.0.2.300 ; bailiwick-ignore bad-rdata\n', /Did you mean zone\/bad-rdata/],
  ['x A 192.0.2.3 ; bailiwick-ignore everything\n', /^everything: everything is not a rule/],
  ['x A 192.0.2.3 ; bailiwick-ignore conf/wrong-value\n', /is a rule about configurations/],
  // What depends on other files, times and settings may be found elsewhere.
  ['x A 192.0.2.3 ; bailiwick-ignore zone/cname-dangling zone/ptr-mismatch zone/soa-serial-date zone/ns-single\n'],
  ['x TXT "; bailiwick-ignore zone/none"\n'],
  ['x A 192.0.2.3 ; see bailiwick-ignore zone/none\n'],
  ['x A 192.0.2.3 ; bailiwick-ignore zone/none zone/useless-ignore\n'],
  ['; bailiwick-ignore-file zone/bad-rdata\n', /^zone\/bad-rdata: bailiwick-ignore-file silences .* Move the comment/],
  ['x A 192.0.2.3 ; bailiwick-ignore-file zone/bad-rdta\n', /Did you mean zone\/bad-rdata/],
];
for (const [text, ...expected] of ZONES) {
  test(`in a zone: ${JSON.stringify(text)}`, async () => {
    const found = await told(text);
    assert.equal(found.length, expected.length, found.join('\n'));
    for (const [i, pattern] of expected.entries()) assert.match(found[i], pattern);
  });
}

const CONFS: readonly (readonly [text: string, ...told: RegExp[]])[] = [
  ['options { optoin 1; }; // bailiwick-ignore conf/unknown-statement\n'],
  ['options { recursion no; }; # bailiwick-ignore conf/unknown-statement\n', /nothing to say here/],
  ['/* bailiwick-ignore conf/unknown-statment */\noptions { };\n', /Did you mean conf\/unknown-statement/],
  ['// bailiwick-ignore zone/bad-rdata\noptions { };\n', /is a rule about zones/],
  ['// bailiwick-ignore conf/open-recursion\noptions { };\n'],
];
for (const [text, ...expected] of CONFS) {
  test(`in a configuration: ${JSON.stringify(text)}`, async () => {
    const found = await told(text, 'named.conf');
    assert.equal(found.length, expected.length, found.join('\n'));
    for (const [i, pattern] of expected.entries()) assert.match(found[i], pattern);
  });
}

test('not of a rule that is off, and not where the finding is off', async () => {
  const text = 'x A 192.0.2.3 ; bailiwick-ignore zone/bad-rdata\n';
  assert.equal((await told(text)).length, 1);
  assert.deepEqual(await told(text, 'db.example.com', { rules: { 'zone/bad-rdata': 'off' } }), []);
  assert.deepEqual(await told(text, 'db.example.com', { rules: { 'zone/useless-ignore': 'off' } }), []);
});

test('not in a file that is included: it may be read elsewhere, too', async () => {
  const site = await siteOf(
    {
      'db.example.com': `${TOP}$INCLUDE more\n`,
      more: 'x A 192.0.2.3 ; bailiwick-ignore zone/bad-rdata zone/none\n',
    },
    { open: ['db.example.com'] },
  );
  assert.deepEqual(
    site.problems('more', USELESS).map(({ message }) => message.split(' ')[0]),
    ['zone/none'],
  );
});

test('as it is edited, in chunks of any size', async () => {
  const text = `${TOP}x A 192.0.2.300 ; bailiwick-ignore zone/bad-rdata\ny A 192.0.2.4\n`;
  for (const target of [1, 20, 60, 1000]) {
    const site = new Site({ 'db.example.com': text });
    site.open('db.example.com', 'zone', target);
    await site.workspace.settle();
    assert.deepEqual(site.problems('db.example.com', USELESS), []);
    await site.edit('db.example.com', '192.0.2.300', '192.0.2.3');
    assert.equal(site.problems('db.example.com', USELESS).length, 1);
    await site.edit('db.example.com', '192.0.2.3 ', '192.0.2.333 ');
    assert.deepEqual(site.problems('db.example.com', USELESS), []);
  }
});
