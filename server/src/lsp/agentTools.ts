/**
 * The tools for agents that an editor offers (services/agents/table.ts), over the workspace as the editor has it, with what is not saved yet. The pages of rules
 * and the queries are the editor's own.
 */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { BIND_VERSIONS } from '../dns/versions.ts';
import { type Arguments, bounded, ToolError } from '../services/agents/answers.ts';
import { nameAnswer } from '../services/agents/names.ts';
import { editDiff, PTR_PLANS, ptrDiff, renumberDiff } from '../services/agents/plans.ts';
import {
  type ListedProblem,
  leastSeverity,
  problemLines,
  proposedIn,
  verdictLines,
} from '../services/agents/problems.ts';
import { PLAN_KINDS, type ToolName } from '../services/agents/titles.ts';
import { valueAnswer } from '../services/agents/values.ts';
import { sourcesOf } from '../services/shared/sourceLines.ts';
import type { Steps } from '../steps.ts';
import { RANKS } from '../workspace/fileProblems.ts';
import { withContents } from '../workspace/fileSystem.ts';
import { Workspace } from '../workspace/workspace.ts';
import { type AgentPaths, agentPaths } from './agentPaths.ts';
import type { AgentToolParams } from './protocol.ts';
import type { Session } from './session.ts';
import { inSlices, Slice } from './slices.ts';

interface Call {
  readonly session: Session;
  readonly given: Arguments;
  readonly paths: AgentPaths;
  readonly token: CancellationToken;
}

type Answer = string | ResponseError<void>;
type Run = (call: Call) => Promise<Answer>;

const RUNS: Readonly<Partial<Record<ToolName, Run>>> = {
  check: checkProposed,
  name: async ({ given, session, paths }) => nameAnswer(given, session.workspace, paths.nameOf),
  value: async ({ given, session, paths }) => valueAnswer(given, session.workspace, paths.nameOf),
  plan: async (call) => {
    const { session, token } = call;
    const text = await inSlices(planned(call), token, session.runtime, () => false);
    return typeof text === 'string' && text.trim() === '' ? 'Nothing has to change.' : text;
  },
};

/** What a tool says; refused (RequestFailed, with the reason) where it cannot. */
export async function runAgentTool(
  session: Session,
  { name, given }: AgentToolParams,
  token: CancellationToken,
): Promise<Answer> {
  const run = RUNS[name as ToolName];
  if (!run) return refused(`there is no tool ${name}`);
  try {
    const folders = session.folders.uris;
    if (folders.length === 0) return refused('no folder is open');
    await session.updates.settled();
    const table = typeof given === 'object' && given !== null ? (given as Arguments) : {};
    const answer = await run({ session, given: table, paths: agentPaths(folders), token });
    return typeof answer === 'string' ? bounded(answer) : answer;
  } catch (error) {
    if (error instanceof ToolError) return refused(bounded(error.message));
    throw error;
  }
}

function refused(reason: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, reason);
}

async function checkProposed({ session, given, paths, token }: Call): Promise<string> {
  const { workspace } = session;
  const proposed = new Map<string, string>();
  for (const [path, text] of proposedIn(given.proposed)) proposed.set(paths.uriOf(path), text);
  const named = paths.among(given.paths);
  const isWanted = (uri: string): boolean =>
    given.paths === undefined && proposed.size > 0 ? proposed.has(uri) : named(uri) || proposed.has(uri);
  const origins = originsFor(given, paths, proposed, session);
  const least = leastSeverity(given.min_severity);
  const told = (of: Workspace): ListedProblem[] =>
    listed(of, isWanted, paths).filter(({ severity }) => RANKS[severity] <= RANKS[least]);
  if (proposed.size === 0 && !origins) return problemLines(told(workspace)).join('\n');
  const then = await withProposed(session, proposed, origins, token);
  return (proposed.size === 0 ? problemLines(told(then)) : verdictLines(told(workspace), told(then))).join('\n');
}

/** The origins that were set, with the one that is given for the files that are meant. */
function originsFor(
  { origin, paths: named }: Arguments,
  paths: AgentPaths,
  proposed: ReadonlyMap<string, string>,
  { workspace }: Session,
): Readonly<Record<string, string>> | undefined {
  if (typeof origin !== 'string') return undefined;
  const uris = Array.isArray(named) ? named.map((each) => paths.uriOf(each)) : [...proposed.keys()];
  return { ...workspace.settings.origins, ...Object.fromEntries(uris.map((uri) => [uri, origin])) };
}

/** The workspace as it would be: read anew beside the one that the editor has, whose texts it takes. */
async function withProposed(
  session: Session,
  proposed: ReadonlyMap<string, string>,
  origins: Readonly<Record<string, string>> | undefined,
  token: CancellationToken,
): Promise<Workspace> {
  const { workspace, runtime, folders, system, saved } = session;
  const octets = new Map(Array.from(proposed, ([uri, text]) => [uri, new TextEncoder().encode(text)]));
  const then = new Workspace({
    now: () => runtime.now(),
    previous: (zone) => saved.previous(zone),
    system: withContents(system, octets),
  });
  then.configure(origins ? { ...workspace.settings, origins } : workspace.settings);
  await then.setFolders(folders.uris);
  for (const uri of workspace.opened) {
    if (!proposed.has(uri)) then.open(uri, workspace.bufferOf(uri)!.text(), workspace.languageOf(uri) ?? 'unsaid');
  }
  for (const [uri, text] of proposed) then.open(uri, text, workspace.languageOf(uri) ?? 'unsaid');
  const slice = new Slice(runtime);
  await then.settle(() => {
    if (token.isCancellationRequested) throw new ToolError('the check was cancelled');
    return slice.pause();
  });
  return then;
}

function listed(workspace: Workspace, isWanted: (uri: string) => boolean, { nameOf }: AgentPaths): ListedProblem[] {
  const sourceAt = sourcesOf(workspace);
  const all: ListedProblem[] = [];
  for (const [uri, problems] of workspace.problems()) {
    if (!isWanted(uri)) continue;
    const buffer = workspace.bufferOf(uri);
    for (const { start, severity, rule, message } of problems) {
      const { line, character } = buffer?.positionAt(start) ?? { line: 0, character: 0 };
      const source = sourceAt(uri, line);
      all.push({ file: nameOf(uri), line: line + 1, column: character + 1, severity, rule, message, source });
    }
  }
  return all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

/** A change as a diff. */
function* planned({ session, given, paths }: Call): Steps<string> {
  const { workspace, services, settings, runtime } = session;
  const { nameOf } = paths;
  const { kind } = given;
  const now = (): Date => runtime.now();
  yield* services.upToDate();
  if (typeof kind === 'string' && Object.hasOwn(PTR_PLANS, kind)) {
    const isWanted = paths.among(given.paths);
    const isAll = !Array.isArray(given.paths) || given.paths.length === 0;
    const zones = isAll ? undefined : [...workspace.zones].filter(({ options: { uri } }) => isWanted(uri));
    const policy = settings.forServices.ptrPolicy;
    return yield* ptrDiff(PTR_PLANS[kind], zones, { workspace, nameOf, now, policy });
  }
  switch (kind) {
    case 'renumber':
      return yield* renumberDiff(given, workspace, nameOf, now);
    case 'migrate': {
      const version = BIND_VERSIONS.find((each) => each === given.to);
      if (!version) throw new ToolError(`"to" is ${BIND_VERSIONS.join(', ')}`);
      const [file, ...more] = Array.isArray(given.paths) ? given.paths : [];
      if (file === undefined || more.length > 0)
        throw new ToolError('one file is migrated: the outermost one of a configuration');
      const answer = services.ask('migration', paths.uriOf(file), undefined, version);
      if (!answer) throw new ToolError(`${String(file)} is part of no configuration`);
      const diff = answer.edit ? editDiff(answer.edit, workspace, nameOf) : '';
      return [diff, ...answer.notes.map((note) => `Note: ${note}\n`)].join('');
    }
    case 'fix':
    case 'format':
      return yield* ofFiles(kind, filesIn(workspace).filter(paths.among(given.paths)), session, nameOf);
    default:
      throw new ToolError(`"kind" is one of ${PLAN_KINDS.join(', ')}`);
  }
}

function* ofFiles(
  kind: 'fix' | 'format',
  uris: readonly string[],
  { workspace, services }: Session,
  nameOf: (uri: string) => string,
): Steps<string> {
  const diffs: string[] = [];
  for (const uri of uris) {
    const edits =
      kind === 'fix'
        ? ((yield* services.askInSteps('fixAll', uri)) ?? []).flatMap(({ edit }) => edit ?? [])
        : [
            {
              changes: {
                [uri]: (yield* services.askInSteps('format', uri, { tabSize: 8, insertSpaces: false })) ?? [],
              },
            },
          ];
    for (const edit of edits) diffs.push(editDiff(edit, workspace, nameOf));
  }
  return diffs.join('');
}

/** The files of zones and configurations, in their order. */
function filesIn(workspace: Workspace): string[] {
  const files = new Set<string>();
  for (const { documents } of workspace.zones) for (const { uri } of documents) files.add(uri);
  for (const { files: own } of workspace.configurations) for (const uri of own) files.add(uri);
  return [...files].sort();
}
