/** What every editor is given to do, and what has to come of it: a small site on disk, and one list of questions. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';

/** The zone that is opened. Lines are counted from 1 in the scripts of the editors. */
export const ZONE = `$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
www    A      192.0.2.80
web CNAME www
bad BOGUS x

`;
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n1 PTR ns1.example.com.\n';
const CONF =
  'zone "example.com" { type primary; file "zones/db.example.com"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "zones/db.192.0.2"; };\n';

/** What an editor wrote down. */
export interface Seen {
  /** The language that it took the zone file for. */
  readonly filetype: string;
  /** The codes of the diagnostics of the zone file. */
  readonly diagnostics: readonly string[];
  /** On `192.0.2.80`. */
  readonly hover: string;
  /** Behind `www    `, at the type. */
  readonly completion: readonly string[];
  /** The reverse zone after the action that writes the PTR record of www. */
  readonly ptr: string;
  /** The zone after www was renamed to portal. */
  readonly renamed: string;
  /** The zone after it was laid out. */
  readonly formatted: string;
}

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with the site, and `bailiwick` as a command. */
export function site(): {
  readonly folder: string;
  readonly zone: string;
  readonly reverse: string;
  readonly env: NodeJS.ProcessEnv;
} {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-editor-'));
  folders.push(folder);
  const files: Record<string, string> = {
    'site/named.conf': CONF,
    'site/bailiwick.toml': '[rules]\n"zone/ns-single" = "off"\n',
    'site/zones/db.example.com': ZONE,
    'site/zones/db.192.0.2': REVERSE,
    'bin/bailiwick': `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/cli.js')}" "$@"\n`,
    'home/.keep': '',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  chmodSync(join(folder, 'bin/bailiwick'), 0o755);
  const home = join(folder, 'home');
  return {
    folder,
    zone: join(folder, 'site/zones/db.example.com'),
    reverse: join(folder, 'site/zones/db.192.0.2'),
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
      XDG_CACHE_HOME: join(home, 'cache'),
      EDITORS: join(ROOT, 'editors'),
      SITE_ZONE: join(folder, 'site/zones/db.example.com'),
      SITE_REVERSE: join(folder, 'site/zones/db.192.0.2'),
      SITE_SEEN: join(folder, 'seen.json'),
    },
  };
}

/** Runs an editor without a window on the site; what it saw. It is ended where it does not end by itself. */
export async function runEditor(
  program: string,
  args: readonly string[],
  { env: more = {}, seconds = 180 }: { readonly env?: NodeJS.ProcessEnv; readonly seconds?: number } = {},
): Promise<Partial<Seen>> {
  const { folder, env } = site();
  const child = spawn(program, args, {
    cwd: join(folder, 'site'),
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  const late = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  await new Promise((resolve) => child.on('exit', resolve));
  clearTimeout(late);
  let seen: string;
  try {
    seen = readFileSync(join(folder, 'seen.json'), 'utf8');
  } catch {
    assert.fail(`${program} wrote nothing down:\n${said.slice(-4000)}`);
  }
  return JSON.parse(seen);
}

/** What has to be seen in every editor. */
export function assertSeen(seen: Partial<Seen>, without: readonly (keyof Seen)[] = []): void {
  const told = JSON.stringify(seen, null, 1);
  const check: Readonly<Record<keyof Seen, () => void>> = {
    filetype: () => assert.match(seen.filetype ?? '', /zone/i),
    diagnostics: () => {
      assert.ok(
        seen.diagnostics?.some((code) => code.includes('zone/unknown-type')),
        told,
      );
      assert.ok(!seen.diagnostics?.some((code) => code.includes('zone/ns-single')), told);
    },
    hover: () => assert.match(seen.hover ?? '', /80\.2\.0\.192\.in-addr\.arpa/, told),
    completion: () => assert.ok(seen.completion?.includes('AAAA') && seen.completion.includes('CNAME'), told),
    ptr: () => assert.match(seen.ptr ?? '', /^80\s+(?:IN\s+)?PTR\s+www\.example\.com\.$/m, told),
    renamed: () => {
      assert.match(seen.renamed ?? '', /^portal\s+A\s+192\.0\.2\.80$/m, told);
      assert.match(seen.renamed ?? '', /^web\s+CNAME\s+portal$/m, told);
    },
    formatted: () => assert.match(seen.formatted ?? '', /^portal\tA\t192\.0\.2\.80$/m, told),
  };
  for (const [what, run] of Object.entries(check)) if (!without.includes(what as keyof Seen)) run();
}
