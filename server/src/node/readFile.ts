/** Reads whole files, and says why one is not read. Nothing here waits for a pipe, a terminal or a device. */
import { closeSync, constants, fstatSync, openSync, promises, readFileSync, readSync, type Stats } from 'node:fs';

/** Octets of a file that are read at most: V8's strings end at 2^29 - 24 characters, and a file above that is never tried. */
export const LARGEST_FILE = 500 * 1024 * 1024;

/** Why a file is not read. */
export type Unread = 'absent' | 'folder' | 'no file' | 'too large' | 'unreadable';

/** To open a pipe without this means to wait for somebody who writes into it. Windows has no such flag. */
export const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The octets of a file, or why it is not read. */
export function readFileOr(path: string): Uint8Array | Unread {
  let file: number | undefined;
  try {
    file = openSync(path, READ_FLAGS);
    return unreadFor(fstatSync(file)) ?? readFileSync(file);
  } catch (error) {
    return unreadAfter(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The same without holding up others. */
export async function readFileOrLater(path: string): Promise<Uint8Array | Unread> {
  let file: promises.FileHandle | undefined;
  try {
    file = await promises.open(path, READ_FLAGS);
    return unreadFor(await file.stat()) ?? (await file.readFile());
  } catch (error) {
    return unreadAfter(error);
  } finally {
    await file?.close();
  }
}

/** The first octets of a file; undefined where it is not read. */
export function readHead(path: string, count: number): Uint8Array | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, READ_FLAGS);
    if (!fstatSync(file).isFile()) return undefined;
    const octets = new Uint8Array(count);
    return octets.subarray(0, readSync(file, octets, 0, count, 0));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Why a file would not be read; undefined where it would be. */
export function unreadReason(path: string): Unread | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, READ_FLAGS);
    return unreadFor(fstatSync(file));
  } catch (error) {
    return unreadAfter(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function unreadFor(info: Stats): Unread | undefined {
  if (info.isDirectory()) return 'folder';
  if (!info.isFile()) return 'no file';
  return info.size > LARGEST_FILE ? 'too large' : undefined;
}

function unreadAfter(error: unknown): Unread {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  // A socket cannot be opened.
  return code === 'EISDIR' ? 'folder' : code === 'ENXIO' ? 'no file' : 'unreadable';
}

/** What is said of a file that is not read, behind its name. */
export const UNREAD_TEXTS: Readonly<Record<Unread, string>> = {
  absent: 'is not there',
  folder: 'is a folder',
  'no file': 'is no regular file',
  'too large': `is above ${LARGEST_FILE / (1024 * 1024)} MB, and no larger file is read: its text would not fit into one string`,
  unreadable: 'cannot be read',
};
