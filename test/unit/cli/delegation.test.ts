/** The words of `bailiwick delegation`, and what it prints. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { delegation } from '../../../server/src/cli/delegation.ts';
import { parseDelegationOptions } from '../../../server/src/cli/delegationOptions.ts';
import type { LiveRuntime } from '../../../server/src/live/exchange.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import type { Send, Transport } from '../../../server/src/live/transport.ts';
import { HEALTHY } from '../live/delegation/healthy.ts';
import { served } from '../live/delegation/servedWorld.ts';

const HINTS = '. 3600 IN NS ns.root.\nns.root. 3600 IN A 192.0.2.1\n';
const ZONE = `$ORIGIN zone.example.
$TTL 1h
@ SOA ns1 hostmaster 1 4h 1h 2w 1h
@ NS ns1
@ NS ns2.other.example.
@ DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
ns1 A 192.0.2.11
`;

/** A network in which the servers of a text answer plain questions. */
function runtimeOf(text: string): LiveRuntime {
  const { exchange } = served(text);
  const send =
    (transport: Transport): Send =>
    ({ question }, server) =>
      exchange({ question, server, transport, options: { ...DEFAULT_OPTIONS, ednsVersion: undefined } }, undefined);
  return {
    transports: { udp: send('udp'), tcp: send('tcp') },
    clock: { monotonic: () => 0, now: () => new Date(0) },
    random: (octets) => new Uint8Array(octets),
  };
}

async function run(words: string): Promise<{ status: number; out: string; notes: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'delegation-'));
  writeFileSync(join(cwd, 'hints'), HINTS);
  writeFileSync(join(cwd, 'zone'), ZONE);
  const parsed = parseDelegationOptions(words.split(' '));
  assert.ok(parsed.kind === 'delegation');
  let out = '';
  let notes = '';
  const status = await delegation(parsed.options, {
    cwd,
    print: (text) => {
      out += text;
    },
    warn: (text) => {
      notes += text;
    },
    watched: true,
    runtime: runtimeOf(HEALTHY),
  });
  return { status, out, notes };
}

describe('bailiwick delegation', () => {
  test('a line for each finding', async () => {
    const { status, out, notes } = await run('zone.example --hints hints --test BASIC01,basic02 --tags');
    assert.equal(status, 0);
    assert.deepEqual(out.split('\n'), [
      'INFO\tB01_PARENT_FOUND\tdomain=example; ns_list=ns1.nic.example/192.0.2.2',
      'INFO\tB01_CHILD_FOUND\tdomain=zone.example',
      'INFO\tB02_AUTH_RESPONSE_SOA\tns_list=ns1.zone.example/192.0.2.11;ns1.zone.example/2001:db8::11;ns2.other.example/192.0.2.12;ns2.other.example/2001:db8::12; domain=zone.example',
      '',
    ]);
    assert.match(notes, /servers of \. for zone\.example/);
  });

  test('from a server of the parent, without the root', async () => {
    const { out } = await run('zone.example --hints hints --parent ns1.nic.example/192.0.2.2 --test BASIC01 --tags -q');
    assert.match(out, /^INFO\tB01_PARENT_FOUND\tdomain=example; ns_list=ns1\.nic\.example\/192\.0\.2\.2$/m);
  });

  test('as a zone file is to be delegated', async () => {
    const { out } = await run('--file zone --hints hints --test BASIC --ignore BASIC02 --format json');
    const { servers, findings, tests } = JSON.parse(out);
    assert.deepEqual(servers.delegation, [
      'ns1.zone.example/192.0.2.11',
      'ns2.other.example/192.0.2.12',
      'ns2.other.example/2001:db8::12',
    ]);
    assert.deepEqual(servers.parent, []);
    assert.ok(findings.some(({ tag }: { tag: string }) => tag === 'B01_PARENT_DISREGARDED'));
    assert.deepEqual(tests, ['BASIC01', 'BASIC03']);
  });

  test('an error makes the status 1', async () => {
    assert.equal((await run('none.example --hints hints --test BASIC01')).status, 1);
  });

  const refused: readonly [words: string, why: RegExp][] = [
    ['', /no zone was named/],
    ['a b', /takes one zone, and was given a and b/],
    ['a..b', /a\.\.b is not a domain name/],
    ['a --ns ns/192.0.2', /--ns takes NAME or NAME\/ADDRESS/],
    ['a --ns ns/192.0.2.1/24', /--ns takes NAME or NAME\/ADDRESS/],
    ['a --ds 1,2,3', /--ds takes TAG,ALGORITHM,TYPE,DIGEST/],
    ['a --ds 65536,13,2,00', /--ds takes/],
    ['a --port 0', /--port takes a number from 1 to 65535, not 0/],
    ['a --timeout x', /--timeout takes a number from 1 to 60, not x/],
    ['a --no-ipv4 --no-ipv6', /leave no way to ask/],
    ['a --file f --ns ns', /--file and --ns are two delegations/],
    ['a --parent ns', /has no address/],
    ['a --parent b=ns/192.0.2.1 --parent c=ns/192.0.2.1', /servers of one zone/],
  ];
  for (const [words, why] of refused) {
    test(`refused: ${words || 'nothing'}`, () => {
      assert.throws(() => parseDelegationOptions(words.split(' ').filter((word) => word !== '')), why);
    });
  }

  test('what only shows when it begins', async () => {
    await assert.rejects(run('zone.example --hints hints --test BASIC99'), /BASIC99 is not a test case/);
    await assert.rejects(run('zone.example --hints nothing'), /nothing is not there/);
    await assert.rejects(run('zone.example --hints zone'), /names no server of the root/);
    await assert.rejects(run('--file nothing --hints hints'), /nothing is not there/);
    await assert.rejects(
      run('zone.example --hints hints --parent other=ns/192.0.2.1'),
      /other\. is not above zone\.example\./,
    );
  });

  test('a name in letters of other scripts, and one in capitals', () => {
    for (const [typed, zone] of [
      ['Bücher.example', 'xn--bcher-kva.example.'],
      ['EXAMPLE.com.', 'example.com.'],
      ['.', '.'],
    ]) {
      const parsed = parseDelegationOptions([typed]);
      assert.ok(parsed.kind === 'delegation');
      assert.equal(parsed.options.zone, zone);
    }
    assert.throws(() => parseDelegationOptions(['\u2260\u200d.example']), /is not a domain name/);
  });

  test('several DS records in one word', () => {
    const parsed = parseDelegationOptions(['a', '--ds', '1,13,2,AA 2,13,2,BB', '--ds', '3,13,2,cc dd']);
    assert.ok(parsed.kind === 'delegation');
    assert.deepEqual(
      parsed.options.ds?.map(({ keyTag, digest }) => [keyTag, ...digest]),
      [
        [1, 0xaa],
        [2, 0xbb],
        [3, 0xcc, 0xdd],
      ],
    );
  });
});
