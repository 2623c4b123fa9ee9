/** Asks the named-checkconf that is installed, which is 9.18's on Debian 12. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { stdout, error } = spawnSync('named-checkconf', ['-v'], { encoding: 'utf8' });

/** Why it cannot be asked; false where it can. */
export const whyNot: string | false = error
  ? 'named-checkconf is not installed'
  : stdout.startsWith('9.18.')
    ? false
    : `named-checkconf is ${stdout.trim()}, not 9.18`;

/** Whether it accepts a configuration, and what it says. */
interface Verdict {
  readonly isAccepted: boolean;
  readonly output: string;
}

/** What named-checkconf says of configurations, a few at a time. */
export async function checkconf(texts: readonly string[]): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'checkconf-'));
  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < texts.length) {
      const index = next++;
      const path = join(folder, `${index}.conf`);
      writeFileSync(path, `${texts[index]}\n`);
      verdicts[index] = await checkFile(path);
    }
  };
  try {
    await Promise.all([work(), work(), work(), work()]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return verdicts;
}

function checkFile(path: string): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const child = spawn('named-checkconf', [path], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ isAccepted: code === 0, output }));
  });
}
