/**
 * What each rule weighs and whether it can be mended, as a table: rules.golden.txt. A change of a severity, of `fix`, or of which fix is preferred is
 * seen there, and meant. `UPDATE_GOLDEN=1 npx node --test test/unit/rules/rules.test.ts` writes it anew.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CONF_RULES, checkConf, confFixes } from '../../../server/src/rules/conf/index.ts';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';
import type { Fix, Problem } from '../../../server/src/rules/rule.ts';
import { contextOf } from './conf/helper.ts';
import { SETUPS } from './conf/setups.ts';
import { withTop } from './zone/check.ts';
import { originOf, TestZone } from './zone/harness.ts';

const GOLDEN = new URL('rules.golden.txt', import.meta.url);
const CONF_IDS: ReadonlySet<string> = new Set(CONF_RULES.map(({ id }) => id));

/** What a rule says of a text, with the fixes of each problem. */
function saidOf(rule: RuleId, text: string): readonly (readonly [Problem, readonly Fix[]])[] {
  if (CONF_IDS.has(rule)) {
    const context = contextOf(text, SETUPS[rule]);
    const problems = checkConf(context).filter((problem) => problem.rule === rule);
    return problems.map((problem) => [problem, confFixes(problem, context)]);
  }
  const zone = new TestZone(withTop(text), { origin: originOf(text) });
  return zone.of(rule).map((problem) => [problem, zone.fixes(problem)]);
}

function table(): string {
  const lines: string[] = [];
  for (const { id, severity, fix, docs } of ALL_RULES) {
    lines.push(`${id}: ${severity}, fix ${fix}`);
    for (const [problem, fixes] of saidOf(id, docs.bad)) {
      if (problem.severity !== severity) lines.push(`  here ${problem.severity}`);
      for (const { title, preferred } of fixes) lines.push(`  ${preferred ? 'preferred' : 'offered'}: ${title}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

describe('the rules', () => {
  it('weigh and are mended as the table says', () => {
    const found = table();
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, found);
    assert.equal(found, readFileSync(GOLDEN, 'utf8'));
  });
});
