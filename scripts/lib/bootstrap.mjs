/**
 * What has to happen before anything of ours can run: plain JavaScript for the machine's own Node (18 or newer), with
 * nothing installed. It installs the project's packages, one of which is the Node that runs everything else.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OLDEST_NODE = 18;
/** The first Node whose type stripping needs no flag in a long-term release; the scripts are TypeScript. */
const SCRIPT_NODE = 24;

/**
 * Installs the project's packages if needed, then runs a script of the project under its own Node and exits with its
 * exit code.
 *
 * @param {string} script path below the project's root
 */
export function bootstrap(script) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) fail(`Node ${OLDEST_NODE} or newer is needed to start; this is ${process.version}.`);
  installPackages();
  const args = [join(ROOT, script), ...process.argv.slice(2)];
  const child = spawn(projectNode(major), args, { cwd: ROOT, stdio: 'inherit' });
  child.on('error', (error) => fail(`${script} could not be started: ${error.message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
  // The child cleans up and decides the exit code.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
}

function installPackages() {
  const reason = whyInstall();
  if (!reason) return;
  console.log(`Installing the npm packages (${reason}): npm ci`);
  const run = spawnSync('npm', ['ci', '--fetch-retries=1'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.error) fail(`npm could not be started: ${run.error.message}. It comes with Node.`);
  if (run.status === 0) return;
  fail('npm ci failed, see above. The packages come from the npm registry, so this needs a network the first time.');
}

/** @returns {string | undefined} why the packages have to be installed; undefined when they are there and current */
function whyInstall() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'there are none yet';
  const lock = join(ROOT, 'package-lock.json');
  return statSync(installed).mtimeMs < statSync(lock).mtimeMs ? 'package-lock.json is newer than they are' : undefined;
}

/**
 * @param {number} major of the Node that runs this
 * @returns {string} the program to run the project's scripts with
 */
function projectNode(major) {
  const node = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) return node;
  if (major >= SCRIPT_NODE) return process.execPath;
  fail(`The npm package "node" brought no Node for this machine, and ${process.version} is older than ${SCRIPT_NODE}.`);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
