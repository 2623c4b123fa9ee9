/** The picture of a delegation beside the editor: a page without scripts, whose links are commands of ours. */
import * as vscode from 'vscode';
import { type ListedFault, pageHtml } from '../../../server/src/live/picture/page.ts';
import type { CheckedDelegation } from './result.ts';

/** The commands that a link of the page may run. */
const COMMANDS = ['bailiwick.openPlace', 'bailiwick.saveDelegationPicture', 'bailiwick.delegationReport'];

let panel: vscode.WebviewPanel | undefined;

/** Shows a result, in the panel of the one before where that is open. */
export function showPicture({ title, result, shown: { chain, faults } }: CheckedDelegation): void {
  if (!panel) {
    const options = { enableScripts: false, localResourceRoots: [], enableCommandUris: COMMANDS };
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    panel = vscode.window.createWebviewPanel('bailiwick.delegationPicture', title, where, options);
    panel.onDidDispose(() => {
      panel = undefined;
    });
  }
  panel.title = title;
  panel.webview.html = pageHtml({
    title,
    summary: summaryOf(faults),
    chain,
    faults,
    left: result.left,
    links: [
      { words: vscode.l10n.t('Save as SVG'), href: 'command:bailiwick.saveDelegationPicture' },
      { words: vscode.l10n.t('As a document'), href: 'command:bailiwick.delegationReport' },
    ],
  });
  panel.reveal(undefined, true);
}

function summaryOf([first]: readonly ListedFault[]): string {
  return first ? vscode.l10n.t('First cause: {0}', first.text) : vscode.l10n.t('Nothing is wrong.');
}
