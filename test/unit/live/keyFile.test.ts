import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readKeyFile } from '../../../server/src/live/keyFile.ts';

const SECRET = Buffer.from('a secret of some octets').toString('base64');
const clause = (name: string, algorithm: string, secret = SECRET): string =>
  `key "${name}" { algorithm ${algorithm}; secret "${secret}"; };\n`;

describe('keys of files', () => {
  const right: readonly [string, string, string, string | undefined, readonly [string, string, number | undefined]][] =
    [
      ['as tsig-keygen prints it', clause('xfer', 'hmac-sha256'), 'x.key', undefined, ['xfer.', 'sha256', undefined]],
      [
        'the first of several',
        clause('one', 'hmac-sha1') + clause('two', 'hmac-md5'),
        'x',
        undefined,
        ['one.', 'sha1', undefined],
      ],
      [
        'the one that is named',
        clause('one', 'hmac-sha1') + clause('Two.', 'hmac-md5'),
        'x',
        'two',
        ['Two.', 'md5', undefined],
      ],
      ['cut', clause('one', 'HMAC-SHA512-256'), 'x', undefined, ['one.', 'sha512', 32]],
      [
        'the long name of MD5',
        clause('one', '"hmac-md5.sig-alg.reg.int."'),
        'x',
        undefined,
        ['one.', 'md5', undefined],
      ],
      [
        'a whole named.conf',
        `options { directory "/var"; };\n${clause('one', 'hmac-sha384')}zone "a" { type primary; file "a"; };\n`,
        'named.conf',
        undefined,
        ['one.', 'sha384', undefined],
      ],
      [
        'the private file of a pair',
        `Private-key-format: v1.3\nAlgorithm: 163 (HMAC_SHA256)\nKey: ${SECRET}\nBits: AAA=\n`,
        '/etc/bind/Kxfer.example.+163+12345.private',
        undefined,
        ['xfer.example.', 'sha256', undefined],
      ],
    ];
  for (const [what, text, file, wanted, [name, hash, cutTo]] of right) {
    test(what, () => {
      const read = readKeyFile(text, file, wanted);
      assert.ok('key' in read, JSON.stringify(read));
      assert.deepEqual([read.key.name, read.key.hash, read.key.cutTo], [name, hash, cutTo]);
      assert.equal(Buffer.from(read.key.secret).toString('base64'), SECRET);
    });
  }

  const wrong: readonly [string, string, string, string | undefined, RegExp][] = [
    ['no key', 'options { };', 'x.conf', undefined, /^x\.conf has no key: .*tsig-keygen/],
    ['not that one', clause('one', 'hmac-sha1'), 'x.conf', 'two', /^x\.conf has no key named two\.$/],
    ['in another file', 'include "keys";', 'x.conf', 'two', /no key named two, and what it includes is not read/],
    ['no algorithm', `key one { secret "${SECRET}"; };`, 'x', undefined, /key one lacks its algorithm/],
    ['no secret', 'key one { algorithm hmac-sha1; };', 'x', undefined, /key one lacks its secret/],
    ['another algorithm', clause('one', 'rsasha256'), 'x', undefined, /for rsasha256, which is no algorithm/],
    ['cut too much', clause('one', 'hmac-sha1-161'), 'x', undefined, /no algorithm of TSIG/],
    ['not base64', clause('one', 'hmac-sha1', 'swordfish!'), 'x', undefined, /not in base64/],
    ['a name that is none', clause('a..b', 'hmac-sha1'), 'x', undefined, /no domain name/],
    [
      'a key of DNSSEC',
      'Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: AAAA\n',
      'Kexample.+013+12345.private',
      undefined,
      /key of DNSSEC/,
    ],
    [
      'a pair under another name',
      `Private-key-format: v1.3\nKey: ${SECRET}\n`,
      'my.private',
      undefined,
      /the key’s name/,
    ],
  ];
  for (const [what, text, file, wanted, problem] of wrong) {
    test(`refused: ${what}`, () => {
      const read = readKeyFile(text, file, wanted);
      assert.ok('problem' in read);
      assert.match(read.problem, problem);
      assert.ok(!read.problem.includes(SECRET) && !read.problem.includes('swordfish'));
    });
  }
});
