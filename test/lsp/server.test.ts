/** The built server over stdio, driven by a plain LSP client: initialize, open, edit, diagnostics, hover, code action. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, TextEdit } from 'vscode-languageserver-types';
import type { RuleId } from '../../server/src/rules/ids.ts';
import { Client } from './client.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files; its URI with no final slash. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-lsp-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return pathToFileURL(folder).href;
}

const has = (rule: RuleId) => (diagnostics: readonly Diagnostic[]) => diagnostics.some(({ code }) => code === rule);
const hasNot = (rule: RuleId) => (diagnostics: readonly Diagnostic[]) => !has(rule)(diagnostics);

function hoverText(hover: { contents: unknown } | null): string {
  return hover === null ? '' : JSON.stringify(hover.contents);
}

/** The text after edits, which do not overlap. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  let out = text;
  for (const { range, newText } of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))) {
    out = out.slice(0, offset(range.start)) + newText + out.slice(offset(range.end));
  }
  return out;
}

const REVERSE = `$TTL 300
@ IN SOA ns1.example.com. dns.example.com. ( 2026010101 3600 900 1209600 300 )
  IN NS ns1.example.com.
0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0 IN PTR app.example.com.
`;
const FORWARD = `$TTL 300
@ IN SOA ns1 dns ( 2026010101 3600 900 1209600 300 )
  IN NS ns1
ns1 IN A 192.0.2.53
app IN AAAA 2001:db8:10::20
`;
const CONF = `options { listen-on-v6 { any; }; recursion no; allow-transfer { none; }; };
zone "example.com" IN { type primary; file "db.forward"; };
zone "8.b.d.0.1.0.0.2.ip6.arpa" IN { type primary; file "db.reverse"; };
`;

test('a session: initialize, open, diagnostics, hover, edit, code action, shutdown', async () => {
  const folder = folderWith({ 'named.conf': CONF, 'db.forward': FORWARD, 'db.reverse': REVERSE });
  const client = new Client();
  const capabilities = await client.initialize(folder);
  assert.equal(capabilities.hoverProvider, true);

  const reverse = `${folder}/db.reverse`;
  client.open(reverse, 'zone', REVERSE);
  const found = await client.until(reverse, has('zone/reverse-wrong-count'));
  const [count] = found.filter(({ code }) => code === 'zone/reverse-wrong-count');
  assert.deepEqual(count.range, { start: { line: 3, character: 0 }, end: { line: 3, character: 31 } });
  const message = String(count.message);
  assert.match(message, /24/);
  assert.match(message, /32/);

  const hover = hoverText(await client.hover(reverse, { line: 3, character: 4 }));
  assert.match(hover, /24/);

  // Eight more nibbles make it an address: the problem goes, and comes back with the edit undone.
  const at = { line: 3, character: 31 };
  client.change(reverse, { start: at, end: at }, '.0.0.0.0.0.1.0.0');
  await client.until(reverse, hasNot('zone/reverse-wrong-count'));
  client.change(reverse, { start: at, end: { line: 3, character: 47 } }, '');
  await client.until(reverse, has('zone/reverse-wrong-count'));

  const forward = `${folder}/db.forward`;
  client.open(forward, 'zone', FORWARD);
  await client.until(forward, has('zone/ns-missing-aaaa'));
  const here = { line: 4, character: 15 };
  const actions = await client.actions(forward, { start: here, end: here });
  const ptr = actions.find(({ title }) => /PTR/.test(title));
  assert.ok(ptr, `actions: ${actions.map(({ title }) => title).join(' | ')}`);
  const changed = edited(REVERSE, ptr.edit?.changes?.[reverse] ?? []);
  assert.match(
    changed,
    /^0\.2\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.0\.1\.0\.0\s+.*PTR\s+app\.example\.com\.$/m,
  );
  assert.doesNotMatch(changed, /2026010101/, 'the serial was raised');

  assert.equal(await client.stop(), 0);
});

test('a named.conf: a missing semicolon where it is missing, the rest of the file understood', async () => {
  const client = new Client();
  await client.initialize(undefined);
  const uri = 'untitled:named.conf';
  const text = `zone "a.test" {\n\ttype primary;\n\tfile "a";\n\tallow-query { any }\n};\noptions {\n\tdnssec-enable yes;\n};\n`;
  client.open(uri, 'named-conf', text);
  const found = await client.until(uri, has('conf/missing-semicolon'));
  const lines = found.filter(({ code }) => code === 'conf/missing-semicolon').map(({ range }) => range.start.line);
  assert.deepEqual(lines, [3, 3]);
  assert.ok(has('conf/removed-statement')(found));
  const hover = hoverText(await client.hover(uri, { line: 3, character: 5 }));
  assert.match(hover, /allow-query/);
  assert.equal(await client.stop(), 0);
});

test('texts are in the language whose bundle the client sends', async () => {
  const client = new Client();
  await client.initialize(undefined, {
    l10n: {
      '{0} is not a record type: the server refuses the zone. Check the spelling, or that owner, TTL, class and type stand in this order.':
        'Kein Recordtyp: {0}.',
    },
  });
  const uri = 'untitled:db.example.com';
  client.open(uri, 'zone', 'www 60 IN BOGUS x\n');
  const found = await client.until(uri, has('zone/unknown-type'));
  assert.equal(found.find(({ code }) => code === 'zone/unknown-type')?.message, 'Kein Recordtyp: BOGUS.');
  assert.equal(await client.stop(), 0);
});

test('an edit in an included file is seen in the zone', async () => {
  const folder = folderWith({
    'db.example.com': `${FORWARD.replace('ns1 IN A 192.0.2.53\n', '')}$INCLUDE hosts.inc\n`,
    'hosts.inc': 'ns1 IN A 192.0.2.53\n',
  });
  const client = new Client();
  await client.initialize(folder);
  const zone = `${folder}/db.example.com`;
  client.open(zone, 'zone', `${FORWARD.replace('ns1 IN A 192.0.2.53\n', '')}$INCLUDE hosts.inc\n`);
  await client.until(zone, (list) => has('zone/ns-missing-aaaa')(list) && hasNot('zone/ns-no-address')(list));
  client.open(`${folder}/hosts.inc`, 'zone', 'ns1 IN A 192.0.2.53\n');
  client.change(`${folder}/hosts.inc`, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, '');
  await client.until(zone, has('zone/ns-no-address'));
  assert.equal(await client.stop(), 0);
});

test('settings silence a rule and change a severity', async () => {
  const client = new Client();
  await client.initialize(undefined, {
    settings: { rules: { 'zone/ns-missing-aaaa': 'off', 'zone/lost-dot': 'error' } },
  });
  const uri = 'untitled:db.example.com';
  client.open(uri, 'zone', `${FORWARD.replace('@', 'example.com.')}@ MX 10 mail.example.com\n`);
  const found = await client.until(uri, has('zone/lost-dot'));
  assert.equal(found.find(({ code }) => code === 'zone/lost-dot')?.severity, 1);
  assert.ok(hasNot('zone/ns-missing-aaaa')(found));
  assert.equal(await client.stop(), 0);
});

test('a serial that was not raised since the committed version', async () => {
  const committed = `${FORWARD.replace('@', 'example.com.')}ns1 IN AAAA 2001:db8::53\n`;
  const client = new Client({ 'bailiwick/committedText': committed });
  await client.initialize(undefined, { committedText: true });
  const uri = 'file:///workspace-of-a-test/db.example.com';
  client.open(uri, 'zone', `${committed}new IN A 192.0.2.99\n`);
  const found = await client.until(uri, has('zone/serial-not-raised'));
  assert.match(String(found.find(({ code }) => code === 'zone/serial-not-raised')?.message), /2026010101/);
  client.change(uri, { start: { line: 1, character: 37 }, end: { line: 1, character: 47 } }, '2026010102');
  await client.until(uri, hasNot('zone/serial-not-raised'));
  assert.equal(await client.stop(), 0);
});

const BAD: Readonly<Record<string, { language: 'zone' | 'named-conf'; text: string; rule: RuleId }>> = {
  'a binary file': {
    language: 'zone',
    text: `\0\x01\x02\x7f"(\n${'\ufffd\0'.repeat(5000)}\nwww 1 IN BOGUS x\n`,
    rule: 'zone/not-a-zone',
  },
  'an unclosed parenthesis at the top of a long file': {
    language: 'zone',
    text: `example.com. 60 IN SOA ns1 host ( 1 2 3 4 5\n${'a 60 IN A 192.0.2.1\n'.repeat(5000)}www 60 IN BOGUS x\n`,
    rule: 'zone/unknown-type',
  },
  'an unclosed quote at the top of a long file': {
    language: 'zone',
    text: `example.com. 60 IN TXT "open\n${'a 60 IN A 192.0.2.1\n'.repeat(5000)}www 60 IN BOGUS x\n`,
    rule: 'zone/unknown-type',
  },
  CRLF: { language: 'zone', text: 'example.com. 60 IN TXT x\r\nwww 60 IN BOGUS x\r\n', rule: 'zone/unknown-type' },
  'lone CR': { language: 'zone', text: 'example.com. 60 IN TXT x\rwww 60 IN BOGUS x\r', rule: 'zone/unknown-type' },
  'a line of 10 MB': {
    language: 'zone',
    text: `example.com. 60 IN TXT ${'x'.repeat(10_000_000)}\nwww 60 IN BOGUS x\n`,
    rule: 'zone/unknown-type',
  },
  'a configuration with an unclosed comment': {
    language: 'named-conf',
    text: 'nosuch 1;\n/* open\n',
    rule: 'conf/unclosed-comment',
  },
  'a configuration that is binary': {
    language: 'named-conf',
    text: `nosuch { 1; };\n\0\x01{{{;;\n`,
    rule: 'conf/unknown-statement',
  },
};
for (const [name, { language, text, rule }] of Object.entries(BAD)) {
  test(`bad input: ${name}`, async () => {
    const client = new Client();
    await client.initialize(undefined);
    const uri = `untitled:${language === 'zone' ? 'db.example.com' : 'named.conf'}`;
    client.open(uri, language, text);
    await client.until(uri, has(rule));
    await client.hover(uri, { line: 0, character: 3 });
    await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
    assert.equal(await client.stop(), 0);
    assert.deepEqual(
      client.log.filter((line) => /failed/.test(line)),
      [],
    );
  });
}

test('bad input: an empty file', async () => {
  const client = new Client();
  await client.initialize(undefined);
  const uri = 'untitled:db.example.com';
  client.open(uri, 'zone', '');
  assert.equal(await client.hover(uri, { line: 0, character: 0 }), null);
  client.change(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, 'www 60 IN BOGUS x\n');
  await client.until(uri, has('zone/unknown-type'));
  assert.equal(await client.stop(), 0);
});

test('bad input: files on disk: Latin-1, an include of itself, an include that is not there', async () => {
  const latin1 = Buffer.from('host 60 IN TXT "caf\u00e9"\nbad 60 IN BOGUS x\n', 'latin1');
  const zone = `${FORWARD}$INCLUDE latin1.inc\n$INCLUDE db.example.com\n$INCLUDE not-there.inc\nlast IN BOGUS x\n`;
  const folder = folderWith({ 'db.example.com': zone, 'latin1.inc': latin1 });
  const client = new Client();
  await client.initialize(folder);
  const uri = `${folder}/db.example.com`;
  client.open(uri, 'zone', zone);
  const found = await client.until(
    uri,
    (list) => has('zone/include-cycle')(list) && has('zone/include-unreadable')(list),
  );
  assert.ok(has('zone/unknown-type')(found));
  await client.until(`${folder}/latin1.inc`, has('zone/unknown-type'));
  assert.equal(await client.stop(), 0);
});
