/** Git is on, and the workspace is a repository: the committed side of a comparison is no file, and nothing is wrong with it. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  activateExtension,
  closeEditors,
  describeDiagnostic,
  exampleUri,
  openText,
  ruleOf,
  waitForDiagnostics,
} from './helpers.ts';

/** The part of the Git extension's API (version 1) that is used. */
interface Git {
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  openRepository(root: vscode.Uri): Promise<unknown>;
}

/** The Git extension, with the workspace's repository open; undefined where there is no Git. */
async function findGit(): Promise<Git | undefined> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): Git }>('vscode.git');
  const exported = extension && (await extension.activate());
  if (!exported?.enabled) return undefined;
  const git = exported.getAPI(1);
  return (await git.openRepository(exampleUri('.'))) ? git : undefined;
}

/** Opens the comparison of a file with its committed text, as the source control view does; returns the committed side. */
async function openComparison(git: Git, uri: vscode.Uri): Promise<vscode.TextDocument> {
  const committed = git.toGitUri(uri, 'HEAD');
  await vscode.commands.executeCommand('vscode.diff', committed, uri, 'comparison');
  const document = await vscode.workspace.openTextDocument(committed);
  assert.ok(document.getText().length > 0, 'nothing is committed');
  return document;
}

/** Changes a file past every editor; returns what was in it. */
async function change(uri: vscode.Uri, more: string): Promise<string> {
  const before = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
  await vscode.workspace.fs.writeFile(uri, Buffer.from(before + more));
  return before;
}

/** Waits until the server has looked at everything that was opened before: it takes messages in their order. */
async function caughtUp(): Promise<void> {
  const document = await openText('zone', 'www BOGUS x\n');
  await waitForDiagnostics(document.uri);
}

/** The problems of documents that are no files. */
function elsewhere(): string[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([uri]) => uri.scheme !== 'file' && uri.scheme !== 'untitled')
    .flatMap(([uri, found]) => found.map((one) => `${uri.toString()} ${describeDiagnostic(one)}`));
}

describe('in a Git repository', () => {
  let git: Git;
  const restore: { uri: vscode.Uri; text: string }[] = [];

  before(async function () {
    await activateExtension();
    const found = await findGit();
    if (!found) this.skip();
    git = found;
  });
  afterEach(async () => {
    await closeEditors();
    for (const { uri, text } of restore.splice(0)) await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  });

  for (const [name, comment, language] of [
    ['clean/named.conf', '// a comment\n', 'named-conf'],
    ['clean/zones/db.example.org', '; a comment\n', 'zone'],
  ]) {
    it(`a healthy ${name} with an uncommitted change has no problem on either side`, async () => {
      const uri = exampleUri(name);
      restore.push({ uri, text: await change(uri, comment) });
      const committed = await openComparison(git, uri);
      assert.equal(committed.languageId, language);
      await caughtUp();
      assert.deepEqual(vscode.languages.getDiagnostics(uri).map(describeDiagnostic), []);
      assert.deepEqual(elsewhere(), []);
    });
  }

  it('a zone that was broken since the commit has its problems on the file only', async () => {
    const uri = exampleUri('clean/zones/db.example.org');
    restore.push({ uri, text: await change(uri, 'broken A 192.0.2.300\n') });
    await openComparison(git, uri);
    const found = await waitForDiagnostics(uri, (list) => list.some((one) => ruleOf(one) === 'zone/bad-rdata'));
    const errors = found.filter((one) => one.severity === vscode.DiagnosticSeverity.Error);
    assert.deepEqual(errors.map(ruleOf), ['zone/bad-rdata']);
    await caughtUp();
    assert.deepEqual(elsewhere(), []);
  });
});
