/** The user's settings as the client sent them last, whether the workspace is trusted, and what the editor can do. */
import type { ClientCapabilities } from 'vscode-languageserver';
import type { ServiceSettings } from '../services/services.ts';
import type { SerialOnSave } from '../services/zone/serial.ts';
import { engineSettings } from '../workspace/engineSettings.ts';
import type { TraceOptions } from '../workspace/trace.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ClientRequests } from './clientRequests.ts';
import type { ClientSettings, InitializationOptions } from './protocol.ts';
import { type EditorAbilities, serialOnSave, serviceSettings, tracesWork } from './readSettings.ts';
import type { Updates } from './updates.ts';

export interface SettingsOptions {
  readonly client: ClientRequests;
  readonly workspace: Workspace;
  readonly updates: Updates;
  /** Where it is told why work is done. */
  readonly trace: TraceOptions;
}

export class SettingsInUse {
  readonly #options: SettingsOptions;
  #sent: ClientSettings | null | undefined;
  #trusted = true;
  #editor: EditorAbilities = {
    completion: { snippets: false, insertReplace: false },
    foldingLimit: undefined,
    runsTools: false,
  };
  #forServices = serviceSettings(undefined, this.#editor);
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
  begin({ trusted, settings, tools }: InitializationOptions, { textDocument }: ClientCapabilities): void {
    this.#trusted = trusted ?? true;
    const item = textDocument?.completion?.completionItem;
    this.#editor = {
      completion: { snippets: item?.snippetSupport === true, insertReplace: item?.insertReplaceSupport === true },
      foldingLimit: textDocument?.foldingRange?.rangeLimit,
      runsTools: tools === true,
    };
    this.take(settings);
  }

  /** Takes over settings; everything is judged by them. */
  take(sent: ClientSettings | null | undefined): void {
    const { client, workspace, updates, trace } = this.#options;
    this.#sent = sent;
    if (tracesWork(sent) !== this.#traces) {
      this.#traces = !this.#traces;
      workspace.traceTo(this.#traces ? trace : undefined);
    }
    this.#forServices = serviceSettings(sent, this.#editor, this.#trusted);
    workspace.configure(engineSettings(sent, this.#trusted));
    client.refresh();
    updates.request();
  }

  /** Asks the client for the settings; they stay as they are where it does not tell them. */
  async pull(): Promise<void> {
    const told = await this.#options.client.settings();
    // The same as those at the start is no reason to judge everything anew.
    if (told && JSON.stringify(told.sent) !== JSON.stringify(this.#sent)) this.take(told.sent);
  }

  /** The workspace is trusted from now on. */
  trust(): void {
    this.#trusted = true;
    this.take(this.#sent);
  }
}
