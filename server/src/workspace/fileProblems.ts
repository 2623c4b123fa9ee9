/**
 * The problems of one file as an editor takes them: the most severe where there are more than it shows. They are counted by chunk, and the
 * count is kept while what was found in the chunk is the same, so that a keystroke in a file with a million problems costs one chunk's.
 */
import type { RuleId } from '../rules/ids.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import { type Finding, toProblem } from '../rules/zone/engine/finding.ts';
import type { ToldChunk } from '../rules/zone/engine/findings.ts';
import type { Steps } from '../steps.ts';
import type { Chunk, TextBuffer } from '../text/buffer.ts';
import { IGNORE_WORD, isSilenced } from './suppress.ts';

/** Problems of a file, and how many more it has. */
export interface FileProblems {
  readonly problems: readonly Problem[];
  readonly left: number;
}

/** What the user sets for rules. */
export type RuleSeverities = Readonly<Partial<Record<RuleId, Severity | 'off'>>>;

/** Severities in order, the worst first. */
export const RANKS: Record<Severity, number> = { error: 0, warning: 1, information: 2, hint: 3 };

/** A problem with the user's severity; undefined where the rule is off. */
export function asSet<T extends Pick<Problem, 'rule' | 'severity'>>(
  problem: T,
  severities: RuleSeverities,
): T | undefined {
  const severity = severities[problem.rule];
  if (severity === 'off') return undefined;
  return severity === undefined ? problem : { ...problem, severity };
}

/** In the order of the text. */
export function compareProblems(a: Problem, b: Problem): number {
  return a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1);
}

/** At most `limit` of the problems, one less where some are left out, so that there is room to say so. The most severe stay. */
export function limitProblems(problems: readonly Problem[], limit: number): FileProblems {
  if (problems.length <= limit) return { problems, left: 0 };
  const kept = problems
    .map((_, index) => index)
    .sort((a, b) => RANKS[problems[a].severity] - RANKS[problems[b].severity] || a - b)
    .slice(0, Math.max(0, limit - 1))
    .sort((a, b) => a - b)
    .map((index) => problems[index]);
  return { problems: kept, left: problems.length - kept.length };
}

/**
 * The problems of a file that one zone reads once: what was found in its chunks, and `others`, which are judged already. At most `limit`, as
 * for limitProblems.
 */
export function limitTold(
  told: Iterable<ToldChunk>,
  others: readonly Problem[],
  buffer: TextBuffer,
  severities: RuleSeverities,
  limit: number,
): FileProblems {
  const tallies: { readonly at: number; readonly tally: Tally }[] = [];
  const counts = [0, 0, 0, 0];
  for (const chunk of told) {
    const tally = tallyOf(chunk, buffer, severities);
    if (tally.kept.length === 0) continue;
    tallies.push({ at: chunk.chunk.offset, tally });
    for (let rank = 0; rank < counts.length; rank++) counts[rank] += tally.counts[rank];
  }
  const total = counts.reduce((sum, count) => sum + count, others.length);
  const all = total <= limit;
  tallies.sort((a, b) => a.at - b.at);
  const problems: Problem[] = [];
  let room = all ? total : Math.max(0, limit - 1);
  for (let rank = 0; rank < counts.length && room > 0; rank++) {
    for (const problem of others) if (RANKS[problem.severity] === rank && room-- > 0) problems.push(problem);
    if (counts[rank] === 0) continue;
    for (const { tally } of tallies) {
      if (room <= 0) break;
      if (tally.counts[rank] === 0) continue;
      for (const { finding, severity } of tally.kept) {
        if (RANKS[severity] === rank && room-- > 0) problems.push({ ...toProblem(finding), severity });
      }
    }
  }
  return { problems: problems.sort(compareProblems), left: total - problems.length };
}

/** The problems of a file at a range; of more than `limit` the first ones. */
export function toldBetween(
  told: Iterable<ToldChunk>,
  buffer: TextBuffer,
  severities: RuleSeverities,
  start: number,
  end: number,
  limit = Number.POSITIVE_INFINITY,
): Problem[] {
  const problems: Problem[] = [];
  const touched = [...told].filter(({ chunk }) => chunk.offset <= end && chunk.offset + chunk.text.length >= start);
  for (const at of touched.sort((a, b) => a.chunk.offset - b.chunk.offset)) {
    if (problems.length >= limit) break;
    const { offset } = at.chunk;
    for (const { finding, severity } of tallyOf(at, buffer, severities).kept) {
      const { place } = finding;
      if (place.start + offset > end || place.end + offset < start) continue;
      problems.push({ ...toProblem(finding), severity });
    }
  }
  return problems.sort(compareProblems).slice(0, limit);
}

/** Makes ready what `limitTold` counts, a chunk at a time, so that telling the problems of a large file finds it done. */
export function* tallied(told: Iterable<ToldChunk>, buffer: TextBuffer, severities: RuleSeverities): Steps<void> {
  for (const chunk of told) {
    if (TALLIES.get(chunk)?.severities === severities) continue;
    tallyOf(chunk, buffer, severities);
    yield;
  }
}

/** The problems of a file that some rules find, a chunk at a time. */
export function* toldBy(
  told: Iterable<ToldChunk>,
  buffer: TextBuffer,
  severities: RuleSeverities,
  rules: ReadonlySet<RuleId>,
): Steps<Problem[]> {
  const problems: Problem[] = [];
  for (const chunk of told) {
    for (const { finding, severity } of tallyOf(chunk, buffer, severities).kept) {
      if (rules.has(finding.rule.id)) problems.push({ ...toProblem(finding), severity });
    }
    yield;
  }
  return problems;
}

/** What the user sees of a chunk's findings. */
interface Tally {
  readonly severities: RuleSeverities;
  /** The chunk before, where a comment in its last line may silence something here. */
  readonly before: Chunk | undefined;
  readonly looksBefore: boolean;
  /** By rank of severity. */
  readonly counts: readonly number[];
  readonly kept: readonly { readonly finding: Finding; readonly severity: Severity }[];
}

const TALLIES = new WeakMap<ToldChunk, Tally>();

function tallyOf(told: ToldChunk, buffer: TextBuffer, severities: RuleSeverities): Tally {
  const known = TALLIES.get(told);
  if (known?.severities === severities && (!known.looksBefore || known.before === chunkBefore(told, buffer)))
    return known;
  const before = chunkBefore(told, buffer);
  const firstEnd = told.chunk.text.indexOf('\n');
  const looksBefore = told.findings.some(({ place }) => firstEnd < 0 || place.start <= firstEnd);
  const counts = [0, 0, 0, 0];
  const kept: { finding: Finding; severity: Severity }[] = [];
  const { text } = told.chunk;
  const above = before?.text ?? '';
  const mayBeSilenced = text.includes(IGNORE_WORD) || (looksBefore && above.includes(IGNORE_WORD));
  const sorted = told.findings.toSorted((a, b) => a.place.start - b.place.start);
  /** What stands at the place of the one before. */
  let here = new Set<string>();
  for (const [i, finding] of sorted.entries()) {
    const severity = severities[finding.rule.id] ?? finding.severity;
    const { start, end } = finding.place;
    const isFirst = sorted[i - 1]?.place.start !== start;
    if (isFirst && here.size > 0) here = new Set();
    if (severity === 'off') continue;
    const isAlone = isFirst && sorted[i + 1]?.place.start !== start;
    if (!isAlone) {
      // Owners with the same problem tell it once.
      const key = `${finding.rule.id} ${end} ${finding.message}`;
      if (here.has(key)) continue;
      here.add(key);
    }
    if (mayBeSilenced && isSilenced(finding.rule.id, text, start, above)) continue;
    counts[RANKS[severity]]++;
    kept.push({ finding, severity });
  }
  const tally = { severities, before, looksBefore, counts, kept };
  TALLIES.set(told, tally);
  return tally;
}

function chunkBefore({ chunk }: ToldChunk, buffer: TextBuffer): Chunk | undefined {
  const index = buffer.chunkAt(chunk.offset);
  return index > 0 ? buffer.chunks[index - 1] : undefined;
}
