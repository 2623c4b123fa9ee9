import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
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

  test('the servers of the offices load without a word, and the crossed ones load', () => {
    for (const [cwd, file, count] of [
      ['offices', 'external.named.conf', 8],
      ['offices', 'internal.named.conf', 1],
    ] as const) {
      const lines = checkConf(cwd, '-z', file).split('\n').filter(Boolean);
      assert.deepEqual(
        lines.filter((line) => !/^zone \S+ loaded serial \d+$/.test(line)),
        [],
      );
      assert.equal(lines.length, count);
    }
    assert.equal(checkConf('crossed', '-z', 'named.conf').match(/loaded serial/g)?.length, 10);
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
