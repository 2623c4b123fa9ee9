/** Where files name other files: `include`, `file` and `directory` in configurations, `$INCLUDE` in zones; and what they lead to. */
import { URI } from 'vscode-uri';
import type { ConfModel, Zone as ZoneStatement } from '../../conf/model.ts';
import { argumentsOf, type Block, type Statement, type Word } from '../../conf/tree.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { folderOf, pathParts, resolvePath } from '../../workspace/paths.ts';
import { isAloneUri } from '../../workspace/standing.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { filePathOf, knownFile } from '../conf/files.ts';
import type { FilePlace } from '../shared/places.ts';

/** A path in a file; its place has the quotes. */
export interface FileMention extends FilePlace {
  /** Without quotes. */
  readonly text: string;
  /** The file that it leads to; the folder for `directory` and for a pattern, whose `text` ends before its last slash. */
  readonly target: string;
  /** What lies in the folders that a relative path is taken from, the first to be tried first: `.` where it is the folder itself. */
  readonly bases: readonly string[];
  /** The zone that is loaded from the file. */
  readonly zone?: ZoneStatement;
}

/** Mentions between which others may go on. */
const PART = 512;
/** The characters that make a path a pattern, or the name of a variable. */
const PATTERN = /[*?[]/;
const VARIABLE = /[$%]/;

/** What is asked of a workspace here. */
export type FileSurroundings = Pick<Workspace, 'configurations' | 'zones' | 'listed' | 'bufferOf'>;

/** Every mention of a file in the configurations that pass the filter, and in all zones; undefined after each part, which is a step. */
export function* fileMentions(
  around: FileSurroundings,
  isWanted: (configuration: Configuration) => boolean = () => true,
): Generator<FileMention | undefined> {
  const listed = new Set(around.listed);
  const seen = new Set<string>();
  let count = 0;
  for (const configuration of around.configurations) {
    const { model } = configuration;
    if (!model || !isWanted(configuration)) continue;
    for (const mention of confMentions(configuration, model, listed)) {
      if (++count % PART === 0) yield undefined;
      const key = `${mention.uri} ${mention.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield mention;
    }
  }
  for (const zone of around.zones) {
    if (isAloneUri(zone.options.uri)) continue;
    for (const mention of zoneMentions(zone)) {
      if (!mention) {
        if (++count % PART === 0) yield undefined;
        continue;
      }
      const key = `${mention.uri} ${mention.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield mention;
    }
  }
}

/** The mentions that lead to some files, each with what it is. */
export function* mentionsOf(around: FileSurroundings, isAbout: (uri: string) => boolean): Steps<FileMention[]> {
  const found: FileMention[] = [];
  for (const mention of fileMentions(around)) {
    if (!mention) yield;
    else if (isAbout(mention.target)) found.push(mention);
  }
  return found;
}

function* confMentions(
  configuration: Configuration,
  model: ConfModel,
  listed: ReadonlySet<string>,
): Generator<FileMention> {
  const targets = new Map(model.includes.map(({ word, targets: found }) => [word, found[0]?.uri]));
  const zones = new Map(model.zones.flatMap((zone) => (zone.fileWord ? [[zone.fileWord, zone] as const] : [])));
  const folder = workingFolder(configuration, model);
  const working = folder === undefined ? undefined : [`${folder}/.`];
  for (const file of model.files) {
    const bases = [...(working ?? []), configuration.uri, file.uri];
    const mention = (word: Word, target: string): FileMention => {
      const zone = zones.get(word);
      const { start, end, text } = word;
      return { uri: file.uri, start, end, text, target, bases: [...new Set(bases)], ...(zone ? { zone } : {}) };
    };
    for (const statement of statementsIn(file.tree.root)) {
      const word = filePathOf(statement);
      if (!word) continue;
      if (targets.has(word)) {
        const target = targets.get(word);
        if (target !== undefined) yield asPattern(mention(word, target));
        continue;
      }
      if (VARIABLE.test(word.text)) continue;
      const found = configuration.fileAt(word.text, file.uri);
      const target = found.kind === 'file' ? found.uri : knownFile(word.text, file.uri, configuration, listed);
      if (target !== undefined) yield mention(word, target);
    }
  }
  const setting = model.options?.byName.get('directory')?.[0];
  const word = setting && argumentsOf(setting.statement)[0];
  if (!word || folder === undefined || word.text !== configuration.directory) return;
  const { start, end, text } = word;
  yield { uri: setting.file.uri, start, end, text, target: folder, bases: [configuration.uri] };
}

/** A pattern as the path of the folder that its matches lie in; one with a pattern for the folder too leads nowhere else. */
function asPattern(mention: FileMention): FileMention {
  if (!PATTERN.test(mention.text)) return mention;
  const slash = mention.text.lastIndexOf('/');
  const folder = mention.text.slice(0, slash);
  if (slash <= 0 || PATTERN.test(folder)) return { ...mention, target: '' };
  return { ...mention, text: folder, target: folderOf(mention.target) };
}

/** The folder of the workspace that is the server's working directory; undefined where none is set, or nothing tells which one that is. */
function workingFolder(configuration: Configuration, model: ConfModel): string | undefined {
  const { directory, uri } = configuration;
  if (directory === undefined) return undefined;
  if (!directory.startsWith('/')) return resolvePath(folderOf(uri), directory);
  // A copy of another machine's folder: it is where the files of its zones were found.
  for (const { fileWord, setting } of model.zones.slice(0, PART)) {
    if (!fileWord || fileWord.text.startsWith('/') || fileWord.text.startsWith('..')) continue;
    const found = configuration.fileAt(fileWord.text, setting.file.uri);
    if (found.kind !== 'file') continue;
    const [written, there] = [pathParts(fileWord.text), pathParts(URI.parse(found.uri).path)];
    if (there.slice(-written.length).join('/') !== written.join('/')) continue;
    const path = `/${there.slice(0, there.length - written.length).join('/')}`;
    return URI.parse(found.uri).with({ path }).toString();
  }
  return undefined;
}

function* statementsIn(block: Block): Generator<Statement> {
  for (const statement of block.statements) {
    yield statement;
    for (const value of statement.values) if (value.kind === 'block' && value.clause) yield* statementsIn(value);
  }
}

/** The `$INCLUDE` lines of a zone, and undefined after each chunk. */
function* zoneMentions(zone: Zone): Generator<FileMention | undefined> {
  const { configuration, include } = zone.options;
  let working: string | undefined;
  let isKnown = false;
  for (const document of zone.documents) {
    for (const chunk of document.chunks) {
      for (const { path, pathStart, pathEnd } of chunk.includes) {
        const target = include(path, document.uri);
        if (target.kind !== 'file') continue;
        if (!isKnown && configuration?.model) working = workingFolder(configuration, configuration.model);
        isKnown = true;
        const bases = [
          ...(working === undefined ? [] : [`${working}/.`]),
          configuration?.uri ?? [],
          document.uri,
        ].flat();
        const [start, end] = [chunk.offset + pathStart, chunk.offset + pathEnd];
        yield { uri: document.uri, start, end, text: path, target: target.uri, bases: [...new Set(bases)] };
      }
      yield undefined;
    }
  }
}
