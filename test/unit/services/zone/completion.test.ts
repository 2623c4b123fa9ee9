import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_ITEMS } from '../../../../server/src/services/shared/drafts.ts';
import { zoneCompletion, zoneResolveCompletion } from '../../../../server/src/services/zone/completion/completion.ts';
import { type Completed, complete, PLAIN, SNIPPETS, taken } from './completionHarness.ts';
import { makeWorkspace, takeCursors, type ZoneSpec } from './harness.ts';

const ZONE = 'example.com.zone';
const SPEC: ZoneSpec = { file: ZONE, origin: 'example.com.' };
const HEAD = '$TTL 1d\n@ SOA ns1 hostmaster 2025112001 3600 900 1209600 3600\n@ NS ns1\nns1 A 192.0.2.53\n';
const TAIL = 'www A 192.0.2.80\nwww AAAA 2001:db8::80\nalias CNAME www\n_sip._tcp SRV 0 5 5060 www\n';
const NET = 'example.net.zone';
const NET_TEXT =
  '$TTL 1d\n@ SOA ns1 admin 1 3600 900 1209600 3600\n@ NS ns1\nns1 A 198.51.100.53\nmail A 198.51.100.25\nonly TXT "x"\n';
const REV = '2.0.192.in-addr.arpa.zone';
const REV_SPEC: ZoneSpec = { file: REV, origin: '2.0.192.in-addr.arpa.' };
const REV_TEXT =
  '$TTL 1d\n@ SOA ns1.example.com. hostmaster.example.com. 1 3600 900 1209600 3600\n@ NS ns1.example.com.\n';

function inZone(line: string, options = PLAIN): Completed {
  return complete(
    { [ZONE]: `${HEAD}${line}\n${TAIL}`, [NET]: NET_TEXT },
    [SPEC, { file: NET, origin: 'example.net.' }],
    options,
  );
}

interface Case {
  readonly line: string;
  /** The labels that are shown, in order, from the first one on. */
  readonly first?: readonly string[];
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  /** Nothing is offered. */
  readonly none?: true;
}

const CASES: readonly Case[] = [
  { line: '$0', first: ['@'], has: ['www', 'ns1', 'alias', '_sip._tcp', '$ORIGIN', '$GENERATE'], hasNot: ['A'] },
  { line: 'w$0', first: ['www'] },
  { line: '$O$0', first: ['$ORIGIN'], hasNot: ['www'] },
  { line: '$$0', first: ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE'] },
  { line: 'new $0', first: ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SRV'], has: ['IN', '3600', '300'] },
  { line: ' $0', first: ['A', 'AAAA'] },
  { line: 'new 300 $0', first: ['A'], has: ['IN'], hasNot: ['3600'] },
  { line: 'new IN $0', first: ['A'], has: ['3600'], hasNot: ['IN'] },
  { line: 'new 5m IN m$0', first: ['MX'] },
  { line: 'new $0 A 192.0.2.1', first: ['IN'], hasNot: ['A', 'MX'] },
  { line: '_443._tcp.www $0', first: ['TLSA', 'CNAME'] },
  { line: '_dmarc $0', first: ['TXT'] },
  { line: '_imap._tcp $0', first: ['SRV'] },
  { line: 'new MX $0', first: ['10', '20', '0'] },
  {
    line: 'new MX 10 $0',
    first: ['ns1', 'www'],
    has: ['mail.example.net.'],
    hasNot: ['alias', '.', 'only.example.net.'],
  },
  { line: 'new MX 0 $0', first: ['.'] },
  { line: '@ NS n$0', first: ['ns1'], has: ['ns1.example.net.'] },
  { line: 'new CNAME $0', has: ['alias', 'www', '@', 'only.example.net.'], hasNot: ['new'] },
  { line: 'www CNAME w$0', hasNot: ['www'] },
  { line: '_x._tcp SRV 0 5 $0', none: true },
  { line: '_submission._tcp SRV 0 5 $0', first: ['587'] },
  { line: 'new DS 1 $0', first: ['8', '13', '15'], has: ['5'] },
  { line: 'new DS 1 ecdsap256$0', first: ['13'] },
  { line: 'new DS 1 13 $0', first: ['2'] },
  { line: 'new DNSKEY $0', has: ['256', '257'] },
  { line: 'new DNSKEY 257 $0', first: ['3'] },
  { line: '_443._tcp TLSA $0', first: ['0', '1', '2', '3'] },
  { line: '_443._tcp TLSA 3 $0', first: ['0', '1'] },
  { line: '_443._tcp TLSA 3 1 $0', first: ['0', '1', '2'] },
  { line: 'new SSHFP $0', first: ['1'], has: ['4'] },
  { line: '@ HTTPS $0', first: ['1', '0'] },
  { line: '@ HTTPS 1 $0', first: ['.'], has: ['www'] },
  { line: '@ HTTPS 1 . $0', first: ['mandatory', 'alpn', 'no-default-alpn', 'port'] },
  { line: '@ HTTPS 1 . alpn=h2 $0', hasNot: ['alpn'], has: ['port'] },
  { line: '@ HTTPS 1 . alpn=$0', first: ['h2', 'h3'] },
  { line: '@ HTTPS 1 . alpn=h2,$0', first: ['h3'], hasNot: ['h2'] },
  { line: '@ HTTPS 1 www ipv4hint=$0', first: ['192.0.2.80'] },
  { line: '@ HTTPS 1 . alpn=h2 mandatory=$0', first: ['alpn'] },
  { line: '@ HTTPS 0 www $0', none: true },
  { line: '@ CAA $0', first: ['0', '128'] },
  { line: '@ CAA 0 $0', first: ['issue', 'issuewild', 'iodef'] },
  { line: '@ CAA 0 issue $0', first: ['"letsencrypt.org"'], has: ['";"'] },
  { line: '@ CAA 0 iodef $0', first: ['"mailto:"'] },
  { line: 'new RRSIG $0', first: ['A', 'AAAA'] },
  { line: 'new NSEC www A $0', hasNot: ['A'], has: ['AAAA', 'RRSIG'] },
  { line: 'new NSEC3PARAM 1 0 $0', first: ['0'] },
  { line: 'new NSEC3PARAM 1 0 0 $0', first: ['-'] },
  { line: 'x SOA ns1 $0', first: ['hostmaster'], has: ['admin.example.net.'] },
  { line: 'x SOA ns1 h 20$0', first: ['2025112101'] },
  { line: 'x SOA ns1 h 1 $0', first: ['3600', '7200'] },
  { line: 'x SOA ns1 h 1 3600 $0', first: ['900'] },
  { line: 'x SOA ns1 h ( 1 ; serial\n 3600\n 900\n $0', first: ['1209600'] },
  { line: 'new TXT $0', first: ['v=spf1 mx -all'] },
  { line: 'new TXT "$0"', first: ['v=spf1 mx -all'] },
  { line: 'new TXT "v=spf1 $0"', first: ['mx', 'a'] },
  { line: 'new TXT "v=spf1 mx -$0"', first: ['-all'] },
  { line: '_dmarc TXT $0', has: ['v=DMARC1; p=none; rua=mailto:'], hasNot: ['v=spf1 mx -all'] },
  { line: '_dmarc TXT "v=DMARC1; $0"', first: ['p=none', 'p=quarantine', 'p=reject'] },
  { line: '_dmarc TXT "v=DMARC1; p=none; $0"', hasNot: ['p=reject'], has: ['rua=mailto:', 'adkim=s'] },
  { line: '_dmarc TXT "v=DMARC1; p=$0"', first: ['p=none', 'p=quarantine', 'p=reject'] },
  { line: 'a._domainkey TXT $0', has: ['v=DKIM1; k=rsa; p='] },
  { line: '_mta-sts TXT $0', first: ['v=STSv1; id=;'] },
  { line: '_smtp._tls TXT $0', has: ['v=TLSRPTv1; rua=mailto:'] },
  { line: '_other TXT $0', none: true },
  { line: '$ORIGIN $0', first: ['example.com.'], has: ['www.example.com.'] },
  { line: '$TTL $0', has: ['3600', '86400'] },
  { line: '$GENERATE $0', first: ['1-254'] },
  { line: '$GENERATE 1-9 $0', first: ['$'] },
  { line: '$GENERATE 1-9 host-$ $0', first: ['A'] },
  { line: '$GENERATE 1-9 host-$ A $0', first: ['192.0.2.$'] },
  { line: '$0 A 192.0.2.1', first: ['@'], has: ['www'] },
  { line: 'x IPSECKEY 10 3 2 $0', first: ['ns1', 'www'] },
  { line: 'x IPSECKEY 10 0 2 $0', first: ['.'] },
  { line: 'x IPSECKEY 10 1 2 $0', none: true },
  { line: 'x AMTRELAY 10 0 3 $0', first: ['ns1', 'www'] },
  { line: '_sip._tcp SRV 0 5 5060 $0', first: ['ns1', 'www'], has: ['.'] },
  { line: 'x LOC 52 22 23.000 N $0', none: true },
  { line: 'x SPF "v=spf1 $0"', first: ['mx'] },
  { line: 'x URI 10 1 $0', first: ['"https://"'] },
  { line: 'x NAPTR 100 10 "S" "SIP+D2U" "" $0', has: ['.', '_sip._tcp'] },
  { line: 'x RP $0', first: ['hostmaster'] },
  { line: 'x 0123 A$0', has: ['A'] },
  { line: '; $0', none: true },
  { line: 'www A 192.0.2.1 ; see $0', none: true },
  { line: 'new A 192.0.2.1 $0', none: true },
  { line: 'new TXT "a"$0', none: true },
  { line: 'new HINFO "P$0C" "x"', none: true },
  { line: 'new BOGUS $0', none: true },
  { line: 'new A \\# $0', none: true },
];

for (const { line, first = [], has = [], hasNot = [], none } of CASES) {
  test(`completion: ${line.replaceAll('\n', '⏎')}`, () => {
    const { labels } = inZone(line);
    if (none) assert.deepEqual(labels, []);
    assert.deepEqual(labels.slice(0, first.length), first);
    for (const label of has) assert.ok(labels.includes(label), `${label} is not among: ${labels.join(' | ')}`);
    for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among: ${labels.join(' | ')}`);
  });
}

const RESULTS: readonly { readonly line: string; readonly label: string; readonly result: string }[] = [
  { line: 'w$0', label: 'www', result: 'www' },
  { line: 'n$0ew', label: 'ns1', result: 'ns1' },
  { line: 'new a$0', label: 'AAAA', result: 'new AAAA' },
  { line: 'new MX 10 mail.ex$0', label: 'mail.example.net.', result: 'new MX 10 mail.example.net.' },
  { line: '@ HTTPS 1 . al$0', label: 'alpn', result: '@ HTTPS 1 . alpn=' },
  { line: '@ HTTPS 1 . oh$0', label: 'ohttp', result: '@ HTTPS 1 . key8' },
  { line: '@ HTTPS 1 . alpn=h2,h$0', label: 'h3', result: '@ HTTPS 1 . alpn=h2,h3' },
  { line: 'new TXT "v=$0"', label: 'v=spf1 mx -all', result: 'new TXT "v=spf1 mx -all"' },
  { line: 'new TXT "v=spf1 mx ~$0"', label: '~all', result: 'new TXT "v=spf1 mx ~all"' },
  { line: '_dmarc TXT "v=DMARC1; p=$0"', label: 'p=reject', result: '_dmarc TXT "v=DMARC1; p=reject"' },
  { line: 'x SOA ns1 h 2025$0112001 1', label: '2025112101', result: 'x SOA ns1 h 2025112101 1' },
  { line: 'new DS 1 ecd$0', label: '13', result: 'new DS 1 13' },
  { line: '$OR$0', label: '$ORIGIN', result: '$ORIGIN' },
];

for (const { line, label, result } of RESULTS) {
  test(`completion: ${label} taken in ${line}`, () => {
    assert.equal(taken(inZone(line), label), `${HEAD}${result}\n${TAIL}`);
  });
}

const AS_SNIPPETS: readonly { readonly line: string; readonly label: string; readonly newText: string }[] = [
  { line: 'new $0', label: 'MX', newText: 'MX ${1:preference} ${2:mail server}' },
  { line: 'new\t$0', label: 'A', newText: 'A\t${1:address}' },
  { line: 'new $0', label: 'TXT', newText: 'TXT "${1:text}"' },
  { line: 'new $0 192.0.2.1', label: 'A', newText: 'A' },
  { line: '$0', label: '$TTL', newText: '\\$TTL ${1:3600}' },
  { line: '@ HTTPS 1 . $0', label: 'alpn', newText: 'alpn=${1:h2,h3}' },
  { line: '_dmarc TXT $0', label: 'v=DMARC1; p=reject', newText: '"v=DMARC1; p=reject"' },
];

for (const { line, label, newText } of AS_SNIPPETS) {
  test(`completion: ${label} as a snippet in ${line}`, () => {
    const item = inZone(line, SNIPPETS).list.items.find((candidate) => candidate.label === label);
    assert.equal(item?.textEdit?.newText, newText);
  });
}

test('completion: an SOA as a snippet has a serial of today', () => {
  const { list } = complete({ [ZONE]: '$TTL 1d\n@ $0\n' }, [SPEC], SNIPPETS);
  const [first] = list.items;
  assert.equal(first.label, 'SOA');
  assert.match(first.textEdit!.newText, /^SOA \$\{1:ns1\} \$\{2:hostmaster\} \(\n\t\$\{3:2025112101\}\t; serial\n/);
});

test('completion: a client that knows inserting from replacing gets both ranges', () => {
  const { list } = inZone('w$0ww A 192.0.2.1', { snippets: false, insertReplace: true });
  const edit = list.items.find(({ label }) => label === 'www')!.textEdit!;
  assert.ok('insert' in edit);
  assert.equal(edit.insert.end.character, 1);
  assert.equal(edit.replace.end.character, 3);
});

test('completion: a type has its documentation when it is asked for', () => {
  const item = inZone('new $0').list.items.find(({ label }) => label === 'MX')!;
  assert.equal(item.documentation, undefined);
  const { documentation } = zoneResolveCompletion(item);
  assert.match((documentation as { value: string }).value, /preference/);
});

test('completion: a name that is pointed to and is not there comes before those that are', () => {
  const { labels } = complete({ [ZONE]: `${HEAD}@ MX 10 mail\n$0\n${TAIL}` }, [SPEC]);
  assert.deepEqual(labels.slice(0, 2), ['@', 'mail']);
});

test('completion: names are relative to the origin in force', () => {
  const { labels } = complete({ [ZONE]: `${HEAD}$ORIGIN sub.example.com.\nhost A 192.0.2.7\nx MX 10 $0\n` }, [SPEC]);
  assert.deepEqual(labels, ['host', 'ns1.example.com.']);
});

test('completion: in a file whose origin is not known, names are relative', () => {
  const { labels } = complete({ 'x.txt': 'a A 192.0.2.1\nb A 192.0.2.2\nx MX 10 $0\n' }, [
    { file: 'x.txt', origin: undefined },
  ]);
  assert.deepEqual(labels, ['a', 'b']);
});

test('completion: PTR owners for addresses without one, with the record', () => {
  const at = complete({ [REV]: `${REV_TEXT}53 PTR ns1.example.com.\n$0\n`, [ZONE]: HEAD + TAIL }, [REV_SPEC, SPEC]);
  assert.deepEqual(at.labels.slice(0, 2), ['80', '@']);
  assert.equal(taken(at, '80'), `${REV_TEXT}53 PTR ns1.example.com.\n80\tPTR\twww.example.com.\n`);
});

test('completion: only the owner of a PTR record where the line goes on', () => {
  const at = complete({ [REV]: `${REV_TEXT}8$0 PTR x.\n`, [ZONE]: HEAD + TAIL }, [REV_SPEC, SPEC]);
  assert.equal(taken(at, '80'), `${REV_TEXT}80 PTR x.\n`);
});

test('completion: the host of the address comes first in a PTR record', () => {
  const { labels, list } = complete({ [REV]: `${REV_TEXT}80 PTR $0\n`, [ZONE]: HEAD + TAIL, [NET]: NET_TEXT }, [
    REV_SPEC,
    SPEC,
    { file: NET, origin: 'example.net.' },
  ]);
  assert.deepEqual(labels.slice(0, 2), ['www.example.com.', 'ns1.example.com.']);
  assert.ok(labels.includes('mail.example.net.'));
  assert.equal(list.items[0].preselect, true);
});

test('completion: the address whose PTR record points to the owner', () => {
  const files = { [ZONE]: `${HEAD}new A $0\n`, [REV]: `${REV_TEXT}99 PTR new.example.com.\n` };
  assert.deepEqual(complete(files, [SPEC, REV_SPEC]).labels, ['192.0.2.99']);
});

test('completion: PTR comes first in a reverse zone', () => {
  const { labels } = complete({ [REV]: `${REV_TEXT}1 $0\n` }, [REV_SPEC]);
  assert.deepEqual(labels.slice(0, 2), ['PTR', 'NS']);
});

test('completion: files to include, zones first', () => {
  const unread = ['hosts/a.inc', 'readme.md', 'named.conf', 'more.zone'];
  const { labels } = complete({ [ZONE]: `${HEAD}$INCLUDE $0\n` }, [SPEC], PLAIN, unread);
  assert.deepEqual(labels, ['hosts/a.inc', 'more.zone', 'readme.md']);
});

test('completion: a list is cut at 200 items, with those that begin with what is typed, and says so', () => {
  const hosts = Array.from({ length: 600 }, (_, i) => `host${i} A 192.0.2.${i % 256}\n`).join('');
  const at = complete({ [ZONE]: `${HEAD}${hosts}zebra A 192.0.2.1\nx MX 10 $0\n` }, [SPEC]);
  assert.equal(at.list.items.length, MOST_ITEMS);
  assert.equal(at.list.isIncomplete, true);
  const typed = complete({ [ZONE]: `${HEAD}${hosts}zebra A 192.0.2.1\nx MX 10 ze$0\n` }, [SPEC]);
  assert.deepEqual(typed.labels, ['zebra']);
  assert.equal(typed.list.isIncomplete, false);
});

test('completion: a zone beyond the bound is said to be incomplete, and the names at its top are there', () => {
  const hosts = Array.from({ length: 60_000 }, (_, i) => `h${i} A 192.0.2.${i % 256}\n`).join('');
  const { list, labels } = complete({ [ZONE]: `${HEAD}${hosts}x NS ns$0\n` }, [SPEC]);
  assert.deepEqual(labels, ['ns1']);
  assert.equal(list.isIncomplete, true);
});

test('completion: no offset of rich or broken text throws, and edits stay on their line', () => {
  const rich = [
    HEAD,
    'x LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m\nx IPSECKEY 10 3 2 gw AQID\nx AMTRELAY 10 0 3 gw\n',
    'x NAPTR 100 10 "S" "SIP+D2U" "" _sip._udp\nx APL 1:192.0.2.0/24\nx HIP 2 00 AA rvs\nx WKS 192.0.2.1 6 25\n',
    '@ HTTPS 1 . alpn="h2,h3" port=443\nx RP a. b.\nx NSEC www A RRSIG\nx TYPE65280 \\# 1 00\nx A6 64 ::1 p\n',
    '$GENERATE 1-3 h-$ 300 IN A 192.0.2.$\n$INCLUDE "a b" sub\n$ORIGIN sub\n$FOO bar\n x TXT ("a"\n"b" ; c\n)\n',
  ].join('');
  const garbage = '"\n( \n@ (\nx TXT "abc\n) ) ;\n$\n$GENERATE $ {\n\\\n\u0000 \u{1f600} A\n x CLASS9 TYPE1 (\n';
  for (const text of [rich, garbage, '', '\n', '(', ' ', '"', `${rich}${garbage}`.replaceAll('\n', '\r\n')]) {
    const { zones, lookup } = makeWorkspace({ [ZONE]: text }, [SPEC]);
    const [zone] = zones;
    for (let offset = 0; offset <= text.length; offset++) {
      const around = { ...lookup, zones: () => zones, files: () => [] };
      const { items } = zoneCompletion(zone, zone.root, offset, around, SNIPPETS);
      for (const { textEdit } of items) {
        assert.ok(textEdit && 'range' in textEdit);
        assert.equal(textEdit.range.start.line, textEdit.range.end.line);
        assert.ok(textEdit.range.start.character <= textEdit.range.end.character);
      }
    }
  }
});

test('completion: nothing in comments, at any offset of them', () => {
  const { text } = takeCursors('; www MX 10 \n$TTL 1d ; $ORIGIN \n@ SOA a b ( 1 ; serial\n 2 3 4 5 ) ; end\n$0');
  const { zones, lookup } = makeWorkspace({ [ZONE]: text }, [SPEC]);
  const around = { ...lookup, zones: () => zones, files: () => [] };
  for (const { index } of text.matchAll(/;/g)) {
    for (let offset = index + 1; text[offset - 1] !== '\n'; offset++) {
      assert.deepEqual(zoneCompletion(zones[0], zones[0].root, offset, around, PLAIN).items, []);
    }
  }
});
