/** The parts that serve one client, put together. */
import type { Connection } from 'vscode-languageserver';
import { t, visible } from '../l10n.ts';
import { Services } from '../services/services.ts';
import { SavedZones } from '../services/zone/savedZones.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { baseName } from '../workspace/paths.ts';
import { Workspace } from '../workspace/workspace.ts';
import { filesChanged } from './changedFiles.ts';
import { Forms } from './client/forms.ts';
import { Positions } from './client/positions.ts';
import type { ClientTraits } from './client/traits.ts';
import { clientFileSystem } from './clientFileSystem.ts';
import { ClientRequests } from './clientRequests.ts';
import { CommittedTexts } from './committedTexts.ts';
import { Diagnostics } from './diagnostics.ts';
import { Failures } from './failures.ts';
import { Folders } from './folders.ts';
import type { Runtime } from './runtime.ts';
import { SettingsInUse } from './settings.ts';
import { SettingsFiles } from './settingsFiles.ts';
import { TokenAnswers } from './tokenAnswers.ts';
import { Updates } from './updates.ts';
import { Watching } from './watching.ts';
import { WorkProgress } from './workProgress.ts';

export interface Session {
  readonly connection: Connection;
  readonly client: ClientRequests;
  readonly runtime: Runtime;
  /** The files, also of the editor alone. */
  readonly system: FileSystem;
  readonly workspace: Workspace;
  readonly services: Services;
  /** What zones were when they were saved and committed last. */
  readonly saved: SavedZones;
  readonly failures: Failures;
  readonly diagnostics: Diagnostics;
  readonly committed: CommittedTexts;
  readonly updates: Updates;
  readonly settings: SettingsInUse;
  readonly folders: Folders;
  readonly settingsFiles: SettingsFiles;
  readonly tokens: TokenAnswers;
  readonly forms: Forms;
  readonly positions: Positions;
  readonly watching: Watching;
  /** What the client can take; undefined before it has said it. */
  traits(): ClientTraits | undefined;
  /** Takes over what the client can take. */
  take(traits: ClientTraits): void;
}

/** What serves the client of a connection; nothing is listened to yet. */
export function newSession(connection: Connection, runtime: Runtime): Session {
  const log = (message: string): void => connection.console.info(visible(message));
  const now = (): Date => runtime.now();
  const client = new ClientRequests({ connection, after: (milliseconds, run) => runtime.after(milliseconds, run) });
  const saved = new SavedZones();
  const failures = new Failures(connection);
  const system = runtime.fileSystem(clientFileSystem(client));
  const workspace = new Workspace({
    system,
    log,
    now,
    clock: () => runtime.clock(),
    previous: (zone) => saved.previous(zone),
    onFailure: (uri, error) => failures.tell(t`Checking ${baseName(uri)}`, error),
  });
  const diagnostics = new Diagnostics({
    connection,
    runtime,
    workspace,
    failures,
    ofSettings: () => settingsFiles.problems(),
    form: (uri, diagnostics) => positions.toClient(diagnostics, uri),
    isAsked: () => traits?.onlyPulls === true,
    refresh: () => client.refreshDiagnostics(),
  });
  const committed = new CommittedTexts({ client, runtime, workspace, saved, diagnostics, failures });
  const updates = new Updates({
    workspace,
    runtime,
    failures,
    progress: new WorkProgress({ connection, now, count: () => countZones(workspace) }),
    ready: () => settingsFiles.reading(),
    tell: () => diagnostics.publish(),
    settled: () => {
      failures.guard(t`Looking at zones`, undefined, () => saved.opened(workspace.zones));
      diagnostics.publish();
      committed.request();
    },
  });
  const settings = new SettingsInUse({
    client,
    workspace,
    updates,
    leftOut: () => folders.list(),
    trace: { clock: () => runtime.clock(), write: log },
  });
  const folders = new Folders({ workspace, updates, failures, listed: () => watching.update() });
  const settingsFiles = new SettingsFiles({
    workspace,
    system,
    settings,
    folders,
    failures,
    changed: () => diagnostics.publish(),
  });
  const services = new Services({ workspace, now, settings: () => settings.forServices, log });
  const tokens = new TokenAnswers();
  const positions = new Positions((uri) => workspace.bufferOf(uri));
  const forms = new Forms(positions);
  let traits: ClientTraits | undefined;
  const watching = new Watching({
    client,
    runtime,
    folders,
    listed: () => workspace.listed,
    log,
    changed: (uri, isOther) => filesChanged([{ uri, isOther }], { workspace, settingsFiles, folders, updates }),
  });
  return {
    connection,
    client,
    runtime,
    system,
    workspace,
    services,
    saved,
    failures,
    diagnostics,
    committed,
    updates,
    settings,
    folders,
    settingsFiles,
    tokens,
    forms,
    positions,
    watching,
    traits: () => traits,
    take(given) {
      traits = given;
      forms.begin(given);
      positions.begin(given.encoding);
    },
  };
}

function countZones({ zones }: Workspace): { readonly done: number; readonly all: number } {
  return { done: zones.filter(({ stage }) => stage === 'done').length, all: zones.length };
}
