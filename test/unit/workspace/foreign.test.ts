/** Files that are taken for zones or configurations and are something else, and templates. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { siteOf, TOP, uriOf } from './harness.ts';

/** What is said of the file `z` that a configuration loads. */
async function said(text: string): Promise<string[]> {
  const site = await siteOf(
    { 'named.conf': 'zone "example.com" { type primary; file "z"; };', z: text },
    { open: ['z'] },
  );
  const all = site.workspace.problems().get(uriOf('z')) ?? [];
  const sent = site.workspace.problemsOf(uriOf('z'), 1000).problems;
  assert.deepEqual(
    sent.map(({ rule }) => rule),
    all.map(({ rule }) => rule),
    'what is told of all files and of one is the same',
  );
  return all.map(({ rule, severity, start, end }) => `${severity} ${rule} ${JSON.stringify(text.slice(start, end))}`);
}

const FOREIGN: readonly [what: string, text: string, place: string][] = [
  ['statements of named.conf', 'zone "a" {\n  type primary;\n  file "b";\n};\n', 'zone "a" {'],
  ['another language', 'export const a = 1;\nexport const b = 2;\nexport default a;\n', 'export const a = 1;'],
  [
    'a list of accounts',
    '\nroot:x:0:0:root:/root:/bin/sh\nnews:x:9:9::/:/bin/sh\nmail:x:8:8::/:/bin/sh\n',
    'root:x:0:0:root:/root:/bin/sh',
  ],
  ["named's raw format", '\0\0\0\u0002\0\0\0\u0001abc', '\0\0\0\u0002\0\0\0\u0001abc'],
];
describe('a file that is no zone has one finding', () => {
  for (const [what, text, place] of FOREIGN) {
    test(what, async () => assert.deepEqual(await said(text), [`error zone/not-a-zone ${JSON.stringify(place)}`]));
  }
  test('a zone full of mistakes is judged record by record', async () => {
    const rules = await said('@ IN SAO ns1 host 1 2 3 4 5\n@ IN NSS ns1\nwww IN AA 192.0.2.1\n');
    assert.ok(rules.length > 2, rules.join());
    assert.ok(rules.every((rule) => !rule.includes('not-a-zone')));
  });
  test('one or two lines of something else may be slips', async () => {
    assert.ok((await said('hello there world\n')).every((rule) => !rule.includes('not-a-zone')));
  });
});

describe("a file in named's raw format", () => {
  const RAW = '\0\0\0\u0002\0\0\0\u0001\0\0\0\0 9.9.9.9 \u0007example\u0003com\n'.repeat(20);
  const saidOf = async (files: Record<string, string>, settings = {}) => {
    const site = await siteOf({ raw: RAW, ...files }, { open: Object.keys({ raw: '', ...files }), settings });
    for (const uri of site.workspace.problemMarks().keys()) {
      const all = site.workspace.problems().get(uri) ?? [];
      assert.deepEqual(
        site.workspace.problemsOf(uri, 1000).problems.map(({ message }) => message),
        all.map(({ message }) => message),
      );
    }
    return site.problems('raw').map(({ severity, rule }) => `${severity} ${rule}`);
  };
  const conf = (type: string, more = '') => ({
    'named.conf': `zone "example.com" { ${type} file "raw"; ${more} };`,
  });
  const REFUSED = ['error zone/not-a-zone'];
  const cases: readonly [what: string, files: Record<string, string>, expected: readonly string[]][] = [
    ['is what a secondary keeps', conf('type secondary; primaries { 192.0.2.1; };'), []],
    ['is what a slave keeps', conf('type slave; masters { 192.0.2.1; };'), []],
    ['is what a mirror keeps', conf('type mirror;'), []],
    ['is what a primary was told to read', conf('type primary;', 'masterfile-format raw;'), []],
    ['is refused by a primary', conf('type primary;'), REFUSED],
    ['is refused by a primary that says text', conf('type primary;', 'masterfile-format text;'), REFUSED],
    ['is refused as hints', { 'named.conf': 'zone "." { type hint; file "raw"; };' }, REFUSED],
    [
      'is refused where a primary loads it beside a secondary',
      {
        'named.conf':
          'zone "a" { type secondary; primaries { 192.0.2.1; }; file "raw"; }; zone "b" { type primary; file "raw"; };',
      },
      REFUSED,
    ],
    [
      'is refused where it is included',
      { 'named.conf': 'zone "a" { type primary; file "z"; };', z: '$INCLUDE raw\n' },
      REFUSED,
    ],
    ['is said where nothing is known to load it', {}, ['information zone/not-a-zone']],
  ];
  for (const [what, files, expected] of cases) test(what, async () => assert.deepEqual(await saidOf(files), expected));
  test('is refused as the zone that somebody says it is', async () => {
    assert.deepEqual(await saidOf({}, { origins: { [uriOf('raw')]: 'example.com.' } }), REFUSED);
  });
  test('holds names that are not missed', async () => {
    const files = (text: string) => ({
      'named.conf':
        'zone "example.com" { type secondary; primaries { 192.0.2.1; }; file "copy"; }; zone "2.0.192.in-addr.arpa" { type primary; file "z"; };',
      copy: text,
      z: `${TOP.replaceAll('ns', 'ns.example.net.')}9 PTR nobody.example.com.\n`,
    });
    const missed = async (text: string) => (await siteOf(files(text))).problems('z', /ptr-mismatch/).length;
    assert.equal(await missed(TOP), 1);
    assert.equal(await missed(RAW), 0);
  });
});

const MARKS: readonly [mark: string, line: string][] = [
  ['{{ address }}', 'www A {{ address }}'],
  ['{% for ns in servers %}', '{% for ns in servers %}'],
  ['{# a comment #}', '{# a comment #}'],
  ['<%= @address %>', 'www A <%= @address %>'],
  ['@@ADDRESS@@', 'www A @@ADDRESS@@'],
  ['@PRIMARY_ADDRESS@', 'www A @PRIMARY_ADDRESS@'],
  ['%ADDRESS%', 'www A %ADDRESS%'],
  ['FIXME_ADDRESS', 'www A FIXME_ADDRESS'],
  ['${address}', 'www A ${address}'],
  ['$ADDRESS', 'www A $ADDRESS'],
  ['$SERIAL', 'x SOA ns1 host (\n\t$SERIAL ; serial\n\t$REFRESH 900 1209600 300 )'],
  ['__ADDRESS__', 'www A __ADDRESS__'],
];
describe('a template has one finding', () => {
  for (const [mark, line] of MARKS) {
    test(mark, async () => {
      assert.deepEqual(await said(`${TOP}bad A 1.2.3\n${line}\n`), [
        `information zone/template ${JSON.stringify(mark)}`,
      ]);
    });
  }
  const PLAIN: readonly string[] = [
    'www TXT "{{ address }} %ADDRESS% ${address}"',
    '; {{ address }} @@ADDRESS@@ __ADDRESS__',
    '$GENERATE 1-4 host${0,3} A 192.0.2.$',
    '@ TXT v=spf1 exists:%{i}.example.org -all',
    '_sip._tcp SRV 0 0 5060 www',
    '100%25 TXT a',
    '  $ORIGIN sub\n  $TTL 60\n\t$GENERATE 1-2 h$ A 192.0.2.$',
  ];
  for (const line of PLAIN) {
    test(`no mark: ${line}`, async () => {
      const rules = await said(`${TOP}bad A 1.2.3\n${line}\n`);
      assert.ok(
        rules.some((rule) => rule.includes('zone/bad-rdata')),
        rules.join(),
      );
    });
  }
  test('in a configuration, in quotes too', async () => {
    const text = 'options { directory "{{ directory }}"; };\n';
    const site = await siteOf({ 'named.conf': text });
    const [problem, ...more] = site.workspace.problems().get(uriOf('named.conf')) ?? [];
    assert.deepEqual(more, []);
    assert.equal(`${problem.severity} ${problem.rule}`, 'information conf/template');
    assert.equal(text.slice(problem.start, problem.end), '{{ directory }}');
    assert.match(problem.message, /\{\{ directory \}\}/);
  });
  test('in a configuration, where it stands first on its line', async () => {
    for (const indent of ['', '\t']) {
      const text = `options {\n${indent}$EXTRA\n};\n${indent}$ZONES\n`;
      const site = await siteOf({ 'named.conf': text });
      const [problem, ...more] = site.workspace.problems().get(uriOf('named.conf')) ?? [];
      assert.deepEqual(more, []);
      assert.equal(text.slice(problem.start, problem.end), '$EXTRA');
      assert.match(problem.message, /\$EXTRA is filled in/);
    }
  });
  describe('in a configuration', () => {
    const saidOf = async (text: string, more: Record<string, string> = {}) => {
      const site = await siteOf({ 'named.conf': text, ...more });
      return (site.workspace.problems().get(uriOf('named.conf')) ?? [])
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ severity, rule, start, end }) => `${severity} ${rule} ${text.slice(start, end)}`);
    };

    test('what is wrong whatever is filled in is a warning', async () => {
      for (const [text, wrong] of [
        ['options { port {{ port }}; recursoin no; };', 'conf/unknown-statement recursoin'],
        ['options {\n\t@@MORE@@\n\tdnssec-enable yes;\n};', 'conf/removed-statement dnssec-enable'],
        ['zone "%ZONE%" { type primary; file "f"; max-cache-size 1; };', 'conf/misplaced-statement max-cache-size'],
        ['acl a { ${NET}; };\noptions { recursion maybe; };', 'conf/wrong-value maybe'],
        ['options { version <%= version %>; recursion no\n};', 'conf/missing-semicolon o'],
      ]) {
        assert.deepEqual(await saidOf(text), [`warning ${wrong}`]);
      }
    });

    test('what hangs on a mark is not told', async () => {
      for (const text of [
        'acl lan { {{ nets }} 10.0.0.0/8; };\noptions { allow-query { lan; others; }; };',
        'options {\n\t{{ more }}\n};\n{{ clauses }}\nzone "a" { type {{ type }}; file "__FILE__"; };',
        'zone "a" { type secondary; primaries { @@PRIMARY@@ key k; }; };',
        'options { forwarders { ${FORWARDER} }; port %PORT%; recursion {{ yes }} };',
        'key "k" { algorithm {{ algorithm }}; secret "{{ secret }}"; };\ncontrols { inet * allow { any; } keys { l; }; };',
        'options { {{ open }} recursoin no; }; };',
      ]) {
        assert.deepEqual(await saidOf(text), [], text);
      }
    });

    test('nothing is told where marks say which lines there are', async () => {
      for (const control of [
        '{% if x %}',
        '<% if x %>',
        '{{#each zones}}',
        '{{ if .X }}',
        '% for zone in zones:',
        `<%= ${'x '.repeat(60)}%>`,
        '<%= x',
        "ifdef(`X', `')",
      ]) {
        assert.deepEqual(await saidOf(`options { port {{ port }}; };\n${control}\nbogus yes;\n`), [], control);
      }
    });

    test('what a template may define is not missed in the files beside it', async () => {
      const text = 'include "acls";\noptions { allow-query { office; }; recursoin no; };';
      assert.deepEqual(await saidOf(text, { acls: 'acl "{{ name }}" { 192.0.2.1; };' }), [
        'error conf/unknown-statement recursoin',
      ]);
    });
  });
  test('lists in lists of a configuration are no marks', async () => {
    const text = 'acl office {{ 192.0.2.0/24; }; };\nacl deep {{{{ any; };};};};\nnosuch 1;\n';
    const site = await siteOf({ 'named.conf': text });
    const rules = (site.workspace.problems().get(uriOf('named.conf')) ?? []).map(({ rule }) => rule);
    assert.ok(rules.includes('conf/unknown-statement'), rules.join());
    assert.ok(!rules.includes('conf/template'));
  });
  test('marks that come and go with an edit', async () => {
    const site = await siteOf(
      { 'named.conf': 'zone "example.com" { type primary; file "z"; };', z: `${TOP}bad A 1.2.3\n` },
      { open: ['z'] },
    );
    const rules = (): string[] => site.workspace.problemsOf(uriOf('z'), 100).problems.map(({ rule }) => rule);
    assert.ok(rules().includes('zone/bad-rdata'));
    await site.edit('z', 'bad A', '{{ host }} A');
    assert.deepEqual(rules(), ['zone/template']);
    await site.edit('z', '{{ host }} A', 'bad A');
    assert.ok(rules().includes('zone/bad-rdata'));
  });
});

describe('an encrypted file has one finding, and what it defines is not called undefined', () => {
  const SEALED: Readonly<Record<string, string>> = {
    SOPS: '{\n\t"data": "ENC[AES256_GCM,data:LSt=,iv:MjC=,tag:1tN==,type:str]",\n\t"sops": {}\n}\n',
    'Ansible Vault': '$ANSIBLE_VAULT;1.1;AES256\n6238653366313936\n',
    'git-crypt': '\0GITCRYPT\0\u0012\u0001\u0002\u0003\u0004\u0005\u0006\u0007',
    age: '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n',
    OpenPGP: '-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n',
  };
  const conf =
    'include "keys";\nacl ours { key rndc; };\noptions { allow-query { ours; partners; }; };\ncontrols { inet 127.0.0.1 port 953 allow { ours; } keys { rndc; }; };\nzone "example.com" { type primary; file "db"; };\n';
  for (const [by, text] of Object.entries(SEALED)) {
    test(by, async () => {
      const site = await siteOf({ 'named.conf': conf, keys: text, db: text });
      const told = [...site.workspace.problems()].flatMap(([uri, problems]) =>
        problems
          .filter(({ severity }) => severity !== 'hint')
          .map(({ severity, rule, message }) => [uri.split('/').pop(), severity, rule, message.includes(by)].join(' ')),
      );
      assert.deepEqual(told.sort(), ['db information zone/template true', 'keys information conf/template true']);
    });
  }
});
