/** A file system in memory, as the repositories of vscode.dev are none of this machine. */
import * as vscode from 'vscode';
import { FILES, READS, SCHEME } from './workspace.ts';

const texts: Map<string, Uint8Array<ArrayBuffer>> = new Map(
  Object.entries(FILES).map(([path, text]) => [path, new TextEncoder().encode(text)]),
);
/** When each was written, and how often it was read. */
const times = new Map<string, number>();
const reads = new Map<string, number>();
const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

/** The names in a folder; none where it is no folder. */
function entries(folder: string): Map<string, vscode.FileType> {
  const start = folder === '/' ? '/' : `${folder}/`;
  const found = new Map<string, vscode.FileType>();
  for (const path of texts.keys()) {
    if (!path.startsWith(start)) continue;
    const [name, ...below] = path.slice(start.length).split('/');
    found.set(name, below.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
  }
  return found;
}

const provider: vscode.FileSystemProvider = {
  onDidChangeFile: changes.event,
  watch: () => new vscode.Disposable(() => {}),
  stat(uri) {
    const text = texts.get(uri.path);
    if (text) return { type: vscode.FileType.File, ctime: 0, mtime: times.get(uri.path) ?? 0, size: text.length };
    if (entries(uri.path).size === 0) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  },
  readDirectory: (uri) => [...entries(uri.path)],
  readFile(uri) {
    const text = texts.get(uri.path);
    if (!text) throw vscode.FileSystemError.FileNotFound(uri);
    reads.set(uri.path, (reads.get(uri.path) ?? 0) + 1);
    return text;
  },
  writeFile(uri, content) {
    texts.set(uri.path, new Uint8Array(content));
    times.set(uri.path, (times.get(uri.path) ?? 0) + 1);
    changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  },
  createDirectory() {},
  delete(uri) {
    texts.delete(uri.path);
  },
  rename() {},
};

/** VS Code calls this. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(SCHEME, provider, { isCaseSensitive: true }),
    vscode.commands.registerCommand(READS, (path: string) => reads.get(path) ?? 0),
  );
}
