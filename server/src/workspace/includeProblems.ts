/** What is wrong with the includes of a zone, and what has to be told at them of the files they lead to. */
import { t } from '../l10n.ts';
import type { RuleId } from '../rules/ids.ts';
import { ringsOf } from '../rules/rings.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import { toProblem } from '../rules/zone/engine/finding.ts';
import type { ToldChunk } from '../rules/zone/engine/findings.ts';
import type { ParsedChunk } from '../zone/chunk.ts';
import type { ZoneDocument } from '../zone/document.ts';
import { compareProblems } from './fileProblems.ts';
import type { WhyUnread } from './pathFinder.ts';
import { INCLUDE_DEPTH, INCLUDED_FILES, type ZoneFiles } from './zoneFiles.ts';

/** The includes that lead nowhere, too deep or back; `severityOf` says how a rule weighs. */
export function problemsOfIncludes(files: ZoneFiles, severityOf: (rule: RuleId) => Severity): Problem[] {
  const problems: Problem[] = [];
  if (files.including.size === 0) return problems;
  const rings = ringsIn(files);
  for (const [chunk, document] of files.including) {
    for (const { path, pathStart, pathEnd } of chunk.includes) {
      const found = problemOf(path, document, files, rings);
      if (!found) continue;
      const { rule, message, severity = severityOf(rule) } = found;
      problems.push({ rule, severity, message, ...pathPlace(chunk, document, pathStart, pathEnd) });
    }
  }
  return problems;
}

function problemOf(
  path: string,
  document: ZoneDocument,
  files: ZoneFiles,
  rings: ReadonlyMap<string, number>,
): { readonly rule: RuleId; readonly message: string; readonly severity?: Severity } | undefined {
  const target = files.targetOf(path, document);
  if (target.kind === 'missing') {
    return {
      rule: 'zone/include-unreadable',
      message: t`The file ${path} is not there, so the server refuses the zone. Check the path: it is relative to the server's directory, not to this file.`,
    };
  }
  if (target.kind === 'unknown') return target.why && { rule: 'zone/include-unreadable', ...unread(path, target.why) };
  if (files.isTooDeep(document)) {
    return {
      rule: 'zone/include-depth',
      message: t`${path} is the ${INCLUDE_DEPTH + 1}th file of a chain of includes, and is not read here: what stands in it is not checked.`,
    };
  }
  const ring = rings.get(document.uri);
  if (ring === undefined || rings.get(target.uri) !== ring) {
    if (files.firstOfTooMany(document) !== path) return undefined;
    return {
      rule: 'zone/include-depth',
      message: t`The includes of this zone, and what they include, are more than ${INCLUDED_FILES} files. What this file includes from here on is not read, so what stands there is not checked.`,
    };
  }
  return {
    rule: 'zone/include-cycle',
    message: t`Including ${path} leads back to this file without end, so the server refuses the zone. Remove one of the includes.`,
  };
}

function unread(path: string, why: WhyUnread): { readonly message: string; readonly severity?: Severity } {
  if (why === 'folder') {
    return { message: t`${path} is a folder, so the server refuses the zone. Name a file.` };
  }
  if (why === 'unreadable') {
    return {
      message: t`${path} is there and cannot be read here, so what stands in it is not known. It may lack the permission, be no regular file, or be above 500 MB.`,
      severity: 'information',
    };
  }
  if (why === 'untrusted') {
    return {
      message: t`${path} lies outside of the workspace, which is not trusted, so what stands in it is not known.`,
      severity: 'information',
    };
  }
  return {
    message: t`${path} is not on this machine, so what stands in it is not known, and nothing that may stand there is missed.`,
    severity: 'information',
  };
}

/** True where every include of a zone is read, as far as it leads to no file that is being read already. */
export function isAllRead(files: ZoneFiles): boolean {
  for (const [chunk, document] of files.including) {
    for (const { path } of chunk.includes) {
      if (
        files.targetOf(path, document).kind !== 'file' ||
        files.isTooDeep(document) ||
        files.firstOfTooMany(document) !== undefined
      )
        return false;
    }
  }
  return true;
}

/** The files that include themselves, directly or through others, by their rings. */
function ringsIn(files: ZoneFiles): ReadonlyMap<string, number> {
  const included = new Map<string, Set<string>>();
  for (const [chunk, document] of files.including) {
    for (const { path } of chunk.includes) {
      const target = files.targetOf(path, document);
      if (target.kind !== 'file') continue;
      const known = included.get(document.uri);
      if (known) known.add(target.uri);
      else included.set(document.uri, new Set([target.uri]));
    }
  }
  return ringsOf(new Map([...included].map(([uri, uris]) => [uri, [...uris]])));
}

/**
 * Errors and warnings of included files, told at the include as well: who looks at the zone's own file has to hear of them. `told` is what
 * rules found in the records, `ofIncludes` what is wrong with the includes themselves.
 */
export function problemsBehindIncludes(
  files: ZoneFiles,
  told: Iterable<ToldChunk>,
  ofIncludes: readonly Problem[],
): Problem[] {
  const severe = severeByFile(files, told, ofIncludes);
  if (severe.size === 0) return [];
  const problems: Problem[] = [];
  for (const [chunk, document] of files.including) {
    for (const { path, pathStart, pathEnd } of chunk.includes) {
      const target = files.targetOf(path, document);
      if (target.kind !== 'file' || target.uri === document.uri) continue;
      const found = severe.get(target.uri);
      if (!found) continue;
      const { first, count } = found;
      const { line } = target.buffer.positionAt(first.start);
      problems.push({
        rule: 'zone/problems-in-include',
        severity: 'information',
        ...pathPlace(chunk, document, pathStart, pathEnd),
        message:
          count === 1
            ? t`Line ${line + 1} of ${path}: ${first.message}`
            : t`${path} has ${count} problems. The first, on line ${line + 1}: ${first.message}`,
        related: [{ uri: first.uri, start: first.start, end: first.end, message: first.message }],
      });
    }
  }
  return problems;
}

/** The first error or warning of each file, and how many there are. */
function severeByFile(
  files: ZoneFiles,
  told: Iterable<ToldChunk>,
  ofIncludes: readonly Problem[],
): Map<string, { first: Problem; count: number }> {
  const severe = new Map<string, { first: Problem; count: number }>();
  const collect = (problem: Problem): void => {
    if (problem.severity !== 'error' && problem.severity !== 'warning') return;
    const found = severe.get(problem.uri);
    if (!found) severe.set(problem.uri, { first: problem, count: 1 });
    else {
      found.count++;
      if (compareProblems(problem, found.first) < 0) found.first = problem;
    }
  };
  for (const { document, findings } of told) {
    if (document !== files.root) for (const finding of findings) collect(toProblem(finding));
  }
  for (const problem of ofIncludes) collect(problem);
  return severe;
}

/** Where the path of an include stands. */
function pathPlace(chunk: ParsedChunk, document: ZoneDocument, pathStart: number, pathEnd: number) {
  return { uri: document.uri, start: chunk.offset + pathStart, end: chunk.offset + pathEnd };
}
