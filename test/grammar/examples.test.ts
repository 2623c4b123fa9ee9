import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadGrammar, readProjectFile, tokenize } from './tokenize.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md' && !entry.parentPath.includes('.vscode'))
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length).replace(/^\//, ''))
  .sort();
const isConf = (file: string) => /(?:named\.conf[^/]*|\.conf|rndc\.key)$/.test(file);

describe('examples', async () => {
  const zone = await loadGrammar('text.zone_file');
  const conf = await loadGrammar('source.named-conf');

  test('both languages are there', () => {
    assert.ok(files.filter(isConf).length >= 7);
    assert.ok(files.filter((file) => !isConf(file)).length >= 10);
  });

  for (const file of files) {
    test(`${file}: no token is invalid, none but white space is without a scope`, () => {
      const tokens = tokenize(isConf(file) ? conf : zone, readProjectFile(`examples/${file}`));
      const bad = tokens.filter(
        (token) =>
          token.scopes.some((scope) => scope.startsWith('invalid')) ||
          (token.scopes.length === 0 && token.text.trim() !== ''),
      );
      assert.deepEqual(bad, []);
    });
  }
});

const skip = spawnSync('named-checkconf', ['-v']).error ? 'named-checkconf is not installed' : false;

/** What named-checkconf says about a configuration and its zones, run in the configuration's own folder. */
function checkConf(cwd: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync('named-checkconf', args, { cwd: folder + cwd, encoding: 'utf8' });
  return stdout + stderr;
}

describe('examples as BIND reads them', { skip }, () => {
  test('the clean configuration and its zones load without a word', () => {
    const output = checkConf('clean', '-z', 'named.conf');
    assert.equal(
      output
        .split('\n')
        .filter((line) => line && !/^zone \S+ loaded serial \d+$/.test(line))
        .join('\n'),
      '',
    );
    assert.equal(output.match(/loaded serial/g)?.length, 3);
  });

  const mistakes: [string, string, string[], RegExp[]][] = [
    [
      'the main configuration loads, one of its zones does not',
      '',
      ['-z', 'named.conf'],
      [
        /zone example\.net\/IN: NS 'ns1\.example\.net' has no address records/,
        /zone example\.net\/IN: not loaded due to errors/,
        /MX 'mail\.example\.com\.example\.com' has no address records/,
        /zone 2\.0\.192\.in-addr\.arpa\/IN: loaded serial/,
        /zone 8\.b\.d\.0\.1\.0\.0\.2\.ip6\.arpa\/IN: loaded serial/,
      ],
    ],
    [
      'three semicolons are missing in the split configuration',
      'split',
      ['internal.named.conf'],
      [
        /internal\.named\.conf:\d+: missing ';' before '}'[\s\S]*missing ';' before 'forwarders'[\s\S]*missing ';' before '}'/,
      ],
    ],
    ['the legacy configuration has an option that is gone', 'legacy', ['named.conf'], [/option 'dnssec-enable'/]],
  ];
  for (const [title, cwd, args, expected] of mistakes) {
    test(title, () => {
      const output = checkConf(cwd, ...args);
      for (const pattern of expected) assert.match(output, pattern);
    });
  }
});
