import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { parseDigWords } from '../../server/src/live/digWords.ts';
import { rdataText } from '../../server/src/live/messages.ts';
import { type LiveAnswer, type LiveResult, query } from '../../server/src/live/query.ts';
import { reportText } from '../../server/src/live/report.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';
import { hasIpv6Loopback } from './ports.ts';

const BIG = Array.from({ length: 30 }, (_, i) => `big TXT "${String(i).padStart(2, '0')} ${'x'.repeat(180)}"`).join(
  '\n',
);
const FORWARD = `$TTL 3600
@ SOA ns1 hostmaster 2024010101 7200 900 1209600 300
@ NS ns1
@ MX 10 mail
@ DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
@ CAA 0 issue "ca.example.net"
ns1 A 192.0.2.53
ns1 AAAA 2001:db8::53
mail 600 A 192.0.2.25
mail AAAA 2001:db8::25
www CNAME mail
txt TXT "two strings" "with \\"quotes\\" and \\200"
odd\\.dot.and\\032blank TXT odd
_sip._tcp SRV 1 2 5060 mail
new TYPE65280 \\# 4 DEADBEEF
svc HTTPS 1 . alpn=h2 ipv6hint=2001:db8::80
sec NSEC txt A TXT TYPE65280
${BIG}
`;
const REVERSE = `$TTL 3600
@ SOA ns1.example.test. hostmaster.example.test. 2024010101 7200 900 1209600 300
@ NS ns1.example.test.
5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR mail.example.test.
`;
const ZONES = { 'example.test': FORWARD, '8.b.d.0.1.0.0.2.ip6.arpa': REVERSE };

const version = namedVersion();
const missing =
  version === undefined && process.env.CI !== 'true' ? 'named is not installed (Debian: apt install bind9)' : false;
const ipv6 = await hasIpv6Loopback();
const digRuns = spawnSync('dig', ['-v']).error === undefined;

/** The lines that are records, each without any white space: dig breaks long base64 and pads columns with tabs. */
function recordLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  return lines.map((line) => line.replace(/\s+/g, '')).sort();
}

describe(`queries to a real named (${version ?? 'none'})`, { skip: missing }, () => {
  let named: RunningNamed;

  before(async () => {
    named = await startNamed({ zones: ZONES, serverId: 'test-server-1' });
  });
  after(async () => {
    await named?.stop();
  });

  async function ask(words: string, address: string): Promise<LiveResult> {
    const parsed = parseDigWords(`${words} @${address} -p ${named.port}`);
    if ('error' in parsed) return assert.fail(parsed.error.message);
    const servers = [{ address: parsed.server!, port: parsed.port! }];
    return query({ question: parsed.question, servers, options: parsed.options }, systemRuntime);
  }

  async function answer(words: string, address: string): Promise<LiveAnswer> {
    const result = await ask(words, address);
    if (result.kind !== 'answer') return assert.fail(`${words}: ${result.failure.message}`);
    return result;
  }

  for (const address of ['127.0.0.1', '::1']) {
    describe(`at ${address}`, { skip: address === '::1' && !ipv6 ? 'this machine has no ::1' : false }, () => {
      const cases: readonly [string, string[]][] = [
        ['mail.example.test', ['mail.example.test. 600 192.0.2.25']],
        ['mail.example.test AAAA', ['mail.example.test. 3600 2001:db8::25']],
        [
          '-x 2001:db8::25',
          ['5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 mail.example.test.'],
        ],
        ['txt.example.test TXT', ['txt.example.test. 3600 "two strings" "with \\"quotes\\" and \\200"']],
        ['new.example.test TYPE65280', ['new.example.test. 3600 \\# 4 DEADBEEF']],
        ['odd\\.dot.and\\032blank.example.test TXT', ['odd\\.dot.and\\032blank.example.test. 3600 "odd"']],
        ['example.test MX', ['example.test. 3600 10 mail.example.test.']],
      ];
      for (const [words, expected] of cases) {
        test(words, async () => {
          const result = await answer(words, address);
          const records = result.response.answer.map((record) => `${record.owner} ${record.ttl} ${rdataText(record)}`);
          assert.deepEqual(records, expected);
          assert.equal(result.response.rcode, 0);
          assert.equal(result.response.flags.aa, true);
          assert.equal(result.transport, 'udp');
          assert.deepEqual(result.server, { address, port: named.port });
        });
      }

      test('an answer too big for UDP is fetched over TCP', async () => {
        const result = await answer('big.example.test TXT', address);
        assert.equal(result.transport, 'tcp');
        assert.equal(result.response.answer.length, 30);
        assert.ok(result.size > 5000);
        assert.deepEqual(
          result.attempts.map(({ transport, result: { kind } }) => `${transport} ${kind}`),
          ['udp reply', 'tcp reply'],
        );
      });

      test('+ignore keeps the truncated answer', async () => {
        const result = await answer('big.example.test TXT +ignore', address);
        assert.equal(result.transport, 'udp');
        assert.equal(result.response.flags.tc, true);
        assert.match(reportText(result), /cut short; the whole one can be had with \+tcp/);
      });

      test('a name that does not exist', async () => {
        const result = await answer('nobody.example.test AAAA', address);
        assert.equal(result.response.rcode, 3);
        assert.equal(result.response.answer.length, 0);
        assert.equal(
          rdataText(result.response.authority[0]),
          'ns1.example.test. hostmaster.example.test. 2024010101 7200 900 1209600 300',
        );
        const report = reportText(result);
        assert.match(report, /^; Status: NXDOMAIN: the name does not exist$/m);
        assert.match(report, /^example\.test\. +300 IN SOA ns1\.example\.test\. /m);
      });

      test('NODATA, refusal, NSID and cookie', async () => {
        assert.match(reportText(await answer('txt.example.test AAAA', address)), /has no AAAA record \(NODATA\)/);
        const report = reportText(await answer('elsewhere.test +nsid +cookie', address));
        assert.match(report, /^; Status: REFUSED: /m);
        assert.match(report, /^; Server identifier \(NSID\): test-server-1 /m);
        assert.match(report, /^; Cookie: client [0-9a-f]{16}, server [0-9a-f]{32,}$/m);
      });

      test('another EDNS version is negotiated', async () => {
        const result = await answer('mail.example.test +edns=42', address);
        assert.equal(result.response.rcode, 0);
        assert.deepEqual(
          result.attempts.map(({ ednsVersion }) => ednsVersion),
          [42, 0],
        );
      });

      const compared = [
        'mail.example.test',
        'mail.example.test AAAA',
        'www.example.test',
        'example.test NS',
        'example.test SOA',
        'example.test MX',
        'example.test CAA',
        'example.test DNSKEY',
        '_sip._tcp.example.test SRV',
        'txt.example.test TXT',
        'new.example.test TYPE65280',
        'svc.example.test HTTPS',
        'sec.example.test NSEC',
        'odd\\.dot.and\\032blank.example.test TXT',
        'big.example.test TXT',
        '-x 2001:db8::25',
        'version.bind CH TXT',
        'nobody.example.test',
        'example.test ANY',
      ];
      for (const words of compared) {
        test(`the report has dig's answer lines: ${words}`, {
          skip: digRuns ? false : 'dig is not installed',
        }, async () => {
          const result = await answer(words, address);
          // What it says besides is not compared, and shows why a record is missing.
          const options = ['+noall', '+answer', '+comments', '+nocookie', '+time=3'];
          const dig = spawnSync(
            'dig',
            ['-r', `@${address}`, '-p', String(named.port), ...words.split(' '), ...options],
            { encoding: 'utf8' },
          );
          assert.equal(dig.status, 0, dig.stdout + dig.stderr);
          const only = reportText({ ...result, response: { ...result.response, authority: [], additional: [] } });
          assert.deepEqual(recordLines(only), recordLines(dig.stdout), `dig printed:\n${dig.stdout}${dig.stderr}`);
        });
      }
    });
  }

  test('a port where nothing listens is refused on both families', async () => {
    const stopped = await startNamed({ zones: {} });
    await stopped.stop();
    for (const address of ipv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
      const parsed = parseDigWords('example.test');
      assert.ok(!('error' in parsed));
      const servers = [{ address, port: stopped.port }];
      const result = await query({ question: parsed.question, servers, options: parsed.options }, systemRuntime);
      assert.equal(result.kind, 'failure');
      assert.equal(result.kind === 'failure' && result.failure.kind, 'refused');
    }
  });
});
