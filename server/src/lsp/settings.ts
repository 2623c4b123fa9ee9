/** The user's settings as the client sent them last, whether the workspace is trusted, and what the editor can do. */
import type { ClientCapabilities } from 'vscode-languageserver';
import type { ServiceSettings } from '../services/services.ts';
import type { SerialOnSave } from '../services/zone/serial.ts';
import { engineSettings } from '../workspace/engineSettings.ts';
import { mergedSettings } from '../workspace/settingsFile/merge.ts';
import type { TraceOptions } from '../workspace/trace.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ClientRequests } from './clientRequests.ts';
import type { ClientSettings, InitializationOptions } from './protocol.ts';
import { type EditorAbilities, queryWords, serialOnSave, serviceSettings, tracesWork } from './readSettings.ts';
import type { Updates } from './updates.ts';

export interface SettingsOptions {
  readonly client: ClientRequests;
  readonly workspace: Workspace;
  readonly updates: Updates;
  /** Other files are left out of the folders now. */
  leftOut(): void;
  /** Where it is told why work is done. */
  readonly trace: TraceOptions;
}

/** What bailiwick.toml sets, and the folder that it lies in. */
export interface FileSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly base: string;
}

export class SettingsInUse {
  readonly #options: SettingsOptions;
  #sent: ClientSettings | null | undefined;
  #file: FileSettings | undefined;
  /** What the client sent, with what the file sets below it. */
  #merged: ClientSettings = {};
  #leftOut: string | undefined;
  #trusted = true;
  #sendsQueries = false;
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
    return this.#merged.codeLens !== false;
  }

  get serialOnSave(): SerialOnSave {
    return serialOnSave(this.#merged);
  }

  get isTrusted(): boolean {
    return this.#trusted;
  }

  /** Whether the client says that its user is asked before a query is sent. */
  get sendsQueries(): boolean {
    return this.#sendsQueries;
  }

  /** The words that every query has, the server among them. What a file of the folder sets does not count: it is not the user's. */
  get queryWords(): string {
    return queryWords(this.#sent);
  }

  /** What is known at the start. */
  begin({ trusted, settings, tools, queries }: InitializationOptions, { textDocument }: ClientCapabilities): void {
    this.#trusted = trusted ?? true;
    this.#sendsQueries = queries === true;
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
    this.#sent = sent;
    this.#apply();
  }

  /** Takes over what bailiwick.toml sets, which holds where the client sets nothing; undefined where there is none. */
  takeFile(file: FileSettings | undefined): void {
    this.#file = file;
    this.#apply();
  }

  #apply(): void {
    const { client, workspace, updates, trace } = this.#options;
    const merged = mergedSettings(this.#file?.settings, this.#sent) as ClientSettings;
    this.#merged = merged;
    if (tracesWork(merged) !== this.#traces) {
      this.#traces = !this.#traces;
      workspace.traceTo(this.#traces ? trace : undefined);
    }
    this.#forServices = serviceSettings(merged, this.#editor, this.#trusted);
    const base = this.#file?.base;
    workspace.configure({ ...engineSettings(merged, this.#trusted), ...(base === undefined ? {} : { base }) });
    const leftOut = JSON.stringify([base, workspace.settings.exclude]);
    if (this.#leftOut !== undefined && this.#leftOut !== leftOut) this.#options.leftOut();
    this.#leftOut = leftOut;
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
