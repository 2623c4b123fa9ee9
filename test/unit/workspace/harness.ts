/** Workspaces in memory: files by their paths below a folder, which can come, change and go. */
import type { Problem } from '../../../server/src/rules/rule.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { type FileSystem, memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { type Language, languageOf } from '../../../server/src/workspace/languages.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/workspace/settings.ts';
import { Workspace, type WorkspaceOptions } from '../../../server/src/workspace/workspace.ts';

export const FOLDER = 'file:///w';

/** The start of a zone that nothing is wrong with. */
export const TOP =
  '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.1\nns2 AAAA 2001:db8:1::1\n';

export interface SiteOptions extends Partial<Omit<WorkspaceOptions, 'system'>> {
  readonly settings?: Partial<Settings>;
  /** What reading a file does instead. */
  readonly system?: Partial<FileSystem>;
  /** Files that are open in an editor. */
  readonly open?: readonly string[];
}

export class Site {
  readonly workspace: Workspace;
  /** By URI. */
  readonly files: Record<string, string> = {};

  constructor(files: Readonly<Record<string, string>>, options: SiteOptions = {}) {
    for (const [path, text] of Object.entries(files)) this.files[uriOf(path)] = text;
    const { settings, system, open: _, ...others } = options;
    this.workspace = new Workspace({ system: { ...memoryFileSystem(this.files), ...system }, ...others });
    if (settings) this.workspace.configure({ ...DEFAULT_SETTINGS, ...settings });
  }

  /** Opens a file with the text that it has; with a `target`, in chunks of that size. */
  open(path: string, language: Language = languageOf(path, '') ?? 'zone', target?: number): void {
    const text = this.files[uriOf(path)];
    this.workspace.open(uriOf(path), target === undefined ? text : new TextBuffer(text, target), language);
  }

  /** Another program writes, or with undefined deletes, a file; the editor says so. */
  async write(path: string, text: string | undefined): Promise<void> {
    if (text === undefined) delete this.files[uriOf(path)];
    else this.files[uriOf(path)] = text;
    this.workspace.fileChanged(uriOf(path));
    await this.workspace.setFolders([FOLDER]);
    await this.workspace.settle();
  }

  /** Replaces the first `find` in an open file. */
  async edit(path: string, find: string, newText: string): Promise<void> {
    this.replace(path, find, newText);
    await this.workspace.settle();
  }

  replace(path: string, find: string, newText: string): void {
    const buffer = this.workspace.bufferOf(uriOf(path))!;
    const start = buffer.text().indexOf(find);
    buffer.replace(start, start + find.length, newText);
  }

  /** The problems of a file of rules whose id matches. */
  problems(path: string, rule = /./): Problem[] {
    return (this.workspace.problems().get(uriOf(path)) ?? []).filter(({ rule: id }) => rule.test(id));
  }

  /** `rule text` of them, the text being what they are about. */
  marked(path: string, rule = /./): string[] {
    const buffer = this.workspace.bufferOf(uriOf(path))!;
    return this.problems(path, rule).map(({ rule: id, start, end }) => `${id} ${start} ${buffer.slice(start, end)}`);
  }

  /** The zones, as `name view file`, sorted. */
  zones(): string[] {
    const { workspace } = this;
    return [...workspace.zones]
      .map(({ model, options }) => `${workspace.names.text(model.apex)} ${options.view} ${pathOf(options.uri)}`)
      .sort();
  }
}

export function uriOf(path: string): string {
  return path.includes(':/') ? path : `${FOLDER}/${path}`;
}

export function pathOf(uri: string): string {
  return uri.startsWith(FOLDER) ? uri.slice(FOLDER.length + 1) : uri;
}

/** Reads files as a workspace. */
export async function siteOf(files: Readonly<Record<string, string>>, options: SiteOptions = {}): Promise<Site> {
  const site = new Site(files, options);
  await site.workspace.setFolders([FOLDER]);
  for (const path of options.open ?? []) site.open(path);
  await site.workspace.settle();
  return site;
}
