/** Every word that changes a query: the octets that the real dig sends, beside those that are sent here. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { EDNS_OPTION } from '../../server/src/dns/codes.ts';
import { DASH_WORDS } from '../../server/src/live/dashWords.ts';
import { type DigQuery, readDigLine } from '../../server/src/live/digWords.ts';
import { PLUS_WORDS } from '../../server/src/live/plusWords.ts';
import { buildQuery } from '../../server/src/live/writeQuery.ts';
import { freePort } from './ports.ts';

const digRuns = spawnSync('dig', ['-v']).error === undefined;
const COOKIE = '000a0008';

/** One dig whose queries are taken: each is answered with NXDOMAIN over UDP, and its connection closed over TCP. */
async function sentByDig(words: string): Promise<string[]> {
  const sent: string[] = [];
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      sent.push(`tcp ${Buffer.from(piece as Buffer).toString('hex', 2)}`);
      socket.destroy();
    });
  });
  const port = await freePort();
  tcp.listen(port, '127.0.0.1');
  await once(tcp, 'listening');
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    sent.push(`udp ${message.toString('hex')}`);
    const answer = Buffer.from(message);
    answer[2] |= 0x80;
    answer[3] = 0x03;
    udp.send(answer, from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  const dig = spawn('dig', ['-r', '@127.0.0.1', '-p', String(port), '+tries=1', ...words.split(' ')], {
    stdio: 'ignore',
  });
  await once(dig, 'exit');
  tcp.close();
  udp.close();
  return sent;
}

/** A message without its id, and without the client's cookie where one is made for the query. */
function masked(message: string, query: DigQuery): string {
  const [transport, octets] = message.split(' ');
  const rest = query.options.id === undefined ? octets.slice(4) : octets;
  const at = query.options.freshCookie ? rest.lastIndexOf(COOKIE) : -1;
  return `${transport} ${at < 0 ? rest : rest.slice(0, at + COOKIE.length) + rest.slice(at + COOKIE.length + 16)}`;
}

function sentHere(query: DigQuery): string {
  const { question, options } = query;
  const ednsOptions = [...options.ednsOptions];
  if (options.freshCookie)
    ednsOptions.splice(options.cookieAt, 0, { code: EDNS_OPTION.COOKIE, data: new Uint8Array(8) });
  const { wire } = buildQuery(question, { ...options, ednsOptions }, options.id ?? 0, query.serial);
  return `${options.tcp ? 'tcp' : 'udp'} ${Buffer.from(wire).toString('hex')}`;
}

/** Words that take another way than one query to the server that is named, or that a test of their own has. */
const ELSEWHERE = new Set([
  'trace',
  'nssearch',
  'https',
  'https-get',
  'tls',
  'tls-ca',
  'tls-hostname',
  'search',
  'defname',
  'showsearch',
  'idnin',
]);
const CANNOT_BE_TURNED = new Set([
  'bufsize',
  'domain',
  'ndots',
  'padding',
  'qid',
  'retry',
  'timeout',
  'tries',
  'subnet',
  'opcode',
]);

const plus = PLUS_WORDS.filter(
  ({ of, effect, names }) => of === 'dig' && effect !== 'refused' && !ELSEWHERE.has(names[0]),
);
const LINES = [
  ...plus.flatMap(({ names, example, least, effect }) => {
    const value = example ?? '';
    const on = [`a.test +${names[0]}${value}`, `a.test +${names[0].slice(0, least)}${value}`];
    const off = effect === 'always' || CANNOT_BE_TURNED.has(names[0]) ? [] : [`a.test +no${names[0]}`];
    return [...on, ...off, `+${names[0]}${value} a.test`];
  }),
  ...DASH_WORDS.filter(
    ({ of, effect, letters }) => of.includes('dig') && effect !== 'refused' && !'6kpby'.includes(letters),
  ).map(({ letters, example }) => `a.test -${letters}${example === undefined ? '' : ` ${example}`}`),
  // What hangs together.
  'a.test +noedns +dnssec',
  'a.test +dnssec +noedns',
  'a.test +noedns +nsid',
  'a.test +nsid +noedns',
  'a.test +noedns +bufsize=512',
  'a.test +bufsize',
  'a.test +bufsize=0',
  'a.test +subnet=10/8',
  'a.test +subnet=10.1/16',
  'a.test +subnet=192.0.2.77/20',
  'a.test +subnet=2001:db8::/33',
  'a.test +subnet=0',
  'a.test +subnet=::/0',
  'a.test +noedns +subnet=10/8',
  'a.test +noedns +cookie',
  'a.test +noedns +padding=64',
  'a.test +padding=64 +noedns',
  'a.test +noedns +co',
  'a.test +noedns +expire',
  'a.test +noedns +keepalive',
  'a.test +noedns +ednsflags=1',
  'a.test +ednsflags=0x4321 +dnssec',
  'a.test +edns=0 +ednsflags',
  'a.test +edns=255',
  'a.test +nsid +subnet=1.2.3.0/24 +expire +keepalive +ednsopt=100:0102 +padding=128',
  'a.test +ednsopt=nsid +ednsopt=15:aabb',
  'a.test +ednsopt=3 +noednsopt',
  'a.test +cookie=01020304050607080910111213141516',
  'a.test +nocookie +padding=16',
  'a.test +opcode=15',
  'a.test +opcode=iquery +norec',
  'a.test +opcode=update +header-only',
  'a.test +aa +noad +cd +norec +z',
  'a.test +qid=65535',
  'a.test any',
  'a.test any +notcp',
  'a.test axfr',
  'a.test ixfr=5',
  'a.test ixfr=4294967295',
  'a.test -t ixfr=2024010101',
  'a.test TYPE65280 CLASS32',
  'ch txt version.bind',
  '-x 192.0.2.1',
  '-x 10.1',
  '-x 2001:db8::1',
  'a\\.b.test',
  'a\\032b\\200.test MX',
  '.',
  '. NS',
  '-t MX mx',
  '+domain=x.test a.b.c',
  '+domain=x.test a.b.c +ndots=5',
  '+domain=x.test +ndots=5 a.b.c',
  '+domain=x.test a.b.c.',
  'a.test b.test MX',
  'MX a.test b.test',
  '+dnssec a.test +nodnssec b.test',
  'a.test +norec b.test +tcp',
  '-x 192.0.2.1 b.test',
  'a.test +dns64prefix',
];

describe('the octets of queries', {
  skip: digRuns ? false : 'dig is not installed (Debian: apt install bind9-dnsutils)',
}, () => {
  let equal = 0;
  for (const words of new Set(LINES)) {
    test(words, async () => {
      const line = readDigLine(words);
      assert.ok(!('error' in line), 'error' in line ? line.error.message : '');
      const byDig = await sentByDig(words);
      const queries = line.queries.flatMap((query) => query.searched.map((question) => ({ ...query, question })));
      // What dig asks again over TCP, since the connection is closed, comes as often as it tries.
      const wanted = byDig.filter((message, i) => i === 0 || message.slice(8) !== byDig[i - 1].slice(8));
      const count = Math.min(wanted.length, queries.length);
      assert.ok(count > 0, 'dig sent nothing');
      assert.deepEqual(
        queries.slice(0, count).map((query) => masked(sentHere(query), query)),
        wanted.slice(0, count).map((message, i) => masked(message, queries[i])),
      );
      equal++;
    });
  }
  test('all of them are equal', (context) => {
    context.diagnostic(`${equal} lines with the octets of dig`);
    assert.equal(equal, new Set(LINES).size);
  });
});
