/** Problems as a report has them: files by their names, places as lines and columns, nothing quoted that is not the user's. */
import type { Range } from 'vscode-languageserver-types';
import { holdsSecret } from '../conf/secrets.ts';
import type { ConfTree } from '../conf/tree.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { Problem } from '../rules/rule.ts';
import { fixesOfMany } from '../services/shared/fixesOf.ts';
import { toRange } from '../services/shared/ranges.ts';
import { sourcesOf } from '../services/shared/sourceLines.ts';
import { folderOf } from '../workspace/paths.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { Disk } from './disk.ts';
import type { Finding } from './finding.ts';
import { isIn } from './judged.ts';
import type { Named } from './named.ts';

export interface FindingsOf {
  readonly workspace: Workspace;
  readonly isJudged: (uri: string) => boolean;
  readonly isOutside: (uri: string) => boolean;
  readonly nameOf: (uri: string) => string;
  /** Making fixes takes longer than finding what they mend. */
  readonly withFixes: boolean;
}

/** What is wrong with the files that are judged, in the order of their names and places. */
export function findingsOf({ workspace, isJudged, isOutside, nameOf, withFixes }: FindingsOf): Finding[] {
  const fixesFor = withFixes ? fixMaker(workspace, nameOf) : () => ({});
  const lineOf = sourcesOf(workspace);
  const findings: Finding[] = [];
  for (const [uri, problems] of workspace.problems()) {
    if (!isJudged(uri)) continue;
    for (const problem of problems) {
      const found = { ...finding(problem, workspace, nameOf), ...fixesFor(problem) };
      const source = lineOf(uri, found.range.start.line);
      findings.push(unquoted(source === undefined ? found : { ...found, source }, problem, isOutside));
    }
  }
  return findings.sort(compareFindings);
}

/** What is named is the user's, and what lies beside it; an include may lead to anything else that this user can read. */
export function outsideOf(options: CheckOptions, { shown, folders }: Named, disk: Disk): (uri: string) => boolean {
  if (options.root !== undefined) return () => false;
  const said = [...shown.keys(), ...(options.conf === undefined ? [] : [disk.uriOf(options.conf)])];
  const own = [disk.uriOf('.'), ...said.map((uri) => (folders.includes(uri) ? uri : folderOf(uri)))];
  return (uri) => !own.some((folder) => uri === folder || isIn(uri, folder));
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    compare(a.rule, b.rule)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A finding without the words of files that lie outside of what is checked. */
function unquoted(found: Finding, problem: Problem, isOutside: (uri: string) => boolean): Finding {
  const related = problem.rule === 'zone/problems-in-include' ? (problem.related ?? []) : [];
  if (!isOutside(problem.uri) && !related.some(({ uri }) => isOutside(uri))) return found;
  const { fixes, source, ...rest } = found;
  const title = ALL_RULES.find(({ id }) => id === problem.rule)?.title ?? problem.rule;
  return { ...rest, message: `${title}. The file lies elsewhere, so its text is not quoted.` };
}

/** Places as findings have them: an offset pair in a file as lines and columns. */
function rangesIn(workspace: Workspace): (uri: string, start: number, end: number) => Range {
  const origin = { line: 0, character: 0 };
  return (uri, start, end) => {
    const buffer = workspace.bufferOf(uri);
    return buffer ? toRange(buffer, start, end) : { start: origin, end: origin };
  };
}

function finding(problem: Problem, workspace: Workspace, name: (uri: string) => string): Finding {
  return {
    file: name(problem.uri),
    rule: problem.rule,
    severity: problem.severity,
    message: problem.message,
    range: rangesIn(workspace)(problem.uri, problem.start, problem.end),
  };
}

function isSafe({ rule }: Problem): boolean {
  return ALL_RULES.find(({ id }) => id === rule)?.fix === 'safe';
}

/** Makes the fixes of problems. What a program reads ends up in logs: no fix that moves a secret is told. */
function fixMaker(workspace: Workspace, name: (uri: string) => string): (problem: Problem) => Pick<Finding, 'fixes'> {
  const makeFixes = fixesOfMany(workspace);
  const rangeIn = rangesIn(workspace);
  const trees = new Map<string, readonly ConfTree[]>();
  const treesOf = (uri: string): readonly ConfTree[] => {
    let known = trees.get(uri);
    if (!known) {
      known = workspace.configurationsOf(uri)[0]?.model?.files.map(({ tree }) => tree) ?? [];
      trees.set(uri, known);
    }
    return known;
  };
  return (problem) => {
    const fixes = makeFixes(problem)
      .filter(({ edits }) =>
        edits.every(({ newText }) => !treesOf(problem.uri).some((tree) => holdsSecret(newText, tree))),
      )
      .map(({ title, edits }) => ({
        title,
        safe: isSafe(problem),
        edits: edits.map(({ uri, start, end, newText }) => ({
          file: name(uri),
          range: rangeIn(uri, start, end),
          newText,
        })),
      }));
    return fixes.length > 0 ? { fixes } : {};
  };
}
