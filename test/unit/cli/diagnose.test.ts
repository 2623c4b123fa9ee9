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

const NOW = Date.UTC(2026, 5, 1) / 1000;

function anchors(text: string, view?: string) {
  writeFileSync(join(folder, 'anchors'), text);
  return anchorsIn('anchors', { cwd: folder, now: NOW, ...(view !== undefined && { view }) });
}

const [{ ds }] = ROOT_ANCHORS.anchors;
const DIGESTS = ds.map(({ tag, digest }) => ({ tag, digest: Buffer.from(digest).toString('hex').toUpperCase() }));
const OTHER_KEY = Buffer.alloc(64, 7).toString('base64');
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
  test('keys that named follows: those whose time has come, not revoked', () => {
    const made = anchors(`$ORIGIN .
. 0 IN SOA . . 1 0 0 0 0
\t0 KEYDATA 20260701000000 20250101000000 19700101000000 257 3 13 (
\t\t${KEY.slice(0, 40)}
\t\t${KEY.slice(40)} ) ; KSK; alg = ECDSAP256SHA256 ; key id = 1
\t0 KEYDATA 20260701000000 20260615000000 19700101000000 257 3 13 ${OTHER_KEY}
example. 0 KEYDATA 20260701000000 20250101000000 20260101000000 385 3 13 ${KEY}
`);
    assert.deepEqual(
      made.anchors.map(({ zone, keys }) => [zone, keys.length]),
      [
        ['.', 1],
        ['example.', 0],
      ],
    );
    assert.deepEqual(made.notes, [
      'anchors: keys of the root: 1 trusted, 1 pending, the first until 2026-06-15T00:00Z',
      'anchors: keys of example: 0 trusted, 1 revoked',
    ]);
  });
  test('keys that Unbound follows', () => {
    const line = (key: string, state: number): string =>
      `example.\t3600\tIN\tDNSKEY\t257 3 13 ${key} ;{id = 1 (ksk), size = 256b} ;;state=${state} [ X ] ;;count=0\n`;
    const made = anchors(`; autotrust trust anchor file\n;;id: example. 1\n${line(KEY, 2)}${line(OTHER_KEY, 1)}`);
    assert.deepEqual(
      made.anchors.map(({ zone, keys }) => [zone, keys.length]),
      [['example.', 1]],
    );
  });
  test('initial keys of named.conf are those that named keeps, static ones stay', () => {
    writeFileSync(
      join(folder, 'managed-keys.bind'),
      `. 0 KEYDATA 20260701000000 20250101000000 19700101000000 257 3 13 ${OTHER_KEY}\n`,
    );
    const made = anchors(`trust-anchors { . initial-key 257 3 13 "${KEY}"; example. static-key 257 3 13 "${KEY}"; };`);
    rmSync(join(folder, 'managed-keys.bind'));
    assert.deepEqual(
      made.anchors.flatMap(({ zone, keys }) => keys.map(({ record }) => [zone, record.rdata.at(-1)])),
      [
        ['example.', Buffer.from(KEY, 'base64').at(-1)],
        ['.', Buffer.from(OTHER_KEY, 'base64').at(-1)],
      ],
    );
  });
  test('validate-except and anchors of a view', () => {
    const text = `options { validate-except { corp; }; };
      trust-anchors { . static-key 257 3 13 "${KEY}"; };
      view "in" { validate-except { "lan"; "home.arpa"; }; trust-anchors { corp. static-key 257 3 13 "${KEY}"; }; };
      view "out" { recursion no; };`;
    const shown = (view?: string) => {
      const { anchors: all, negative, notes } = anchors(text, view);
      return [all.map(({ zone }) => zone), negative, notes.length];
    };
    assert.deepEqual(shown('in'), [['.', 'corp.'], ['lan.', 'home.arpa.'], 0]);
    assert.deepEqual(shown('out'), [['.'], ['corp.'], 0]);
    assert.deepEqual(shown(), [['.'], ['corp.'], 1]);
    assert.throws(() => shown('none'), CheckError);
  });
  for (const [label, text] of Object.entries({
    nothing: '',
    'other records': 'example. IN A 192.0.2.1',
    'a broken digest': '. IN DS 1 8 2 XYZ',
  })) {
    test(`${label} is said to be none`, () => assert.throws(() => anchors(text), CheckError));
  }
  test('a file that is not there is said to be so', () =>
    assert.throws(() => anchorsIn('nothing', { cwd: folder, now: NOW }), CheckError));
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
