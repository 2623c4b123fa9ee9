/** The problems of zones that were passed over because they are alike others, made for those that are told. */
import { type AlikeZone, firstFrom } from '../conf/alike.ts';
import { type GroupFinding, type GroupFindings, problemIn } from '../rules/conf/alikeFindings.ts';
import type { Problem } from '../rules/rule.ts';
import { asSet, compareProblems, type FileProblems, RANKS, type RuleSeverities } from './fileProblems.ts';

/** What is found in the zones of one file that were passed over, which are in the order of the text. */
export interface AlikeProblems {
  readonly zones: readonly AlikeZone[];
  readonly found: GroupFindings;
}

/** The problems of the zones that stand at a range, in the order of the zones. */
export function* problemsOfAlike(
  { zones, found }: AlikeProblems,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Generator<Problem> {
  if (found.size === 0) return;
  for (let i = Math.max(0, firstFrom(zones, start) - 1); i < zones.length && zones[i].start <= end; i++) {
    for (const finding of found.get(zones[i].group) ?? []) yield problemIn(finding, zones[i]);
  }
}

/** As `limitProblems` for these and `others`, which are judged already: what is left out is counted and not made. */
export function limitAlike(
  { zones, found }: AlikeProblems,
  others: readonly Problem[],
  severities: RuleSeverities,
  limit: number,
): FileProblems {
  const counts = [0, 0, 0, 0];
  const set = new Map<AlikeZone['group'], GroupFinding[]>();
  for (const [group, findings] of found) {
    const told = findings.flatMap((finding) => {
      const problem = asSet(finding.problem, severities);
      return problem ? [{ ...finding, problem }] : [];
    });
    set.set(group, told);
    for (const { problem } of told) counts[RANKS[problem.severity]] += group.alike;
  }
  const total = counts.reduce((sum, count) => sum + count, others.length);
  const problems: Problem[] = [];
  let room = total <= limit ? total : Math.max(0, limit - 1);
  for (let rank = 0; rank < counts.length && room > 0; rank++) {
    const ofRank = others.filter(({ severity }) => RANKS[severity] === rank);
    for (let i = 0, left = Math.min(room, counts[rank]); left > 0; i++) {
      for (const finding of set.get(zones[i].group) ?? []) {
        if (RANKS[finding.problem.severity] !== rank) continue;
        ofRank.push(problemIn(finding, zones[i]));
        left--;
      }
    }
    const kept = ofRank.sort(compareProblems).slice(0, room);
    for (const problem of kept) problems.push(problem);
    room -= kept.length;
  }
  return { problems: problems.sort(compareProblems), left: total - problems.length };
}
