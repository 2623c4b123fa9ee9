/** `bailiwick query` against servers of a root, a zone below it and its children, with each step broken once; transfers with keys; its exit status. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { query } from '../../server/src/cli/query.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';
import { isInstalled, type OtherServer, startOther } from './otherServers.ts';

const TOP = '$TTL 300\n@ SOA ns hostmaster.test. 7 7200 900 1209600 300\n';

/** Which address answers as which server. */
const ROOT = '127.0.0.1';
const TLD = '127.0.0.2';
const CHILD = '127.0.0.3';
const OTHER = '127.0.0.5';
/** Nothing listens there. */
const NOBODY = '127.0.0.4';

const ZONES: Readonly<Record<string, readonly [address: string, zone: string, text: string]>> = {
  root: [
    ROOT,
    '.',
    `${TOP}@ NS root.
root. A ${ROOT}
ns A ${ROOT}
test NS ns.test.
ns.test. A ${TLD}
lame NS ns.lame.
ns.lame. A ${TLD}
dead NS ns.dead.
ns.dead. A ${NOBODY}
bare NS ns.bare.
`,
  ],
  tld: [
    TLD,
    'test',
    `${TOP}@ NS ns
ns A ${TLD}
example NS ns1.example
example NS ns2.example
ns1.example A ${CHILD}
ns2.example A ${OTHER}
lame NS ns.lame
ns.lame A ${ROOT}
dead NS ns.dead
ns.dead A ${NOBODY}
half NS ns1.half
half NS ns2.half
ns1.half A ${NOBODY}
ns2.half A ${CHILD}
`,
  ],
  child: [
    CHILD,
    'example.test',
    `${TOP}@ NS ns1\n@ NS ns2\nns1 A ${CHILD}\nns2 A ${OTHER}\nns A ${CHILD}\nwww A 192.0.2.80\nalias CNAME www.half.test.\nring CNAME ring2\nring2 CNAME ring\n`,
  ],
  half: [
    CHILD,
    'half.test',
    `${TOP}@ NS ns1\n@ NS ns2\nns A ${CHILD}\nns1 A ${NOBODY}\nns2 A ${CHILD}\nwww A 192.0.2.81\n`,
  ],
  other: [
    OTHER,
    'example.test',
    `${TOP.replace(' 7 ', ' 6 ')}@ NS ns1\n@ NS ns2\nns A ${OTHER}\nns1 A ${CHILD}\nns2 A ${OTHER}\n`,
  ],
};

const SECRET = randomBytes(24).toString('base64');
const KEY = `key "xfer" { algorithm hmac-sha256; secret "${SECRET}"; };\n`;
/** A key of this name with another secret. */
const WRONG = `key "xfer" { algorithm hmac-sha256; secret "${randomBytes(24).toString('base64')}"; };\n`;

/** The zones of one address, by their names. */
function zonesAt(address: string): Record<string, string> {
  const own = Object.values(ZONES).filter(([of]) => of === address);
  return Object.fromEntries(own.map(([, zone, text]) => [zone, text]));
}

const areHere = namedVersion() !== undefined && isInstalled('NSD') && isInstalled('Knot');
const skip = areHere || process.env.CI === 'true' ? false : 'named, NSD or Knot DNS is not installed';

describe('bailiwick query', { skip }, () => {
  let named: RunningNamed;
  const others: OtherServer[] = [];
  before(async () => {
    named = await startNamed({
      zones: zonesAt(ROOT),
      top: KEY,
      options: 'check-integrity no;\n',
      zoneStatements: 'allow-transfer { key xfer; };',
      files: {
        'xfer.key': KEY,
        'wrong.key': WRONG,
        'both.conf': `${KEY}key other { algorithm hmac-md5; secret "AAAA"; };\n`,
      },
    });
    for (const [address, name] of [
      [TLD, 'NSD'],
      [CHILD, 'Knot'],
      [OTHER, 'NSD'],
    ] as const) {
      const zones = zonesAt(address);
      others.push(await startOther(name, { zones, transfers: false, addresses: [address], port: named.port }));
    }
  });
  after(async () => {
    await Promise.all(others.map((server) => server.stop()));
    await named?.stop();
  });

  async function ask(...words: string[]): Promise<{ status: number; text: string }> {
    let text = '';
    const print = (part: string): void => {
      text += part;
    };
    const all = [`@${ROOT}`, '-p', String(named.port), ...words];
    const status = await query(all, { cwd: named.directory, print, warn: print, watched: false });
    // Long comments stand on several lines.
    return { status, text: text.replace(/\n; {3,5}(?=[a-z(])/g, ' ') };
  }

  const traces: readonly [string, readonly string[], number, readonly RegExp[]][] = [
    [
      'from the root to the answer, with the addresses of each referral',
      ['www.example.test'],
      0,
      [
        /servers of the root: root\./,
        /Answered after 3 steps/,
        new RegExp(`ns\\.test\\. ${TLD}`),
        new RegExp(`ns1\\.example\\.test\\. ${CHILD}`),
        /^www\.example\.test\. 300 IN A 192\.0\.2\.80$/m,
      ],
    ],
    [
      'the root’s servers for the zone do not have it',
      ['www.lame'],
      10,
      [/the way ends after 2 steps/, /does not have lame\. \(lame\)/],
    ],
    ['nobody is there', ['www.dead'], 10, [/the way ends after 2 steps/, /nothing listens there/]],
    [
      'no address for the servers',
      ['www.bare'],
      10,
      [/There is no address \(glue\) for ns\.bare\./, /No name server of bare\. has an address/],
    ],
    [
      'the zone below refers back up',
      ['www.lame.test'],
      10,
      [/the way ends after 3 steps/, /is named for lame\.test\. and refers to test\., which is not below it/],
    ],
    ['the last servers are not there', ['www.dead.test'], 10, [/the way ends after 3 steps/, /nothing listens there/]],
    [
      'one of two is not there',
      ['www.half.test'],
      0,
      [/nothing listens there/, /^www\.half\.test\. 300 IN A 192\.0\.2\.81$/m],
    ],
    [
      'an alias into another zone',
      ['alias.example.test'],
      0,
      [/is an alias of www\.half\.test\., which is looked for from the beginning/, /192\.0\.2\.81$/m],
    ],
    ['a name that does not exist', ['nobody.example.test'], 0, [/NXDOMAIN, with authority/, /Authority: 1 record/]],
    ['no such name at the root', ['www.nothing'], 0, [/Answered after 1 step/, /NXDOMAIN/]],
  ];
  for (const [what, words, status, says] of traces) {
    test(`+trace: ${what}`, async () => {
      const got = await ask(...words, '+trace', '+tries=1', '+timeout=2');
      for (const said of says) assert.match(got.text, said);
      assert.equal(got.status, status, got.text);
    });
  }

  test('+nssearch: each address with its serial, and which has another', async () => {
    const { text, status } = await ask('example.test', '+nssearch');
    assert.match(text, /do not have the same serial/);
    assert.match(text, new RegExp(`ns1\\.example\\.test\\. ${CHILD}#\\d+: serial 7`));
    assert.match(text, new RegExp(`ns2\\.example\\.test\\. ${OTHER}#\\d+: serial 6`));
    assert.equal(status, 0);
  });

  const broken: readonly [string, string, number, RegExp][] = [
    ['one is not there', 'half.test', 0, /ns1\.half\.test\. 127\.0\.0\.4#\d+: .*nothing listens there/],
    ['none is there', 'dead.test', 9, /ns\.dead\.test\. 127\.0\.0\.4#\d+: .*nothing listens there/],
    ['its server does not have it', 'lame', 9, /does not have lame\. \(lame\)/],
    ['no address', 'bare', 10, /ns\.bare\.: no address was found/],
  ];
  for (const [what, zone, status, said] of broken) {
    test(`+nssearch: ${what}`, async () => {
      const got = await ask(zone, '+nssearch', '+tries=1', '+timeout=2');
      assert.match(got.text, said);
      assert.equal(got.status, status, got.text);
    });
  }

  test('AXFR with the key of a file, as dig gives it', async (context) => {
    const { text, status } = await ask('.', 'AXFR', '-k', 'xfer.key', '-b', '127.0.0.9', '+nocomments');
    assert.equal(status, 0);
    const words = ['-k', join(named.directory, 'xfer.key'), `@${ROOT}`, '-p', String(named.port), '.', 'AXFR'];
    const dig = spawnSync('dig', [...words, '+onesoa', '+nocmd', '+nostats'], { encoding: 'utf8' });
    if (dig.error) return context.skip('dig is not installed');
    const bare = (all: string): string[] =>
      all
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith(';') && !/\tTSIG\t/.test(line))
        .map((line) => line.replace(/\s+/g, ' '));
    assert.deepEqual(bare(text), bare(dig.stdout));
  });

  const transfers: readonly [string, readonly string[], number, RegExp][] = [
    ['of a key in a file of several', ['-k', 'both.conf', '-y', 'xfer'], 0, /whole zone.* serial 7/],
    ['by IXFR, when nothing is newer', ['-k', 'xfer.key', 'ixfr=7'], 0, /nothing is newer than serial 7/],
    ['with the data alone', ['-k', 'xfer.key', '+short'], 0, /^127\.0\.0\.1$/m],
    ['without a key', [], 10, /does not transfer test\. to this asker|does not transfer \. to this asker/],
    ['with another secret', ['-k', 'wrong.key'], 10, /BADSIG/],
    ['with a key that the file does not have', ['-k', 'xfer.key', '-y', 'other'], 10, /has no key named other/],
  ];
  for (const [what, words, status, said] of transfers) {
    test(`a transfer ${what}`, async () => {
      const type = words.some((word) => word.startsWith('ixfr')) ? [] : ['AXFR'];
      const got = await ask('.', ...type, ...words);
      assert.match(got.text, said);
      assert.ok(!got.text.includes(SECRET));
      assert.equal(got.status, status, got.text);
    });
  }

  const answers: readonly [string, readonly string[], number, RegExp][] = [
    ['an answer', ['ns.test', '+norecurse'], 0, /referral to the name servers of test\./],
    ['NXDOMAIN is an answer', ['nothing'], 0, /NXDOMAIN/],
    ['short', ['.', 'SOA', '+short'], 0, /^ns\. hostmaster\.test\. 7 /],
    ['JSON', ['.', 'SOA', '+json'], 0, /^\s*[[{]/],
    ['nobody answers', ['.', 'SOA', '-p', '1'], 9, /nothing listens there/],
  ];
  for (const [what, words, status, said] of answers) {
    test(what, async () => {
      const got = await ask(...words);
      assert.match(got.text, said);
      assert.equal(got.status, status, got.text);
    });
  }
});
