import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContentSum, contentOf, minus, NO_CONTENT, plus } from '../../../server/src/zone/content.ts';
import { parse } from './harness.ts';

/** What a text says, in chunks of a line each. */
function sumOf(text: string): ContentSum {
  const { document, names } = parse(text, 'example.com.', undefined, 0);
  return document.chunks.reduce((sum, chunk) => plus(sum, contentOf(chunk, names)), NO_CONTENT);
}

const BASE = '$TTL 60\n@ SOA ns1 host 1 2 3 4 5\nwww A 192.0.2.1\n MX 10 mail\n';

const SAME: Readonly<Record<string, string>> = {
  'another serial': BASE.replace('host 1', 'host 99'),
  'white space and comments': BASE.replace('www A', 'www\t\tA').replace('mail\n', 'mail ; c\n\n; c\n'),
  'line ends': BASE.replaceAll('\n', '\r\n'),
  'another order': '$TTL 60\nwww MX 10 mail\nwww A 192.0.2.1\n@ SOA ns1 host 1 2 3 4 5\n',
  'TTLs written out': BASE.replace('$TTL 60\n', '').replace('@ SOA', '@ 60 SOA').replace('www A', 'www 60 IN A'),
  'an owner made absolute': BASE.replace('www A', 'www.example.com. A'),
  parentheses: BASE.replace('10 mail', '( 10\nmail )'),
};
for (const [what, text] of Object.entries(SAME)) {
  test(`the same content: ${what}`, () => assert.deepEqual(sumOf(text), sumOf(BASE)));
}

const OTHER: Readonly<Record<string, string>> = {
  'another refresh': BASE.replace('1 2 3 4 5', '1 22 3 4 5'),
  'the serial of a generic SOA': `${BASE}x SOA \\# 2 1 2\n`,
  'another TTL': BASE.replace('$TTL 60', '$TTL 61'),
  'another type': BASE.replace('www A', 'www TXT'),
  'another owner': BASE.replace('www A', 'wwx A'),
  'another origin of the names in the data': BASE.replace(' MX', '$ORIGIN sub\nwww.example.com. MX'),
  'words cut elsewhere': BASE.replace('10 mail', '1 0mail'),
  quotes: BASE.replace('10 mail', '10 "mail"'),
  'a record less': BASE.replace(' MX 10 mail\n', ''),
  'a record twice': `${BASE}www A 192.0.2.1\n`,
  'another class': BASE.replace('www A', 'www CH A'),
};
for (const [what, text] of Object.entries(OTHER)) {
  test(`other content: ${what}`, () => {
    assert.notEqual(sumOf(text).first, sumOf(BASE).first);
    assert.notEqual(sumOf(text).second, sumOf(BASE).second);
  });
}

test('the third word of other records is content: it is no serial', () => {
  const made = (data: string): ContentSum => sumOf(`$TTL 60\na ${data}\n`);
  assert.notDeepEqual(made('TXT a b c'), made('TXT a b d'));
  assert.notDeepEqual(made('SRV 0 0 1 host'), made('SRV 0 0 2 host'));
  assert.notDeepEqual(made('SOA \\# 2 0102'), made('SOA \\# 2 0103'));
});

test('what a $GENERATE makes is content, its own line too', () => {
  const made = (line: string): ContentSum => sumOf(`$TTL 60\n${line}\n`);
  assert.notDeepEqual(made('$GENERATE 1-2 a$ A 192.0.2.$'), made('$GENERATE 1-3 a$ A 192.0.2.$'));
  assert.notDeepEqual(
    sumOf('$TTL 60\n$GENERATE 1-2 a$ A 192.0.2.$\n'),
    sumOf('$TTL 61\n$GENERATE 1-2 a$ A 192.0.2.$\n'),
  );
});

test('a chunk that is taken away leaves the sum of the others', () => {
  const { document, names } = parse(BASE, 'example.com.', undefined, 0);
  const [all, ...rest] = [sumOf(BASE), ...document.chunks.map((chunk) => contentOf(chunk, names))];
  assert.deepEqual(rest.reduce(minus, all), NO_CONTENT);
  const big = { first: 0xffffffff, second: 0xffffffff };
  assert.deepEqual(plus(big, { first: 2, second: 3 }), { first: 1, second: 2 });
  assert.deepEqual(minus({ first: 1, second: 2 }, { first: 2, second: 3 }), big);
});
