/** Name servers other than named, for tests: on 127.0.0.1 and ::1 at a port of their own, with the zones that the test gives them. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, untilAnswering } from './named.ts';
import { freePort } from './ports.ts';

export interface OtherServer {
  readonly port: number;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/** One that reads a zone's file again when it is told. */
export interface ReloadingServer extends OtherServer {
  reload(zone: string, text: string): Promise<void>;
}

/** A key for transfers (HMAC-SHA256), its secret in base64. */
export interface TransferKey {
  readonly name: string;
  readonly secret: string;
}

export interface OtherSetup {
  /** Zone name to the text of its file. */
  readonly zones: Readonly<Record<string, string>>;
  /** Whether everybody on this machine may transfer them. */
  readonly transfers: boolean;
  /** The key that a transfer is to be signed with. */
  readonly key?: TransferKey;
  /** Of this machine; 127.0.0.1 and ::1 where absent. */
  readonly addresses?: readonly string[];
  /** One that is free on all of them; a new one where absent. */
  readonly port?: number;
}

export type OtherName = 'NSD' | 'Knot';

interface Kind {
  readonly programs: readonly string[];
  readonly version: string;
  readonly words: readonly string[];
  readonly config: (
    zones: readonly (readonly [name: string, file: string])[],
    port: number,
    setup: OtherSetup,
  ) => string;
}

const LOOPBACK = ['127.0.0.1', '::1'];

const KINDS: Readonly<Record<OtherName, Kind>> = {
  NSD: {
    programs: ['/usr/sbin/nsd', 'nsd'],
    version: '-v',
    words: ['-d', '-c', 'server.conf'],
    config: (zones, port, { transfers, key, addresses = LOOPBACK }) => `server:
${addresses.map((address) => `  ip-address: ${address}@${port}\n`).join('')}  username: ""
  zonesdir: "."
  pidfile: ""
  zonelistfile: "zones.list"
  database: ""
  xfrdfile: ""
  xfrdir: "."
  server-count: 1
remote-control:
  control-enable: no
${key ? `key:\n  name: "${key.name}"\n  algorithm: hmac-sha256\n  secret: "${key.secret}"\n` : ''}${zones
  .map(
    ([name, file]) =>
      `zone:\n  name: "${name}"\n  zonefile: "${file}"\n${transfers ? LOOPBACK.map((address) => `  provide-xfr: ${address} ${key?.name ?? 'NOKEY'}\n`).join('') : ''}${key ? '  store-ixfr: yes\n  create-ixfr: yes\n  ixfr-size: 100000000\n' : ''}`,
  )
  .join('')}`,
  },
  Knot: {
    programs: ['/usr/sbin/knotd', 'knotd'],
    version: '-V',
    words: ['-c', 'server.conf'],
    config: (zones, port, { transfers, key, addresses = LOOPBACK }) => `server:
    listen: [ ${addresses.map((address) => `"${address}@${port}"`).join(', ')} ]
    rundir: "."
database:
    storage: "."
log:
  - target: stderr
    any: warning
${key ? `key:\n  - id: ${key.name}\n    algorithm: hmac-sha256\n    secret: ${key.secret}\n` : ''}acl:
  - id: everybody
    address: [ 127.0.0.1, "::1" ]
    action: transfer
${key ? `    key: ${key.name}\n` : ''}template:
  - id: default
    storage: "."
    zonefile-sync: -1
    zonefile-load: difference
zone:
${zones.map(([name, file]) => `  - domain: ${name}\n    file: ${file}\n${transfers ? '    acl: everybody\n' : ''}`).join('')}`,
  },
};

function programOf({ programs, version }: Kind): string | undefined {
  return programs.find((path) => spawnSync(path, [version]).error === undefined);
}

/** Whether the server is on this machine. */
export function isInstalled(name: OtherName): boolean {
  return programOf(KINDS[name]) !== undefined;
}

function fileText(zone: string, text: string): string {
  return `$ORIGIN ${zone === '.' ? '' : zone}.\n${text}`;
}

/** Starts the server and returns when it answers for every zone; rejects with its log where it does not. */
export async function startOther(name: OtherName, setup: OtherSetup): Promise<ReloadingServer> {
  const kind = KINDS[name];
  const program = programOf(kind);
  if (program === undefined) throw new Error(`${name} is not installed.`);
  const directory = await mkdtemp(join(tmpdir(), 'bailiwick-server-'));
  const zones: [string, string][] = [];
  for (const [zone, text] of Object.entries(setup.zones)) {
    const file = `zone-${zones.length + 1}.zone`;
    await writeFile(join(directory, file), fileText(zone, text));
    zones.push([zone, file]);
  }
  const port = setup.port ?? (await freePort());
  await writeFile(join(directory, 'server.conf'), kind.config(zones, port, setup));
  const child = spawn(program, kind.words, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      log += text;
    });
  }
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    await end(child);
    await rm(directory, { recursive: true, force: true });
  };
  if (
    await untilAnswering(
      child,
      zones.map(([zone]) => zone),
      port,
      () => log,
      setup.addresses?.[0],
    )
  )
    return {
      port,
      stop,
      reload: async (zone, text) => {
        const [, file] = zones.find(([known]) => known === zone) ?? [];
        if (file === undefined) throw new Error(`${name} has no zone ${zone}.`);
        await writeFile(join(directory, file), fileText(zone, text));
        child.kill('SIGHUP');
      },
    };
  await stop();
  throw new Error(`${name} does not answer for its zones on port ${port}. Its log:\n${log}`);
}
