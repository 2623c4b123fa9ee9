/** `bailiwick compare`: words, servers, keys, exit statuses. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compare } from '../../../server/src/cli/compare.ts';
import { parseCompareOptions } from '../../../server/src/cli/compareOptions.ts';
import { TYPE } from '../../../server/src/dns/types.ts';
import type { Ask, Conversation } from '../../../server/src/live/conversation.ts';
import { converse, failure } from '../../../server/src/live/conversation.ts';
import type { Server } from '../../../server/src/live/transport.ts';
import type { LiveMeans } from '../../../server/src/node/liveRuntime.ts';
import { type MemoryServer, recordsOf, wireTo, zoneOf } from '../live/compare/memoryServer.ts';

const ZONE =
  '$ORIGIN example.test.\n$TTL 1h\n@ SOA ns1 host 7 2h 1h 2w 5m\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 AAAA 2001:db8::2\nwww A 192.0.2.7\nx CNAME gone.other.test.\n';
const CONF = `options { directory "."; };
key "inside-key" { algorithm hmac-sha256; secret "c2VjcmV0IG9mIHRoZSB0ZXN0"; };
key "copies" { algorithm hmac-sha512; secret "b3RoZXIgc2VjcmV0"; };
view inside { match-clients { key "inside-key"; }; zone "example.test" { type primary; file "zone"; }; };
view outside { match-clients { 198.51.100.0/24; }; zone "example.test" { type primary; file "zone"; allow-transfer { key copies; }; }; };
`;

let cwd = '';
before(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bailiwick-compare-'));
  writeFileSync(join(cwd, 'zone'), ZONE);
  writeFileSync(join(cwd, 'nameless'), ZONE.replace('$ORIGIN example.test.\n', ''));
  writeFileSync(join(cwd, 'named.conf'), CONF);
  writeFileSync(join(cwd, 'other.key'), 'key "other" { algorithm hmac-sha256; secret "c2VjcmV0"; };\n');
});
after(() => rmSync(cwd, { recursive: true }));

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  /** What was asked, with the key. */
  readonly asked: readonly string[];
}

/** Runs the command with servers in memory: what stands at each address, the zone of the text with changes. */
async function run(
  words: readonly string[],
  texts: Readonly<Record<string, string>>,
  transfers = true,
  watched = false,
): Promise<Ran> {
  const servers = new Map<string, MemoryServer>();
  for (const [address, text] of Object.entries(texts)) {
    const zone = await zoneOf(text);
    servers.set(address, { zone, records: recordsOf(zone), transfers });
  }
  const asked: string[] = [];
  const wires = new Map([...servers].map(([address, server]) => [address, wireTo(server)]));
  const wireOf = ({ server, key, question }: Ask) => {
    asked.push(
      `${server.address}#${server.port} ${question.type === TYPE.AXFR ? 'AXFR' : 'query'} ${key?.name ?? ''}`.trim(),
    );
    return wires.get(server.address);
  };
  const found = (list: readonly Server[]) => ({ servers: list, missing: [] });
  const means = {
    runtime: { clock: { now: () => new Date(0), monotonic: () => 0 } },
    signal: new AbortController().signal,
    resolvers: () => [{ address: '192.0.2.53', port: 53 }],
    serversOf: async (address: string, { port = 53 } = {}) => found([{ address, port }]),
    zoneServers: async (names: readonly string[], known: ReadonlyMap<string, readonly string[]>, { port = 53 } = {}) =>
      found(names.flatMap((name) => (known.get(name) ?? []).map((address) => ({ address, port, name })))),
    run: <Result>(conversation: Conversation<Result>, how = {}) =>
      converse(conversation, {
        exchange: async (ask, signal) => wireOf(ask)?.exchange(ask, signal) ?? failure('timeout', 'No answer came.'),
        more: async (ask, signal) => wires.get(ask.server.address)!.more!(ask, signal),
        monotonic: () => 0,
        ...how,
      }),
    dispose: () => {},
  } as unknown as LiveMeans;
  const parsed = parseCompareOptions(words);
  assert.ok(parsed.kind === 'compare');
  const [out, error]: [string[], string[]] = [[], []];
  const output = {
    cwd,
    print: (text: string) => out.push(text),
    warn: (text: string) => error.push(text),
    watched,
    means,
  };
  const status = await compare(parsed.options, output);
  return { status, out: out.join(''), error: error.join(''), asked };
}

const OWN = { '192.0.2.1': ZONE, '2001:db8::2': ZONE };

describe('bailiwick compare', () => {
  test('all servers of the file, at every address', async () => {
    const { status, out } = await run(['zone'], OWN);
    assert.equal(status, 0, out);
    assert.match(out, /192\.0\.2\.1#53 \(ns1\.example\.test\.\): serial 7; 6 RRsets are the same \(by a transfer\)\./);
    assert.match(out, /2001:db8::2#53 \(ns2\.example\.test\.\): serial 7/);
  });

  test('a difference at one of them, as text and as JSON', async () => {
    const served = { ...OWN, '2001:db8::2': ZONE.replace('192.0.2.7', '192.0.2.8') };
    const { status, out } = await run(['zone'], served);
    assert.equal(status, 1);
    assert.match(out, /The serial is 7 on both sides though data differ: raise it/);
    assert.match(
      out,
      /Served otherwise by 2001:db8::2#53 .*: www\.example\.test\. A 192\.0\.2\.8\n- 3600 192\.0\.2\.7\n\+ 3600 192\.0\.2\.8\n/,
    );
    const json = JSON.parse((await run(['zone', '--format=json'], served)).out);
    assert.equal(json.zones[0].outcome, 'differs');
    assert.deepEqual(json.zones[0].servers[0].differences, []);
    const [difference] = json.zones[0].servers[1].differences;
    assert.deepEqual(
      [difference.kind, difference.line, difference.notServed, difference.notInFile],
      ['data', 8, ['192.0.2.7'], ['192.0.2.8']],
    );
  });

  test('a line for each place', async () => {
    const { status, out } = await run(['zone', '--format=concise'], {
      ...OWN,
      '192.0.2.1': ZONE.replace('192.0.2.7', '192.0.2.8'),
    });
    assert.equal(status, 1);
    assert.match(out, /^zone:8:1: warning: Served otherwise by [^\n]* \[served\/data\]\n$/);
    assert.equal((await run(['zone', '--format=concise'], OWN)).out, '');
  });

  test('how far it is, for who watches, at most once a second', async () => {
    const { error } = await run(['zone'], OWN, true, true);
    assert.match(error, /^192\.0\.2\.1#53 \(ns1\.example\.test\.\) is asked for its serial\n$/);
    assert.equal((await run(['zone'], OWN)).error, '');
  });

  test('an older serial is said once', async () => {
    const { status, out } = await run(['zone', '@192.0.2.1'], {
      '192.0.2.1': ZONE.replace(' 7 ', ' 6 ').replace('www', 'web'),
    });
    assert.equal(status, 1);
    assert.match(out, /serves serial 6, the file has 7: the file is not loaded there.*2 RRsets differ by that/);
    assert.doesNotMatch(out, /Not served by/);
  });

  test('a server that does not answer', async () => {
    const { status, out } = await run(['zone'], { '192.0.2.1': ZONE });
    assert.equal(status, 2);
    assert.match(out, /2001:db8::2#53 \(ns2\.example\.test\.\): No answer came/);
  });

  test('servers, ports and ways that are named', async () => {
    const { asked } = await run(['zone', '@192.0.2.9#5353', '@192.0.2.1', '-p', '99', '--by', 'questions'], {});
    assert.deepEqual([...new Set(asked)], ['192.0.2.9#5353 query', '192.0.2.1#99 query']);
    const { asked: all } = await run(['zone', '@192.0.2.1', '--by=questions'], OWN);
    assert.ok(all.every((each) => !each.includes('AXFR')));
  });

  test('the keys of views', async () => {
    const { status, asked, out } = await run(['zone', '--conf', 'named.conf', '@192.0.2.1'], OWN);
    assert.equal(status, 0, out);
    assert.deepEqual(asked, [
      '192.0.2.1#53 query inside-key.',
      '192.0.2.1#53 AXFR inside-key.',
      '192.0.2.1#53 query',
      '192.0.2.1#53 AXFR copies.',
    ]);
    assert.match(out, /The view outside is for 198\.51\.100\.0\/24/);
    const one = await run(['zone', '--conf', 'named.conf', '--view', 'inside', '@192.0.2.1'], OWN);
    assert.equal(one.asked.length, 2);
    assert.doesNotMatch(`${out}${one.out}`, /c2VjcmV0/);
  });

  test('a key of a file', async () => {
    const { asked } = await run(['zone', '-k', 'other.key', '@192.0.2.1'], OWN);
    assert.deepEqual(asked, ['192.0.2.1#53 query other.', '192.0.2.1#53 AXFR other.']);
    const { status, error } = await run(['zone', '-k', 'named.conf', '--key-name', 'nobody', '@192.0.2.1'], OWN);
    assert.equal(status, 2);
    assert.match(error, /has no key named nobody/);
  });

  test('before it is delegated', async () => {
    const { status, out } = await run(['zone', '--before-delegation'], OWN);
    assert.equal(status, 0, out);
    assert.match(out, /example\.test\. can be delegated: 2 of 2 addresses of its name servers/);
    const other = await run(['zone', '--before-delegation'], { '192.0.2.1': ZONE });
    assert.equal(other.status, 2);
    assert.match(other.out, /should not be delegated yet: 1 of 2 addresses/);
    const fewer = await run(['zone', '--before-delegation'], { ...OWN, '192.0.2.1': ZONE.replace('@ NS ns2\n', '') });
    assert.equal(fewer.status, 1);
    assert.match(fewer.out, /This record is not served by .*, others of example\.test\. NS are/);
  });

  test('one name server can be delegated to, and that it is one is said', async () => {
    const alone = ZONE.replace('@ NS ns2\n', '');
    writeFileSync(join(cwd, 'alone'), alone);
    const { status, out } = await run(['alone', '--before-delegation'], { '192.0.2.1': alone });
    assert.equal(status, 0, out);
    assert.match(
      out,
      /can be delegated: 1 of 1 address.*\nThere is one name server only.*\nNo name server has an IPv6/,
    );
  });

  test('keys in lists that are named, and keys that are kept out', async () => {
    const conf = CONF.replace('match-clients { key "inside-key"; };', 'match-clients { !key copies; inner; };');
    writeFileSync(join(cwd, 'lists.conf'), `acl inner { 10.0.0.0/8; key inside-key; };\n${conf}`);
    const { asked } = await run(['zone', '--conf', 'lists.conf', '--view', 'inside', '@192.0.2.1'], OWN);
    assert.deepEqual(asked, ['192.0.2.1#53 query inside-key.', '192.0.2.1#53 AXFR inside-key.']);
  });

  test('names that records point to', async () => {
    const resolver = await zoneOf('$TTL 60\n@ SOA a b 1 1 1 1 1\n@ NS a\na A 192.0.2.1\n', 'other.test.');
    assert.equal(resolver.apex, 'other.test.');
    const { status, out } = await run(['zone', '--targets'], OWN);
    assert.equal(status, 2, out);
    assert.match(out, /1 are not known\. It cannot be told whether gone\.other\.test\. exists: No answer came/);
  });

  test('what cannot begin', async () => {
    for (const [words, reason] of [
      [['none'], /none is not there/],
      [['nameless'], /--origin NAME says it/],
      [['zone', '--view', 'x'], /no zone of a view x/],
      [['zone', '-k', 'none'], /none is not there/],
      [['zone', '@quic://192.0.2.1'], /QUIC is not spoken/],
    ] as const) {
      const { status, error } = await run(words, OWN);
      assert.equal(status, 2);
      assert.match(error, reason);
    }
    assert.equal((await run(['nameless', '--origin', 'example.test'], { ...OWN })).status, 0);
    for (const words of [
      [],
      ['a', 'b'],
      ['a', '-p', '0'],
      ['a', '--questions', 'x'],
      ['a', '--key-name', 'b'],
      ['a', '@b', '--before-delegation'],
    ])
      assert.throws(() => parseCompareOptions(words), /compare takes|takes a number|names a key|takes no others/);
  });
});
