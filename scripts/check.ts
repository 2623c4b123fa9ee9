/** `npm run check`: types, lint and format, which way imports run, dependencies, generated files, regular expressions. Runs all of them and fails where one does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const CHECKS: readonly { name: string; command: string; args: readonly string[] }[] = [
  { name: 'types', command: 'tsc', args: ['-b'] },
  { name: 'lint and format', command: 'biome', args: ['check', '.'] },
  { name: 'imports', command: process.execPath, args: ['scripts/arrows.ts'] },
  { name: 'dependencies', command: process.execPath, args: ['scripts/dependencies.ts'] },
  { name: 'generated files', command: process.execPath, args: ['scripts/generate.ts', '--check'] },
  { name: 'linear regular expressions', command: process.execPath, args: ['scripts/regexes.ts', '--check'] },
];

let failed = 0;
for (const { name, command, args } of CHECKS) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${ROOT}node_modules/.bin:${process.env.PATH}` },
  });
  const passed = status === 0;
  console.log(`${passed ? 'ok' : 'FAILED'}: ${name}${error ? ` (${error.message})` : ''}`);
  if (!passed) failed++;
}
console.log(`${CHECKS.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
