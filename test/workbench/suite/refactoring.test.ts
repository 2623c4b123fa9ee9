/** Changes over several files, with Git on: a rename, a moved file, PTR records, a new zone in a view and a migration, each taken back by one undo. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ENV } from '../events.ts';
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
    zone "2.0.192.in-addr.arpa" { type primary; file "out/db.192.0.2"; };
};
`;
const SOA =
  '$TTL 1h\n@ IN SOA ns1.example.edu. hostmaster.example.edu. 2026010101 2h 1h 2w 1h\n@ IN NS ns1.example.edu.\n';
const FILES: Readonly<Record<string, string>> = {
  'refactoring/named.conf': CONF,
  'refactoring/zones/in/db.example.edu': `${SOA}ns1 IN A 10.0.0.53\nwww IN A 10.0.0.80\nweb IN CNAME www\n`,
  'refactoring/zones/out/db.example.edu': `${SOA}ns1 IN A 10.0.0.53\nwww IN A 10.0.0.80\nmail IN A 192.0.2.25\n`,
  'refactoring/zones/out/db.192.0.2': SOA,
  'refactoring/zones/out/db.10': `${SOA}80.0.0 IN PTR www.example.edu.\n`,
};
const INSIDE = 'refactoring/zones/in/db.example.edu';
const OUTSIDE = 'refactoring/zones/out/db.example.edu';
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
 * Takes the last change back, which is all of it. Where VS Code runs tests in its own way it refuses to ask whether all files are meant, and says so: that it
 * would have asked says that it is one change.
 */
async function undo(expected: Readonly<Record<string, string>>): Promise<void> {
  try {
    await vscode.commands.executeCommand('undo');
  } catch (error) {
    assert.notEqual(process.env[ENV.part], 'answered', String(error));
    assert.match(String(error), /across all files|refused to show dialog/i);
    return;
  }
  assert.deepEqual(await textsOf(Object.keys(expected)), expected);
}

/** Those of the files that have a text. */
function filesWith(text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(FILES).filter(([, content]) => content.includes(text)));
}

/** Runs a command that shows its change before it is made, and makes what is ticked. */
async function makeReviewed(command: string, ...given: readonly unknown[]): Promise<void> {
  let isOver = false;
  const ended = Promise.resolve(vscode.commands.executeCommand(command, ...given)).then(() => {
    isOver = true;
  });
  // Applying does nothing while no preview is shown, and nothing tells when one is.
  while (!isOver) {
    await vscode.commands.executeCommand('refactorPreview.apply');
    await Promise.race([ended, vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup')]);
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
    assert.deepEqual(names.sort(), Object.keys(filesWith('www')).sort());
    assert(await vscode.workspace.applyEdit(edit));
    for (const [name, text] of Object.entries(await textsOf(names))) {
      assert.match(text, /\bapp\b/, name);
      assert.doesNotMatch(text, /\bwww\b|2026010101/, name);
    }
    await undo(filesWith('www'));
  });

  it('a file that is moved takes the path along that loads it; one undo takes both back', async () => {
    const conf = await open('refactoring/named.conf');
    const [from, to] = [exampleUri(INSIDE), exampleUri('refactoring/zones/in/example.edu.zone')];
    const move = new vscode.WorkspaceEdit();
    move.renameFile(from, to);
    assert(await vscode.workspace.applyEdit(move));
    const isFollowed = (): true | undefined => conf.getText().includes('"in/example.edu.zone"') || undefined;
    await waitFor(isFollowed, WATCHED, () => `the path was not changed:\n${conf.getText()}`);
    assert.equal(conf.getText(), CONF.replace('in/db.example.edu', 'in/example.edu.zone'));
    await vscode.window.showTextDocument(conf);
    await undo({ 'refactoring/named.conf': CONF, [INSIDE]: FILES[INSIDE] });
    if (process.env[ENV.part] !== 'answered') await vscode.workspace.fs.rename(to, from);
    await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(to)));
    await conf.save();
  });

  it('what the settings say of a file follows it', async () => {
    const settings = () => vscode.workspace.getConfiguration('bailiwick').get<object>('origins', {});
    const name = (file: string): string => `refactoring/zones/${file}`;
    await vscode.workspace.fs.writeFile(exampleUri(name('lost')), Buffer.from(SOA));
    const set = { [name('lost')]: 'example.edu', 'zones/*.txt': 'lab.example' };
    await vscode.workspace.getConfiguration('bailiwick').update('origins', set);
    try {
      const move = new vscode.WorkspaceEdit();
      move.renameFile(exampleUri(name('lost')), exampleUri(name('found')));
      assert(await vscode.workspace.applyEdit(move));
      const isFollowed = (): true | undefined => name('found') in settings() || undefined;
      await waitFor(isFollowed, [vscode.workspace.onDidChangeConfiguration], () => JSON.stringify(settings()));
      assert.deepEqual(settings(), { [name('found')]: 'example.edu', 'zones/*.txt': 'lab.example' });
    } finally {
      await vscode.workspace.getConfiguration('bailiwick').update('origins', undefined);
    }
  });

  it('missing PTR records are one change of the reverse zones, which is shown before it is made; one undo takes it back', async () => {
    const document = await open(OUTSIDE);
    await makeReviewed('bailiwick.createPtr', { scope: { uri: document.uri.toString() } });
    const [ten, other] = ['refactoring/zones/out/db.10', 'refactoring/zones/out/db.192.0.2'];
    const made = await textsOf([ten, other]);
    assert.match(made[ten], /^53\.0\.0\s.*\bPTR\sns1\.example\.edu\.$/m);
    assert.match(made[other], /^25\s.*\bPTR\smail\.example\.edu\.$/m);
    for (const text of Object.values(made)) assert.doesNotMatch(text, / 2026010101 /);
    await vscode.window.showTextDocument(exampleUri(other));
    await undo(FILES);
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
    await undo({ 'refactoring/named.conf': CONF });
    const made = vscode.workspace.fs.stat(exampleUri('refactoring/zones/out/db.new.example'));
    if (process.env[ENV.part] === 'answered') await assert.rejects(Promise.resolve(made));
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
    try {
      await makeReviewed('bailiwick.migrate', conf.uri.toString());
    } finally {
      restore();
    }
    await changed;
    assert.doesNotMatch(conf.getText(), /^\s*dnssec-enable/m);
    await vscode.window.showTextDocument(conf);
    await undo({ 'legacy/named.conf': before });
  });
});
