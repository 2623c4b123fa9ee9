/** What somebody types first, in a folder with a small site: the sessions of docs/first-steps.md and of its pictures. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const SITE: Readonly<Record<string, string>> = {
  'named.conf': `options {
	directory "/etc/bind";
	listen-on-v6 { any; }
	recursion no;
};

zone "example.com" { type primary; file "zones/db.example.com"; };
zone "8.b.d.0.1.0.0.2.ip6.arpa" { type primary; file "zones/db.2001-db8"; };
`,
  'zones/db.example.com': `$TTL 1h
@	SOA	ns1 hostmaster 2026112801 2h 1h 2w 1h
@	NS	ns1
@	NS	ns2.example.com
ns1	A	192.0.2.1
ns1	AAAA	2001:db8::1
ns2	A	198.51.100.1
ns2	AAAA	2001:db8:1::1
www	AAAA	2001:db8::80
web	CNAME	wwww
`,
  'zones/db.2001-db8': `$TTL 1h
@	SOA	ns1.example.com. hostmaster.example.com. 2026112801 2h 1h 2w 1h
@	NS	ns1.example.com.
@	NS	ns2.example.com.
1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0	PTR	ns1.example.com.
`,
};

export interface Step {
  /** The name of its picture. */
  readonly name: string;
  readonly title: string;
  /** What is said before it. */
  readonly about: string;
  readonly lines: readonly string[];
}

export const STEPS: readonly Step[] = [
  {
    name: 'terminal-help',
    title: 'The commands of bailiwick in a terminal',
    about:
      'Nothing has to be known beforehand: without words the command tells what it can do, and what to begin with.',
    lines: ['npx bailiwick'],
  },
  {
    name: 'terminal-check',
    title: 'A check in a terminal: each problem with its line and a mark below it',
    about:
      'In the folder with the configuration and its zones. Each problem has its place, what is wrong, why that hurts and what to do, and the name of the rule.',
    lines: ['npx bailiwick check'],
  },
  {
    name: 'terminal-fix',
    title: 'Fixes in a terminal: as a diff, made, and what is left',
    about:
      'What is mended without a doubt is mended by `--fix`; with `--unsafe-fixes` also what should be looked at, which `--diff` is for. What is left is for a person.',
    lines: [
      'npx bailiwick check --diff --unsafe-fixes named.conf',
      'npx bailiwick check --fix --unsafe-fixes .',
      'npx bailiwick check --statistics',
    ],
  },
  {
    name: 'terminal-rule',
    title: 'A misspelt command, and what a rule finds, in a terminal',
    about: 'What is misspelt is answered by what is meant. What a rule finds, and why, is there without a browser.',
    lines: ['npx bailiwick chekc', 'npx bailiwick rule lost-dot'],
  },
];

/** Writes the site into a folder. */
export function writeSite(folder: string): void {
  for (const [name, text] of Object.entries(SITE)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Runs the steps in a folder with the site, and makes one beside it: each with what stands in the terminal then. `program` is what `npx bailiwick` finds. */
export function runSteps(folder: string, program: string): { readonly step: Step; readonly text: string }[] {
  const bin = `${folder}-bin`;
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  const env = { ...process.env, FORCE_COLOR: '1', PATH: [bin, process.env.PATH].join(delimiter) };
  delete (env as NodeJS.ProcessEnv).NO_COLOR;
  return STEPS.map((step) => {
    const parts = step.lines.map((line) => {
      const { stdout } = spawnSync('sh', ['-c', `${line} 2>&1`], { cwd: folder, env, encoding: 'utf8' });
      return `\x1b[2m$\x1b[0m \x1b[1m${line}\x1b[0m\n${stdout}`;
    });
    return { step, text: parts.join('\n') };
  });
}

/** Installs a packed package into an empty folder, as anybody does: the file that the command is. */
export function install(tarball: string, folder: string): string {
  const words = ['install', '--no-audit', '--no-fund', '--silent', '--prefix', folder, tarball];
  execFileSync('npm', words, { stdio: 'pipe' });
  return realpathSync(join(folder, 'node_modules/.bin/bailiwick'));
}

/** The page with the sessions as text. */
export function firstStepsPage(ran: readonly { readonly step: Step; readonly text: string }[]): string {
  const parts = ran.map(
    ({ step, text }) =>
      `${step.about}\n\n![${step.title}](images/${step.name}.png)\n\n\`\`\`text\n${stripVTControlCharacters(text)}\`\`\`\n`,
  );
  return `# First steps on the command line

<!-- written by \`npm run pictures\` -->

\`npm install --global bailiwick\` installs the command, \`npx bailiwick\` runs it without that. It has no dependencies and needs Node 18 or later. Here it is used on a
small site: a configuration, a zone and its reverse zone, with the mistakes that people make.

${parts.join('\n')}
Then: [all commands and options](command-line.md), [settings in \`bailiwick.toml\`](workspace.md#one-file-for-every-editor-and-ci), [the same in every editor](editors.md).
`;
}
