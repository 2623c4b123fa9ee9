/** The programs that the tests drive, and the Debian packages that bring them. */
import { existsSync } from 'node:fs';
import { findProgram, isRoot, run } from './run.ts';

interface Tool {
  program: string;
  /** What is looked for where it is no program on the PATH. */
  file?: string;
  /** The Debian package that brings it. */
  package: string;
  /** What cannot be tested without it. */
  needed: string;
  /** True where it is wanted without what Debian recommends beside it: of a desktop, hundreds of packages. */
  alone?: true;
}

const TOOLS: readonly Tool[] = [
  { program: 'named', package: 'bind9', needed: 'live queries against a real name server' },
  { program: 'named-checkzone', package: 'bind9-utils', needed: 'comparing verdicts with those of BIND' },
  { program: 'dig', package: 'bind9-dnsutils', needed: 'comparing live answers with those of dig' },
  { program: 'nsd', package: 'nsd', needed: 'comparing zone files with what NSD serves' },
  { program: 'knotd', package: 'knot', needed: 'comparing zone files with what Knot DNS serves' },
  { program: 'delv', package: 'bind9-dnsutils', needed: 'comparing the validation of chains with that of BIND' },
  { program: 'unbound', package: 'unbound', needed: 'comparing the validation of chains with that of Unbound' },
  { program: 'ip', package: 'iproute2', needed: 'a network of its own for name servers that are broken' },
  { program: 'openssl', package: 'openssl', needed: 'certificates of servers that are asked over TLS' },
  { program: 'ldns-read-zone', package: 'ldnsutils', needed: 'comparing canonical zones with those of ldns' },
  { program: 'pre-commit', package: 'pre-commit', needed: 'running the hooks as pre-commit does' },
  { program: 'nvim', package: 'neovim', needed: 'the server in Neovim' },
  { program: 'emacs', package: 'emacs-nox', needed: 'the server in Emacs' },
  { program: 'eglot', file: '/usr/share/doc/elpa-eglot', package: 'elpa-eglot', needed: 'the server in Emacs' },
  {
    program: 'lsp-mode',
    file: '/usr/share/doc/elpa-lsp-mode',
    package: 'elpa-lsp-mode',
    needed: 'the server in Emacs',
  },
  { program: 'kate', package: 'kate', needed: 'the server in Kate', alone: true },
  { program: 'Xvfb', package: 'xvfb', needed: 'the screen of Kate' },
  { program: 'xdotool', package: 'xdotool', needed: 'the keys that are typed in Kate' },
  { program: 'dbus-run-session', package: 'dbus-daemon', needed: 'the session of Kate' },
  { program: 'vim', package: 'vim', needed: 'the server in Vim' },
  { program: 'ALE', file: '/usr/share/vim-ale', package: 'vim-ale', needed: 'the server in Vim' },
  { program: 'chromium', package: 'chromium', needed: 'VS Code in a browser' },
];

/**
 * Installs the programs that are missing, where that is possible (Debian or a relative, as root), and says what it
 * does. Elsewhere it says what is missing and what cannot be tested without it; the suites then skip that.
 */
export async function installTools(): Promise<void> {
  const missing = TOOLS.filter(({ program, file }) => (file === undefined ? !findProgram(program) : !existsSync(file)));
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.package);
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) {
    for (const tool of missing) console.log(`${tool.program} is missing, it is needed for ${tool.needed}.`);
    console.log(`On Debian, as root: apt-get install ${packages.join(' ')}`);
    return;
  }
  console.log(`Installing ${packages.join(', ')}: apt-get install`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env, quiet: true });
  if (update.code !== 0) console.log(`apt-get update failed:\n${update.output}`);
  for (const alone of [false, true]) {
    const wanted = missing.filter((tool) => (tool.alone === true) === alone).map((tool) => tool.package);
    if (wanted.length === 0) continue;
    const words = ['install', '-y', '-q', ...(alone ? ['--no-install-recommends'] : []), ...wanted];
    const install = await run('apt-get', words, { env, quiet: true });
    if (install.code !== 0) console.log(`apt-get install failed:\n${install.output}`);
  }
}
