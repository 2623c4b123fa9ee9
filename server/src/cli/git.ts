/** Runs git. What runs programs is loaded with the first question: it takes longer than a small check. */
import { createRequire } from 'node:module';

/** What git writes; throws where it fails or is not there. */
export function git(cwd: string, words: readonly string[]): Buffer {
  const require = createRequire(import.meta.filename);
  const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
  return execFileSync('git', words, { cwd, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 30 });
}
