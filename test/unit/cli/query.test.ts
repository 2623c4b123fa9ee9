import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { query } from '../../../server/src/cli/query.ts';

async function run(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await query(words, {
    cwd: import.meta.dirname,
    print: (text) => {
      out += text;
    },
    warn: (text) => {
      err += text;
    },
    watched: false,
  });
  return { status, out, err };
}

describe('bailiwick query: words that send nothing', () => {
  const refused: readonly [string, readonly string[], number, RegExp][] = [
    ['a word that nobody knows', ['a.test', '+nonsense'], 1, /nonsense/],
    ['a secret', ['a.test', '-y', 'hmac-sha256:name:c2VjcmV0'], 1, /secret does not belong/],
    ['a secret without an algorithm', ['a.test', '-y', 'name:c2VjcmV0'], 1, /secret does not belong/],
    ['a trace in a form for programs', ['a.test', '+trace', '+json'], 1, /leave out one of the two/],
    ['a transfer in a form for programs', ['a.test', 'axfr', '+yaml'], 1, /write `\+short`/],
    ['a file that is not there', ['a.test', '-k', 'nothing.key'], 10, /nothing\.key cannot be read: ENOENT/],
    ['a file that is no key', ['a.test', '-k', 'query.test.ts'], 10, /has no key/],
    ['a key that nobody knows', ['a.test', '-y', 'name'], 10, /-k FILE -y name\./],
    ['authorities that are none', ['a.test', '+tls-ca=query.test.ts'], 10, /holds no certificate/],
  ];
  for (const [what, words, status, said] of refused) {
    test(what, async () => {
      const got = await run('@127.0.0.1', ...words);
      assert.match(got.out + got.err, said);
      assert.ok(!(got.out + got.err).includes('c2VjcmV0'));
      assert.equal(got.status, status);
    });
  }
});

test('help and no words at all', () => {
  assert.equal(parseOptions(['query', '-h']).kind, 'help');
  assert.equal(parseOptions(['query']).kind, 'error');
  assert.deepEqual(parseOptions(['query', '-x', '192.0.2.1']), { kind: 'query', words: ['-x', '192.0.2.1'] });
});
