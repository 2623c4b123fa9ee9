/** The beginning of a file on disk: VS Code's own file system only reads whole files. */
import { open } from 'node:fs/promises';
import type * as vscode from 'vscode';

/** Octets: enough for the comments before the first record. */
const HEAD = 4096;

/** The beginning of a file; empty where it cannot be read. */
export async function readHead(uri: vscode.Uri): Promise<string> {
  if (uri.scheme !== 'file') return '';
  try {
    const file = await open(uri.fsPath);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
