import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ZoneSettings } from '../../../../server/src/rules/zone/context.ts';
import { type Site, siteOf } from '../../workspace/harness.ts';
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

  it('gives way where its journal lies beside it', () => {
    assert.deepEqual(messages({ dynamic: 'updated', beside: 'journal' }), []);
  });
});

describe('a file beside which named keeps what it serves', () => {
  const CONF = (more: string) => `zone "example.com" { type primary; file "db"; ${more} };\n`;
  const INLINE = 'dnssec-policy default; inline-signing yes;';
  const told = (site: Site): string[] =>
    site
      .problems('db', /served-otherwise|dynamic-zone/)
      .map(({ rule, severity, message }) => `${rule} ${severity} ${/\.(?:jnl|signed)\b/.exec(message)?.[0] ?? ''}`);

  for (const [what, more, beside, expected] of [
    ['a zone that takes updates', 'update-policy local;', 'db.jnl', 'zone/served-otherwise information .jnl'],
    [
      'a zone that is signed in its file',
      'dnssec-policy default; inline-signing no;',
      'db.jnl',
      'zone/served-otherwise information .jnl',
    ],
    ['a zone that is signed in line', INLINE, 'db.signed', 'zone/served-otherwise hint .signed'],
    [
      'a zone that is signed in line, before its copy is written',
      INLINE,
      'db.signed.jnl',
      'zone/served-otherwise hint .signed',
    ],
    ['a zone that is signed in line and was loaded again', INLINE, 'db.jnl', undefined],
    [
      'a zone that is signed in line and takes updates',
      `${INLINE} update-policy local;`,
      'db.jnl',
      'zone/served-otherwise information .jnl',
    ],
    [
      'a zone that is signed in line and takes updates, of which none came',
      `${INLINE} update-policy local;`,
      'db.signed',
      'zone/dynamic-zone information ',
    ],
    ['a journal of another file', 'update-policy local;', 'db2.jnl', 'zone/dynamic-zone information '],
    ['a journal in another folder', 'update-policy local;', 'more/db.jnl', 'zone/dynamic-zone information '],
    ['a zone that only people write', '', 'db.jnl', undefined],
    ['a signed copy that another program made', '', 'db.signed', undefined],
    ['a zone that is signed in line for the first time', INLINE, 'db2.signed', undefined],
  ] as const) {
    it(`${what}, and ${beside}`, async () => {
      const site = await siteOf({ 'named.conf': CONF(more), db: TEXT, [beside]: '' });
      assert.deepEqual(told(site), expected === undefined ? [] : [expected]);
    });
  }

  it('is told when the journal comes, and no longer when it goes', async () => {
    const site = await siteOf({ 'named.conf': CONF('update-policy local;'), db: TEXT });
    assert.deepEqual(told(site), ['zone/dynamic-zone information ']);
    await site.write('db.jnl', '');
    assert.deepEqual(told(site), ['zone/served-otherwise information .jnl']);
    await site.write('db.jnl', undefined);
    assert.deepEqual(told(site), ['zone/dynamic-zone information ']);
  });
});
