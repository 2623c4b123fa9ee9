/** `bailiwick fmt`: lays out files in place, says which would change, or works as a filter. */
import { realpathSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withoutSecrets } from '../conf/secrets.ts';
import { readFileOr, UNREAD_TEXTS } from '../node/readFile.ts';
import { reasonOf, replaceFile } from '../node/replaceFile.ts';
import { formatConfText, readConfStyle } from '../services/conf/format/format.ts';
import { maskedDiff } from '../services/shared/lineDiff.ts';
import { formatZoneText, looksLikeZone } from '../services/zone/format/format.ts';
import { type Language, languageOf, languageOfNamed, nameSays } from '../workspace/languages.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { SNIFFED } from '../workspace/sniff.ts';
import { Workspace } from '../workspace/workspace.ts';
import { type Disk, diskBelow } from './disk.ts';
import type { FmtOptions } from './fmtOptions.ts';

/** How standard input is called. */
const STDIN = '-';

export interface FmtInput {
  /** Reads all of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly cwd: string;
}

export interface FmtResult {
  /** For standard output: formatted text, or the names of the files that changed (with `--check`: that would change), a line for each. */
  readonly out: Uint8Array;
  /** For standard error: a sentence for each file that could not be formatted, and a summary. */
  readonly messages: readonly string[];
  readonly status: 0 | 1 | 2;
}

/** A file to be formatted: its path as it is shown, and where it is; undefined for standard input. */
interface Source {
  readonly shown: string;
  readonly path: string | undefined;
  /** What it is, where that is known before it is read. */
  readonly language: Language | undefined;
}

/** Text with the way back to its octets. */
interface Decoded {
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
}

/** Formats what the options name. Never rejects for what is in a file, or for a file that cannot be read or written. */
export async function fmt(options: FmtOptions, input: FmtInput): Promise<FmtResult> {
  const messages: string[] = [];
  const sources: Source[] = [];
  const disk = openDisk(options.root, input.cwd);
  if (!disk) return { out: new Uint8Array(), messages: [`${options.root} is not there`], status: 2 };
  for (const file of options.files) {
    try {
      for (const source of await sourcesOf(file, options.root, disk, input.cwd)) sources.push(source);
    } catch {
      messages.push(`${file} is not there`);
    }
  }
  if (options.stdout && sources.length > 1) {
    const message = `--stdout takes one file, and ${sources.length} were named`;
    return { out: new Uint8Array(), messages: [message], status: 2 };
  }
  const out: Uint8Array[] = [];
  let changed = 0;
  let same = 0;
  for (const source of sources) {
    const result = await formatSource(source, options, input);
    if (!result) continue;
    if ('error' in result) {
      messages.push(result.error);
      continue;
    }
    const { octets, differs, diff } = result;
    const asFilter = source.path === undefined || options.stdout;
    if (options.diff) out.push(Buffer.from(diff()));
    else if (options.check) {
      if (differs) out.push(Buffer.from(`${source.shown}\n`));
    } else if (asFilter) out.push(octets);
    else if (differs && source.path !== undefined) {
      try {
        replaceFile(source.path, octets);
        out.push(Buffer.from(`${source.shown}\n`));
      } catch (error) {
        messages.push(`${source.shown} was not written: ${reasonOf(error)}`);
        continue;
      }
    }
    if (differs) changed++;
    else same++;
  }
  const failed = messages.length > 0;
  const onlyTells = options.check || options.diff === true;
  const isFilter = !onlyTells && (options.stdout || sources.every(({ path }) => path === undefined));
  if (!isFilter) messages.push(summary(changed, same, onlyTells));
  return { out: Buffer.concat(out), messages, status: failed ? 2 : onlyTells && changed > 0 ? 1 : 0 };
}

function summary(changed: number, same: number, check: boolean): string {
  const files = changed === 1 ? '1 file' : `${changed} files`;
  return `${files} ${check ? 'would change' : 'formatted'}, ${same} unchanged`;
}

/** The file, or the zones and configurations of the folder: by their names, or because a named.conf there loads them. Throws where it is not there. */
async function sourcesOf(file: string, root: string | undefined, disk: Disk, cwd: string): Promise<Source[]> {
  if (file === STDIN) return [{ shown: STDIN, path: undefined, language: undefined }];
  // A link that is named is written through.
  const path = root === undefined ? resolve(cwd, file) : disk.pathOf(disk.uriOf(file));
  if (!statSync(path).isDirectory()) return [{ shown: file, path, language: undefined }];
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  workspace.configure({ ...DEFAULT_SETTINGS, ...(root === undefined ? {} : { root: 'file:///' }) });
  await workspace.setFolders([disk.uriOf(file)]);
  await workspace.settle();
  const found: Source[] = [];
  for (const uri of workspace.listed) {
    const language = workspace.languageOf(uri) ?? (await languageByContent(uri, disk));
    if (language === undefined) continue;
    const full = disk.pathOf(uri);
    found.push({ shown: relative(realpathSync(cwd), full), path: full, language });
  }
  return found.sort((a, b) => (a.shown < b.shown ? -1 : 1));
}

/** The disk below the root; undefined where that is not there. */
function openDisk(root: string | undefined, cwd: string): Disk | undefined {
  try {
    return diskBelow(root, cwd);
  } catch {
    return undefined;
  }
}

/** Most names are those of many things: what a file is shows in its first lines. */
async function languageByContent(uri: string, { system }: Disk): Promise<Language | undefined> {
  if (nameSays(uri).says === 'never') return undefined;
  const octets = await system.read(uri);
  return octets && languageOf(uri, Buffer.from(octets.subarray(0, SNIFFED + 1)).toString('latin1'));
}

async function formatSource(
  { shown, path, language }: Source,
  { style, skipOthers }: FmtOptions,
  input: FmtInput,
): Promise<{ octets: Uint8Array; differs: boolean; diff: () => Uint8Array } | { error: string } | undefined> {
  const octets = path === undefined ? await input.stdin() : readFileOr(path);
  if (typeof octets === 'string') return { error: `${shown} ${UNREAD_TEXTS[octets]}` };
  if (octets.includes(0)) return { error: `${shown} is not a text file: it was left as it is` };
  const { text, encoding } = decode(octets);
  const known = language ?? (path === undefined ? undefined : languageOf(pathToFileURL(path).href, text));
  if (skipOthers && known === undefined) return undefined;
  const assumed = known ?? languageOfNamed(shown, text);
  if (known === undefined && assumed === 'zone' && !looksLikeZone(text)) {
    return { error: `${shown} looks like neither a zone file nor a named.conf: it was left as it is` };
  }
  const formatted = assumed === 'zone' ? formatZoneText(text, style) : formatConfText(text, readConfStyle(style));
  const mask = assumed === 'zone' ? (same: string) => same : withoutSecrets;
  return {
    octets: Buffer.from(formatted, encoding),
    differs: formatted !== text,
    diff: () => Buffer.from(maskedDiff(shown, text, formatted, mask).text, encoding),
  };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 with its byte order mark, or one character for each octet: either way the octets come back as they were. */
function decode(octets: Uint8Array): Decoded {
  try {
    return { text: strictUtf8.decode(octets), encoding: 'utf8' };
  } catch {
    return { text: Buffer.from(octets).toString('latin1'), encoding: 'latin1' };
  }
}
