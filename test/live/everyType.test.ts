/** A record of every type of the table, as each server gives it: read here and by dig, and compared field by field. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { genericRdata, rdataToWire } from '../../server/src/dns/rdata.ts';
import { TYPE, TYPES } from '../../server/src/dns/types.ts';
import { DEFAULT_OPTIONS } from '../../server/src/live/messages.ts';
import { query } from '../../server/src/live/query.ts';
import { DEFAULT_VIEW } from '../../server/src/live/view.ts';
import { dataText } from '../../server/src/live/views/recordText.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { wordsOf } from '../unit/dns/words.ts';
import { namedVersion, startNamed } from './named.ts';
import { isInstalled, type OtherServer, startOther } from './otherServers.ts';
import { hasIpv6Loopback } from './ports.ts';
import { hasUnbound, startResolver } from './resolver.ts';

const ZONE = 'types.test';

/** Types of which a server makes something of its own: it takes none of them from a file, or not below the top of a zone. */
const NOT_TAKEN: ReadonlySet<number> = new Set([TYPE.SOA, TYPE.NSEC3, TYPE.MD, TYPE.MF]);
const ROWS = TYPES.filter(({ status, example, code, class: of }) => {
  return status !== 'meta' && example !== '' && of !== 'CH' && !NOT_TAKEN.has(code);
});

type Rows = typeof ROWS;

/** Each at a name of its own, written by its octets, which every server reads (RFC 3597). */
function zoneText(): string {
  const lines = ROWS.map((row) => {
    const rdata = rdataToWire(row, wordsOf(row.example), []);
    assert.ok(rdata, row.mnemonic);
    return `t${row.code} TYPE${row.code} ${genericRdata(rdata)}`;
  });
  return `$TTL 300\n@ SOA ns1 hostmaster 7 7200 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\n${lines.join('\n')}\n`;
}

/** What dig says of them all: the data by the type's number. One dig asks all the questions. */
function byDig(address: string, port: number, rows: Rows, more: readonly string[]): Map<number, string> {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  const file = join(folder, 'questions');
  writeFileSync(file, rows.map(({ code }) => `t${code}.${ZONE} TYPE${code}\n`).join(''));
  const words = ['-r', `@${address}`, '-p', String(port), '+noall', '+answer', '+authority', '+nosplit', ...more];
  const { stdout } = spawnSync('dig', [...words, '-f', file], { encoding: 'utf8', maxBuffer: 1 << 24 });
  rmSync(folder, { recursive: true });
  const found = new Map<number, string>();
  for (const line of stdout.split('\n')) {
    const [owner, , , , ...data] = line.split(/\s+/);
    const code = /^t(\d+)\./.exec(owner ?? '')?.[1];
    // What dig breaks over lines all the same, and what comes of other types, is none of the record that is meant.
    if (code !== undefined && !found.has(Number(code))) found.set(Number(code), data.join(' '));
  }
  return found;
}

async function byUs(address: string, port: number, rows: Rows, unknown: boolean): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const { code } of rows) {
    const result = await query(
      {
        question: { name: `t${code}.${ZONE}.`, type: code, class: 1 },
        servers: [{ address, port }],
        options: DEFAULT_OPTIONS,
      },
      systemRuntime,
    );
    if (result.kind !== 'answer') assert.fail(result.failure.message);
    const { answer, authority, faults } = result.response;
    assert.deepEqual(faults, []);
    const record = [...answer, ...authority].find(({ owner }) => owner === `t${code}.${ZONE}.`);
    if (record) found.set(code, dataText(record, { ...DEFAULT_VIEW, unknown }));
  }
  return found;
}

function named(code: number): string {
  return ROWS.find((row) => row.code === code)?.mnemonic ?? String(code);
}

interface Place {
  readonly name: string;
  readonly missing: string | false;
  readonly start: () => Promise<OtherServer>;
  /** Types that it does not answer as they stand in the file. */
  readonly without?: ReadonlySet<number>;
}

const needs = (isThere: boolean, what: string): string | false =>
  isThere || process.env.CI === 'true' ? false : `${what} is not installed`;
const zones = { [ZONE]: zoneText() };

const PLACES: readonly Place[] = [
  { name: 'named', missing: needs(namedVersion() !== undefined, 'named'), start: () => startNamed({ zones }) },
  {
    name: 'NSD',
    missing: needs(isInstalled('NSD'), 'NSD'),
    start: () => startOther('NSD', { zones, transfers: false }),
  },
  {
    name: 'Knot',
    missing: needs(isInstalled('Knot'), 'Knot DNS'),
    start: () => startOther('Knot', { zones, transfers: false }),
  },
  {
    name: 'Unbound',
    // A resolver follows an NS record, to name servers that there are not, and passes on no NSEC record of a zone that is not signed.
    without: new Set([TYPE.NS, TYPE.NSEC]),
    missing: needs(hasUnbound() && namedVersion() !== undefined, 'Unbound or named'),
    start: async () => {
      const behind = await startNamed({ zones });
      const resolver = await startResolver({ zones: { [ZONE]: behind.port } });
      return {
        port: resolver.port,
        stop: async () => {
          await resolver.stop();
          await behind.stop();
        },
      };
    },
  },
];

const hasDig = spawnSync('dig', ['-v']).error === undefined;
const ipv6 = await hasIpv6Loopback();

for (const { name, missing, start, without } of PLACES) {
  describe(`every type from ${name}`, {
    skip: missing || (hasDig ? false : 'dig is not installed (Debian: apt install bind9-dnsutils)'),
  }, () => {
    test('is what dig reads', async (context) => {
      const rows = ROWS.filter(({ code }) => !without?.has(code));
      const server = await start();
      try {
        for (const address of ipv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
          const theirs = byDig(address, server.port, rows, []);
          const octets = byDig(address, server.port, rows, ['+unknownformat']);
          const ours = await byUs(address, server.port, rows, false);
          const ourOctets = await byUs(address, server.port, rows, true);
          const differences: string[] = [];
          let equal = 0;
          for (const { code, unknownToNamed } of rows) {
            const [wanted, got] = unknownToNamed
              ? [
                  octets.get(code)?.replaceAll(' ', '').toLowerCase(),
                  ourOctets.get(code)?.replaceAll(' ', '').toLowerCase(),
                ]
              : [theirs.get(code), ours.get(code)];
            if (wanted === undefined && got === undefined) continue;
            if (wanted === got) equal++;
            else differences.push(`${named(code)}: ${wanted} by dig, ${got} here`);
          }
          context.diagnostic(`${name} at ${address}: ${equal} of ${rows.length} types came, all equal to dig's`);
          assert.deepEqual(differences, []);
          const none = rows.filter(({ code }) => !ours.has(code)).map(({ mnemonic }) => mnemonic);
          assert.deepEqual(none, []);
        }
      } finally {
        await server.stop();
      }
    });
  });
}
