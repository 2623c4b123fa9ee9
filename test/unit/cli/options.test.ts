/** The words of the command line: each option, what it is without one, and what is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckOptions } from '../../../server/src/cli/checkOptions.ts';
import type { FmtOptions } from '../../../server/src/cli/fmtOptions.ts';
import { COMMANDS } from '../../../server/src/cli/options.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { overview, usageOf } from '../../../server/src/cli/usage.ts';
import { BIND_VERSIONS } from '../../../server/src/dns/versions.ts';

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

for (const line of [
  '',
  '--help',
  '-h',
  'help',
  'check --help',
  'check -h',
  'fmt --help',
  'fmt -h',
  'migrate --help',
  'migrate -h',
  'help fmt',
  'ptr --help',
  'diff --help',
  'delegation --help',
  'rule --help',
  'rules -h',
]) {
  test(`help: bailiwick ${line}`, () => {
    const command = COMMANDS.find(({ name }) => words(line).includes(name));
    const text = command ? usageOf(command) : overview();
    assert.deepEqual(parseOptions(words(line)), { kind: 'help', text });
  });
}
for (const line of ['--version', '-V', '-v', 'check --version', 'check -V', 'fmt --version', 'fmt -V']) {
  test(`version: bailiwick ${line}`, () => assert.deepEqual(parseOptions(words(line)), { kind: 'version' }));
}

const CHECK: CheckOptions = {
  files: ['f'],
  origin: undefined,
  conf: undefined,
  root: undefined,
  zones: false,
  bindVersion: undefined,
  format: 'text',
  minSeverity: 'hint',
  failOn: 'error',
  trace: false,
};
const CHECKS: readonly (readonly [line: string, options: Partial<CheckOptions>])[] = [
  ['f', {}],
  ['f --trace', { trace: true }],
  ['f g -', { files: ['f', 'g', '-'] }],
  ['', { files: ['.'] }],
  ['--diff', { files: ['.'], fix: 'diff' }],
  ['--origin example.com f', { origin: 'example.com' }],
  ['f --origin=example.com', { origin: 'example.com' }],
  ['--conf named.conf f', { conf: 'named.conf' }],
  ['--root / f', { root: '/' }],
  ['--origin a --origin a f', { origin: 'a' }],
  ['--zones f', { zones: true }],
  ...BIND_VERSIONS.map((version) => [`--bind-version ${version} f`, { bindVersion: version }] as const),
  ...(['text', 'concise', 'json', 'sarif', 'github', 'gitlab', 'checkstyle'] as const).map(
    (format) => [`--format ${format} f`, { format }] as const,
  ),
  ...(['error', 'warning', 'information', 'hint'] as const).map(
    (minSeverity) => [`--min-severity ${minSeverity} f`, { minSeverity }] as const,
  ),
  ...(['error', 'warning', 'information', 'hint', 'never'] as const).map(
    (failOn) => [`--fail-on ${failOn} f`, { failOn }] as const,
  ),
  ['f --origin f=example.com --origin g=example.net', { origins: { f: 'example.com', g: 'example.net' } }],
  ['--origin a=b=example.com f', { origins: { 'a=b': 'example.com' } }],
  ['--select zone/lost-dot,bad-rdata f', { select: ['zone/lost-dot', 'zone/bad-rdata'] }],
  ['--ignore zone/lost-d* f', { ignore: ['zone/lost-dot'] }],
  ['--severity lost-dot=error f', { severities: { 'zone/lost-dot': 'error' } }],
  ['--severity lost-dot=off,bad-rdata=hint f', { severities: { 'zone/lost-dot': 'off', 'zone/bad-rdata': 'hint' } }],
  ['--exclude old --exclude *.bak f', { exclude: ['old', '*.bak'] }],
  ['--since v1 f', { since: 'v1' }],
  ['--changed f', { since: 'HEAD', changed: true }],
  ['--changed --since v1 f', { since: 'v1', changed: true }],
  ['--baseline b.json f', { baseline: 'b.json' }],
  ['--stdin-filename db.x -', { files: ['-'], stdinFilename: 'db.x' }],
  ['--fix f', { fix: 'write' }],
  ['--diff --unsafe-fixes f', { fix: 'diff', unsafeFixes: true }],
  ['--color never f', { color: 'never' }],
  ['--statistics -q f', { statistics: true, quiet: true }],
  ['--time 2027-02-28 f', { time: new Date('2027-02-28T00:00:00Z') }],
  ['--time 2027-02-28T12:30+02:00 f', { time: new Date('2027-02-28T10:30:00Z') }],
  ['--time 20270228123456 f', { time: new Date('2027-02-28T12:34:56Z') }],
  ['--time 1800000000 f', { time: new Date(1_800_000_000_000) }],
  ['-- --odd', { files: ['--odd'] }],
];
for (const [line, options] of CHECKS) {
  test(`check ${line}`, () =>
    assert.deepEqual(parseOptions(['check', ...words(line)]), { kind: 'check', options: { ...CHECK, ...options } }));
}

const STYLE = { indentStyle: 'tabs', columns: 'block', soa: 'multi', upperCase: false };
const FMTS: readonly (readonly [line: string, options: Partial<FmtOptions>, style: object])[] = [
  ['f', {}, {}],
  ['f g', { files: ['f', 'g'] }, {}],
  ['--check f', { check: true }, {}],
  ['--stdout f', { stdout: true }, {}],
  ['--diff f', { diff: true }, {}],
  ['--indent spaces f', {}, { indentStyle: 'spaces' }],
  ['--indent tabs f', {}, { indentStyle: 'tabs' }],
  ['--columns file f', {}, { columns: 'file' }],
  ['--columns none f', {}, { columns: 'none' }],
  ['--soa keep f', {}, { soa: 'keep' }],
  ['--soa multi f', {}, { soa: 'multi' }],
  ['--upper-case f', {}, { upperCase: true }],
];
for (const [line, options, style] of FMTS) {
  test(`fmt ${line}`, () => {
    const parsed = parseOptions(['fmt', ...words(line)]);
    assert.ok(parsed.kind === 'fmt');
    const { style: given, ...rest } = parsed.options;
    assert.deepEqual(rest, { files: ['f'], check: false, stdout: false, ...options });
    const expected = { ...STYLE, ...style };
    for (const [name, value] of Object.entries(expected)) assert.equal(given[name as keyof typeof given], value, name);
  });
}

for (const [line, options] of [
  ['--to 9.18 f', { version: '9.18', write: false }],
  ['--to 9.20 f', { version: '9.20', write: false }],
  ['f --to 9.21 --write', { version: '9.21', write: true }],
] as const) {
  test(`migrate ${line}`, () =>
    assert.deepEqual(parseOptions(['migrate', ...words(line)]), {
      kind: 'migrate',
      options: { file: 'f', ...options },
    }));
}

const REFUSED: readonly (readonly [line: string, message: RegExp])[] = [
  ['chekc f', /^chekc is not a command; did you mean check\?$/],
  [
    'nothing f',
    /^nothing is not a command; there are: check, fmt, migrate, ptr, diff, compare, query, delegation, diagnose, rule, rules, mcp, lsp$/,
  ],
  ['lsp file', /^lsp takes no files, and was given file$/],
  ['lsp --stdoi', /^--stdoi is not an option of lsp; did you mean --stdio\?$/],
  ['check --fix', /^no file was named, and no folder \(the one you are in is "\."\)$/],
  [
    'zones/db.example.com',
    /is not a command; to check a file or a folder, write "bailiwick check zones\/db\.example\.com"$/,
  ],
  ['db.test', /write "bailiwick check db\.test"$/],
  ['--format json .', /^a command comes first, then its options, as in "bailiwick check --format"$/],
  ['check --bind-version 8 f', /^--bind-version takes 9\.18, 9\.20, 9\.21, not 8$/],
  ['check --format xml f', /^--format takes text, concise, json, sarif, github, gitlab, checkstyle, not xml$/],
  ['check --min-severity bad f', /^--min-severity takes error, warning, information, hint, not bad$/],
  ['check --time tomorrow f', /^--time takes a moment such as 2026-12-31 or 20261231235959, not tomorrow$/],
  ['check --time 2027-02-30 f', /^--time takes a moment/],
  ['check --time 20270230000000 f', /^--time takes a moment/],
  ['check --fromat json f', /^--fromat is not an option of check; did you mean --format\?$/],
  ['check --fail-on warnings f', /^--fail-on takes error, .*; did you mean warning\?$/],
  ['check --select zone/lost-dto f', /^zone\/lost-dto is not a rule; did you mean zone\/lost-dot\?$/],
  ['check --ignore zone/x-* f', /^no rule is called zone\/x-\*$/],
  ['check --severity lost-dot f', /^--severity takes RULE=off, .*, not lost-dot$/],
  ['check --severity lost-dot=eror f', /not lost-dot=eror; did you mean error\?$/],
  ['check --since=-x f', /^-x is no revision$/],
  ['check --since= f', /^an empty word is no revision$/],
  ['diff --since=--output=x f', /^--output=x is no revision$/],
  ['rule lost-dto', /^lost-dto is not a rule; did you mean lost-dot\?$/],
  ['check --unsafe-fixes f', /^--unsafe-fixes goes with --fix or --diff$/],
  ['check --fix --changed f', /^--fix goes with neither/],
  ['check --fix -', /^--fix writes files, and standard input is none/],
  ['fmt --check --diff f', /^--check and --diff exclude each other$/],
  ['rule', /^no rule was named; /],
  ['check --nosuch f', /^--nosuch is not an option of check$/],
  ['check -x f', /^-x is not an option of check$/],
  ['check --write f', /^--write is not an option of check$/],
  [
    'check --origin example.com --origin example.net f',
    /^--origin takes one name for a file, .*example\.com and example\.net; --origin FILE=NAME/,
  ],
  ['check --format json --format text f', /^--format takes one value/],
  [
    'check --conf --zones f',
    /^--conf needs a value, and --zones looks like an option; --conf=--zones gives it that one$/,
  ],
  ['check --zones=yes f', /^--zones takes no value, and was given yes$/],
  ['check f --origin', /^--origin needs a value: \[FILE=\]NAME$/],
  ['fmt', /^no file was named, and no folder \(/],
  ['fmt --columns rows f', /^--columns takes file, block, none, not rows$/],
  ['fmt --indent 4 f', /^--indent takes tabs, spaces, not 4$/],
  ['fmt --soa one f', /^--soa takes multi, keep, not one$/],
  ['fmt --check --stdout f', /^--check and --stdout exclude each other$/],
  ['fmt --origin a f', /origin/],
  ['migrate f', /^--to VERSION is missing: the release to go to, one of 9\.18, 9\.20, 9\.21$/],
  ['migrate --to 9.16 f', /^--to takes 9\.18, 9\.20, 9\.21, not 9\.16$/],
  ['migrate --to 9.20', /^no file was named$/],
  ['migrate --to 9.20 f g', /^only one file can be migrated at a time/],
  ['migrate --to 9.20 --nosuch f', /^--nosuch is not an option of migrate$/],
  ['migrate --to 9.18 --to 9.20 f', /^--to takes one value/],
];
for (const [line, message] of REFUSED) {
  test(`refused: bailiwick ${line}`, () => {
    const parsed = parseOptions(words(line));
    assert.ok(parsed.kind === 'error', JSON.stringify(parsed));
    assert.match(parsed.message, message);
    // One sentence: the command line puts more behind it.
    assert.doesNotMatch(parsed.message, /\n|\. |\.$/);
  });
}

test('the help of a command names its options, and none is wider than a terminal', () => {
  for (const command of COMMANDS) {
    const text = usageOf(command);
    for (const { name } of command.options) assert.match(text, new RegExp(`--${name}\\b`));
    assert.ok(
      text.split('\n').every((line) => line.length <= 100),
      command.name,
    );
    assert.ok(overview().includes(command.title));
  }
});
