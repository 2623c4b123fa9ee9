import assert from 'node:assert/strict';
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
