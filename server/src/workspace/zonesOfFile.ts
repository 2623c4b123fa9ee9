/** What several zones say of a file that they all read, told once. */
import { t } from '../l10n.ts';
import { type Problem, SEVERITIES } from '../rules/rule.ts';
import { compareProblems } from './fileProblems.ts';
import type { Zone } from './zone.ts';

function nameOf({ model, options }: Zone): string {
  return options.names.text(model.apex);
}

/** What a zone says of the file. */
export interface Said {
  readonly zone: Zone;
  readonly problems: readonly Problem[];
}

interface Finding {
  readonly zone: Zone;
  readonly problem: Problem;
}

/** So many kinds of findings of one rule at one place are compared with another one. */
const MOST_KINDS = 16;

/**
 * What zones say of a file, in the order of the zones: what is the same at one place but for the zone's own name is told by the first for which it
 * weighs most, with the number of the others.
 */
export function toldByAll(said: readonly Said[]): readonly Problem[] {
  if (said.length < 2) return said[0]?.problems ?? [];
  const places = new Map<string, Finding[][]>();
  const same = new Map<string, Finding[]>();
  for (const { zone, problems } of said) {
    for (const problem of [...problems].sort((a, b) => compareProblems(a, b) || (a.message < b.message ? -1 : 1))) {
      const place = `${problem.rule} ${problem.start} ${problem.end}`;
      const finding = { zone, problem };
      const groups = places.get(place) ?? [];
      const text = `${place} ${problem.message}`;
      let group = same.get(text) ?? groups.slice(0, MOST_KINDS).find(([first]) => isAlike(first, finding));
      if (!group) {
        group = [];
        groups.push(group);
      }
      group.push(finding);
      same.set(text, group);
      places.set(place, groups);
    }
  }
  return [...places.values()].flat().map(asOne);
}

/** True where two zones say the same, each with its own name. */
function isAlike(a: Finding, b: Finding): boolean {
  const [nameA, nameB] = [nameOf(a.zone), nameOf(b.zone)];
  // The root's name ends every name.
  if (a.zone === b.zone || nameA.length < 2 || nameB.length < 2) return false;
  const [textA, textB] = [a.problem.message, b.problem.message];
  let [atA, atB] = [0, 0];
  while (atA < textA.length) {
    if (textA.startsWith(nameA, atA) && textB.startsWith(nameB, atB)) {
      atA += nameA.length;
      atB += nameB.length;
    } else if (textA[atA++] !== textB[atB++]) return false;
  }
  return atB === textB.length;
}

function asOne(group: readonly Finding[]): Problem {
  const first = group.reduce((worst, each) => (isWorse(each.problem, worst.problem) ? each : worst)).problem;
  const others = new Set(group.flatMap(({ zone, problem }) => (problem.message === first.message ? [] : zone)));
  const [other] = others;
  if (!other) return first;
  const message =
    others.size === 1
      ? t`${first.message} It is so for the zone ${nameOf(other)} too, which reads this file as well.`
      : t`${first.message} It is so for ${others.size} more zones that read this file.`;
  return { ...first, message };
}

function isWorse(a: Problem, b: Problem): boolean {
  return SEVERITIES.indexOf(a.severity) < SEVERITIES.indexOf(b.severity);
}
