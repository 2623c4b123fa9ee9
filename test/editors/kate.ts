/** What a person does in Kate, on a screen that nobody sees: keys are typed, and what the server was asked and said is written down beside. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import { type Seen, site } from './site.ts';

/** Between two looks, in milliseconds. */
const PAUSE = 100;
/** For each answer, in milliseconds. */
const PATIENCE = 60_000;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly diagnostics?: readonly { readonly code: string }[];
    readonly uri?: string;
    readonly textDocument?: { readonly uri: string };
    readonly contentChanges?: readonly { readonly text: string }[];
  };
  readonly result?: unknown;
}

/** The messages in what was written down of one direction; the last may not be whole yet. */
function messagesIn(log: Buffer): Message[] {
  const messages: Message[] = [];
  for (let at = 0; ; ) {
    const head = log.indexOf('\r\n\r\n', at);
    const length = Number(/Content-Length: (\d+)/i.exec(log.toString('latin1', at, Math.max(at, head)))?.[1]);
    if (head < 0 || !(head + 4 + length <= log.length)) return messages;
    at = head + 4 + length;
    messages.push(JSON.parse(log.toString('utf8', head + 4, at)));
  }
}

async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return assert.fail(`waited in vain for ${what}`);
}

/** Puts the repository's files for Kate where Kate looks for them, and writes down what goes to the server and comes from it. */
function prepare(folder: string, home: string): void {
  const kate = join(ROOT, 'editors/kate');
  const places: Record<string, string> = {
    'settings.json': join(home, 'config/kate/lspclient/settings.json'),
    ...Object.fromEntries(
      globSync('*.xml', { cwd: kate }).map((file) => [
        file,
        join(home, 'data/org.kde.syntax-highlighting/syntax', basename(file)),
      ]),
    ),
  };
  for (const [file, place] of Object.entries(places)) {
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(join(kate, file), place);
  }
  const command = join(folder, 'bin/bailiwick');
  renameSync(command, join(folder, 'bin/server'));
  writeFileSync(command, `#!/bin/sh\ntee "${folder}/asked" | "${folder}/bin/server" "$@" | tee "${folder}/answered"\n`);
  chmodSync(command, 0o755);
  // Kate asks before it starts a server for the first time.
  writeFileSync(
    join(home, 'config/katerc'),
    `[Kate Plugins]\nlspclientplugin=true\n[lspclient]\nAllowedServerCommandLines=${command} lsp --stdio\n[KTextEditor Document]\nReplaceTabsDyn=false\nTab Width=8\n`,
  );
}

/** A screen, and its name. */
async function screen(folder: string): Promise<{ readonly display: string; readonly server: ChildProcess }> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1000x700x24', '-nolisten', 'tcp', '-fbdir', folder],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  server.stdio[3]?.on('data', (part) => (said += part));
  const number = await until('a screen', () => /^\d+\n/.test(said) && said.trim());
  return { display: `:${number}`, server };
}

export async function runKate(): Promise<Partial<Seen>> {
  const { folder, zone, reverse, env } = site();
  prepare(folder, env.HOME!);
  const { display, server } = await screen(folder);
  const here = { ...env, DISPLAY: display, QT_QPA_PLATFORM: 'xcb', XDG_RUNTIME_DIR: join(folder, 'home') };
  const kate = spawn('dbus-run-session', ['--', 'kate', '--line', '6', '--column', '17', zone], {
    cwd: join(folder, 'site'),
    env: here,
    stdio: 'ignore',
    detached: true,
  });
  const type = (...words: string[]): string => {
    const { stdout } = spawnSync('xdotool', words, { env: here, encoding: 'utf8' });
    return stdout.trim();
  };
  const logOf = (name: string): Message[] => {
    try {
      return messagesIn(readFileSync(join(folder, name)));
    } catch {
      return [];
    }
  };
  /** The answer to the newest request of a method, which was asked since there were so many. */
  const answerTo = async (method: string, since: number): Promise<unknown> => {
    const id = await until(
      method,
      () =>
        logOf('asked')
          .slice(since)
          .findLast((each) => each.method === method)?.id,
    );
    const { result } = await until(`${method} ${id}`, () =>
      logOf('answered').find((each) => each.id === id && !each.method),
    );
    return result;
  };
  const typed = async (method: string, ...keys: string[]): Promise<unknown> => {
    const since = logOf('asked').length;
    type('key', ...keys);
    return answerTo(method, since);
  };
  /** What Kate has in a file, as it tells the server: all of it, after each change. */
  const textOf = (file: string, pattern: RegExp): Promise<string> =>
    until(String(pattern), () => {
      const { contentChanges = [] } =
        logOf('asked').findLast(
          ({ method, params }) => method?.endsWith('didChange') && params?.textDocument?.uri.endsWith(file),
        )?.params ?? {};
      const text = contentChanges[0]?.text ?? '';
      return pattern.test(text) && text;
    });
  try {
    const told = await until('diagnostics', () =>
      logOf('answered').find(
        ({ params }) => (params?.diagnostics?.length ?? 0) > 0 && params?.uri?.endsWith('db.example.com'),
      ),
    );
    const window = await until('a window', () =>
      type('search', '--onlyvisible', '--name', 'db.example.com').split('\n').at(-1),
    );
    type('windowfocus', '--sync', window);
    const windows = (): number => type('search', '--onlyvisible', '--class', 'kate').split('\n').length;
    /** Types what opens a menu or a dialog, and goes on when it is there. */
    const opened = async (what: string, open: () => void): Promise<void> => {
      const before = windows();
      open();
      await until(what, () => windows() > before);
    };
    const hover = JSON.stringify(await typed('textDocument/hover', 'alt+l', 'y'));
    type('key', 'Escape');
    const start = logOf('asked').length;
    await opened('a menu of actions', () => type('key', 'alt+Return'));
    const actions = (await answerTo('textDocument/codeAction', start)) as { title: string }[];
    type('key', 'Down', 'Return');
    const ptr = await textOf(reverse, /^80\s.*PTR.*$/m);
    await until('the zone', () => {
      if (type('getwindowname', window).startsWith('db.example.com')) return true;
      type('key', 'alt+Left');
      return false;
    });
    type('key', 'Home', ...Array(7).fill('Right'));
    const list = await typed('textDocument/completion', 'ctrl+space');
    type('key', 'Escape', 'Home');
    await opened('the question for a name', () => type('key', 'F2'));
    type('key', 'ctrl+a');
    type('type', 'portal');
    const renaming = logOf('asked').length;
    type('key', 'Return');
    await answerTo('textDocument/rename', renaming);
    const renamed = await textOf(zone, /^portal/m);
    type('windowfocus', '--sync', window);
    await typed('textDocument/formatting', 'ctrl+t', 'f');
    const formatted = await textOf(zone, /^portal\sA\s192/m);
    return {
      filetype: 'DNS Zone',
      diagnostics: told.params!.diagnostics!.map(({ code }) => code),
      hover,
      completion: (list as { items: { label: string }[] }).items.map(({ label }) => label),
      ...{ actions: actions.map(({ title }) => title) },
      ptr,
      renamed,
      formatted,
    };
  } finally {
    process.kill(-kate.pid!, 'SIGTERM');
    server.kill();
  }
}
