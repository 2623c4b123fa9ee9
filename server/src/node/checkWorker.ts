/** The thread that checks one file from disk. */
import { open } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { type Bundle, t, useBundle } from '../l10n.ts';
import {
  type CheckedFile,
  checkFile,
  type FileCheck,
  FileCheckRefusal,
  type FileCheckStage,
} from '../services/shared/fileCheck.ts';
import { nodeFileSystem, pathOf } from './fileSystem.ts';
import { LARGEST_FILE, READ_FLAGS } from './readFile.ts';

/** What the thread is started with. */
export interface CheckWorkerData {
  readonly check: FileCheck;
  readonly l10n: Bundle;
}

/** What the thread says. Errors have classes that do not survive the way between threads, so they come as messages. */
export type CheckWorkerMessage =
  | { readonly kind: 'stage'; readonly stage: FileCheckStage }
  | { readonly kind: 'result'; readonly result: CheckedFile }
  | { readonly kind: 'refused'; readonly reason: string };

/** Octets that are read between two reports of how far the reading has come. */
const PIECE = 8 * 1024 * 1024;

/** Checks the file and says to `port` what comes of it. Rejects with errors that nobody expects. */
export async function runCheckWorker({ check, l10n }: CheckWorkerData, port: MessagePort): Promise<void> {
  useBundle(l10n);
  const say = (message: CheckWorkerMessage): void => port.postMessage(message);
  try {
    const result = await checkFile(check, {
      system: nodeFileSystem,
      read: (onShare) => readWhole(check.uri, onShare),
      now: () => new Date(),
      onStage: (stage) => say({ kind: 'stage', stage }),
    });
    say({ kind: 'result', result });
  } catch (error) {
    if (!(error instanceof FileCheckRefusal)) throw error;
    say({ kind: 'refused', reason: error.message });
  }
}

/** A file's octets. Rejects with a FileCheckRefusal where it cannot be read or is too large to be held as a text. */
async function readWhole(uri: string, onShare: (share: number) => void): Promise<Uint8Array> {
  try {
    const file = await open(pathOf(uri) ?? '', READ_FLAGS);
    try {
      const info = await file.stat();
      if (!info.isFile()) throw new FileCheckRefusal(t`This is not a file.`);
      if (info.size > LARGEST_FILE) {
        throw new FileCheckRefusal(
          t`The file has ${megabytes(info.size)} MB, and no file above ${megabytes(LARGEST_FILE)} MB is read: its text would not fit into one string. Check it with named-checkzone, or split it with $INCLUDE.`,
        );
      }
      const octets = new Uint8Array(info.size);
      let at = 0;
      while (at < octets.length) {
        onShare(at / octets.length);
        const { bytesRead } = await file.read(octets, at, Math.min(PIECE, octets.length - at), at);
        // It became shorter while it was read.
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return octets.subarray(0, at);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FileCheckRefusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new FileCheckRefusal(
      code === 'ENOENT' ? t`The file is not there.` : t`The file cannot be read: ${String(error)}`,
    );
  }
}

function megabytes(octets: number): number {
  return Math.ceil(octets / (1024 * 1024));
}
