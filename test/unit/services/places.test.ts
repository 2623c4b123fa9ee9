/**
 * What is answered at odd places, as a whole: in lines and statements that are not finished, in comments and strings, behind the last
 * value. An answer that should be empty is in the tables as well.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CompletionList,
  Hover,
  MarkupContent,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
} from 'vscode-languageserver-types';
import { openSession, textIn } from '../lsp/session.ts';

/** A text, with a `$0` where the cursor is, and what is answered. */
type Row = readonly [text: string, answer: readonly string[]];

const HEAD = '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';

/** The tokens of a line, each with its kind. */
const ZONE_TOKENS: readonly Row[] = [
  ['$GENERATE', ['$GENERATE directive']],
  ['$GENERATE 1-3', ['$GENERATE directive', '1-3 number']],
  ['$GENERATE 1-3 h$', ['$GENERATE directive', '1-3 number', 'h owner.declaration', '$ parameter']],
  ['$GENERATE 1-3 h$ 60', ['$GENERATE directive', '1-3 number', 'h owner.declaration', '$ parameter', '60 ttl']],
  [
    '$GENERATE 1-3 h$ 60 IN',
    ['$GENERATE directive', '1-3 number', 'h owner.declaration', '$ parameter', '60 ttl', 'IN dnsClass'],
  ],
  [
    '$GENERATE 1-3 h$ 60 IN CNAME',
    [
      '$GENERATE directive',
      '1-3 number',
      'h owner.declaration',
      '$ parameter',
      '60 ttl',
      'IN dnsClass',
      'CNAME recordType',
    ],
  ],
  [
    '$GENERATE 1-3/2 h$ IN 60 CNAME w$',
    [
      '$GENERATE directive',
      '1-3/2 number',
      'h owner.declaration',
      '$ parameter',
      'IN dnsClass',
      '60 ttl',
      'CNAME recordType',
      'w domainName',
      '$ parameter',
    ],
  ],
  [
    '$GENERATE 1-3 h${0,3,x} A 192.0.2.$',
    [
      '$GENERATE directive',
      '1-3 number',
      'h owner.declaration',
      '${0,3,x} parameter',
      'A recordType',
      '192.0.2. address',
      '$ parameter',
    ],
  ],
  ['$TTL', ['$TTL directive']],
  ['$TTL 1h', ['$TTL directive', '1h ttl']],
  ['$TTL 1h x', ['$TTL directive', '1h ttl']],
  ['$ORIGIN', ['$ORIGIN directive']],
  ['$ORIGIN x.', ['$ORIGIN directive', 'x. domainName.outOfZone']],
  ['$ORIGIN x. y', ['$ORIGIN directive', 'x. domainName.outOfZone']],
  ['$INCLUDE', ['$INCLUDE directive']],
  ['$INCLUDE f', ['$INCLUDE directive', 'f string']],
  ['$INCLUDE f x.', ['$INCLUDE directive', 'f string', 'x. domainName.outOfZone']],
  ['$INCLUDE f x. y', ['$INCLUDE directive', 'f string', 'x. domainName.outOfZone']],
  ['$NOSUCH a b', ['$NOSUCH directive', 'a number', 'b number']],
  ['w', []],
  ['w 60', []],
  ['w IN 60', []],
  ['w IN 60 MX', ['w owner.declaration', 'IN dnsClass', '60 ttl', 'MX recordType']],
  ['w MX 10', ['w owner.declaration', 'MX recordType', '10 number']],
  ['w MX 10 m', ['w owner.declaration', 'MX recordType', '10 number', 'm domainName']],
  ['w MX 10 m x', ['w owner.declaration', 'MX recordType', '10 number', 'm domainName']],
  ['w TXT "a" b ; c', ['w owner.declaration', 'TXT recordType', '"a" string', 'b string', '; c comment']],
  ['w BOGUS x 1', ['w owner.declaration']],
  [
    'w TYPE65534 \\# 1 00',
    ['w owner.declaration', 'TYPE65534 recordType', '\\# encodedData', '1 number', '00 encodedData'],
  ],
  ['@ SOA a b 1 2', ['@ origin.declaration', 'SOA recordType', 'a domainName', 'b mailbox', '1 number', '2 ttl']],
  [
    'w SVCB 1 . alpn=h2 ipv4hint=192.0.2.1',
    [
      'w owner.declaration',
      'SVCB recordType',
      '1 number',
      '. domainName.outOfZone',
      'alpn property',
      'h2 string',
      'ipv4hint property',
      '192.0.2.1 string',
    ],
  ],
  ['w CAA 0 issue "x"', ['w owner.declaration', 'CAA recordType', '0 number', 'issue property', '"x" string']],
  [
    'w LOC 52 N 4 E 0m',
    ['w owner.declaration', 'LOC recordType', '52 number', 'N enumMember', '4 number', 'E enumMember', '0m number'],
  ],
  [
    'w NSEC a. A TYPE5',
    ['w owner.declaration', 'NSEC recordType', 'a. domainName.outOfZone', 'A recordType', 'TYPE5 recordType'],
  ],
  ['* CH TXT x', ['* owner.declaration', 'CH dnsClass', 'TXT recordType', 'x string']],
];

const CONF_TOKENS: readonly Row[] = [
  ['zone', ['zone keyword']],
  ['zone "a"', ['zone keyword', '"a" domainName.declaration']],
  ['zone "a" {', ['zone keyword', '"a" domainName.declaration']],
  [
    'zone "a" IN { type primary; file "x"; };',
    [
      'zone keyword',
      '"a" domainName.declaration',
      'IN dnsClass',
      'type keyword',
      'primary property',
      'file keyword',
      '"x" string',
    ],
  ],
  [
    'options { allow-query { !10/8; key k; inside; any; "x"; }; };',
    [
      'options keyword',
      'allow-query keyword',
      '10/8 address',
      'key property',
      'k variable',
      'inside variable',
      'any variable.defaultLibrary',
      '"x" variable',
    ],
  ],
  [
    'options { listen-on port 53 { 127.0.0.1; }; };',
    ['options keyword', 'listen-on keyword', 'port property', '53 number', '127.0.0.1 address'],
  ],
  ['acl a { 2001:db8::/32; };', ['acl keyword', 'a variable.declaration', '2001:db8::/32 address']],
  [
    'key k { algorithm hmac-sha256; secret "AAAA"; };',
    ['key keyword', 'k variable.declaration', 'algorithm keyword', 'secret keyword', '"AAAA" encodedData'],
  ],
  [
    'options { nosuch 1; dnssec-enable yes; max-cache-ttl 1w; };',
    [
      'options keyword',
      '1 number',
      'dnssec-enable keyword.deprecated',
      'yes enumMember',
      'max-cache-ttl keyword',
      '1w ttl',
    ],
  ],
  ['/* c\nd */ include "x"; # e', ['include keyword', '"x" string']],
  [
    'view v { match-clients { any; }; };',
    ['view keyword', 'v namespace.declaration', 'match-clients keyword', 'any variable.defaultLibrary'],
  ],
  [
    'logging { channel c { file "x" versions 3 size 1m; severity info; }; category default { c; }; };',
    [
      'logging keyword',
      'channel keyword',
      'c variable.declaration',
      'file keyword',
      '"x" string',
      'versions property',
      '3 number',
      'size property',
      '1m number',
      'severity keyword',
      'category keyword',
      'c variable',
    ],
  ],
];

async function tokensOf(file: string, before: string, text: string): Promise<string[]> {
  const session = await openSession({ files: { [file]: `${before}${text}$0` } });
  const { data } = await session.at<SemanticTokens>('textDocument/semanticTokens/full');
  const legend = session.capabilities.semanticTokensProvider?.legend ?? { tokenTypes: [], tokenModifiers: [] };
  const lines = `${before}${text}`.split('\n');
  const shown: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    line += data[at];
    character = data[at] > 0 ? data[at + 1] : character + data[at + 1];
    const kind = [
      legend.tokenTypes[data[at + 3]],
      ...legend.tokenModifiers.filter((_, bit) => data[at + 4] & (1 << bit)),
    ];
    const word = lines[line].slice(character, character + data[at + 2]);
    if (line >= before.split('\n').length - 1) shown.push(`${word} ${kind.join('.')}`);
  }
  return shown;
}
for (const [text, tokens] of ZONE_TOKENS) {
  test(`tokens of ${text}`, async () =>
    assert.deepEqual(await tokensOf('db.x', '$ORIGIN example.com.\n', text), tokens));
}
for (const [text, tokens] of CONF_TOKENS) {
  test(`tokens of ${text}`, async () => assert.deepEqual(await tokensOf('named.conf', '', text), tokens));
}

/** From the inside to the outside, without the whole file. */
const SELECTIONS: readonly Row[] = [
  ['w A 192.0$0.2.1\nw AAAA ::1\nx A 192.0.2.1', ['192.0.2.1', 'w A 192.0.2.1', 'w A 192.0.2.1\nw AAAA ::1']],
  ['w A 192.0.2.1\nw AAAA ::$01\nx A 192.0.2.1', ['::1', 'w AAAA ::1', 'w A 192.0.2.1\nw AAAA ::1']],
  ['w A 192.0.2.1\nx AAAA ::$01\nw A 192.0.2.1', ['::1', 'x AAAA ::1']],
  [
    '$ORIGIN a.example.com.\nw TXT "a$0 b" c ; d\n$ORIGIN b.example.com.\nx A 192.0.2.2',
    ['a b', '"a b"', '"a b" c', 'w TXT "a b" c', '$ORIGIN a.example.com.\nw TXT "a b" c ; d\n'],
  ],
  [
    '$ORIGIN a.example.com.\nw A 192.0.2.2\n$ORIGIN b.exam$0ple.com.\nx A 192.0.2.2\n',
    ['b.example.com.', '$ORIGIN b.example.com.', '$ORIGIN b.example.com.\nx A 192.0.2.2\n'],
  ],
  ['w A 192.0.2.1 ; com$0ment', ['; comment']],
  ['w SVCB 1 . alpn=h$02 port=1', ['alpn=h2', 'alpn=h2 port=1', '1 . alpn=h2 port=1', 'w SVCB 1 . alpn=h2 port=1']],
  ['w  $0 A 192.0.2.1', ['w   A 192.0.2.1']],
  ['w TXT "a;$0b"', ['a;b', '"a;b"', 'w TXT "a;b"']],
  ['w TXT a\\;$0b ; c', ['a\\;b', 'w TXT a\\;b']],
];

for (const [text, ranges] of SELECTIONS) {
  test(`selections in ${JSON.stringify(text)}`, async () => {
    const session = await openSession({ files: { 'db.example.com': `@ NS ns1\n${text}` } });
    const file = session.texts.get('db.example.com') ?? '';
    const [first] = await session.at<SelectionRange[]>('textDocument/selectionRange', {
      positions: [session.position],
    });
    const shown: string[] = [];
    for (let at: SelectionRange | undefined = first; at; at = at.parent) shown.push(textIn(file, at.range));
    assert.deepEqual(shown, [...ranges, file]);
  });
}

const COMPLETIONS: readonly Row[] = [
  ['w A 192.0.2.1 ; c$0', []],
  ['; $0', []],
  ['w TXT "a $0', []],
  ['$0', ['@', 'ns1', '$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE']],
  ['w MX $0', ['10', '20', '0']],
  ['w MX 10 $0', ['ns1']],
  ['w MX 10 n$0s', ['ns1']],
  ['w MX 10 ns1 $0', []],
  ['w MX ( 10\n $0', ['ns1']],
  ['$$0', ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE']],
  ['$IN$0', ['$ORIGIN', '$INCLUDE']],
  ['$TTL $0', ['300', '900', '3600', '14400', '86400', '604800']],
  ['$TTL 1h $0', []],
  ['$ORIGIN $0', ['example.com.', 'ns1.example.com.']],
  ['$GENERATE $0', ['1-254', '0-255', '1-10', '0-254/2']],
  ['$GENERATE 1-3 $0', ['$', 'host-$', 'host-${0,3,d}', '${0,2,n}']],
  ['\\$0', []],
  ['w BOGUS $0', []],
  ['@ SOA $0', ['ns1']],
  ['@ SOA ns1 host $0', ['2026012101', '1768996800', '1']],
  ['w CAA 0 $0', ['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc', 'contactemail', 'contactphone']],
  [
    'w SVCB 1 . $0',
    [
      'mandatory',
      'alpn',
      'no-default-alpn',
      'port',
      'ipv4hint',
      'ech',
      'ipv6hint',
      'dohpath',
      'ohttp',
      'tls-supported-groups',
      'docpath',
    ],
  ],
  [
    'w SVCB 1 . alpn=h3 $0',
    [
      'mandatory',
      'no-default-alpn',
      'port',
      'ipv4hint',
      'ech',
      'ipv6hint',
      'dohpath',
      'ohttp',
      'tls-supported-groups',
      'docpath',
    ],
  ],
  ['w SVCB 1 . alpn=$0', ['h2', 'h3', 'http/1.1', 'dot', 'doq']],
  ['w SVCB 1 . alpn=h2,$0', ['h3', 'http/1.1', 'dot', 'doq']],
  ['w SVCB 1 ns1 ipv4hint=$0', ['192.0.2.1']],
  ['w SVCB 1 . mandatory=$0', []],
  ['w SVCB 1 . port=1 mandatory=$0', ['port']],
  ['w TYPE1 $0', []],
  ['@ IPSECKEY 10 3 2 $0', ['ns1']],
  ['@ IPSECKEY 10 0 2 $0', ['.']],
  ['w A $0', []],
  ['w AAAA $0', []],
];

const CONF_COMPLETIONS: readonly Row[] = [
  ['// $0', []],
  ['/* $0 */', []],
  ['options { directory "$0"; };', []],
  [
    'zone "a" { type $0',
    ['primary', 'secondary', 'mirror', 'forward', 'hint', 'redirect', 'static-stub', 'stub', 'master', 'slave'],
  ],
  ['zone "a" { type p$0; };', ['primary']],
  ['options { recursion $0', ['yes', 'no']],
  [
    'options {\n\trecursion yes\n\tallow-$0\n};',
    [
      'allow-new-zones',
      'allow-proxy',
      'allow-proxy-on',
      'allow-query-cache',
      'allow-query-cache-on',
      'allow-recursion',
      'allow-recursion-on',
      'allow-notify',
      'allow-query',
      'allow-query-on',
      'allow-transfer',
      'allow-update',
      'allow-update-forwarding',
    ],
  ],
  ['acl inside { any; };\noptions { allow-query { i$0', ['inside']],
  ['key k { algorithm $0', ['hmac-sha256', 'hmac-sha384', 'hmac-sha512', 'hmac-sha224', 'hmac-sha1', 'hmac-md5']],
  ['key k { secret $0', []],
  ['key k { };\noptions { allow-transfer { key $0', ['k']],
  ['view v { zone "a" { in-view $0', []],
  ['zone "a" { dnssec-policy $0', ['default', 'insecure', 'none']],
  ['logging { category x { $0', ['default_syslog', 'default_debug', 'default_stderr', 'default_logfile', 'null']],
  ['include "$0"', ['db.a']],
  ['options { dnssec-validation $0', ['yes', 'no', 'auto']],
  ['zone "a" IN $0', ['{ }']],
  ['zone "a" $0', ['{ }', 'IN', 'CH', 'HS']],
  ['options { forward $0 };', ['first', 'only']],
  ['trust-anchors { . $0', ['static-key', 'initial-key', 'static-ds', 'initial-ds']],
  ['nosuch { $0', []],
];

async function labelsAt(files: Record<string, string>): Promise<string[]> {
  const session = await openSession({ files });
  const { items } = await session.at<CompletionList>('textDocument/completion');
  return items.map(({ label }) => label);
}
for (const [text, labels] of COMPLETIONS) {
  test(`completion at ${JSON.stringify(text)}`, async () =>
    assert.deepEqual(await labelsAt({ 'db.x': `${HEAD}${text}` }), labels));
}
for (const [text, labels] of CONF_COMPLETIONS) {
  test(`completion at ${JSON.stringify(text)}`, async () =>
    assert.deepEqual(await labelsAt({ 'named.conf': text, 'db.a': '@ NS a\n' }), labels));
}

/** The form that is shown, and the part of it that is being typed. */
const SIGNATURES: readonly (readonly [
  file: string,
  text: string,
  shown: readonly [label: string, active: string] | null,
])[] = [
  ['db.x', 'w MX $0', ['MX <preference> <mail server>', '<preference>']],
  ['db.x', 'w MX 10 $0', ['MX <preference> <mail server>', '<mail server>']],
  ['db.x', 'w MX 10 ns1 $0', null],
  ['db.x', '@ SOA a b 1 2h $0', ['SOA <primary> <mailbox> <serial> <refresh> <retry> <expire> <minimum>', '<retry>']],
  ['db.x', 'w $0', ['owner [TTL] [class] type data', '[TTL]']],
  ['db.x', 'w A$0', ['owner [TTL] [class] type data', 'type']],
  ['db.x', '$TTL $0', ['$TTL time', 'time']],
  ['db.x', '$GENERATE 1-3 $0', ['$GENERATE range owner [TTL] [class] type data', 'owner']],
  ['db.x', '$INCLUDE f $0', ['$INCLUDE file [origin]', '[origin]']],
  ['db.x', 'w BOGUS $0', null],
  ['db.x', 'w TXT "a" "b$0', ['TXT <text…>', '<text…>']],
  ['db.x', 'w NSEC a A AAAA$0', ['NSEC <next name> [types…]', '[types…]']],
  ['db.x', '; w MX $0', null],
  ['db.x', 'w MX ( 10 ; x\n $0', ['MX <preference> <mail server>', '<mail server>']],
  [
    'named.conf',
    'options { listen-on $0',
    [
      'listen-on [ port <integer> ] [ proxy <string> ] [ tls <string> ] [ http <string> ] { <address_match_element>; ... };',
      '[ port <integer> ]',
    ],
  ],
  [
    'named.conf',
    'options { listen-on port $0',
    [
      'listen-on [ port <integer> ] [ proxy <string> ] [ tls <string> ] [ http <string> ] { <address_match_element>; ... };',
      '[ port <integer> ]',
    ],
  ],
  ['named.conf', 'options { recursion $0yes; };', ['recursion <boolean>;', '<boolean>']],
  ['named.conf', 'options { nosuch $0', null],
  ['named.conf', 'zone $0', ['zone <string> [ <class> ] { ... };', '<string>']],
  ['named.conf', 'options { $0', null],
  ['named.conf', '// options { recursion $0', null],
  [
    'named.conf',
    'options { allow-query { $0',
    ['allow-query { … { <address_match_element>; ... }; … };', '{ <address_match_element>; ... }'],
  ],
];

for (const [file, text, shown] of SIGNATURES) {
  test(`signature at ${JSON.stringify(text)}`, async () => {
    const session = await openSession({ files: { [file]: text } });
    const help = await session.at<SignatureHelp | null>('textDocument/signatureHelp');
    const signature = help?.signatures[help.activeSignature ?? 0];
    if (!help || !signature) return assert.equal(help, shown);
    const active = signature.parameters?.[signature.activeParameter ?? help.activeParameter ?? 0].label ?? '';
    const part = typeof active === 'string' ? active : signature.label.slice(...active);
    assert.deepEqual([signature.label, part], shown);
  });
}

/** What follows is not of interest here. */
const MORE = '…';

/** The paragraphs of a hover behind its first one, which says what the field is. */
const HOVERS: readonly (readonly [text: string, paragraphs: readonly string[] | null])[] = [
  ['k DNSKEY 12$08 3 8 AAAA', ['`128`: revoked.', 'Key tag: **904**', MORE]],
  ['k DNSKEY 327$068 3 8 AAAA', ['Key tag: **33544**', MORE]],
  [
    'k DNSKEY 25$07 3 8 AAAA',
    ['`257`: Key-signing key: zone key with the secure entry point bit.', 'Key tag: **1033**', MORE],
  ],
  ['k DNSKEY 644$009 3 8 AAAA', ['`64409`: zone key, secure entry point and revoked.', MORE]],
  ['k DNSKEY x$0 3 8 AAAA', []],
  ['w CH$0 TXT x', []],
  ['w CH$0 SVCB 1 .', ['The form of this type is only defined for the class IN.']],
  ['w  $0  A 192.0.2.1', null],
  ['w A $0 192.0.2.1', null],
  ['; c$0omment', null],
  ['w APL 1:192.0.2.0$0/24', ['**`192.0.2.0`**', MORE]],
  ['w APL !2:2001$0:db8::/32', ['**`2001:db8::`**', MORE]],
  ['w APL 1:x$0', []],
  ['w IPSECKEY 10 1 2 192.0.$02.38 AAAA', ['**`192.0.2.38`**', MORE]],
  [
    'w IPSECKEY 10 3 2 ns1$0 AAAA',
    [
      '**`ns1.example.com.`**',
      'Relative: `ns1` with the origin `example.com.` added, in the zone `example.com.`.',
      'Addresses: `192.0.2.1`',
    ],
  ],
  ['w IPSECKEY 10 0 2 .$0 AAAA', []],
  [
    '@ MX 10 gon$0e',
    [
      '**`gone.example.com.`**',
      'Relative: `gone` with the origin `example.com.` added, in the zone `example.com.`.',
      'This zone has no records of it.',
    ],
  ],
  [
    '*.w A 192.0.2.1\n@ MX 10 a.w$0',
    [
      '**`a.w.example.com.`**',
      'Relative: `a.w` with the origin `example.com.` added, in the zone `example.com.`.',
      'The wildcard `*.w.example.com.` answers for it.',
    ],
  ],
  [
    'w CNAME ns1\n@ MX 10 w$0',
    [
      '**`w.example.com.`**',
      'Relative: `w` with the origin `example.com.` added, in the zone `example.com.`.',
      'An alias of `ns1.example.com.`.',
    ],
  ],
  ['w TYPE1 \\# 4 C000$00201', ['The same as `A 192.0.2.1`']],
  ['@ NSEC w A$0 TYPE99', ['A: An IPv4 address of the owner.']],
  ['@ NSEC w TYPE65$0000', ['TYPE65000: a type without a name.']],
  ['w CAA 0 iss$0ue "x"', ['`issue`: Who may issue certificates for this name; `;` is nobody.']],
  ['w CAA 0 no$0such "x"', []],
  ['w LOC 52 N 4 E 0$0m', []],
  [
    'w RRSIG A 8 2 60 20260$0201000000 20260101000000 1 example.com. AAAA',
    [
      '1 February 2026 00:00:00 UTC, in 1 week 3 days 12 hours.',
      '**Valid** for 1 week 3 days 12 hours more, of 4 weeks 3 days in all.',
    ],
  ],
  [
    'w RRSIG A 8 2 60 20260$0101000000 20251201000000 1 example.com. AAAA',
    [
      '1 January 2026 00:00:00 UTC, 2 weeks 6 days 12 hours ago.',
      '**Expired** 2 weeks 6 days 12 hours ago: resolvers that validate refuse the records.',
    ],
  ],
  ['w SSHFP 1 1 AA$0', ['1 octet.']],
  ['$INCLUDE f$0', ['The file `f` is not there.']],
  ['w SVCB 1 . ke$0y9=x', ['`tls-supported-groups` (key 9, IANA): TLS groups that the service supports.']],
];
for (const [text, paragraphs] of HOVERS) {
  test(`hover at ${JSON.stringify(text)}`, async () => {
    const session = await openSession({ files: { 'db.x': `${HEAD}${text}` } });
    const hover = await session.at<Hover | null>('textDocument/hover');
    const [, ...shown] = (hover?.contents as MarkupContent | undefined)?.value.split('\n\n') ?? [];
    if (paragraphs === null || !hover) assert.equal(hover, paragraphs);
    else if (paragraphs.at(-1) === MORE)
      assert.deepEqual(shown.slice(0, paragraphs.length - 1), paragraphs.slice(0, -1));
    else assert.deepEqual(shown, paragraphs);
  });
}
