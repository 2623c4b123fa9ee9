import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sendByFetch } from '../../../server/src/browser/fetching.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import { buildQuery } from '../../../server/src/live/writeQuery.ts';

const QUERY = buildQuery({ name: 'a.test.', type: 1, class: 1 }, DEFAULT_OPTIONS, 7);
const SERVER = { address: 'dns.example', port: 443, name: 'dns.example' };

function answer(): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(QUERY.wire);
  made[2] |= 0x80;
  return made;
}

function dns(body: Uint8Array<ArrayBuffer>, status = 200, type = 'application/dns-message'): Response {
  return new Response(body, { status, headers: { 'content-type': type } });
}

describe('DNS over HTTPS by fetch', () => {
  test('GET with the query in the URL, as a page may send it unasked', async () => {
    const asked: [string, RequestInit | undefined][] = [];
    const send = sendByFetch(async (url, init) => {
      asked.push([String(url), init]);
      return dns(answer());
    });
    const result = await send(QUERY, SERVER, 1000);
    assert.equal(result.kind, 'reply');
    const [[url, init]] = asked;
    const { origin, pathname, searchParams } = new URL(url);
    assert.deepEqual([origin, pathname], ['https://dns.example', '/dns-query']);
    assert.deepEqual(Buffer.from(searchParams.get('dns')!, 'base64url'), Buffer.from(QUERY.wire));
    assert.deepEqual(
      [init?.method, init?.body, init?.credentials, init?.redirect],
      ['GET', undefined, 'omit', 'manual'],
    );
  });

  test('POST, another path and another port where they are asked for', async () => {
    let seen: [string, string | undefined] | undefined;
    const send = sendByFetch(async (url, init) => {
      seen = [String(url), init?.method];
      return dns(answer());
    });
    await send(QUERY, { ...SERVER, port: 8443, https: { method: 'POST', path: '/q' } }, 1000);
    assert.deepEqual(seen, ['https://dns.example:8443/q', 'POST']);
  });

  const wrong: readonly [string, () => Promise<Response>, string, RegExp][] = [
    ['a server that does not let pages ask', () => Promise.reject(new TypeError('Failed to fetch')), 'http', /CORS/],
    ['a page', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'http', /text\/html/],
    ['nothing there', async () => dns(answer(), 404), 'http', /HTTP 404/],
    ['an error', async () => new Response('no <b>', { status: 500 }), 'http', /HTTP 500: no <b>/],
    ['garbage', async () => dns(new Uint8Array([1, 2, 3])), 'malformed', /could not be read/],
  ];
  for (const [what, come, kind, message] of wrong) {
    test(what, async () => {
      const result = await sendByFetch(come)(QUERY, SERVER, 1000);
      assert.equal(result.kind, kind);
      assert.match(result.kind === 'reply' ? '' : result.message, message);
    });
  }

  const never: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      const stop = () => reject(new Error('aborted'));
      if (init?.signal?.aborted) stop();
      init?.signal?.addEventListener('abort', stop);
    });

  test('no answer in time, and one that is not waited for', async () => {
    assert.equal((await sendByFetch(never)(QUERY, SERVER, 1)).kind, 'timeout');
    const abort = new AbortController();
    const sent = sendByFetch(never)(QUERY, SERVER, 60_000, abort.signal);
    abort.abort();
    assert.equal((await sent).kind, 'cancelled');
  });
});
