import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { typeText } from '../../server/src/dns/types.ts';
import { converse } from '../../server/src/live/conversation.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import { type AnswerRecord, DEFAULT_OPTIONS, rdataText } from '../../server/src/live/messages.ts';
import { query } from '../../server/src/live/query.ts';
import { serialOf, type Transfer, type TransferRequest, transferConversation } from '../../server/src/live/transfer.ts';
import { type HashName, TSIG_HASHES, type TsigKey } from '../../server/src/live/tsig.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';

const version = namedVersion();
const missing =
  version === undefined && process.env.CI !== 'true' ? 'named is not installed (Debian: apt install bind9)' : false;

const HASHES = Object.keys(TSIG_HASHES) as HashName[];

function keyOf(hash: HashName, cutTo?: number): TsigKey {
  const name = cutTo === undefined ? `${hash}.` : `${hash}-cut.`;
  return { name, hash, secret: Buffer.from(`secret of ${name}`.repeat(4)), ...(cutTo !== undefined && { cutTo }) };
}

const KEYS = [...HASHES.map((hash) => keyOf(hash)), keyOf('sha256', 16)];

function keyText({ name, hash, secret, cutTo }: TsigKey): string {
  const bits = cutTo === undefined ? '' : `-${cutTo * 8}`;
  return `key "${name}" { algorithm hmac-${hash}${bits}; secret "${Buffer.from(secret).toString('base64')}"; };\n`;
}

function small(serial: number, more: string): string {
  return `$TTL 300\n@ SOA ns1 hostmaster ${serial} 7200 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\n${more}`;
}

function line(record: AnswerRecord): string {
  return `${record.owner} ${record.ttl} ${typeText(record.type)} ${rdataText(record)}`;
}

describe(`transfers from a real named (${version ?? 'none'})`, { skip: missing }, () => {
  let named: RunningNamed;
  before(async () => {
    named = await startNamed({
      zones: { 'small.test': small(1, 'old A 192.0.2.1\n') },
      top: KEYS.map(keyText).join(''),
      options: 'ixfr-from-differences yes;\nmax-ixfr-ratio unlimited;\n',
      zoneStatements: `allow-transfer { ${KEYS.map(({ name }) => `key "${name}";`).join(' ')} };`,
    });
  });
  after(async () => {
    await named?.stop();
  });

  async function transfer(
    request: Partial<TransferRequest> & { zone: string },
  ): Promise<{ end: Transfer; records: AnswerRecord[]; changes: string[] }> {
    const records: AnswerRecord[] = [];
    const changes: string[] = [];
    const whole: TransferRequest = {
      server: { address: '127.0.0.1', port: named.port },
      take: (some, change) => {
        records.push(...some);
        changes.push(...some.map((record) => `${change} ${line(record)}`));
      },
      ...request,
    };
    const wire = wireOver(systemRuntime);
    const end = await converse(transferConversation(whole), { ...wire, monotonic: systemRuntime.clock.monotonic });
    return { end, records, changes };
  }

  for (const key of KEYS) {
    test(`a signed question and transfer by ${key.name}`, async () => {
      const request = {
        question: { name: 'small.test.', type: 6, class: 1 },
        servers: [{ address: '127.0.0.1', port: named.port }],
        options: DEFAULT_OPTIONS,
        key,
      };
      const result = await query(request, systemRuntime);
      assert.ok(result.kind === 'answer', result.kind === 'failure' ? result.failure.message : '');
      assert.ok(result.response.signatureAt !== undefined);
      const { end } = await transfer({ zone: 'small.test.', key });
      assert.deepEqual([end.kind, end.problem], ['whole', undefined]);
    });
  }

  const refused: readonly [string, Partial<TransferRequest>, RegExp][] = [
    ['without a key', {}, /does not transfer small\.test\. to this asker \(REFUSED\)/],
    ['with another secret', { key: { ...keyOf('sha256'), secret: Buffer.from('x') } }, /BADSIG/],
    ['with a key that it does not know', { key: { ...keyOf('sha256'), name: 'nobody.' } }, /BADKEY/],
    ['with another algorithm', { key: { ...keyOf('sha256'), hash: 'sha512' } }, /BADKEY/],
    ['of a zone that it does not have', { zone: 'other.test.', key: keyOf('sha1') }, /NOTAUTH/],
  ];
  for (const [what, request, problem] of refused) {
    test(`refused: ${what}`, async () => {
      const { end, records } = await transfer({ zone: 'small.test.', ...request });
      assert.equal(end.kind, 'failed');
      assert.match(end.problem ?? '', problem);
      assert.equal(records.length, 0);
      assert.doesNotMatch(end.problem ?? '', /secret of/);
    });
  }

  test('a clock that is wrong', async () => {
    const clock = { monotonic: systemRuntime.clock.monotonic, now: () => new Date(Date.now() - 3_600_000) };
    const request = {
      question: { name: 'small.test.', type: 6, class: 1 },
      servers: [{ address: '127.0.0.1', port: named.port }],
      options: DEFAULT_OPTIONS,
      key: keyOf('sha384'),
    };
    const result = await query(request, { ...systemRuntime, clock });
    assert.match(result.kind === 'failure' ? result.failure.message : '', /clock is 3\d\d\d s ahead .*BADTIME/);
  });

  test('changes, none, and all of it where the server has no changes', async () => {
    const key = keyOf('sha512');
    const current = await transfer({ zone: 'small.test.', key, from: 1 });
    assert.deepEqual([current.end.kind, current.changes], ['current', []]);
    await writeFile(join(named.directory, 'zone-1.zone'), small(2, 'new A 192.0.2.2\n'));
    named.reload();
    let serial = 1;
    for (let tries = 0; serial === 1 && tries < 200; tries++) {
      await delay(50);
      serial = serialOf((await transfer({ zone: 'small.test.', key })).end.soa!);
    }
    assert.equal(serial, 2);
    const { end, changes } = await transfer({ zone: 'small.test.', key, from: 1 });
    assert.equal(end.kind, 'changes');
    assert.deepEqual(changes, [
      'deleted small.test. 300 SOA ns1.small.test. hostmaster.small.test. 1 7200 900 1209600 300',
      'deleted old.small.test. 300 A 192.0.2.1',
      'added small.test. 300 SOA ns1.small.test. hostmaster.small.test. 2 7200 900 1209600 300',
      'added new.small.test. 300 A 192.0.2.2',
    ]);
    const older = await transfer({ zone: 'small.test.', key, from: 4_000_000_000 });
    assert.equal(older.end.kind, 'whole');
    assert.equal(older.records.length, 4);
  });
});
