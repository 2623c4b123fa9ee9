import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { anchorsIn } from '../../../server/src/cli/anchors.ts';
import { CheckError } from '../../../server/src/cli/checkError.ts';
import { parseDiagnoseOptions } from '../../../server/src/cli/diagnoseOptions.ts';
import { WordError } from '../../../server/src/cli/words.ts';
import { TYPE } from '../../../server/src/dns/types.ts';
import { ROOT_ANCHORS } from '../../../server/src/live/dnssec/anchors.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-anchors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function anchors(text: string) {
  writeFileSync(join(folder, 'anchors'), text);
  return anchorsIn('anchors', folder);
}

const [{ ds }] = ROOT_ANCHORS.anchors;
const DIGESTS = ds.map(({ tag, digest }) => ({ tag, digest: Buffer.from(digest).toString('hex').toUpperCase() }));
const KEY = 'mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==';

describe('trust anchors in files', () => {
  test('of named.conf', () => {
    const lines = DIGESTS.map(
      ({ tag, digest }) => `. initial-ds ${tag} 8 2 "${digest.slice(0, 20)} ${digest.slice(20)}";`,
    );
    const made = anchors(`options { validate-except { "corp"; "internal.example."; }; };
      trust-anchors { ${lines.join('\n')} Example.COM static-key 257 3 13 "${KEY}"; };`);
    assert.deepEqual(
      made.anchors.map(({ zone }) => zone),
      ['.', 'example.com.'],
    );
    assert.deepEqual(
      made.anchors[0].ds.map(({ digest }) => [...digest]),
      ds.map(({ digest }) => [...digest]),
    );
    assert.equal(made.anchors[1].keys.length, 1);
    assert.deepEqual(made.negative, ['corp.', 'internal.example.']);
  });
  test('as records', () => {
    const [first] = DIGESTS;
    const made = anchors(
      `; the root's\n. IN DS ${first.tag} 8 2 ${first.digest}\nexample. 3600 IN DNSKEY 257 3 13 ${KEY} ; a key\n`,
    );
    assert.deepEqual([made.anchors[0].ds[0].tag, made.anchors[1].keys[0].flags], [first.tag, 257]);
  });
  for (const [label, text] of Object.entries({
    nothing: '',
    'other records': 'example. IN A 192.0.2.1',
    'a broken digest': '. IN DS 1 8 2 XYZ',
  })) {
    test(`${label} is said to be none`, () => assert.throws(() => anchors(text), CheckError));
  }
  test('a file that is not there is said to be so', () =>
    assert.throws(() => anchorsIn('nothing', folder), CheckError));
});

describe('the words of diagnose', () => {
  const optionsOf = (...words: string[]) => {
    const parsed = parseDiagnoseOptions(words);
    assert.equal(parsed.kind, 'diagnose');
    return parsed.kind === 'diagnose' ? parsed.options : assert.fail();
  };
  test('a name alone', () => {
    const { name, type, resolver, noResolver, format } = optionsOf('WWW.example.com');
    assert.deepEqual(
      [name, type, resolver, noResolver, format],
      ['www.example.com.', TYPE.A, undefined, false, 'text'],
    );
  });
  test('a type and a resolver, in any order', () => {
    const { type, resolver } = optionsOf('@192.0.2.53#5353', 'example.com.', 'aaaa');
    assert.deepEqual([type, resolver], [TYPE.AAAA, '192.0.2.53#5353']);
  });
  test('options', () => {
    const { asking, time, withoutSha1 } = optionsOf(
      '--no-ipv6',
      '--port',
      '5353',
      '--timeout=3',
      '--time',
      '2026-12-31',
      '--without-sha1',
      'a.',
    );
    assert.deepEqual(
      [asking, time?.toISOString(), withoutSha1],
      [{ port: 5353, timeoutMs: 3000, without: [6] }, '2026-12-31T00:00:00.000Z', true],
    );
  });
  for (const words of [
    [],
    ['a', 'b', 'c'],
    ['a', 'NOTYPE'],
    ['a..b'],
    ['a', '@1', '@2'],
    ['a', '--no-ipv4', '--no-ipv6'],
    ['a', '--port', 'x'],
    ['a', '--time', 'x'],
    ['a', 'AXFR'],
  ]) {
    test(`wrong: ${words.join(' ')}`, () => assert.throws(() => parseDiagnoseOptions(words), WordError));
  }
});
