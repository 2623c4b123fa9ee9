/** The sources in numbers: a line a folder, what is long, which imports run the wrong way. */
import { posix } from 'node:path';
import { arrowText, circlesOf, importsOf, NO_PLACE, type Sources, wrongArrows } from './arrows.ts';

const LONG_FILE = 400;
const LONGEST = 10;

export interface FunctionLength {
  readonly name: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly lines: number;
}

/** The functions of a file that the formatter has laid out: what opens with a brace at the end of a line and closes at the same indent. */
export function functionsIn(file: string, text: string): FunctionLength[] {
  const lines = text.split('\n');
  const indentOf = (line: string): number => line.length - line.trimStart().length;
  return lines.flatMap((line, index) => {
    if (!line.endsWith('{')) return [];
    const indent = indentOf(line);
    // Parameters on lines of their own: the function begins above them.
    const isTail = /^\s*\)/.test(line);
    const start = isTail
      ? lines.findLastIndex((each, i) => i < index && each !== '' && indentOf(each) === indent)
      : index;
    const name = nameOf(lines[start]);
    if (name === undefined || (!isTail && !/(?:\)|>|\w|\]) \{$/.test(line))) return [];
    const end = lines.findIndex((each, i) => i > index && indentOf(each) === indent && /^\s*\}/.test(each));
    return end < 0 ? [] : [{ name, file, line: start + 1, lines: end - start + 1 }];
  });
}

/** The name of the function that a line begins; undefined where it begins none. */
function nameOf(line: string): string | undefined {
  const declared = /\bfunction\*? ?(\w+)/.exec(line) ?? /\b(?:const|let) (\w+)\b.*(?:=>|\bfunction\b|\($)/.exec(line);
  if (declared) return declared[1];
  if (/^\s*(?:if|for|while|switch|return|else|do|try|\}|await|catch|throw|new)\b/.test(line)) return undefined;
  const method = /^\s*(?:(?:static|async|override|readonly|get|set|\*) ?)*([#\w]+)(?:<.*?>)?\(/.exec(line);
  const isStatement = method !== null && /=> \{$/.test(line);
  if (method && !isStatement) return method[1];
  const property = /^\s*([#\w]+): .*(?:=>|\bfunction\b)/.exec(line);
  return property?.[1];
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

/** The map as text. */
export function mapText(sources: Sources): string {
  const folders = new Map<string, string[]>();
  for (const file of sources.keys()) {
    const folder = posix.dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const rows = [...folders].map(([folder, files]) => {
    const lines = files.map((file) => lineCount(sources.get(file)!));
    return [folder, files.length, lines.reduce((sum, each) => sum + each, 0), Math.max(...lines)] as const;
  });
  const imports = importsOf(sources);
  const circles = circlesOf(imports);
  const [unplaced, upward] = [true, false].map((isUnplaced) =>
    wrongArrows(imports).filter(({ reason }) => reason.endsWith(NO_PLACE) === isUnplaced),
  );
  const longest = [...sources].flatMap(([file, text]) => functionsIn(file, text)).sort((a, b) => b.lines - a.lines);
  const long = [...sources].map(([file, text]) => [file, lineCount(text)] as const).filter(([, n]) => n > LONG_FILE);
  const width = Math.max(...rows.map(([folder]) => folder.length)) + 2;
  const row = (name: string, ...values: (string | number)[]): string =>
    `${name.padEnd(width)}${values.map((value) => String(value).padStart(9)).join('')}`;
  return [
    row('folder', 'files', 'lines', 'longest'),
    ...rows.map((each) => row(...each)),
    row(
      'all',
      sources.size,
      rows.reduce((sum, [, , lines]) => sum + lines, 0),
    ),
    `\ncircles: ${circles.length}`,
    ...circles.map((circle) => `  ${circle.join(', ')}`),
    `\nimports that do not run downward: ${upward.length}`,
    ...upward.map((each) => `  ${arrowText(each)}`),
    ...(unplaced.length > 0 ? [`\nimports between rooms that have no floor: ${unplaced.length}`] : []),
    '\nthe longest functions',
    ...longest
      .slice(0, LONGEST)
      .map(({ name, file, line, lines }) => `  ${String(lines).padStart(5)}  ${name}, ${file}:${line}`),
    `\nfiles above ${LONG_FILE} lines: ${long.length}`,
    ...long.sort((a, b) => b[1] - a[1]).map(([file, lines]) => `  ${String(lines).padStart(5)}  ${file}`),
  ].join('\n');
}
