/** Large zones and large changes by signed transfers, from each kind of server, as dig gives them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { TYPE, typeText } from '../../server/src/dns/types.ts';
import { converse } from '../../server/src/live/conversation.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { type AnswerRecord, DEFAULT_OPTIONS, rdataText } from '../../server/src/live/messages.ts';
import { query } from '../../server/src/live/query.ts';
import { serialOf, type Transfer, transferConversation } from '../../server/src/live/transfer.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { namedVersion, startNamed } from './named.ts';
import { isInstalled, type OtherName, type ReloadingServer, startOther } from './otherServers.ts';

const ZONE = 'big.test';
const RECORDS = 100_000;
/** Records that the second version has otherwise. */
const CHANGED = 20_000;
const KEY = { name: 'xfer.test', secret: randomBytes(32).toString('base64') };
/** Looks for the new serial, each a moment after the one before. */
const LOOKS = 600;
const PAUSE_MS = 100;

/** Every fifth host of the second version has another address. */
function zoneText(serial: number): string {
  const step = RECORDS / CHANGED;
  const hosts = Array.from({ length: RECORDS }, (_, i) => {
    const first = serial > 1 && i % step === 0 ? 100 : 10;
    return `h${i} A ${first}.${i >> 16}.${(i >> 8) & 255}.${i & 255}\n`;
  });
  return `$TTL 300\n@ SOA ns1 hostmaster ${serial} 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1\n${hosts.join('')}`;
}

const OTHERS: readonly OtherName[] = ['NSD', 'Knot'];
const SERVERS: readonly (readonly [name: string, isThere: boolean, start: () => Promise<ReloadingServer>])[] = [
  [
    'named',
    namedVersion() !== undefined,
    async () => {
      const named = await startNamed({
        zones: { [ZONE]: zoneText(1) },
        top: `key "${KEY.name}" { algorithm hmac-sha256; secret "${KEY.secret}"; };\n`,
        options: 'ixfr-from-differences yes;\nmax-ixfr-ratio unlimited;\n',
        zoneStatements: `allow-transfer { key "${KEY.name}"; };`,
      });
      return {
        ...named,
        reload: async (_zone, text) => {
          await writeFile(join(named.directory, 'zone-1.zone'), text);
          named.reload();
        },
      };
    },
  ],
  ...OTHERS.map(
    (name) =>
      [
        name,
        isInstalled(name),
        () => startOther(name, { zones: { [ZONE]: zoneText(1) }, transfers: true, key: KEY }),
      ] as const,
  ),
];

function line({ owner, ttl, type, ...record }: AnswerRecord): string {
  return `${owner} ${ttl} ${typeText(type)} ${rdataText({ owner, ttl, type, ...record })}`;
}

/** What dig prints of a transfer, without what is no record of the zone. */
function byDig(port: number, type: string): string[] {
  const words = ['-r', '-y', `hmac-sha256:${KEY.name}:${KEY.secret}`, '@127.0.0.1', '-p', String(port), '+tcp'];
  const { stdout, status } = spawnSync('dig', [...words, ZONE, type, '+nocmd', '+nostats', '+nocookie'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.equal(status, 0, stdout.slice(0, 2000));
  const lines = stdout.split('\n').filter((text) => text !== '' && !text.startsWith(';') && !/\tTSIG\t/.test(text));
  return lines.map((text) => text.replace(/\s+/g, ' ').replace(' IN ', ' '));
}

const hasDig = spawnSync('dig', ['-v']).error === undefined;

for (const [name, isThere, start] of SERVERS) {
  const skip = (isThere && hasDig) || process.env.CI === 'true' ? false : `${name} or dig is not installed`;
  describe(`signed transfers of ${RECORDS} records from ${name}`, { skip }, () => {
    let server: ReloadingServer;
    before(async () => {
      server = await start();
    });
    after(async () => {
      await server?.stop();
    });

    async function transfer(from?: number): Promise<{ end: Transfer; lines: string[] }> {
      const lines: string[] = [];
      const request = {
        zone: `${ZONE}.`,
        server: { address: '127.0.0.1', port: server.port },
        key: { name: `${KEY.name}.`, hash: 'sha256' as const, secret: Buffer.from(KEY.secret, 'base64') },
        take: (records: readonly AnswerRecord[]) => void lines.push(...records.map(line)),
        ...(from !== undefined && { from }),
      };
      const how = { ...wireOver(systemRuntime), monotonic: systemRuntime.clock.monotonic };
      return { end: await converse(transferConversation(request), how), lines };
    }

    async function serial(): Promise<number> {
      const question = { name: `${ZONE}.`, type: TYPE.SOA, class: 1 };
      const servers = [{ address: '127.0.0.1', port: server.port }];
      const result = await query({ question, servers, options: DEFAULT_OPTIONS }, systemRuntime);
      return result.kind === 'answer' && result.response.answer.length > 0 ? serialOf(result.response.answer[0]) : 0;
    }

    test('the whole zone, as dig gives it', async (context) => {
      const { end, lines } = await transfer();
      assert.deepEqual([end.kind, end.problem, end.records], ['whole', undefined, RECORDS + 3]);
      // dig shows the SOA that ends it, too.
      const theirs = byDig(server.port, 'AXFR').slice(0, -1);
      assert.equal(theirs.length, lines.length);
      assert.ok(theirs.every((text, i) => text === lines[i]));
      context.diagnostic(`${name}: ${lines.length} records of an AXFR in ${end.messages} messages are as dig's`);
    });

    test('a large change, as dig gives it', async (context) => {
      await server.reload(ZONE, zoneText(2));
      let looks = 0;
      while ((await serial()) !== 2 && looks++ < LOOKS) await delay(PAUSE_MS);
      const { end, lines } = await transfer(1);
      assert.deepEqual([end.problem, serialOf(end.soa!)], [undefined, 2]);
      const dig = byDig(server.port, 'IXFR=1');
      // Changes begin and end with the SOA that leads to them; a whole zone, which a server may send instead, only ends with it.
      const theirs = end.kind === 'changes' ? dig.slice(1, -1) : dig.slice(0, -1);
      assert.equal(theirs.length, lines.length);
      assert.ok(theirs.every((text, i) => text === lines[i]));
      context.diagnostic(
        `${name}: ${end.kind}, ${lines.length} records of an IXFR in ${end.messages} messages are as dig's`,
      );
      assert.deepEqual([end.kind, lines.length], ['changes', 2 * CHANGED + 2]);
    });
  });
}
