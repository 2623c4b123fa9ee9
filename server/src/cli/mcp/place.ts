/** Where tools read: below one folder. */
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { CheckError } from '../checkError.ts';

/** A path of the client, where it stays in the folder; links are followed. Throws a CheckError where it leads out. */
export function pathIn(cwd: string, given: unknown): string {
  if (typeof given !== 'string' || given === '') throw new CheckError('a path is a text, such as zones/db.example.com');
  const top = realpathSync(cwd);
  const inside = relative(top, realPathOf(resolve(top, given)));
  if (inside === '..' || inside.startsWith('../') || isAbsolute(inside)) {
    throw new CheckError(`${given} is outside of the folder that this server reads`);
  }
  return inside === '' ? '.' : inside;
}

/** The real path of what is there, else of the folder that it would be in. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : resolve(realPathOf(above), relative(above, path));
  }
}
