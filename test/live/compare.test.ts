/** Zone files against what real servers have of them: named, NSD and Knot, over both families, by transfers and by questions. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { typeText } from '../../server/src/dns/types.ts';
import { type CompareAll, compareServers, outcome } from '../../server/src/live/compare/compareServers.ts';
import type { ServerResult } from '../../server/src/live/compare/comparing.ts';
import { delegationLines, delegationSets } from '../../server/src/live/compare/delegation.ts';
import { problemsOf } from '../../server/src/live/compare/problems.ts';
import { converse } from '../../server/src/live/conversation.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import type { Server } from '../../server/src/live/transport.ts';
import type { TsigKey } from '../../server/src/live/tsig.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { zoneOf } from '../unit/live/compare/memoryServer.ts';
import { namedVersion, startNamed } from './named.ts';
import { isInstalled, type OtherName, startOther } from './otherServers.ts';
import { hasIpv6Loopback } from './ports.ts';

const ZONE = 'compared.test';
const FILE = `$TTL 3600
@ SOA ns1 host 7 7200 900 1209600 300
@ NS ns1
@ NS ns2
ns1 A 127.0.0.1
ns2 AAAA ::1
www A 192.0.2.7
www A 192.0.2.8
mail MX 10 Mail
mail TXT "a \\"quoted\\" text" "\\195\\188;"
a\\.b TXT "a dot in a label"
*.wild TXT any
alias CNAME www
slow 86400 AAAA 2001:db8::1
sub NS ns.sub
sub NS ns.other.test.
ns.sub A 192.0.2.9
sub DS 12345 13 2 ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB
moved DNAME elsewhere.test.
gone CAA 0 issue "ca.test"
${Array.from({ length: 50 }, (_, i) => `h${i} A 10.0.0.${i}\n`).join('')}`;

/** The same zone with one change of each kind. */
const OTHER = FILE.replace('www A 192.0.2.8\n', '')
  .replace('mail MX 10 Mail', 'mail MX 20 Mail')
  .replace('*.wild TXT any', '*.wild TXT other')
  .replace('slow 86400', 'slow 60')
  .replace('ns.sub A 192.0.2.9', 'ns.sub A 192.0.2.99')
  .replace('gone CAA 0 issue "ca.test"\n', '')
  .replace('h3 A 10.0.0.3\n', '$GENERATE 3-3 h$ A 10.9.9.9\n')
  .concat('added A 192.0.2.77\n');

const CHANGES = [
  `data www.${ZONE}. A`,
  `data mail.${ZONE}. MX`,
  `data *.wild.${ZONE}. TXT`,
  `ttl slow.${ZONE}. AAAA`,
  `data ns.sub.${ZONE}. A`,
  `missing gone.${ZONE}. CAA`,
  `data h3.${ZONE}. A`,
].sort();

const OLDER = FILE.replace('host 7 ', 'host 6 ').replace('www A 192.0.2.7\n', '');

function line({ kind, owner, type }: ServerResult['differences'][number]): string {
  return `${kind} ${owner} ${typeText(type)}`;
}

async function compared(text: string, servers: readonly Server[], more: Partial<CompareAll> = {}, zone = ZONE) {
  const file = await zoneOf(text, `${zone}.`);
  const request: CompareAll = { file, servers, now: new Date(), rate: { pauseMs: 1 }, ...more };
  return compareServers(request, (conversation, how) =>
    converse(conversation, { ...wireOver(systemRuntime), monotonic: systemRuntime.clock.monotonic, ...how }),
  );
}

interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

type Start = (zones: Readonly<Record<string, string>>, transfers: boolean) => Promise<Running>;

const SERVERS: readonly (readonly [name: string, isMissing: boolean, start: Start])[] = [
  [
    'named',
    namedVersion() === undefined,
    (zones, transfers) => startNamed({ zones, zoneStatements: `allow-transfer { ${transfers ? 'any' : 'none'}; };` }),
  ],
  ...(['NSD', 'Knot'] as readonly OtherName[]).map(
    (name) =>
      [
        name,
        !isInstalled(name),
        (zones: Readonly<Record<string, string>>, transfers: boolean) => startOther(name, { zones, transfers }),
      ] as const,
  ),
];

for (const [name, isMissing, start] of SERVERS) {
  const skip = isMissing && process.env.CI !== 'true' ? `${name} is not installed` : false;
  describe(`a file against ${name}`, { skip }, () => {
    let open: Running;
    let closed: Running;
    let addresses: readonly string[];
    before(async () => {
      addresses = (await hasIpv6Loopback()) ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
      open = await start({ [ZONE]: FILE }, true);
      closed = await start({ [ZONE]: FILE }, false);
    });
    after(async () => {
      await open?.stop();
      await closed?.stop();
    });
    const at = (port: number): Server[] => addresses.map((address) => ({ address, port }));

    for (const way of ['transfer', 'questions'] as const) {
      test(`the same, by ${way}`, async () => {
        const comparison = await compared(FILE, at(way === 'transfer' ? open.port : closed.port));
        for (const result of comparison.results) {
          assert.deepEqual(result.differences.map(line), [], JSON.stringify(result));
          assert.deepEqual([result.state, result.way, result.problem], ['compared', way, undefined]);
        }
        assert.equal(outcome(comparison), 'same');
      });

      test(`one change of each kind, by ${way}`, async () => {
        // The server has the zone as it is, and the file is the other one; both ways of looking have to find the same.
        const comparison = await compared(OTHER, at(way === 'transfer' ? open.port : closed.port));
        for (const { differences } of comparison.results) {
          const found = differences.map(line).sort();
          const gone = way === 'transfer' ? [`extra gone.${ZONE}. CAA`] : [];
          const same = CHANGES.filter((each) => !each.includes('gone.'));
          assert.deepEqual(found, [...same, ...gone, `missing added.${ZONE}. A`].sort());
        }
        assert.equal(outcome(comparison), 'differs');
        assert.ok(problemsOf(comparison).length >= CHANGES.length);
      });
    }

    test('another serial is said once', async () => {
      for (const [text, state] of [
        [FILE.replace('host 7 ', 'host 8 '), 'older'],
        [OLDER, 'newer'],
      ] as const) {
        const comparison = await compared(text, at(open.port));
        for (const result of comparison.results) assert.equal(result.state, state);
        assert.equal(problemsOf(comparison).length, addresses.length);
      }
    });

    test('a zone that the server does not have', async () => {
      const comparison = await compared(FILE, at(open.port), {}, 'nowhere.test');
      for (const { state, problem } of comparison.results) {
        assert.ok(state === 'refused' || state === 'lame', `${state} ${problem}`);
      }
    });

    test('before a delegation', async () => {
      const file = await zoneOf(FILE, `${ZONE}.`);
      const named = at(open.port).map((server, i) => ({ ...server, name: `ns${i + 1}.${ZONE}.` }));
      const comparison = await compared(FILE, named, { sets: delegationSets(file), alsoTcp: true });
      assert.equal(outcome(comparison), 'same', JSON.stringify(comparison.results));
      if (addresses.length === 2) assert.match(delegationLines(comparison)[0], /can be delegated/);
    });
  });
}

const version = namedVersion();
const noNamed = version === undefined && process.env.CI !== 'true' ? 'named is not installed' : false;

describe('a file against named alone', { skip: noNamed }, () => {
  test('a zone that named signs in line, and one that it signed itself', async () => {
    const named = await startNamed({
      zones: { [ZONE]: FILE },
      zoneStatements: 'dnssec-policy default; inline-signing yes; allow-transfer { any; };',
      options: 'key-directory ".";',
    });
    try {
      const servers = [{ address: '127.0.0.1', port: named.port }];
      // named answers before it has signed.
      for (let tries = 0; tries < 200; tries++) {
        const [{ notes }] = (await compared(FILE, servers, { sets: [0] })).results;
        if (notes.some((note) => note.includes('it signs the zone'))) break;
        await delay(50);
      }
      for (const by of ['transfer', 'questions'] as const) {
        const comparison = await compared(FILE, servers, { by });
        const [{ differences, state, notes }] = comparison.results;
        assert.deepEqual([state, differences.map(line)], ['compared', []], notes.join('\n'));
      }
      const changed = await compared(OTHER, servers);
      assert.equal(changed.results[0].differences.length, CHANGES.length + 1);
    } finally {
      await named.stop();
    }
  });

  test('views, each with its key', async () => {
    const key = (name: string): TsigKey => ({
      name: `${name}.`,
      hash: 'sha256',
      secret: Buffer.from(`secret of ${name}`.repeat(3)),
    });
    const clause = ({ name, secret }: TsigKey): string =>
      `key "${name}" { algorithm hmac-sha256; secret "${Buffer.from(secret).toString('base64')}"; };\n`;
    const inside = FILE.replace('192.0.2.7', '10.0.0.7');
    const view = (name: string, file: string): string =>
      `view ${name} { match-clients { key ${name}.; }; allow-transfer { any; }; zone "${ZONE}" { type primary; file "${file}"; }; };\n`;
    const named = await startNamed({
      zones: {},
      top: `${clause(key('inside'))}${clause(key('outside'))}`,
      files: { inside, outside: FILE },
      bottom: `${view('inside', 'inside')}${view('outside', 'outside')}`,
    });
    try {
      const servers = [{ address: '127.0.0.1', port: named.port }];
      for (const [text, name, expected] of [
        [inside, 'inside', 'same'],
        [FILE, 'outside', 'same'],
        [FILE, 'inside', 'differs'],
      ] as const) {
        const comparison = await compared(text, servers, { key: key(name) });
        assert.equal(outcome(comparison), expected, `${name}: ${JSON.stringify(comparison.results)}`);
      }
      const nobody = await compared(FILE, servers);
      assert.equal(nobody.results[0].state, 'refused');
    } finally {
      await named.stop();
    }
  });

  test('nothing listens, and nothing answers', async () => {
    const comparison = await compared(FILE, [{ address: '127.0.0.1', port: 9 }]);
    assert.equal(comparison.results[0].state, 'silent');
    assert.equal(outcome(comparison), 'unasked');
  });

  test('100,000 records by a transfer', async (context) => {
    const big = (last: string): string =>
      `$TTL 300\n@ SOA ns1 host 1 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1\n${Array.from({ length: 100_000 }, (_, i) => `h${i} A 10.${i >> 16}.${(i >> 8) & 255}.${i & 255}\n`).join('')}${last}`;
    const named = await startNamed({ zones: { [ZONE]: big('') }, zoneStatements: 'allow-transfer { any; };' });
    try {
      const file = await zoneOf(big('last A 192.0.2.1\n'), `${ZONE}.`);
      const begun = performance.now();
      const comparison = await compared('', [{ address: '127.0.0.1', port: named.port }], { file });
      context.diagnostic(`100,000 records were compared in ${Math.round(performance.now() - begun)} ms`);
      const [{ differences, way, same }] = comparison.results;
      assert.deepEqual([way, same, differences.map(line)], ['transfer', 100_003, [`missing last.${ZONE}. A`]]);
    } finally {
      await named.stop();
    }
  });
});
