import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Asker } from '../../../server/src/live/askLine.ts';
import { askWordsWith, isPublicServer, type WordsRequest } from '../../../server/src/live/askWords.ts';
import { failure } from '../../../server/src/live/conversation.ts';
import { IN_BROWSER } from '../../../server/src/live/notDone.ts';
import type { Server } from '../../../server/src/live/transport.ts';

function askerTo(address: string): {
  sent: string[];
  asker: () => Pick<Asker, 'runtime' | 'findServers' | 'readFile' | 'keyNamed'>;
} {
  const sent: string[] = [];
  const send = async (_query: unknown, server: Server) => {
    sent.push(server.address);
    return failure('refused', 'Nobody is there.');
  };
  const runtime = {
    transports: { udp: send, tcp: send },
    clock: { monotonic: () => 0, now: () => new Date(0) },
    random: (octets: number) => new Uint8Array(octets),
  };
  const asker = () => ({
    runtime,
    findServers: async () => ({ servers: [{ address, port: 53 }], missing: [] }),
    readFile: async () => ({ problem: 'No file.' }),
    keyNamed: async () => ({ problem: 'No key.' }),
  });
  return { sent, asker };
}

const REQUEST: WordsRequest = {
  words: 'www.in.example',
  always: '',
  inside: (names) => names.map((name) => ({ name, zone: 'in.example.' })),
  letsLeave: false,
  keyText: () => undefined,
  folder: undefined,
  signal: new AbortController().signal,
  say: () => undefined,
};

describe('a name for the inside', () => {
  const cases: readonly [string, string, boolean, boolean][] = [
    ['goes to no public server', '9.9.9.9', false, false],
    ['nor to one over IPv6', '2620:fe::9', false, false],
    ['goes there where the user lets it', '9.9.9.9', true, true],
    ['goes to a server of the inside', '10.0.0.53', false, true],
    ['and to one of this machine', '::1', false, true],
  ];
  for (const [what, address, letsLeave, isSent] of cases) {
    test(what, async () => {
      const { sent, asker } = askerTo(address);
      const answer = await askWordsWith(asker)({ ...REQUEST, letsLeave });
      assert.equal(sent.length > 0, isSent);
      if (!isSent) assert.match('text' in answer ? answer.text : '', /Nothing was sent to .*is a name for the inside/);
    });
  }
});

test('words that are none, and what a browser cannot do, are refused', async () => {
  const { sent, asker } = askerTo('9.9.9.9');
  const words = async (text: string) => await askWordsWith(asker, IN_BROWSER)({ ...REQUEST, words: text });
  assert.match(JSON.stringify(await words('a.test +nonsense')), /refused.*nonsense/);
  assert.match(JSON.stringify(await words('a.test AXFR @https://dns.example')), /refused.*takes TCP/);
  assert.deepEqual(sent, []);
});

test('who is reached over the internet', () => {
  const cases: readonly [string, boolean][] = [
    ['9.9.9.9', true],
    ['192.168.1.1', false],
    ['fe80::1%eth0', false],
    ['2001:4860:4860::8888', true],
    ['dns.example', true],
    ['ns.home.arpa', false],
    ['localhost', false],
  ];
  for (const [address, expected] of cases) assert.equal(isPublicServer({ address }), expected, address);
});
