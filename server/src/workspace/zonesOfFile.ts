/** What several zones say of a file that they all read, told once. */
import { t } from '../l10n.ts';
import { type Problem, SEVERITIES } from '../rules/rule.ts';
import { compareProblems } from './fileProblems.ts';
import type { Zone } from './zone.ts';

function nameOf({ model, options }: Zone): string {
  return options.names.text(model.apex);
}

/** Stands for a zone's own name; no message holds it. */
const OWN_NAME = '\0';

/** So often may a sentence hold the name for it to be looked at which of them are the zone's own. */
const MOST_PLACES = 4;

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
  const told: Finding[][] = [];
  const groups = new Map<string, Finding[]>();
  for (const { zone, problems } of said) {
    const name = nameOf(zone);
    for (const problem of [...problems].sort((a, b) => compareProblems(a, b) || (a.message < b.message ? -1 : 1))) {
      const place = `${problem.rule} ${problem.start} ${problem.end} `;
      const own = place + withoutName(problem.message, name);
      let group = groups.get(own);
      if (!group) {
        const others = withoutSome(problem.message, name).map((text) => place + text);
        group = groups.get(others.find((key) => groups.has(key)) ?? '');
        if (!group) {
          group = [];
          told.push(group);
          for (const key of [own, ...others]) groups.set(key, group);
        }
      }
      group.push({ zone, problem });
    }
  }
  return told.map(asOne);
}

/** A message as every zone says it of itself. The root's name ends every name. */
function withoutName(message: string, name: string): string {
  return name.length < 2 ? message : message.replaceAll(name, OWN_NAME);
}

/** The same with the name in some places, and in all: a name that the file writes may be the zone's, and stands in what the others say too. */
function withoutSome(message: string, name: string): string[] {
  const parts = name.length < 2 ? [message] : message.split(name);
  const places = parts.length - 1;
  if (places === 0) return [];
  const texts: string[] = [];
  for (let left = places > MOST_PLACES ? 0 : 2 ** places - 2; left > 0; left--) {
    texts.push(parts.reduce((text, part, i) => text + ((left >> (i - 1)) & 1 ? OWN_NAME : name) + part));
  }
  return [...texts, message];
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
