/**
 * Zones with what is wrong in them written below the line: `;  ^^^^ zone/rule-id`, carets under the characters, several such lines where
 * several things are wrong. A comment that begins with `;=` in place of carets (`;= zone/rule-id error`) states the severity as well.
 */

import assert from 'node:assert/strict';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { apply, type HarnessOptions, originOf, TestZone, TOP } from './harness.ts';

const MARKER = /^;( *)(\^+) (zone\/[\w-]+)(?: (error|warning|information|hint))?$/;

const RULES: ReadonlySet<string> = new Set(ZONE_RULES.map(({ id }) => id));

interface Expected {
  readonly rule: string;
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly severity: string | undefined;
}

/** Takes the marker lines out of a text. */
export function readMarkers(marked: string): { text: string; expected: Expected[] } {
  const lines: string[] = [];
  const expected: Expected[] = [];
  for (const line of marked.split('\n')) {
    const marker = MARKER.exec(line);
    if (!marker) {
      lines.push(line);
      continue;
    }
    assert.ok(RULES.has(marker[3]), `${marker[3]} is no rule`);
    expected.push({
      rule: marker[3],
      line: lines.length - 1,
      character: marker[1].length + 1,
      length: marker[2].length,
      severity: marker[4],
    });
  }
  return { text: lines.join('\n'), expected };
}

/** A test's zone: with a top in which nothing is wrong, unless it has an SOA or says `; no top`. */
export function withTop(text: string): string {
  return / SOA |^; no /m.test(text) ? text : TOP + text;
}

function show(problem: Problem, zone: TestZone, markers: readonly Expected[]): string {
  const { line, character } = zone.document.buffer.positionAt(problem.start);
  const end = zone.document.buffer.positionAt(problem.end);
  const length = end.line === line ? end.character - character : -1;
  const marker = markers.find(
    (each) => each.rule === problem.rule && each.line === line && each.character === character,
  );
  const severity = marker?.severity ? ` ${problem.severity}` : '';
  return `${line}:${character}+${length} ${problem.rule}${severity}`;
}

/** Asserts that a marked zone has exactly the problems that its markers say. `only` leaves the other rules out of it. */
export function check(marked: string, options: HarnessOptions & { only?: RuleId } = {}): TestZone {
  const { text, expected } = readMarkers(withTop(marked));
  const zone = new TestZone(text, { origin: originOf(marked), ...options });
  const found = zone.problems().filter((problem) => !options.only || problem.rule === options.only);
  const actual = found.map((problem) => show(problem, zone, expected)).sort();
  const wanted = expected
    .map(
      (each) => `${each.line}:${each.character}+${each.length} ${each.rule}${each.severity ? ` ${each.severity}` : ''}`,
    )
    .sort();
  assert.deepEqual(
    actual,
    wanted,
    `${text}\n${found.map((problem) => `${problem.rule}: ${problem.message}`).join('\n')}`,
  );
  return zone;
}

/** Asserts what the text is after a fix of the first problem of `rule`, and that the problem is gone then. */
export function checkFix(rule: RuleId, before: string, after: string, choice = 0, options: HarnessOptions = {}): void {
  const text = withTop(before);
  const full = { origin: originOf(before), ...options };
  const zone = new TestZone(text, full);
  const [problem] = zone.of(rule);
  assert.ok(
    problem,
    `${rule} is not reported: ${zone
      .problems()
      .map((each) => each.rule)
      .join(', ')}`,
  );
  const fix = zone.fixes(problem)[choice];
  assert.ok(fix, `${rule} has no such fix`);
  const fixed = apply(text, fix.edits);
  assert.equal(fixed, text === before ? after : TOP + after);
  const again = new TestZone(fixed, full);
  assert.deepEqual(
    again.of(rule).filter((each) => each.message === problem.message),
    [],
    'the problem is still there',
  );
}
