/** The tool `check`. */
import { type CheckResult, check } from '../check.ts';
import { CheckError } from '../checkError.ts';
import { parseCheckOptions } from '../checkOptions.ts';
import type { Disk } from '../disk.ts';
import type { Finding } from '../finding.ts';
import { conciseText } from '../reports/text.ts';
import { pathIn, withContents } from './place.ts';
import type { Arguments, Asking } from './tool.ts';

/** Findings of one answer. */
const MOST = 100;

/** The paths that a tool is asked about: the whole folder where none is named. */
export function pathsOf(given: unknown, cwd: string): string[] {
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return ['.'];
  if (!Array.isArray(given)) throw new CheckError('"paths" is a list of paths');
  return given.map((each) => pathIn(cwd, each));
}

/** Problems, and with proposed content those that are new. */
export async function checkProposed(given: Arguments, { cwd }: Asking): Promise<string> {
  const proposed = proposedIn(given.proposed, cwd);
  const paths = given.paths === undefined && proposed.size > 0 ? [...proposed.keys()] : pathsOf(given.paths, cwd);
  const words = [
    // A format with fingerprints, by which findings are known again.
    '--format=gitlab',
    ...(typeof given.origin === 'string' ? [`--origin=${given.origin}`] : []),
    ...(typeof given.min_severity === 'string' ? [`--min-severity=${given.min_severity}`] : []),
  ];
  const run = async (contents: ReadonlyMap<string, Uint8Array>, files: readonly string[]): Promise<CheckResult> => {
    const parsed = parseCheckOptions([...words, '--', ...files]);
    if (parsed.kind !== 'check') throw new CheckError('this is not checked');
    const overlay = (disk: Disk): Disk =>
      withContents(disk, new Map([...contents].map(([path, octets]) => [disk.uriOf(path), octets])));
    return check(parsed.options, { cwd, now: () => new Date(), stdin: async () => new Uint8Array(), overlay });
  };
  const then = await run(proposed, [...new Set([...paths, ...proposed.keys()])]);
  if (proposed.size === 0) return [listOf(then.findings), ...sentencesOf(then)].join('\n');
  const now = await run(new Map(), paths);
  const known = new Set(now.findings.map(({ fingerprint }) => fingerprint));
  const added = then.findings.filter(({ fingerprint }) => !known.has(fingerprint));
  const errors = added.filter(({ severity }) => severity === 'error').length;
  const gone = now.findings.length - (then.findings.length - added.length);
  const verdict =
    errors > 0
      ? `Do not write this: it brings ${counted(errors, 'error')} that the files do not have now.`
      : added.length > 0
        ? `This brings no error, and ${counted(added.length, 'other problem')}.`
        : 'This brings no problem.';
  return [
    verdict,
    ...(gone > 0 ? [`${counted(gone, 'problem')} would be gone.`] : []),
    ...(added.length > 0 ? ['New with this content:', listOf(added)] : []),
    ...sentencesOf(then),
  ].join('\n');
}

function proposedIn(given: unknown, cwd: string): Map<string, Uint8Array> {
  if (given === undefined) return new Map();
  if (typeof given !== 'object' || given === null) throw new CheckError('"proposed" has contents by path');
  return new Map(
    Object.entries(given).map(([path, text]) => {
      if (typeof text !== 'string') throw new CheckError(`the proposed content of ${path} is a text`);
      return [pathIn(cwd, path), Buffer.from(text)];
    }),
  );
}

function listOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No problems.';
  const shown = findings.slice(0, MOST).map((finding) => conciseText(finding, false).trimEnd());
  const left = findings.length - shown.length;
  return [
    `${counted(findings.length, 'problem')}:`,
    ...shown,
    ...(left > 0 ? [`(${left} more are not shown)`] : []),
  ].join('\n');
}

function sentencesOf({ notChecked, notes }: CheckResult): string[] {
  return [...notChecked.map((each) => `Not checked: ${each}`), ...notes.map((each) => `Note: ${each}`)];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
