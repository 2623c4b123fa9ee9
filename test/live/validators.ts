/** The validators of BIND (delv) and NLnet Labs (Unbound) over a server of a test: what each of them says of a name. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../scripts/lib/run.ts';
import type { Status } from '../../server/src/live/dnssec/chain.ts';
import { type AnswerRecord, rdataText } from '../../server/src/live/messages.ts';
import { freePort } from './ports.ts';

/** What another validator says: it has no word for what it cannot tell. */
export type Said = Exclude<Status, 'indeterminate'>;

export type Validator = (name: string, type: string) => Promise<{ readonly status: Said; readonly output: string }>;

const run = promisify(execFile);
const LIMIT_MS = 15_000;

/** Why there is none of these here; undefined where there is. */
export function missing(program: string): string | undefined {
  return findProgram(program) ? undefined : `${program} is not installed`;
}

/** BIND's, which asks the server itself. */
export async function delv(
  port: number,
  anchors: readonly AnswerRecord[],
): Promise<Validator & { stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'bailiwick-delv-'));
  const file = join(directory, 'anchors');
  const lines = anchors.map((one) => {
    const [tag, algorithm, type, digest] = rdataText(one).split(' ');
    return `"${one.owner}" static-ds ${tag} ${algorithm} ${type} "${digest}";`;
  });
  await writeFile(file, `trust-anchors {\n${lines.join('\n')}\n};\n`);
  const ask: Validator = async (name, type) => {
    const words = ['@127.0.0.1', '-p', String(port), '-a', file, '+root=.', '-t', type, name];
    const { stdout, stderr } = await run('delv', words, { timeout: LIMIT_MS }).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    const output = `${stdout}${stderr}`;
    const isSecure = /^; (?:negative response, )?fully validated/m.test(output);
    const isInsecure = /^; (?:negative response, )?unsigned answer/m.test(output);
    // It "fails" for denials, too.
    const isBogus = /resolution failed: (?!ncache )/.test(output);
    return { status: isBogus ? 'bogus' : isInsecure ? 'insecure' : isSecure ? 'secure' : 'bogus', output };
  };
  return Object.assign(ask, { stop: () => rm(directory, { recursive: true, force: true }) });
}

/** Unbound, as a resolver that asks the server for everything. */
export async function unbound(
  port: number,
  anchors: readonly AnswerRecord[],
  dig: (port: number, name: string, type: string) => Promise<string>,
): Promise<Validator & { stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'bailiwick-unbound-'));
  const own = await freePort();
  await writeFile(join(directory, 'anchors'), anchors.map((one) => `${one.owner} IN DS ${rdataText(one)}\n`).join(''));
  await writeFile(
    join(directory, 'unbound.conf'),
    `server:
  directory: "${directory}"
  chroot: ""
  username: ""
  pidfile: ""
  logfile: ""
  use-syslog: no
  interface: 127.0.0.1
  port: ${own}
  do-ip6: no
  do-not-query-localhost: no
  module-config: "validator iterator"
  trust-anchor-file: "${join(directory, 'anchors')}"
  trust-anchor-signaling: no
  root-key-sentinel: no
  ede: yes
  val-log-level: 2
  local-zone: "test." nodefault
  aggressive-nsec: no
  qname-minimisation: no
remote-control:
  control-enable: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@${port}
`,
  );
  const program = spawnSync('/usr/sbin/unbound', ['-h']).error ? 'unbound' : '/usr/sbin/unbound';
  const child: ChildProcess = spawn(program, ['-d', '-c', join(directory, 'unbound.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr!.setEncoding('utf8');
  const started = new Promise<void>((resolve) => {
    child.stderr!.on('data', (text: string) => {
      log += text;
      if (log.includes('start of service')) resolve();
    });
    child.once('exit', () => resolve());
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  await started;
  const ask: Validator = async (name, type) => {
    const output = await dig(own, name, type);
    const status = /status: (\w+)/.exec(output)?.[1];
    if (status !== 'NOERROR' && status !== 'NXDOMAIN') return { status: 'bogus', output };
    return { status: /;; flags:[^;]* ad[ ;]/.test(output) ? 'secure' : 'insecure', output };
  };
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    if (child.exitCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(directory, { recursive: true, force: true });
  };
  return Object.assign(ask, { stop });
}

/** What dig prints. */
export async function dig(port: number, name: string, type: string): Promise<string> {
  const words = ['@127.0.0.1', '-p', String(port), '+dnssec', '+tries=1', '+time=10', '-q', name, '-t', type];
  const { stdout, stderr } = await run('dig', words, { timeout: LIMIT_MS }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return `${stdout}${stderr}`;
}
