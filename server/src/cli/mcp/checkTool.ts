/** The tool `check`. */
import type { Arguments } from '../../services/agents/answers.ts';
import {
  type ListedProblem,
  leastSeverity,
  problemLines,
  proposedIn,
  verdictLines,
} from '../../services/agents/problems.ts';
import { withContents } from '../../workspace/fileSystem.ts';
import { type CheckResult, check } from '../check.ts';
import { CheckError } from '../checkError.ts';
import { parseCheckOptions } from '../checkOptions.ts';
import type { Disk } from '../disk.ts';
import type { Finding } from '../finding.ts';
import { pathIn } from './place.ts';
import type { Asking } from './tool.ts';

/** The paths that a tool is asked about: the whole folder where none is named. */
export function pathsOf(given: unknown, cwd: string): string[] {
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return ['.'];
  if (!Array.isArray(given)) throw new CheckError('"paths" is a list of paths');
  return given.map((each) => pathIn(cwd, each));
}

/** Problems, and with proposed content those that are new. */
export async function checkProposed(given: Arguments, { cwd }: Asking): Promise<string> {
  const proposed = new Map<string, Uint8Array>();
  for (const [path, text] of proposedIn(given.proposed)) proposed.set(pathIn(cwd, path), Buffer.from(text));
  const paths = given.paths === undefined && proposed.size > 0 ? [...proposed.keys()] : pathsOf(given.paths, cwd);
  const words = [
    ...(typeof given.origin === 'string' ? [`--origin=${given.origin}`] : []),
    `--min-severity=${leastSeverity(given.min_severity)}`,
  ];
  const parsed = parseCheckOptions([...words, '--', ...new Set([...paths, ...proposed.keys()])]);
  const run = async (contents: ReadonlyMap<string, Uint8Array>): Promise<CheckResult> => {
    if (parsed.kind !== 'check') throw new CheckError('this is not checked');
    const overlay = (disk: Disk): Disk => {
      const byUri = new Map([...contents].map(([path, octets]) => [disk.uriOf(path), octets]));
      return { ...disk, readOr: (uri) => byUri.get(uri) ?? disk.readOr(uri), system: withContents(disk.system, byUri) };
    };
    return check(parsed.options, { cwd, now: () => new Date(), stdin: async () => new Uint8Array(), overlay });
  };
  const then = await run(proposed);
  const said = then.findings.map(listed);
  if (proposed.size === 0) return [...problemLines(said), ...sentencesOf(then)].join('\n');
  const now = await run(new Map());
  return [...verdictLines(now.findings.map(listed), said), ...sentencesOf(then)].join('\n');
}

function listed({ file, range: { start }, severity, rule, message, source }: Finding): ListedProblem {
  return { file, line: start.line + 1, column: start.character + 1, severity, rule, message, source };
}

function sentencesOf({ notChecked, notes }: CheckResult): string[] {
  return [...notChecked.map((each) => `Not checked: ${each}`), ...notes.map((each) => `Note: ${each}`)];
}
