/**
 * The snippets of zone files: whole lines, offered where a line begins. VS Code itself would offer them anywhere in a line, beside the types and names that
 * the server completes there.
 */
import * as vscode from 'vscode';
import { ourDocuments } from '../server/documents.ts';

/** A snippet as its file has it. */
interface SnippetRow {
  readonly prefix: string | readonly string[];
  readonly description: string;
  readonly body: string | readonly string[];
}

/** What stands before the cursor where a line begins: a word that is no comment and no directive, or nothing. */
const LINE_START = /^(?![;$])\S*$/;

/** Registers what offers them. */
export function offerZoneSnippets(extension: vscode.Uri): vscode.Disposable {
  let rows: Promise<SnippetRow[]> | undefined;
  return vscode.languages.registerCompletionItemProvider(ourDocuments(['zone']), {
    provideCompletionItems: async (document, position) => {
      const before = document.lineAt(position.line).text.slice(0, position.character);
      if (!LINE_START.test(before)) return [];
      rows ??= read(vscode.Uri.joinPath(extension, 'snippets', 'zone.json'));
      const range = new vscode.Range(position.line, 0, position.line, position.character);
      return (await rows).flatMap((row) => [row.prefix].flat().map((prefix) => itemOf(prefix, row, range)));
    },
  });
}

function itemOf(prefix: string, { description, body }: SnippetRow, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: prefix, description }, vscode.CompletionItemKind.Snippet);
  item.insertText = new vscode.SnippetString([body].flat().join('\n'));
  item.range = range;
  // Names that the zone has come first.
  item.sortText = `~${prefix}`;
  return item;
}

async function read(file: vscode.Uri): Promise<SnippetRow[]> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return Object.values(JSON.parse(text) as Record<string, SnippetRow>);
}
