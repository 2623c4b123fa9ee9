/** bailiwick.toml: what it may say, and what is told on which characters. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettingsFile } from '../../../server/src/workspace/settingsFile/read.ts';
import { readToml, type TomlTable } from '../../../server/src/workspace/settingsFile/toml.ts';

function plain(table: TomlTable): unknown {
  const value = (of: unknown): unknown =>
    of instanceof Map ? plain(of) : Array.isArray(of) ? of.map((each) => value(each.value)) : of;
  return Object.fromEntries([...table].map(([name, entry]) => [name, value(entry.value)]));
}

const READS: readonly (readonly [text: string, value: unknown])[] = [
  ['', {}],
  ['# nothing\n\n', {}],
  ['a = 1\nb = 0x1F # c\nc = -3_1\n', { a: 1, b: 31, c: -31 }],
  ['a = "x\\t\\u00e9\\"" \r\nb = \'\\n\'\r\n', { a: 'x\té"', b: '\\n' }],
  ['a = """\nx\n y"""\nb = \'\'\'z\'\'\'', { a: 'x\n y', b: 'z' }],
  ['[a.b]\nc = true\n[a."d/e"]\nf = false\n', { a: { b: { c: true }, 'd/e': { f: false } } }],
  ['a.b.c = 1\na.b.d = 2\n', { a: { b: { c: 1, d: 2 } } }],
  ['a = [ "x", # one\n  "y",\n]\n', { a: ['x', 'y'] }],
  ['a = { b = 1, c = { d = "e" } }\n', { a: { b: 1, c: { d: 'e' } } }],
];
for (const [text, value] of READS) {
  test(`TOML: ${JSON.stringify(text)}`, () => {
    const { table, problems } = readToml(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(plain(table), value);
  });
}

/** What is told, as the characters that it stands on and its text. */
function told(text: string): string[] {
  return readSettingsFile(text).problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

const TOLD: readonly (readonly [text: string, ...told: string[]])[] = [
  ['[rules]\n"zone/lost-dto" = "off"\n', '"zone/lost-dto": zone/lost-dto is not a rule. Did you mean zone/lost-dot?'],
  [
    '[rules]\n"zone/lost-dot" = "of"\n',
    '"of": rules.zone/lost-dot is "off", "error", "warning", "information" or "hint".',
  ],
  ['[bind]\nverison = "9.20"\n', 'verison: bind.verison is not a setting. Did you mean version?'],
  ['[bind]\nversion = 9.20\n', '9.20: 9.20 is no value: texts stand in quotes'],
  [
    'prefixes = ["192.0.2.0/24", "192.0.2.0/33"]\n',
    '"192.0.2.0/33": 192.0.2.0/33 is no network such as 192.0.2.0/24 or 2001:db8::/48.',
  ],
  ['exclude = "old"\n', '"old": exclude is a list, such as ["a", "b"].'],
  ['[limits]\nsoaRefreshLeast = -1\n', '-1: limits.soaRefreshLeast is a number from 0 on.'],
  ['[ptr.networks]\n"here" = "off"\n', '"here": here is no network such as 192.0.2.0/24 or 2001:db8::/48.'],
  ['rules = 1\n', '1: rules is a table.'],
  ['[origins]\n"db.x" = "example.com\n', '"example.com: this text has no closing quote'],
  ['[origins\nexclude = ["a"]\n', '\n: a table begins with its name in brackets'],
  ['exclude = ["a"]\nexclude = ["b"]\n', 'exclude: exclude is set twice'],
  ['exclude = ["a"', '[: this list has no end'],
];
for (const [text, ...expected] of TOLD) {
  test(`settings: ${JSON.stringify(text)}`, () => assert.deepEqual(told(text), expected));
}

test('settings: what is right beside a mistake is read', () => {
  const { settings, problems } = readSettingsFile('[bind]\nversion = \n[origins]\n"a" = "b."\n');
  assert.equal(problems.length, 1);
  assert.deepEqual(settings, { bind: {}, origins: { a: 'b.' } });
});

test('settings: deep nesting and long files end', () => {
  assert.equal(readSettingsFile(`exclude = ${'['.repeat(100_000)}`).problems.length, 1);
  assert.equal(readSettingsFile(`${'x = {'.repeat(50_000)}\n`.repeat(2)).problems.length, 2);
});
