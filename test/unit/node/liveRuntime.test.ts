import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, test } from 'node:test';
import { liveMeans } from '../../../server/src/node/liveRuntime.ts';

function means(addresses: readonly string[] = ['192.0.2.1', '2001:db8::1']) {
  const said: string[] = [];
  const interrupts = new EventEmitter();
  const find = async (): Promise<readonly string[]> => addresses;
  return { said, interrupts, made: liveMeans({ say: (text) => said.push(text), find, interrupts }) };
}

describe('what commands ask live servers with', () => {
  test('a name is looked up after that was said, and said once', async () => {
    const { said, made } = means();
    const { servers } = await made.serversOf('ns1.example');
    assert.deepEqual(servers, [
      { address: '192.0.2.1', port: 53, name: 'ns1.example' },
      { address: '2001:db8::1', port: 53, name: 'ns1.example' },
    ]);
    await made.serversOf('ns1.example', { family: 6, port: 5353 });
    assert.deepEqual(said, ['the system is asked for the addresses of ns1.example']);
  });

  const words: readonly [string, readonly [string, number, string | undefined]][] = [
    ['@192.0.2.1', ['192.0.2.1', 53, undefined]],
    ['192.0.2.1#5353', ['192.0.2.1', 5353, undefined]],
    ['@[2001:db8::1]:53', ['2001:db8::1', 53, undefined]],
    ['@tls://192.0.2.1', ['192.0.2.1', 853, 'tls']],
    ['@https://192.0.2.1:8443/q', ['192.0.2.1', 8443, 'https']],
    ['@tcp://192.0.2.1', ['192.0.2.1', 53, 'tcp']],
    ['udp://192.0.2.1', ['192.0.2.1', 53, undefined]],
  ];
  for (const [word, expected] of words) {
    test(`${word}: nothing is looked up`, async () => {
      const { said, made } = means();
      const found = await made.typedServers(word);
      if ('problem' in found) return assert.fail(found.problem);
      const { servers, transport } = found;
      assert.deepEqual([servers[0].address, servers[0].port, transport], expected);
      assert.deepEqual(said, []);
    });
  }

  test('what is no server, and a name without addresses, is told', async () => {
    assert.deepEqual(await means().made.typedServers('@192.0.2'), { problem: '`192.0.2` is no IPv4 address.' });
    assert.deepEqual(await means([]).made.typedServers('ns1.example'), {
      problem: 'The name server ns1.example has no address.',
    });
  });

  test('Ctrl+C ends it, and afterwards is the system’s', () => {
    const { interrupts, made } = means();
    interrupts.emit('SIGINT');
    assert.equal(made.signal.aborted, true);
    assert.equal(interrupts.listenerCount('SIGINT'), 0);
    const other = means();
    other.made.dispose();
    assert.equal(other.interrupts.listenerCount('SIGINT'), 0);
    assert.equal(other.made.signal.aborted, false);
  });
});
