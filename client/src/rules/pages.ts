/** The pages of the rules: what lies beside the code, and what the manifest says of each rule. They are made when the first is asked for. */
import * as vscode from 'vscode';
import { type PageColumns, pagesOf, type RuleSettings } from '../../../server/src/rules/page.ts';

/** Gives the page of each rule in Markdown, by its id. */
export type RulePages = () => Promise<ReadonlyMap<string, string>>;

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly properties?: RuleSettings }>>;
    }[];
  };
}

/** Reads them from the folder of the extension. */
export function rulePagesOf({ extensionUri, packageJSON }: vscode.Extension<unknown>): RulePages {
  let pages: Promise<ReadonlyMap<string, string>> | undefined;
  return () => {
    pages ??= read(vscode.Uri.joinPath(extensionUri, 'dist', 'rules.json'), packageJSON as Manifest);
    return pages;
  };
}

async function read(file: vscode.Uri, { contributes }: Manifest): Promise<ReadonlyMap<string, string>> {
  const columns = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as PageColumns;
  const settings = contributes.configuration
    .map(({ properties }) => properties['bailiwick.rules']?.properties)
    .find((rules) => rules !== undefined);
  return pagesOf(settings ?? {}, columns);
}

/** What a page is about: its first line. */
export function titleOf(page: string): string {
  return page.slice(2, page.indexOf('\n'));
}
