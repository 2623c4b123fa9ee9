import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../../../server/src/services/shared/tokenLegend.ts';
import { zoneTokens } from '../../../../server/src/services/zone/tokens.ts';
import type { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { ODD, openScene } from './navigationHarness.ts';

interface Token {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** LSP's numbers as offsets and words. */
function decoded(buffer: TextBuffer, data: readonly number[]): Token[] {
  const tokens: Token[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    line += data[at];
    character = data[at] > 0 ? data[at + 1] : character + data[at + 1];
    const start = buffer.offsetAt({ line, character });
    const end = start + data[at + 2];
    const modifiers = TOKEN_MODIFIERS.filter((_, bit) => data[at + 4] & (1 << bit));
    const type = [TOKEN_TYPES[data[at + 3]], ...modifiers].join('.');
    tokens.push({ start, end, shown: `${buffer.slice(start, end)} ${type}` });
  }
  return tokens;
}

const CASES: readonly { readonly what: string; readonly text: string; readonly tokens: readonly string[] }[] = [
  {
    what: 'a record with everything',
    text: 'www 1h IN A 192.0.2.1 ; web\n',
    tokens: ['www owner.declaration', '1h ttl', 'IN dnsClass', 'A recordType', '192.0.2.1 address', '; web comment'],
  },
  {
    what: 'class before TTL',
    text: 'www IN 1h A 192.0.2.1\n',
    tokens: ['www owner.declaration', 'IN dnsClass', '1h ttl', 'A recordType', '192.0.2.1 address'],
  },
  {
    what: '@ as owner and in RDATA, names outside the zone',
    text: '@ MX 10 @\n  MX 20 mail.example.net.\nx.example.net. A 192.0.2.1\n',
    tokens: [
      '@ origin.declaration',
      'MX recordType',
      '10 number',
      '@ origin',
      'MX recordType',
      '20 number',
      'mail.example.net. domainName.outOfZone',
      'x.example.net. owner.declaration.outOfZone',
      'A recordType',
      '192.0.2.1 address',
    ],
  },
  {
    what: 'an SOA in parentheses with comments',
    text: '@ SOA ns1 host.master ( ; open\n  1 ; serial\n  1h 15m 2w 1h )\n',
    tokens: [
      '@ origin.declaration',
      'SOA recordType',
      'ns1 domainName',
      'host.master mailbox',
      '; open comment',
      '1 number',
      '; serial comment',
      '1h ttl',
      '15m ttl',
      '2w ttl',
      '1h ttl',
    ],
  },
  {
    what: 'strings with semicolons',
    text: 'x TXT "a;b" c ; d\n',
    tokens: ['x owner.declaration', 'TXT recordType', '"a;b" string', 'c string', '; d comment'],
  },
  {
    what: 'service parameters',
    text: '@ HTTPS 1 . alpn="h2,h3" no-default-alpn port=8443\n',
    tokens: [
      '@ origin.declaration',
      'HTTPS recordType',
      '1 number',
      '. domainName.outOfZone',
      'alpn property',
      '"h2,h3" string',
      'no-default-alpn property',
      'port property',
      '8443 string',
    ],
  },
  {
    what: 'a signature, with types and mnemonics',
    text: '@ RRSIG A ECDSAP256SHA256 2 3600 20300101000000 20200101000000 1 @ AA AA\n',
    tokens: [
      '@ origin.declaration',
      'RRSIG recordType',
      'A recordType',
      'ECDSAP256SHA256 enumMember',
      '2 number',
      '3600 number',
      '20300101000000 number',
      '20200101000000 number',
      '1 number',
      '@ origin',
      'AA encodedData',
      'AA encodedData',
    ],
  },
  {
    what: 'a generic form',
    text: 'x TYPE1234 \\# 2 00 00\n',
    tokens: [
      'x owner.declaration',
      'TYPE1234 recordType',
      '\\# encodedData',
      '2 number',
      '00 encodedData',
      '00 encodedData',
    ],
  },
  {
    what: 'an obsolete type',
    text: 'x SPF "a"\n',
    tokens: ['x owner.declaration', 'SPF recordType.deprecated', '"a" string'],
  },
  {
    what: 'gateways',
    text: 'x IPSECKEY 10 1 2 192.0.2.1 AA\ny IPSECKEY 10 3 2 gw AA\n',
    tokens: [
      'x owner.declaration',
      'IPSECKEY recordType',
      '10 number',
      '1 number',
      '2 number',
      '192.0.2.1 address',
      'AA encodedData',
      'y owner.declaration',
      'IPSECKEY recordType',
      '10 number',
      '3 number',
      '2 number',
      'gw domainName',
      'AA encodedData',
    ],
  },
  {
    what: 'directives',
    text: '$ORIGIN sub\n$TTL 1d\n$INCLUDE "f" o\n$DATE 20200101000000 ; old\n',
    tokens: [
      '$ORIGIN directive',
      'sub domainName',
      '$TTL directive',
      '1d ttl',
      '$INCLUDE directive',
      '"f" string',
      'o domainName',
      '$DATE directive',
      '20200101000000 number',
      '; old comment',
    ],
  },
  {
    what: '$GENERATE with its placeholders',
    text: '$GENERATE 1-3 host-$ 60 IN A 192.0.2.${0,3,d}\n$GENERATE 1-2 $ PTR "h$.example.com."\n',
    tokens: [
      '$GENERATE directive',
      '1-3 number',
      'host- owner.declaration',
      '$ parameter',
      '60 ttl',
      'IN dnsClass',
      'A recordType',
      '192.0.2. address',
      '${0,3,d} parameter',
      '$GENERATE directive',
      '1-2 number',
      '$ parameter',
      'PTR recordType',
      'h string',
      '$ parameter',
      '.example.com. string',
    ],
  },
  {
    what: 'a line with a wrong type',
    text: 'x TIPE 1 ; c\ny A 192.0.2.1\n',
    tokens: ['x owner.declaration', '; c comment', 'y owner.declaration', 'A recordType', '192.0.2.1 address'],
  },
  { what: 'comments alone', text: '; a\n  ; b\n', tokens: ['; a comment', '; b comment'] },
  {
    what: 'no token over a comment that the grammar takes apart',
    text: '; bailiwick-ignore zone/x\n; a\n',
    tokens: ['; a comment'],
  },
];

for (const { what, text, tokens } of CASES) {
  test(`tokens: ${what}`, async () => {
    const { zone, document } = await openScene({ 'db.example.com': `; zone: example.com\n$0${text}` });
    const found = decoded(document.buffer, zoneTokens(zone, document));
    assert.deepEqual(
      found.map(({ shown }) => shown),
      tokens,
    );
  });
}

const COMMENTED = 2400;

/** More than one chunk, with records that reach over chunks. */
const LONG = `${ODD.replace(/last A \($/m, '')}${'x TXT ( "a" ; one\n "b" )\n'.repeat(COMMENTED)}big TXT (\n${' "some text" ; and a comment\n'.repeat(COMMENTED)})\n${ODD}`;

test('tokens are in order, do not overlap and lie on one line each', async () => {
  const { zone, document } = await openScene({ 'db.example.com': `$0${LONG}` });
  assert.ok(document.chunks.length > 3);
  const tokens = decoded(document.buffer, zoneTokens(zone, document));
  assert.ok(tokens.length > 5000);
  let end = 0;
  for (const token of tokens) {
    assert.ok(token.start >= end && token.end > token.start, `${token.start} ${token.shown}`);
    assert.equal(document.buffer.positionAt(token.start).line, document.buffer.positionAt(token.end).line);
    end = token.end;
  }
  assert.equal(tokens.filter(({ shown }) => shown.startsWith('; and a comment ')).length, COMMENTED);
});

test('the tokens of a range are those of the file that lie in it', async () => {
  const { zone, document } = await openScene({ 'db.example.com': `$0${LONG}` });
  const { buffer } = document;
  const all = decoded(buffer, zoneTokens(zone, document));
  for (let start = 0; start < buffer.length; start += 1777) {
    const range = { start, end: Math.min(buffer.length, start + 2500) };
    assert.deepEqual(
      decoded(buffer, zoneTokens(zone, document, range)),
      all.filter((token) => token.end >= range.start && token.start <= range.end),
    );
  }
});

test('the tokens of a range of a large file are few', async () => {
  const { zone, document } = await openScene({ 'db.example.com': `$0${'x A 192.0.2.1\n'.repeat(10_000)}` });
  assert.ok(zoneTokens(zone, document, { start: 50_000, end: 50_100 }).length < 200);
});
