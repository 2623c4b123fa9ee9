/** The language status item of a zone file: its origin, class, type and views, and where that comes from. */
import * as vscode from 'vscode';
import type { ZoneInfo } from '../../../server/src/lsp/protocol.ts';
import { ourDocuments } from '../server/documents.ts';
import type { LanguageServer } from '../server/languageServer.ts';

/** Asks the language server about a file. */
export type FindZone = (uri: string) => Promise<ZoneInfo | null>;

function sourceText({ source, configuration, server, views }: ZoneInfo): string {
  const file = configuration === undefined ? '' : vscode.workspace.asRelativePath(vscode.Uri.parse(configuration));
  switch (source) {
    case 'configuration':
      if (views.length === 0) return vscode.l10n.t('from {0}', file);
      return views.length === 1
        ? vscode.l10n.t('from {0}, view {1}', file, views[0])
        : vscode.l10n.t('from {0}, views {1}', file, views.join(' '));
    case 'server':
      return vscode.l10n.t('from {0} of {1}', file, server ?? '');
    case 'set':
      return vscode.l10n.t('set by hand');
    case 'comment':
      return vscode.l10n.t('from its "; zone:" comment');
    case 'soa':
      return vscode.l10n.t('from its SOA record');
    case 'directive':
      return vscode.l10n.t('from its $ORIGIN');
    case 'hints':
      return vscode.l10n.t('from the servers of the root that it names');
    case 'file-name':
      return vscode.l10n.t("from the file's name");
    default:
      return vscode.l10n.t('nothing says it: names outside of the file cannot be checked');
  }
}

function typeText(type: string): string {
  switch (type) {
    case 'primary':
      return vscode.l10n.t('primary zone');
    case 'secondary':
      return vscode.l10n.t('copy of a secondary');
    case 'hint':
      return vscode.l10n.t('root hints');
    default:
      return vscode.l10n.t('zone file');
  }
}

/** `primary zone, class IN · from named.conf, view inside · 12 records · also example.net.` */
function detailOf(info: ZoneInfo): string {
  const parts = [
    vscode.l10n.t('{0}, class {1}', typeText(info.type), info.zoneClass),
    sourceText(info),
    vscode.l10n.t('{0} records', info.records),
  ];
  if (info.others.length > 0) parts.push(vscode.l10n.t('also {0}', info.others.join(' ')));
  return parts.join(' · ');
}

/** Makes the item and keeps it true for the editor in front. */
export function zoneStatus(findZone: FindZone, server: LanguageServer): vscode.Disposable & { refresh(): void } {
  const item = vscode.languages.createLanguageStatusItem('bailiwick.origin', ourDocuments(['zone']));
  item.name = vscode.l10n.t('Zone origin');
  const refresh = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (server.state !== 'running') return showGone(item);
    if (document?.languageId !== 'zone') return;
    const info = await findZone(document.uri.toString());
    if (vscode.window.activeTextEditor?.document !== document) return;
    const known = info?.origin;
    item.command = { command: 'bailiwick.setOrigin', title: vscode.l10n.t('Change') };
    item.text = known === undefined ? vscode.l10n.t('Origin unknown') : known;
    item.severity =
      known === undefined ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.detail = info ? detailOf(info) : undefined;
  };
  const update = (): void => {
    // The item shows what is known; a server that is not there (yet) says nothing.
    refresh().then(undefined, () => undefined);
  };
  const watching = [
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
    server.onDidChangeState(update),
  ];
  update();
  return {
    refresh: update,
    dispose: () => {
      item.dispose();
      for (const watch of watching) watch.dispose();
    },
  };
}

/** What was known of a zone is not told while nobody looks at it. */
function showGone(item: vscode.LanguageStatusItem): void {
  item.text = vscode.l10n.t('Bailiwick is not running');
  item.detail = vscode.l10n.t('nothing is checked');
  item.severity = vscode.LanguageStatusSeverity.Error;
  item.command = { command: 'bailiwick.restartServer', title: vscode.l10n.t('Restart') };
}
