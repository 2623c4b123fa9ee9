/** The language server as the user sees it: started, watched, said to be gone where it is gone, and started again. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, type ErrorHandler, State } from 'vscode-languageclient';
import { restarts } from './restarts.ts';

/** What is known of the server's life. */
export type ServerState = 'starting' | 'running' | 'dead';

/** Makes a client that was not started yet; what it registers ends with it. */
export type MakeClient = (errorHandler: ErrorHandler) => {
  readonly client: BaseLanguageClient;
  readonly registered: vscode.Disposable;
};

interface Look {
  readonly text: string;
  readonly tooltip: string;
  readonly background?: vscode.ThemeColor;
}

export class LanguageServer implements vscode.Disposable {
  readonly #make: MakeClient;
  readonly #log: (message: string) => void;
  readonly #item = vscode.window.createStatusBarItem('bailiwick.server', vscode.StatusBarAlignment.Right, 101);
  readonly #changed = new vscode.EventEmitter<ServerState>();
  /** Tells of each change of the state. */
  readonly onDidChangeState = this.#changed.event;
  #state: ServerState = 'starting';
  #client: BaseLanguageClient;
  #registered: vscode.Disposable;
  #restarting: Promise<void> | undefined;

  constructor(make: MakeClient, log: (message: string) => void) {
    this.#make = make;
    this.#log = log;
    this.#item.name = vscode.l10n.t('Language server');
    this.#item.command = 'bailiwick.restartServer';
    [this.#client, this.#registered] = this.#newClient();
  }

  /** The client that there is now: another one after a restart. */
  get client(): BaseLanguageClient {
    return this.#client;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** What the status bar says of the server; undefined while nothing has to be said. */
  get shown(): string | undefined {
    return this.#look()?.text;
  }

  /** Starts the server. Where that fails, it is shown. */
  async start(): Promise<void> {
    const client = this.#client;
    this.#show('starting');
    try {
      await client.start();
    } catch (error) {
      this.#log(`The language server could not be started: ${String(error)}`);
    }
    if (client === this.#client) this.#show(client.isRunning() ? 'running' : 'dead');
  }

  /** Ends the server, whatever state it is in, and starts another one. */
  restart(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async #restart(): Promise<void> {
    const old = this.#client;
    this.#registered.dispose();
    // A client that could not start its server cannot start it again: each start has its own.
    [this.#client, this.#registered] = this.#newClient();
    try {
      await old.dispose();
    } catch {
      // A server that does not answer is ended by its client after a while.
    }
    await this.start();
  }

  /** The client where the server runs; else the user is told why something cannot be done, and offered a restart. */
  async needed(): Promise<BaseLanguageClient | undefined> {
    if (this.#state === 'starting') await (this.#restarting ?? this.#client.start().catch(() => undefined));
    if (this.#client.isRunning()) return this.#client;
    this.#offer(vscode.l10n.t('This cannot be done: the language server of Bailiwick is not running.'));
    return undefined;
  }

  /** Says something, and offers a restart. */
  #offer(text: string): void {
    const restart = vscode.l10n.t('Restart');
    void vscode.window.showErrorMessage(text, restart).then((picked) => {
      if (picked === restart) void this.restart();
    });
  }

  dispose(): void {
    this.#registered.dispose();
    this.#item.dispose();
    this.#changed.dispose();
    this.#client.dispose().catch(() => undefined);
  }

  #newClient(): [BaseLanguageClient, vscode.Disposable] {
    const errorHandler = restarts(Date.now, () =>
      this.#offer(
        vscode.l10n.t('The language server of Bailiwick ended five times in three minutes and is not started again.'),
      ),
    );
    const { client, registered } = this.#make(errorHandler);
    const watching = client.onDidChangeState(({ newState }) => {
      if (client === this.#client) this.#show(stateOf(newState));
    });
    return [client, vscode.Disposable.from(registered, watching)];
  }

  #show(state: ServerState): void {
    if (state === this.#state && state !== 'starting') return;
    this.#state = state;
    const look = this.#look();
    if (look) {
      this.#item.text = look.text;
      this.#item.tooltip = look.tooltip;
      this.#item.backgroundColor = look.background;
      this.#item.show();
    } else this.#item.hide();
    this.#changed.fire(state);
  }

  #look(): Look | undefined {
    if (this.#state === 'running') return undefined;
    if (this.#state === 'starting') {
      return {
        text: `$(loading~spin) ${vscode.l10n.t('Bailiwick starts')}`,
        tooltip: vscode.l10n.t('The language server is starting: nothing is checked yet. Click to start it again.'),
      };
    }
    return {
      text: `$(error) ${vscode.l10n.t('Bailiwick stopped')}`,
      tooltip: vscode.l10n.t(
        'The language server is not running: no zone and no configuration is checked. Click to start it again; the log says why it ended.',
      ),
      background: new vscode.ThemeColor('statusBarItem.errorBackground'),
    };
  }
}

function stateOf(state: State): ServerState {
  if (state === State.Running) return 'running';
  return state === State.Starting ? 'starting' : 'dead';
}
