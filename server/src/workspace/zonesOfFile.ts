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

/**
 * What zones say of a file, in the order of the zones: what is the same at one place but for the zone's own name is told by the first for which it
 * weighs most, with the number of the others.
 */
export function toldByAll(said: readonly Said[]): readonly Problem[] {
  if (said.length < 2) return said[0]?.problems ?? [];
  const groups = new Map<string, Finding[]>();
  for (const { zone, problems } of said) {
    const name = zone.model.originKnown ? nameOf(zone) : '';
    for (const problem of [...problems].sort((a, b) => compareProblems(a, b) || (a.message < b.message ? -1 : 1))) {
      const place = `${problem.rule} ${problem.start} ${problem.end}`;
      const exact = `${place} ${problem.message}`;
      const alike = `${place} ${withoutName(problem.message, name)}`;
      const group = groups.get(exact) ?? groups.get(alike) ?? [];
      group.push({ zone, problem });
      groups.set(exact, group);
      groups.set(alike, group);
    }
  }
  return [...new Set(groups.values())].map(asOne);
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

/** A message with a mark for each place where a zone's name, or the end of a name in it, stands; the root's name ends every name. */
function withoutName(message: string, name: string): string {
  if (name.length < 2) return message;
  const parts = message.split(name);
  return parts.reduce((made, part) => `${made}${/[\w-]/.test(made.at(-1) ?? '') ? name : '\0'}${part}`);
}
