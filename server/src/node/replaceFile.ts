/** Files are written so that no moment has half of one: a full disk or a killed process leaves what was there before. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What is needed of Node's fs, by name: all of it would be looked through at each start. A test brings one that fails. */
const NODE = {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
};
export type WritingSystem = typeof NODE;

/**
 * Writes `octets` as the whole content of a file that is there. They are written beside it, brought to the disk, and take its place; mode, owner and
 * symbolic links to it stay. A file with further names (hard links), and one whose owner this process cannot give to another file, is written in
 * place once its new content is safe beside it.
 *
 * Throws the system's error where that fails; the file is then as it was. Where writing in place fails, the error says where the new content is.
 */
export function replaceFile(path: string, octets: Uint8Array, system: WritingSystem = NODE): void {
  const target = system.realpathSync(path);
  const stat = system.statSync(target);
  if (!stat.isFile()) throw new Error(`${path} is no regular file`);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  // Refused where such a file is there already: nobody else's file is overwritten.
  const file = system.openSync(beside, 'wx', stat.mode & 0o777);
  let keepsOwner = true;
  try {
    try {
      writeAll(system, file, octets);
      keepsOwner = takesOver(system, file, stat);
      system.fsyncSync(file);
    } finally {
      system.closeSync(file);
    }
    if (stat.nlink === 1 && keepsOwner) {
      system.renameSync(beside, target);
      syncFolder(system, dirname(target));
      return;
    }
  } catch (error) {
    remove(system, beside);
    throw error;
  }
  writeInPlace(system, target, beside, octets);
  remove(system, beside);
}

function writeAll(system: WritingSystem, file: number, octets: Uint8Array): void {
  for (let written = 0; written < octets.length; ) {
    written += system.writeSync(file, octets, written, octets.length - written, written);
  }
}

/** Gives a new file the mode and owner of an old one; false where the owner cannot be given. */
function takesOver(system: WritingSystem, file: number, { mode, uid, gid }: Stats): boolean {
  try {
    system.fchownSync(file, uid, gid);
  } catch {
    return false;
  }
  // Behind the owner, since a change of that takes set-id bits away.
  system.fchmodSync(file, mode & 0o7777);
  return true;
}

function writeInPlace(system: WritingSystem, target: string, beside: string, octets: Uint8Array): void {
  try {
    const file = system.openSync(target, 'r+');
    try {
      writeAll(system, file, octets);
      system.ftruncateSync(file, octets.length);
      system.fsyncSync(file);
    } finally {
      system.closeSync(file);
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`${cause}; the whole new text is in ${beside}`, { cause: error });
  }
}

/** Brings the renaming to the disk, where the system can do that for folders. */
function syncFolder(system: WritingSystem, folder: string): void {
  try {
    const file = system.openSync(folder, 'r');
    try {
      system.fsyncSync(file);
    } finally {
      system.closeSync(file);
    }
  } catch {
    // Windows opens no folders; the file itself is safe.
  }
}

function remove(system: WritingSystem, path: string): void {
  try {
    system.unlinkSync(path);
  } catch {
    // It never came to be, or is gone already.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'it is not there',
};

/** Why a file could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message, cause } = error as NodeJS.ErrnoException;
  return (cause === undefined ? REASONS[code] : undefined) ?? message;
}
