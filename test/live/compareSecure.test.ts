/** `bailiwick compare` over TLS and HTTPS, in the words of `bailiwick query`: a named that transfers its zone over TLS alone. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compare } from '../../server/src/cli/compare.ts';
import { parseCompareOptions } from '../../server/src/cli/compareOptions.ts';
import { hasOpenssl, makeCertificates } from './certificates.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';

const ZONE = `$TTL 300\n@ SOA ns1 hostmaster 7 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1\nwww A 192.0.2.7\nmail MX 10 www\n`;
const areHere = namedVersion() !== undefined && hasOpenssl();
const skip = areHere || process.env.CI === 'true' ? false : 'named or openssl is not installed';

describe('a file against a named that transfers over TLS alone', { skip }, () => {
  let named: RunningNamed;
  before(async () => {
    const { authority, good, wrongName } = makeCertificates();
    const files = {
      'authority.pem': authority,
      'good.pem': good.certificate,
      'good.key': good.key,
      'wrong.pem': wrongName.certificate,
      'wrong.key': wrongName.key,
      'none.pem': 'no certificate\n',
    };
    const tls = (name: string): string => `tls ${name} { cert-file "${name}.pem"; key-file "${name}.key"; };\n`;
    named = await startNamed({
      zones: { 'example.test': ZONE },
      files,
      top: tls('good') + tls('wrong'),
      options: `listen-on port PORT+1 tls good { 127.0.0.1; };
listen-on port PORT+2 tls good http default { 127.0.0.1; };
listen-on port PORT+3 tls wrong { 127.0.0.1; };
allow-transfer transport tls { any; };\n`,
    });
    await writeFile(join(named.directory, 'file.zone'), ZONE);
    await writeFile(join(named.directory, 'changed.zone'), ZONE.replace('192.0.2.7', '192.0.2.8'));
  });
  after(async () => {
    await named?.stop();
  });

  async function run(words: string): Promise<{ status: number; text: string }> {
    const port = (_: string, behind: string): string => String(named.port + Number(behind ?? 0));
    const parsed = parseCompareOptions([
      ...words.replace(/PORT(?:\+(\d))?/g, port).split(' '),
      '--origin',
      'example.test',
    ]);
    assert.ok(parsed.kind === 'compare');
    let text = '';
    const print = (part: string): void => {
      text += part;
    };
    const output = { cwd: named.directory, print, warn: print, watched: false };
    return { status: await compare(parsed.options, output), text };
  }

  const cases: readonly (readonly [words: string, status: number, ...said: readonly RegExp[]])[] = [
    // Without TLS it is asked for each RRset, and said why.
    [
      'file.zone @127.0.0.1 -p PORT',
      0,
      /5 RRsets are the same \(asked one by one\)/,
      /\(REFUSED\).* or TLS \(`\+tls`\)/,
    ],
    ['file.zone @127.0.0.1 -p PORT +tcp -b 127.0.0.9', 0, /\(asked one by one\)/],
    ['file.zone @tls://127.0.0.1 -p PORT+1 +tls-ca=authority.pem', 0, /5 RRsets are the same \(by a transfer\)\./],
    ['changed.zone @tls://127.0.0.1:PORT+1 +tls-ca=authority.pem', 1, /1 RRset differs, 4 .*\(by a transfer\)/],
    ['file.zone @127.0.0.1 -p PORT+3 +tls-ca=authority.pem +tls-host=other.test', 0, /\(by a transfer\)\./],
    // As dig's +tls alone, which takes any certificate: it is said what is wrong with it.
    ['file.zone @127.0.0.1 -p PORT+1 +tls', 0, /\(by a transfer\)/, /certificate/],
    [
      'file.zone -4 -p PORT+1 +tls-ca=authority.pem +tls-hostname=dns.test',
      0,
      /\(ns1\.example\.test\.\): .*\(by a transfer\)/,
    ],
    ['file.zone @https://127.0.0.1:PORT+2 +tls-ca=authority.pem', 0, /\(asked one by one\)/, /no transfer over HTTPS/],
    ['changed.zone @127.0.0.1:PORT+2 +https-get +tls-ca=authority.pem', 1, /1 RRset differs.*\(asked one by one\)/],
    // What is not done, or not trusted.
    ['file.zone @tls://127.0.0.1 -p PORT+1', 2, /certificate/],
    ['file.zone @tls://127.0.0.1 -p PORT+3 +tls-ca=authority.pem', 2, /is for other\.test, and not for 127\.0\.0\.1/],
    ['file.zone @https://127.0.0.1:PORT+2 +tls-ca=authority.pem --by transfer', 2, /over HTTPS, and gives no transfer/],
    ['file.zone @127.0.0.1 +tls-ca=none.pem', 2, /none\.pem holds no certificate/],
    ['file.zone @127.0.0.1 +tls-ca=missing.pem', 2, /missing\.pem cannot be read: ENOENT/],
    ['file.zone @127.0.0.1 +short', 2, /`\+short` is not a word of a comparison/],
    ['file.zone @127.0.0.1 @tls://127.0.0.1', 2, /asked in one way/],
    ['file.zone -6 @127.0.0.1', 2, /not an IPv6 address/],
  ];
  for (const [words, status, ...said] of cases) {
    test(words, async () => {
      const got = await run(words);
      for (const sentence of said) assert.match(got.text, sentence);
      assert.equal(got.status, status, got.text);
    });
  }
});
