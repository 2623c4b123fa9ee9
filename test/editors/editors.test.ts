/** The editors that Debian has, without their windows, with the configuration that the repository has for them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { runKate } from './kate.ts';
import { assertSeen, runEditor } from './site.ts';

const script = (name: string): string => join(ROOT, 'test/editors', name);
const unless = (reason: string, isThere: unknown): false | string => (isThere ? false : reason);

test('Neovim', { skip: unless('no nvim', findProgram('nvim')) }, async () => {
  assertSeen(await runEditor('nvim', ['--headless', '-u', 'NONE', '-n', '-S', script('neovim.lua')]));
});

const EGLOT = '/usr/share/doc/elpa-eglot';
const noEglot = unless('no emacs', findProgram('emacs')) || unless('no eglot', existsSync(EGLOT));

test('Emacs with eglot', { skip: noEglot }, async () => {
  assertSeen(await runEditor('emacs', ['--batch', '-l', script('eglot.el')]));
});

const LSP_MODE = '/usr/share/doc/elpa-lsp-mode';
const noLspMode = unless('no emacs', findProgram('emacs')) || unless('no lsp-mode', existsSync(LSP_MODE));

test('Emacs with lsp-mode', { skip: noLspMode }, async () => {
  assertSeen(await runEditor('emacs', ['--batch', '-l', script('lsp-mode.el')]));
});

/** Where Debian's packages have ALE. */
const ALE = '/usr/share/vim-ale';

test('Vim with ALE', { skip: unless('no vim', findProgram('vim')) || unless('no ALE', existsSync(ALE)) }, async () => {
  const args = ['-N', '-u', 'NONE', '-i', 'NONE', '-n', '--not-a-term', '-T', 'dumb', '-S', script('vim.vim')];
  assertSeen(await runEditor('vim', args, { env: { ALE } }));
});

const KATE = ['kate', 'Xvfb', 'xdotool', 'dbus-run-session'];
const missing = KATE.filter((program) => !findProgram(program));

test('Kate', { skip: unless(`no ${missing.join(', no ')}`, missing.length === 0) }, async () => {
  assertSeen(await runKate());
});
