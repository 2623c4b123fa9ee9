/** What the command line names: files, folders and standard input, read and taken for zones or configurations. */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UNREAD_TEXTS } from '../node/readFile.ts';
import { type DecodedText, decode } from '../workspace/fileSystem.ts';
import { isNeither, type Language, languageOf, languageOfNamed } from '../workspace/languages.ts';
import { otherServerOf } from '../workspace/otherServers/servers.ts';
import { normalUri } from '../workspace/paths.ts';
import { CheckError } from './checkError.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { Disk } from './disk.ts';

/** How standard input is called in reports. */
export const STDIN = '-';

/** A file as it was read. */
export interface OpenedFile extends DecodedText {
  readonly uri: string;
  readonly language: Language;
}

export interface Named {
  /** What was named, by its URI, as it was called. */
  readonly shown: ReadonlyMap<string, string>;
  readonly folders: readonly string[];
  readonly opened: readonly OpenedFile[];
  /** The origins that the options say, by URI. */
  readonly origins: Readonly<Record<string, string>>;
  /** A sentence for everything that was named and cannot be checked. */
  readonly notChecked: readonly string[];
  /** How many of the files that were named are excluded. */
  readonly excluded: number;
}

export interface NamedInput {
  /** Reads all of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly cwd: string;
}

/** Reads what the options name. Rejects with a CheckError where an option does not go with it. */
export async function readNamed(
  options: CheckOptions,
  disk: Disk,
  input: NamedInput,
  isExcluded: (path: string) => boolean,
): Promise<Named> {
  const shown = new Map<string, string>();
  const origins: Record<string, string> = Object.fromEntries(
    Object.entries(options.origins ?? {}).map(([file, name]) => [originUri(file, options, disk), name]),
  );
  let excluded = 0;
  const folders: string[] = [];
  const opened: OpenedFile[] = [];
  const notChecked: string[] = [];
  const add = (uri: string, name: string, { text, encoding }: DecodedText): void => {
    if (options.origin !== undefined) origins[uri] ??= options.origin;
    const language = uri in origins ? 'zone' : languageOfNamed(uri, text);
    shown.set(uri, name);
    opened.push({ uri, text, encoding, language });
  };
  for (const file of options.files) {
    if (file === STDIN) {
      const { stdinFilename } = options;
      add(stdinUri(options, disk, input.cwd), stdinFilename ?? STDIN, decode(await input.stdin()));
      continue;
    }
    const uri = disk.uriOf(file);
    if (isExcluded(disk.pathOf(uri))) {
      excluded++;
      continue;
    }
    const octets = disk.readOr(uri);
    if (octets === 'folder') {
      if (options.origin !== undefined) throw new CheckError(`--origin names one zone, and ${file} is a folder`);
      folders.push(uri);
      shown.set(uri, file);
      continue;
    }
    if (typeof octets === 'string') {
      notChecked.push(`${file} ${UNREAD_TEXTS[octets]}`);
      continue;
    }
    const decoded = decode(octets);
    if (options.skipOthers && !(uri in origins) && languageOf(uri, decoded.text) === undefined) {
      excluded++;
      continue;
    }
    if (
      options.origin === undefined &&
      !(uri in origins) &&
      options.conf === undefined &&
      isNeither(uri, decoded.text)
    ) {
      const other = otherServerOf(basename(file));
      notChecked.push(
        other
          ? `${file} is a configuration of ${other.program}, of which nothing is checked but its zones: name its folder, or the zone files with --conf ${file}`
          : `${file} looks like neither a zone file nor a named.conf, so it was not checked; --origin NAME has it read as a zone`,
      );
      continue;
    }
    add(uri, file, decoded);
  }
  return { shown, folders, opened, origins, notChecked, excluded };
}

/** Standard input lies where it is called, so that its includes are found. */
function stdinUri({ stdinFilename }: CheckOptions, disk: Disk, cwd: string): string {
  return stdinFilename === undefined ? normalUri(pathToFileURL(resolve(cwd, 'stdin')).href) : disk.uriOf(stdinFilename);
}

function originUri(file: string, { stdinFilename }: CheckOptions, disk: Disk): string {
  const uri = disk.uriOf(file);
  if (file !== stdinFilename && disk.readOr(uri) === 'absent') {
    throw new CheckError(`${file}, whose origin --origin says, is not there`);
  }
  return uri;
}
