/** Commands that the server runs for clients that have none of their own: edits go to the client, and what is to be said is shown. */
import type { CancellationToken, ExecuteCommandParams, Location, WorkspaceEdit } from 'vscode-languageserver';
import { BIND_VERSIONS, LATEST_BIND_VERSION } from '../dns/versions.ts';
import { t } from '../l10n.ts';
import { ALL_RULES } from '../rules/index.ts';
import { rulePage } from '../rules/page.ts';
import { newTsigKey, secretLength } from '../services/conf/templates.ts';
import type { Refusal } from '../services/service.ts';
import { toWorkspaceEdit } from '../services/shared/fixes.ts';
import type { Steps } from '../steps.ts';
import { baseName, normalUri } from '../workspace/paths.ts';
import { editFor } from './client/edits.ts';
import { APPLY_EDIT } from './commandNames.ts';
import { type NewStatementsParams, type PtrChangeParams, QUERY } from './protocol.ts';
import { executeQuery } from './queries.ts';
import type { Session } from './session.ts';
import { inSlices } from './slices.ts';

interface Call {
  readonly session: Session;
  readonly token: CancellationToken;
  /** The arguments, as the client sent them: of any type. */
  readonly given: readonly unknown[];
}

type Run = (call: Call) => Promise<unknown>;

/** Places of a name that are offered to be shown. */
const MOST_PLACES = 20;
const KEY_ALGORITHM = 'hmac-sha256';

const RUNS: Readonly<Record<string, Run>> = {
  [APPLY_EDIT]: async ({ session, given }) => makes(session, given[0] as WorkspaceEdit | undefined),

  'bailiwick.openFile': async ({ session: { client }, given }) => {
    const uri = uriOf(given[0]);
    if (uri !== undefined) await client.show(uri);
  },

  'bailiwick.showReferences': async ({ session: { client }, given }) => {
    const places = (Array.isArray(given[2]) ? given[2] : []).filter(isLocation).slice(0, MOST_PLACES);
    const titles = places.map(({ uri, range }) => `${baseName(uri)}:${range.start.line + 1}`);
    const picked = places.length < 2 ? 0 : await client.pick(t`Where is it used?`, titles);
    const place = picked === undefined ? undefined : places[picked];
    if (place) await client.show(place.uri, place.range);
  },

  'bailiwick.showRule': async ({ session: { client }, given }) => {
    const rule = ALL_RULES.find(({ id }) => id === given[0]);
    if (rule) await client.browse(rulePage(rule.id));
  },

  'bailiwick.raiseSerial': async (call) => {
    const { session } = call;
    const uri = uriOf(call.given[0]);
    if (uri === undefined) return;
    const edit = await stepped(call, () => session.services.askInSteps('raiseSerial', uri));
    if (edit) await makes(session, edit);
    else session.client.say(t`The zone has no SOA record with a serial that could be raised.`);
  },

  'bailiwick.migrate': async ({ session, given }) => {
    const uri = uriOf(given[0]);
    const version = BIND_VERSIONS.find((each) => each === given[1]) ?? LATEST_BIND_VERSION;
    const answer = uri === undefined ? undefined : session.services.ask('migration', uri, undefined, version);
    if (!answer) return;
    if (answer.edit) await makes(session, answer.edit);
    else session.client.say(t`Nothing has to change for BIND ${version}.`);
    saysNotes(session, answer.notes);
  },

  'bailiwick.createPtr': (call) => changesPtr(call, 'create'),
  'bailiwick.correctPtr': (call) => changesPtr(call, 'correct'),
  'bailiwick.removePtr': (call) => changesPtr(call, 'remove'),
  'bailiwick.createAddresses': (call) => changesPtr(call, 'addresses'),

  'bailiwick.newReverseZone': async (call) => {
    const { session } = call;
    const { uri, network } = tableOf(call.given[0]);
    if (typeof uri !== 'string') return;
    const missing =
      typeof network === 'string'
        ? undefined
        : await stepped(call, () => session.services.reverse.missingNetworks(normalUri(uri)));
    const networks = typeof network === 'string' ? [network] : (missing?.networks ?? []).map((each) => each.network);
    const picked = networks.length < 2 ? 0 : await session.client.pick(t`For which network?`, networks);
    const chosen = picked === undefined ? undefined : networks[picked];
    if (chosen === undefined) return;
    const params = { uri: normalUri(uri), network: chosen };
    const answer = await stepped(call, () => session.services.reverse.newZone(params));
    if (answer?.edit) await makes(session, answer.edit);
    if (answer) saysNotes(session, answer.notes);
  },

  'bailiwick.newZone': async (call) => {
    const { session } = call;
    const params = tableOf(call.given[0]) as unknown as NewStatementsParams;
    if (typeof params.uri !== 'string') return;
    const answer = await stepped(call, () => session.services.newStatements(params));
    if (answer?.edit) await makes(session, answer.edit);
    if (answer) saysNotes(session, answer.notes);
  },

  // The secret goes into the file and nowhere else.
  'bailiwick.newKey': async ({ session, given }) => {
    const { workspace, runtime, client } = session;
    const { uri, name, algorithm = KEY_ALGORITHM } = tableOf(given[0]);
    const buffer = typeof uri === 'string' ? workspace.bufferOf(uri) : undefined;
    if (!buffer || !runtime.random || typeof name !== 'string' || typeof algorithm !== 'string') return;
    const octets = runtime.random(secretLength(algorithm) ?? 0);
    const made = newTsigKey({ name, algorithm, octets });
    if ('reason' in made) return client.say(made.reason);
    const end = buffer.length;
    const gap = end === 0 || buffer.slice(end - 1, end) === '\n' ? '' : '\n';
    const edit = { uri: normalUri(String(uri)), start: end, end, newText: `${gap}\n${made.onPrimary}` };
    await makes(
      session,
      toWorkspaceEdit([edit], () => buffer),
    );
  },

  'bailiwick.agreement': (call) => {
    const { uri } = scopeOf(call.given[0]);
    return stepped(call, () => call.session.services.reverse.agreement(uri));
  },
};

/** All that can be run, as it is announced. */
export const COMMAND_NAMES: readonly string[] = Object.keys(RUNS);

/** Runs a command; one that is not known does nothing. */
export async function runCommand(
  session: Session,
  params: ExecuteCommandParams,
  token: CancellationToken,
  what: string,
): Promise<unknown> {
  const { command, arguments: given } = params;
  // What is refused is an answer to whoever has it sent.
  if (command === QUERY) return executeQuery(session, params, token);
  const run = Object.hasOwn(RUNS, command) ? RUNS[command] : undefined;
  try {
    return (await run?.({ session, token, given: Array.isArray(given) ? given : [] })) ?? null;
  } catch (error) {
    session.failures.tell(what, error);
    return null;
  }
}

async function changesPtr(call: Call, action: PtrChangeParams['action']): Promise<void> {
  const { session } = call;
  const scope = scopeOf(call.given[0]);
  const answer = await stepped(call, () => session.services.reverse.change({ action, ...scope }));
  if (!answer) return session.client.say(t`This file is part of no zone.`);
  if (answer.edit) await makes(session, answer.edit);
  else if (answer.notes.length === 0) session.client.say(t`Nothing has to change.`);
  saysNotes(session, answer.notes);
}

/** Has the client make an edit, in the form in which it takes it. */
async function makes({ client, traits, positions }: Session, edit: WorkspaceEdit | undefined): Promise<void> {
  const formed = edit && traits() && editFor(edit, traits()!);
  if (formed) await client.edit(positions.toClient(formed, undefined));
  else if (edit) client.say(t`The editor cannot make this change: it takes new files.`);
}

/** The result of steps; undefined where they were taken back, or where the user is told why they have none. */
async function stepped<T>(
  { session: { runtime, client }, token }: Call,
  make: () => Steps<T | Refusal | undefined>,
): Promise<Exclude<T, Refusal> | undefined> {
  const result = await inSlices(make(), token, runtime, () => false);
  if (result instanceof Error || result === undefined || result === null) return undefined;
  if (typeof result === 'object' && 'reason' in result && typeof result.reason === 'string') {
    client.say(result.reason);
    return undefined;
  }
  return result as Exclude<T, Refusal>;
}

function saysNotes({ client }: Session, notes: readonly string[]): void {
  if (notes.length > 0) client.say(notes.join(' '));
}

function tableOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
}

function uriOf(given: unknown): string | undefined {
  const uri = typeof given === 'string' ? given : tableOf(given).uri;
  return typeof uri === 'string' ? normalUri(uri) : undefined;
}

/** What a command about zones is about: `{ scope }`, as actions say it, a file, or the whole workspace. */
function scopeOf(given: unknown): Pick<PtrChangeParams, 'uri' | 'range'> {
  const { scope = given } = tableOf(given);
  const { range } = tableOf(scope) as Pick<PtrChangeParams, 'range'>;
  const uri = uriOf(scope);
  return { ...(uri === undefined ? {} : { uri }), ...(range ? { range } : {}) };
}

function isLocation(given: unknown): given is Location {
  const { uri, range } = tableOf(given);
  return typeof uri === 'string' && typeof range === 'object' && range !== null;
}
