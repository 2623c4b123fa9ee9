/** A link to live queries below what is said of an owner. It is the client's own: nothing that the server says, which is made of files, may run a command. */
import * as vscode from 'vscode';

const ASK = 'bailiwick.queryRecord';

/** The hover with the link, where it is over the owner of a line in a zone file. */
export function withAskLink(hover: vscode.Hover | null | undefined, document: vscode.TextDocument): typeof hover {
  const start = hover?.range?.start;
  if (!hover || start?.character !== 0 || document.languageId !== 'zone' || !vscode.workspace.isTrusted) return hover;
  const place = { uri: document.uri.toString(), position: { line: start.line, character: 0 } };
  const words = encodeURIComponent(JSON.stringify([place]));
  const link = new vscode.MarkdownString(`[${vscode.l10n.t('Ask live servers for it…')}](command:${ASK}?${words})`);
  link.isTrusted = { enabledCommands: [ASK] };
  return new vscode.Hover([...hover.contents, link], hover.range);
}
