/** What is secret in a configuration, whatever slip stands around it, and that nothing that is shown has eight characters of it in a row. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../server/src/cli/check.ts';
import { migrate } from '../../../server/src/cli/migrate.ts';
import { FORMATS } from '../../../server/src/cli/options.ts';
import { report } from '../../../server/src/cli/report.ts';
import { parseConf } from '../../../server/src/conf/parser.ts';
import { maskSecrets, secretsOf, withoutSecrets } from '../../../server/src/conf/secrets.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';
import { confCodeLenses } from '../../../server/src/services/conf/codeLenses.ts';
import { confCompletion } from '../../../server/src/services/conf/completion/completion.ts';
import { confHover } from '../../../server/src/services/conf/hover.ts';
import { confInlayHints } from '../../../server/src/services/conf/inlayHints.ts';
import { confSignature } from '../../../server/src/services/conf/signature.ts';
import { confSymbols } from '../../../server/src/services/conf/symbols.ts';
import { confWorkspaceSymbols } from '../../../server/src/services/conf/workspaceSymbols.ts';
import { fixesOf } from '../../../server/src/services/shared/fixesOf.ts';
import { folderWith } from '../cli/folders.ts';
import { openSite } from '../services/conf/harness.ts';

/** 24 octets: nothing at its end tells that it is base64. */
const BARE = 'Zm9sa3Mgd2hvIGtub3cgaXQgYWxs';
/** Padded; none of those in the examples of rules, which SARIF repeats. */
const PADDED = 'b25seSBmb3IgbXkgZXllcyE=';
/** One that is no base64 at all. */
const PHRASE = 'Open sesame 2024 or so';

const SLIPS: Readonly<Record<string, (secret: string) => string>> = {
  'no slip': (s) => `key k { algorithm hmac-sha256; secret "${s}"; };`,
  'an equals sign': (s) => `key k { algorithm hmac-sha256; secret = "${s}"; };`,
  'a semicolon behind the word': (s) => `key k { algorithm hmac-sha256; secret; "${s}"; };`,
  'the word misspelt': (s) => `key k { algorithm hmac-sha256; secert "${s}"; };`,
  'the word lost a letter': (s) => `key k { algorithm hmac-sha256; secrt "${s}"; };`,
  'the word in capitals': (s) => `key k { algorithm hmac-sha256; SECRET "${s}"; };`,
  'the word in quotes': (s) => `key k { algorithm hmac-sha256; "secret" "${s}"; };`,
  'a comment before it': (s) => `key k { algorithm hmac-sha256; secret /* new */ "${s}"; };`,
  'a comment and a line before it': (s) => `key k { algorithm hmac-sha256; secret // new\n"${s}"; };`,
  'a line before it': (s) => `key k { algorithm hmac-sha256; secret\n\n  "${s}"; };`,
  'the semicolon forgotten': (s) => `key k { algorithm hmac-sha256; secret "${s}" };`,
  'the brace forgotten': (s) => `key k { algorithm hmac-sha256; secret "${s}";\noptions { recursion no; };`,
  'a quote forgotten': (s) => `key k { algorithm hmac-sha256; secret "${s}; };\noptions { recursion no; };`,
  'two of them': (s) => `key k { algorithm hmac-sha256; secret "${s}" "${s}"; };`,
  'put out of force': (s) => `# key k { algorithm hmac-sha256; secret "${s}"; };\noptions { dnssec-enable yes; };`,
  'put out of force twice': (s) => `## # key k { secret "${s}"; };\noptions { dnssec-enable yes; };`,
  'in a block comment': (s) => `/* key k { secret "${s}"; }; */ options { dnssec-enable yes; };`,
};

/** Slips in which nothing but the look of it says that it is a secret; a phrase does not. */
const ENCODED_SLIPS: Readonly<Record<string, (secret: string) => string>> = {
  'no quotes': (s) => `key k { algorithm hmac-sha256; secret ${s}; };`,
  'a space inside, no quotes': (s) => `key k { algorithm hmac-sha256; secret ${s.slice(0, 12)} ${s.slice(12)}; };`,
  'the word forgotten': (s) => `key k { algorithm hmac-sha256; "${s}"; };`,
  'the word forgotten, and the quotes': (s) => `key k { algorithm hmac-sha256; ${s}; };`,
  'changed places with the algorithm': (s) => `key k { algorithm "${s}"; secret hmac-sha256; };`,
  'in the place of the name': (s) => `key "${s}" { algorithm hmac-sha256; };`,
  'in the place of the name, without braces': (s) => `key "${s}" hmac-sha256;`,
  'for a server': (s) => `server 192.0.2.1 { keys { "${s}"; }; };`,
  'for the control channel': (s) => `controls { inet 127.0.0.1 allow { any; } keys { "${s}"; }; };`,
  'in a list of addresses': (s) => `options { allow-transfer { key "${s}"; }; };`,
  'as an acl': (s) => `options { allow-query { "${s}"; }; };`,
  'as a statement': (s) => `${s};`,
  'as a statement of options': (s) => `options { ${s} yes; session-keyalg "${s}"; };`,
  'in an update policy': (s) => `zone x { type primary; file "x"; update-policy { grant "${s}" zonesub ANY; }; };`,
  'as a zone type': (s) => `zone x { type ${s}; file "x"; };`,
};

/** No eight characters of the secret in a row, whatever became of its capitals. */
function assertHidden(shown: string, secret: string, where: string): void {
  const text = shown.toLowerCase();
  for (let at = 0; at + 8 <= secret.length; at++) {
    const piece = secret.slice(at, at + 8).toLowerCase();
    assert.ok(!text.includes(piece), `${where} has ${piece}: ${shown.slice(0, 2000)}`);
  }
}

/** Everything that the command line prints of a file. */
async function printed(text: string, name: string): Promise<string> {
  const cwd = folderWith({ [name]: text });
  const out: string[] = [];
  const options = {
    files: [name],
    origin: undefined,
    conf: undefined,
    root: undefined,
    zones: true,
    trace: true,
  } as const;
  const trace = { clock: () => 0, write: (tree: string) => out.push(tree) };
  const { findings, notes } = await check(
    { ...options, bindVersion: '9.20', format: 'json', minSeverity: 'hint', failOn: 'error' },
    { cwd, stdin: async () => new Uint8Array(), trace },
  );
  out.push(...notes);
  for (const format of FORMATS) out.push(report(findings, format, ALL_RULES, () => '1'));
  await migrate(
    { file: name, version: '9.21', write: false },
    { cwd, print: (part) => out.push(part), warn: (part) => out.push(part) },
  );
  return out.join('\n');
}

/** Everything that an editor shows of a file. */
async function shownIn(text: string): Promise<unknown[]> {
  const { configuration, uri, buffer, workspace, lookup } = await openSite({ 'named.conf': text });
  const shown: unknown[] = [
    confSymbols(configuration, uri),
    confWorkspaceSymbols('', workspace.configurations, workspace),
    confCodeLenses(configuration, uri, buffer, workspace.zones),
    confInlayHints(configuration, uri, buffer, { start: 0, end: buffer.length }),
  ];
  for (const problem of [...workspace.problems().values()].flat()) {
    shown.push(
      problem.message,
      problem.related?.map(({ message }) => message),
    );
    shown.push(fixesOf(problem, workspace).map(({ title }) => title));
  }
  for (let offset = 0; offset <= text.length; offset += 4) {
    shown.push(confHover(configuration, uri, offset, '9.20'), confSignature(configuration, uri, offset, '9.20'));
    shown.push(confCompletion(configuration, uri, offset, '9.20', lookup, { snippets: true, insertReplace: true }));
  }
  return shown;
}

const PLACES = [
  ...Object.entries(SLIPS).map((slip) => [...slip, [BARE, PADDED, PHRASE]] as const),
  ...Object.entries(ENCODED_SLIPS).map((slip) => [...slip, [BARE, PADDED]] as const),
];
for (const [what, write, secrets] of PLACES) {
  for (const secret of secrets) {
    test(`secrets: ${what}: "${secret.slice(0, 4)}..." is shown nowhere`, async () => {
      // What a release takes out before and behind it puts it into the lines around a change.
      const text = `options { dnssec-enable yes; };\n${write(secret)}\nzone y { type primary; file "y"; auto-dnssec maintain; };\n`;
      assertHidden(withoutSecrets(text), secret, 'the text');
      assertHidden(await printed(text, 'named.conf'), secret, 'the command line');
      assertHidden(await printed(text, 'rndc.conf'), secret, 'the command line');
      assertHidden(JSON.stringify(await shownIn(text)), secret, 'the editor');
    });
  }
}

const OTHERS = `include "/etc/bind/Zones2024aB/Files1x";
acl "InternalServers2024" { 192.0.2.0/24; };
key "TransferKeyDc1Dc2" { algorithm hmac-sha256; secret "x"; };
trust-anchors { . initial-key 257 3 8 "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3"; };
managed-keys { "example.com" initial-key 257 3 13 "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3"; };
trusted-keys { example.net 257 3 8 "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3"; };
options { directory "/var/cache/Bind9Cache2024"; listen-on-v6 { 2001:db8:1234:5678:9abc:def0:1234:5678; }; };
zone "internal.Example2024.example.com" { type primary; file "Abc123/Def456/Ghi789/Jk1"; };
view "ClientsOfTheHouse" { match-clients { InternalServers2024; }; };
`;

test('names, addresses, paths and public keys are no secrets', () => {
  assert.deepEqual([...secretsOf(parseConf(OTHERS))], []);
  assert.equal(withoutSecrets(OTHERS), OTHERS);
});

test('behind a lost brace of a key clause names are names still', () => {
  const text = `key k { algorithm hmac-sha256; secret "${PADDED}";\nzone "internal.example.com" { type primary; file "zones/db.internal"; };\nacl "customers" { any; };\n`;
  assert.deepEqual([...secretsOf(parseConf(text))], [PADDED]);
});

test('a masked text keeps its lines and everything else', () => {
  const text = `# a\nkey k {\n\talgorithm hmac-sha256;\n\tsecret "${PADDED}"; // of "${PADDED}"\n};\n`;
  assert.equal(withoutSecrets(text), '# a\nkey k {\n\talgorithm hmac-sha256;\n\tsecret "..."; // of ...\n};\n');
  assert.equal(withoutSecrets('key k { secret "abcdefgh\nijklmnop"; };'), 'key k { secret "..."\n; };');
});

test('sentences are masked by pieces, in capitals or not', () => {
  const tree = parseConf(`key k { secret "${PADDED}"; };`);
  const hidden = (text: string) => maskSecrets(text, [tree]);
  assert.equal(hidden(`The secret ${PADDED} is bad.`), 'The secret ... is bad.');
  assert.equal(hidden(`'${PADDED.slice(3, 14).toUpperCase()}…' is bad.`), "'...…' is bad.");
  assert.equal(hidden('Nothing of it.'), 'Nothing of it.');
});

test('a comment of marks of comments takes no longer than its length', () => {
  const text = `${'# '.repeat(100_000)}secret "${PADDED}"\n`;
  assertHidden(withoutSecrets(text), PADDED, 'the text');
});

test('the public keys of trust anchors are no secrets, at the top or in a view, and a secret beside them is', () => {
  const anchors = `trust-anchors { example.com static-key 257 3 8 "${PADDED}"; };`;
  for (const text of [anchors, `view "v" { ${anchors} };`, `view "v" { match-clients { any; }; ${anchors} };`]) {
    assert.deepEqual([...secretsOf(parseConf(text))], [], text);
    const beside = text.replace('trust-anchors', `key k { algorithm hmac-sha256; secret "${BARE}"; }; trust-anchors`);
    assert.deepEqual([...secretsOf(parseConf(beside))], [BARE], beside);
  }
});
