import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConf } from '../../../server/src/conf/parser.ts';
import type { Block, ConfTree } from '../../../server/src/conf/tree.ts';
import { argumentsOf, blockOf, deletionOf, keywordOf, statementAt, tokenAt } from '../../../server/src/conf/tree.ts';

/** The problems as `line:column code`, both from 1; the place is where the range ends. */
function problemsOf(text: string): string[] {
  return parseConf(text).problems.map(({ code, end }) => {
    const before = text.slice(0, end).split('\n');
    return `${before.length}:${before[before.length - 1].length} ${code}`;
  });
}

function names(block: Block): string[] {
  return block.statements.map(keywordOf);
}

function inside(tree: ConfTree, index: number): Block {
  const block = blockOf(tree.root.statements[index]);
  assert.ok(block);
  return block;
}

describe('the parser of named.conf', () => {
  it('reads clauses, lists and values', () => {
    const tree = parseConf('options {\n  listen-on port 53 { 10.0.0.0/8; !{ key k; }; };\n  forwarders { };\n};\n');
    assert.deepEqual(tree.problems, []);
    const options = inside(tree, 0);
    assert.equal(options.clause, 'options');
    assert.deepEqual(names(options), ['listen-on', 'forwarders']);
    const list = blockOf(options.statements[0]);
    assert.deepEqual(
      list?.statements.map((element) => element.values.map((value) => value.kind)),
      [['word'], ['not', 'block']],
    );
    assert.deepEqual(
      argumentsOf(options.statements[0]).map((word) => word.text),
      ['port', '53'],
    );
    assert.equal(list?.statements[0].values[0].kind === 'word' && list.statements[0].values[0].text, '10.0.0.0/8');
  });

  it('joins a prefix that is written with spaces', () => {
    const list = inside(parseConf('acl a { 10.0.0.0 / 8; };'), 0);
    const value = list.statements[0].values[0];
    assert.equal(value.kind === 'word' && value.text, '10.0.0.0/8');
  });

  it('reads an include wherever a statement may stand', () => {
    const tree = parseConf('include "a";\noptions { include "b"; recursion no; };\nzone "z" { include "c"; };');
    assert.deepEqual(tree.problems, []);
    assert.deepEqual(names(inside(tree, 1)), ['include', 'recursion']);
  });

  it('leaves the text of drivers alone', () => {
    assert.deepEqual(
      problemsOf('dyndb "d" "lib.so" { this; is a { "t" { \\{ of; the; }; } \\}; b; };\nzone "z" { };'),
      [],
    );
    assert.deepEqual(names(parseConf('dyndb "d" "l" { \\}; };\nacl a { any; };').root), ['dyndb', 'acl']);
  });
});

describe('a missing semicolon', () => {
  it('is reported before a closing brace', () => {
    assert.deepEqual(problemsOf('zone "a" {\n  allow-transfer { none; }\n};'), ['2:26 missing-semicolon']);
    assert.deepEqual(problemsOf('options { allow-query { inside }; };'), ['1:30 missing-semicolon']);
  });

  it('costs no more than its statement', () => {
    const text =
      'options {\n  directory "/a"\n  recursion no;\n  allow-query { any; }\n  version none;\n}\nzone "z" { type hint; };\n';
    assert.deepEqual(problemsOf(text), ['2:16 missing-semicolon', '4:22 missing-semicolon', '6:1 missing-semicolon']);
    const tree = parseConf(text);
    assert.deepEqual(names(inside(tree, 0)), ['directory', 'recursion', 'allow-query', 'version']);
    assert.deepEqual(names(tree.root), ['options', 'zone']);
  });

  it('is found on the same line where the next word is a statement', () => {
    assert.deepEqual(problemsOf('zone "a" { type primary file "f"; };'), ['1:23 missing-semicolon']);
  });

  it('is found between elements of a list', () => {
    assert.deepEqual(problemsOf('acl a { 10.0.0.1 10.0.0.2; };'), ['1:16 missing-semicolon']);
    assert.deepEqual(problemsOf('acl a {\n  inside\n  key k\n  any;\n};'), [
      '2:8 missing-semicolon',
      '3:7 missing-semicolon',
    ]);
    assert.deepEqual(problemsOf('zone "a" { primaries { 10.0.0.1 port 53 key k 10.0.0.2; }; };'), [
      '1:45 missing-semicolon',
    ]);
  });

  it('is not seen in values that go over lines', () => {
    const fine = [
      'controls {\n inet 127.0.0.1 port 953\n  allow { localhost; }\n  keys { k; };\n};',
      'options { query-source address *\n   port 53; };',
      'options { listen-on port 5353 tls none { any; }; transfer-source 10.0.0.1 port 53 dscp 3; };',
      'logging { channel c { file "f"\n versions 3\n size 5m; }; };',
      'trust-anchors { .\n initial-ds 20326 8 2\n "E06D"; };',
      'options { response-policy { zone "a" policy given; zone "b"; }\n  recursive-only no; };',
      'options { avoid-v4-udp-ports { range 1 5; 7; }; };',
      'server 10.0.0.1\n{\n keys\n { k; };\n};',
      'zone "a"\n{\n type\n forward;\n};',
    ];
    for (const text of fine) assert.deepEqual(problemsOf(text), [], text);
  });

  it('keeps a placeholder from taking the next line with it', () => {
    const text = 'options {\n  ...\n  ...\n  forward only;\n  recursion no\n  ...\n};\n';
    assert.deepEqual(problemsOf(text), [
      '2:5 placeholder',
      '3:5 placeholder',
      '5:14 missing-semicolon',
      '6:5 placeholder',
    ]);
    assert.deepEqual(names(inside(parseConf(text), 0)), ['forward', 'recursion']);
  });
});

describe('braces', () => {
  it('closes a block whose brace was lost', () => {
    const text = 'options {\n  recursion no;\n\nzone "a" {\n  type hint;\n};\nacl b { any; };\n';
    assert.deepEqual(problemsOf(text), ['2:15 missing-brace']);
    assert.deepEqual(names(parseConf(text).root), ['options', 'zone', 'acl']);
  });

  it('closes a list whose brace was lost', () => {
    const text = 'options {\n  allow-query { any;\n  recursion no;\n};\nzone "a" { type hint; };';
    assert.deepEqual(problemsOf(text), ['2:20 missing-brace']);
    assert.deepEqual(names(inside(parseConf(text), 0)), ['allow-query', 'recursion']);
  });

  it('closes a zone in a view, and leaves the view open', () => {
    const text = 'view "v" {\n  zone "a" {\n    type hint;\n  zone "b" {\n    type hint;\n  };\n};\n';
    assert.deepEqual(problemsOf(text), ['3:14 missing-brace']);
    assert.deepEqual(names(inside(parseConf(text), 0)), ['zone', 'zone']);
  });

  it('says once that the end of the file came too early', () => {
    assert.deepEqual(problemsOf('options {\n  recursion no;\n'), ['2:15 missing-brace']);
    assert.deepEqual(problemsOf('options {\n  allow-query { any;\n'), ['2:20 missing-brace', '2:20 missing-brace']);
    assert.deepEqual(problemsOf('options { recursion no; }'), ['1:25 missing-semicolon']);
  });

  it('takes a statement of another clause for misplaced where no brace is missing', () => {
    const text = 'options {\nacl a { any; };\nrecursion no;\n};\n';
    assert.deepEqual(problemsOf(text), []);
    assert.deepEqual(names(inside(parseConf(text), 0)), ['acl', 'recursion']);
  });

  it('reports a brace and a semicolon too many', () => {
    assert.deepEqual(problemsOf('options { recursion no;; };\n};'), [
      '1:24 stray-semicolon',
      '2:1 stray-brace',
      '2:2 stray-semicolon',
    ]);
  });
});

describe('bad input', () => {
  it('reads anything', () => {
    const pieces = [
      'options',
      'zone',
      '"',
      '{',
      '}',
      ';',
      '!',
      '/',
      '\n',
      '...',
      '10.0.0.1',
      ' ',
      'key',
      '/*',
      '*/',
      '\u0000',
    ];
    let seed = 3;
    for (let round = 0; round < 500; round++) {
      let text = '';
      for (let i = 0; i < 40; i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
        text += pieces[(seed >> 8) % pieces.length];
      }
      const tree = parseConf(text);
      for (const { start, end } of tree.problems) assert.ok(start >= 0 && start <= end && end <= text.length);
    }
  });

  it('does not run out of stack on deep nesting, nor grow quadratic on long lines', () => {
    const { problems } = parseConf('{'.repeat(100_000));
    assert.equal(problems.filter(({ code }) => code === 'missing-brace').length, 200);
    assert.deepEqual(
      problems.filter(({ code }) => code === 'nested-too-deep'),
      [{ code: 'nested-too-deep', start: 199, end: 200 }],
    );
    assert.ok(parseConf('acl a { '.repeat(20_000)).problems.length > 0);
    assert.ok(parseConf('"'.repeat(100_001)).tokens.count > 0);
    assert.ok(parseConf(`options { ${'x '.repeat(500_000)}`).problems.length > 0);
  });
});

describe('blocks in blocks', () => {
  const nested = (depth: number, behind = '') => `acl a ${'{'.repeat(depth)} 192.0.2.1; ${'};'.repeat(depth)}${behind}`;
  const codes = (text: string) => parseConf(text).problems.map(({ code }) => code);

  it('are read as deep as 199 of them', () => {
    assert.deepEqual(codes(nested(199)), []);
    assert.deepEqual(codes(nested(200)), ['nested-too-deep']);
  });

  it('are passed over where they lie deeper, and what stands behind them is read', () => {
    const tree = parseConf(nested(20_000, ' options { recursion no; };') + nested(300));
    assert.deepEqual(
      tree.problems.map(({ code }) => code),
      ['nested-too-deep'],
    );
    assert.deepEqual(tree.root.statements.map(keywordOf), ['acl', 'options', 'acl']);
    assert.equal(tree.root.statements[0].semicolon, nested(20_000).length - 1);
  });
});

describe('positions', () => {
  const text = 'view "v" {\n  zone "a" {\n    type primary;\n  };\n};\n';
  const tree = parseConf(text);

  it('finds the statements around an offset', () => {
    const at = statementAt(tree, text.indexOf('primary') + 2);
    assert.deepEqual(at.path.map(keywordOf), ['view', 'zone', 'type']);
    assert.equal(at.clause, 'zone');
    assert.equal(at.word?.text, 'primary');
    const between = statementAt(tree, text.indexOf('type') - 2);
    assert.deepEqual(between.path.map(keywordOf), ['view', 'zone']);
    assert.equal(between.statement, undefined);
    assert.equal(between.clause, 'zone');
    assert.equal(statementAt(tree, text.length).clause, 'top');
  });

  it('finds the token at an offset', () => {
    const token = tokenAt(tree, text.indexOf('primary') + 3);
    assert.equal(text.slice(tree.tokens.starts[token], tree.tokens.starts[token + 1]), 'primary');
    assert.equal(tokenAt(parseConf(''), 0), -1);
  });

  it('deletes whole lines where nothing else is on them', () => {
    const zone = inside(tree, 0).statements[0];
    const { start, end } = deletionOf(text, zone);
    assert.equal(text.slice(0, start) + text.slice(end), 'view "v" {\n};\n');
    const line = 'options { recursion no; version none; };';
    const [first] = inside(parseConf(line), 0).statements;
    const cut = deletionOf(line, first);
    assert.equal(line.slice(0, cut.start) + line.slice(cut.end), 'options {  version none; };');
  });
});

describe('comments that are none, and those without an end', () => {
  it('a block comment that begins the file and never ends', () => {
    assert.deepEqual(problemsOf('/* options { };'), ['1:2 unclosed-comment']);
    assert.deepEqual(problemsOf(' /* options { };'), ['1:3 unclosed-comment']);
    assert.deepEqual(problemsOf('"options { };').at(-1)?.split(' ')[1], 'unclosed-quote');
  });

  it('words right behind a semicolon, with and without white space between', () => {
    for (const space of ['', ' ', '\t  ']) {
      const [problem, ...more] = parseConf(`options { recursion no;${space}no recursion here\n};`).problems;
      assert.equal(problem?.code, 'semicolon-comment', JSON.stringify(space));
      assert.deepEqual(more, []);
    }
    // One word is a statement that lacks its end, and so is a name that is known.
    for (const rest of ['word', 'recursion no', 'recursoin no', 'include "x"']) {
      const codes = parseConf(`options { dnssec-validation no; ${rest}\n};`).problems.map(({ code }) => code);
      assert.equal(codes.includes('semicolon-comment'), false, rest);
    }
  });
});
