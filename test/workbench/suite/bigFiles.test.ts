/** Files above 50 MB, which VS Code hands to no extension: checked from disk, in the real editor. */
import { strict as assert } from 'node:assert';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activateExtension, closeEditors, exampleUri, openExample, ruleOf, waitForDiagnostics } from './helpers.ts';

const HEAD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n';
/** Long records, so that few of them make a file above 50 MB. */
const RECORDS = 220_000;
const PADDING = 'x'.repeat(240);
const BAD_LINE = 5 + 100_000;

const errorsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter((one) => one.severity === vscode.DiagnosticSeverity.Error);
const check = (uri: vscode.Uri): Thenable<unknown> => vscode.commands.executeCommand('bailiwick.checkFile', uri);

describe('files checked from disk', () => {
  let folder = '';
  let big: vscode.Uri;

  before(async () => {
    await activateExtension();
    folder = mkdtempSync(join(tmpdir(), 'bailiwick-big-'));
    const path = join(folder, 'db.example.com');
    const lines = Array.from({ length: RECORDS }, (_, i) => `host${i} TXT "${PADDING}"\n`);
    lines[BAD_LINE - 5] = 'www A 192.0.2.300\n';
    writeFileSync(path, HEAD + lines.join(''));
    big = vscode.Uri.file(path);
    // Where files come from another machine, VS Code asks before it opens one above 10 MB.
    const settings = vscode.workspace.getConfiguration('workbench');
    await settings.update('editorLargeFileConfirmation', 1024, vscode.ConfigurationTarget.Global);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(closeEditors);

  it('finds the problem in a file above 50 MB that is open, until the file changes', async () => {
    await vscode.commands.executeCommand('vscode.open', big);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert(input instanceof vscode.TabInputText, 'the file is not in front');
    assert.equal(input.uri.toString(), big.toString());
    const synced = vscode.workspace.textDocuments.map((document) => document.uri.toString());
    assert(!synced.includes(big.toString()), 'extensions have the text');

    await check(big);
    const [error, ...more] = errorsOf(big);
    assert.deepEqual(more, []);
    assert.equal(ruleOf(error), 'zone/bad-rdata');
    assert.deepEqual(error.range, new vscode.Range(BAD_LINE, 6, BAD_LINE, 17));

    appendFileSync(big.fsPath, '; changed\n');
    await waitForDiagnostics(big, (diagnostics) => diagnostics.length === 0);
  });

  it('shows the problems of a file that is not open, until they are cleared', async () => {
    const path = join(folder, 'db.example.net');
    writeFileSync(path, `${HEAD}www A 192.0.2.300\n`);
    const uri = vscode.Uri.file(path);
    await check(uri);
    assert.deepEqual(errorsOf(uri).map(ruleOf), ['zone/bad-rdata']);
    await vscode.commands.executeCommand('bailiwick.clearCheckedFiles');
    assert.deepEqual(errorsOf(uri), []);
  });

  it('leaves a file to the language server when it is opened: its problems go as they are mended', async () => {
    const path = join(folder, 'db.example.org');
    writeFileSync(path, `${HEAD}www A 192.0.2.300\n`);
    const uri = vscode.Uri.file(path);
    await check(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(5, 0), '; ');
    assert(await vscode.workspace.applyEdit(edit));
    await waitForDiagnostics(uri, () => errorsOf(uri).length === 0);
  });

  for (const open of [true, false]) {
    it(`tells no problem twice of a file that ${open ? 'is open' : 'a configuration loads'}`, async () => {
      const uri = exampleUri('zones/db.example.net');
      if (open) await openExample('zones/db.example.net');
      const before = await waitForDiagnostics(uri, (list) => list.some((one) => ruleOf(one) === 'zone/ns-no-address'));
      await check(uri);
      const places = (list: readonly vscode.Diagnostic[]) =>
        list.map((one) => `${one.range.start.line}:${one.range.start.character} ${ruleOf(one)}`).sort();
      assert.deepEqual(places(vscode.languages.getDiagnostics(uri)), places(before));
    });
  }
});
