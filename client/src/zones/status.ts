/** The language status item of a zone file: its origin, and where that comes from. */
import * as vscode from 'vscode';
import type { ZoneInfo } from '../../../server/src/lsp/protocol.ts';
import { ourDocuments } from '../server/documents.ts';
import type { LanguageServer } from '../server/languageServer.ts';

/** Asks the language server about a file. */
export type FindZone = (uri: string) => Promise<ZoneInfo | null>;

function sourceText(info: ZoneInfo): string {
  switch (info.source) {
    case 'configuration': {
      const file =
        info.configuration === undefined ? '' : vscode.workspace.asRelativePath(vscode.Uri.parse(info.configuration));
      return info.view === '' ? vscode.l10n.t('from {0}', file) : vscode.l10n.t('from {0}, view {1}', file, info.view);
    }
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
    item.command = { command: 'bailiwick.setOrigin', title: vscode.l10n.t('Set') };
    item.text = known === undefined ? vscode.l10n.t('Origin unknown') : known;
    item.severity =
      known === undefined ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    const others = info && info.others.length > 0 ? ` · ${vscode.l10n.t('also {0}', info.others.join(' '))}` : '';
    item.detail = info ? `${sourceText(info)} · ${vscode.l10n.t('{0} records', info.records)}${others}` : undefined;
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
