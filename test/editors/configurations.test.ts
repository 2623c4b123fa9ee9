/** The configurations for editors, as far as they can be judged without the editor: their syntax, their words, and the command that they start. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { languageOfId } from '../../server/src/lsp/languageIds.ts';
import { readToml, type TomlValue } from '../../server/src/workspace/settingsFile/toml.ts';

const SERVER = ['bailiwick', 'lsp', '--stdio'];
const textOf = (file: string): string => readFileSync(join(ROOT, 'editors', file), 'utf8');

function plain({ value }: Pick<TomlValue, 'value'>): unknown {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([name, entry]) => [name, plain(entry)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

function read(file: string): unknown {
  const text = textOf(file);
  if (extname(file) !== '.toml') return JSON.parse(text.replace(/^\/\/.*$/gm, ''));
  // Our reader takes no lists of tables: each is a table of its own.
  let count = 0;
  const { table, problems } = readToml(text.replace(/^\[\[(.*)\]\]$/gm, (_, name) => `[${name}.${count++}]`));
  assert.deepEqual(problems, [], file);
  return plain({ value: table });
}

/** The words that an editor's documentation has at each place: `*` is any name, or any place of a list. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // https://docs.helix-editor.com/languages.html
  'helix/languages.toml': {
    '': 'language-server language',
    'language-server.*': 'command args config environment timeout required-root-patterns',
    'language.*':
      'name language-id scope injection-regex file-types shebangs roots auto-format comment-token comment-tokens block-comment-tokens indent language-servers grammar formatter',
    'language.*.indent': 'tab-width unit',
    'language.*.block-comment-tokens': 'start end',
    'language.*.file-types.*': 'glob',
  },
  // https://docs.kde.org/stable5/en/kate/kate/kate-application-plugin-lspclient.html
  'kate/settings.json': {
    '': 'servers global',
    'servers.*':
      'command url rootIndicationFileNames rootIndicationFilePatterns highlightingModeRegex documentLanguageId use settings initializationOptions',
  },
  // https://lsp.sublimetext.io/client_configuration/
  'sublime/LSP.sublime-settings': {
    '': 'clients',
    'clients.*': 'enabled command selector priority_selector settings initializationOptions env tcp_port schemes',
  },
  // https://zed.dev/docs/extensions/languages
  'zed/extension.toml': {
    '': 'id name description version schema_version authors repository language_servers',
    'language_servers.*': 'name language languages language_ids',
  },
  'zed/languages/zone/config.toml': { '': 'name path_suffixes first_line_pattern line_comments hard_tabs tab_size' },
  'zed/languages/named-conf/config.toml': {
    '': 'name path_suffixes line_comments block_comment hard_tabs tab_size brackets',
    'brackets.*': 'start end close newline not_in',
  },
  'zed/Cargo.toml': {
    '': 'package lib dependencies',
    package: 'name version edition license publish',
    lib: 'path crate-type',
  },
  // https://github.com/redhat-developer/lsp4ij/blob/main/docs/UserDefinedLanguageServer.md
  'jetbrains/bailiwick/template.json': {
    '': 'id name url programArgs fileTypeMappings languageMappings',
    programArgs: 'default windows',
    'fileTypeMappings.*': 'fileType languageId',
    'fileTypeMappings.*.fileType': 'name patterns',
  },
};

/** The tables of a value in places that are known; of names that the user gives, `*` stands for each. */
function* tables(value: unknown, known: Readonly<Record<string, string>>, place = ''): Generator<[string, string[]]> {
  if (typeof value !== 'object' || value === null) return;
  const below = (name: string): string => {
    const path = place === '' ? name : `${place}.${name}`;
    const anyone = place === '' ? '*' : `${place}.*`;
    return Array.isArray(value) || (anyone in known && !(path in known)) ? anyone : path;
  };
  if (!Array.isArray(value) && place in known) yield [place, Object.keys(value)];
  for (const [name, member] of Object.entries(value)) yield* tables(member, known, below(name));
}

for (const [file, known] of Object.entries(WORDS)) {
  test(`${file} has the words of its editor`, () => {
    let compared = 0;
    for (const [place, names] of tables(read(file), known)) {
      compared++;
      for (const name of names) assert.ok(known[place].split(' ').includes(name), `${file}: ${place}.${name}`);
    }
    assert.ok(compared >= Object.keys(known).length, `${file}: only ${compared} places were compared`);
  });
}

test('the names of languages that editors send are known', () => {
  const ids: Readonly<Record<string, readonly [string, string]>> = {
    'helix/languages.toml': ['bindzone', 'named'],
    'kate/settings.json': ['bindzone', 'named'],
    'zed/extension.toml': ['bindzone', 'named'],
    'jetbrains/bailiwick/template.json': ['bindzone', 'named'],
  };
  for (const [file, [zone, conf]] of Object.entries(ids)) {
    for (const id of [zone, conf]) assert.ok(textOf(file).includes(`"${id}"`), `${file}: ${id}`);
    assert.deepEqual([languageOfId(zone), languageOfId(conf)], ['zone', 'named-conf']);
  }
});

test('what is JSON or TOML can be read', () => {
  for (const file of globSync('**/*.{json,toml,sublime-settings}', { cwd: join(ROOT, 'editors') })) read(file);
});

test('everything starts the same command', () => {
  const started = {
    'neovim/lsp/bailiwick.lua': /'bailiwick', 'lsp', '--stdio'/,
    'vim/autoload/bailiwick.vim': /%e lsp --stdio/,
    'emacs/bailiwick.el': /"bailiwick" "lsp" "--stdio"/,
    'helix/languages.toml': /command = "bailiwick"\nargs = \["lsp", "--stdio"\]/,
    'kate/settings.json': /"bailiwick", "lsp", "--stdio"/,
    'sublime/LSP.sublime-settings': /"bailiwick", "lsp", "--stdio"/,
    'zed/src/lib.rs': /"lsp"\.into\(\), "--stdio"\.into\(\)/,
    'jetbrains/bailiwick/template.json': /bailiwick lsp --stdio/,
  };
  for (const [file, words] of Object.entries(started)) assert.match(textOf(file), words, file);
});

/** What an editor writes into the file OUT, as JSON, when it runs the script of the files that it is given. */
function written(program: string, words: readonly string[], files: Readonly<Record<string, string>>): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-configuration-'));
  try {
    writeFileSync(join(folder, 'bailiwick'), '#!/bin/sh\n', { mode: 0o755 });
    mkdirSync(join(folder, 'autoload'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const env = { PATH: `${folder}:${process.env.PATH}`, HERE: folder, OUT: join(folder, 'out'), HOME: folder };
    const options = {
      stdio: 'pipe',
      timeout: 60_000,
      env: { ...process.env, ...env, EDITORS: join(ROOT, 'editors') },
    } as const;
    execFileSync(program, [...words, join(folder, 'script')], options);
    return JSON.parse(readFileSync(join(folder, 'out'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NVIM = `lua << END
local asked = {}
package.loaded['lspconfig.configs'] = asked
package.loaded['lspconfig.util'] = { root_pattern = function(...) return { ... } end }
dofile(vim.env.EDITORS .. '/neovim/nvim-lspconfig.lua')
vim.fn.writefile({ vim.fn.json_encode(asked.bailiwick.default_config) }, vim.env.OUT)
END
qall!
`;

test('what nvim-lspconfig is given', { skip: findProgram('nvim') ? false : 'no nvim' }, () => {
  const given = written('nvim', ['--headless', '-u', 'NONE', '-n', '-S'], { script: NVIM });
  assert.deepEqual(given, {
    cmd: SERVER,
    filetypes: ['bindzone', 'named'],
    root_dir: ['bailiwick.toml', 'named.conf', '.git'],
    single_file_support: true,
    // An empty table of Lua is a list in JSON.
    settings: { bailiwick: [] },
  });
});

const VIM = `set nocompatible
execute 'set runtimepath^=' . fnameescape($HERE)
execute 'source ' . fnameescape($EDITORS . '/vim/vim-lsp.vim')
doautocmd User lsp_setup
let g:given.cmd = g:given.cmd({})
call remove(g:given, 'root_uri')
call writefile([json_encode(g:given)], $OUT)
qall!
`;
const REGISTER = 'function! lsp#register_server(server) abort\n  let g:given = a:server\nendfunction\n';

test('what vim-lsp is given', { skip: findProgram('vim') ? false : 'no vim' }, () => {
  const words = ['-N', '-u', 'NONE', '-i', 'NONE', '-n', '--not-a-term', '-T', 'dumb', '-S'];
  assert.deepEqual(written('vim', words, { script: VIM, 'autoload/lsp.vim': REGISTER }), {
    name: 'bailiwick',
    cmd: SERVER,
    allowlist: ['bindzone', 'named'],
    workspace_config: { bailiwick: {} },
  });
});
