/** Reading costs what a text is long, whatever stands on its lines: a file is read in one go, and the server waits for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lex, type Tokens } from '../../../server/src/conf/lexer.ts';
import { parseTokens } from '../../../server/src/conf/parser.ts';

/** What is looked at: characters, tokens, and values of statements. */
let work = 0;

class CountedText extends String {
  override charCodeAt(at: number): number {
    work++;
    return super.charCodeAt(at);
  }

  override indexOf(wanted: string, from = 0): number {
    const at = super.indexOf(wanted, from);
    work += (at < 0 ? this.length : at) - from + 1;
    return at;
  }

  override slice(from?: number, to?: number): string {
    const part = super.slice(from, to);
    work += part.length;
    return part;
  }
}

function counted<T extends Uint8Array | Int32Array>(column: T): T {
  const get = (items: number[], key: string | symbol): unknown => {
    work++;
    return Reflect.get(items, key);
  };
  return new Proxy([...column], { get }) as unknown as T;
}

/** Calls `action` with the items counted that the methods of arrays go over at most. */
function countingArrays(action: () => void): void {
  const { filter, find } = Array.prototype;
  const methods = { filter, find } as Record<string, (this: unknown[], ...given: unknown[]) => unknown>;
  const array = Array.prototype as unknown as typeof methods;
  for (const [name, method] of Object.entries(methods)) {
    array[name] = function (...given) {
      work += this.length;
      return method.apply(this, given);
    };
  }
  try {
    action();
  } finally {
    Object.assign(Array.prototype, { filter, find });
  }
}

function workOf(text: string): number {
  work = 0;
  const source = new CountedText(text) as unknown as string;
  countingArrays(() => {
    const tokens = lex(source);
    const asked: Tokens = { ...tokens, kinds: counted(tokens.kinds), starts: counted(tokens.starts) };
    parseTokens(source, asked, 'top');
  });
  return work;
}

const TEXTS: Readonly<Record<string, (count: number) => string>> = {
  'a row of `;`': (count) => `options { };\n${';'.repeat(count)}`,
  'a row of `;` with spaces': (count) => `options { }; ${'; '.repeat(count)}`,
  'a row of `;` with comments': (count) => `options { }; ${';/**/ '.repeat(count)}`,
  'a row of `;` before a statement': (count) => `options { }; ${';'.repeat(count)} zone a { };`,
  'a row of `;` in a block': (count) => `options { directory "a"; ${';'.repeat(count)} recursion no; };`,
  'a row of `;` in a block that is never closed': (count) => `options {\n${';'.repeat(count)}`,
  'rows of `;` with words between them': (count) => `options { };\nx;${'; ;; a b; '.repeat(count)}`,
  'a line of statements': (count) => `options { }; ${'foo bar baz; '.repeat(count)}`,
  'a line of `};`': (count) => '};'.repeat(count),
  'lines of `};`': (count) => '};\n'.repeat(count),
  'lines that begin with `;`': (count) => ';\n; a b\n'.repeat(count),
  'lines that end in a carriage return': (count) => ';\r'.repeat(count),
  'a long line of words': (count) => `x; ${'word '.repeat(count)}`,
  'commas behind white space': (count) => `acl a {${' '.repeat(count)}${'192.0.2.1,'.repeat(count)}192.0.2.2; };`,
  'blocks behind white space': (count) => `${' '.repeat(count)}a ${'{ } '.repeat(count)};`,
  'a `{` that is missing behind white space': (count) => `${' '.repeat(count)}view a ${'zone '.repeat(count)}}`,
  'a block before many words': (count) => `options ${'w '.repeat(count)}{ } ${'directory '.repeat(count)}}`,
  braces: (count) => '{'.repeat(count),
  '`!` in a list': (count) => `acl a { ${'!'.repeat(count)}192.0.2.1; };`,
  '`!` behind a key': (count) => `acl a { key ${'!'.repeat(count)}k; };`,
  'strings and a quote that is lost': (count) => `${'a "b" '.repeat(count)}"`,
  'quotes that are escaped in a string that is lost': (count) => `"${';\\"'.repeat(count)}`,
  'quotes that are escaped in a string over lines, and one that is lost': (count) => `"${';\\"'.repeat(count)}\n" "`,
  'comments that are never closed': (count) => '/* a '.repeat(count),
  'a line of comments': (count) => 'a;/* x */'.repeat(count),
  'ports behind `#`': (count) => `${'192.0.2.1#53;'.repeat(count)}${'\n'.repeat(count)}`,
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`twice the text is twice the work: ${name}`, () => {
    const [once, twice, fourTimes] = [1000, 2000, 4000].map((count) => workOf(text(count)));
    assert.ok(twice < 2.2 * once && fourTimes < 2.2 * twice, `${once}, ${twice}, ${fourTimes}`);
  });
}

test('what is decided for a row of `;` is what each of them would be', () => {
  const codes = (text: string): string[] =>
    parseTokens(text, lex(text), 'top').problems.map(({ code, start, end }) => `${code} ${start}-${end}`);
  assert.deepEqual(codes('a;;;;'), ['stray-semicolon 2-3', 'stray-semicolon 3-4', 'stray-semicolon 4-5']);
  assert.deepEqual(codes('a;;; b c'), ['semicolon-comment 2-8']);
  assert.deepEqual(codes('a;;; b { };'), ['stray-semicolon 2-3', 'stray-semicolon 3-4']);
  assert.deepEqual(codes('a;\n;; b { };\n;;'), ['semicolon-comment 3-12', 'semicolon-comment 13-15']);
});
