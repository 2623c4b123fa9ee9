/** Zones against their servers, with progress and cancel: who is asked, with which key, and what came. */
import { isIP } from 'node:net';
import * as vscode from 'vscode';
import { type Comparison, compareServers } from '../../../../server/src/live/compare/compareServers.ts';
import { DEFAULT_RATE } from '../../../../server/src/live/compare/comparing.ts';
import { delegationSets } from '../../../../server/src/live/compare/delegation.ts';
import { type Targets, targetsConversation } from '../../../../server/src/live/compare/targets.ts';
import { readWay, serversOnWay, type Way } from '../../../../server/src/live/compare/way.ts';
import { type Conversation, converse, type Progress } from '../../../../server/src/live/conversation.ts';
import { wireOver } from '../../../../server/src/live/exchange.ts';
import { readKeyFile } from '../../../../server/src/live/keyFile.ts';
import { type FoundServers, type Server, serverText } from '../../../../server/src/live/transport.ts';
import type { TsigKey } from '../../../../server/src/live/tsig.ts';
import type { ComparedZone, KeyPlace } from '../../../../server/src/lsp/protocol.ts';
import { namedServer, systemResolvers, zoneServers } from '../../../../server/src/node/transports/resolvers.ts';
import { systemRuntime } from '../../../../server/src/node/transports/runtime.ts';
import { readNamedFile } from '../asker.ts';

/** What of a zone is compared. */
export type Scope = 'zone' | 'name' | 'record' | 'delegation';

/** What was asked for, to be asked again. */
export interface Wanted {
  readonly scope: Scope;
  /** In the words of dig, with or without their `@`, and with those that say how they are reached; the zone's own where none is named. */
  readonly servers: readonly string[];
}

export interface Compared {
  readonly zone: ComparedZone;
  readonly comparison: Comparison;
  readonly notes: readonly string[];
}

/** How it is run: cancelled by the signal, told how far it is. */
export interface Running {
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
}

/** Questions of one zone and server in the editor. */
const QUESTIONS = DEFAULT_RATE.questions;

/** Whether it was told in this session where questions go. */
let isTold = false;

/** Compares a zone with its servers. */
export async function compareZone(zone: ComparedZone, wanted: Wanted, running: Running): Promise<Compared> {
  const { file } = zone;
  const way = readWay(wanted.servers);
  if ('problem' in way) throw new Error(way.problem);
  const found = await serversFor(zone, way, running);
  const problems: string[] = [];
  const key = zone.viewKey && (await keyAt(zone.viewKey, problems));
  const transferKey = zone.transferKey && (await keyAt(zone.transferKey, problems));
  tellOnce(zone, found.servers);
  const sets = setsOf(zone, wanted.scope);
  const comparison = await compareServers(
    {
      file,
      servers: found.servers,
      missing: found.missing,
      isChosen: way.queries.some(({ server }) => server !== undefined),
      ...(key && { key }),
      ...(transferKey && { transferKey }),
      ...(sets && { sets }),
      ...(wanted.scope === 'delegation' && { alsoTcp: true }),
      ...(way.transport && { transport: way.transport }),
      now: new Date(),
    },
    (conversation, { bounds, onProgress }) => drive(conversation, running, bounds, onProgress),
    progressTo(running),
  );
  return { zone, comparison, notes: [...zone.notes, ...problems] };
}

/** Asks the system's resolvers for the names that records point to. */
export function findTargets({ file }: ComparedZone, running: Running): Promise<Targets> {
  return drive(targetsConversation(file, systemResolvers()), running, { asks: 5000 }, progressTo(running));
}

function drive<Result>(
  conversation: Conversation<Result>,
  { signal }: Running,
  bounds: { readonly asks?: number },
  onProgress: (progress: Progress) => void,
): Promise<Result> {
  return converse(conversation, {
    ...wireOver(systemRuntime),
    monotonic: systemRuntime.clock.monotonic,
    signal,
    bounds,
    onProgress,
  });
}

function progressTo({ say }: Running): (progress: Progress) => void {
  return ({ progress, done, of }) => say(of === undefined ? progress : `${progress}: ${done}/${of}`);
}

/** The RRsets that are compared; undefined for all of them. */
function setsOf({ file, at }: ComparedZone, scope: Scope): number[] | undefined {
  if (scope === 'zone') return undefined;
  if (scope === 'delegation') return delegationSets(file);
  return file.sets.flatMap(({ owner, type }, i) =>
    owner === at?.owner && (scope === 'name' || type === at.type) ? [i] : [],
  );
}

/** The servers that were named, else those of the zone, at every address. Throws where the words are none of a comparison. */
async function serversFor({ file }: ComparedZone, way: Way, { say }: Running): Promise<FoundServers> {
  const unknown = file.servers.filter(({ addresses }) => addresses.length === 0).map(({ name }) => name);
  const tell = (names: readonly string[]): void => {
    if (names.length > 0) say(vscode.l10n.t('The system is asked for the addresses of {0}', names.join(', ')));
  };
  const found = await serversOnWay(way, file, {
    serversOf: (host, { port, family }) => {
      tell(isIP(host.split('%')[0]) === 0 ? [host] : []);
      return namedServer(host, port, family);
    },
    zoneServers: (names, known, reaching) => {
      tell(unknown);
      return zoneServers(names, known, reaching);
    },
    readFile: readNamedFile,
  });
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

/** A key of a configuration: the client reads it where it stands. */
async function keyAt({ name, uri }: KeyPlace, problems: string[]): Promise<TsigKey | undefined> {
  const place = vscode.Uri.parse(uri, true);
  try {
    const read = readKeyFile((await vscode.workspace.openTextDocument(place)).getText(), place.fsPath, name);
    if ('key' in read) return read.key;
    problems.push(read.problem);
  } catch {
    problems.push(vscode.l10n.t('{0} cannot be read.', vscode.workspace.asRelativePath(place)));
  }
  return undefined;
}

/** Says once in a session what is sent where. */
function tellOnce({ file, viewKey }: ComparedZone, servers: readonly Server[]): void {
  if (isTold || servers.length === 0) return;
  isTold = true;
  const where = servers.map(serverText).join(', ');
  void vscode.window.showInformationMessage(
    viewKey
      ? vscode.l10n.t(
          'A transfer of {0}, or else at most {1} questions for its records, signed with the key {2}, go to each of {3}, and nowhere else. This is told once in a session.',
          file.apex,
          QUESTIONS,
          viewKey.name,
          where,
        )
      : vscode.l10n.t(
          'A transfer of {0}, or else at most {1} questions for its records, go to each of {2}, and nowhere else. This is told once in a session.',
          file.apex,
          QUESTIONS,
          where,
        ),
  );
}
