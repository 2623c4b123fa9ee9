/** BIND's own programs in the real editor: tasks, a second opinion on each save, and updates. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import * as vscode from 'vscode';
import {
  activateExtension,
  closeEditors,
  exampleUri,
  openExample,
  ruleOf,
  waitForDiagnostics,
  waitForEditor,
} from './helpers.ts';

const ZONE = 'clean/zones/db.example.org';
const hasCheckers = !spawnSync('named-checkzone', ['-v']).error;

/** Sets something for the user, not for the folder. */
async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('bailiwick').update(name, value, vscode.ConfigurationTarget.Global);
}

async function append(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const isOpinion = ({ source }: vscode.Diagnostic): boolean => source === 'named-checkzone';

describe("BIND's programs", () => {
  let unchanged: Uint8Array;
  before(async () => {
    await activateExtension();
    unchanged = await vscode.workspace.fs.readFile(exampleUri(ZONE));
  });
  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.fs.writeFile(exampleUri(ZONE), unchanged);
    await set('secondOpinion', undefined);
    await set('rules', undefined);
  });

  it('has a task for the zone in front, which ends well', async function () {
    if (!hasCheckers) this.skip();
    await openExample(ZONE);
    const tasks = await vscode.tasks.fetchTasks({ type: 'named-checkzone' });
    const [task] = tasks.filter(({ definition }) => definition.file === exampleUri(ZONE).fsPath);
    assert.ok(task, tasks.map(({ name }) => name).join(', '));
    assert.equal(task.definition.zone, 'example.org.');
    const ended = new Promise<number | undefined>((resolve) => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
        listening.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 0);
  });

  it('tells on a save what nobody told, once, and forgets it on the line that is edited', async function () {
    if (!hasCheckers) this.skip();
    await set('secondOpinion', true);
    const document = await openExample(ZONE);
    await append(document, 'known FOO x\nalso A 192.0.2.300\n');
    await waitForDiagnostics(document.uri, (found) => found.some((one) => ruleOf(one) === 'zone/unknown-type'));
    await set('rules', { 'zone/unknown-type': 'off' });
    await waitForDiagnostics(document.uri, (found) => !found.some((one) => ruleOf(one) === 'zone/unknown-type'));
    assert.ok(await document.save());
    const found = await waitForDiagnostics(document.uri, (list) => list.some(isOpinion));
    const opinions = found.filter(isOpinion);
    assert.deepEqual(
      opinions.map(({ message }) => message),
      ["unknown RR type 'FOO'"],
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, opinions[0].range.start, 'un');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await waitForDiagnostics(document.uri, (list) => !list.some(isOpinion));
  });

  it('shows what was saved since the commit as a script for nsupdate', async function () {
    const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
    const git = extension && (await extension.activate());
    if (!git?.enabled || !(await git.getAPI(1).openRepository(exampleUri('.')))) this.skip();
    const document = await openExample(ZONE);
    await append(document, 'fresh 300 A 192.0.2.99\n');
    assert.ok(await document.save());
    const shown = waitForEditor(({ uri }) => uri.scheme === 'bailiwick-document');
    await vscode.commands.executeCommand('bailiwick.nsupdate', document.uri.toString(), '');
    const text = (await shown).document.getText();
    assert.match(text, /^zone example\.org\.\nupdate add fresh\.example\.org\. 300 A 192\.0\.2\.99\nsend$/m);
  });
});

/** The part of the Git extension's API (version 1) that is used. */
interface GitApi {
  openRepository(root: vscode.Uri): Promise<unknown>;
}
