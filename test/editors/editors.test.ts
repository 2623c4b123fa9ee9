/** The editors that Debian has, without their windows, with the configuration that the repository has for them. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { assertSeen, runEditor } from './site.ts';

const script = (name: string): string => join(ROOT, 'test/editors', name);
const unless = (reason: string, isThere: unknown): false | string => (isThere ? false : reason);

test('Neovim', { skip: unless('no nvim', findProgram('nvim')) }, async () => {
  assertSeen(await runEditor('nvim', ['--headless', '-u', 'NONE', '-n', '-S', script('neovim.lua')]));
});

const EGLOT = '/usr/share/doc/elpa-eglot';
const noEglot = unless('no emacs', findProgram('emacs')) || unless('no eglot', existsSync(EGLOT));

test('Emacs with eglot', { skip: noEglot }, async () => {
  assertSeen(await runEditor('emacs', ['--batch', '-l', script('emacs.el')]));
});

/** Where Debian's packages have ALE. */
const ALE = '/usr/share/vim-ale';

test('Vim with ALE', { skip: unless('no vim', findProgram('vim')) || unless('no ALE', existsSync(ALE)) }, async () => {
  const args = ['-N', '-u', 'NONE', '-i', 'NONE', '-n', '--not-a-term', '-T', 'dumb', '-S', script('vim.vim')];
  assertSeen(await runEditor('vim', args, { env: { ALE } }));
});

test('what is JSON can be read, and everything starts the same command', () => {
  for (const file of globSync('editors/**/*.{json,sublime-settings}', { cwd: ROOT })) {
    JSON.parse(readFileSync(join(ROOT, file), 'utf8').replace(/^\/\/.*$/gm, ''));
  }
  const started = {
    'neovim/lsp/bailiwick.lua': /'bailiwick', 'lsp', '--stdio'/,
    'neovim/nvim-lspconfig.lua': /'bailiwick', 'lsp', '--stdio'/,
    'vim/vim-lsp.vim': /'bailiwick', 'lsp', '--stdio'/,
    'vim/autoload/bailiwick.vim': /%e lsp --stdio/,
    'emacs/bailiwick.el': /"bailiwick" "lsp" "--stdio"/,
    'helix/languages.toml': /command = "bailiwick"\nargs = \["lsp", "--stdio"\]/,
    'kate/settings.json': /"bailiwick", "lsp", "--stdio"/,
    'sublime/LSP.sublime-settings': /"bailiwick", "lsp", "--stdio"/,
    'zed/src/lib.rs': /"lsp"\.into\(\), "--stdio"\.into\(\)/,
    'jetbrains/bailiwick/template.json': /bailiwick lsp --stdio/,
  };
  for (const [file, words] of Object.entries(started)) {
    assert.match(readFileSync(join(ROOT, 'editors', file), 'utf8'), words, file);
  }
});
