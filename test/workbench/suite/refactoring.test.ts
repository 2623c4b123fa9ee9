/** Changes over several files, with Git on: a rename, a moved file, a new zone in a view and a migration, each taken back by one undo. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { activateExtension, closeEditors, exampleUri, positionOf, waitFor, waitForOutline } from './helpers.ts';

const CONF = `options { directory "zones"; };
acl inside { 10.0.0.0/8; };
view in {
    match-clients { inside; };
    zone "example.edu" { type primary; file "in/db.example.edu"; };
};
view out {
    zone "example.edu" { type primary; file "out/db.example.edu"; };
    zone "10.in-addr.arpa" { type primary; file "out/db.10"; };
};
`;
const SOA =
  '$TTL 1h\n@ IN SOA ns1.example.edu. hostmaster.example.edu. 2026010101 2h 1h 2w 1h\n@ IN NS ns1.example.edu.\n';
const FILES: Readonly<Record<string, string>> = {
  'refactoring/named.conf': CONF,
  'refactoring/zones/in/db.example.edu': `${SOA}ns1 IN A 10.0.0.53\nwww IN A 10.0.0.80\nweb IN CNAME www\n`,
  'refactoring/zones/out/db.example.edu': `${SOA}ns1 IN A 10.0.0.53\nwww IN A 10.0.0.80\n`,
  'refactoring/zones/out/db.10': `${SOA}80.0.0 IN PTR www.example.edu.\n`,
};
const INSIDE = 'refactoring/zones/in/db.example.edu';
const WATCHED = [
  vscode.workspace.onDidChangeTextDocument,
  vscode.workspace.onDidOpenTextDocument,
  vscode.workspace.onDidRenameFiles,
  vscode.window.onDidChangeActiveTextEditor,
] as vscode.Event<unknown>[];

async function textOf(name: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(exampleUri(name))).getText();
}

/** The texts of files as the editor has them; those that are not there are left out. */
async function textsOf(names: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const text = await textOf(name).catch(() => undefined);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(exampleUri(name));
  await vscode.window.showTextDocument(document);
  await waitForOutline(document);
  return document;
}

/**
 * Takes the last change back. Where it is one of several files VS Code asks whether all of them are meant, which a test cannot answer: that it asks
 * says that it is one change.
 */
async function undo(): Promise<'undone' | 'asked'> {
  try {
    await vscode.commands.executeCommand('undo');
    return 'undone';
  } catch (error) {
    assert.match(String(error), /across all files|refused to show dialog/i);
    return 'asked';
  }
}

/** Answers the questions of commands in their order; returns what puts VS Code's own back. */
function answering(...answers: readonly string[]): () => void {
  const { showInputBox, showQuickPick } = vscode.window;
  const left = [...answers];
  const window = vscode.window as unknown as Record<string, unknown>;
  window.showInputBox = async () => left.shift();
  window.showQuickPick = async () => left.shift();
  return () => Object.assign(window, { showInputBox, showQuickPick });
}

describe('changes of several files', () => {
  before(async () => {
    await activateExtension();
    for (const [name, text] of Object.entries(FILES)) {
      await vscode.workspace.fs.writeFile(exampleUri(name), Buffer.from(text));
    }
  });
  beforeEach(async () => {
    await vscode.workspace.getConfiguration('bailiwick').update('serial.onSave', 'always');
  });
  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.getConfiguration('bailiwick').update('serial.onSave', undefined);
  });
  after(() => vscode.workspace.fs.delete(exampleUri('refactoring'), { recursive: true }));

  it('a rename of a host is one edit of both views and the reverse zone, with their serials', async () => {
    const document = await open(INSIDE);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      positionOf(document, 'www IN A'),
      'app',
    );
    const names = edit.entries().map(([uri]) => vscode.workspace.asRelativePath(uri, false));
    assert.deepEqual(
      names.sort(),
      Object.keys(FILES)
        .filter((name) => !name.endsWith('.conf'))
        .sort(),
    );
    assert(await vscode.workspace.applyEdit(edit));
    for (const [name, text] of Object.entries(await textsOf(names))) {
      assert.match(text, /\bapp\b/, name);
      assert.doesNotMatch(text, /\bwww\b|2026010101/, name);
    }
    const how = await undo();
    if (how === 'undone')
      assert.deepEqual(await textsOf(names), Object.fromEntries(names.map((name) => [name, FILES[name]])));
  });

  it('a file that is moved takes the path along that loads it, and back', async () => {
    const conf = await open('refactoring/named.conf');
    const [from, to] = [exampleUri(INSIDE), exampleUri('refactoring/zones/in/example.edu.zone')];
    const move = new vscode.WorkspaceEdit();
    move.renameFile(from, to);
    assert(await vscode.workspace.applyEdit(move));
    const isFollowed = (): true | undefined => conf.getText().includes('"in/example.edu.zone"') || undefined;
    await waitFor(isFollowed, WATCHED, () => `the path was not changed:\n${conf.getText()}`);
    assert.equal(conf.getText(), CONF.replace('in/db.example.edu', 'in/example.edu.zone'));
    const back = new vscode.WorkspaceEdit();
    back.renameFile(to, from);
    assert(await vscode.workspace.applyEdit(back));
    const isBack = (): true | undefined => conf.getText() === CONF || undefined;
    await waitFor(isBack, WATCHED, () => `the path was not changed back:\n${conf.getText()}`);
    await conf.save();
  });

  it('a new zone stands in its view, with its file, which is opened; one undo takes both back', async () => {
    const conf = await open('refactoring/named.conf');
    const item = { id: JSON.stringify({ kind: 'view', uri: conf.uri.toString(), view: 'out' }), kind: 'view' };
    const restore = answering('new.example', 'primary', 'ns1.example.edu.');
    try {
      await vscode.commands.executeCommand('bailiwick.newZone', item);
    } finally {
      restore();
    }
    assert.match(
      conf.getText(),
      /view out \{[\s\S]*zone "new\.example" \{\n {8}type primary;\n {8}file "out\/db\.new\.example";\n {4}\};\n\};\n$/,
    );
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.toString(), exampleUri('refactoring/zones/out/db.new.example').toString());
    assert.match(shown?.getText() ?? '', /^\$ORIGIN new\.example\.\n/);
    await vscode.window.showTextDocument(conf);
    if ((await undo()) === 'undone') {
      assert.equal(conf.getText(), CONF);
      await assert.rejects(
        Promise.resolve(vscode.workspace.fs.stat(exampleUri('refactoring/zones/out/db.new.example'))),
      );
    }
  });

  it('a migration is shown before it is made, with what will happen ticked; one undo takes it back', async () => {
    const conf = await open('legacy/named.conf');
    const before = conf.getText();
    const restore = answering('9.20');
    const changed = waitFor(
      () => conf.getText() !== before || undefined,
      [vscode.workspace.onDidChangeTextDocument],
      () => 'the preview was not applied',
    );
    let isOver = false;
    try {
      const migrated = vscode.commands.executeCommand('bailiwick.migrate', conf.uri.toString());
      const ended = Promise.resolve(migrated).then(() => {
        isOver = true;
      });
      // The command does nothing while no preview is shown, and nothing tells when one is.
      while (!isOver) {
        await vscode.commands.executeCommand('refactorPreview.apply');
        await Promise.race([ended, vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup')]);
      }
    } finally {
      restore();
    }
    await changed;
    assert.doesNotMatch(conf.getText(), /^\s*dnssec-enable/m);
    await vscode.window.showTextDocument(conf);
    if ((await undo()) === 'undone') assert.equal(conf.getText(), before);
  });
});
