/** The view "DNS": configurations, views and zones, each a step away. What stands in it the language server says. */
import * as vscode from 'vscode';
import type { Position } from 'vscode-languageclient';
import { TREE, type TreeItem, type TreeKind } from '../../../server/src/lsp/protocol.ts';
import { ourDocuments } from '../server/documents.ts';
import type { LanguageServer } from '../server/languageServer.ts';

const VIEW = 'bailiwick.dns';
/** Milliseconds without a change after which the view is asked for anew. */
const QUIET = 500;

const ICONS: Readonly<Record<TreeKind, string | undefined>> = {
  configuration: 'server',
  view: 'eye',
  unconfigured: 'files',
  zone: 'globe',
  'zone-statement': 'circle-outline',
  'zone-file': 'file',
  parent: 'arrow-up',
  child: 'arrow-down',
  reverse: 'arrow-swap',
  more: undefined,
};

class DnsTree implements vscode.TreeDataProvider<TreeItem> {
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(item?: TreeItem): Promise<TreeItem[]> {
    if (this.#server.state !== 'running') return [];
    return (await this.#server.client.sendRequest<TreeItem[] | null>(TREE, { id: item?.id ?? null })) ?? [];
  }

  getTreeItem({ id, kind, label, description, place, file, hasChildren }: TreeItem): vscode.TreeItem {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const shown = new vscode.TreeItem(label, hasChildren ? Collapsed : None);
    const icon = ICONS[kind];
    shown.id = id;
    shown.contextValue = kind;
    shown.accessibilityInformation = { label: description ? `${label}, ${description}` : label };
    if (description !== undefined) shown.description = description;
    if (icon) shown.iconPath = new vscode.ThemeIcon(icon);
    // With it the editor shows how many problems there are, and what Git says.
    if (file !== undefined) shown.resourceUri = vscode.Uri.parse(file, true);
    if (place) {
      const title = vscode.l10n.t('Open');
      const path = vscode.workspace.asRelativePath(vscode.Uri.parse(place.uri, true));
      shown.tooltip = [label, description, path].filter((part) => part !== undefined).join('\n');
      shown.command = { command: 'bailiwick.openPlace', title, arguments: [place.uri, place.range.start] };
    }
    return shown;
  }
}

/** Registers the view; while it is seen it follows what changes. */
export function registerDnsTree(server: LanguageServer): vscode.Disposable {
  const tree = new DnsTree(server);
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isStale = false;
  const changed = (): void => {
    isStale = true;
    if (!view.visible) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      isStale = false;
      tree.refresh();
    }, QUIET);
  };
  const isOurs = (document: vscode.TextDocument): boolean => vscode.languages.match(ourDocuments(), document) > 0;
  void vscode.commands.executeCommand('setContext', 'bailiwick.isActive', true);
  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand('bailiwick.refreshTree', () => tree.refresh()),
    vscode.commands.registerCommand('bailiwick.openPlace', (uri: string, { line, character }: Position) => {
      const at = new vscode.Position(line, character);
      return vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection: new vscode.Range(at, at) });
    }),
    server.onDidChangeState(changed),
    vscode.languages.onDidChangeDiagnostics(changed),
    vscode.workspace.onDidSaveTextDocument((document) => isOurs(document) && changed()),
    view.onDidChangeVisibility(({ visible }) => visible && isStale && changed()),
    new vscode.Disposable(() => clearTimeout(waiting)),
  );
}
