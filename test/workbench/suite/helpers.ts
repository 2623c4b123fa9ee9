/** What the tests inside VS Code say and ask. Lines and columns are zero-based; columns count UTF-16 units. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ENV } from '../events.ts';

/** How long to wait for an event that must come, in milliseconds: well below mocha's limit, so that the reason is told. */
const PATIENCE = 20_000;

/** The extension under test, running. */
export async function activateExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('bailiwick.bailiwick');
  assert(extension, 'VS Code does not know the extension bailiwick.bailiwick');
  await extension.activate();
  return extension;
}

/** The address of a file of the workspace, which is a copy of examples/. */
export function exampleUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file of the workspace in an editor, as a user would. */
export async function openExample(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(exampleUri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Opens an unsaved document with a text of its own. */
export async function openText(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** Waits until the language server has read a document: the outline is that of the whole text. */
export async function waitForOutline(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  assert(symbols && symbols.length > 0, `${document.uri.path} has no outline`);
  return symbols;
}

/** Closes every editor and gives up what was not saved, so that the next test starts from the files. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/**
 * The diagnostics of a file as soon as they satisfy the predicate (default: there are some). Fails, and lists the ones
 * there are, when that does not happen in time.
 */
export function waitForDiagnostics(
  uri: vscode.Uri,
  predicate: (diagnostics: vscode.Diagnostic[]) => boolean = (diagnostics) => diagnostics.length > 0,
): Promise<vscode.Diagnostic[]> {
  const look = () => {
    const diagnostics = vscode.languages.getDiagnostics(uri);
    return predicate(diagnostics) ? diagnostics : undefined;
  };
  return waitFor(look, [vscode.languages.onDidChangeDiagnostics], () => {
    const list = vscode.languages.getDiagnostics(uri).map(describeDiagnostic).join('\n') || 'none';
    return `The expected diagnostics of ${uri.path} did not come. There are:\n${list}`;
  });
}

/** `line:column rule: message`, one-based as the editor shows it. */
export function describeDiagnostic(diagnostic: vscode.Diagnostic): string {
  const { line, character } = diagnostic.range.start;
  return `${line + 1}:${character + 1} ${ruleOf(diagnostic)}: ${diagnostic.message}`;
}

/** The rule id of a diagnostic, such as zone/ns-missing-aaaa. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

/** The first visible editor that satisfies the predicate, as soon as there is one. */
export function waitForEditor(predicate: (document: vscode.TextDocument) => boolean): Promise<vscode.TextEditor> {
  const look = () => vscode.window.visibleTextEditors.find((editor) => predicate(editor.document));
  const events = [
    vscode.window.onDidChangeVisibleTextEditors,
    vscode.window.onDidChangeActiveTextEditor,
    vscode.workspace.onDidOpenTextDocument,
    vscode.workspace.onDidChangeTextDocument,
  ] as vscode.Event<unknown>[];
  return waitFor(look, events, () => {
    const shown = vscode.window.visibleTextEditors.map((editor) => editor.document.uri.toString()).join('\n');
    return `The expected editor did not open. There are:\n${shown || 'none'}`;
  });
}

/** Looks now and after each event until there is something; rejects with the explanation when nothing comes. */
export function waitFor<T>(
  look: () => T | undefined,
  events: readonly vscode.Event<unknown>[],
  explain: () => string,
): Promise<T> {
  const subscriptions: vscode.Disposable[] = [];
  let limit: NodeJS.Timeout | undefined;
  const found = new Promise<T>((resolve, reject) => {
    const check = () => {
      const value = look();
      if (value !== undefined) resolve(value);
    };
    for (const event of events) subscriptions.push(event(check));
    limit = setTimeout(() => reject(new Error(explain())), PATIENCE);
    check();
  });
  return found.finally(() => {
    clearTimeout(limit);
    for (const subscription of subscriptions) subscription.dispose();
  });
}

/** The position of a text in a document, or of its nth occurrence (from 0). Fails when it is not there. */
export function positionOf(document: vscode.TextDocument, text: string, nth = 0): vscode.Position {
  let offset = document.getText().indexOf(text);
  for (let i = 0; i < nth && offset >= 0; i++) offset = document.getText().indexOf(text, offset + 1);
  assert(offset >= 0, `${document.uri.path} does not contain ${JSON.stringify(text)}`);
  return document.positionAt(offset);
}

/** Everything that the hovers at a position show, as Markdown; empty when there is none. */
export async function hoverAt(document: vscode.TextDocument, line: number, column: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, column),
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n\n');
}

/** The code actions that VS Code offers at a position, with their edits. */
export function codeActionsAt(
  document: vscode.TextDocument,
  line: number,
  column: number,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const position = new vscode.Position(line, column);
  return codeActionsIn(document, new vscode.Range(position, position), kind);
}

/** The code actions that VS Code offers for a range, such as that of a diagnostic, with their edits. */
export async function codeActionsIn(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  // Edits may be computed only when an action is resolved: ask for that for as many as there can sensibly be.
  const resolve = 100;
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
    resolve,
  );
}

/** The action whose title the pattern matches. Fails, and lists the titles there are, when none does. */
export function actionNamed(actions: readonly vscode.CodeAction[], title: RegExp): vscode.CodeAction {
  const action = actions.find((candidate) => title.test(candidate.title));
  const titles = actions.map((candidate) => candidate.title).join('\n') || 'none';
  assert(action, `No code action matches ${title}. There are:\n${titles}`);
  return action;
}

/** Does what VS Code does when the user picks the action: its edit first, then its command. */
export async function applyAction(action: vscode.CodeAction): Promise<void> {
  assert(action.edit || action.command, `the action "${action.title}" does nothing`);
  if (action.edit) assert(await vscode.workspace.applyEdit(action.edit), `"${action.title}" could not be applied`);
  const { command } = action;
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** Puts the cursor somewhere in the active editor. */
export function setCursor(line: number, column: number): void {
  const editor = vscode.window.activeTextEditor;
  assert(editor, 'no editor is active');
  const position = new vscode.Position(line, column);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection);
}

/** The port of the name server on 127.0.0.1 and ::1, or undefined where none runs: skip the test then. */
export function namedPort(): number | undefined {
  const port = process.env[ENV.namedPort];
  return port ? Number(port) : undefined;
}

/** The ports of the other name servers of the tests, by their names; undefined where such a server is not installed. */
export function otherPort(name: 'NSD' | 'Knot'): number | undefined {
  return (JSON.parse(process.env[ENV.otherPorts] ?? '{}') as Record<string, number>)[name];
}

/** The port of the servers of a root, which begin at 127.0.0.1; undefined where no named runs. */
export function rootPort(): number | undefined {
  const port = process.env[ENV.rootPort];
  return port ? Number(port) : undefined;
}
