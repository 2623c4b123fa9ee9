/** What is tried in the web worker that extensions run in. Mocha does not come along: the tests are a list. */
import * as vscode from 'vscode';
import type { SuiteEvent } from '../../workbench/events.ts';
import { DOH, MARK, READS, SCHEME } from './workspace.ts';

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

const CONF = '/ws/named.conf';
const ZONE = '/ws/zones/bailiwick.net.db';
const REVERSE = '/ws/zones/reverse.db';
const BROKEN = '/ws/zones/broken.db';
const CLOSED = '/ws/zones/closed.db';
/** Nobody opens or changes it. */
const UNTOUCHED = '/ws/zones/untouched.db';

/** Behind the first of some words in a file. */
function behind(document: vscode.TextDocument, words: string): vscode.Position {
  const at = document.getText().indexOf(words);
  check(at >= 0, `${document.uri.path} has no ${words}`);
  return document.positionAt(at + words.length);
}

async function textOf(path: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri(path))).getText();
}

/** What an editor is told of a place, as paths with lines from 1. */
async function placesOf(command: string, path: string, position: vscode.Position): Promise<string[]> {
  type Place = vscode.Location | vscode.LocationLink;
  const places = await vscode.commands.executeCommand<Place[]>(command, uri(path), position);
  return places.map((place) =>
    'targetUri' in place
      ? `${place.targetUri.path}:${place.targetRange.start.line + 1}`
      : `${place.uri.path}:${place.range.start.line + 1}`,
  );
}

async function actionsAt(path: string, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri(path), range);
}

/** Runs an action that makes an edit, or a command. */
async function runAction(action: vscode.CodeAction): Promise<void> {
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  const { command } = action;
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

function reads(path: string): Thenable<number> {
  return vscode.commands.executeCommand<number>(READS, path);
}

/** The port of the server of DNS over HTTPS; undefined where none could be started. */
async function dohPort(): Promise<number | undefined> {
  const { scheme, authority } = vscode.extensions.getExtension('test.helper')!.extensionUri;
  return ((await (await fetch(`${scheme}://${authority}${DOH}`)).json()) as { port?: number }).port;
}

const query = (words: string): Thenable<string | undefined> =>
  vscode.commands.executeCommand<string | undefined>('bailiwick.query', words);

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
  'definition, references and links lead over files': async () => {
    const zone = await show(ZONE);
    const target = await placesOf('vscode.executeDefinitionProvider', ZONE, behind(zone, 'CNAME ww'));
    check(target.join() === `${ZONE}:9`, target.join());
    const all = await placesOf('vscode.executeReferenceProvider', ZONE, behind(zone, '\nns'));
    for (const path of [ZONE, REVERSE, BROKEN, CLOSED]) {
      check(
        all.some((place) => place.startsWith(`${path}:`)),
        `${path} is not among ${all.join()}`,
      );
    }
    const conf = await show(CONF);
    const file = await placesOf('vscode.executeDefinitionProvider', CONF, behind(conf, '"zones/clo'));
    check(file[0]?.startsWith(CLOSED), file.join());
  },
  'completion offers types, and the outline has the names': async () => {
    const zone = await show(ZONE);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      zone.uri,
      behind(zone, 'www IN '),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    check(labels.includes('AAAA') && labels.includes('CNAME'), labels.join());
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      zone.uri,
    );
    const names = symbols.flatMap((each) => [each, ...each.children]).map(({ name }) => name);
    check(names.includes('www'), names.join());
  },
  'a problem is mended by its fix': async () => {
    const document = await show(BROKEN);
    const edit = new vscode.WorkspaceEdit();
    const at = behind(document, 'NS ns1.bailiwick.net');
    edit.delete(document.uri, new vscode.Range(at, at.translate(0, 1)));
    await vscode.workspace.applyEdit(edit);
    await whenProblems(BROKEN, (found) => found.includes('3 zone/lost-dot'));
    const fix = (await actionsAt(BROKEN, new vscode.Range(at, at))).find(({ kind }) => kind?.value === 'quickfix');
    check(fix !== undefined, 'there is no fix');
    await runAction(fix!);
    await whenProblems(BROKEN, (found) => !found.includes('3 zone/lost-dot'));
  },
  'the PTR record of an address is written into the reverse zone, and its serial is raised': async () => {
    const zone = await show(ZONE);
    const at = behind(zone, '93.5.9.80');
    const write = (await actionsAt(ZONE, new vscode.Range(at, at))).find(({ title }) =>
      title.startsWith('Write the PTR'),
    );
    check(write?.edit !== undefined, 'there is no such action');
    await runAction(write!);
    const text = await textOf(REVERSE);
    check(/^80\s+(?:IN\s+)?PTR\s+www\.bailiwick\.net\.$/m.test(text), text);
    check(!text.includes('2026010101'), text);
  },
  'a name gets another one in its zone and in the reverse zone': async () => {
    const zone = await show(ZONE);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      zone.uri,
      behind(zone, '\nww'),
      'portal',
    );
    await vscode.workspace.applyEdit(edit);
    const texts = await Promise.all([ZONE, REVERSE, CLOSED].map(textOf));
    for (const text of texts) check(/\bportal\b/.test(text) && !/\bwww\b/.test(text), text);
  },
  'a zone is laid out': async () => {
    const zone = await show(ZONE);
    await vscode.commands.executeCommand('editor.action.formatDocument');
    check(/^portal\tIN\tA\t93\.5\.9\.80$/m.test(zone.getText()), zone.getText());
  },
  'a query over HTTPS is answered, in a document': async () => {
    const port = await dohPort();
    if (port === undefined) return;
    const text = await query(`www.bailiwick.net A @https://127.0.0.1:${port}/dns-query`);
    check(/^www\.bailiwick\.net\. 300 IN A 192\.0\.2\.7$/m.test(text ?? ''), `the answer is ${text}`);
    check(/over HTTPS/.test(text ?? ''), `the answer is ${text}`);
    const isShown = vscode.window.visibleTextEditors.some(({ document }) => document.getText() === text);
    check(isShown, 'no editor shows the answer');
  },
  'what a browser cannot ask is not sent': async () => {
    // What is refused is shown to the user, and no answer opens.
    for (const words of ['a.test @192.0.2.53', 'a.test AXFR @https://192.0.2.53', 'a.test +trace', 'a.test +tcp']) {
      const text = await query(words);
      check(text === undefined || /DNS over HTTPS only/.test(text), `${words}: ${text}`);
    }
  },
};

/** What was read by then is counted; the tests above have edited and asked all over the files. */
const LAST: Readonly<Record<string, () => Promise<void>>> = {
  'a file is read once while it stays as it is, and once more when it is another': async () => {
    check((await reads(UNTOUCHED)) === 1, `${UNTOUCHED} was read ${await reads(UNTOUCHED)} times`);
    await vscode.workspace.fs.writeFile(uri(UNTOUCHED), new TextEncoder().encode('$TTL 1h\n@ BOGUS x\n'));
    await whenProblems(UNTOUCHED, (found) => found.some((each) => each.endsWith('zone/unknown-type')));
    check((await reads(UNTOUCHED)) === 2, `${UNTOUCHED} was read ${await reads(UNTOUCHED)} times`);
  },
};

/** VS Code calls this. */
export async function run(): Promise<void> {
  tell({ type: 'start', vscode: vscode.version });
  for (const [title, test] of Object.entries({ ...TESTS, ...LAST })) {
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
