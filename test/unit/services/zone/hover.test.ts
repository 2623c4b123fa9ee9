import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneHover } from '../../../../server/src/services/zone/hover.ts';
import { hoverAt, makeWorkspace, openAt, type ZoneSpec } from './harness.ts';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly has: readonly string[];
  readonly hasNot?: readonly string[];
  /** The text that the hover's range covers. */
  readonly about?: string;
}

const SOA = '$TTL 1d\n@ SOA ns1 host.master 2023102701 3600 900 1209600 3600\n';

function check(
  cases: readonly Case[],
  name: string,
  origin: string | undefined,
  others: Record<string, string> = {},
  specs: readonly ZoneSpec[] = [],
): void {
  for (const { what, text, has, hasNot = [], about } of cases) {
    test(`hover: ${what}`, () => {
      const hover = hoverAt(openAt({ [name]: text, ...others }, [{ file: name, origin }, ...specs]));
      for (const fragment of has) assert.ok(hover.value.includes(fragment), `${fragment} is not in:\n${hover.value}`);
      for (const fragment of hasNot) assert.ok(!hover.value.includes(fragment), `${fragment} is in:\n${hover.value}`);
      if (about !== undefined) assert.equal(hover.about, about);
    });
  }
}

const FORWARD: readonly Case[] = [
  {
    what: 'a relative owner has its full name, and what records it has',
    text: `${SOA}w$0ww 3600 IN A 192.0.2.1\nwww AAAA 2001:db8::1\nwww AAAA 2001:db8::2\n`,
    has: [
      '**`www.example.com.`**',
      'Relative: `www` with the origin `example.com.` added',
      'in the zone `example.com.`',
      'A, AAAA (2)',
    ],
    about: 'www',
  },
  {
    what: 'an absolute owner',
    text: `${SOA}www.example.com$0. A 192.0.2.1\n`,
    has: ['Absolute, in the zone `example.com.`'],
  },
  {
    what: '@ is the origin',
    text: '$TTL 1\n$0@ SOA a b 1 1 1 1 1\n',
    has: ['**`example.com.`**', '`@` is the origin, the name of the zone'],
  },
  {
    what: 'a target outside the zone',
    text: `${SOA}@ MX 10 mail.exam$0ple.net.\n`,
    has: ['**Mail server**, field 2 of 2 of MX', 'outside the zone `example.com.`'],
  },
  {
    what: 'a target with its addresses',
    text: `${SOA}@ NS n$0s1\nns1 A 192.0.2.53\n AAAA 2001:db8::53\n`,
    has: ['**Name server** of NS', '`ns1.example.com.`', 'Addresses: `192.0.2.53`, `2001:db8::53`'],
    about: 'ns1',
  },
  { what: 'a target that is not there', text: `${SOA}@ MX 10 m$0ail\n`, has: ['This zone has no records of it.'] },
  {
    what: 'a target that is an alias',
    text: `${SOA}@ MX 10 m$0ail\nmail CNAME www\n`,
    has: ['An alias of `www.example.com.`'],
  },
  {
    what: 'a target that a wildcard answers for',
    text: `${SOA}@ MX 10 m$0ail\n* A 192.0.2.1\n`,
    has: ['The wildcard `*.example.com.` answers for it.'],
  },
  {
    what: 'a name below a delegation',
    text: `${SOA}sub NS ns.sub\nn$0s.sub A 192.0.2.1\n`,
    has: ['Below `sub.example.com.`, which is delegated: addresses here are glue.'],
  },
  {
    what: 'an inherited owner on white space',
    text: `${SOA}www A 192.0.2.1\n $0 AAAA 2001:db8::1\n`,
    has: ['Owner, from the record before: **`www.example.com.`**'],
    about: '  ',
  },
  {
    what: 'an inherited owner on the type',
    text: `${SOA}www A 192.0.2.1\n  A$0AAA 2001:db8::1\n`,
    has: [
      '**AAAA** (type 28, RFC 3596)',
      'Owner: `www.example.com.`, from the record before.',
      'TTL: **1 day** (86400 seconds), from $TTL on line 1.',
    ],
  },
  {
    what: 'an origin that a directive changes',
    text: `${SOA}$ORIGIN sub\nw$0ww A 192.0.2.1\n`,
    has: ['`www.sub.example.com.`', 'with the origin `sub.example.com.` added'],
  },
  { what: 'a name with a backquote', text: `${SOA}a\`$0b A 192.0.2.1\n`, has: ['`` a`b.example.com. ``'] },

  {
    what: 'an IPv6 address',
    text: `${SOA}www AAAA 2001:DB8:0::$020\n`,
    has: [
      '**`2001:db8::20`**',
      'Full form: `2001:0db8:0000:0000:0000:0000:0000:0020`',
      'Documentation: `2001:db8::/32` (RFC 3849)',
      '`0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.`',
      'No reverse zone of the workspace',
    ],
  },
  {
    what: 'an IPv4 address',
    text: `${SOA}www A 10.0$0.0.7\n`,
    has: ['Reverse name: `7.0.0.10.in-addr.arpa.`', 'Private use: `10.0.0.0/8` (RFC 1918)'],
    hasNot: ['Full form'],
  },
  {
    what: 'an address hint',
    text: `${SOA}@ HTTPS 1 . alpn=h2 ipv6hint=2001:db8::1,2001:$0db8::2\n`,
    has: ['`ipv6hint` (key 6, RFC 9460)', '**`2001:db8::2`**'],
  },
  {
    what: 'a quoted parameter',
    text: `${SOA}@ HTTPS 1 . alpn="h$02,h3"\n`,
    has: ['`alpn` (key 1, RFC 9460)', 'field 3 of 3 of HTTPS'],
  },

  {
    what: 'a TTL of its own',
    text: `${SOA}www 1h$030m A 192.0.2.1\n`,
    has: ['TTL: **1 hour 30 minutes** (5400 seconds), from the record itself.'],
    about: '1h30m',
  },
  {
    what: 'a TTL from the SOA',
    text: '@ SOA a b 1 2 3 4 300\nwww $0A 192.0.2.1\n',
    has: ['**5 minutes** (300 seconds), from the last field of the SOA on line 1, since there is no $TTL'],
  },
  {
    what: 'a TTL from the record before',
    text: '@ 600 SOA a b 1 2 3 4 300\nwww $0A 192.0.2.1\n',
    has: ['**10 minutes** (600 seconds), from the record before (`600` on line 1)'],
  },
  {
    what: 'a TTL of 0',
    text: `${SOA}www $00 A 192.0.2.1\n`,
    has: ['**0 seconds**', 'Resolvers do not keep the record'],
  },
  { what: '$TTL', text: '$TT$0L 2h\n', has: ['**$TTL** time', '**2 hours** (7200 seconds)'], about: '$TTL' },
  {
    what: 'the time of $TTL',
    text: '$TTL 2$0h\n',
    has: ['**2 hours** (7200 seconds)'],
    hasNot: ['**$TTL**'],
    about: '2h',
  },
  { what: 'a class', text: `${SOA}www I$0N A 192.0.2.1\n`, has: ['Class **IN**: the Internet.'], about: 'IN' },

  { what: 'SOA primary', text: '@ SOA n$0s1 host 1 2 3 4 5\n', has: ['**Primary**, field 1 of 7 of SOA'] },
  {
    what: 'SOA mailbox',
    text: '@ SOA ns1 host\\.mas$0ter 1 2 3 4 5\n',
    has: ['Mail address: **`host.master@example.com`**'],
    hasNot: ['no records'],
  },
  {
    what: 'SOA serial',
    text: SOA.replace('2023102701', '2023$0102701'),
    has: ['`2023102701`: revision 1 of 27 October 2023.', 'The next one: `2025112101`'],
  },
  {
    what: 'SOA serial that counts',
    text: '@ SOA ns1 host 4$02 2 3 4 5\n',
    has: ['a plain counter', 'The next one: `43`'],
  },
  {
    what: 'SOA refresh',
    text: '@ SOA ns1 host 42 ( 6$00m ; comment\n 3 4 5 )\n',
    has: ['**1 hour** (3600 seconds)', 'RFC 1912', 'RIPE-203'],
  },
  {
    what: 'SOA retry',
    text: '@ SOA ns1 host 42 ( 60m ; comment\n 90$00 4 5 )\n',
    has: ['**Retry**', '**15 minutes**'],
  },
  {
    what: 'SOA expire',
    text: '@ SOA ns1 host 42 ( 60m ; comment\n 9000 2w$0 5 )\n',
    has: ['**Expire**', '**2 weeks**', '2 to 4 weeks'],
  },
  {
    what: 'SOA minimum',
    text: '@ SOA ns1 host 42 ( 60m ; comment\n 9000 2w 1$0h )\n',
    has: ['**Minimum**', 'RFC 2308'],
  },
  { what: 'nothing in a comment', text: '@ SOA ns1 host 42 ( 60m ; com$0ment\n 9000 2w 1h )\n', has: [], about: '' },

  {
    what: 'a type',
    text: `${SOA}@ M$0X 10 mail\n`,
    has: [
      '**MX** (type 15, RFC 1035)',
      '1. **preference**',
      '2. **mail server**',
      'Example: `MX 10 mail.example.com.`',
    ],
    about: 'MX',
  },
  { what: 'an obsolete type', text: `${SOA}@ SP$0F "v=spf1 -all"\n`, has: ['**SPF**', 'Obsolete.'] },
  { what: 'a type without a name', text: `${SOA}@ TYPE6$05000 \\# 1 00\n`, has: ['**TYPE65000**'] },
  { what: 'generic data', text: `${SOA}@ TYPE1 \\# 4 C00$000201\n`, has: ['RFC 3597', 'The same as `A 192.0.2.1`'] },
  { what: 'MX preference', text: `${SOA}@ MX 1$00 mail\n`, has: ['**Preference**, field 1 of 2 of MX'] },
  {
    what: 'DS algorithm',
    text: `${SOA}sub DS 1 $08 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F\n`,
    has: ['`8` RSASHA256', 'Recommended today.'],
  },
  {
    what: 'DS algorithm that is gone',
    text: `${SOA}sub DS 1 RSASHA1$0 2 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F\n`,
    has: ['`5` RSASHA1', 'Must not be used today.'],
  },
  {
    what: 'DS digest type',
    text: `${SOA}sub DS 1 8 $02 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F\n`,
    has: ['SHA-256'],
  },
  {
    what: 'DS digest',
    text: `${SOA}sub DS 1 8 2 D001BD422FFDA9B745425B71DC17 D007$0E691869BD59C5F237D9BF85434C3133F\n`,
    has: ['32 octets.'],
  },
  {
    what: 'DNSKEY flags',
    text: `${SOA}@ DNSKEY 25$07 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==\n`,
    has: ['Key-signing key', 'Key tag: **2371**'],
  },
  {
    what: 'RRSIG expiration',
    text: `${SOA}@ RRSIG A 13 2 3600 202402$001000000 20240101000000 2371 example.com. AAAA\n`,
    has: ['1 February 2024 00:00:00 UTC', 'ago'],
  },
  {
    what: 'RRSIG type covered',
    text: `${SOA}@ RRSIG A$0AAA 13 2 3600 20240201000000 20240101000000 2371 example.com. AAAA\n`,
    has: ['AAAA: An IPv6 address of the owner.'],
  },
  {
    what: 'RRSIG original TTL',
    text: `${SOA}@ RRSIG A 13 2 36$000 20240201000000 20240101000000 2371 example.com. AAAA\n`,
    has: ['**1 hour**'],
  },
  {
    what: 'a type of NSEC',
    text: `${SOA}@ NSEC a A M$0X RRSIG\n`,
    has: ['MX: A server that takes mail for the owner.'],
  },
  { what: 'CAA tag', text: `${SOA}@ CAA 0 issue$0wild ";"\n`, has: ['`issuewild`', 'wildcard'] },
  { what: 'CAA flags', text: `${SOA}@ CAA 12$08 issue ";"\n`, has: ['Critical'] },
  {
    what: 'TLSA usage',
    text: `${SOA}_25._tcp.mail TLSA $03 1 1 D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F\n`,
    has: ['`3` DANE-EE'],
  },
  {
    what: 'a text that is a sender policy',
    text: `${SOA}@ TXT "v=spf1 m$0x -all"\n`,
    has: ['14 octets of at most 255.', 'SPF, RFC 7208'],
    about: 'mx',
  },
  { what: 'a text of two strings', text: `${SOA}@ TXT "a" "b$0\\"c"\n`, has: ['3 octets', 'String 2 of 2.'] },

  { what: '$ORIGIN', text: '$ORIG$0IN sub.example.com.\n', has: ['**$ORIGIN** name', '`sub.example.com.`'] },
  {
    what: '$GENERATE',
    text: `${SOA}$GENER$0ATE 1-100 host-$ A 192.0.2.$\n`,
    has: [
      'Makes 100 records:',
      'host-1 A 192.0.2.1\nhost-2 A 192.0.2.2\nhost-3 A 192.0.2.3\n; ...\nhost-100 A 192.0.2.100',
    ],
  },
  {
    what: '$GENERATE of few',
    text: `${SOA}$GENERATE 1-$04 host-$ A 192.0.2.$\n`,
    has: ['Makes 4 records:', 'host-3 A 192.0.2.3\nhost-4 A 192.0.2.4\n```'],
    hasNot: ['...'],
  },
  {
    what: '$INCLUDE',
    text: `${SOA}$INC$0LUDE more.inc sub\n`,
    has: ['**$INCLUDE** file', '[more.inc](<file:///zones/more.inc>): 2 records.', 'the origin `sub.example.com.`'],
  },
  { what: 'the origin of $INCLUDE', text: `${SOA}$INCLUDE more.inc s$0ub\n`, has: ['**`sub.example.com.`**'] },
  { what: '$INCLUDE of nothing', text: `${SOA}$INC$0LUDE less.inc\n`, has: ['`less.inc` is not there'] },
  { what: 'no hover on an unknown directive', text: '$FO$0O bar\n', has: [], about: '' },
];
check(FORWARD, 'db.example.com', 'example.com.', { 'more.inc': 'a A 192.0.2.1\nb A 192.0.2.2\n' });

const V6 = '8.b.d.0.1.0.0.2.ip6.arpa.';
const REVERSE: readonly Case[] = [
  {
    what: 'a whole address in a reverse owner',
    text: `${SOA}0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.$00.0.0.0.0.0.0.0.0 PTR host.example.com.\n`,
    has: ['Address **`2001:db8::20`**', 'Full form: `2001:0db8:0000:0000:0000:0000:0000:0020`', 'Documentation'],
  },
  {
    what: 'an owner with too few nibbles',
    text: `${SOA}1.0.0.0.0.0.0.0.0.0.0.0.0.0.0$0.0 PTR host.example.com.\n`,
    has: ['**24 nibbles of 32**', '8 are missing', 'Prefix **`2001:db8::1:0:0/96`**'],
  },
  {
    what: 'an owner with too many nibbles',
    text: `${SOA}0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.$00.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2 PTR host.example.com.\n`,
    has: ['**40 nibbles**', '8 too many'],
    hasNot: ['Address **'],
  },
  {
    what: 'nibbles that come from $ORIGIN',
    text: `${SOA}$ORIGIN 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.${V6}\n0.2.0.0.0.$00.0.0 PTR host.example.com.\n`,
    has: ['Address **`2001:db8::20`**'],
  },
  {
    what: 'a prefix in $ORIGIN',
    text: `${SOA}$ORIGIN 0.0.0.0.$01.0.0.0.${V6}\n`,
    has: [
      'Prefix **`2001:db8:1::/64`**',
      'Full form: `2001:0db8:0001:0000:0000:0000:0000:0000/64`',
      '16 nibbles of 32',
    ],
  },
  {
    what: 'the reverse zone itself',
    text: '$TTL 1\n$0@ SOA a b 1 1 1 1 1\n',
    has: ['Prefix **`2001:db8::/32`**', '8 nibbles of 32.'],
  },
  {
    what: 'a label that is no nibble',
    text: `${SOA}20.0.0.$00 PTR host.example.com.\n`,
    has: ['`20` is not one hexadecimal digit'],
  },
  {
    what: 'a reverse name in an SOA',
    text: `$TTL 1\n@ SOA ns.1$0.0.0.0.${V6} b 1 1 1 1 1\n`,
    has: ['**Primary**', '2001:db8:'],
  },
];
check(REVERSE, 'db.2001.db8', V6);

const V4: readonly Case[] = [
  {
    what: 'an in-addr.arpa owner',
    text: `${SOA}2$00 PTR host.example.com.\n`,
    has: ['Address **`192.0.2.20`**', 'TEST-NET-1'],
  },
  { what: 'RFC 2317', text: `${SOA}0/2$05 NS ns.example.com.\n`, has: ['RFC 2317'], hasNot: ['octets of 4'] },
  { what: 'an octet out of range', text: `${SOA}25$06 PTR host.example.com.\n`, has: ['`256` is above 255'] },
  { what: 'a CNAME target in the reverse tree', text: `${SOA}1 CNAME 1.0/2$05\n`, has: ['192.0.2.1'] },
];
check(V4, 'db.192.0.2', '2.0.192.in-addr.arpa.');

check(
  [
    {
      what: 'a misspelt suffix',
      text: `${SOA}1.2.0.192.IN-AD$0DRPA.NET. PTR host.example.com.\n`,
      has: ['looks like a misspelt `in-addr.arpa`'],
    },
  ],
  'db.odd',
  '192.in-addrpa.net.',
);

check(
  [{ what: 'an unknown origin', text: 'w$0ww A 192.0.2.1\n', has: ['`www`', 'not known here'], hasNot: ['\\000'] }],
  'unknown.zone',
  undefined,
);

check(
  [
    {
      what: 'an address with its PTR',
      text: `${SOA}www AAAA 2001:db8::$020\n`,
      has: ['PTR in `db.2001.db8`: `host.example.com.`'],
    },
    {
      what: 'an address without its PTR',
      text: `${SOA}www AAAA 2001:db8::$021\n`,
      has: ['The reverse zone `8.b.d.0.1.0.0.2.ip6.arpa.` (`db.2001.db8`) has no PTR record for it.'],
    },
    {
      what: 'a target in another zone',
      text: `${SOA}@ MX 10 mail.exampl$0e.net.\n`,
      has: ['Addresses in `db.example.net`: `192.0.2.25`'],
    },
  ],
  'db.example.com',
  'example.com.',
  {
    'db.2001.db8': `${SOA}0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR host.example.com.\n`,
    'db.example.net': `${SOA}mail A 192.0.2.25\n`,
  },
  [
    { file: 'db.2001.db8', origin: V6 },
    { file: 'db.example.net', origin: 'example.net.' },
  ],
);

const ANSWER =
  ';; www.example.com AAAA @192.0.2.53\n;; status NOERROR, flags qr aa rd\n\n;; ANSWER\nwww.example.com. 300 IN AAAA 2001:db8::1\n1.0.0.127.in-addr.arpa. 60 IN PTR localhost.\n\n;; 3 ms\n';
check(
  [
    { what: 'an address in an answer', text: ANSWER.replace('::1', '::$01'), has: ['Full form', 'Reverse name'] },
    {
      what: 'an owner in an answer',
      text: ANSWER.replace('www.example.com. ', 'www$0.example.com. '),
      has: ['Absolute.'],
    },
    { what: 'a reverse owner in an answer', text: ANSWER.replace('127', '12$07'), has: ['Address **`127.0.0.1`**'] },
    { what: 'a comment in an answer', text: ANSWER.replace('status', 'sta$0tus'), has: [], about: '' },
  ],
  'answer.zone',
  undefined,
);

/** Every offset of a text has a hover or none, and nothing throws. */
function hoverEverywhere(text: string, origin: string | undefined): number {
  const { zones, lookup } = makeWorkspace({ 'any.zone': text }, [{ file: 'any.zone', origin }]);
  const [zone] = zones;
  let hovers = 0;
  for (let offset = -1; offset <= text.length + 1; offset++) if (zoneHover(zone, zone.root, offset, lookup)) hovers++;
  return hovers;
}

test('hover: every offset of a zone with everything in it', () => {
  const text = [...FORWARD, ...REVERSE, ...V4].map((each) => each.text.replace('$0', '')).join('\n');
  assert.ok(hoverEverywhere(text, 'example.com.') > text.length / 2);
  assert.ok(hoverEverywhere(text, undefined) > text.length / 2);
});

test('hover: garbage', () => {
  const alphabet = 'aA0.@\\"();:$\n\r\t -_*/=\u00e9\u{1f600}\0{}IN SOA AAAA TXT \\# $GENERATE 1-9 $INCLUDE';
  let seed = 42;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  let hovers = 0;
  for (let round = 0; round < 40; round++) {
    let text = '';
    while (text.length < 200) {
      const start = random(alphabet.length);
      text += alphabet.slice(start, start + 1 + random(8));
    }
    hovers += hoverEverywhere(text, round % 2 === 0 ? '8.b.d.0.1.0.0.2.ip6.arpa.' : undefined);
  }
  // There are types and names in it, of which something is said.
  assert.ok(hovers > 500, `${hovers} hovers`);
  assert.equal(hoverEverywhere('', 'example.com.'), 0);
});

test('hover: a record that reaches over chunks', () => {
  const lines = Array.from({ length: 2000 }, (_, i) => `  "string ${i}"`).join('\n');
  const text = `$TTL 1\n@ SOA a b 1 1 1 1 1\nx TXT (\n${lines} )\ny A 192.0.2.1\n`;
  const { zones, lookup } = makeWorkspace({ 'any.zone': text }, [{ file: 'any.zone', origin: 'example.com.' }]);
  const [zone] = zones;
  const value = (offset: number): string => JSON.stringify(zoneHover(zone, zone.root, offset, lookup)?.contents);
  assert.match(value(text.indexOf('string 1999')), /String 2000 of 2000/);
  assert.match(value(text.indexOf('y A')), /y\.example\.com/);
});
