import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDigLine } from '../../../server/src/live/digWords.ts';
import { lineHelp } from '../../../server/src/live/lineHelp.ts';
import { IN_BROWSER } from '../../../server/src/live/notDone.ts';
import { linesIn, remembered } from '../../../server/src/live/remembered.ts';
import { suggestionsFor } from '../../../server/src/live/suggestions.ts';

const KNOWN = {
  history: ['www.example.com AAAA @192.0.2.1', 'example.com MX'],
  names: ['www.example.com.', 'www2.example.com.'],
  servers: [
    { server: '192.0.2.53', from: 'ns1.example.com.' },
    { server: 'ns1.example.com.', from: 'name server' },
  ],
};

function lines(line: string): string[] {
  return suggestionsFor(line, KNOWN).map((each) => each.line);
}

describe('what a line can go on with', () => {
  test('nothing typed: what was asked before', () => {
    assert.deepEqual(lines(''), KNOWN.history);
  });

  const cases: readonly [string, readonly string[], readonly string[]][] = [
    ['www', ['www.example.com.', 'www2.example.com.', 'www.example.com AAAA @192.0.2.1'], ['wwwx']],
    ['WWW2', ['www2.example.com.'], ['www.example.com.']],
    ['example.com ', ['example.com A', 'example.com AAAA', 'example.com AXFR', 'example.com MX'], ['example.com TSIG']],
    ['example.com D', ['example.com DS', 'example.com DNSKEY', 'example.com DNAME'], ['example.com A']],
    ['example.com @', ['example.com @192.0.2.53', 'example.com @ns1.example.com.', 'example.com @tls://'], []],
    ['example.com @ns', ['example.com @ns1.example.com.'], ['example.com @192.0.2.53']],
    ['example.com +dns', ['example.com +dnssec', 'example.com +dns64prefix'], ['example.com +nsid']],
    ['example.com +norec', ['example.com +norecurse'], []],
    ['example.com +buf', ['example.com +bufsize='], []],
    ['example.com +qu', [], ['example.com +quic']],
    ['example.com -', ['example.com -k', 'example.com -x', 'example.com -b'], ['example.com -m']],
  ];
  for (const [line, has, lacks] of cases) {
    test(`behind ${line}`, () => {
      const found = lines(line);
      for (const one of has) assert.ok(found.includes(one), `${one} in ${found.join(' | ')}`);
      for (const one of lacks) assert.ok(!found.includes(one), one);
    });
  }

  test('every word that is offered can be read', () => {
    for (const start of ['a.test +', 'a.test +no', 'a.test ', 'a.test A']) {
      for (const { line } of suggestionsFor(start, { history: [], names: [], servers: [] })) {
        if (/[=/]$/.test(line)) continue;
        const read = readDigLine(line.includes('+') ? `+domain=x.test ${line}` : line);
        assert.ok(!('error' in read) || /already|needs|value/.test(read.error.message), JSON.stringify([line, read]));
      }
    }
  });
});

test('a line that was asked again comes first, and there are not more than a hundred', () => {
  assert.deepEqual(remembered(['a', 'b'], ' b '), ['b', 'a']);
  const many = Array.from({ length: 100 }, (_, i) => `n${i}`);
  assert.equal(remembered(many, 'new').length, 100);
});

test('in a browser nothing is offered that cannot be asked from there, and what is wrong is said', () => {
  const known = {
    history: ['a.test A @https://dns.test', 'a.test SOA @192.0.2.53'],
    names: [],
    servers: [{ server: '192.0.2.53', from: 'a file' }],
  };
  const help = (line: string, always = '') => lineHelp(line, always, known, IN_BROWSER);
  const offered = (line: string): string[] => help(line).suggestions.map(({ label }) => label);
  assert.deepEqual(offered(''), ['a.test A @https://dns.test']);
  assert.deepEqual(offered('a.test @'), ['@https://']);
  assert.ok(!offered('a.test @https://dns.test +t').includes('+trace'));
  assert.ok(offered('a.test @https://dns.test +d').includes('+dnssec'));
  assert.ok(!offered('a.test @https://dns.test ').includes('AXFR'));
  assert.match(help('a.test @192.0.2.53').wrong ?? '', /DNS over HTTPS only: write `@https:/);
  assert.match(help('a.test +trace @https://dns.test').wrong ?? '', /from the root do not answer over HTTPS/);
  assert.match(help('a.test +nonsense').wrong ?? '', /no word `\+nonsense`/);
  assert.equal(help('a.test AAAA', '@https://dns.test').wrong, undefined);
  assert.deepEqual(linesIn('nothing'), []);
});
