/** Live queries over LSP: who may have them sent, and what is sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AskWords, WordsRequest } from '../../../server/src/live/askWords.ts';
import { openSession, type SessionOptions } from './session.ts';

const ANSWERED = { text: '; an answer\n', language: 'zone', end: 'ok' } as const;
const COMMAND = { command: 'bailiwick.query', arguments: ['a.test AAAA'] };

/** Notes what is asked, and answers. */
function noting(): { asked: WordsRequest[]; ask: AskWords } {
  const asked: WordsRequest[] = [];
  const ask: AskWords = async (request) => {
    asked.push(request);
    return request.words === 'wrong' ? { refused: 'That is no query.' } : ANSWERED;
  };
  return { asked, ask };
}

function session(options: object, ask?: AskWords, more: Partial<SessionOptions> = {}) {
  return openSession({ files: {}, options, isGuest: true, ...(ask && { ask }), ...more });
}

describe('queries of editors', () => {
  const refused: readonly [string, object, RegExp][] = [
    ['the editor says nothing', {}, /Queries are off: .*initializationOptions\.queries/],
    ['the editor says no', { queries: false }, /Queries are off/],
    ['something else than true', { queries: 'yes' }, /Queries are off/],
    ['a workspace that is not trusted', { queries: true, trusted: false }, /not trusted/],
  ];
  for (const [what, options, reason] of refused) {
    test(`nothing is sent: ${what}`, async () => {
      const { asked, ask } = noting();
      const { request, capabilities } = await session(options, ask);
      const { commands = [] } = capabilities.executeCommandProvider ?? {};
      assert.equal(commands.includes('bailiwick.query'), 'queries' in options && options.queries === true);
      await assert.rejects(request('workspace/executeCommand', COMMAND), reason);
      await assert.rejects(request('bailiwick/sendQuery', { words: 'a.test' }), reason);
      assert.deepEqual(asked, []);
    });
  }

  test('where the editor says that its user is asked', async () => {
    const { asked, ask } = noting();
    const settings = { query: { server: '192.0.2.53', options: '+dnssec' } };
    const { request, capabilities } = await session({ queries: true, settings }, ask);
    assert.ok(capabilities.executeCommandProvider?.commands.includes('bailiwick.query'));
    assert.deepEqual(await request('workspace/executeCommand', COMMAND), ANSWERED);
    assert.deepEqual(
      [asked[0].words, asked[0].always, asked[0].letsLeave],
      ['a.test AAAA', '@192.0.2.53 +dnssec', false],
    );
    await request('workspace/executeCommand', { ...COMMAND, arguments: ['a.test', { inside: true }] });
    assert.equal(asked[1].letsLeave, true);
    assert.deepEqual(await request('bailiwick/sendQuery', { words: 'a.test' }), ANSWERED);
    await assert.rejects(request('bailiwick/sendQuery', { words: 'wrong' }), /That is no query\./);
  });

  test('a client with a command of this name is not offered another', async () => {
    const { ask } = noting();
    const { capabilities, request } = await session({ queries: true, commands: true }, ask);
    assert.equal(capabilities.executeCommandProvider, undefined);
    assert.deepEqual(await request('bailiwick/sendQuery', { words: 'a.test' }), ANSWERED);
  });

  test('where nothing sends', async () => {
    const { request } = await session({ queries: true });
    await assert.rejects(request('workspace/executeCommand', COMMAND), /cannot be sent from here/);
  });

  test('names of the inside and keys are those of the workspace', async () => {
    const { asked, ask } = noting();
    const conf = `key x { algorithm hmac-sha256; secret "c2VjcmV0"; };
view in { match-clients { 10.0.0.0/8; }; zone "in.example" { type primary; file "db.o"; }; };
view out { match-clients { any; }; };
`;
    const files = { 'named.conf': conf, 'db.o': '$TTL 1h\n@ SOA ns host 1 2h 1h 2w 1h\n@ NS ns\nns A 10.0.0.1\n' };
    const { request, settled } = await session({ queries: true }, ask, { files });
    await settled();
    await request('bailiwick/sendQuery', { words: 'a.test' });
    const [{ inside, keyText }] = asked;
    assert.deepEqual(
      inside(['a.in.example.', 'a.test.']).map(({ name, zone }) => [name, zone]),
      [['a.in.example.', 'in.example.']],
    );
    assert.equal(keyText('X.'), conf);
    assert.equal(keyText('y'), undefined);
  });
});
