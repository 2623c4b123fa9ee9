/** `bailiwick compare`: a zone file against the servers that serve the zone. */

import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { NO_NAME } from '../dns/names.ts';
import { type Comparison, compareServers, type Outcome, outcome } from '../live/compare/compareServers.ts';
import { delegationLines, delegationSets } from '../live/compare/delegation.ts';
import { type FileZone, fileZone } from '../live/compare/fileZone.ts';
import { problemsOf, targetProblems } from '../live/compare/problems.ts';
import { comparisonJson, comparisonLines } from '../live/compare/report.ts';
import { type Targets, targetsConversation, targetsJson, targetsLines } from '../live/compare/targets.ts';
import { readWay, serversOnWay, type Way } from '../live/compare/way.ts';
import { zoneKeys } from '../live/compare/zoneKeys.ts';
import type { Progress } from '../live/conversation.ts';
import { type KeyRead, keyOfClause, readKeyFile } from '../live/keyFile.ts';
import type { FoundServers } from '../live/transport.ts';
import type { TsigKey } from '../live/tsig.ts';
import { type LiveMeans, liveMeans } from '../node/liveRuntime.ts';
import { fileReader } from '../node/transports/files.ts';
import { ALL_RULES } from '../rules/index.ts';
import { finish } from '../steps.ts';
import { decode } from '../workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import { CheckError } from './checkError.ts';
import type { CompareOptions } from './compareOptions.ts';
import { type Disk, diskBelow } from './disk.ts';

export interface CompareOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Whether somebody watches standard error, and is told how far it is. */
  readonly watched: boolean;
  /** How servers are asked; the network where absent. */
  readonly means?: LiveMeans;
}

/** Why a comparison is not made: a sentence for the user. */
class CompareError extends CheckError {}

const STATUS: Readonly<Record<Outcome, number>> = { same: 0, differs: 1, unasked: 2 };
/** Milliseconds between two lines that tell how far it is. */
const TELL_EVERY = 1000;

/** What is wrong with the file is for `check`. */
const NO_RULES = Object.fromEntries(ALL_RULES.map(({ id }) => [id, 'off' as const]));

/** One zone as it was compared. */
interface Compared {
  readonly comparison: Comparison;
  readonly targets: Targets | undefined;
  readonly notes: readonly string[];
}

/** Runs `bailiwick compare`; returns its exit status. */
export async function compare(options: CompareOptions, output: CompareOutput): Promise<number> {
  const { print, warn } = output;
  const means = output.means ?? liveMeans({ say: (sentence) => warn(`note: ${sentence}\n`) });
  try {
    const { workspace, zones } = await zonesOf(options, output.cwd);
    const compared: Compared[] = [];
    for (const zone of zones) compared.push(await compareZone(zone, workspace, options, output, means));
    print(FORMATS[options.format](compared, options, diskBelow(options.root, output.cwd).pathOf, output.cwd));
    const outcomes = compared.map(outcomeOf);
    return STATUS[outcomes.includes('differs') ? 'differs' : outcomes.includes('unasked') ? 'unasked' : 'same'];
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    warn(`bailiwick: ${error.message}\n`);
    return STATUS.unasked;
  } finally {
    means.dispose();
  }
}

function outcomeOf({ comparison, targets }: Compared): Outcome {
  const own = outcome(comparison);
  if (own === 'differs' || (targets && targets.dangling.length > 0)) return 'differs';
  return targets && targets.unknown > 0 ? 'unasked' : own;
}

/** The zones that the file is, one for each view; the one of the view that was named. */
async function zonesOf(
  options: CompareOptions,
  cwd: string,
): Promise<{ workspace: Workspace; zones: readonly Zone[] }> {
  const { file, origin, conf, view, root } = options;
  const disk = diskBelow(root, cwd);
  const uri = disk.uriOf(file);
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  if (origin !== undefined && workspace.names.fromText(origin) === NO_NAME) {
    throw new CompareError(`${origin} is not a domain name`);
  }
  workspace.configure({
    ...DEFAULT_SETTINGS,
    rules: NO_RULES,
    ...(origin === undefined ? {} : { origins: { [uri]: origin } }),
  });
  if (conf !== undefined) workspace.open(disk.uriOf(conf), textOfFile(disk, conf), 'named-conf');
  await workspace.setFolders([]);
  workspace.open(uri, textOfFile(disk, file), 'zone');
  await workspace.settle();
  const all = workspace.zonesOf(uri);
  const zones = view === undefined ? all : all.filter((zone) => zone.options.view === view);
  const [zone] = zones;
  if (!zone) {
    throw new CompareError(
      view === undefined || all.length === 0 ? `${file} is no zone file` : `${file} is no zone of a view ${view}`,
    );
  }
  if (!zone.model.originKnown) throw new CompareError(`the origin of ${file} is not known; --origin NAME says it`);
  return { workspace, zones };
}

function textOfFile(disk: Disk, file: string): string {
  const octets = disk.readOr(disk.uriOf(file));
  if (typeof octets === 'string') throw new CompareError(`${file} is not there, or cannot be read`);
  return decode(octets).text;
}

async function compareZone(
  zone: Zone,
  workspace: Workspace,
  options: CompareOptions,
  { cwd, warn, watched }: CompareOutput,
  means: LiveMeans,
): Promise<Compared> {
  const file = finish(
    fileZone(zone, {
      bufferOf: (uri) => workspace.bufferOf(uri),
      zoneHolding: (name, asker) => workspace.zoneHolding(name, asker),
    }),
  );
  const keys = zoneKeys(zone);
  const own =
    options.key === undefined
      ? keys.view && taken(keyOfClause(keys.view))
      : await keyOfFile(options.key, options.keyName, cwd);
  const transferKey = own ? undefined : keys.transfer && taken(keyOfClause(keys.transfer));
  const way = readWay(options.way);
  if ('problem' in way) throw new CompareError(way.problem);
  const { servers, missing } = await serversFor(file, way, cwd, means);
  let told = Number.NEGATIVE_INFINITY;
  const onProgress = ({ progress, done, of }: Progress): void => {
    const now = means.runtime.clock.monotonic();
    if (!watched || now - told < TELL_EVERY) return;
    told = now;
    warn(`${progress}${of === undefined ? '' : `, ${done} of ${of}`}\n`);
  };
  const comparison = await compareServers(
    {
      file,
      servers,
      missing,
      isChosen: way.queries.some(({ server }) => server !== undefined),
      ...(own && { key: own }),
      ...(transferKey && { transferKey }),
      ...(way.transport && { transport: way.transport }),
      ...(options.beforeDelegation && { sets: delegationSets(file), alsoTcp: true }),
      ...(options.by && { by: options.by }),
      ...(options.questions !== undefined && { rate: { questions: options.questions } }),
      now: means.runtime.clock.now(),
    },
    (conversation, how) => means.run(conversation, how),
    onProgress,
  );
  const targets = options.targets
    ? await means.run(targetsConversation(file, means.resolvers()), { bounds: { asks: 5000 }, onProgress })
    : undefined;
  return { comparison, targets, notes: keys.notes };
}

/** The servers that were named, else those of the zone, at every address. */
async function serversFor(file: FileZone, way: Way, cwd: string, means: LiveMeans): Promise<FoundServers> {
  const { serversOf, zoneServers } = means;
  const found = await serversOnWay(way, file, { serversOf, zoneServers, readFile: fileReader(cwd) });
  if ('problem' in found) throw new CompareError(found.problem);
  return found;
}

function taken(read: KeyRead): TsigKey {
  if ('problem' in read) throw new CompareError(read.problem);
  return read.key;
}

async function keyOfFile(path: string, name: string | undefined, cwd: string): Promise<TsigKey> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, path), 'latin1');
  } catch {
    throw new CompareError(`${path} is not there, or cannot be read`);
  }
  return taken(readKeyFile(text, path, name));
}

type Format = (
  compared: readonly Compared[],
  options: CompareOptions,
  pathOf: (uri: string) => string,
  cwd: string,
) => string;

const FORMATS: Readonly<Record<CompareOptions['format'], Format>> = { text: textOf, concise: conciseOf, json: jsonOf };

/** A line for each place, as `check --format concise` has them. */
function conciseOf(
  compared: readonly Compared[],
  _options: CompareOptions,
  pathOf: (uri: string) => string,
  cwd: string,
): string {
  const problems = compared.flatMap(({ comparison, targets }) => [
    ...problemsOf(comparison),
    ...(targets ? targetProblems(comparison.file, targets) : []),
  ]);
  return problems
    .map(({ uri, line, start, severity, message, code }) => {
      const path = relative(cwd, pathOf(uri));
      return `${path}:${line + 1}:${start + 1}: ${severity}: ${message} [served/${code}]\n`;
    })
    .join('');
}

function textOf(compared: readonly Compared[], { beforeDelegation }: CompareOptions): string {
  const parts = compared.map(({ comparison, targets, notes }) => {
    const { file } = comparison;
    const serial = file.serial === undefined ? '' : `, serial ${file.serial}`;
    const view = file.view === '' ? '' : ` of the view ${file.view}`;
    return [
      `${file.apex}${view}${serial}`,
      ...notes,
      ...(beforeDelegation ? delegationLines(comparison) : []),
      '',
      ...comparisonLines(comparison, Number.POSITIVE_INFINITY),
      ...(targets ? ['', ...targetsLines(comparison.file, targets)] : []),
      '',
    ].join('\n');
  });
  return parts.join('\n');
}

function jsonOf(compared: readonly Compared[], { beforeDelegation }: CompareOptions): string {
  const zones = compared.map(({ comparison, targets, notes }) => ({
    ...(comparisonJson(comparison) as object),
    ...(notes.length > 0 && { notes }),
    ...(beforeDelegation && { delegation: delegationLines(comparison) }),
    ...(targets && { targets: targetsJson(comparison.file, targets) }),
  }));
  return `${JSON.stringify({ zones }, null, 2)}\n`;
}
