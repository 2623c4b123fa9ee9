// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of snippets look like those of template strings
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { STATEMENTS } from '../../server/src/conf/statements.ts';
import { expandSnippet, readSnippets } from './snippets.ts';
import { loadGrammar, tokenize } from './tokenize.ts';

const LANGUAGES = [
  { file: 'snippets/zone.json', scope: 'text.zone_file' },
  { file: 'snippets/named-conf.json', scope: 'source.named-conf' },
];

test('no snippet is called as something that is completed where it is offered', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  // Those of zones are offered where a line begins, where no type is.
  assert.deepEqual(contributes.snippets, [{ language: 'named-conf', path: './snippets/named-conf.json' }]);
  const keywords = new Set(STATEMENTS.map(({ name }) => name));
  for (const [name, { prefix }] of readSnippets('snippets/named-conf.json')) {
    for (const each of [prefix].flat()) assert.ok(!keywords.has(each), name);
  }
  for (const [name, { prefix }] of readSnippets('snippets/zone.json')) {
    for (const each of [prefix].flat()) assert.doesNotMatch(each, /^\$/, name);
  }
});

describe('expandSnippet', () => {
  const cases: [string, string | string[], string][] = [
    ['plain lines', ['a', 'b'], 'a\nb'],
    ['defaults, and a tab stop that repeats one', '${1:a} $1 ${1}$0', 'a a a'],
    ['a default in a default', '${2:db.${1:x}} $2', 'db.x db.x'],
    ['the first of the choices', '${1|no,yes|} $1', 'no no'],
    ['escapes', '\\$ORIGIN ${1:a\\}b}', '$ORIGIN a}b'],
    ['variables', '${CURRENT_YEAR}$CURRENT_MONTH${CURRENT_DATE}01', '2026013101'],
  ];
  for (const [title, body, expected] of cases) test(title, () => assert.equal(expandSnippet(body), expected));
  test('an unclosed placeholder and an unknown variable are errors', () => {
    assert.throws(() => expandSnippet('${1:a'), /unclosed/);
    assert.throws(() => expandSnippet('${1|a,b'), /unclosed/);
    assert.throws(() => expandSnippet('$ORIGIN'), /unknown variable ORIGIN/);
  });
});

for (const { file, scope } of LANGUAGES) {
  describe(file, async () => {
    const grammar = await loadGrammar(scope);
    const snippets = readSnippets(file);
    test('no two snippets have the same prefix', () => {
      const prefixes = [...snippets.values()].flatMap((snippet) => snippet.prefix);
      assert.deepEqual(prefixes, [...new Set(prefixes)]);
    });
    for (const [name, snippet] of snippets) {
      test(`${name}: has its parts, expands, and is coloured without an error`, () => {
        assert.ok([snippet.prefix].flat().every((prefix) => /^\S+$/.test(prefix)));
        assert.ok(snippet.description.length > 5);
        assert.match([snippet.body].flat().join('\n'), /\$0/, 'no last place for the cursor');
        const invalid = tokenize(grammar, expandSnippet(snippet.body)).filter((token) =>
          token.scopes.some((name) => name.startsWith('invalid')),
        );
        assert.deepEqual(invalid, []);
      });
    }
  });
}
