/** Files that are checked from disk: what is said meanwhile, and what comes of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { checkFromDisk } from '../../../server/src/lsp/fileChecks.ts';
import type { RunCheck } from '../../../server/src/lsp/runtime.ts';
import type { Session } from '../../../server/src/lsp/session.ts';
import { type CheckedFile, FileCheckRefusal } from '../../../server/src/services/shared/fileCheck.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.ts';

const URI = 'file:///w/db.example.com';
const ANSWER = { diagnostics: [] } as unknown as CheckedFile;

/** A session of which nothing is there but what a check asks for, and what it said. */
function sessionWith(checkFile: RunCheck | undefined) {
  const said: string[] = [];
  const progress = {
    begin: (title: string) => said.push(`begin ${title}`),
    report: (...parts: unknown[]) => said.push(`report ${parts.join(' ')}`),
    done: () => said.push('done'),
  };
  const session = {
    connection: {
      window: { attachWorkDoneProgress: () => progress },
      console: { error: (message: string) => said.push(`error ${message.split('\n')[0]}`) },
    },
    runtime: { checkFile },
    workspace: { configurations: [{ uri: 'file:///w/named.conf' }], settings: DEFAULT_SETTINGS },
    folders: { uris: ['file:///w'] },
  } as unknown as Session;
  return { session, said };
}

async function check(run: RunCheck | undefined, uri = URI, cancelled = new CancellationTokenSource()) {
  const { session, said } = sessionWith(run);
  const answer = await checkFromDisk(session, { uri }, cancelled.token);
  return { answer, said };
}

function refusal(answer: unknown): string {
  assert.ok(answer instanceof ResponseError);
  return `${answer.code} ${answer.message}`;
}

describe('a check from disk', () => {
  it('says how far it is, and gives what was found', async () => {
    let asked: unknown;
    const { answer, said } = await check((job, onStage) => {
      asked = job;
      onStage({ kind: 'reading', share: 0 });
      onStage({ kind: 'reading', share: 0.254 });
      onStage({ kind: 'reading', share: 1 });
      onStage({ kind: 'checking', lines: 12_345 });
      return { result: Promise.resolve(ANSWER), stop: () => undefined };
    });
    assert.equal(answer, ANSWER);
    assert.deepEqual(asked, {
      uri: URI,
      folders: ['file:///w'],
      configurations: ['file:///w/named.conf'],
      settings: DEFAULT_SETTINGS,
    });
    assert.deepEqual(said, [
      'begin Checking',
      'report 0 reading, 0 %',
      'report 25 reading, 25 %',
      'report 100 reading, 100 %',
      'report 12,345 lines',
      'done',
    ]);
  });

  it('is refused where there are no threads, and for what is not on disk', async () => {
    assert.match(
      refusal((await check(undefined)).answer),
      new RegExp(`^${LSPErrorCodes.RequestFailed} A browser cannot`),
    );
    let isAsked = false;
    const run: RunCheck = () => {
      isAsked = true;
      return { result: Promise.resolve(ANSWER), stop: () => undefined };
    };
    for (const uri of ['untitled:one', 'vscode-vfs://host/db.example.com']) {
      const { answer, said } = await check(run, uri);
      assert.match(refusal(answer), /Only files on disk/);
      assert.deepEqual(said, []);
    }
    assert.equal(isAsked, false);
  });

  it('says why it was refused, and of another error that the log has it', async () => {
    const failing = (error: unknown): RunCheck => {
      return () => ({ result: Promise.reject(error), stop: () => undefined });
    };
    const refused = await check(failing(new FileCheckRefusal('It is a folder.')));
    assert.equal(refusal(refused.answer), `${LSPErrorCodes.RequestFailed} It is a folder.`);
    assert.equal(refused.said.at(-1), 'done');
    const failed = await check(failing(new RangeError('deep')));
    assert.match(refusal(failed.answer), /The log has the cause/);
    assert.ok(failed.said.includes(`error Checking ${URI} failed: RangeError: deep`), failed.said.join());
    assert.ok((await check(failing('words'))).said.includes(`error Checking ${URI} failed: words`));
  });

  it('stops when it is taken back, before or while it runs', async () => {
    for (const isEarly of [true, false]) {
      const source = new CancellationTokenSource();
      if (isEarly) source.cancel();
      let stopped = 0;
      const run: RunCheck = () => {
        let reject: (error: Error) => void = () => undefined;
        const result = new Promise<CheckedFile>((_, fail) => {
          reject = fail;
        });
        const stop = (): void => {
          stopped++;
          reject(new Error('stopped'));
        };
        return { result, stop };
      };
      const answer = check(run, URI, source);
      if (!isEarly) source.cancel();
      assert.equal(refusal((await answer).answer), `${LSPErrorCodes.RequestCancelled} The check was cancelled.`);
      assert.ok(stopped > 0);
    }
  });
});
