/** The built server with clients that answer none of its requests: it asks for all that it can ask for, and lives. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleId } from '../../server/src/rules/ids.ts';
import { Client } from './client.ts';

const CAPABILITIES = {
  workspace: {
    configuration: true,
    applyEdit: true,
    didChangeConfiguration: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
};
const URI = 'file:///nowhere/db.example.com';
const ZONE = `$ORIGIN example.com.
$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
ns1 A 192.0.2.1
`;
const LAST = { line: 5, character: 0 };

for (const answers of ['errors', 'silence'] as const) {
  test(`a client that answers with ${answers}`, async () => {
    const client = new Client(answers);
    const virtual = 'bailiwick-test:/folder';
    await client.initialize(
      virtual,
      { files: true, committedText: true, settings: { serial: { onSave: 'ask' } } },
      CAPABILITIES,
    );
    client.open(URI, 'zone', ZONE);
    await client.until(URI, has('zone/ns-missing-aaaa'));
    client.change(URI, { start: LAST, end: LAST }, 'www A 192.0.2.2\n');
    client.notify('textDocument/didSave', { textDocument: { uri: URI } });
    client.notify('workspace/didChangeConfiguration', { settings: null });
    client.notify('bailiwick/trusted', {});
    client.change(URI, { start: LAST, end: LAST }, 'bad BOGUS x\n');
    await client.until(URI, has('zone/unknown-type'));
    for (const method of [
      'client/registerCapability',
      'workspace/configuration',
      'workspace/inlayHint/refresh',
      'workspace/codeLens/refresh',
      'window/showMessageRequest',
      'bailiwick/committedText',
      'bailiwick/listFolder',
    ]) {
      assert.ok(client.asked.has(method), method);
    }
    assert.equal(await client.stop(), 0);
  });
}

test('a client that can be asked nothing is asked nothing', async () => {
  const client = new Client('errors');
  await client.initialize('bailiwick-test:/folder');
  client.open(URI, 'zone', `${ZONE}bad BOGUS x\n`);
  await client.until(URI, has('zone/unknown-type'));
  assert.deepEqual([...client.asked], []);
  assert.equal(await client.stop(), 0);
});

function has(rule: RuleId) {
  return (diagnostics: readonly { code?: unknown }[]): boolean => diagnostics.some(({ code }) => code === rule);
}
