/** Renumbering a prefix over zones, reverse zones and configurations: what changes, what stays, and what is said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteOf } from '../../workspace/harness.ts';
import { planOf, renumbered } from './harness.ts';

const CONF = `options { directory "/w"; };
zone "example.com" { type primary; file "com"; };
zone "2.0.192.in-addr.arpa" { type primary; file "rev"; };
zone "100.51.198.in-addr.arpa" { type primary; file "new"; };
`;
const APEX = `$TTL 1h
@ SOA ns1.example.net. host.example.net. 7 2h 1h 2w 1h
@ NS ns1.example.net.
@ NS ns2.example.net.
`;
const SITE = { 'named.conf': CONF, com: APEX, rev: APEX, new: APEX };
const WISH = { from: '192.0.2.0/24', to: '198.51.100.0/24', mode: 'replace' } as const;

interface Row {
  readonly what: string;
  /** What is added to the files. */
  readonly before: Readonly<Record<string, string>>;
  /** What then stands there where old addresses stood: replaced, and added. */
  readonly replace?: Readonly<Record<string, string>>;
  readonly add?: Readonly<Record<string, string>>;
  readonly hosts?: readonly string[];
  readonly left?: readonly RegExp[];
  readonly staying?: number;
}

const ROWS: readonly Row[] = [
  {
    what: 'comments, columns and TTLs stay; a copy takes no comment along',
    before: { com: 'www   300 IN  A   192.0.2.7   ; seven\n      TXT "x"\n' },
    replace: { com: 'www   300 IN  A   198.51.100.7   ; seven\n      TXT "x"\n' },
    add: { com: 'www   300 IN  A   192.0.2.7   ; seven\nwww   300 IN  A   198.51.100.7\n      TXT "x"\n' },
  },
  {
    what: 'other addresses stay',
    before: { com: 'www A 192.0.3.7\nold A 192.0.2.1 ; not in 192.0.2.0/24\n' },
    replace: { com: 'www A 192.0.3.7\nold A 198.51.100.1 ; not in 192.0.2.0/24\n' },
  },
  {
    what: 'a PTR record moves into the zone of its new address with its comment',
    before: {
      com: 'www A 192.0.2.7\n',
      rev: '7 PTR www.example.com. ; seven\n',
      new: '5 PTR a.example.com.\n9 PTR b.example.com.\n',
    },
    replace: {
      com: 'www A 198.51.100.7\n',
      rev: '',
      new: '5 PTR a.example.com.\n7 PTR www.example.com. ; seven\n9 PTR b.example.com.\n',
    },
    add: {
      new: '5 PTR a.example.com.\n7 PTR www.example.com.\n9 PTR b.example.com.\n',
      rev: '7 PTR www.example.com. ; seven\n',
    },
  },
  {
    what: 'several names of one address stay together, and relative targets stay what they are',
    before: { rev: '7 PTR www.example.com.\n  PTR mail.example.com.\n8 PTR host\n' },
    replace: {
      rev: '',
      new: '7 PTR www.example.com.\n  PTR mail.example.com.\n8 PTR host.2.0.192.in-addr.arpa.\n',
    },
  },
  {
    what: 'a PTR record stays where its new address has another one',
    before: { com: 'www A 192.0.2.7\n', rev: '7 PTR www.example.com.\n', new: '7 PTR other.example.com.\n' },
    replace: { com: 'www A 198.51.100.7\n', rev: '7 PTR www.example.com.\n', new: '7 PTR other.example.com.\n' },
    left: [/198\.51\.100\.7 has one already, to other\.example\.com\./],
  },
  {
    what: 'an address that somebody has is said and left out, with its PTR record',
    before: { com: 'www A 192.0.2.7\nother A 198.51.100.7\n', rev: '7 PTR www.example.com.\n' },
    replace: { com: 'www A 192.0.2.7\nother A 198.51.100.7\n', rev: '7 PTR www.example.com.\n', new: '' },
    staying: 1,
  },
  {
    what: 'a new address that the host has already is not added again; the old one goes then',
    before: { com: 'www A 192.0.2.7 ; seven\nwww A 198.51.100.7\n' },
    replace: { com: 'www A 198.51.100.7 ; seven\n' },
    add: { com: 'www A 192.0.2.7 ; seven\nwww A 198.51.100.7\n' },
  },
  {
    what: 'lines that take their owner from one that would go keep it',
    before: { com: 'www A 192.0.2.7\n    AAAA 2001:db8::7\nwww A 198.51.100.7\n' },
    replace: { com: 'www A 198.51.100.7\n    AAAA 2001:db8::7\n' },
  },
  {
    what: 'policies, hints and prefix lists',
    before: {
      com: '@ TXT "v=spf1 ip4:192.0.2.0/25 -ip4:192.0.2.7 ~all"\n@ HTTPS 1 . alpn="h2" ipv4hint="192.0.2.7,192.0.2.8"\n@ APL 1:192.0.2.0/24 !1:192.0.2.1/32\n',
    },
    replace: {
      com: '@ TXT "v=spf1 ip4:198.51.100.0/25 -ip4:198.51.100.7 ~all"\n@ HTTPS 1 . alpn="h2" ipv4hint="198.51.100.7,198.51.100.8"\n@ APL 1:198.51.100.0/24 !1:198.51.100.1/32\n',
    },
    add: {
      com: '@ TXT "v=spf1 ip4:192.0.2.0/25 ip4:198.51.100.0/25 -ip4:192.0.2.7 -ip4:198.51.100.7 ~all"\n@ HTTPS 1 . alpn="h2" ipv4hint="192.0.2.7,198.51.100.7,192.0.2.8,198.51.100.8"\n@ APL 1:192.0.2.0/24 1:198.51.100.0/24 !1:192.0.2.1/32 !1:198.51.100.1/32\n',
    },
  },
  {
    what: 'a network of which not all hosts move gets the new one beside it',
    before: { com: 'a A 192.0.2.7\nb A 192.0.2.8\n@ TXT "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.8 -all"\n' },
    replace: {
      com: 'a A 198.51.100.7\nb A 192.0.2.8\n@ TXT "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 ip4:192.0.2.8 -all"\n',
    },
    hosts: ['a.example.com.'],
  },
  {
    what: 'a larger network is said and left; other texts are no policies',
    before: { com: '@ TXT "v=spf1 ip4:192.0.0.0/16 -all"\n@ TXT "ip4:192.0.2.1"\n' },
    replace: { com: '@ TXT "v=spf1 ip4:192.0.0.0/16 -all"\n@ TXT "ip4:192.0.2.1"\n' },
    left: [/192\.0\.0\.0\/16 holds 192\.0\.2\.0\/24 and more/],
  },
  {
    what: 'a string of a policy does not become too long',
    before: { com: `@ TXT "v=spf1 ip4:192.0.2.7 ${'x'.repeat(220)}"\n` },
    add: { com: `@ TXT "v=spf1 ip4:192.0.2.7 ${'x'.repeat(220)}"\n` },
    left: [/255 octets/],
  },
  {
    what: '$GENERATE lines whose whole lies in the prefix',
    before: { com: '$GENERATE 10-20 h$ A 192.0.2.$ ; ten\n$GENERATE 250-260/2 x$ 300 A 192.0.2.${-100}\n' },
    replace: { com: '$GENERATE 10-20 h$ A 198.51.100.$ ; ten\n$GENERATE 250-260/2 x$ 300 A 198.51.100.${-100}\n' },
    add: {
      com: '$GENERATE 10-20 h$ A 192.0.2.$ ; ten\n$GENERATE 10-20 h$ A 198.51.100.$\n$GENERATE 250-260/2 x$ 300 A 192.0.2.${-100}\n$GENERATE 250-260/2 x$ 300 A 198.51.100.${-100}\n',
    },
  },
  {
    what: '$GENERATE lines of which a part lies in the prefix, and those of another reverse zone, are said',
    before: { com: '$GENERATE 1-3 h$ A 192.0.$.1\n', rev: '$GENERATE 1-3 $ PTR h$.example.com.\n' },
    replace: { com: '$GENERATE 1-3 h$ A 192.0.$.1\n', rev: '$GENERATE 1-3 $ PTR h$.example.com.\n' },
    left: [/\$GENERATE on line 5 of com stays/, /\$GENERATE on line 5 of rev stays/],
  },
  {
    what: 'configurations: lists, servers, controls; names and quoted texts stay',
    before: {
      'named.conf':
        'acl ours {\n  192.0.2.0/24; // ours\n  !192.0.2.7;\n};\nserver 192.0.2.9 { bogus yes; };\nview v { match-clients { 192.0.2/24; none; }; include "192.0.2.0"; };\nkey "192.0.2.1" { algorithm hmac-sha256; secret "c2VjcmV0"; };\n',
    },
    replace: {
      'named.conf':
        'acl ours {\n  198.51.100.0/24; // ours\n  !198.51.100.7;\n};\nserver 198.51.100.9 { bogus yes; };\nview v { match-clients { 198.51.100/24; none; }; include "192.0.2.0"; };\nkey "192.0.2.1" { algorithm hmac-sha256; secret "c2VjcmV0"; };\n',
    },
    add: {
      'named.conf':
        'acl ours {\n  192.0.2.0/24;\n  198.51.100.0/24; // ours\n  !192.0.2.7;\n  !198.51.100.7;\n};\nserver 192.0.2.9 { bogus yes; };\nserver 198.51.100.9 { bogus yes; };\nview v { match-clients { 192.0.2/24; 198.51.100/24; none; }; include "192.0.2.0"; };\nkey "192.0.2.1" { algorithm hmac-sha256; secret "c2VjcmV0"; };\n',
    },
  },
];

for (const row of ROWS) {
  test(row.what, async () => {
    const files = Object.fromEntries(
      Object.entries(SITE).map(([path, text]) => [path, text + (row.before[path] ?? '')]),
    );
    for (const mode of ['replace', 'add'] as const) {
      const expected = row[mode];
      if (!expected) continue;
      const { files: after, plan } = await renumbered(files, {
        ...WISH,
        mode,
        ...(row.hosts ? { hosts: row.hosts } : {}),
      });
      for (const [path, text] of Object.entries(expected)) {
        assert.equal(after[path].slice(SITE[path as keyof typeof SITE].length), text, `${path}, ${mode}`);
      }
      for (const wanted of row.left ?? [])
        assert.ok(
          plan.left.some((line) => wanted.test(line)),
          `${wanted}: ${plan.left.join('\n')}`,
        );
      if (!row.left) assert.deepEqual(plan.left, []);
      assert.equal(plan.staying.length, row.staying ?? 0);
    }
  });
}

test('where no reverse zone is for the new address the PTR record stays, and that is said', async () => {
  const files = {
    ...SITE,
    'named.conf': CONF.replace(/^zone "100.*$/m, ''),
    com: `${APEX}www A 192.0.2.7\n`,
    rev: `${APEX}7 PTR www.example.com.\n`,
  };
  const { files: after, plan } = await renumbered(files, WISH);
  assert.equal(after.rev, files.rev);
  assert.match(plan.left.join('\n'), /no reverse zone here is for 198\.51\.100\.7/);
});

test('an $ORIGIN under which all moves is renamed with it', async () => {
  const block = (net: number): string =>
    `${APEX}$ORIGIN ${net}.10.in-addr.arpa.\n7.1 PTR www.example.com.\n$ORIGIN 9.10.in-addr.arpa.\n1.1 PTR other.example.com.\n`;
  const files = { 'named.conf': 'zone "10.in-addr.arpa" { type primary; file "/w/10"; };\n', 10: block(1) };
  const { files: after } = await renumbered(files, { from: '10.1.0.0/16', to: '10.2.0.0/16', mode: 'replace' });
  assert.equal(after[10], block(2));
});

test('an $ORIGIN under which all goes to another zone moves there with its comment, and back', async () => {
  const block = (net: number): string =>
    `\n; the servers\n$ORIGIN 1.${net}.10.in-addr.arpa.\n9 PTR www.example.com.\n7 PTR mail.example.com. ; mail\n`;
  const files = {
    'named.conf':
      'zone "1.10.in-addr.arpa" { type primary; file "/w/1"; };\nzone "2.10.in-addr.arpa" { type primary; file "/w/2"; };\n',
    1: `${APEX}3.3 PTR a.example.com.\n${block(1)}`,
    2: `${APEX}2.2 PTR b.example.com.\n4.4 PTR c.example.com.\n`,
  };
  const there = await renumbered(files, { from: '10.1.0.0/16', to: '10.2.0.0/16', mode: 'replace' });
  assert.equal(there.files[1], APEX);
  assert.equal(
    there.files[2],
    `${APEX}2.2 PTR b.example.com.\n3.3 PTR a.example.com.\n4.4 PTR c.example.com.\n${block(2)}`,
  );
  const hosts = ['a', 'www', 'mail'].map((host) => `${host}.example.com.`);
  const back = await renumbered(there.files, { from: '10.2.0.0/16', to: '10.1.0.0/16', mode: 'replace', hosts });
  assert.deepEqual(back.files, files);
});

test('where others stay under an $ORIGIN the names are absolute, and relative again on the way back', async () => {
  const text = `${APEX}$ORIGIN 1.10.in-addr.arpa.\n7.1 PTR www.example.com.\n8.1 CNAME other.example.com.\n`;
  const files = { 'named.conf': 'zone "10.in-addr.arpa" { type primary; file "/w/10"; };\n', 10: text };
  const there = await renumbered(files, { from: '10.1.0.0/16', to: '10.2.0.0/16', mode: 'replace' });
  assert.equal(there.files[10], text.replace('7.1', '7.1.2.10.in-addr.arpa.'));
  const back = await renumbered(there.files, { from: '10.2.0.0/16', to: '10.1.0.0/16', mode: 'replace' });
  assert.deepEqual(back.files, files);
});

test('$GENERATE of a reverse zone that holds both', async () => {
  const files = {
    'named.conf': 'zone "10.in-addr.arpa" { type primary; file "/w/10"; };\n',
    10: `${APEX}$GENERATE 1-9 $.2.1 PTR h$.example.com.\n`,
  };
  const { files: after } = await renumbered(files, { from: '10.1.0.0/16', to: '10.2.0.0/16', mode: 'replace' });
  assert.equal(after[10], files[10].replace('$.2.1', '$.2.2'));
});

test('each zone that is touched gets one new serial, and no other one does', async () => {
  const files = { ...SITE, com: `${APEX}www A 192.0.2.7\nmail A 192.0.2.8\n`, rev: `${APEX}7 PTR www.example.com.\n` };
  const { files: after } = await renumbered(files, { ...WISH, mode: 'add', serial: 'increment' });
  assert.deepEqual(
    ['com', 'rev', 'new'].map((path) => / (\d+) 2h /.exec(after[path])?.[1]),
    ['8', '7', '8'],
  );
});

test('every view is looked at, and a file that two views share is edited once', async () => {
  const files = {
    'named.conf': `options { directory "/w"; };
view in { match-clients { 10.0.0.0/8; }; zone "example.com" { type primary; file "com"; }; };
view out { zone "example.com" { type primary; file "com"; }; zone "example.org" { type primary; file "org"; }; };
`,
    com: `${APEX}www A 192.0.2.7\n`,
    org: `${APEX}www A 192.0.2.7\n`,
  };
  const { files: after } = await renumbered(files, { ...WISH, mode: 'add', serial: 'increment' });
  const expected = `${APEX.replace(' 7 2h', ' 8 2h')}www A 192.0.2.7\nwww A 198.51.100.7\n`;
  assert.equal(after.com, expected);
  assert.equal(after.org, expected);
});

test('zones that somebody else writes are left alone', async () => {
  const files = {
    'named.conf':
      'options { directory "/w"; };\nzone "example.com" { type secondary; primaries { 203.0.113.1; }; masterfile-format text; file "com"; };\n',
    com: `${APEX}www A 192.0.2.7\n`,
  };
  const { files: after } = await renumbered(files, WISH);
  assert.deepEqual(after, files);
});

test('a refusal says why', async () => {
  const plan = planOf(await siteOf(SITE), { ...WISH, to: '2001:db8::/64' });
  assert.ok('reason' in plan && /different families/.test(plan.reason));
});
