/** The pages of the rules, which lie beside the code and are read when the first is asked for. */
import * as vscode from 'vscode';

/** Gives the page of each rule in Markdown, by its id. */
export type RulePages = () => Promise<ReadonlyMap<string, string>>;

/** Reads them from the folder of the extension. */
export function rulePagesIn(extension: vscode.Uri): RulePages {
  let pages: Promise<ReadonlyMap<string, string>> | undefined;
  return () => {
    pages ??= read(vscode.Uri.joinPath(extension, 'dist', 'rules.json'));
    return pages;
  };
}

async function read(file: vscode.Uri): Promise<ReadonlyMap<string, string>> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

/** What a page is about: its first line. */
export function titleOf(page: string): string {
  return page.slice(2, page.indexOf('\n'));
}
