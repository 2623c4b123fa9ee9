/** `bailiwick check`: the engine over files and folders, without an editor. */
import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Range } from 'vscode-languageserver-types';
import { holdsSecret } from '../conf/secrets.ts';
import type { ConfTree } from '../conf/tree.ts';
import { NO_NAME } from '../dns/names.ts';
import { readFileOr, UNREAD_TEXTS } from '../node/readFile.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { Problem } from '../rules/rule.ts';
import { fixesOfMany } from '../services/shared/fixesOf.ts';
import { toRange } from '../services/shared/ranges.ts';
import { type DecodedText, decode } from '../workspace/fileSystem.ts';
import { isNeither, type Language, languageOf, languageOfNamed, nameSays } from '../workspace/languages.ts';
import { folderOf, normalUri } from '../workspace/paths.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { filesFrom } from '../workspace/surrounding.ts';
import type { TraceOptions } from '../workspace/trace.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import { type Disk, diskBelow } from './disk.ts';
import type { CheckOptions } from './options.ts';
import type { Finding } from './report.ts';
import { unreadBy, unreadText } from './unread.ts';

/** What a check cannot begin with, such as an origin that is no name. */
export class CheckError extends Error {}

/** How standard input is called in reports. */
const STDIN = '-';

export interface CheckInput {
  /** Reads all of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly cwd: string;
  /** The clock, for signatures and serials where the options say no time; rules about them are silent without it. */
  readonly now?: () => Date;
  /** Where it is told what was read and checked. */
  readonly trace?: TraceOptions | undefined;
}

/** What a check found, and what it could not look at. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  /** A sentence for everything that the options name and that was not checked. */
  readonly notChecked: readonly string[];
  /** Sentences for the end of the output: what is not known, what was named by files and not read. */
  readonly notes: readonly string[];
}

/** Checks the files and folders that the options name. Rejects with a CheckError where it cannot begin. */
export async function check(options: CheckOptions, input: CheckInput): Promise<CheckResult> {
  const disk = openDisk(options.root, input.cwd);
  const { time } = options;
  const now = time ? () => time : input.now;
  const workspace = new Workspace({
    system: disk.system,
    ...(now ? { now } : {}),
    isTimeSaid: time !== undefined,
    withoutLimits: true,
    judgesZones: () => options.zones || folders.length > 0 || opened.some(({ language }) => language === 'zone'),
  });
  workspace.traceTo(input.trace);
  const shown = new Map<string, string>();
  const stdinUri = normalUri(pathToFileURL(resolve(input.cwd, 'stdin')).href);
  const origins: Record<string, string> = {};
  const folders: string[] = [];
  const opened: (DecodedText & { uri: string; language: Language })[] = [];
  const notChecked: string[] = [];

  const add = (uri: string, { text, encoding }: DecodedText): void => {
    const language = options.origin !== undefined ? 'zone' : languageOfNamed(uri, text);
    if (options.origin !== undefined) origins[uri] = options.origin;
    opened.push({ uri, text, encoding, language });
  };

  if (options.origin !== undefined && workspace.names.fromText(options.origin) === NO_NAME) {
    throw new CheckError(`${options.origin} is not a domain name`);
  }
  for (const file of options.files) {
    if (file === STDIN) {
      shown.set(stdinUri, STDIN);
      add(stdinUri, decode(await input.stdin()));
      continue;
    }
    const uri = disk.uriOf(file);
    const octets = readFileOr(disk.pathOf(uri));
    if (octets === 'folder') {
      if (options.origin !== undefined) throw new CheckError(`--origin names one zone, and ${file} is a folder`);
      folders.push(uri);
      shown.set(uri, file);
    } else if (typeof octets === 'string') notChecked.push(`${file} ${UNREAD_TEXTS[octets]}`);
    else {
      const decoded = decode(octets);
      if (options.origin === undefined && options.conf === undefined && isNeither(uri, decoded.text)) {
        notChecked.push(
          `${file} looks like neither a zone file nor a named.conf, so it was not checked; --origin NAME has it read as a zone`,
        );
        continue;
      }
      shown.set(uri, file);
      add(uri, decoded);
    }
  }
  workspace.configure({
    ...DEFAULT_SETTINGS,
    ...(options.bindVersion && { bindVersion: options.bindVersion }),
    ...(options.prefixes && { prefixes: options.prefixes }),
    origins,
    ...(options.root === undefined ? {} : { root: 'file:///' }),
  });
  if (options.conf !== undefined) {
    const uri = disk.uriOf(options.conf);
    const octets = readFileOr(disk.pathOf(uri));
    if (typeof octets === 'string') throw new CheckError(`${options.conf} ${UNREAD_TEXTS[octets]}`);
    const { text, encoding } = decode(octets);
    workspace.open(uri, text, 'named-conf', encoding);
  }
  await workspace.setFolders(folders);
  for (const { uri, text, language, encoding } of opened) workspace.open(uri, text, language, encoding);
  const named = new Set(opened.map(({ uri }) => uri));
  for (const uri of workspace.listed) {
    if (named.has(uri)) continue;
    if (nameSays(uri).says === 'never') continue;
    const octets = await disk.system.read(uri);
    if (!octets) continue;
    const { text, encoding } = decode(octets);
    if (languageOf(uri, text) === 'zone') workspace.open(uri, text, 'zone', encoding);
  }
  await workspace.settle();

  const isIn = (uri: string, folder: string): boolean => uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
  const isInFolder = (uri: string): boolean => folders.some((folder) => isIn(uri, folder));
  const ofNamed = new Set(
    opened.flatMap(({ uri }) => workspace.configurationsOf(uri).flatMap((conf) => filesFrom(conf, uri))),
  );
  const zonesOf = new Map<string, Zone[]>();
  for (const zone of workspace.zones) {
    for (const { uri } of zone.documents) {
      const same = zonesOf.get(uri);
      if (same) same.push(zone);
      else zonesOf.set(uri, [zone]);
    }
  }
  // The zones of a part are those that stand in it; --conf names all of a configuration.
  const ofConf = new Set(
    options.conf === undefined
      ? []
      : workspace.configurationsOf(disk.uriOf(options.conf)).flatMap(({ files }) => files),
  );
  const isLoadedBy = (zone: Zone): boolean => {
    const statement = workspace.declaredIn(zone);
    return statement !== undefined && (ofNamed.has(statement) || ofConf.has(statement) || isInFolder(statement));
  };
  const judged = (uri: string): boolean => {
    if (shown.has(uri)) return true;
    if (isInFolder(uri)) return true;
    // What a configuration consists of belongs to it, what a part of one includes to the part; its zones where that was asked for.
    if (ofNamed.has(uri)) return true;
    const zones = zonesOf.get(normalUri(uri)) ?? [];
    if (options.zones && zones.some(isLoadedBy)) return true;
    // A file that a checked zone includes.
    return zones.some((zone) => shown.has(zone.options.uri));
  };
  // What is named here is the user's, and what lies beside it; an include may lead to anything else that this user can read.
  const said = [...shown.keys(), ...(options.conf === undefined ? [] : [disk.uriOf(options.conf)])];
  const own = [disk.uriOf('.'), ...said.map((uri) => (folders.includes(uri) ? uri : folderOf(uri)))];
  const isOutside = (uri: string): boolean =>
    options.root === undefined && !own.some((folder) => uri === folder || isIn(uri, folder));
  const nameOf = (uri: string): string => shown.get(uri) ?? relative(realpathSync(input.cwd), disk.pathOf(uri));
  // Making fixes takes longer than finding what they mend, and only one format shows them.
  const fixesFor = options.format === 'json' ? fixMaker(workspace, nameOf) : () => undefined;
  const findings: Finding[] = [];
  for (const [uri, problems] of workspace.problems()) {
    if (!judged(uri)) continue;
    for (const problem of problems) {
      const found = { ...finding(problem, workspace, nameOf), ...fixesFor(problem) };
      findings.push(unquoted(found, problem, isOutside));
    }
  }
  const zones = [...workspace.zones].filter((zone) => judged(zone.options.uri));
  const configurations = [...workspace.configurations].filter(({ files }) => files.some(judged));
  const read = [...zones.map((zone) => zone.options.uri), ...configurations.flatMap(({ files }) => files)];
  for (const folder of folders) {
    if (read.some((uri) => isIn(uri, folder))) continue;
    notChecked.push(`nothing in ${nameOf(folder)} was checked: no file there is known as a zone file or a named.conf`);
  }
  const unread = unreadText(unreadBy(zones, configurations, judged, disk.pathOf));
  const unknown = zones
    .filter(({ options: { source } }) => source === 'unknown')
    .map((zone) => nameOf(zone.options.uri));
  return {
    findings: findings.sort(
      (a, b) =>
        compare(a.file, b.file) ||
        a.range.start.line - b.range.start.line ||
        a.range.start.character - b.range.start.character ||
        compare(a.rule, b.rule),
    ),
    notChecked,
    notes: [...originNote(unknown), ...(unread === undefined ? [] : [unread])],
  };
}

/** Files whose origin is not known that are named one by one. */
const NAMED_FILES = 3;

/** That the origin of zone files is not known, said once, so that a clean result is understood. */
function originNote(files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const named = files.slice(0, NAMED_FILES).join(', ');
  const more = files.length > NAMED_FILES ? ` and ${files.length - NAMED_FILES} more` : '';
  return [`the origin of ${named}${more} is not known, so what depends on it was not checked; --origin NAME says it`];
}

function openDisk(root: string | undefined, cwd: string): Disk {
  try {
    return diskBelow(root, cwd);
  } catch {
    throw new CheckError(`${root} is not there`);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A finding without the words of files that lie outside of what is checked. */
function unquoted(found: Finding, problem: Problem, isOutside: (uri: string) => boolean): Finding {
  const related = problem.rule === 'zone/problems-in-include' ? (problem.related ?? []) : [];
  if (!isOutside(problem.uri) && !related.some(({ uri }) => isOutside(uri))) return found;
  const { fixes, ...rest } = found;
  const title = ALL_RULES.find(({ id }) => id === problem.rule)?.title ?? problem.rule;
  return { ...rest, message: `${title}. The file lies elsewhere, so its text is not quoted.` };
}

/** Places as findings have them: an offset pair in a file as lines and columns. */
function rangesIn(workspace: Workspace): (uri: string, start: number, end: number) => Range {
  const origin = { line: 0, character: 0 };
  return (uri, start, end) => {
    const buffer = workspace.bufferOf(uri);
    return buffer ? toRange(buffer, start, end) : { start: origin, end: origin };
  };
}

function finding(problem: Problem, workspace: Workspace, name: (uri: string) => string): Finding {
  return {
    file: name(problem.uri),
    rule: problem.rule,
    severity: problem.severity,
    message: problem.message,
    range: rangesIn(workspace)(problem.uri, problem.start, problem.end),
  };
}

/** Makes the fixes of problems. What a program reads ends up in logs: no fix that moves a secret is told. */
function fixMaker(workspace: Workspace, name: (uri: string) => string): (problem: Problem) => Pick<Finding, 'fixes'> {
  const makeFixes = fixesOfMany(workspace);
  const rangeIn = rangesIn(workspace);
  const trees = new Map<string, readonly ConfTree[]>();
  const treesOf = (uri: string): readonly ConfTree[] => {
    let known = trees.get(uri);
    if (!known) {
      known = workspace.configurationsOf(uri)[0]?.model?.files.map(({ tree }) => tree) ?? [];
      trees.set(uri, known);
    }
    return known;
  };
  return (problem) => {
    const fixes = makeFixes(problem)
      .filter(({ edits }) =>
        edits.every(({ newText }) => !treesOf(problem.uri).some((tree) => holdsSecret(newText, tree))),
      )
      .map(({ title, edits }) => ({
        title,
        edits: edits.map(({ uri, start, end, newText }) => ({
          file: name(uri),
          range: rangeIn(uri, start, end),
          newText,
        })),
      }));
    return fixes.length > 0 ? { fixes } : {};
  };
}
