/** What is taken from the configurations of other servers, as people write them, and from what they mistype. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerReading } from '../../../../server/src/workspace/otherServers/otherServer.ts';
import { OTHER_SERVERS, otherServerOf } from '../../../../server/src/workspace/otherServers/servers.ts';

/** Reads a configuration whose includes mean these files, by path. */
function read(fileName: string, text: string, included: Readonly<Record<string, string>> = {}): ServerReading {
  const server = otherServerOf(fileName);
  assert.ok(server, `${fileName} is no configuration`);
  return server.read(text, (path) => (path in included ? [included[path]] : []));
}

const zonesOf = ({ zones }: ServerReading): string[] =>
  zones.map(
    ({ name, path, type, responsePolicy }) =>
      `${name} ${path}${type === 'secondary' ? ' secondary' : ''}${responsePolicy ? ' rpz' : ''}`,
  );

const CASES: readonly [what: string, file: string, text: string, zones: string[], included?: Record<string, string>][] =
  [
    [
      'NSD: zones, patterns that include patterns, and secondaries',
      'nsd.conf',
      `# authoritative
server:
	zonesdir: "/etc/nsd/zones" # where they are
	ip-address: 192.0.2.53
key:
	name: transfer
pattern:
	name: "ours"
	zonefile: "%s.zone"
	notify: 192.0.2.54 transfer
pattern:
	name: copies
	include-pattern: ours
	request-xfr: 192.0.2.1 NOKEY
zone:
	name: example.com
	include-pattern: ours
zone: name: "example.net"
	zonefile: master/net.db
zone:
	name: example.org.
	include-pattern: copies
zone:
	name: no.file.example
`,
      ['example.com example.com.zone', 'example.net master/net.db', 'example.org. example.org.zone secondary'],
    ],
    [
      'NSD: files that include others, and folders by letter',
      'nsd.conf',
      'server:\n  zonesdir: zones\ninclude: "nsd.conf.d/*.conf"\nzone:\n  name: example.com\n  include-pattern: p\n',
      ['example.com %/e/com/example/example.com'],
      { 'nsd.conf.d/*.conf': 'pattern:\n  name: p\n  zonefile: "%/%1/%z/%y/%s"\n  include-pattern: p\n' },
    ],
    [
      'Knot DNS: templates, storage and secondaries',
      'knot.conf',
      `server:
    listen: [ 192.0.2.53@53, 2001:db8::53@53 ]

remote:
  - id: primary
    address: 192.0.2.1@53

template:
  - id: default
    storage: "/var/lib/knot/zones" # all of them
    semantic-checks: on
  - id: copies
    storage: /var/lib/knot/copies
    file: "%s.copy"
    master: primary

zone:
  - domain: example.com
  - domain: example.net.
    file: "net.db"
  # commented: - domain: example.edu
  - domain: example.org
    template: copies
  - domain: other.example
    file: "/srv/%c[0]/%s"
  - domain: "quoted.example"
    storage: "/srv"
    file: 'it.zone'
`,
      [
        'example.com /var/lib/knot/zones/example.com.zone',
        'example.net. /var/lib/knot/zones/net.db',
        'example.org /var/lib/knot/copies/example.org.copy secondary',
        'quoted.example /srv/it.zone',
      ],
    ],
    [
      'Knot DNS: includes',
      'knot.conf',
      'include: zones.conf\nzone:\n- domain: a.example\n',
      ['b.example /z/b.example.zone', 'a.example /z/a.example.zone'],
      { 'zones.conf': 'template:\n  - id: default\n    storage: /z\nzone:\n  - domain: b.example\n' },
    ],
    [
      'Unbound: zones that it serves itself, policies, and what has no file',
      'unbound.conf',
      `server:
    directory: "/etc/unbound"
    interface: 127.0.0.1
auth-zone:
    name: "home.arpa."
    zonefile: "home.zone"
    for-upstream: no
auth-zone:
    name: "."
    primary: 199.9.14.201
    zonefile: "root.zone"
rpz:
    name: "rpz.home.arpa"
    zonefile: rpz.zone
stub-zone:
    name: "corp.example.com"
    stub-addr: 192.0.2.53
forward-zone:
    name: "."
    forward-addr: 192.0.2.54
`,
      ['home.arpa. home.zone', '. root.zone secondary', 'rpz.home.arpa rpz.zone rpz'],
    ],
    [
      'CoreDNS: files of server blocks, of several zones, in a root, imported',
      'Corefile',
      `(common) {
    errors
    file common.db shared.example
}
# forward
example.org:1053, example.net {
    root /etc/coredns/zones
    file db.example.org {
        reload 30s
    }
    transfer {
        to *
    }
}
dns://example.com:53 10.0.0.0/24 2001:db8::/32 {
    file db.example.com example.com
    file db.10.0.0 10.0.0.0/24
    sign db.six 2001:db8::/32
    import common
}
. {
    forward . 192.0.2.1
    import extra
}
{$ZONE} {
    file db.x
}
`,
      [
        'example.org /etc/coredns/zones/db.example.org',
        'example.net /etc/coredns/zones/db.example.org',
        'example.com db.example.com',
        '0.0.10.in-addr.arpa. db.10.0.0',
        '8.b.d.0.1.0.0.2.ip6.arpa. db.six',
        'shared.example common.db',
        'extra.example db.extra',
      ],
      { extra: 'file db.extra extra.example\n' },
    ],
    [
      "PowerDNS: the configuration that its bind backend reads, in named's language",
      'pdns.conf',
      '# backends\nlaunch=gsqlite3\nlaunch+=bind\nbind-config=/etc/powerdns/bind.conf\nbind-check-interval=60\n',
      ['example.com example.com.zone', 'example.net /srv/net secondary'],
      {
        '/etc/powerdns/bind.conf':
          'options { directory "/srv/zones"; };\nzone "example.com" { type native; file "example.com.zone"; };\ninclude "more.conf";\n',
        'more.conf': 'zone "example.net" { type slave; file "/srv/net"; masters { 192.0.2.1; }; };\n',
      },
    ],
    [
      'PowerDNS without that backend',
      'pdns.conf',
      'launch=gmysql\nbind-config=bind.conf\n',
      [],
      { 'bind.conf': 'zone a { file "b"; };' },
    ],
  ];
for (const [what, file, text, zones, included] of CASES) {
  test(what, () => assert.deepEqual(zonesOf(read(file, text, included)), zones));
}

test('the folder that relative paths start in', () => {
  assert.equal(read('nsd.conf', 'server: zonesdir: "/z"\n').directory, '/z');
  assert.equal(read('unbound.conf', 'server:\n directory: "/u"\n').directory, '/u');
  assert.equal(read('nsd.conf', 'server:\n zonesdir: ""\n').directory, undefined);
});

const AUTO: readonly [line: string, keys: string, names: Readonly<Record<string, string | undefined>>][] = [
  ['directory /z', '.', { 'db.example.com': 'example.com', 'example.com': undefined }],
  [
    'directory /z',
    'example.org',
    { 'db.example.org': 'example.org', 'db.www.example.org': 'www.example.org', 'db.example.com': undefined },
  ],
  ['directory /z (.*)\\.zone {1}', '.', { 'example.com.zone': 'example.com', 'db.example.com': undefined }],
  [
    'directory /z ^(.+)\\.db$ {1}.example',
    '.',
    { 'corp.db': 'corp.example', '.db': undefined, 'corp.db.bak': undefined },
  ],
  ['directory /z (.*)\\.(.*)\\.z {2}.{1}', '.', { 'a.b.c.z': 'c.a.b' }],
  ['directory /z [a-z]+ {0}', '.', {}],
  ['directory /z (a|b) {1}', '.', {}],
];
for (const [line, keys, names] of AUTO) {
  test(`CoreDNS: auto with ${line} in ${keys}`, () => {
    const { folders } = read('Corefile', `${keys} {\n  auto {\n    ${line}\n    reload 10s\n  }\n}\n`);
    assert.deepEqual(
      folders.map(({ path }) => path),
      Object.keys(names).length > 0 ? ['/z'] : [],
    );
    for (const [name, origin] of Object.entries(names)) assert.equal(folders[0].originOf(name), origin, name);
  });
}

test('an expression for names of files takes time that grows with the name', () => {
  const { folders } = read('Corefile', `. {\n auto {\n directory z ${'(.*)a'.repeat(30)}b {1}\n }\n}\n`);
  assert.equal(folders[0].originOf('a'.repeat(2000)), undefined);
});

/** What people leave half-written, and what no program writes. */
const BROKEN = [
  '',
  ':',
  '"',
  "'",
  '{',
  '}',
  '{{{{{{{{{{{{{{{{{{{{',
  'zone:',
  'zone: zone: zone:',
  '- - -',
  '-',
  'include:',
  'include: self',
  'import self',
  '(self) {\n import self\n}\nimport self\n',
  'a {\n import self\n',
  'launch=bind\nbind-config=self\n',
  'include "self";',
  'zone:\n  name: "open\n  zonefile: x\n',
  'pattern:\n name: a\n include-pattern: b\npattern:\n name: b\n include-pattern: a\nzone:\n name: c\n include-pattern: a\n',
  'zone:\n  - domain: "x\n\t- file',
  '\0\u0001\u0002',
  '%%%s%',
  'zone:\n - domain: x\n   file: "%"\n',
];
test('whatever stands there is read, and includes of themselves end', () => {
  for (const { read: readAny } of OTHER_SERVERS) {
    for (const text of BROKEN) {
      const { zones, folders } = readAny(text, () => [text, text]);
      assert.ok(zones.length + folders.length < 10_000);
    }
  }
});

test('large configurations take time that grows with their length', () => {
  const zones = Array.from({ length: 20_000 }, (_, i) => `zone:\n name: z${i}.example\n include-pattern: p\n`).join('');
  assert.equal(read('nsd.conf', `pattern:\n name: p\n zonefile: "%s"\n${zones}`).zones.length, 20_000);
  const items = Array.from({ length: 20_000 }, (_, i) => `  - domain: z${i}.example\n`).join('');
  assert.equal(read('knot.conf', `zone:\n${items}`).zones.length, 20_000);
  const blocks = Array.from({ length: 20_000 }, (_, i) => `z${i}.example {\n file db.z${i}\n}\n`).join('');
  assert.equal(read('Corefile', blocks).zones.length, 20_000);
  for (const sign of ['"', '{', '(', ':', '#', '- ', 'a,\n']) {
    for (const { read: readAny } of OTHER_SERVERS) readAny(sign.repeat(100_000), () => []);
  }
});

test('configurations are known by the names of their files', () => {
  const known = [
    'nsd.conf',
    'knot.conf',
    'knotd.conf',
    'Corefile',
    'Corefile.prod',
    'unbound.conf',
    'pdns.conf',
    'named.conf',

    'my-nsd.conf',
  ];
  assert.deepEqual(
    known.map((name) => otherServerOf(name)?.program),
    ['NSD', 'Knot DNS', 'Knot DNS', 'CoreDNS', 'CoreDNS', 'Unbound', 'PowerDNS', undefined, undefined],
  );
});
