/** The parts that serve one client, put together. */
import type { Connection } from 'vscode-languageserver';
import { Services } from '../services/services.ts';
import { SavedZones } from '../services/zone/savedZones.ts';
import { Workspace } from '../workspace/workspace.ts';
import { CommittedTexts } from './committedTexts.ts';
import { Diagnostics } from './diagnostics.ts';
import { Failures } from './failures.ts';
import { Folders } from './folders.ts';
import type { Runtime } from './runtime.ts';
import { SettingsInUse } from './settings.ts';
import { TokenAnswers } from './tokenAnswers.ts';
import { Updates } from './updates.ts';

export interface Session {
  readonly connection: Connection;
  readonly runtime: Runtime;
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
  readonly tokens: TokenAnswers;
}

/** What serves the client of a connection; nothing is listened to yet. */
export function newSession(connection: Connection, runtime: Runtime): Session {
  const log = (message: string): void => connection.console.info(message);
  const now = (): Date => runtime.now();
  const saved = new SavedZones();
  const workspace = new Workspace({
    system: runtime.fileSystem(connection),
    log,
    now,
    previous: (zone) => saved.previous(zone),
  });
  const failures = new Failures(connection);
  const diagnostics = new Diagnostics(connection, workspace);
  const committed = new CommittedTexts({ connection, runtime, workspace, saved, diagnostics, failures });
  const updates = new Updates({
    workspace,
    runtime,
    failures,
    tell: () => diagnostics.publish(),
    settled: () => {
      saved.opened(workspace.zones);
      diagnostics.publish();
      committed.request();
    },
  });
  const settings = new SettingsInUse({
    connection,
    workspace,
    updates,
    failures,
    trace: { clock: () => runtime.clock(), write: log },
  });
  const folders = new Folders({ workspace, updates, failures });
  const services = new Services({ workspace, now, settings: () => settings.forServices, log });
  const tokens = new TokenAnswers();
  return {
    connection,
    runtime,
    workspace,
    services,
    saved,
    failures,
    diagnostics,
    committed,
    updates,
    settings,
    folders,
    tokens,
  };
}
