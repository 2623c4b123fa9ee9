/** Runs in VS Code's extension host: activates the installed extension, which nothing has done there, and writes down how long that took. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** The environment variable that names the file for the result, in milliseconds or as the reason why there is none. */
const RESULT = 'BAILIWICK_ACTIVATION';

/** VS Code calls this. The time is from asking for the activation to the first answer of the language server. */
export async function run(): Promise<void> {
  const file = process.env[RESULT];
  if (!file) throw new Error(`${RESULT} names no file`);
  writeFileSync(file, await measure().catch(String));
}

async function measure(): Promise<string> {
  const extension = vscode.extensions.getExtension('bailiwick.bailiwick');
  if (!extension) return 'the extension is not installed';
  if (extension.isActive) return 'the extension was active before it was asked';
  const start = performance.now();
  await extension.activate();
  return String(performance.now() - start);
}
