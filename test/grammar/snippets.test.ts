// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of snippets look like those of template strings
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { expandSnippet, type Snippet } from './snippets.ts';
import { loadGrammar, readProjectFile, tokenize } from './tokenize.ts';

function readSnippets(path: string): Map<string, Snippet> {
  return new Map(Object.entries(JSON.parse(readProjectFile(path)) as Record<string, Snippet>));
}

const LANGUAGES = [
  { file: 'snippets/zone.json', scope: 'text.zone_file' },
  { file: 'snippets/named-conf.json', scope: 'source.named-conf' },
];
const zoneSnippets = readSnippets('snippets/zone.json');
const confSnippets = readSnippets('snippets/named-conf.json');

const hasBind =
  spawnSync('named-checkzone', ['-v']).error === undefined && spawnSync('named-checkconf', ['-v']).error === undefined;
const skip = hasBind ? false : 'named-checkzone and named-checkconf are not installed';

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

describe('snippets as BIND reads them', { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'bailiwick-snippets-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'hosts.inc'), 'included A 192.0.2.1\n');

  const SOA = '@ 300 SOA ns1.example.com. hostmaster.example.com. 1 2 3 4 5\n';
  const NS = '@ 300 NS ns1.example.com.\n';

  function checkZone(origin: string, text: string): void {
    const path = join(directory, 'zone');
    writeFileSync(path, text);
    const { status, stdout } = spawnSync(
      'named-checkzone',
      ['-i', 'local', '-k', 'fail', '-w', directory, origin, path],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, `${stdout}\n${text}`);
    assert.match(stdout, /^zone \S+ loaded serial \d+\nOK\n$/, text);
  }

  for (const [name, { body }] of zoneSnippets) {
    test(`zone: ${name}`, () => {
      const text = `${expandSnippet(body)}\n`;
      const origin = /^; zone: (\S+)/.exec(text)?.[1];
      if (origin) return checkZone(origin, text);
      // Out of example.com the targets lie in no zone of ours, so that only the record itself is judged.
      if (name === 'SOA record') return checkZone('example.org', `$TTL 300\n${text}${NS}`);
      checkZone('example.org', `$TTL 300\n${SOA}${NS}${text}`);
    });
  }

  const KEY = 'key "transfer" { algorithm hmac-sha256; secret "YW4gZXhhbXBsZQ=="; };\n';
  /** What must stand around a snippet that is no whole configuration by itself. */
  const AROUND: Record<string, (text: string) => string> = {
    'listen-on-v6': (text) => `options { ${text} };`,
    'rate-limit': (text) => `options { ${text} };`,
    server: (text) => KEY + text,
    'update-policy': (text) => `zone "example.com" { type primary; file "db"; ${text} };`,
    include: (text) => text.replace(/"[^"]*"/, JSON.stringify(join(directory, 'empty.conf'))),
    // rndc.conf has an options clause of its own; its key is one of named.conf too.
    'rndc.conf': (text) => text.replace(/^options \{[\s\S]*/m, ''),
  };
  writeFileSync(join(directory, 'empty.conf'), '\n');

  for (const [name, { body }] of confSnippets) {
    test(`named.conf: ${name}`, () => {
      const path = join(directory, 'named.conf');
      const expanded = expandSnippet(body);
      writeFileSync(path, `${AROUND[name]?.(expanded) ?? expanded}\n`);
      const { status, stdout, stderr } = spawnSync('named-checkconf', [path], { encoding: 'utf8' });
      assert.equal(stdout + stderr, '', expanded);
      assert.equal(status, 0, expanded);
    });
  }
});
