/** A real named for tests: on 127.0.0.1 and ::1 at a port of its own, with the zones that the test gives it. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TYPE } from '../../server/src/dns/types.ts';
import { DEFAULT_OPTIONS } from '../../server/src/live/messages.ts';
import { buildQuery } from '../../server/src/live/writeQuery.ts';
import { sendUdp } from '../../server/src/node/transports/transports.ts';
import { freePort } from './ports.ts';

export interface RunningNamed {
  readonly port: number;
  /** Such as `9.18.49`. */
  readonly version: string;
  /** Where its files lie. */
  readonly directory: string;
  /** Has it read its files again (SIGHUP). */
  reload(): void;
  /** Ends named and removes its files. */
  stop(): Promise<void>;
}

export interface NamedSetup {
  /** Zone name to the text of its file. */
  readonly zones: Readonly<Record<string, string>>;
  /** Statements that each zone has, beside its type and file. */
  readonly zoneStatements?: string;
  /** What the server calls itself when asked for its NSID. */
  readonly serverId?: string;
  /** Statements before the options, and in them; `PORT+1` in them is the port behind named's. */
  readonly top?: string;
  readonly options?: string;
  /** Statements behind all others, such as views. */
  readonly bottom?: string;
  /** Files beside the configuration, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Debian's place is not on every user's PATH. */
const PROGRAMS = ['/usr/sbin/named', 'named'] as const;
const START_LIMIT_MS = 15_000;
const STOP_LIMIT_MS = 5_000;
const POLL_MS = 50;

interface Program {
  readonly path: string;
  readonly version: string;
}

function findNamed(): Program | undefined {
  for (const path of PROGRAMS) {
    const run = spawnSync(path, ['-v'], { encoding: 'utf8' });
    const version = /BIND (\d+\.\d+\.\d+)/.exec(run.stdout ?? '')?.[1];
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

/** The version of the named on this machine, such as `9.18.49`; undefined where there is none. */
export function namedVersion(): string | undefined {
  return findNamed()?.version;
}

function configText(setup: NamedSetup, files: ReadonlyMap<string, string>, port: number, program: Program): string {
  // A second named would stop at the first one's lock; BIND 9.20 has no lock file any more.
  const lock = program.version.startsWith('9.18.') ? '  lock-file none;\n' : '';
  const zones = [...files].map(
    ([zone, file]) => `zone "${zone}" { type primary; file "${file}"; ${setup.zoneStatements ?? ''} };\n`,
  );
  const behind = (text = ''): string => text.replace(/PORT\+(\d)/g, (_, more) => String(port + Number(more)));
  return `${behind(setup.top)}
options {
${behind(setup.options)}
  directory ".";
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 port ${port} { ::1; };
  pid-file "named.pid";
  session-keyfile "session.key";
${lock}  recursion no;
  dnssec-validation no;
  notify no;
  server-id "${setup.serverId ?? 'test'}";
};
controls { };
${zones.join('')}${setup.bottom ?? ''}`;
}

/** True when named answers for the zone with authority; for the root, which no test serves, when it answers at all. */
async function answersFor(zone: string, port: number, address: string): Promise<boolean> {
  const name = `${zone.replace(/\.$/, '')}.`;
  const query = buildQuery({ name, type: TYPE.SOA, class: 1 }, DEFAULT_OPTIONS, randomBytes(2).readUInt16BE());
  const result = await sendUdp(query, { address, port }, 1000);
  if (result.kind !== 'reply') return false;
  return name === '.' || (result.response.rcode === 0 && result.response.flags.aa);
}

/** What named logs when it will never answer for a zone. */
const ZONE_REFUSED = /not loaded due to errors/;

export async function untilAnswering(
  child: ChildProcess,
  zones: readonly string[],
  port: number,
  log: () => string,
  address = '127.0.0.1',
): Promise<boolean> {
  const end = performance.now() + START_LIMIT_MS;
  let waiting = zones.length > 0 ? [...zones] : ['.'];
  while (performance.now() < end && child.exitCode === null && !ZONE_REFUSED.test(log())) {
    const left: string[] = [];
    for (const zone of waiting) if (!(await answersFor(zone, port, address))) left.push(zone);
    waiting = left;
    if (waiting.length === 0) return true;
    await delay(POLL_MS);
  }
  return false;
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(timer);
}

/**
 * Starts named and returns when it answers for every zone. Rejects with named's own log where it does not within 15 seconds, and
 * where named is not installed: see `namedVersion`.
 */
export async function startNamed(setup: NamedSetup): Promise<RunningNamed> {
  const program = findNamed();
  if (!program) throw new Error('named is not installed (Debian: apt install bind9).');
  const directory = await mkdtemp(join(tmpdir(), 'bailiwick-named-'));
  const files = new Map<string, string>();
  for (const [index, [zone, text]] of Object.entries(setup.zones).entries()) {
    const file = `zone-${index + 1}.zone`;
    await writeFile(join(directory, file), text);
    files.set(zone, file);
  }
  for (const [name, text] of Object.entries(setup.files ?? {})) await writeFile(join(directory, name), text);
  const port = await freePort();
  await writeFile(join(directory, 'named.conf'), configText(setup, files, port, program));
  return run(program, directory, port, [...files.keys()], ['-c', 'named.conf']);
}

/**
 * The same for a configuration of examples/, copied to a folder of its own, at another port than its own; what it needs of a machine is taken out: where
 * named keeps its number, the channel of rndc, and questions to the Internet for keys. `files` are written over those of the example, by path.
 */
export async function startConfigured(
  folder: string,
  file: string,
  zones: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<RunningNamed> {
  const program = findNamed();
  if (!program) throw new Error('named is not installed (Debian: apt install bind9).');
  const directory = await mkdtemp(join(tmpdir(), 'bailiwick-named-'));
  await cp(fileURLToPath(new URL(`../../examples/${folder}`, import.meta.url)), directory, { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(directory, path), text);
  const text = await readFile(join(directory, file), 'utf8');
  const lock = program.version.startsWith('9.18.') ? ' lock-file none;' : '';
  const here = `options {\n    directory "."; pid-file "named.pid"; session-keyfile "session.key";${lock}`;
  const changed = text.replace('options {', here).replaceAll('dnssec-validation auto;', 'dnssec-validation no;');
  await writeFile(join(directory, file), `${changed}controls { };\n`);
  const port = await freePort();
  return run(program, directory, port, zones, ['-p', String(port), '-c', file]);
}

/** Runs named in a folder until it answers for the zones. */
async function run(
  program: Program,
  directory: string,
  port: number,
  zones: readonly string[],
  words: readonly string[],
): Promise<RunningNamed> {
  const child = spawn(program.path, ['-g', ...words], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    log += text;
  });
  // A test run that is ended in the middle leaves no server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    await end(child);
    await rm(directory, { recursive: true, force: true });
  };
  if (await untilAnswering(child, zones, port, () => log)) {
    const reload = (): void => void child.kill('SIGHUP');
    return { port, version: program.version, directory, reload, stop };
  }
  await stop();
  throw new Error(`named does not answer for its zones on port ${port}. Its log:\n${log}`);
}
