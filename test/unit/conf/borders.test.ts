import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlikeZone } from '../../../server/src/conf/alike.ts';
import { firstFrom } from '../../../server/src/conf/alike.ts';
import { buildModel } from '../../../server/src/conf/buildModel.ts';
import { clauseOf, guessClause } from '../../../server/src/conf/clauseOf.ts';
import { beginsLine, columnOf, lex, TokenKind } from '../../../server/src/conf/lexer.ts';
import { editDistance, nearestName } from '../../../server/src/conf/lookup.ts';
import { parseConf } from '../../../server/src/conf/parser.ts';
import type { Block } from '../../../server/src/conf/tree.ts';
import { deletionOf, indentAt, keywordOf, lastStarting, statementAt, tokenAt } from '../../../server/src/conf/tree.ts';

const TEXT = `// two zones
options {
	directory "/var/cache/bind"; recursion no;
	allow-query { 10/8; !{ key k; }; };
};
zone "a" IN { type primary; file "a"; };zone "b" { type hint;
};
`;

describe('what stands at an offset', () => {
  const tree = parseConf(TEXT);

  it('is the token that begins there or before, for every offset', () => {
    const { starts, count } = tree.tokens;
    for (let offset = 0; offset <= TEXT.length; offset++) {
      let expected = 0;
      for (let i = 0; i < count; i++) if (starts[i] <= offset) expected = i;
      assert.equal(tokenAt(tree, offset), expected, String(offset));
    }
  });

  it('is the innermost statement, for every offset', () => {
    const within = (block: Block, offset: number): string[] => {
      const statement = block.statements.findLast(({ start }) => start <= offset);
      if (!statement || offset > statement.end) return [];
      const inner = statement.values.find(
        (value): value is Block => value.kind === 'block' && offset > value.start && offset <= value.close,
      );
      return [keywordOf(statement), ...(inner ? within(inner, offset) : [])];
    };
    for (let offset = 0; offset <= TEXT.length; offset++) {
      const { path, statement, word } = statementAt(tree, offset);
      const expected = within(tree.root, offset);
      assert.deepEqual(path.slice(0, expected.length).map(keywordOf), expected, String(offset));
      if (word) assert.ok(word.start <= offset && offset <= word.end);
      if (statement) assert.equal(path.at(-1), statement);
    }
  });

  it('has a word to its end, and a clause from behind its brace to its brace', () => {
    const at = (text: string, shift = 0) => statementAt(tree, TEXT.indexOf(text) + shift);
    assert.equal(at('recursion').word?.text, 'recursion');
    assert.equal(at('recursion', 'recursion'.length).word?.text, 'recursion');
    assert.equal(at('recursion', 'recursion no'.length).word?.text, 'no');
    assert.equal(at('{\n\tdirectory').clause, 'top');
    assert.equal(at('{\n\tdirectory', 1).clause, 'options');
    assert.equal(at('};\nzone').clause, 'options');
    assert.equal(at('};\nzone', 1).clause, 'top');
    assert.equal(at('10/8').clause, 'options');
    assert.equal(at('zone "b"').path.length, 1);
  });

  it('is the last statement that begins before or there', () => {
    const { statements } = tree.root;
    for (let offset = -1; offset <= TEXT.length; offset++) {
      assert.equal(
        lastStarting(statements, offset),
        statements.findLast(({ start }) => start <= offset),
      );
    }
  });

  it('is the first zone that begins there or behind', () => {
    const zones = [0, 5, 5, 9].map((start) => ({ start }) as AlikeZone);
    for (let offset = 0; offset < 12; offset++) {
      const expected = zones.findIndex(({ start }) => start >= offset);
      assert.equal(firstFrom(zones, offset), expected < 0 ? zones.length : expected);
    }
  });

  it('is indented as its line is', () => {
    assert.equal(indentAt('\t  a b', 5), '\t  ');
    assert.equal(indentAt('x\n  a', 4), '  ');
    assert.equal(indentAt('x\n  a', 1), '');
    assert.equal(indentAt('  a\nb', 3), '  ');
  });

  it('begins its line or does not', () => {
    for (const text of ['a b\n c\r\td /* */ e\n/* */ f # g\n h', '\na', 'a', ' a']) {
      const tokens = lex(text);
      for (let token = 0; token < tokens.count; token++) {
        if (tokens.kinds[token] === TokenKind.space) continue;
        const before = text.slice(0, tokens.starts[token]);
        const isFirst = /(?:^|[\r\n])[ \t]*$/.test(before);
        assert.equal(beginsLine(text, tokens, token), isFirst, JSON.stringify(before));
        const column = /(?:^|[\r\n])([ \t]*)$/.exec(before)?.[1].length ?? -1;
        assert.equal(columnOf(text, tokens.starts[token]), column, JSON.stringify(before));
      }
    }
  });

  it('is taken out with its line where it stands alone on it', () => {
    const without = (text: string, name: string): string => {
      const statement = parseConf(text, 'options').root.statements.find((each) => keywordOf(each) === name);
      assert.ok(statement);
      const { start, end } = deletionOf(text, statement);
      return text.slice(0, start) + text.slice(end);
    };
    assert.equal(without('recursion no;\n\tversion none;\nport 53;', 'version'), 'recursion no;\nport 53;');
    assert.equal(without('recursion no;\r\n\tversion none; \t\r\nport 53;', 'version'), 'recursion no;\r\nport 53;');
    assert.equal(without('version none;', 'version'), '');
    assert.equal(without('version none; // why\nport 53;', 'version'), ' // why\nport 53;');
    assert.equal(without('recursion no; version none;\nport 53;', 'version'), 'recursion no; \nport 53;');
    assert.equal(without('version none; port 53;', 'version'), ' port 53;');
  });
});

/** What is said of a text that ends too early, each with its place. */
const CUT_OFF: readonly (readonly [text: string, problems: string])[] = [
  ['options', 'missing-semicolon 6-7'],
  ['options {', 'missing-brace 8-9'],
  ['options { recursion', 'missing-semicolon 18-19 missing-brace 18-19'],
  ['options { recursion no', 'missing-semicolon 21-22 missing-brace 21-22'],
  ['options { recursion no;', 'missing-brace 22-23'],
  ['options { recursion no; }', 'missing-semicolon 24-25'],
  ['options { allow-query {', 'missing-brace 22-23 missing-brace 22-23'],
  ['options { allow-query { any', 'missing-semicolon 26-27 missing-brace 26-27 missing-brace 26-27'],
  ['options { allow-query { any;', 'missing-brace 27-28 missing-brace 27-28'],
  ['options { allow-query { any; }', 'missing-semicolon 29-30 missing-brace 29-30'],
  ['options { allow-query { any; };', 'missing-brace 30-31'],
  ['zone "a" { type', 'missing-semicolon 14-15 missing-brace 14-15'],
  ['view v { zone "a" { type hint; }', 'missing-semicolon 31-32 missing-brace 31-32'],
  ['plugin query "x" { a', 'missing-brace 19-20'],
  ['plugin query "x" { a;', 'missing-brace 20-21'],
  ['acl a', 'missing-semicolon 4-5'],
  ['acl a { 10/8', 'missing-semicolon 11-12 missing-brace 11-12'],
  ['include "a"', 'missing-semicolon 10-11'],
  ['options { "a', 'missing-semicolon 11-12 missing-brace 11-12 unclosed-quote 10-12'],
  ['options { /* a', 'missing-brace 8-9 unclosed-comment 10-12'],
  ['options { recursion no; /* a', 'missing-brace 22-23 unclosed-comment 24-26'],
];

describe('a text that ends too early', () => {
  for (const [text, problems] of CUT_OFF) {
    it(`such as ${text}`, () => {
      const found = parseConf(text).problems.map(({ code, start, end }) => `${code} ${start}-${end}`);
      assert.equal(found.join(' '), problems);
    });
  }
});

describe('near names', () => {
  it('are as far as the slips between them', () => {
    for (const [a, b, distance] of [
      ['', '', 0],
      ['abc', 'abc', 0],
      ['abc', 'ab', 1],
      ['abc', 'abcd', 1],
      ['abc', 'abd', 1],
      ['abc', 'acb', 1],
      ['abc', 'bca', 2],
      ['abc', 'xyz', 3],
      ['ca', 'abc', 3],
      ['abcdef', 'badcfe', 3],
    ] as const) {
      assert.equal(editDistance(a, b, 9), distance, `${a} ${b}`);
      assert.equal(editDistance(b, a, 9), distance, `${b} ${a}`);
    }
    assert.equal(editDistance('abc', 'xyz', 2), 2);
    assert.equal(editDistance('abc', 'abcde', 2), 2);
    assert.equal(editDistance('abc', 'abcd', 2), 1);
  });

  it('are those that are one slip away, and two of a long name', () => {
    assert.equal(nearestName('fil', 'zone'), 'file');
    assert.equal(nearestName('fi', 'zone'), undefined);
    assert.equal(nearestName('recursin', 'options'), 'recursion');
    assert.equal(nearestName('recursn', 'options'), undefined);
    assert.equal(nearestName('allow-recrsin', 'options'), 'allow-recursion');
    assert.equal(nearestName('alow-recrsin', 'options'), undefined);
    assert.equal(nearestName('allow-recrsin', 'options', 1), undefined);
    assert.equal(nearestName('dnssec-enabl', 'options'), undefined);
  });
});

describe('includes', () => {
  const read = (files: Readonly<Record<string, string>>) =>
    buildModel({ uri: 'a', text: files.a }, (path) =>
      path === '*'
        ? Object.keys(files).map((uri) => ({ uri, text: files[uri] }))
        : files[path] === undefined
          ? undefined
          : [{ uri: path, text: files[path] }],
    );
  const said = (files: Readonly<Record<string, string>>): string[] =>
    read(files).includes.map(({ path, isCycle, targets }) => `${path} ${isCycle} ${targets.length}`);

  it('that go in circles are found where they close', () => {
    assert.deepEqual(said({ a: 'include "a";' }), ['a true 0']);
    assert.deepEqual(said({ a: 'include "b";', b: 'include "a";' }), ['a true 0', 'b false 1']);
    assert.deepEqual(said({ a: 'include "b";', b: 'include "b";' }), ['b true 0', 'b false 1']);
    assert.deepEqual(said({ a: 'include "b"; include "b";', b: '' }), ['b false 1', 'b false 1']);
    assert.deepEqual(said({ a: 'include "b"; include "c";', b: 'include "c";', c: '' }), [
      'c false 1',
      'b false 1',
      'c false 1',
    ]);
    assert.deepEqual(said({ a: 'include "*";', b: 'acl b { any; };' }), ['* true 1']);
    assert.deepEqual(said({ a: 'include "gone";' }), ['gone false 0']);
    assert.deepEqual(said({ a: 'include;' }), []);
  });

  it('are read once for each clause, and their statements stand where they are included', () => {
    const model = read({
      a: 'include "b"; view v { include "b"; }; view w { include "b"; };',
      b: 'zone "z" { type hint; };',
    });
    assert.deepEqual(
      model.zones.map(({ view }) => view?.name),
      [undefined, 'v', 'w'],
    );
    assert.deepEqual(
      model.files.map(({ uri, tree }) => `${uri} ${tree.root.clause}`),
      ['a top', 'b top', 'b view'],
    );
    assert.deepEqual(
      model.scopes.map(({ clause }) => clause),
      ['top', 'top', 'zone', 'view', 'view', 'zone', 'view'],
    );
    // What is read twice is one clause.
    assert.equal(model.scopes.length, new Set(model.scopes.map(({ block }) => block)).size);
  });

  it('are followed fifty deep', () => {
    const chain = (length: number): Record<string, string> => {
      const files: Record<string, string> = { a: 'include "f0";' };
      for (let i = 0; i < length; i++) files[`f${i}`] = i + 1 < length ? `include "f${i + 1}";` : 'acl a { any; };';
      return files;
    };
    assert.equal(read(chain(49)).acls.length, 1);
    assert.equal(read(chain(50)).acls.length, 0);
  });

  it('take a relative path from the directory that is set before', () => {
    const directories = buildModel(
      {
        uri: 'a',
        text: 'include "x"; options { directory "/d"; include "y"; }; include "z"; options { directory "/e"; };',
      },
      () => undefined,
    ).includes.map(({ path, directory }) => `${path} ${directory}`);
    assert.deepEqual(directories, ['x undefined', 'y /d', 'z /d']);
  });
});

describe('the model', () => {
  const read = (text: string) => buildModel({ uri: 'a', text }, () => undefined);

  it('has the class and the type of a zone, however they are written', () => {
    const facts = (text: string): string[] =>
      read(text).zones.map(({ className, type, inView }) => `${className} ${type} ${inView?.text}`);
    for (const [written, type] of [
      ['primary', 'primary'],
      ['master', 'primary'],
      ['SLAVE', 'secondary'],
      ['secondary', 'secondary'],
      ['mirror', 'mirror'],
      ['hint', 'hint'],
      ['stub', 'stub'],
      ['static-stub', 'static-stub'],
      ['forward', 'forward'],
      ['redirect', 'redirect'],
      ['delegation-only', 'delegation-only'],
      ['in-view', undefined],
      ['unheard-of', undefined],
    ] as const) {
      assert.deepEqual(facts(`zone a { type ${written}; };`), [`IN ${type} undefined`]);
    }
    assert.deepEqual(facts('zone a { in-view v; };'), ['IN in-view v']);
    assert.deepEqual(facts('zone a CH { type hint; }; zone b chaos { }; zone c hesiod { }; zone d hs { };'), [
      'CH hint undefined',
      'CH undefined undefined',
      'HS undefined undefined',
      'HS undefined undefined',
    ]);
    assert.deepEqual(facts('view v CH { zone a { }; zone b IN { }; };'), [
      'CH undefined undefined',
      'IN undefined undefined',
    ]);
    assert.deepEqual(facts('zone { type hint; };'), []);
  });

  it('has the names of clauses, in each view and outside of them', () => {
    const model = read(
      'key a { }; view v { key b { }; server ::1 { }; }; server ::2 { }; tls t { }; http h { }; dnssec-policy p { }; acl l { any; }; remote-servers r { ::1; }; parental-agents q { ::1; }; zone "z" { parental-agents { ::1; }; };',
    );
    const names = (list: readonly { readonly name: string; readonly view: unknown }[]) =>
      list.map(({ name, view }) => `${name}${view ? ' in a view' : ''}`);
    assert.deepEqual(names(model.keys), ['a', 'b in a view']);
    assert.deepEqual(names(model.servers), ['::1 in a view', '::2']);
    assert.deepEqual(names(model.tls), ['t']);
    assert.deepEqual(names(model.http), ['h']);
    assert.deepEqual(names(model.policies), ['p']);
    assert.deepEqual(names(model.acls), ['l']);
    assert.deepEqual(names(model.serverLists).sort(), ['q', 'r']);
  });

  it('has trust anchors with and without their kind', () => {
    const anchors = read(
      'trust-anchors { a static-key 257 3 13 "k"; b initial-ds 1 2 3 "d"; c; }; managed-keys { d initial-key 257 3 8 "m"; }; trusted-keys { e 257 3 8 "t"; }; dnssec-keys { f static-ds 5 13 2 "x"; };',
    ).trustAnchors.map(({ name, anchor, numbers, data, statement }) =>
      [name.text, statement, anchor, numbers.map(({ text }) => text).join('/'), data?.text].join(' '),
    );
    assert.deepEqual(anchors, [
      'a trust-anchors static-key 257/3/13 k',
      'b trust-anchors initial-ds 1/2/3 d',
      'c trust-anchors static-key  ',
      'd managed-keys initial-key 257/3/8 m',
      'e trusted-keys static-key 257/3/8 t',
      'f dnssec-keys static-ds 5/13/2 x',
    ]);
  });

  it('takes a fragment for the clause that knows most of it, and for the top where several do', () => {
    assert.equal(guessClause('include "a";'), 'top');
    assert.equal(guessClause('zone "a" { }; recursion no; version none;'), 'options');
    assert.equal(guessClause('zone "a" { }; match-clients { any; };'), 'view');
    assert.equal(guessClause('allow-query { any; }; unheard-of 1; type primary;'), 'zone');
    assert.equal(guessClause('default-key k; default-port 953;'), 'top');
    assert.equal(clauseOf(parseConf('options { }; server a { }; key k { };')), 'top');
  });
});
