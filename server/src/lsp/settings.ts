/** The user's settings as the client sent them last, whether the workspace is trusted, and what the editor can do. */
import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import type { ServiceSettings } from '../services/services.ts';
import type { SerialOnSave } from '../services/zone/serial.ts';
import type { TraceOptions } from '../workspace/trace.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Failures } from './failures.ts';
import type { ClientSettings, InitializationOptions } from './protocol.ts';
import { engineSettings, serialOnSave, serviceSettings, tracesWork } from './readSettings.ts';
import type { Updates } from './updates.ts';

export interface SettingsOptions {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly updates: Updates;
  readonly failures: Failures;
  /** Where it is told why work is done. */
  readonly trace: TraceOptions;
}

export class SettingsInUse {
  readonly #options: SettingsOptions;
  #sent: ClientSettings | null | undefined;
  #trusted = true;
  #editor: Pick<ServiceSettings, 'completion' | 'foldingLimit'> = {
    completion: { snippets: false, insertReplace: false },
    foldingLimit: undefined,
  };
  #forServices = serviceSettings(undefined, this.#editor);
  #refreshes = { hints: false, lenses: false };
  #traces = false;

  constructor(options: SettingsOptions) {
    this.#options = options;
  }

  get forServices(): ServiceSettings {
    return this.#forServices;
  }

  /** Whether the user wants code lenses. */
  get codeLens(): boolean {
    return this.#sent?.codeLens ?? true;
  }

  get serialOnSave(): SerialOnSave {
    return serialOnSave(this.#sent);
  }

  /** What is known at the start. */
  begin({ trusted, settings }: InitializationOptions, { textDocument, workspace }: ClientCapabilities): void {
    this.#trusted = trusted ?? true;
    const item = textDocument?.completion?.completionItem;
    this.#editor = {
      completion: { snippets: item?.snippetSupport === true, insertReplace: item?.insertReplaceSupport === true },
      foldingLimit: textDocument?.foldingRange?.rangeLimit,
    };
    this.take(settings);
    this.#refreshes = {
      hints: workspace?.inlayHint?.refreshSupport === true,
      lenses: workspace?.codeLens?.refreshSupport === true,
    };
  }

  /** Takes over settings; everything is judged by them. */
  take(sent: ClientSettings | null | undefined): void {
    const { connection, workspace, updates, trace } = this.#options;
    this.#sent = sent;
    if (tracesWork(sent) !== this.#traces) {
      this.#traces = !this.#traces;
      workspace.traceTo(this.#traces ? trace : undefined);
    }
    this.#forServices = serviceSettings(sent, this.#editor);
    workspace.configure(engineSettings(sent, this.#trusted));
    if (this.#refreshes.hints) void connection.languages.inlayHint.refresh();
    if (this.#refreshes.lenses) void connection.sendRequest('workspace/codeLens/refresh');
    updates.request();
  }

  /** Asks the client for the settings. */
  async pull(): Promise<void> {
    const { connection, failures } = this.#options;
    try {
      this.take((await connection.workspace.getConfiguration('bailiwick')) as ClientSettings | null);
    } catch (error) {
      failures.tell(t`Reading the settings`, error);
    }
  }

  /** The workspace is trusted from now on. */
  trust(): void {
    this.#trusted = true;
    this.take(this.#sent);
  }
}
