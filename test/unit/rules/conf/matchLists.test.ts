import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfModel } from '../../../../server/src/conf/model.ts';
import type { Block } from '../../../../server/src/conf/tree.ts';
import { blockOf } from '../../../../server/src/conf/tree.ts';
import { prefixText } from '../../../../server/src/dns/prefixes.ts';
import { isNone, isOpen, matches, prefixesOf } from '../../../../server/src/rules/conf/support/matchLists.ts';
import { serverAddresses } from '../../../../server/src/rules/conf/support/serverAddresses.ts';
import { letsNobodyIn } from '../../../../server/src/rules/conf/support/words.ts';
import { contextOf, found, problemsOf } from './helper.ts';

/** Lists that take one another in, by their names. */
const ACLS = `acl inside { 10/8; 2001:db8::/32; };
acl nested { inside; { 192.0.2.1; }; };
acl everyone { any; };
acl loop { circle; };
acl circle { loop; };
acl self { self; };`;

function listOf(elements: string): { readonly model: ConfModel; readonly list: Block } {
  const { model } = contextOf(`${ACLS}\noptions { allow-query { ${elements} }; };`);
  const setting = model.options?.byName.get('allow-query')?.[0];
  const list = setting && blockOf(setting.statement);
  assert.ok(list);
  return { model, list };
}

interface Case {
  readonly list: string;
  readonly isOpen?: true;
  readonly isNone?: true;
  readonly letsNobodyIn?: true;
  /** Whether 10.0.0.1, 192.0.2.1 and 2001:db8::1 match. */
  readonly matches: readonly (boolean | undefined)[];
  readonly prefixes?: string;
}

const YES = [true, true, true];
const NO = [false, false, false];
const UNKNOWN = [undefined, undefined, undefined];

const CASES: readonly Case[] = [
  { list: '', isNone: true, matches: NO },
  { list: 'none;', isNone: true, letsNobodyIn: true, matches: NO },
  { list: 'NONE;', isNone: true, letsNobodyIn: true, matches: NO },
  { list: 'none; none;', isNone: true, matches: NO },
  { list: '!any;', letsNobodyIn: true, matches: NO },
  { list: '!none;', matches: NO },
  { list: 'any;', isOpen: true, matches: YES },
  { list: 'ANY;', isOpen: true, matches: YES },
  { list: '{ any; };', isOpen: true, matches: YES },
  { list: '0.0.0.0/0;', isOpen: true, matches: [true, true, false], prefixes: '0.0.0.0/0' },
  { list: '::/0;', isOpen: true, matches: [false, false, true], prefixes: '::/0' },
  { list: '0.0.0.0/1;', matches: [true, false, false], prefixes: '0.0.0.0/1' },
  { list: '!any; any;', matches: NO },
  { list: '!10/8; any;', isOpen: true, matches: [false, true, true] },
  { list: '10/8;', matches: [true, false, false], prefixes: '10.0.0.0/8' },
  { list: '192.0.2.1;', matches: [false, true, false], prefixes: '192.0.2.1/32' },
  { list: '192.0.2.0/31; 192.0.2.2/31;', matches: [false, true, false], prefixes: '192.0.2.0/31 192.0.2.2/31' },
  { list: '2001:db8::1;', matches: [false, false, true], prefixes: '2001:db8::1/128' },
  { list: '!192.0.2.1; 192.0.2.0/24;', matches: [false, false, false], prefixes: '192.0.2.0/24' },
  { list: '!{ 10/8; }; any;', isOpen: true, matches: [false, true, true] },
  { list: 'inside;', matches: [true, false, true], prefixes: '10.0.0.0/8 2001:db8::/32' },
  { list: 'INSIDE;', matches: [true, false, true], prefixes: '10.0.0.0/8 2001:db8::/32' },
  { list: 'nested;', matches: [true, true, true], prefixes: '10.0.0.0/8 2001:db8::/32 192.0.2.1/32' },
  { list: '!nested; any;', isOpen: true, matches: NO },
  { list: 'everyone;', isOpen: true, matches: YES },
  { list: '{ { everyone; }; };', isOpen: true, matches: YES },
  { list: 'key k;', matches: NO },
  { list: 'key any;', matches: NO },
  { list: '!key k; any;', isOpen: true, matches: YES },
  { list: 'localhost;', matches: UNKNOWN },
  { list: '10.0.0.1; localnets;', matches: [true, undefined, undefined], prefixes: '10.0.0.1/32' },
  { list: 'unheard-of; any;', isOpen: true, matches: UNKNOWN },
  { list: 'geoip country SE; any;', isOpen: true, matches: YES },
  { list: 'loop;', matches: UNKNOWN },
  { list: 'loop; any;', isOpen: true, matches: UNKNOWN },
  { list: 'self; 10/8;', matches: UNKNOWN, prefixes: '10.0.0.0/8' },
];

const ADDRESSES = ['10.0.0.1', '192.0.2.1', '2001:db8::1'];

describe('address match lists', () => {
  for (const { list: text, ...expected } of CASES) {
    it(`of { ${text} }`, () => {
      const { model, list } = listOf(text);
      assert.equal(isOpen(model, list), expected.isOpen ?? false, 'isOpen');
      assert.equal(isNone(list), expected.isNone ?? false, 'isNone');
      assert.equal(letsNobodyIn(list), expected.letsNobodyIn ?? false, 'letsNobodyIn');
      assert.deepEqual(
        ADDRESSES.map((address) => matches(model, list, address)),
        expected.matches,
        'matches',
      );
      assert.equal(prefixesOf(model, list).map(prefixText).join(' '), expected.prefixes ?? '', 'prefixesOf');
    });
  }

  it('match no word that is no address', () => {
    const { model, list } = listOf('any;');
    assert.equal(matches(model, list, 'localhost'), undefined);
  });

  it('are followed as deep as twenty lists, and no further', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => `acl a${i} { ${i + 1 < length ? `a${i + 1}` : 'any'}; };`).join('\n');
    const deep = (length: number): boolean => {
      const { model } = contextOf(`${chain(length)}\noptions { allow-query { a0; }; };`);
      const setting = model.options?.byName.get('allow-query')?.[0];
      const list = setting && blockOf(setting.statement);
      return list !== undefined && isOpen(model, list);
    };
    assert.ok(deep(20));
    assert.ok(!deep(21));
  });
});

describe('lists of servers', () => {
  const text = `primaries a { 192.0.2.1 port 5300 key k; b; fe80::1%eth0; };
primaries b { 192.0.2.2; a; 2001:db8::2 tls t; };
primaries c { b key k; unheard-of; };`;
  const { model } = contextOf(text);
  const addresses = (name: string) => {
    const list = model.serverLists.find((candidate) => candidate.name === name);
    const block = list && blockOf(list.setting.statement);
    assert.ok(list && block);
    const found = serverAddresses(model, block, list.setting.file);
    const seen = new Map(
      found.map(({ text: address, port, hasKey }) => [
        `${address} ${port ?? '-'} ${hasKey}`,
        { address, port, hasKey },
      ]),
    );
    return [...seen.keys()].sort();
  };

  it('take one another in, in a circle too', () => {
    const all = ['192.0.2.1 5300 true', '192.0.2.2 - false', '2001:db8::2 - true', 'fe80::1%eth0 - false'];
    assert.deepEqual(addresses('a'), all);
    assert.deepEqual(addresses('b'), all);
  });

  it('have the key of the list that names them', () => {
    assert.ok(addresses('c').every((line) => line.endsWith('true')));
  });
});

describe('views behind others', () => {
  const views = (first: string, second: string, more = ''): string =>
    `${ACLS}\nview a { ${first} };\nview b { ${second} };${more}`;
  const isUnreachable = (text: string): boolean => found('conf/unreachable-view', text).length > 0;

  it('cannot be reached where the one before takes their clients', () => {
    assert.ok(isUnreachable(views('', '')));
    assert.ok(isUnreachable(views('', 'match-clients { 10/8; };')));
    assert.ok(isUnreachable(views('match-clients { any; };', 'match-clients { 10/8; };')));
    assert.ok(isUnreachable(views('match-clients { 10/8; };', 'match-clients { 10.1/16; };')));
    assert.ok(isUnreachable(views('match-clients { 10/8; };', 'match-clients { 10/8; };')));
    assert.ok(isUnreachable(views('match-clients { inside; };', 'match-clients { 10.0.0.1; 2001:db8::1; };')));
    assert.ok(isUnreachable(views('match-clients { nested; };', 'match-clients { { inside; }; };')));
  });

  it('can be reached where it leaves some', () => {
    assert.ok(!isUnreachable(views('match-clients { 10/8; };', '')));
    assert.ok(!isUnreachable(views('match-clients { 10.1/16; };', 'match-clients { 10/8; };')));
    assert.ok(!isUnreachable(views('match-clients { 10/8; };', 'match-clients { 10.0.0.1; 192.0.2.1; };')));
    assert.ok(!isUnreachable(views('match-clients { 10/8; };', 'match-clients { none; };')));
    assert.ok(!isUnreachable(views('match-clients { 10/8; };', 'match-clients { 10/8; key k; };')));
    assert.ok(!isUnreachable(views('match-clients { 10/8; };', 'match-clients { !10.0.0.1; 10/8; };')));
    assert.ok(!isUnreachable(views('match-clients { 10/8; };', 'match-clients { localnets; };')));
    assert.ok(!isUnreachable(views('match-clients { !key k; any; };', 'match-clients { any; };')));
    assert.ok(!isUnreachable(views('match-clients { { !10.0.0.1; any; }; };', 'match-clients { any; };')));
    assert.ok(!isUnreachable(views('match-destinations { 10/8; };', '')));
    assert.ok(!isUnreachable(views('match-recursive-only yes;', '')));
    assert.ok(!isUnreachable(`view a CH { };\nview b { };`));
  });

  it('whose lists go in circles are left alone', () => {
    for (const name of ['loop', 'self']) {
      assert.ok(!isUnreachable(views(`match-clients { ${name}; };`, 'match-clients { 10/8; };')));
      assert.ok(!isUnreachable(views('match-clients { 10/8; };', `match-clients { ${name}; };`)));
      assert.doesNotThrow(() => problemsOf(views(`match-clients { ${name}; };`, `match-clients { ${name}; };`)));
    }
  });
});
