import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entries, parse, problems } from './harness.ts';

const SOA = '@ 3600 SOA ns1 host 1 2 3 4 5\n';

interface Case {
  readonly text: string;
  readonly entries?: readonly string[];
  readonly problems?: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  'owner, TTL, class and type': {
    text: 'www 300 IN A 192.0.2.1\n',
    entries: ['www.example.com. 300 A 192.0.2.1'],
  },
  'class before TTL': { text: 'www IN 300 A 192.0.2.1', entries: ['www.example.com. 300 A 192.0.2.1'] },
  'TTL units': { text: 'www 1h30m A 192.0.2.1', entries: ['www.example.com. 5400 A 192.0.2.1'] },
  'no class': { text: '$TTL 60\nwww A 192.0.2.1', entries: ['2 60', 'www.example.com. 60 A 192.0.2.1'] },
  'inherited owner': {
    text: '$TTL 60\nwww A 192.0.2.1\n\tAAAA 2001:db8::1\n \n; comment\n  TXT x',
    entries: [
      '2 60',
      'www.example.com. 60 A 192.0.2.1',
      'www.example.com. 60 AAAA 2001:db8::1',
      'www.example.com. 60 TXT x',
    ],
  },
  'at sign and absolute names': {
    text: '$TTL 1\n@ NS ns1.example.net.\n. TXT root',
    entries: ['2 1', 'example.com. 1 NS ns1.example.net.', '. 1 TXT root'],
  },
  origin: {
    text: '$TTL 1\n$ORIGIN sub\na TXT x\n$ORIGIN example.net.\na TXT x\n',
    entries: ['2 1', '1 sub', 'a.sub.example.com. 1 TXT x', '1 example.net.', 'a.example.net. 1 TXT x'],
  },
  'parentheses over lines, with comments': {
    text: '@ 60 SOA ns1 host (\n\t1 ; serial\n\t2 3 ; (not one)\n 4 5 )\nwww 60 A 192.0.2.1\n',
    entries: ['example.com. 60 SOA ns1 host 1 2 3 4 5', 'www.example.com. 60 A 192.0.2.1'],
  },
  'quotes and escapes': {
    text: 'a\\.b 1 TXT "x; (y)" \\"z "a\\"b"',
    entries: ['a\\.b.example.com. 1 TXT "x; (y)" \\"z "a\\"b"'],
  },
  'unknown type in generic form': {
    text: 'a 1 TYPE65280 \\# 2 beef\na 1 A \\# 4 c0000201',
    entries: ['a.example.com. 1 TYPE65280 \\# 2 beef', 'a.example.com. 1 A \\# 4 c0000201'],
  },
  'octets of an unknown type': {
    text: 'a 1 TYPE65280 \\# 4 abcd\na 1 TYPE65280 \\# 2 zzcd\na 1 TYPE65280 \\#\na 1 TYPE65280 x\na 1 TYPE200 x',
    problems: [
      'zone/bad-rdata|4',
      'zone/bad-rdata|z',
      'zone/bad-rdata|\\#',
      'zone/bad-rdata|TYPE65280',
      'zone/meta-type|TYPE200',
    ],
  },
  'a type of questions that $GENERATE makes': {
    text: '$TTL 1\n$GENERATE 1-2 a$ TYPE200 "\\# 0"\n$GENERATE 1-2 a$ TYPE65280 "\\# 0"',
    problems: ['zone/bad-generate|TYPE200'],
  },
  'SVCB parameters keep their quotes, TXT does not': {
    text: 'a 1 HTTPS 1 . alpn="h2,h3" port=443\na 1 TXT a="b"',
    entries: ['a.example.com. 1 HTTPS 1 . alpn="h2,h3" port=443', 'a.example.com. 1 TXT a= "b"'],
  },
  'quotes within words, with words behind them': {
    text: 'a 1 TXT k="v w" cc "dd" m="n" z',
    entries: ['a.example.com. 1 TXT k= "v w" cc "dd" m= "n" z'],
  },
  'TTL of the record before (RFC 1035) and SOA minimum (BIND)': {
    text: '@ SOA ns1 host 1 2 3 4 77\na 5 TXT x\nb TXT x',
    entries: ['example.com. 77 SOA ns1 host 1 2 3 4 77', 'a.example.com. 5 TXT x', 'b.example.com. 77 TXT x'],
    problems: ['zone/soa-minimum-as-ttl|SOA'],
  },
  'no TTL at all': { text: 'a TXT x', entries: ['!a.example.com. -1 TXT x'], problems: ['zone/ttl-missing|TXT'] },
  generate: {
    text: '$TTL 1\n$GENERATE 1-3/2 h-$ A 192.0.2.$\n$GENERATE 10-11 ${0,3,x} CNAME "x-${-10,2}"\n',
    entries: [
      '2 1',
      '4 1-3/2 h-$ A 192.0.2.$',
      '  h-1.example.com. 1 A 192.0.2.1',
      '  h-3.example.com. 1 A 192.0.2.3',
      '4 10-11 ${0,3,x} CNAME "x-${-10,2}"',
      '  00a.example.com. 1 CNAME x-00',
      '  00b.example.com. 1 CNAME x-01',
    ],
  },
  'after a bad record the next line is read as if nothing had happened': {
    text: `${SOA}x 1 BOGUS y\nwww 1 A 192.0.2.1\nz 1 A 192.0.2\nwww 1 TXT ok\n`,
    entries: [
      'example.com. 3600 SOA ns1 host 1 2 3 4 5',
      '!6 y',
      'www.example.com. 1 A 192.0.2.1',
      '!z.example.com. 1 A 192.0.2',
      'www.example.com. 1 TXT ok',
    ],
    problems: ['zone/unknown-type|BOGUS', 'zone/bad-rdata|192.0.2'],
  },
  'an unclosed quote costs its line': {
    text: 'a 1 TXT "open\nb 1 TXT ok\n',
    entries: ['!a.example.com. 1 TXT "open"', 'b.example.com. 1 TXT ok'],
    problems: ['zone/unbalanced-quotes|"open'],
  },
  'an unclosed parenthesis costs its record': {
    text: '@ 60 SOA ns1 host (\n 1 2 3 4 5\nwww IN A 192.0.2.1\n\tIN MX 10 mail\nmail 60 A 192.0.2.2\n',
    entries: [
      '!example.com. 60 SOA ns1 host 1 2 3 4 5',
      'www.example.com. 60 A 192.0.2.1',
      'www.example.com. 60 MX 10 mail',
      'mail.example.com. 60 A 192.0.2.2',
    ],
    problems: ['zone/unbalanced-parentheses|('],
  },
  'a directive ends an unclosed parenthesis': {
    text: 'a 1 TXT ( x\n$ORIGIN b.\na 1 TXT y\n',
    entries: ['!a.example.com. 1 TXT x', '1 b.', 'a.b. 1 TXT y'],
    problems: ['zone/unbalanced-parentheses|('],
  },
  'words that look like records inside closed parentheses stay words': {
    text: 'a 1 NSEC b (\nA\nMX RRSIG\nNSEC )\nc 1 TXT (\n3600\nIN )\n',
    entries: ['a.example.com. 1 NSEC b A MX RRSIG NSEC', 'c.example.com. 1 TXT 3600 IN'],
  },
  'a stray parenthesis': { text: 'a 1 TXT x )\nb 1 TXT y', problems: ['zone/unbalanced-parentheses|)'] },
  'no owner yet': { text: '\t1 A 192.0.2.1\n', problems: ['zone/no-owner|1'] },
  'names that are none': {
    text: 'a..b 1 TXT x\nc 1 TXT y\n',
    entries: ['!? 1 TXT x', 'c.example.com. 1 TXT y'],
    problems: ['zone/bad-name|.'],
  },
  'class of another zone': { text: 'a 1 CH TXT x', problems: ['zone/class-mismatch|CH'] },
  'unknown directive': { text: '$INLCUDE x\na 1 TXT x', problems: ['zone/unknown-directive|$INLCUDE'] },
  'directives without argument': {
    text: '$TTL\n$ORIGIN\n$INCLUDE\n$TTL soon\n',
    problems: [
      'zone/bad-directive|$TTL',
      'zone/bad-directive|$ORIGIN',
      'zone/bad-directive|$INCLUDE',
      'zone/bad-directive|soon',
    ],
  },
  'a line with an owner only': { text: 'www\nwww 1 TXT x', problems: ['zone/incomplete-record|www'] },
  'meta types': { text: 'a 1 ANY x', problems: ['zone/meta-type|ANY'] },
  'bad generate': {
    text: '$GENERATE 5-1 a A 192.0.2.$\n$GENERATE 1-2 a MX 10 m$\n$GENERATE 1-2 a${x} A 192.0.2.$\n',
    problems: ['zone/bad-generate|5-1', 'zone/bad-generate|m$', 'zone/bad-generate|a${x}'],
  },
  'CRLF and lone CR': {
    text: 'a 1 TXT x\r\nb 1 TXT y\rc 1 TXT z\r\n',
    entries: ['a.example.com. 1 TXT x', 'b.example.com. 1 TXT y', 'c.example.com. 1 TXT z'],
  },
  'a record after $ORIGIN that inherits its owner': {
    text: 'a 1 TXT x\n$ORIGIN b.example.com.\n 1 TXT y\n',
    problems: ['zone/inherited-owner-after-origin|1'],
  },
  nothing: { text: '', entries: [], problems: [] },
};
for (const [name, wanted] of Object.entries(CASES)) {
  test(name, () => {
    const parsed = parse(wanted.text);
    if (wanted.entries) assert.deepEqual(entries(parsed), wanted.entries);
    assert.deepEqual(problems(parsed), wanted.problems ?? []);
  });
}

test('a record over the border of chunks is one record', () => {
  const filler = 'f 1 TXT filler filler filler\n'.repeat(281);
  const text = `${filler}@ 1 SOA ns1 host (\n${'; comment\n'.repeat(3000)} 1 2 3 4 5 )\nlast 1 TXT x\n`;
  const parsed = parse(text);
  assert.ok(parsed.document.chunks.length > 3);
  assert.deepEqual(entries(parsed).slice(-2), ['example.com. 1 SOA ns1 host 1 2 3 4 5', 'last.example.com. 1 TXT x']);
  assert.deepEqual(problems(parsed), []);
});

test('an unclosed parenthesis at the top of a long file costs one record', () => {
  const parsed = parse(`${SOA.replace('1 2', '( 1 2')}${'host 60 IN A 192.0.2.1\n'.repeat(20_000)}`);
  assert.equal(entries(parsed).length, 20_001);
  assert.deepEqual(problems(parsed), ['zone/unbalanced-parentheses|(']);
});

test('an unclosed parenthesis that nothing ends reads to the end of a long file', () => {
  const parsed = parse(`a 1 TXT (\n${' word\n'.repeat(200_000)}`);
  assert.equal(entries(parsed).length, 1);
  assert.deepEqual(problems(parsed), ['zone/unbalanced-parentheses|(']);
});

test('a line of 10 MB', () => {
  const parsed = parse(`a 1 TXT ${'word '.repeat(2_000_000)}\nb 1 TXT x\n`);
  assert.equal(
    parsed.document.chunks.reduce((sum, chunk) => sum + chunk.count, 0),
    2,
  );
});

test('binary text', () => {
  let seed = 11;
  let text = '';
  for (let i = 0; i < 50_000; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    text += String.fromCharCode(seed >>> 24);
  }
  assert.ok(problems(parse(`${text}\nb 1 TXT x\n`)).length > 0);
});
