/** What is tried in the web worker that extensions run in. Mocha does not come along: the tests are a list. */
import * as vscode from 'vscode';
import type { SuiteEvent } from '../../workbench/events.ts';
import { MARK, SCHEME } from './workspace.ts';

/** How long to wait for what must come, in milliseconds. */
const PATIENCE = 30_000;

function tell(event: SuiteEvent): void {
  console.log(MARK + JSON.stringify(event));
}

function uri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path });
}

async function show(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri(path));
  await vscode.window.showTextDocument(document);
  return document;
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The problems of a file as `line rule`, lines from 1. */
function problems(path: string): string[] {
  return vscode.languages.getDiagnostics(uri(path)).map((one) => `${one.range.start.line + 1} ${ruleOf(one)}`);
}

function check(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}

/** Waits until the problems of a file are as asked; fails with those that are there. */
async function whenProblems(path: string, fits: (found: readonly string[]) => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (!fits(problems(path))) return;
      subscription.dispose();
      clearTimeout(limit);
      resolve();
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    const limit = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`The problems of ${path} are: ${problems(path).join(', ') || 'none'}`));
    }, PATIENCE);
    look();
  });
}

const BROKEN = '/ws/zones/broken.db';

const TESTS: Readonly<Record<string, () => Promise<void>>> = {
  'the extension starts, and its language server runs': async () => {
    const extension = vscode.extensions.getExtension<{ serverState: string }>('bailiwick.bailiwick');
    check(extension !== undefined, 'VS Code does not know the extension');
    const api = await extension!.activate();
    check(api.serverState === 'running', `the server is ${api.serverState}`);
  },
  'a configuration and its zones have their languages': async () => {
    const conf = await show('/ws/named.conf');
    check(conf.languageId === 'named-conf', conf.languageId);
    await show(BROKEN);
    await whenProblems(BROKEN, (found) => found.length > 0);
    const { languageId } = vscode.window.activeTextEditor!.document;
    check(languageId === 'zone', languageId);
  },
  'a wrong address of a zone is told, in its line': async () => {
    await whenProblems(BROKEN, (found) => found.length === 1 && found[0].startsWith('5 '));
  },
  'nothing is wrong with the healthy zones and their configuration': async () => {
    await show('/ws/zones/bailiwick.net.db');
    await show('/ws/zones/reverse.db');
    await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri('/ws/zones/reverse.db'));
    for (const path of ['/ws/named.conf', '/ws/zones/bailiwick.net.db', '/ws/zones/reverse.db']) {
      check(problems(path).length === 0, `${path}: ${problems(path).join(', ')}`);
    }
  },
  'hover explains a record': async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri('/ws/zones/bailiwick.net.db'),
      new vscode.Position(2, 6),
    );
    check(hovers.length > 0, 'there is no hover');
  },
  'a problem goes when it is mended, and comes back': async () => {
    const document = await show(BROKEN);
    const at = document.getText().indexOf('12345');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 5)), '1234');
    await vscode.workspace.applyEdit(edit);
    await whenProblems(BROKEN, (found) => found.length === 0);
    await vscode.commands.executeCommand('undo');
    await whenProblems(BROKEN, (found) => found.length === 1);
  },
};

/** VS Code calls this. */
export async function run(): Promise<void> {
  tell({ type: 'start', vscode: vscode.version });
  for (const [title, test] of Object.entries(TESTS)) {
    const begun = performance.now();
    try {
      await test();
      tell({ type: 'pass', title, milliseconds: Math.round(performance.now() - begun) });
    } catch (error) {
      tell({ type: 'fail', title, message: error instanceof Error ? error.message : String(error) });
    }
  }
  tell({ type: 'end' });
}
