import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RCODE } from '../../../server/src/dns/codes.ts';
import { type Ask, converse } from '../../../server/src/live/conversation.ts';
import { type DigQuery, parseDigWords } from '../../../server/src/live/digWords.ts';
import { typedConversation } from '../../../server/src/live/typedQuery.ts';
import { answerOf } from './answerText.ts';

const SERVERS = [
  { address: '192.0.2.1', port: 53 },
  { address: '192.0.2.2', port: 53 },
];

/** Asks as the words say; each question gets the next of the answers, and the last one again. Returns what was asked. */
async function asked(words: string, ...rcodes: readonly (keyof typeof RCODE)[]): Promise<string[]> {
  const sent: Ask[] = [];
  const now = (): Date => new Date(0);
  await converse(typedConversation(parseDigWords(words) as DigQuery, SERVERS, now), {
    monotonic: () => 0,
    exchange: async (ask) => {
      sent.push(ask);
      const rcode = rcodes[Math.min(sent.length, rcodes.length) - 1];
      const { response } = answerOf(`a.test. A ${rcode} aa`);
      return {
        kind: 'reply',
        response: rcode === 'BADVERS' ? { ...response, rcode: RCODE.BADVERS } : response,
        ignored: [],
      };
    },
    more: async () => assert.fail(),
    close: () => {},
  });
  return sent.map(({ question, server, transport, options }) => {
    const version = options.ednsVersion === 0 ? '' : ` EDNS ${options.ednsVersion}`;
    return `${question.name} ${server.address} ${transport}${version}`;
  });
}

test('a name is completed until it exists', async () => {
  const words = '+domain=x.test a';
  assert.deepEqual(await asked('+domain=x.test host', 'NXDOMAIN', 'NOERROR'), [
    'host.x.test. 192.0.2.1 udp',
    'host. 192.0.2.1 udp',
  ]);
  assert.deepEqual(await asked('+domain=x.test host', 'NOERROR'), ['host.x.test. 192.0.2.1 udp']);
  assert.deepEqual(await asked(`${words}.b.`, 'NXDOMAIN'), ['a.b. 192.0.2.1 udp']);
});

test('+nofail asks the next server after SERVFAIL', async () => {
  assert.deepEqual(await asked('a.test', 'SERVFAIL', 'NOERROR'), ['a.test. 192.0.2.1 udp']);
  assert.deepEqual(await asked('a.test +nofail', 'SERVFAIL', 'NOERROR'), [
    'a.test. 192.0.2.1 udp',
    'a.test. 192.0.2.2 udp',
  ]);
});

test('+edns=1 is negotiated, and with +noednsneg it is not', async () => {
  assert.deepEqual(await asked('a.test +edns=1', 'BADVERS', 'NOERROR'), [
    'a.test. 192.0.2.1 udp EDNS 1',
    'a.test. 192.0.2.1 udp',
  ]);
  assert.deepEqual(await asked('a.test +edns=1 +noednsneg', 'BADVERS'), ['a.test. 192.0.2.1 udp EDNS 1']);
});

test('BADCOOKIE is asked again, over TCP at last, and with +nobadcookie it is not', async () => {
  assert.deepEqual(await asked('a.test', 'BADCOOKIE'), [
    'a.test. 192.0.2.1 udp',
    'a.test. 192.0.2.1 udp',
    'a.test. 192.0.2.1 tcp',
  ]);
  assert.deepEqual(await asked('a.test +nobadcookie', 'BADCOOKIE'), ['a.test. 192.0.2.1 udp']);
});

test('the transport that is typed', async () => {
  assert.deepEqual(await asked('a.test +tls', 'NOERROR'), ['a.test. 192.0.2.1 tls']);
  assert.deepEqual(await asked('a.test +https', 'NOERROR'), ['a.test. 192.0.2.1 https']);
});
