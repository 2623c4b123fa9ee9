/** `bailiwick migrate`: a configuration with its includes, taken over to a release of BIND, as a diff or in its files. */

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfFile, ConfModel } from '../conf/model.ts';
import { withoutSecrets } from '../conf/secrets.ts';
import type { SyntaxProblem } from '../conf/tree.ts';
import { argumentsOf } from '../conf/tree.ts';
import { isYes } from '../conf/valueKinds.ts';
import { KEY_FLAG, RSA_ALGORITHMS } from '../dns/codes.ts';
import { BIND_VERSIONS, type BindVersion } from '../dns/versions.ts';
import { readFileOr } from '../node/readFile.ts';
import type { SigningKey } from '../rules/conf/support/migration.ts';
import { type MigratedFile, migrateConfiguration } from '../services/conf/migration.ts';
import { type MaskedDiff, maskedDiff } from '../services/shared/lineDiff.ts';
import { decode, decodeText } from '../workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { filesFrom } from '../workspace/surrounding.ts';
import { Workspace } from '../workspace/workspace.ts';
import { type Disk, diskBelow } from './disk.ts';
import { MIGRATE } from './options.ts';
import { readWords, WordError } from './words.ts';
import { encodedAs, writeBack } from './writeBack.ts';

export interface MigrateOptions {
  readonly file: string;
  readonly version: BindVersion;
  readonly write: boolean;
  /** The folder that absolute paths start in. */
  readonly root?: string;
}

export type ParsedMigrate =
  | { readonly kind: 'migrate'; readonly options: MigrateOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Where the command writes to, and where relative file names start. */
export interface MigrateOutput {
  readonly cwd: string;
  /** `octets` are the text in the encoding of the file that it is about. */
  readonly print: (text: string, octets?: Uint8Array) => void;
  readonly warn: (text: string) => void;
}

/** Reads the words after `migrate`. Throws a WordError where they are wrong. */
export function parseMigrateOptions(words: readonly string[]): ParsedMigrate {
  const { values, positionals } = readWords(MIGRATE, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const { to, root, write = false } = values;
  if (to === undefined)
    throw new WordError(`--to VERSION is missing: the release to go to, one of ${BIND_VERSIONS.join(', ')}`);
  const [file, ...more] = positionals;
  if (file === undefined) throw new WordError('no file was named');
  if (more.length > 0) throw new WordError('only one file can be migrated at a time: the root of a configuration');
  return {
    kind: 'migrate',
    options: { file, version: to as BindVersion, write, ...(root === undefined ? {} : { root }) },
  };
}

/** Runs `bailiwick migrate`; returns its exit status. */
export async function migrate({ file, version, write, root }: MigrateOptions, output: MigrateOutput): Promise<number> {
  const disk = openDisk(root, output);
  if (!disk) return 2;
  const uri = disk.uriOf(file);
  if (!existsSync(disk.pathOf(uri))) {
    output.warn(`bailiwick: ${file} is not there\n`);
    return 2;
  }
  const octets = await disk.system.read(uri);
  if (!octets) {
    output.warn(`bailiwick: ${file} cannot be read\n`);
    return 2;
  }
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  workspace.configure({
    ...DEFAULT_SETTINGS,
    bindVersion: version,
    ...(root === undefined ? {} : { root: 'file:///' }),
  });
  await workspace.setFolders([]);
  workspace.open(uri, decodeText(octets), 'named-conf');
  await workspace.settle();
  const [configuration] = workspace.configurationsOf(uri);
  const model = configuration?.model;
  if (!model) {
    output.warn(`bailiwick: ${file} is not a configuration\n`);
    return 2;
  }
  // A part is looked at in the named.conf beside it, and only the part is changed.
  const own = new Set(filesFrom(configuration, uri));
  const nameOf = namesFrom(realpathSync(output.cwd), disk, { uri, file });
  const unreadable = [...own].find((of) => isUtf16(disk.pathOf(of)));
  if (unreadable !== undefined) {
    output.warn(
      `bailiwick: ${nameOf(unreadable)} is saved as UTF-16, which named cannot read, so nothing is migrated. Save it as UTF-8 first\n`,
    );
    return 2;
  }
  const broken = brokenPlace(model.files.filter((of) => own.has(of.uri)));
  if (broken) {
    output.warn(
      `bailiwick: ${nameOf(broken.uri)}:${broken.line}: this is where the file stops making sense, so nothing is migrated; "bailiwick check" says more\n`,
    );
    return 2;
  }
  for (const sentence of notLookedAt(model, own, nameOf)) output.warn(`${sentence}\n`);
  const keyFolder = (directory: string | undefined): string =>
    root === undefined
      ? resolve(model.directory ?? output.cwd, directory ?? '.')
      : disk.pathOf(pathToFileURL(resolve('/', model.directory ?? '.', directory ?? '.')).href);
  const migrated = migrateConfiguration(model, version, (origin, directory) => keysIn(keyFolder(directory), origin));
  const { notes } = migrated;
  const files = migrated.files.filter((of) => own.has(of.uri));
  const left = migrated.left.filter((of) => own.has(of.uri));
  let failed = false;
  for (const changed of files) {
    const name = nameOf(changed.uri);
    if (!write) {
      const { text, octets, hidden } = shownDiff(name, changed, disk.pathOf(changed.uri));
      output.print(text, octets);
      if (hidden.length > 0)
        output.warn(
          `note: ${name}:${hidden.join(', ')}: the secret that stands there is not in the diff, so that no program can apply this part of it; --write does\n`,
        );
    } else {
      const failure = writeBack(disk.pathOf(changed.uri), changed);
      if (failure === undefined) output.print(`${name}\n`);
      else output.warn(`bailiwick: ${name} was not written: ${failure}\n`);
      failed ||= failure !== undefined;
    }
  }
  for (const note of notes) output.warn(`note: ${note}\n`);
  for (const { uri: of, start, name, message } of left) {
    const text = files.find((changed) => changed.uri === of)?.after ?? workspace.bufferOf(of)?.text() ?? '';
    const what = name === undefined ? `left, and refused by BIND ${version}` : `'${name}' is left`;
    output.warn(`${nameOf(of)}:${lineAt(text, start)}: ${what}: ${message}\n`);
  }
  if (failed) return 2;
  return left.length > 0 ? 1 : 0;
}

/** The disk below the root; undefined, and said, where that is not there. */
function openDisk(root: string | undefined, { cwd, warn }: MigrateOutput): Disk | undefined {
  try {
    return diskBelow(root, cwd);
  } catch {
    warn(`bailiwick: ${root} is not there\n`);
    return undefined;
  }
}

/** The first place that named cannot read; undefined where there is none. */
function brokenPlace(files: readonly ConfFile[]): { readonly uri: string; readonly line: number } | undefined {
  for (const { uri, tree } of files) {
    const problem = tree.problems.find(({ code }) => BREAKS.has(code));
    if (problem) return { uri, line: lineAt(tree.text, problem.start) };
  }
  return undefined;
}

/** The problems of a file in which it is not known where statements begin and end. */
const BREAKS: ReadonlySet<SyntaxProblem['code']> = new Set([
  'missing-semicolon',
  'missing-brace',
  'missing-open-brace',
  'stray-brace',
  'semicolon-comment',
  'comma',
  'unclosed-quote',
  'unclosed-comment',
]);

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** How files are named: as the user did, or from where the user is; a file that lies elsewhere by its whole path. */
function namesFrom(
  cwd: string,
  disk: Disk,
  named: { readonly uri: string; readonly file: string },
): (uri: string) => string {
  return (uri) => {
    const path = disk.pathOf(uri);
    const name = relative(cwd, path);
    if (uri === named.uri && resolve(cwd, named.file) === resolve(cwd, name)) return named.file;
    return name.startsWith('..') ? path : name;
  };
}

/** Sentences for what belongs to the configuration and was not migrated. */
function* notLookedAt(model: ConfModel, own: ReadonlySet<string>, nameOf: (uri: string) => string): Generator<string> {
  for (const { path, file, word, targets } of model.includes) {
    if (targets.length > 0 || !own.has(file.uri)) continue;
    yield `${nameOf(file.uri)}:${lineAt(file.tree.text, word.start)}: ${path} was not read, so what stands in it is not migrated`;
  }
  for (const { byName } of model.scopes) {
    const setting = byName.get('allow-new-zones')?.find(({ file }) => own.has(file.uri));
    if (!setting || !isYes(argumentsOf(setting.statement)[0]?.text)) continue;
    const place = `${nameOf(setting.file.uri)}:${lineAt(setting.file.tree.text, setting.statement.start)}`;
    yield `${place}: zones that "rndc addzone" added are in files of named's own (.nzf, .nzd), which were not looked at`;
  }
}

function isUtf16(path: string): boolean {
  const octets = readFileOr(path);
  return typeof octets !== 'string' && decode(octets).encoding.startsWith('utf-16');
}

/** A diff goes to screens and logs; the secrets of keys stay in the file. As octets it is in the encoding of the file, so that it can be applied. */
function shownDiff(
  name: string,
  { before, after }: MigratedFile,
  path: string,
): MaskedDiff & { readonly octets: Uint8Array } {
  const octets = readFileOr(path);
  const encoded = (typeof octets === 'string' ? undefined : encodedAs(octets, before)) ?? ((text) => Buffer.from(text));
  // A byte order mark belongs to the first line.
  const mark = encoded('')[0] === 0xef ? '\ufeff' : '';
  const diff = maskedDiff(name, `${mark}${before}`, `${mark}${after}`, withoutSecrets);
  return { ...diff, octets: mark ? Buffer.from(diff.text) : encoded(diff.text) };
}

const KEY_FILE = /^K(.+)\.\+(\d{3})\+\d{5}\.key$/;

/** The keys of a zone that lie in a directory, as dnssec-keygen names and writes them; undefined where it cannot be read. */
function keysIn(directory: string, origin: string): SigningKey[] | undefined {
  const zone = origin.toLowerCase().replace(/\.$/, '');
  try {
    return readdirSync(directory).flatMap((name): SigningKey[] => {
      const [, owner, algorithm] = KEY_FILE.exec(name) ?? [];
      if (owner?.toLowerCase() !== zone) return [];
      const record = /\sDNSKEY\s+(\d+)\s+3\s+(\d+)\s+([A-Za-z0-9+/=\s]+)/.exec(
        readFileSync(join(directory, name), 'latin1'),
      );
      if (!record) return [];
      const number = Number(algorithm);
      const isKsk = (Number(record[1]) & KEY_FLAG.SEP) !== 0;
      return [{ algorithm: number, isKsk, ...(RSA_ALGORITHMS.has(number) ? { bits: modulusBits(record[3]) } : {}) }];
    });
  } catch {
    return undefined;
  }
}

/** The size of an RSA public key (RFC 3110 section 2): behind the exponent and its length, the rest is the modulus. */
function modulusBits(base64: string): number {
  const key = Buffer.from(base64, 'base64');
  const isLong = key[0] === 0;
  const modulus = key.subarray(isLong ? 3 + key.readUInt16BE(1) : 1 + key[0]);
  return modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
}
