/**
 * V8's code of bundles, kept between runs: a command that takes milliseconds would spend most of its time on compiling itself.
 * Node's own compile cache keeps what was compiled when a module was loaded; this one also has what ran afterwards, and works in every Node.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { compileFunction, Script } from 'node:vm';

/** Where a bundle's code is kept and what it belongs to. */
export interface KeptCode {
  readonly file: string;
  /** What the code was made of: another bundle, or another Node, has another. */
  readonly source: string;
}

/** What is in the file: the code, and the kinds of work that were done when it was written. */
interface Kept {
  readonly code: Buffer;
  readonly kinds: readonly string[];
}

/** Octets before the code: the length of the line behind them. */
const LENGTH_OCTETS = 4;
/** Longest that a run takes, in seconds, for its code to be kept: after that V8 has begun to throw away what it does not use. */
const LONGEST_RUN = 5;
const OTHERS_WRITE = 0o022;

/** The user's folder for what can be made again; undefined where there is none, or it is not wanted. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (platform === 'win32') return env.LOCALAPPDATA && join(env.LOCALAPPDATA, 'bailiwick', 'Cache');
  if (env.XDG_CACHE_HOME?.startsWith('/')) return join(env.XDG_CACHE_HOME, 'bailiwick');
  if (home === '') return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'bailiwick') : join(home, '.cache', 'bailiwick');
}

/**
 * Runs bundles of one folder in `module.require`'s way, each of which may require those before it. Their code is kept together. `kind` is the
 * kind of work they will do: what other kinds need is compiled when they first run.
 */
export function runBundles(bundles: readonly string[], kind: string, require: NodeJS.Require): void {
  const kept = keptCodeOf(bundles);
  const found = kept && readKept(kept);
  // The bundles are ASCII, see scripts/lib/bundles.ts: one octet is one character.
  let text = '[';
  for (const bundle of bundles) {
    // Added to, not joined: nothing is copied before V8 reads it.
    text += `function (exports, require, module, __filename, __dirname) { ${readFileSync(bundle, 'latin1')}\n},`;
  }
  const script = new Script(`${text}]`, { filename: bundles[0], cachedData: found?.code });
  const kinds = found && !script.cachedDataRejected ? found.kinds : [];
  if (kept && !kinds.includes(kind)) {
    process.once('exit', () => {
      if (process.uptime() < LONGEST_RUN) writeKept(kept, { code: script.createCachedData(), kinds: [...kinds, kind] });
    });
  }
  const loaded = new Map<string, unknown>();
  const requireOne = (path: string): unknown => {
    if (!loaded.has(path) && path.startsWith('./'))
      loaded.set(path, later(join(dirname(bundles[0]), path), requireOne));
    return loaded.get(path) ?? require(path);
  };
  for (const [index, run] of script.runInThisContext().entries()) {
    const module = { exports: {} };
    run(module.exports, requireOne, module, bundles[index], dirname(bundles[index]));
    loaded.set(`./${basename(bundles[index])}`, module.exports);
  }
}

/** Runs a bundle that most kinds of work do not need; its code is not kept. What it asks for are the bundles that run already. */
function later(file: string, requireOne: (path: string) => unknown): unknown {
  const module = { exports: {} };
  const words = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = compileFunction(readFileSync(file, 'latin1'), words, { filename: file });
  run(module.exports, requireOne, module, file, dirname(file));
  return module.exports;
}

function keptCodeOf(bundles: readonly string[]): KeptCode | undefined {
  try {
    const folder = cacheFolder(process.env, process.platform, homedir());
    if (folder === undefined) return undefined;
    const states = bundles.flatMap((bundle) => {
      const { size, mtimeMs } = statSync(bundle);
      return [bundle, size, mtimeMs];
    });
    const source = [...states, process.version, process.arch].join('\t');
    // One file for each place that it is installed in, so that it takes no more room with each new version.
    return { file: join(folder, `${hashOf(bundles[0])}.code`), source };
  } catch {
    return undefined;
  }
}

/** FNV-1a, in hexadecimal. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The code in the file, where it was made of this source by this user: code that another user can write is not run. */
export function readKept({ file, source }: KeptCode): Kept | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    const { size, uid, mode } = fstatSync(handle);
    if (process.getuid && (uid !== process.getuid() || (mode & OTHERS_WRITE) !== 0)) return undefined;
    const octets = Buffer.allocUnsafe(size);
    if (readSync(handle, octets) !== size) return undefined;
    const start = LENGTH_OCTETS + octets.readUInt32LE(0);
    const [length, kinds, ...madeOf] = octets.toString('utf8', LENGTH_OCTETS, start).split('\n');
    if (madeOf.join('\n') !== source || Number(length) !== size - start) return undefined;
    return { code: octets.subarray(start), kinds: kinds.split(' ') };
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Keeps code, where the folder can be made and written; the file is there as a whole or not at all. */
export function writeKept({ file, source }: KeptCode, { code, kinds }: Kept): void {
  const head = Buffer.from([code.length, kinds.join(' '), source].join('\n'));
  const length = Buffer.alloc(LENGTH_OCTETS);
  length.writeUInt32LE(head.length);
  const temporary = `${file}.${process.pid}`;
  try {
    if (!isOwn(dirname(file))) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, Buffer.concat([length, head, code]), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file);
  } catch {
    // Where a file stands in the place of the folder, there is nothing to remove, and removing fails.
    if (existsSync(temporary)) rmSync(temporary, { force: true });
  }
}

/** True where the folder, or the first one above it that is there, is this user's: root leaves nothing in the home of another user. */
function isOwn(folder: string): boolean {
  const uid = process.getuid?.();
  if (uid === undefined) return true;
  for (let at = folder; ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found) return found.uid === uid;
  }
}
