import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confCodeLenses } from '../../../../server/src/services/conf/codeLenses.ts';
import { confCompletion } from '../../../../server/src/services/conf/completion/completion.ts';
import { confDefinition } from '../../../../server/src/services/conf/definition.ts';
import { confFolding } from '../../../../server/src/services/conf/folding.ts';
import { confFormat, confFormatOnType, confFormatRange } from '../../../../server/src/services/conf/format/format.ts';
import { confHighlights } from '../../../../server/src/services/conf/highlights.ts';
import { confHover } from '../../../../server/src/services/conf/hover.ts';
import { confInlayHints } from '../../../../server/src/services/conf/inlayHints.ts';
import { confLinks } from '../../../../server/src/services/conf/links.ts';
import { confReferences } from '../../../../server/src/services/conf/references.ts';
import { confPrepareRename, confRename } from '../../../../server/src/services/conf/rename.ts';
import { confSelections } from '../../../../server/src/services/conf/selections.ts';
import { confSignature } from '../../../../server/src/services/conf/signature.ts';
import { confSymbols } from '../../../../server/src/services/conf/symbols.ts';
import { confTokens } from '../../../../server/src/services/conf/tokens.ts';
import { confWorkspaceSymbols } from '../../../../server/src/services/conf/workspaceSymbols.ts';
import { type ConfSite, openSite } from './harness.ts';

const SECRET = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ=';
const COOKIE = '0123456789abcdef0123456789abcdef';

const RICH = `// rich
include "more";
acl "inside" { 10.0.0.0/8; !192.0.2.1; key k1; { localnets; }; };
key "k1" { algorithm hmac-sha256; secret "${SECRET}"; };
tls t { key-file "k"; cert-file "c"; }; http h { endpoints { "/q"; }; };
primaries p port 53 { 192.0.2.1 key k1 tls t; 2001:db8::1; };
dnssec-policy "pol" { keys { csk lifetime unlimited algorithm 13; }; nsec3param iterations 0; };
options {
	directory "/etc/bind"; cookie-secret "${COOKIE}";
	listen-on port 443 tls t http h { any; };
	allow-query { inside; }; rate-limit { window 5; };
	response-policy { zone "rpz" policy given; } qname-wait-recurse no;
	max-cache-size 90%; forwarders { 192.0.2.1 port 53; };
};
logging { channel c { file "l" versions 3 size 1m; severity debug 3; }; category default { c; null; }; };
controls { inet 127.0.0.1 port 953 allow { any; } keys { "k1"; }; };
view "v" IN { match-clients { any; };
  zone "example.com" IN { type secondary; primaries { p; 192.0.2.2 key k1; }; file "db.x"; };
  zone "rpz" { type primary; file "y"; update-policy { grant k1 zonesub any; }; };
};
view w { zone "example.com" { in-view v; }; };
trust-anchors { . initial-key 257 3 8 "AwEAAQ=="; };
`;

const BROKEN = [
  `key k1 { algorithm hmac-sha256; secret "${SECRET};\n};\noptions { allow-query { k1; }; };\nacl secret { any;\n`,
  `acl\nkey {\n secret = "${SECRET}"\nview\n zone "x { type primary\n file\n}; } options { allow-query { a; key`,
  `view "secret" { key "k" { secret ${SECRET}\n zone "a" { allow-query { secret ${SECRET}; }; file ${SECRET}; }; };\nacl ${SECRET} { any; };`,
  `options { cookie-secret /* x */ ${SECRET}; notify secret ${SECRET}; };\nzone a { type primary; file "secret ${SECRET}"; };`,
  `"\n/*\nkey k { secret "${SECRET}"; };`,
  `}}}; ;;; { { { !!! ! / 10.0.0.0 / 8 "a\nb" # \n\\`,
];

/** Every answer that a feature gives at an offset. */
function answersAt(site: ConfSite, offset: number): unknown[] {
  const { configuration, uri, buffer, workspace, lookup } = site;
  const tree = configuration.treeOf(uri)!;
  const options = { snippets: true, insertReplace: true };
  return [
    confCompletion(configuration, uri, offset, '9.20', lookup, options),
    confHover(configuration, uri, offset, '9.18'),
    confSignature(configuration, uri, offset, '9.21'),
    confDefinition(configuration, uri, offset, workspace),
    confReferences(configuration, uri, offset, true, workspace),
    confHighlights(configuration, uri, offset, buffer),
    confRename(configuration, uri, offset, 'new-name', workspace),
    confSelections(tree, buffer, [offset]),
    confFormatOnType(tree, buffer, offset, ';'),
    confFormatOnType(tree, buffer, offset, '}'),
    confFormatRange(tree, buffer, { start: offset, end: offset }),
  ];
}

function answersOf(site: ConfSite): unknown[] {
  const { configuration, uri, buffer, workspace } = site;
  const tree = configuration.treeOf(uri)!;
  const { zones, listed } = workspace;
  return [
    confSymbols(configuration, uri),
    confWorkspaceSymbols('', workspace.configurations, workspace),
    confFolding(tree, buffer),
    confLinks(configuration, uri, buffer, { zones, listed }),
    confTokens(configuration, uri, '9.20'),
    confCodeLenses(configuration, uri, buffer, zones),
    confInlayHints(configuration, uri, buffer, { start: 0, end: buffer.length }),
    confFormat(tree, buffer),
  ];
}

function assertNoSecret(answers: readonly unknown[], where: string): void {
  const text = JSON.stringify(answers);
  for (const secret of [SECRET, SECRET.slice(0, -1), COOKIE]) assert.ok(!text.includes(secret), `${where}: ${text}`);
}

test('features of named.conf: no offset of a rich configuration throws or shows a secret', async () => {
  const site = await openSite({ 'named.conf': RICH, more: 'acl other { inside; };', 'db.x': '@ SOA ns h 1 1 1 1 1\n' });
  assertNoSecret(answersOf(site), 'the file');
  for (let offset = 0; offset <= RICH.length; offset++) {
    const answers = answersAt(site, offset);
    assertNoSecret(answers, `offset ${offset}`);
    // A name's placeholder is the name itself.
    confPrepareRename(site.configuration, site.uri, offset, site.workspace);
  }
});

for (const [index, text] of BROKEN.entries()) {
  test(`features of named.conf: no offset of broken configuration ${index + 1} throws or shows a secret`, async () => {
    const site = await openSite({ 'named.conf': text });
    assertNoSecret(answersOf(site), 'the file');
    for (let offset = 0; offset <= text.length; offset++) assertNoSecret(answersAt(site, offset), `offset ${offset}`);
  });
}

test('features of named.conf: a text cut off anywhere', async () => {
  for (let cut = 0; cut < RICH.length; cut += 23) {
    const text = RICH.slice(0, cut);
    const site = await openSite({ 'named.conf': `${text} ` });
    assertNoSecret([...answersOf(site), ...answersAt(site, cut), ...answersAt(site, cut + 1)], `cut at ${cut}`);
  }
});
