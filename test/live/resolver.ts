/** Unbound as a resolver for tests: on 127.0.0.1 and ::1 at a port of its own, with zones that it asks another server of the test for. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end } from './named.ts';
import type { OtherServer } from './otherServers.ts';
import { freePort } from './ports.ts';

const PROGRAMS = ['/usr/sbin/unbound', 'unbound'] as const;

function programOf(): string | undefined {
  return PROGRAMS.find((path) => spawnSync(path, ['-V']).error === undefined);
}

/** Whether Unbound is on this machine. */
export function hasUnbound(): boolean {
  return programOf() !== undefined;
}

export interface ResolverSetup {
  /** By the name of a zone, the port of the server on 127.0.0.1 that has it. */
  readonly zones: Readonly<Record<string, number>>;
  /** Further lines of the section `server:`; `PORT+1` in them is the port behind the resolver's. */
  readonly server?: string;
  /** Files beside the configuration, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Starts it, and returns when it answers. */
export async function startResolver({ zones, server = '', files = {} }: ResolverSetup): Promise<OtherServer> {
  const program = programOf();
  if (program === undefined) throw new Error('Unbound is not installed.');
  const directory = await mkdtemp(join(tmpdir(), 'bailiwick-resolver-'));
  const port = await freePort();
  const stubs = Object.entries(zones).map(
    ([zone, of]) => `stub-zone:\n  name: "${zone}"\n  stub-addr: 127.0.0.1@${of}\n`,
  );
  const text = `server:
  directory: "."
  chroot: ""
  username: ""
  pidfile: ""
  logfile: ""
  use-syslog: no
  interface: 127.0.0.1@${port}
  interface: ::1@${port}
  port: ${port}
  do-not-query-localhost: no
  module-config: "iterator"
  local-zone: "test." nodefault
  ${server.replace(/PORT\+(\d)/g, (_, more) => String(port + Number(more)))}
remote-control:
  control-enable: no
${stubs.join('')}`;
  await writeFile(join(directory, 'unbound.conf'), text);
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  const child = spawn(program, ['-d', '-c', 'unbound.conf'], { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8');
  const started = new Promise<boolean>((resolve) => {
    child.stderr.on('data', (said: string) => {
      log += said;
      // It listens by then; whom it asks it does not look at.
      if (log.includes('start of service')) resolve(true);
    });
    child.once('exit', () => resolve(false));
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    await end(child);
    await rm(directory, { recursive: true, force: true });
  };
  if (await started) return { port, stop };
  await stop();
  throw new Error(`Unbound does not start on port ${port}. Its log:\n${log}`);
}
