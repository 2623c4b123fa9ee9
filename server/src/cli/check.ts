/** `bailiwick check`: the engine over files and folders, without an editor. */
import { realpathSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NO_NAME } from '../dns/names.ts';
import { blockingFileSystem } from '../node/fileSystem.ts';
import { LARGEST_FILE } from '../node/readFile.ts';
import type { Problem } from '../rules/rule.ts';
import { fixesOf } from '../services/shared/fixesOf.ts';
import { toRange } from '../services/shared/ranges.ts';
import { decodeText } from '../workspace/fileSystem.ts';
import { type Language, languageOf, languageOfNamed, nameSays } from '../workspace/languages.ts';
import { normalUri } from '../workspace/paths.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import type { TraceOptions } from '../workspace/trace.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { CheckOptions } from './options.ts';
import type { Finding } from './report.ts';

/** What a check cannot begin with, such as a file that is not there. */
export class CheckError extends Error {}

/** How standard input is called in reports. */
const STDIN = '-';

export interface CheckInput {
  /** Reads all of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly cwd: string;
  /** Where it is told what was read and checked. */
  readonly trace?: TraceOptions | undefined;
}

/**
 * Checks the files and folders that the options name. Rejects with a CheckError where one cannot be read or the origin is no name.
 */
export async function check(options: CheckOptions, input: CheckInput): Promise<Finding[]> {
  const workspace = new Workspace({
    system: blockingFileSystem,
    withoutLimits: true,
    judgesZones: () => options.zones || folders.length > 0 || opened.some(({ language }) => language === 'zone'),
  });
  workspace.traceTo(input.trace);
  const shown = new Map<string, string>();
  const stdinUri = normalUri(pathToFileURL(resolve(input.cwd, 'stdin')).href);
  const origins: Record<string, string> = {};
  const folders: string[] = [];
  const opened: { uri: string; text: string; language: Language }[] = [];
  const wholeFolders: string[] = [];

  const openFile = async (path: string): Promise<void> => {
    const uri = uriOf(input.cwd, path);
    const octets = await blockingFileSystem.read(uri);
    if (!octets) throw new CheckError(unreadable(input.cwd, path));
    shown.set(uri, path);
    add(uri, decodeText(octets));
  };
  const add = (uri: string, text: string): void => {
    const language = options.origin !== undefined ? 'zone' : languageOfNamed(uri, text);
    if (options.origin !== undefined) origins[uri] = options.origin;
    opened.push({ uri, text, language });
  };

  if (options.origin !== undefined && workspace.names.fromText(options.origin) === NO_NAME) {
    throw new CheckError(`${options.origin} is not a domain name`);
  }
  for (const file of options.files) {
    if (file === STDIN) {
      shown.set(stdinUri, STDIN);
      add(stdinUri, decodeText(await input.stdin()));
      continue;
    }
    if (kindOf(input.cwd, file) === 'directory') {
      const uri = uriOf(input.cwd, file);
      folders.push(uri);
      wholeFolders.push(uri);
    } else await openFile(file);
  }
  workspace.configure({ ...DEFAULT_SETTINGS, bindVersion: options.bindVersion, origins });
  if (options.conf !== undefined) {
    const uri = uriOf(input.cwd, options.conf);
    const octets = await blockingFileSystem.read(uri);
    if (!octets) throw new CheckError(unreadable(input.cwd, options.conf));
    workspace.open(uri, decodeText(octets), 'named-conf');
  }
  await workspace.setFolders(folders);
  for (const { uri, text, language } of opened) workspace.open(uri, text, language);
  for (const uri of workspace.listed) {
    if (opened.some((file) => file.uri === uri)) continue;
    if (nameSays(uri).says === 'never') continue;
    const octets = await blockingFileSystem.read(uri);
    const text = octets && decodeText(octets);
    if (text !== undefined && languageOf(uri, text) === 'zone') workspace.open(uri, text, 'zone');
  }
  await workspace.settle();

  const judged = (uri: string): boolean => {
    if (shown.has(uri)) return true;
    if (wholeFolders.some((folder) => uri.startsWith(`${folder}/`))) return true;
    // What a configuration consists of belongs to it; its zones where that was asked for.
    const ofConfiguration = opened.some((file) => workspace.configurationsOf(file.uri).some((conf) => conf.has(uri)));
    if (ofConfiguration) return true;
    if (options.zones && workspace.zonesOf(uri).some((zone) => zone.options.configuration !== undefined)) return true;
    // A file that a checked zone includes.
    return workspace.zonesOf(uri).some((zone) => shown.has(zone.options.uri));
  };
  const findings: Finding[] = [];
  for (const [uri, problems] of workspace.problems()) {
    if (!judged(uri)) continue;
    for (const problem of problems)
      findings.push(finding(problem, workspace, (other) => nameOf(other, shown, input.cwd)));
  }
  return findings.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      compare(a.rule, b.rule),
  );
}

function unreadable(cwd: string, path: string): string {
  const size = statSync(resolve(cwd, path), { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LARGEST_FILE) return `${path} cannot be read`;
  return `${path} is above ${LARGEST_FILE / (1024 * 1024)} MB, and no larger file is read: its text would not fit into one string`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function kindOf(cwd: string, path: string): 'file' | 'directory' {
  try {
    return statSync(resolve(cwd, path)).isDirectory() ? 'directory' : 'file';
  } catch {
    throw new CheckError(`${path} is not there`);
  }
}

function uriOf(cwd: string, path: string): string {
  const full = resolve(cwd, path);
  try {
    return normalUri(pathToFileURL(realpathSync(full)).href);
  } catch {
    return normalUri(pathToFileURL(full).href);
  }
}

function nameOf(uri: string, shown: ReadonlyMap<string, string>, cwd: string): string {
  return shown.get(uri) ?? relative(realpathSync(cwd), fileURLToPath(uri));
}

function finding(problem: Problem, workspace: Workspace, name: (uri: string) => string): Finding {
  const rangeIn = (uri: string, start: number, end: number) => {
    const buffer = workspace.bufferOf(uri);
    const origin = { line: 0, character: 0 };
    return buffer ? toRange(buffer, start, end) : { start: origin, end: origin };
  };
  const fixes = fixesOf(problem, workspace).map(({ title, edits }) => ({
    title,
    edits: edits.map(({ uri, start, end, newText }) => ({ file: name(uri), range: rangeIn(uri, start, end), newText })),
  }));
  return {
    file: name(problem.uri),
    rule: problem.rule,
    severity: problem.severity,
    message: problem.message,
    range: rangeIn(problem.uri, problem.start, problem.end),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}
