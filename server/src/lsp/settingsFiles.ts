/**
 * bailiwick.toml as the server has it: found upwards from the folders of the workspace, or from a file that is open where those have none. One of
 * them holds for the whole workspace; it is read again when it changes on disk or is saved.
 */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import { toRange } from '../services/shared/ranges.ts';
import { TextBuffer } from '../text/buffer.ts';
import { decodeText, type FileSystem } from '../workspace/fileSystem.ts';
import { baseName, folderOf, isWithinFolder, normalUri } from '../workspace/paths.ts';
import { readSettingsFile, SETTINGS_FILE } from '../workspace/settingsFile/read.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Failures } from './failures.ts';
import type { Folders } from './folders.ts';
import type { FileSettings, SettingsInUse } from './settings.ts';

/** Folders above a file in which its configuration is looked for, where the client names none. */
const FOLDERS_ABOVE = 3;

export interface SettingsFilesOptions {
  readonly workspace: Workspace;
  readonly system: FileSystem;
  readonly settings: SettingsInUse;
  readonly folders: Folders;
  readonly failures: Failures;
  /** The problems of settings files may be others now. */
  changed(): void;
}

interface InUse {
  readonly uri: string;
  readonly text: string;
}

/** True for the URI of a settings file. */
export function isSettingsFile(uri: string): boolean {
  return baseName(uri) === SETTINGS_FILE;
}

export class SettingsFiles {
  readonly #options: SettingsFilesOptions;
  #inUse: InUse | undefined;
  #isDue = false;
  #reading: Promise<void> | undefined;
  /** Settings files that editors hold. */
  readonly #open = new Set<string>();
  /** Folders above open files in which there was none: they are looked at once. */
  readonly #without = new Set<string>();

  constructor(options: SettingsFilesOptions) {
    this.#options = options;
  }

  /** A file was opened: where no settings are known yet, they may lie above it, and so may its configuration. */
  opened(uri: string): void {
    const key = normalUri(uri);
    if (isSettingsFile(key)) {
      this.#open.add(key);
      this.#options.changed();
    }
    if (!this.#inUse && !this.#without.has(folderOf(key))) this.#begin();
  }

  closed(uri: string): void {
    if (this.#open.delete(normalUri(uri))) this.#options.changed();
  }

  edited(uri: string): void {
    if (this.#open.has(normalUri(uri))) this.#options.changed();
  }

  /** A settings file came, went or changed on disk; so may one in a folder that did. */
  fileChanged(uri: string): void {
    const key = normalUri(uri);
    if (isSettingsFile(key) || (this.#inUse && isWithinFolder(this.#inUse.uri, key))) this.read();
  }

  /** Looks which settings there are; one reading after the other. */
  read(): void {
    this.#without.clear();
    this.#begin();
  }

  #begin(): void {
    this.#isDue = true;
    this.#reading ??= this.#readAll();
  }

  /** Settles when they are known; undefined where they are. */
  reading(): Promise<void> | undefined {
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    const { failures } = this.#options;
    while (this.#isDue) {
      this.#isDue = false;
      try {
        this.#take(await this.#find());
        await this.#implyFolder();
      } catch (error) {
        failures.tell(t`Reading the settings`, error);
      }
    }
    this.#reading = undefined;
  }

  #take(found: InUse | undefined): void {
    const before = this.#inUse;
    this.#inUse = found;
    if (before?.uri === found?.uri && before?.text === found?.text) return;
    const { settings, changed } = this.#options;
    settings.takeFile(found && settingsOf(found));
    changed();
  }

  /** Where the client names no folder, the one of the settings is taken, or that of a named.conf above a file that is open. */
  async #implyFolder(): Promise<void> {
    const { folders, workspace, settings, system } = this.#options;
    if (!folders.areImplied || !settings.isTrusted) return;
    if (this.#inUse) return folders.imply(folderOf(this.#inUse.uri));
    for (const uri of workspace.opened) {
      if (!uri.startsWith('file:')) continue;
      let folder = folderOf(uri);
      for (let above = 0; above <= FOLDERS_ABOVE; above++, folder = folderOf(folder)) {
        if ((await system.kind(`${folder.replace(/\/$/, '')}/named.conf`)) === 'file') return folders.imply(folder);
      }
    }
    folders.imply(undefined);
  }

  /** The first one above a folder of the workspace, else above a file that is open. */
  async #find(): Promise<InUse | undefined> {
    const { workspace, folders } = this.#options;
    const tried = this.#without;
    for (const folder of folders.areImplied ? [] : folders.uris) {
      const found = await this.#above(normalUri(folder).replace(/\/$/, ''), tried);
      if (found) return found;
    }
    for (const uri of workspace.opened) {
      if (!uri.startsWith('file:')) continue;
      const found = await this.#above(folderOf(uri), tried);
      if (found) return found;
    }
    return undefined;
  }

  async #above(from: string, tried: Set<string>): Promise<InUse | undefined> {
    for (let folder = from; this.#mayRead(folder) && !tried.has(folder); folder = folderOf(folder)) {
      const uri = normalUri(`${folder.replace(/\/$/, '')}/${SETTINGS_FILE}`);
      const octets = await this.#options.system.read(uri);
      if (octets) return { uri, text: decodeText(octets) };
      tried.add(folder);
      if (folderOf(folder) === folder) break;
    }
    return undefined;
  }

  /** In a workspace that nobody trusts nothing is read that lies outside of it. */
  #mayRead(folder: string): boolean {
    const { settings, folders } = this.#options;
    return settings.isTrusted || folders.uris.some((each) => isWithinFolder(folder, normalUri(each)));
  }

  /** What is wrong with the file in use, and with those that are open, by their URIs. */
  *problems(): Iterable<readonly [uri: string, diagnostics: Diagnostic[]]> {
    const { workspace } = this.#options;
    const uris = new Set(this.#open);
    if (this.#inUse) uris.add(this.#inUse.uri);
    for (const uri of uris) {
      const open = this.#open.has(uri) ? workspace.bufferOf(uri) : undefined;
      const text = open ? open.slice(0, open.length) : this.#inUse?.uri === uri ? this.#inUse.text : undefined;
      if (text === undefined) continue;
      const buffer = open ?? new TextBuffer(text);
      const told = readSettingsFile(text).problems.map(({ message, start, end }) => ({
        range: toRange(buffer, start, end),
        severity: DiagnosticSeverity.Error as DiagnosticSeverity,
        source: 'bailiwick',
        message,
      }));
      if (this.#inUse && this.#inUse.uri !== uri) {
        told.push({
          range: toRange(buffer, 0, 0),
          severity: DiagnosticSeverity.Information,
          source: 'bailiwick',
          message: t`These settings do not hold here: one file is read for the whole workspace, which is ${this.#inUse.uri}.`,
        });
      }
      yield [uri, told];
    }
  }
}

function settingsOf({ uri, text }: InUse): FileSettings {
  return { settings: readSettingsFile(text).settings, base: folderOf(uri) };
}
