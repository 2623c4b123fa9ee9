import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readWay } from '../../../../server/src/live/compare/way.ts';

describe('the words of a comparison', () => {
  const taken: readonly (readonly [words: string, transport: string | undefined, ...servers: readonly string[]])[] = [
    ['', undefined, ''],
    ['192.0.2.53 @ns1.example.test', undefined, '192.0.2.53', 'ns1.example.test'],
    ['[2001:db8::53]:5353', undefined, '2001:db8::53 5353'],
    ['@192.0.2.53 -p 5353', undefined, '192.0.2.53 5353'],
    ['-p 5353', undefined, ' 5353'],
    ['-4 +tcp', 'tcp', ''],
    ['192.0.2.53 +vc', 'tcp', '192.0.2.53'],
    ['tls://dns.test +tls-ca=a.pem', 'tls', 'dns.test'],
    ['192.0.2.53 +tls-host=dns.test +tls', 'tls', '192.0.2.53'],
    ['https://dns.test/other', 'https', 'dns.test'],
    ['dns.test +https-get', 'https', 'dns.test'],
    ['dns.test +tls +notls', undefined, 'dns.test'],
    ['-b 192.0.2.9#4000 192.0.2.53', undefined, '192.0.2.53'],
  ];
  for (const [words, transport, ...servers] of taken) {
    test(words === '' ? 'none' : words, () => {
      const way = readWay(words.split(' ').filter((word) => word !== ''));
      if ('problem' in way) return assert.fail(way.problem);
      assert.equal(way.transport, transport);
      assert.deepEqual(
        way.queries.map(({ server = '', port }) => (port === undefined ? server : `${server} ${port}`)),
        servers,
      );
    });
  }

  test('a path with blanks and quotes in it is one word', () => {
    for (const path of ['a b.pem', "it's.pem", "it's b.pem", 'a "b" c.pem', `'a' "b".pem`]) {
      const way = readWay(['192.0.2.53', `+tls-ca=${path}`]);
      if ('problem' in way) return assert.fail(way.problem);
      assert.equal(way.queries[0].tlsCaFile, path);
    }
  });

  const refused: readonly (readonly [words: string, problem: RegExp])[] = [
    ['192.0.2.53 +short', /`\+short` is not a word of a comparison/],
    ['192.0.2.53 +trace', /`\+trace` is not a word/],
    ['192.0.2.53 +nonsense', /`\+nonsense` is not a word/],
    ['192.0.2.53 -k file', /`-k` is not a word/],
    ['192.0.2.53 -p', /`-p` needs/],
    ['192.0.2.53 -p 0', /from 1 to 65535/],
    ['quic://dns.test', /QUIC is not spoken here/],
    ['tls://dns.test 192.0.2.53', /asked in one way/],
    ['192.0.2', /is no IPv4 address/],
  ];
  for (const [words, problem] of refused) {
    test(`refused: ${words}`, () => {
      const way = readWay(words.split(' '));
      assert.match('problem' in way ? way.problem : 'taken', problem);
    });
  }
});
