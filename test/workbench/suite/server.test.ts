/** The language server's process ends: it is started again, and where it ends too often that is said, and it can be started by hand. */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/extension.ts';
import { activateExtension, closeEditors, openExample, waitFor, waitForDiagnostics } from './helpers.ts';

/** How often it is started again by itself. */
const RESTARTS = 4;

/** The process of the language server, which this process started. */
function serverProcess(): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=']).toString().split('\n');
  for (const line of processes) {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    if (Number(parent) === process.pid && command.some((word) => word.endsWith('server.js'))) return Number(pid);
  }
  assert.fail(`no language server among the processes:\n${processes.join('\n')}`);
}

describe('a language server that ends', () => {
  let api: Api;
  const reaches = (state: Api['serverState']): Promise<true> =>
    waitFor(
      () => api.serverState === state || undefined,
      [api.onDidChangeServerState],
      () => `The server is ${api.serverState}, not ${state}.`,
    );
  /** Ends the process, and waits until that is known: the state is another one. */
  const kill = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => {
      const listening = api.onDidChangeServerState(() => {
        listening.dispose();
        resolve();
      });
    });
    process.kill(serverProcess(), 'SIGKILL');
    await ended;
  };

  before(async function () {
    if (process.platform === 'win32') this.skip();
    api = (await activateExtension()).exports as Api;
  });
  after(async () => {
    await vscode.commands.executeCommand('bailiwick.restartServer');
    await closeEditors();
  });

  it('is started again, and checks what is open', async () => {
    await reaches('running');
    assert.equal(api.serverStatus, undefined);
    const document = await openExample('zones/db.example.com');
    await waitForDiagnostics(document.uri);
    await kill();
    await reaches('running');
    await waitForDiagnostics(document.uri);
  });

  it('is said to be gone when it ended too often, and commands say so', async () => {
    const document = await openExample('zones/db.example.com');
    for (let at = 1; at < RESTARTS; at++) {
      await kill();
      await reaches('running');
    }
    await kill();
    await reaches('dead');
    assert.match(api.serverStatus ?? '', /Bailiwick stopped/);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    // None of them waits for an answer, and none fails as if it were broken.
    for (const command of ['raiseSerial', 'setOrigin', 'migrate', 'checkFile', 'queryRecord']) {
      await vscode.commands.executeCommand(`bailiwick.${command}`);
    }
    assert.equal(api.serverState, 'dead');
  });

  it('is started by hand', async () => {
    const document = await openExample('zones/db.example.com');
    await vscode.commands.executeCommand('bailiwick.restartServer');
    assert.equal(api.serverState, 'running');
    assert.equal(api.serverStatus, undefined);
    await waitForDiagnostics(document.uri);
  });
});
