import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confDefinition } from '../../../../server/src/services/conf/definition.ts';
import { confHighlights } from '../../../../server/src/services/conf/highlights.ts';
import { confReferences } from '../../../../server/src/services/conf/references.ts';
import { confPrepareRename, confRename } from '../../../../server/src/services/conf/rename.ts';
import { confUri, editedFiles, openSite, textOf } from './harness.ts';

const SECRET = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ=';
const ZONE_FILE = '; the zone\n@ 3600 IN SOA ns hostmaster 1 1d 2h 4w 1h\n@ NS ns\nns A 192.0.2.1\n';
const KEY = (name: string): string => `key ${name} { algorithm hmac-sha256; secret "${SECRET}"; };\n`;

/** `file:line text` of each place. */
async function definitions(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { configuration, uri, offset, workspace } = await openSite(files);
  return confDefinition(configuration, uri, offset, workspace).map((each) => {
    const buffer = workspace.bufferOf(each.uri);
    const text = buffer ? textOf(buffer, each.range) : '';
    return `${each.uri.slice(confUri('').length)}:${each.range.start.line} ${text}`;
  });
}

const DEFINITIONS: readonly { what: string; files: Readonly<Record<string, string>>; at: readonly string[] }[] = [
  {
    what: 'an acl in an included file',
    files: {
      'named.conf': 'include "acls";\noptions { allow-query { !In$0side; }; };',
      acls: '\nacl "inside" { any; };',
    },
    at: ['acls:1 inside'],
  },
  { what: 'a key', files: { 'named.conf': `${KEY('k1.')}server 192.0.2.1 { keys k$01; };` }, at: ['named.conf:0 k1.'] },
  {
    what: 'the key of a primary',
    files: { 'named.conf': `${KEY('k1')}zone a { type secondary; primaries { 192.0.2.1 key k$01; }; };` },
    at: ['named.conf:0 k1'],
  },
  {
    what: 'the key of the same view',
    files: { 'named.conf': `${KEY('k')}view v {\n${KEY('k')}server 192.0.2.1 { keys { $0k; }; }; };` },
    at: ['named.conf:2 k'],
  },
  {
    what: 'the key of update-policy',
    files: { 'named.conf': `${KEY('k')}zone a { type primary; update-policy { grant $0k zonesub any; }; };` },
    at: ['named.conf:0 k'],
  },
  {
    what: 'a list of servers',
    files: { 'named.conf': 'primaries P { 192.0.2.1; };\nzone a { type secondary; primaries { p$0; }; };' },
    at: ['named.conf:0 P'],
  },
  {
    what: 'a tls clause',
    files: { 'named.conf': 'tls t { };\noptions { listen-on port 853 tls t$0 { any; }; };' },
    at: ['named.conf:0 t'],
  },
  {
    what: 'an http clause',
    files: { 'named.conf': 'http h { };\noptions { listen-on tls x http h$0 { any; }; };' },
    at: ['named.conf:0 h'],
  },
  {
    what: 'a policy',
    files: { 'named.conf': 'dnssec-policy "p" { };\nzone a { type primary; dnssec-policy p$0; };' },
    at: ['named.conf:0 p'],
  },
  {
    what: 'a policy in other letters is another one',
    files: { 'named.conf': 'dnssec-policy "p" { };\nzone a { dnssec-policy P$0; };' },
    at: [],
  },
  {
    what: 'a channel',
    files: { 'named.conf': 'logging { channel c { stderr; };\ncategory default { null; c$0; }; };' },
    at: ['named.conf:0 c'],
  },
  {
    what: 'a view',
    files: { 'named.conf': 'view v { };\nview w { zone a { in-view v$0; }; };' },
    at: ['named.conf:0 v'],
  },
  { what: 'what named brings along', files: { 'named.conf': 'options { allow-query { an$0y; }; };' }, at: [] },
  { what: 'an include', files: { 'named.conf': 'include "mo$0re";', more: 'acl a { any; };' }, at: ['more:0 '] },
  {
    what: 'a zone: its SOA',
    files: { 'named.conf': 'zone "exa$0mple.com" { type primary; file "db.x"; };', 'db.x': ZONE_FILE },
    at: ['db.x:1 @'],
  },
  {
    what: 'a zone file: its SOA',
    files: { 'named.conf': 'zone "example.com" { type primary; file "d$0b.x"; };', 'db.x': ZONE_FILE },
    at: ['db.x:1 @'],
  },
  {
    what: 'a forward zone: its statement',
    files: { 'named.conf': '\nzone "exa$0mple.com" { type forward; forwarders { 192.0.2.1; }; };' },
    at: ['named.conf:1 "example.com"'],
  },
  {
    what: 'a zone in another view',
    files: {
      'named.conf':
        'view a { zone "example.com" { type primary; file "db.x"; }; };\nview b { zone "exam$0ple.com" { in-view a; }; };',
      'db.x': ZONE_FILE,
    },
    at: ['db.x:1 @'],
  },
  {
    what: 'the zone of a response policy',
    files: { 'named.conf': 'options { response-policy { zone "rp$0z"; }; };\nzone rpz. { type primary; file "x"; };' },
    at: ['named.conf:1 rpz.'],
  },
  {
    what: 'a certificate',
    files: { 'named.conf': 'tls t { cert-file "ce$0rt.pem"; };', 'cert.pem': 'x' },
    at: ['cert.pem:0 '],
  },
  { what: 'rndc.conf', files: { 'rndc.conf': `${KEY('rk')}options { default-key r$0k; };` }, at: ['rndc.conf:0 rk'] },
];
for (const { what, files, at } of DEFINITIONS) {
  test(`definition in named.conf: ${what}`, async () => assert.deepEqual(await definitions(files), at));
}

const ACLS = {
  'named.conf': 'acl inside { 10/8; };\ninclude "more";\noptions { allow-query { in$0side; }; };\n',
  more: 'acl other { "INSIDE"; any; };\nview v { match-clients { !inside; }; };\n',
};

test('references in named.conf: across files, with and without the definition', async () => {
  const site = await openSite(ACLS);
  const all = confReferences(site.configuration, site.uri, site.offset, true, site.workspace);
  assert.deepEqual(
    all.items
      .map(({ uri, range }) => `${uri.slice(confUri('').length)}:${range.start.line}:${range.start.character}`)
      .sort(),
    ['more:0:13', 'more:1:26', 'named.conf:0:4', 'named.conf:2:24'],
  );
  assert.equal(all.left, 0);
  const uses = confReferences(site.configuration, site.uri, site.offset, false, site.workspace);
  assert.equal(uses.items.length, 3);
});

test('highlights in named.conf: the places of the file', async () => {
  const site = await openSite(ACLS);
  const found = confHighlights(site.configuration, site.uri, site.offset, site.buffer);
  assert.deepEqual(
    found.map(({ kind, range }) => [kind, range.start.line]),
    [
      [3, 0],
      [2, 2],
    ],
  );
});

test('rename in named.conf: across files, quotes kept', async () => {
  const site = await openSite(ACLS);
  const subject = confPrepareRename(site.configuration, site.uri, site.offset, site.workspace);
  assert.ok(subject && 'range' in subject);
  assert.equal(subject.placeholder, 'inside');
  const edit = confRename(site.configuration, site.uri, site.offset, 'lan', site.workspace);
  assert.ok(edit && !('reason' in edit));
  assert.deepEqual(editedFiles(site, edit), {
    'named.conf': 'acl lan { 10/8; };\ninclude "more";\noptions { allow-query { lan; }; };\n',
    more: 'acl other { "lan"; any; };\nview v { match-clients { !lan; }; };\n',
  });
});

test('rename in named.conf: a name that needs quotes gets them', async () => {
  const site = await openSite(ACLS);
  const edit = confRename(site.configuration, site.uri, site.offset, 'my net', site.workspace);
  assert.ok(edit && !('reason' in edit));
  assert.equal(
    editedFiles(site, edit).more,
    'acl other { "my net"; any; };\nview v { match-clients { !"my net"; }; };\n',
  );
});

test('rename in named.conf: the key of a view leaves its namesake alone', async () => {
  const site = await openSite({
    'named.conf':
      'key k { };\nserver 192.0.2.1 { keys k; };\nview v {\nkey k { };\nserver 192.0.2.2 { keys k$0; };\n};\n',
  });
  const edit = confRename(site.configuration, site.uri, site.offset, 'k2', site.workspace);
  assert.ok(edit && !('reason' in edit));
  assert.equal(
    editedFiles(site, edit)['named.conf'],
    'key k { };\nserver 192.0.2.1 { keys k; };\nview v {\nkey k2 { };\nserver 192.0.2.2 { keys k2; };\n};\n',
  );
});

const REFUSED: readonly { what: string; text: string; name: string; says: RegExp }[] = [
  {
    what: 'a name that named brings along',
    text: 'options { allow-query { an$0y; }; };',
    name: 'x',
    says: /named brings along/,
  },
  { what: 'the default policy', text: 'zone a { dnssec-policy def$0ault; };', name: 'x', says: /named brings along/ },
  { what: 'to such a name', text: 'acl a$0 { 10/8; };', name: 'none', says: /choose another/ },
  { what: 'to a name that is taken', text: 'acl a$0 { any; };\nacl B { any; };', name: 'b', says: /another acl/ },
  { what: 'to an address', text: 'acl a$0 { any; };', name: '10.0.0.1', says: /address/ },
  { what: 'to a word of address lists', text: 'acl a$0 { any; };', name: 'key', says: /word of address lists/ },
  { what: 'to nothing', text: 'acl a$0 { any; };', name: ' ', says: /empty/ },
  { what: 'to more than a name', text: 'acl a$0 { any; };', name: 'b; };', says: /semicolons/ },
  { what: 'a key to what is no domain name', text: 'key a$0 { };', name: 'a b', says: /domain name/ },
  { what: 'a zone', text: 'zone "a$0" { type hint; };', name: 'b', says: /zone/ },
  { what: 'what is not defined', text: 'options { allow-query { lo$0st; }; };', name: 'b', says: /is defined/ },
];
for (const { what, text, name, says } of REFUSED) {
  test(`rename in named.conf is refused: ${what}`, async () => {
    const site = await openSite({ 'named.conf': text });
    const result = confRename(site.configuration, site.uri, site.offset, name, site.workspace);
    assert.ok(result && 'reason' in result);
    assert.match(result.reason, says);
  });
}

test('rename in named.conf: nothing where no name stands', async () => {
  const site = await openSite({ 'named.conf': 'options { recur$0sion yes; };' });
  assert.equal(confRename(site.configuration, site.uri, site.offset, 'x', site.workspace), undefined);
  assert.equal(confPrepareRename(site.configuration, site.uri, site.offset, site.workspace), undefined);
});
