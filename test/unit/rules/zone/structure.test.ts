import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, checkFix, withTop } from './check.ts';
import { apply, type HarnessOptions, TestZone } from './harness.ts';

const PUBLIC = '; zone: fabrikam.com\n$TTL 3600\n';
const SOA = '@ SOA ns1.fabrikam.net. hm.fabrikam.net. 1 7200 900 1209600 3600\n';
const NS = '@ NS ns1.fabrikam.net.\n@ NS ns2.fabrikam.net.\n';

/** The rules that this file is about; what others say of the examples is not looked at. */
const LOOKED_AT =
  /^zone\/(?:soa-(?!minimum|missing|multiple|not)|ns-s|null|mx-at|service|srv-port|cname-[lcd]|wildcard-[ch]|too|ttl-u|foreign|place|ptr-|address-ptr|rpz|discouraged|numeric|duplicate-record)/;

/** Rule and severity of what these rules find in a public zone with this text. */
function found(text: string, options: HarnessOptions = {}): string[] {
  const zone = new TestZone(text.includes(' SOA ') ? PUBLIC + text : PUBLIC + SOA + NS + text, {
    origin: 'fabrikam.com.',
    ...options,
  });
  return zone
    .problems()
    .filter(({ rule }) => LOOKED_AT.test(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);
}

const soa = (numbers: string): string => `@ SOA ns1.fabrikam.net. hm.fabrikam.net. ${numbers}\n${NS}`;

describe('the times of an SOA', () => {
  it('are said to be unusual in zones of the public DNS only', () => {
    assert.deepEqual(found(soa('1 7200 900 1209600 3600')), []);
    assert.deepEqual(found(soa('1 1199 900 1209600 3600')), ['zone/soa-timer-unusual hint']);
    assert.deepEqual(found(soa('1 1200 179 1209600 3600')), ['zone/soa-timer-unusual hint']);
    assert.deepEqual(found(soa('1 7200 900 604799 3600')), ['zone/soa-timer-unusual information']);
    assert.deepEqual(found(soa('1 7200 900 2w 86401')), ['zone/soa-timer-unusual information']);
    assert.deepEqual(found(soa('1 1 1 1209600 0'), { origin: 'fabrikam.local.' }), [
      'zone/soa-retry-not-shorter information',
    ]);
  });

  it('are compared with one another', () => {
    assert.deepEqual(found(soa('1 7200 7200 1209600 3600')), ['zone/soa-retry-not-shorter information']);
    assert.deepEqual(found(soa('1 7d 1d 8d 3600')), []);
    assert.deepEqual(found(soa('1 7d 1d 691199 3600')), ['zone/soa-expires-early warning']);
  });
});

describe('the serial', () => {
  it('that is a date has to be one', () => {
    assert.deepEqual(found(soa('2024022901 7200 900 1209600 3600')), []);
    assert.deepEqual(found(soa('2023022901 7200 900 1209600 3600')), ['zone/soa-serial-date hint']);
    assert.deepEqual(found(soa('2024013201 7200 900 1209600 3600')), ['zone/soa-serial-date hint']);
    assert.deepEqual(found(soa('2024013901 7200 900 1209600 3600')), ['zone/soa-serial-date hint']);
    assert.deepEqual(found(soa('2024014001 7200 900 1209600 3600')), [], 'a counter');
    assert.deepEqual(found(soa('2024310101 7200 900 1209600 3600')), [], 'no month: a counter');
    assert.deepEqual(found(soa('2051234567 7200 900 1209600 3600')), []);
    assert.deepEqual(found(soa('2024000123 7200 900 1209600 3600')), []);
    assert.deepEqual(found(soa('1700000000 7200 900 1209600 3600')), []);
  });

  it('is what named makes it where named raises it', () => {
    assert.deepEqual(found(soa('2024013201 7200 900 1209600 3600'), { settings: { dynamic: 'updated' } }), []);
  });

  it('and not be far in the future', () => {
    const now = new Date('2024-06-01T00:00:00Z');
    assert.deepEqual(found(soa('2024060801 7200 900 1209600 3600'), { now }), []);
    assert.deepEqual(found(soa('2024060901 7200 900 1209600 3600'), { now }), ['zone/soa-serial-date hint']);
  });
});

describe('the names of an SOA', () => {
  it('have no at sign', () => {
    checkFix(
      'zone/soa-rname-at-sign',
      '$TTL 60\n@ SOA ns.example.net. john.doe@example.com 1 2 3 4 5\n@ NS ns.example.net.\n',
      '$TTL 60\n@ SOA ns.example.net. john\\.doe.example.com. 1 2 3 4 5\n@ NS ns.example.net.\n',
    );
    assert.deepEqual(found(`@ SOA ns1.fabrikam.net. @ 1 7200 900 1209600 3600\n${NS}`), []);
  });

  it('name a server', () => {
    const rules = (name: string): string[] =>
      found(`@ SOA ${name} hm 1 7200 900 1209600 3600\n${NS}al CNAME ns1.fabrikam.net.\n`);
    for (const name of ['.', 'localhost.', 'nowhere', 'al'])
      assert.deepEqual(rules(name), ['zone/soa-mname information'], name);
    for (const name of ['ns1.fabrikam.net.', 'hidden.fabrikam.net.', 'ns3.fabrikam.net.'])
      assert.deepEqual(rules(name), [], name);
  });

  it('are not one character beside a name server', () => {
    checkFix(
      'zone/soa-mname',
      '$TTL 60\n@ SOA nss.example.net. hm 1 2 3 4 5\n@ NS ns.example.net.\n',
      '$TTL 60\n@ SOA ns.example.net. hm 1 2 3 4 5\n@ NS ns.example.net.\n',
    );
  });
});

describe('the name servers', () => {
  it('are two in zones of the public DNS', () => {
    const one = `${SOA}@ NS ns1.fabrikam.net.\n`;
    assert.deepEqual(found(one), ['zone/ns-single information']);
    const inside = one.replace(/@ NS .*/, '@ NS ns\nns A 10.0.0.53');
    assert.deepEqual(
      found(inside).filter((rule) => rule.includes('ns-single')),
      [],
      'a server for inside a network',
    );
    assert.deepEqual(found(`${one}@ NS NS1.fabrikam.net.\n`), [
      'zone/ns-single information',
      'zone/duplicate-record information',
    ]);
    for (const origin of ['fabrikam.lan.', '168.192.in-addr.arpa.', 'd.f.ip6.arpa.', 'home.arpa.']) {
      assert.deepEqual(found(one, { origin }), [], origin);
    }
    assert.deepEqual(found(one, { settings: { type: 'hint' } }), []);
    assert.deepEqual(found('@ SOA localhost. hm 1 7200 900 1209600 3600\n@ NS localhost.\n'), []);
    assert.deepEqual(found(one, { origin: '9.in-addr.arpa.' }), ['zone/ns-single information']);
  });

  it('are two machines in two networks', () => {
    const hosts = (first: string, second: string): string[] =>
      found(`${SOA}@ NS a\n@ NS b\na A ${first}\nb A ${second}\n`).filter((rule) => rule.startsWith('zone/ns-same'));
    assert.deepEqual(hosts('192.0.2.1', '192.0.2.1'), [
      'zone/ns-same-address information',
      'zone/ns-same-network information',
    ]);
    assert.deepEqual(hosts('192.0.2.1', '192.0.2.2'), ['zone/ns-same-network information']);
    assert.deepEqual(hosts('192.0.2.1', '198.51.100.2'), []);
    assert.deepEqual(hosts('10.0.0.1', '10.0.0.2'), []);
  });

  it('and their names are what registries take', () => {
    assert.deepEqual(found('@ NS ab--c.fabrikam.net.\n'), ['zone/discouraged-hyphens information']);
    assert.deepEqual(found('@ NS xn--bcher-kva.fabrikam.net.\nsub NS ab--c.fabrikam.net.\n'), []);
    assert.deepEqual(found('@ NS ns.fabrikam.4.\n'), ['zone/numeric-top-label warning']);
    assert.deepEqual(found('@ NS ns.fabrikam.4u.\n'), []);
  });
});

describe('mail and services', () => {
  it('null MX stands alone', () => {
    assert.deepEqual(found('x MX 0 .\nx MX 5 mail.fabrikam.net.\n'), ['zone/null-mx warning']);
    assert.deepEqual(found('x MX 0 .\n'), []);
    checkFix('zone/null-mx', '@ MX 10 .\n', '@ MX 0 .\n');
    assert.deepEqual(found('@ MX 5 mail.fabrikam.net.\n', { origin: 'fabrikam.' }), ['zone/mx-at-tld information']);
  });

  it('service records have underscores, and ports', () => {
    assert.deepEqual(found('sip.tcp SRV 0 0 5060 a.fabrikam.net.\n'), ['zone/service-owner information']);
    assert.deepEqual(found('_sip SRV 0 0 5060 a.fabrikam.net.\n'), ['zone/service-owner information']);
    assert.deepEqual(found('_ldap._tcp.dc._msdcs SRV 0 0 389 a.fabrikam.net.\n*._tcp SRV 0 0 1 a.fabrikam.net.\n'), []);
    assert.deepEqual(found('web URI 10 1 "https://a/"\n'), ['zone/service-owner information']);
    check('_x._tcp SRV 0 0 0 a.example.net.\n;               ^ zone/srv-port information\n');
    check('_x._tcp SRV 0 0 9 .\n;               ^ zone/srv-port information\n');
    assert.deepEqual(found('_x._tcp SRV 0 0 0 .\n'), []);
    assert.deepEqual(found('_x._tcp SRV 0 0 0 .\n_x._tcp SRV 0 0 1 a.fabrikam.net.\n'), ['zone/srv-port information']);
  });
});

describe('aliases', () => {
  it('do not lead in a circle', () => {
    check('a CNAME a\n;       ^ zone/cname-loop warning\n');
    check(
      'a CNAME b\n;       ^ zone/cname-loop\nb CNAME c\n;       ^ zone/cname-loop\nc CNAME b\n;       ^ zone/cname-loop\n',
    );
    check('*.w CNAME x.w\n;         ^^^ zone/cname-loop\n', { only: 'zone/cname-loop' });
  });

  it('lead to a name that is there', () => {
    check('a CNAME b\n;       ^ zone/cname-dangling warning\n');
    for (const text of ['b A 192.0.2.1', '* A 192.0.2.1', 'b TXT x']) check(`a CNAME b\n${text}\n`);
    check('a CNAME x.sub\nsub NS ns.example.net.\n');
    checkFix('zone/cname-dangling', 'www CNAME wbe\nweb A 192.0.2.1\n', 'www CNAME web\nweb A 192.0.2.1\n');
    checkFix(
      'zone/cname-dangling',
      'www CNAME wbe.example.com.\nweb A 192.0.2.1\n',
      'www CNAME web.example.com.\nweb A 192.0.2.1\n',
    );
    checkFix('zone/target-no-address', '@ MX 5 mial\nmail A 192.0.2.1\n', '@ MX 5 mail\nmail A 192.0.2.1\n');
  });

  it('are few in a row', () => {
    check('a CNAME b\n;       ^ zone/cname-chain hint\nb CNAME c\nc A 192.0.2.1\n');
    const chain = Array.from({ length: 9 }, (_, i) => `n${i} CNAME n${i + 1}`).join('\n');
    const zone = new TestZone(`${PUBLIC}${SOA}${NS}${chain}\nn9 A 192.0.2.1\n`, { origin: 'fabrikam.com.' });
    assert.deepEqual(
      zone.of('zone/cname-chain').map(({ severity }) => severity),
      ['warning', 'hint', 'hint', 'hint', 'hint', 'hint', 'hint', 'hint'],
    );
  });

  it('are many in a row or in a circle, and followed so far only', () => {
    for (const last of ['A 192.0.2.1', 'CNAME n0']) {
      const chain = Array.from({ length: 150 }, (_, i) => `n${i} CNAME n${i + 1}`).join('\n');
      const zone = new TestZone(`${PUBLIC}${SOA}${NS}${chain}\nn150 ${last}\n`, { origin: 'fabrikam.com.' });
      const [first] = zone.of('zone/cname-chain');
      assert.equal(first.severity, 'warning');
      assert.match(first.message, /^This is the start of more than 100 CNAMEs in a row/);
    }
  });

  it('are followed again after an edit further on', () => {
    const zone = new TestZone('$TTL 60\na CNAME b\nb CNAME c\nc CNAME d\nd A 192.0.2.1\n', {});
    assert.deepEqual(zone.of('zone/cname-loop'), []);
    const at = zone.text.indexOf('d A 192');
    zone.edit(at, zone.text.length, 'd CNAME a\n');
    assert.equal(zone.of('zone/cname-loop').length, 4);
  });

  it('at a wildcard answer for everything', () => {
    assert.deepEqual(found('* CNAME web.fabrikam.net.\n'), ['zone/wildcard-cname hint']);
    assert.deepEqual(found('* CNAME web.fabrikam.net.\n', { settings: { responsePolicy: true } }), []);
  });
});

describe('wildcards', () => {
  it('do not stand for names that have records', () => {
    assert.deepEqual(found('* A 192.0.2.1\nx TXT a\n_y TXT a\nz A 192.0.2.2\n'), ['zone/wildcard-hidden hint']);
    assert.deepEqual(found('* MX 5 mail.fabrikam.net.\nx A 192.0.2.2\n'), ['zone/wildcard-hidden hint']);
    assert.deepEqual(found('* MX 5 mail.fabrikam.net.\nx TXT a\n'), []);
    assert.deepEqual(found('* A 192.0.2.1\nsub NS ns.fabrikam.net.\nw CNAME web.fabrikam.net.\n'), []);
  });
});

describe('amounts and times', () => {
  it('of records at a name', () => {
    const lines = (count: number): string => Array.from({ length: count }, (_, i) => `x A 10.0.0.${i}\n`).join('');
    const rules = (text: string): string[] => found(text).filter((rule) => rule.startsWith('zone/too-many'));
    assert.deepEqual(rules(lines(100)), []);
    assert.deepEqual(rules(lines(101)), ['zone/too-many-records warning']);
    const types = Array.from({ length: 101 }, (_, i) => `x TYPE${65300 + i} \\# 0\n`).join('');
    assert.deepEqual(rules(types), ['zone/too-many-records warning']);
  });

  it('of TTLs', () => {
    check(
      'x 0 A 192.0.2.1\n; ^ zone/ttl-unusual hint\nx 0 TXT a\n; ^ zone/ttl-unusual hint\ny 604800 A 192.0.2.1\ny 604801 TXT a\n; ^^^^^^ zone/ttl-unusual\n',
    );
    check('$TTL 2w\n;    ^^ zone/ttl-unusual hint\nx A 192.0.2.1\n', { only: 'zone/ttl-unusual' });
  });
});

describe('what does not belong in a zone file', () => {
  it('comments of other files', () => {
    const text = '# one\n# two\n#www A 192.0.2.1\nx A 192.0.2.2 ; # here it is one\n// three\n';
    const zone = new TestZone(`${PUBLIC}${SOA}${NS}${text}`, { origin: 'fabrikam.com.' });
    assert.deepEqual(
      zone.of('zone/foreign-comment').map(({ severity, start, end }) => `${severity} ${zone.text.slice(start, end)}`),
      ['error #', 'warning #www'],
    );
    checkFix('zone/foreign-comment', '// the web\nx A 192.0.2.1\n', '; // the web\nx A 192.0.2.1\n');
  });

  it('comments of other files are told once, and nothing in them is a fault of its own', () => {
    const lines = [
      '# it\'s (not "closed',
      '// mail of the house',
      '# A record',
      '  # TXT is here',
      '/* and',
      '# x 60 IN A',
    ];
    const zone = new TestZone(withTop(`${lines.join('\n')}\nx A 192.0.2.1\n`), {});
    const found = zone.problems();
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['zone/foreign-comment'],
    );
    assert.match(found[0].message, /5 more lines/);
    assert.equal(found[0].related?.length, 5);
    const [fix] = zone.fixes(found[0]);
    assert.deepEqual(new TestZone(apply(zone.text, fix.edits), {}).problems(), []);
  });

  it('lines with white space before them are told once, mended at once, and read as they were meant', () => {
    const text =
      '$TTL 1h\n@ SOA ns1 h 1 7200 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nx 60 IN MX 10 ns1\n';
    const indented = text.replace(/^(?=.)/gm, '\t ');
    const zone = new TestZone(indented, { origin: 'fabrikam.com.' });
    const [found, ...others] = zone.of('zone/indented-line');
    assert.deepEqual(others, []);
    assert.match(found.message, /5 more lines/);
    const [fix] = zone.fixes(found);
    assert.equal(apply(indented, fix.edits), text);
    const said = (of: TestZone) => of.problems().map(({ rule }) => rule);
    assert.deepEqual(
      said(zone).filter((rule) => rule !== 'zone/indented-line'),
      said(new TestZone(text, { origin: 'fabrikam.com.' })),
    );
  });

  it('very many lines of a kind are mended at once, too', () => {
    const records = Array.from({ length: 3000 }, (_, i) => `h${i} A 192.0.2.1\n`);
    for (const [rule, mark] of [
      ['zone/indented-line', '\t'],
      ['zone/foreign-comment', '# '],
    ] as const) {
      const text = withTop(records.map((record) => mark + record).join(''));
      const zone = new TestZone(text, {});
      const [found, ...others] = zone.of(rule);
      assert.deepEqual(others, []);
      assert.match(found.message, /2999 more lines/);
      assert.equal(found.related?.length, 10);
      const [fix] = zone.fixes(found);
      assert.deepEqual(new TestZone(apply(text, fix.edits), {}).of(rule), []);
    }
  });

  it('a parenthesis may stand before an owner behind white space', () => {
    const text = withTop(' ( y A 192.0.2.1 )\n (\n  z A 192.0.2.1 )\n');
    const zone = new TestZone(text, {});
    const [found] = zone.of('zone/indented-line');
    assert.match(found.message, /stands before y,/);
    const [fix] = zone.fixes(found);
    assert.equal(apply(text, fix.edits), withTop('( y A 192.0.2.1 )\n(\n  z A 192.0.2.1 )\n'));
  });

  it('a type, a TTL or a comment behind white space is none that was meant as an owner', () => {
    const told = (line: string): string[] =>
      new TestZone(withTop(`x A 192.0.2.2\n${line}\n`), {}).problems().map(({ rule }) => rule);
    assert.deepEqual(told(' AAAA 2001:db8::1'), []);
    assert.deepEqual(told(' AAA 2001:db8::1'), ['zone/unknown-type']);
    assert.deepEqual(told(' INN MX ten mail'), ['zone/unknown-type']);
    assert.deepEqual(told(' # TXT here'), ['zone/foreign-comment']);
    assert.deepEqual(told(' $FOO TXT a'), ['zone/indented-line']);
    assert.deepEqual(told(' y 60 CNAME x'), ['zone/indented-line']);
  });

  it('records of other servers, each kind once with its reason', () => {
    const told = (text: string): string[] => {
      const zone = new TestZone(withTop(text), {});
      return zone.problems().map((each) => `${each.rule} ${zone.text.slice(each.start, each.end)}`);
    };
    assert.deepEqual(told('@ ALIAS a.example.net.\nx 60 IN ALIAS b.example.net.\ny aname b.example.net.\n'), [
      'zone/foreign-record ALIAS',
      'zone/foreign-record aname',
    ]);
    assert.deepEqual(told('x LUA A ";return 1"\n@ WINS L1 C5 ( 10.0.0.1 )\n'), [
      'zone/foreign-record LUA',
      'zone/foreign-record WINS',
    ]);
    assert.deepEqual(told('x FOO LUA\n'), ['zone/unknown-type FOO']);
    assert.deepEqual(told('alias A 192.0.2.1\nlua CNAME alias\nwins MX 5 alias\n'), []);
    checkFix('zone/foreign-record', 'x alias a.example.net.\n', 'x cname a.example.net.\n');
  });

  it('the age of records in exports: what stands behind it is read', () => {
    const text = 'x [AGE:3576256] 600 A 192.0.2.1\n [AGE:3576256] IN TXT a\ny CNAME x\n';
    const zone = new TestZone(withTop(text), {});
    assert.deepEqual(
      zone.problems().map((each) => `${each.rule} ${zone.text.slice(each.start, each.end)}`),
      ['zone/foreign-record [AGE:3576256]'],
    );
    const mended = 'x 600 A 192.0.2.1\n IN TXT a\ny CNAME x\n';
    checkFix('zone/foreign-record', text, mended);
    assert.deepEqual(new TestZone(withTop(mended), {}).problems(), []);
    assert.ok(found('[age:1] A 192.0.2.1\n').every((rule) => rule.startsWith('zone/owner-not-hostname')));
  });

  it('values that are to be filled in', () => {
    check('x A 1.2.3.4\n;   ^^^^^^^ zone/placeholder information\n', { only: 'zone/placeholder' });
    for (const text of [
      'x TXT "k=CHANGEME"',
      'x CNAME yourdomain.com.',
      'x MX 5 your-server.example.net.',
      'x TXT "<your token>"',
      'x TXT TODO',
    ]) {
      assert.ok(found(`${text}\n`).includes('zone/placeholder information'), text);
    }
    for (const text of [
      'x TXT "to do or not to do"',
      'x CNAME domain.fabrikam.net.',
      'x MX 5 mydomainserver.fabrikam.net.',
      'x TXT "YOURS"',
      'x A 1.2.3.40',
    ]) {
      assert.ok(!found(`${text}\n`).includes('zone/placeholder information'), text);
    }
  });
});

describe('the zones of a workspace', () => {
  const forward = '$TTL 60\nmail A 192.0.2.25\nold A 192.0.2.99\n';
  const reverse = '$TTL 60\n25 PTR mail.fabrikam.com.\n26 PTR mail.fabrikam.com.\n27 PTR gone.fabrikam.com.\n';

  it('agree on addresses, seen from the reverse zone', () => {
    const zone = new TestZone(reverse, { origin: '2.0.192.in-addr.arpa.', zones: { 'fabrikam.com.': forward } });
    assert.deepEqual(
      zone.of('zone/ptr-mismatch').map(({ start }) => zone.document.buffer.positionAt(start).line),
      [2, 3],
    );
    const alone = new TestZone(reverse, { origin: '2.0.192.in-addr.arpa.' });
    assert.deepEqual(alone.of('zone/ptr-mismatch'), []);
  });

  it('and from the forward zone', () => {
    const rules = (text: string): string[] =>
      found(text, { zones: { '2.0.192.in-addr.arpa.': reverse } }).filter((rule) => rule.includes('address-ptr'));
    assert.deepEqual(rules('mail A 192.0.2.25\nalso A 192.0.2.25\n'), []);
    assert.deepEqual(rules('x A 192.0.2.27\n'), ['zone/address-ptr-mismatch information']);
    assert.deepEqual(rules('x A 192.0.2.80\n'), []);
    assert.deepEqual(rules('@ MX 5 x\nx A 192.0.2.80\n'), ['zone/address-ptr-mismatch information']);
    assert.deepEqual(rules('@ MX 5 x\nx A 198.51.100.80\n'), []);
    assert.deepEqual(rules('@ MX 5 x\nx A 192.0.2.80 ; bailiwick: no-ptr\n'), []);
  });

  it('with the weight that a network is given, the longest one counting', () => {
    const ptrNetworks = { '192.0.0.0/16': 'hint', '192.0.2.64/26': 'warning', '192.0.2.96/27': 'off' } as const;
    const rules = (text: string): string[] =>
      found(text, { zones: { '2.0.192.in-addr.arpa.': reverse }, settings: { ptrNetworks } }).filter((rule) =>
        rule.includes('address-ptr'),
      );
    assert.deepEqual(rules('x A 192.0.2.80\n'), ['zone/address-ptr-mismatch warning']);
    assert.deepEqual(rules('x A 192.0.2.180\n'), ['zone/address-ptr-mismatch hint']);
    assert.deepEqual(rules('x A 192.0.2.80 ; bailiwick: no-ptr\n'), []);
    assert.deepEqual(rules('@ MX 5 x\nx A 192.0.2.100\n'), []);
    assert.deepEqual(rules('x AAAA 2001:db8::80\n'), []);
    assert.deepEqual(rules('x A 192.0.2.27\n'), ['zone/address-ptr-mismatch information']);
  });

  it('tell of a lost dot', () => {
    const zone = new TestZone('$TTL 60\nx CNAME mail.corp.fabrikam\n', {
      zones: { 'corp.fabrikam.': '$TTL 60\nmail A 192.0.2.1\n' },
    });
    assert.equal(zone.of('zone/lost-dot').length, 1);
    assert.deepEqual(new TestZone('$TTL 60\nx CNAME mail.corp.fabrikam\n').of('zone/lost-dot'), []);
  });
});

describe('response policies', () => {
  const rules = (text: string, responsePolicy = true): string[] =>
    found(text, { settings: { responsePolicy } }).filter((rule) => rule.startsWith('zone/rpz'));

  it('have addresses in the form that named takes', () => {
    for (const owner of [
      '32.1.2.0.192.rpz-ip',
      '24.0.2.0.192.rpz-client-ip',
      '48.zz.db8.2001.rpz-nsip',
      '128.1.zz.db8.2001.rpz-ip',
      'bad.example.com',
      '*.bad.example.com',
    ]) {
      assert.deepEqual(rules(`${owner} CNAME .\n`), [], owner);
    }
    for (const owner of [
      '1.2.0.192.rpz-ip',
      '33.1.2.0.192.rpz-ip',
      '24.1.2.0.192.rpz-ip',
      '32.256.2.0.192.rpz-ip',
      '129.1.zz.db8.2001.rpz-ip',
      '64.zz.zz.1.rpz-ip',
      '128.0001.zz.2001.rpz-ip',
    ]) {
      assert.deepEqual(rules(`${owner} CNAME .\n`), ['zone/rpz-owner warning'], owner);
      assert.deepEqual(rules(`${owner} CNAME .\n`, false), [], owner);
    }
  });

  it('have actions with a dot', () => {
    assert.deepEqual(rules('ok.example.com CNAME rpz-passthru\n'), ['zone/rpz-owner warning']);
    assert.deepEqual(rules('ok.example.com CNAME rpz-passthru.\n'), []);
  });
});
