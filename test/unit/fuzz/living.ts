/**
 * A workspace as it lives: the server's own parts take up what an editor and other programs do to its files, while they read and check, and a
 * watcher tells of files late, twice, or not until somebody opens them. What the editor was told in the end is compared with a server that
 * never saw anything else.
 */
import assert from 'node:assert/strict';
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { Diagnostics } from '../../../server/src/lsp/diagnostics.ts';
import { Failures } from '../../../server/src/lsp/failures.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { Updates } from '../../../server/src/lsp/updates.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import type { Language } from '../../../server/src/workspace/languages.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import type { TextChange } from './edits.ts';
import { FOLDER, records, uriOf } from './workspaces.ts';

/** The parts of the server that take up changes, and what they told. */
class Server {
  readonly told = new Map<string, readonly Diagnostic[]>();
  readonly workspace: Workspace;
  readonly updates: Updates;
  readonly folders: Folders;
  readonly errors: string[] = [];
  #time = 0;

  /** `slice`: milliseconds that pass each time somebody asks for the time. */
  constructor(files: Readonly<Record<string, string>>, slice: () => number) {
    const connection = {
      console: { error: (text: string) => this.errors.push(text) },
      sendNotification: () => Promise.resolve(),
      sendDiagnostics: ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
        this.told.set(uri, diagnostics);
        return Promise.resolve();
      },
    } as unknown as Connection;
    const now = (): Date => {
      this.#time += slice();
      return new Date(this.#time);
    };
    const workspace = new Workspace({ system: memoryFileSystem(files) });
    const failures = new Failures(connection);
    const diagnostics = new Diagnostics({ connection, runtime: { after: () => () => undefined }, workspace, failures });
    const tell = (): void => diagnostics.publish();
    const runtime = { now, soon: (run: () => void) => void setImmediate(run) };
    workspace.configure({ ...DEFAULT_SETTINGS, folderZones: true });
    this.workspace = workspace;
    this.updates = new Updates({ workspace, runtime, failures, tell, settled: tell });
    this.folders = new Folders({ workspace, updates: this.updates, failures });
    this.folders.begin([FOLDER]);
  }

  async settled(): Promise<void> {
    await this.folders.listed();
    await this.updates.settled();
  }
}

/** What happened to a file on disk and nobody was told of yet. */
interface Event {
  readonly path: string;
  /** Whether it came or went, so that the folders are listed. */
  readonly comesOrGoes: boolean;
}

export class LivingWorkspace {
  readonly #files: Record<string, string> = {};
  readonly #open = new Map<string, Language>();
  readonly #unsaved = new Set<string>();
  readonly #server: Server;
  readonly #late: Event[] = [];
  /** Files that changed on disk of which the watcher does not tell at all. */
  readonly #untold = new Set<string>();

  constructor(files: Readonly<Record<string, string>>, random: (below: number) => number) {
    for (const [path, text] of Object.entries(files)) this.#files[uriOf(path)] = text;
    this.#server = new Server(this.#files, () => random(3));
    this.#server.folders.list();
  }

  isOpen(path: string): boolean {
    return this.#open.has(uriOf(path));
  }

  isThere(path: string): boolean {
    return uriOf(path) in this.#files;
  }

  isUnsaved(path: string): boolean {
    return this.#unsaved.has(uriOf(path));
  }

  text(path: string): string {
    const uri = uriOf(path);
    return this.#open.has(uri) ? (this.#server.workspace.bufferOf(uri)?.text() ?? '') : this.#files[uri];
  }

  open(path: string): void {
    const uri = uriOf(path);
    const language = path.endsWith('.conf') ? 'named-conf' : 'zone';
    this.#server.workspace.open(uri, this.#files[uri], language);
    this.#open.set(uri, language);
    this.#untold.delete(path);
    if (this.#server.workspace.isUnlisted(uri)) this.#server.folders.list();
    else this.#server.updates.request();
  }

  /** What was not saved is lost. */
  close(path: string): void {
    const uri = uriOf(path);
    this.#server.workspace.close(uri);
    this.#open.delete(uri);
    this.#unsaved.delete(uri);
    this.#server.updates.request();
  }

  edit(path: string, { start, end, newText }: TextChange): void {
    const uri = uriOf(path);
    this.#server.workspace.bufferOf(uri)?.replace(start, end, newText);
    this.#unsaved.add(uri);
    this.#server.updates.request();
  }

  /** The editor writes the file, and the watcher tells of it when it likes. */
  save(path: string, event: number): void {
    const uri = uriOf(path);
    const text = this.text(path);
    this.#unsaved.delete(uri);
    this.#server.workspace.previousChanged(uri, 'saved');
    this.#write(path, text, event);
    this.#server.updates.request();
  }

  /** Another program writes a file, or with undefined deletes it. An editor that holds it unchanged takes the text over. */
  write(path: string, text: string | undefined, event: number): void {
    const uri = uriOf(path);
    this.#write(path, text, event);
    if (!this.isOpen(path) || this.#unsaved.has(uri)) return;
    if (text === undefined) this.close(path);
    else {
      const buffer = this.#server.workspace.bufferOf(uri);
      buffer?.replace(0, buffer.length, text);
      this.#server.updates.request();
    }
  }

  #write(path: string, text: string | undefined, event: number): void {
    const uri = uriOf(path);
    const was = uri in this.#files;
    if (text === undefined) delete this.#files[uri];
    else this.#files[uri] = text;
    const comesOrGoes = was !== uri in this.#files;
    // A quarter each: at once, late, twice, or not at all, where opening the file tells it.
    if (event === 3 && text !== undefined) this.#untold.add(path);
    else this.#late.push({ path, comesOrGoes });
    if (event === 0) this.tellLate(Number.POSITIVE_INFINITY);
    if (event === 2) this.#late.push({ path, comesOrGoes });
  }

  /** The editor renames a file: one that is open is closed and opened under its new name with the text that it has. */
  rename(from: string, to: string, event: number): void {
    const [old, uri] = [uriOf(from), uriOf(to)];
    const text = this.text(from);
    const language = this.#open.get(old);
    const isUnsaved = this.#unsaved.has(old);
    const onDisk = this.#files[old];
    if (language) this.close(from);
    this.#write(to, onDisk, event);
    this.#write(from, undefined, event);
    if (!language) return;
    this.#server.workspace.open(uri, text, language);
    this.#open.set(uri, language);
    if (isUnsaved) this.#unsaved.add(uri);
    if (this.#server.workspace.isUnlisted(uri)) this.#server.folders.list();
    this.#server.updates.request();
  }

  /** The watcher tells of the first of the events that it kept. */
  tellLate(most: number): void {
    const events = this.#late.splice(0, most);
    if (events.length === 0) return;
    for (const { path } of events) this.#server.workspace.fileChanged(uriOf(path));
    if (events.some(({ comesOrGoes }) => comesOrGoes)) this.#server.folders.list();
    else this.#server.updates.request();
  }

  /** Lets the server work for some turns of the event loop. */
  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Compares with a server that never saw another text, when everything is told; files of which nobody told are opened first. */
  async assertFresh(what: string): Promise<void> {
    for (const path of [...this.#untold]) if (this.isThere(path) && !this.isOpen(path)) this.open(path);
    this.#untold.clear();
    this.tellLate(Number.POSITIVE_INFINITY);
    await this.#server.settled();
    const fresh = new Server({ ...this.#files }, () => 0);
    fresh.folders.list();
    await fresh.folders.listed();
    for (const [uri, language] of [...this.#open].sort(([a], [b]) => (a < b ? 1 : -1))) {
      fresh.workspace.open(uri, this.#server.workspace.bufferOf(uri)?.text() ?? '', language);
    }
    fresh.updates.request();
    await fresh.settled();
    assert.deepEqual(this.#server.errors, [], what);
    assert.deepEqual(records(this.#server.workspace), records(fresh.workspace), what);
    assert.deepEqual(shown(this.#server.told), shown(fresh.told), what);
  }
}

/** What an editor shows. */
function shown(told: ReadonlyMap<string, readonly Diagnostic[]>): string[] {
  return [...told]
    .flatMap(([uri, diagnostics]) =>
      diagnostics.map(({ code, range, severity, message, relatedInformation }) =>
        JSON.stringify([uri, range, code, severity, message, relatedInformation]),
      ),
    )
    .sort();
}
