/** A workspace that nobody trusts: its files are checked, no program is started, and nothing is sent. */
import { strict as assert } from 'node:assert';
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { ENV } from '../events.ts';
import { activateExtension, closeEditors, openExample, openText, ruleOf, waitForDiagnostics } from './helpers.ts';

const TYPES = ['named-checkconf', 'named-checkzone', 'rndc'];
const CONF = { type: 'named-checkconf', file: 'named.conf' };

/** Saves a file after a change to it. */
async function save(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await openExample(name);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
  return document;
}

/** Goes to the server and back, so that what was begun before has been taken up. */
async function caughtUp(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const document = await openText('zone', `www BOGUS ${round}\n`);
    await waitForDiagnostics(document.uri);
  }
}

function assertNothingStarted(): void {
  const file = process.env[ENV.started];
  assert.ok(file, 'nobody says where programs write that they were started');
  assert.equal(existsSync(file), false);
}

describe('a workspace that is not trusted', () => {
  before(async () => {
    await activateExtension();
    assert.equal(vscode.workspace.isTrusted, false);
  });
  afterEach(closeEditors);

  it('has its files checked', async () => {
    const document = await openExample('zones/db.2001.db8');
    await waitForDiagnostics(document.uri, (found) => found.some((one) => ruleOf(one) === 'zone/reverse-wrong-count'));
  });

  it('has no tasks of programs, and those of tasks.json are not made', async () => {
    await openExample('clean/zones/db.example.org');
    for (const type of TYPES) assert.deepEqual(await vscode.tasks.fetchTasks({ type }), []);
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const task = new vscode.Task(CONF, folder, 'check', 'named-checkconf');
    await Promise.resolve(vscode.tasks.executeTask(task)).catch(() => undefined);
    await caughtUp();
    assertNothingStarted();
  });

  it('has no second opinion when a file is saved', async () => {
    const settings = vscode.workspace.getConfiguration('bailiwick');
    await settings.update('secondOpinion', true, vscode.ConfigurationTarget.Global);
    try {
      await save('clean/zones/db.example.org', '; a comment\n');
      await save('clean/named.conf', '// a comment\n');
      await caughtUp();
      assertNothingStarted();
    } finally {
      await settings.update('secondOpinion', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('starts no rndc by a command', async () => {
    const document = await openExample('clean/zones/db.example.org');
    for (const command of ['bailiwick.freezeZone', 'bailiwick.thawZone']) {
      await vscode.commands.executeCommand(command, document.uri);
    }
    await caughtUp();
    assertNothingStarted();
  });

  it('sends no query', async () => {
    const socket = createSocket('udp4');
    let received = 0;
    socket.on('message', () => received++);
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    try {
      const words = `@127.0.0.1 -p ${socket.address().port} example.org +tries=1 +timeout=1`;
      await Promise.resolve(vscode.commands.executeCommand('bailiwick.query', words)).catch(() => undefined);
      await caughtUp();
      assert.equal(received, 0);
    } finally {
      socket.close();
    }
  });
});
