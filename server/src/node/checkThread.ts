/** Starts threads that check files: the program that is running, entered again with data for the thread. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { t, usedBundle } from '../l10n.ts';
import type { RunCheck } from '../lsp/runtime.ts';
import { type CheckedFile, FileCheckRefusal } from '../services/shared/fileCheck.ts';
import { type CheckWorkerData, type CheckWorkerMessage, runCheckWorker } from './checkWorker.ts';

/** Runs the check that this thread was started for; false in any other thread, where the program has its usual work to do. */
export function enteredAsCheck(): boolean {
  if (isMainThread || !parentPort || !isCheckWorkerData(workerData)) return false;
  void runCheckWorker(workerData, parentPort);
  return true;
}

/** Checks a file in a thread that enters `program`, the path of this program's own file. */
export function checkInThread(program: string): RunCheck {
  return (check, onStage) => {
    const data: CheckWorkerData = { check, l10n: usedBundle() };
    // What a thread prints would end up between the messages of a server that speaks over standard output.
    const worker = new Worker(program, { workerData: data, stdout: true });
    const result = new Promise<CheckedFile>((resolve, reject) => {
      worker.on('message', (message: CheckWorkerMessage) => {
        if (message.kind === 'stage') return onStage(message.stage);
        if (message.kind === 'result') resolve(message.result);
        else reject(new FileCheckRefusal(message.reason));
        void worker.terminate();
      });
      worker.on('error', (error) => reject(isOutOfMemory(error) ? new FileCheckRefusal(outOfMemory()) : error));
      worker.on('exit', () => reject(new Error('the thread ended without a result')));
    });
    return { result, stop: () => void worker.terminate() };
  };
}

function isCheckWorkerData(data: unknown): data is CheckWorkerData {
  return typeof data === 'object' && data !== null && 'check' in data && 'l10n' in data;
}

/** The heap is full, or a single string, array or table is larger than V8 lets any be. */
function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return true;
  return /^(?:Invalid (?:string|array|typed array) length|Array buffer allocation failed|(?:Map|Set) maximum size)/.test(
    error.message,
  );
}

function outOfMemory(): string {
  return t`Checking the file needs more memory than the language server can have. Run bailiwick check in a terminal, with NODE_OPTIONS=--max-old-space-size=16384 where the machine has that much.`;
}
