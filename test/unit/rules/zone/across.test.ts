/** Rules that compare a zone with other zones of the workspace: what they find, and the neighbours of it that they must not find. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixesOf } from '../../../../server/src/services/shared/fixesOf.ts';
import type { Settings } from '../../../../server/src/workspace/settings.ts';
import { FOLDER, Site, uriOf } from '../../workspace/harness.ts';
import { apply } from './harness.ts';

const ACROSS =
  /delegation-differs|glue-differs|ds-(?:missing|mismatch|without-dnskey)|view-|ns-circle|target-(?:not-there|inside-only)|address-not-ours|cname-dangling|private-address$/;

type Files = Readonly<Record<string, string>>;

async function siteOf(files: Files, settings?: Partial<Settings>): Promise<Site> {
  const site = new Site(files, settings ? { settings } : {});
  for (const path of Object.keys(files)) if (files[path].startsWith('; alone')) site.open(path, 'zone');
  await site.workspace.setFolders([FOLDER]);
  await site.workspace.settle();
  return site;
}

/** `rule severity text` of the problems of a file, the text being what they are about. */
function said(site: Site, path: string): string[] {
  const text = site.workspace.bufferOf(uriOf(path))!.text();
  return site
    .problems(path, ACROSS)
    .map(({ rule, severity, start, end }) => `${rule.slice('zone/'.length)} ${severity} ${text.slice(start, end)}`);
}

const SOA = '$TTL 1h\n@ SOA ns1.example.net. host.example.net. 1 2h 1h 2w 1h\n';
const SERVERS = '@ NS ns0.example.net.\n@ NS ns9.example.org.\n';
const TOP = SOA + SERVERS;
const zone = (name: string, more = '') => `zone "${name}" { type primary; file "${name}.db"; ${more}};\n`;
const OPTIONS = 'options { directory "/w"; };\n';
/** A configuration with a zone and one below it. */
const CONF = OPTIONS + zone('example.com') + zone('sub.example.com');

/** Each: what it is, the parent's lines, the child's lines, what is found in the parent; and a configuration where it is another one. */
interface Case {
  readonly title: string;
  readonly parent: string;
  readonly child: string;
  readonly found: readonly string[];
  readonly conf?: string;
}

function check(cases: readonly Case[]): void {
  for (const { title, parent, child, found, conf = CONF } of cases) {
    it(title, async () => {
      const site = await siteOf({
        'named.conf': conf,
        'example.com.db': TOP + parent,
        'sub.example.com.db': child.includes(' NS ') ? SOA + child : TOP + child,
      });
      assert.deepEqual(said(site, 'example.com.db'), found);
      assert.deepEqual(said(site, 'sub.example.com.db'), []);
    });
  }
}

/** Configurations in which the file of the zone below need not be what is served. */
const UNSURE: Readonly<Record<string, string>> = {
  'is a copy from elsewhere': `${OPTIONS}${zone('example.com')}zone "sub.example.com" { type secondary; primaries { 192.0.2.1; }; masterfile-format text; file "sub.example.com.db"; };\n`,
  'takes updates': OPTIONS + zone('example.com') + zone('sub.example.com', 'update-policy local; '),
  'is in another view': `${OPTIONS}view "a" { ${zone('example.com')} };\nview "b" { ${zone('sub.example.com')} };\n`,
};

describe('a delegation and the zone that is delegated', () => {
  const same = 'sub NS ns0.example.net.\nsub NS ns9.example.org.\n';
  check([
    { title: 'name the same servers', parent: same, child: '', found: [] },
    {
      title: 'have no server in common',
      parent: 'sub NS ns7.example.net.\nsub NS ns8.example.net.\n',
      child: '',
      found: ['delegation-differs warning ns7.example.net.'],
    },
    {
      title: 'have some in common',
      parent: 'sub NS ns0.example.net.\nsub NS ns8.example.net.\n',
      child: '',
      found: ['delegation-differs information ns8.example.net.'],
    },
    {
      title: 'have all of the one in the other',
      parent: 'sub NS ns0.example.net.\n',
      child: '',
      found: ['delegation-differs information sub'],
    },
    {
      title: 'differ in letter case and order only',
      parent: 'sub NS NS9.Example.ORG.\nSUB NS ns0.example.net.\n',
      child: '',
      found: [],
    },
    ...Object.entries(UNSURE).map(([title, conf]) => ({
      title: `are not compared where the zone ${title}`,
      parent: 'sub NS ns7.example.net.\n',
      child: '',
      found: [],
      conf,
    })),
  ]);
});

describe('glue', () => {
  const child =
    '@ NS ns1\n@ NS ns2.sub.example.com.\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 192.0.2.2\nns2 AAAA 2001:db8::2\n';
  const parent = (ns1: string) =>
    `sub NS ns1.sub\nsub NS ns2.sub\nns2.sub A 192.0.2.2\nns2.sub AAAA 2001:db8:0::2\n${ns1}`;
  check([
    { title: 'that is right', parent: parent('ns1.sub A 192.0.2.1\nns1.sub AAAA 2001:DB8::1\n'), child, found: [] },
    {
      title: 'with an address that the server does not have',
      parent: parent('ns1.sub A 192.0.2.9\nns1.sub AAAA 2001:db8::1\n'),
      child,
      found: ['glue-differs warning 192.0.2.9'],
    },
    {
      title: 'that leaves a family out',
      parent: parent('ns1.sub A 192.0.2.1\n'),
      child,
      found: ['glue-differs information 192.0.2.1'],
    },
    {
      title: 'of a family that the server does not have',
      parent: parent('ns1.sub A 192.0.2.1\nns1.sub AAAA 2001:db8::1\n'),
      child: child.replace('ns1 AAAA 2001:db8::1\n', ''),
      found: ['glue-differs warning 2001:db8::1'],
    },
    {
      title: 'of a server whose zone has no address of it at all: told there',
      parent: parent('ns1.sub A 192.0.2.1\nns1.sub AAAA 2001:db8::1\n'),
      child: child.replace(/ns1 A.*\n/g, ''),
      found: [],
    },
    ...Object.entries(UNSURE).map(([title, conf]) => ({
      title: `is not compared where the zone ${title}`,
      parent: parent('ns1.sub A 192.0.2.9\nns1.sub AAAA 2001:db8::1\n'),
      child,
      found: [],
      conf,
    })),
  ]);

  it('is corrected by its fix where one address stands for one', async () => {
    const files = {
      'named.conf': CONF,
      'example.com.db': TOP + parent('ns1.sub A 192.0.2.9\nns1.sub AAAA 2001:db8::1\n'),
      'sub.example.com.db': SOA + child,
    };
    const site = await siteOf(files);
    const [problem] = site.problems('example.com.db', /glue-differs/);
    const [fix] = fixesOf(problem, site.workspace);
    assert.equal(apply(files['example.com.db'], fix.edits), files['example.com.db'].replace('192.0.2.9', '192.0.2.1'));
  });
});

describe('DS records', () => {
  // The key and the DS records of RFC 4509 section 2.3 and RFC 4034 section 5.4 are of dskey.example.com.
  const KEY =
    '@ DNSKEY 256 3 5 ( AQOeiiR0GOMYkDshWoSKz9Xz fwJr1AYtsmx3TGkJaNXVbfi/ 2pHm822aJ5iI9BMzNXxeYCmZ DRD99WYwYqUSdjMmmAphXdvx egXd/M5+X7OrzKBaMbCVdFLU Uh6DhweJBjEVv5f2wwjM9Xzc nOf+EPbtG9DMBmADjFDc2w/r ljwvFw== )\n';
  const SHA1 = 'sub DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118\n';
  const names = (text: string) => text.replaceAll('sub', 'dskey');
  const SHA256 = 'sub DS 60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n';
  const NS = 'sub NS ns0.example.net.\nsub NS ns9.example.org.\n';
  const CASES: readonly (readonly [
    title: string,
    parent: string,
    child: string,
    found: readonly string[],
    conf?: string,
  ])[] = [
    ['of a key of the zone', NS + SHA1 + SHA256, KEY, []],
    ['of a zone without keys', NS + SHA256, '', ['ds-without-dnskey warning DS']],
    [
      'of a zone that named signs',
      NS + SHA256,
      '',
      [],
      OPTIONS + zone('example.com') + zone('sub.example.com', 'dnssec-policy default; inline-signing yes; '),
    ],
    ['with another digest', NS + SHA256.replace('D4B7', 'D4B8'), KEY, ['ds-mismatch warning 60485']],
    ['with another tag', NS + SHA256.replace('60485', '60486'), KEY, ['ds-mismatch warning 60486']],
    [
      'with another tag beside one that is right',
      NS + SHA256 + SHA256.replace('60485', '60486'),
      KEY,
      ['ds-mismatch information 60486'],
    ],
    ['with a digest that is not computed', NS + SHA256.replace(' 5 2 ', ' 5 3 '), KEY, []],
    [
      'that are absent at a zone that is not signed above',
      NS,
      `${KEY}@ RRSIG SOA 5 3 3600 20300101000000 20200101000000 60485 sub.example.com. AAAA\n`,
      [],
    ],
  ];
  for (const [title, parent, child, found, conf = CONF] of CASES) {
    it(title, async () => {
      const site = await siteOf({
        'named.conf': names(conf),
        'example.com.db': TOP + names(parent),
        'dskey.example.com.db': TOP + names(child),
      });
      assert.deepEqual(said(site, 'example.com.db'), found);
    });
  }

  it('of no key are replaced by those of the key', async () => {
    const files = {
      'named.conf': names(CONF),
      'example.com.db': TOP + names(NS + SHA256.replace('D4B7', 'D4B8')),
      'dskey.example.com.db': TOP + KEY,
    };
    const site = await siteOf(files);
    const [problem] = site.problems('example.com.db', /ds-mismatch/);
    const [fix] = fixesOf(problem, site.workspace);
    assert.equal(apply(files['example.com.db'], fix.edits), TOP + names(NS + SHA256));
  });

  it('that are absent in a signed zone, of a zone that is signed', async () => {
    const signed = `${KEY}@ RRSIG NS 5 3 3600 20300101000000 20200101000000 60485 sub.example.com. AAAA\n`;
    const files = {
      'named.conf': CONF,
      'example.com.db': TOP + signed + NS,
      'sub.example.com.db': TOP + signed,
    };
    assert.deepEqual(said(await siteOf(files), 'example.com.db'), ['ds-missing information sub']);
    const leaving = { ...files, 'sub.example.com.db': `${TOP}${signed}@ CDS 0 0 0 00\n` };
    assert.deepEqual(said(await siteOf(leaving), 'example.com.db'), []);
    const ahead = { ...files, 'sub.example.com.db': TOP + KEY };
    assert.deepEqual(said(await siteOf(ahead), 'example.com.db'), []);
  });
});

describe('a zone in two views', () => {
  const INSIDE = 'match-clients { 192.0.2.0/24; localhost; };';
  const conf = (inside = INSIDE, outside = 'match-clients { any; };', more = '') =>
    `${OPTIONS}acl net { 192.0.2.0/24; };\nview "in" { ${inside} zone "example.com" { type primary; file "in.db"; }; ${more}};\nview "out" { ${outside} zone "example.com" { type primary; file "out.db"; }; };\n`;
  const CASES: readonly (readonly [
    title: string,
    inside: string,
    outside: string,
    found: readonly string[],
    conf?: string,
  ])[] = [
    ['that says the same', TOP, TOP, []],
    [
      'with a private address outside',
      `${TOP}a A 10.0.0.1\n`,
      `${TOP}a A 10.0.0.1\nb A 10.0.0.2\n`,
      ['view-private-address warning 10.0.0.1'],
    ],
    [
      'with one outside that is for the acl inside',
      `${TOP}a A 10.0.0.1\n`,
      `${TOP}a A 10.0.0.1\n`,
      ['view-private-address warning 10.0.0.1'],
      conf('match-clients { net; };', ''),
    ],
    [
      'where keys decide who is outside',
      `${TOP}a A 10.0.0.1\n`,
      `${TOP}a A 10.0.0.1\n`,
      [],
      conf(INSIDE, 'match-clients { key "k"; any; };'),
    ],
    [
      'where somebody is left out of the view for everyone',
      `${TOP}a A 10.0.0.1\n`,
      `${TOP}a A 10.0.0.1\n`,
      [],
      conf(INSIDE, 'match-clients { !198.51.100.0/24; any; };'),
    ],
    [
      'where the view outside lets few ask',
      `${TOP}a A 10.0.0.1\n`,
      `${TOP}a A 10.0.0.1\n`,
      [],
      conf(INSIDE, 'allow-query { net; };'),
    ],
    [
      'where both views are for everyone',
      `${TOP}a A 10.0.0.1\n`,
      `${TOP}a A 10.0.0.1\n`,
      [],
      conf('match-clients { any; };'),
    ],
    [
      'with other mail servers',
      `${TOP}@ MX 10 a.example.net.\n`,
      `${TOP}@ MX 10 b.example.net.\n`,
      ['view-apex-differs information MX'],
    ],
    ['with mail servers in one only', `${TOP}@ MX 10 a.example.net.\n`, TOP, ['view-apex-differs information @']],
    [
      'with the same ones in another order',
      `${TOP}@ MX 10 a.example.net.\n@ MX 20 b.example.net.\n`,
      `${TOP}@ MX 20 b.example.net.\n@ MX 10 A.example.net.\n`,
      [],
    ],
    [
      'that is signed in one',
      `${TOP}@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n`,
      TOP,
      ['view-signing-differs information SOA'],
    ],
    [
      'that is signed with other keys',
      `${TOP}@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n`,
      `${TOP}@ DNSKEY 257 3 15 BBBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n`,
      ['view-signing-differs information SOA'],
    ],
    [
      'with an alias outside to a name that is only inside',
      `${TOP}x A 10.0.0.1\n`,
      `${TOP}y CNAME x.corp.example.edu.\n`,
      ['target-inside-only warning x.corp.example.edu.'],
      conf(INSIDE, '', 'zone "corp.example.edu" { type primary; file "corp.db"; };'),
    ],
    [
      'with an alias outside to a name of the wide world',
      TOP,
      `${TOP}y CNAME z.corp.example.edu.\n`,
      [],
      conf(INSIDE, '', 'zone "corp.example.edu" { type primary; file "corp.db"; };'),
    ],
  ];
  for (const [title, inside, outside, found, text = conf()] of CASES) {
    it(title, async () => {
      const site = await siteOf({
        'named.conf': text,
        'in.db': inside,
        'out.db': outside,
        'corp.db': `${TOP}x A 10.0.0.1\nz A 192.0.2.7\n`,
      });
      assert.deepEqual(said(site, 'out.db'), found);
      assert.deepEqual(said(site, 'in.db'), []);
    });
  }

  it('with a target outside whose zone has it inside only', async () => {
    const other = (view: string) => `zone "example.edu" { type primary; file "edu.${view}.db"; };`;
    const site = await siteOf({
      'named.conf': conf(INSIDE, other('out'), other('in')),
      'in.db': TOP,
      'out.db': `${TOP}@ MX 10 mail.example.edu.\nwww CNAME gone.example.edu.\n`,
      'edu.in.db': `${TOP}mail A 192.0.2.7\n`,
      'edu.out.db': TOP,
    });
    assert.deepEqual(said(site, 'out.db'), [
      'view-apex-differs information MX',
      'target-inside-only warning mail.example.edu.',
      'target-not-there warning gone.example.edu.',
    ]);
  });
});

describe('a target of the zone itself that only a view inside has', () => {
  const CONF = `${OPTIONS}view "in" { match-clients { 192.0.2.0/24; }; zone "example.com" { type primary; file "in.db"; }; };\nview "out" { zone "example.com" { type primary; file "out.db"; }; };\n`;
  const lines = 'portal CNAME intra\n@ MX 10 mail\nx CNAME gone\n';
  const messages = (site: Site, path: string): string[] =>
    site
      .problems(path, /cname-dangling|target-no-address/)
      .map(({ rule, message, related }) =>
        [rule, /view 'in' /.test(message) && / view 'out'/.test(message), related?.length ?? 0].join(' '),
      );
  const inside = `${TOP}${lines}intra A 192.0.2.9\nmail A 192.0.2.25\n`;
  const found = ['zone/cname-dangling true 1', 'zone/target-no-address true 1', 'zone/cname-dangling false 0'];

  it('names that view', async () => {
    const site = await siteOf({ 'named.conf': CONF, 'in.db': inside, 'out.db': TOP + lines });
    assert.deepEqual(messages(site, 'out.db'), found);
    assert.deepEqual(messages(site, 'in.db'), ['zone/cname-dangling false 0']);
  });

  it('names it no longer when the name goes there, too', async () => {
    const site = await siteOf({ 'named.conf': CONF, 'in.db': TOP + lines, 'out.db': TOP + lines });
    const none = found.map((line) => line.replace('true 1', 'false 0'));
    assert.deepEqual(messages(site, 'out.db'), none);
    await site.write('in.db', inside);
    assert.deepEqual(messages(site, 'out.db'), found);
    await site.write('in.db', TOP + lines);
    assert.deepEqual(messages(site, 'out.db'), none);
  });

  it('names none where this view is not for everyone', async () => {
    const site = await siteOf({
      'named.conf': CONF.replace('view "out" {', 'view "out" { match-clients { 198.51.100.0/24; };'),
      'in.db': inside,
      'out.db': TOP + lines,
    });
    assert.deepEqual(messages(site, 'out.db'), [
      'zone/cname-dangling false 0',
      'zone/target-no-address false 0',
      'zone/cname-dangling false 0',
    ]);
  });
});

describe('the name servers of all zones', () => {
  const names = ['a.example', 'b.example', 'c.example', 'sub.example.net', '1.2.3.in-addr.arpa'];
  const zones = (text: (name: string) => string): Files =>
    Object.fromEntries([...names, 'example.net'].map((name) => [`${name}.db`, SOA + text(name)]));
  const conf = OPTIONS + names.map((name) => zone(name)).join('');
  const both = '@ NS ns1.example.net.\n@ NS ns2.example.net.\n';
  const told = (site: Site): string[] =>
    site.problems('named.conf', /servers-of-one-zone/).map(({ message }) => message);

  it('have names in one zone: information, once', async () => {
    const site = await siteOf({ 'named.conf': conf, ...zones(() => both) });
    const [message, ...more] = told(site);
    assert.match(
      message,
      /^The name servers of all 3 zones here, such as a\.example\., have names in example\.net\. alone/,
    );
    assert.deepEqual(more, []);
    await site.write('b.example.db', `${SOA}${both}@ NS ns.example.org.\n`);
    assert.deepEqual(told(site), []);
    await site.write('b.example.db', SOA + both);
    assert.equal(told(site).length, 1);
  });

  for (const [what, text, files] of [
    [
      'one of them lies elsewhere',
      conf,
      zones((name) => (name === 'c.example' ? `${both}@ NS ns.example.org.\n` : both)),
    ],
    [
      'there are two zones',
      OPTIONS +
        names
          .slice(1)
          .map((name) => zone(name))
          .join(''),
      zones(() => both),
    ],
    ['the zones have their own', conf, zones(() => '@ NS ns1\n@ NS ns2\n')],
    [
      'the names are no more than a top level domain apart',
      conf,
      zones(() => '@ NS one.example.\n@ NS two.example.\n'),
    ],
    [
      'they are for clients inside',
      `${OPTIONS}view "in" { match-clients { 192.0.2.0/24; }; ${names.map((name) => zone(name)).join('')} };\n`,
      zones(() => both),
    ],
  ] as const) {
    it(`is not told where ${what}`, async () => {
      assert.deepEqual(told(await siteOf({ 'named.conf': text, ...files })), []);
    });
  }
});

/** What a resolver of a view would be answered: by the reverse zone of the view, or one that it takes over, else not by this server. */
describe('a reverse zone and the views', () => {
  const own = (view: string) => `zone "example.com" { type primary; file "${view}.db"; };`;
  const REVERSE = zone('2.0.192.in-addr.arpa');
  const conf = (ofIn: string, ofOut: string): string =>
    `${OPTIONS}view "in" { match-clients { 192.0.2.0/24; }; ${own('in')} ${ofIn} };\nview "out" { ${own('out')} ${ofOut} };\n`;
  const files = {
    'in.db': `${TOP}@ MX 10 mail\nwww A 10.0.0.1\nmail A 192.0.2.2\n`,
    'out.db': `${TOP}@ MX 10 mail\nwww A 192.0.2.1\nmail A 192.0.2.3\n`,
    '2.0.192.in-addr.arpa.db': `${TOP}1 PTR www.example.com.\n9 PTR www.example.com.\n`,
  };
  const ADDRESS = /192\.0\.2\.\d/;

  for (const [what, text, reverse, inside, outside] of [
    [
      'takes it over',
      conf(REVERSE, 'zone "2.0.192.in-addr.arpa" { in-view "in"; };'),
      ['192.0.2.9'],
      ['192.0.2.2'],
      ['192.0.2.3'],
    ],
    ['has none', conf(REVERSE, ''), ['192.0.2.1', '192.0.2.9'], ['192.0.2.2'], []],
    ['has none, and the other one has it', conf('', REVERSE), ['192.0.2.9'], [], ['192.0.2.3']],
  ] as const) {
    it(`is for the addresses of a view that ${what}`, async () => {
      const site = await siteOf({ 'named.conf': text, ...files });
      const told = (path: string, rule: RegExp) =>
        site.problems(path, rule).map(({ message }) => ADDRESS.exec(message)?.[0]);
      assert.deepEqual(told('2.0.192.in-addr.arpa.db', /\/ptr-mismatch/), reverse);
      assert.deepEqual(told('in.db', /address-ptr-mismatch/), inside);
      assert.deepEqual(told('out.db', /address-ptr-mismatch/), outside);
    });
  }

  it('is looked at again when a view takes it over, or no longer does', async () => {
    const taken = conf(REVERSE, 'zone "2.0.192.in-addr.arpa" { in-view "in"; };');
    const site = await siteOf({ 'named.conf': conf(REVERSE, ''), ...files });
    const told = () =>
      [
        ...site.problems('2.0.192.in-addr.arpa.db', /\/ptr-mismatch/),
        ...site.problems('out.db', /address-ptr-mismatch/),
      ].map(({ message }) => ADDRESS.exec(message)?.[0]);
    const before = told();
    await site.write('named.conf', taken);
    assert.deepEqual(told(), ['192.0.2.9', '192.0.2.3']);
    await site.write('named.conf', conf(REVERSE, ''));
    assert.deepEqual(told(), before);
  });
});
