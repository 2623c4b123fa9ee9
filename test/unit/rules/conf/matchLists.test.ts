import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfModel } from '../../../../server/src/conf/model.ts';
import type { Block } from '../../../../server/src/conf/tree.ts';
import { blockOf } from '../../../../server/src/conf/tree.ts';
import { prefixText } from '../../../../server/src/dns/prefixes.ts';
import { isNone, isOpen, matches, prefixesOf, reachOf } from '../../../../server/src/rules/conf/support/matchLists.ts';
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

  it('are followed to their end, however long the way is', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => `acl a${i} { ${i + 1 < length ? `a${i + 1}` : 'any'}; };`).join('\n');
    const deep = (length: number): boolean => {
      const { model } = contextOf(`${chain(length)}\noptions { allow-query { a0; }; };`);
      const setting = model.options?.byName.get('allow-query')?.[0];
      const list = setting && blockOf(setting.statement);
      return list !== undefined && isOpen(model, list);
    };
    for (const length of [1, 20, 21, 5_000]) assert.ok(deep(length));
  });
});

describe('lists that name one another', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => i);
  /** Every list names all lists, itself among them. */
  const ring = (count: number, last = '192.0.2.1') =>
    `${names(count)
      .map(
        (i) =>
          `acl a${i} { ${names(count)
            .map((j) => `a${j};`)
            .join(' ')} ${i === count - 1 ? last : '10.0.0.1'}; };`,
      )
      .join('\n')}\noptions { allow-query { a0; }; };`;
  /** What is asked of the first list, and how often the elements of any list were taken for it. */
  const counted = <T>(text: string, ask: (model: ConfModel, list: Block) => T) => {
    const { model } = contextOf(text);
    let reads = 0;
    const blocks = [...model.acls.map(({ setting }) => setting), model.options!.byName.get('allow-query')![0]];
    for (const { statement } of blocks) {
      const block = blockOf(statement)!;
      const { statements } = block;
      Object.defineProperty(block, 'statements', {
        get: () => {
          reads++;
          return statements;
        },
      });
    }
    return { answer: ask(model, blockOf(blocks.at(-1)!.statement)!), reads };
  };

  it('are looked at once each', () => {
    for (const count of [25, 50, 100]) {
      const open = counted(ring(count, 'any'), isOpen);
      assert.equal(open.answer, true);
      const shut = counted(ring(count), isOpen);
      assert.equal(shut.answer, false);
      const prefixes = counted(ring(count), prefixesOf);
      assert.equal(prefixes.answer.length, count);
      const match = counted(ring(count), (model, list) => matches(model, list, '192.0.2.9'));
      assert.equal(match.answer, undefined);
      // One reading for the elements, and one for whether all were read.
      for (const { reads } of [open, shut, prefixes, match])
        assert.ok(reads <= 3 * (count + 1), `${reads} of ${count}`);
    }
  });

  it('are not known to their end where there are too many, and that is told', () => {
    const chain = (count: number) =>
      `${names(count)
        .map((i) => `acl a${i} { a${i + 1}; 10.0.0.1; };`)
        .join('\n')}\nacl a${count} { 192.0.2.1; };\noptions { allow-query { a0; }; };`;
    const reach = (count: number) => counted(chain(count), reachOf).answer;
    assert.equal(reach(240).isWhole, true);
    assert.equal(reach(240).elements.length, 241);
    assert.equal(reach(260).isWhole, false);
  });

  it('of servers are looked at once each, too', () => {
    for (const count of [25, 50, 100]) {
      const all = names(count).map((j) => `p${j};`);
      const text = `${names(count)
        .map((i) => `primaries p${i} { ${all.join(' ')} 192.0.2.${i}; };`)
        .join('\n')}
zone "example.com" { type secondary; file "x"; primaries { p0; }; };`;
      const { model } = contextOf(text);
      const setting = model.zones[0].scope.byName.get('primaries')![0];
      assert.equal(serverAddresses(model, blockOf(setting.statement)!, setting.file).length, count);
    }
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
