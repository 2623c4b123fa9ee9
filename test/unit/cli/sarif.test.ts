/**
 * SARIF by its schema, and within what GitHub takes
 * (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
 * The schema is that of Microsoft's package jest-sarif (MIT licence), without its descriptions.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { type Finding, report } from '../../../server/src/cli/report.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'schemas/sarif-2.1.0.json'), 'utf8'));
const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
  schema,
);

const at = (line: number, character: number) => ({ line, character });
const range = { start: at(6, 6), end: at(6, 17) };
/** A finding of each rule, with what a file may hold. */
const FINDINGS: readonly Finding[] = ALL_RULES.map(({ id, severity }, i) => ({
  file: ['zones/db.x', './a b/ü&<">', '/etc/bind/named.conf', '../up', 'C:\\zones\\x'][i % 5],
  rule: id,
  severity,
  message: `wrong: <"&\u0007\ud800"> {0} [x](y) 😀\nmore ${i}`,
  range,
  source: 'www A 192.0.2.300 ; \x1b[31m',
  fingerprint: `${i}`.padStart(16, '0'),
  fixes:
    i % 3 === 0
      ? []
      : [
          {
            title: 'Mend it',
            safe: i % 3 === 1,
            edits: [{ file: 'b', range: { start: at(0, 0), end: at(0, 0) }, newText: '' }],
          },
        ],
}));
const sarifOf = (findings: readonly Finding[]): string => report(findings, 'sarif', ALL_RULES, () => '1.2.3');

for (const [what, findings] of [
  ['nothing', []],
  ['a finding of each rule', FINDINGS],
] as const) {
  test(`${what} fits the schema of SARIF 2.1.0`, () => {
    assert.ok(isValid(JSON.parse(sarifOf(findings))), JSON.stringify(isValid.errors?.slice(0, 3), null, 1));
  });
}

test('the schema finds what is wrong', () => {
  const log = JSON.parse(sarifOf(FINDINGS));
  delete log.runs[0].results[0].message;
  assert.ok(!isValid(log));
});

test('the limits of GitHub', () => {
  const text = sarifOf(FINDINGS);
  const { runs } = JSON.parse(text);
  const [{ tool, results }] = runs;
  assert.ok(runs.length <= 20 && tool.driver.rules.length <= 25_000 && gzipSync(text).length <= 10_000_000);
  for (const rule of tool.driver.rules) {
    assert.ok(rule.id.length <= 255, rule.id);
    assert.ok(rule.shortDescription.text.length <= 1024 && rule.fullDescription.text.length <= 1024, rule.id);
    assert.ok(rule.properties.tags.length <= 20, rule.id);
    assert.ok(rule.help.text.length > 0 && ['very-high', 'high', 'medium', 'low'].includes(rule.properties.precision));
  }
  for (const { ruleId, ruleIndex, locations, partialFingerprints } of results) {
    assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    assert.equal(locations.length, 1);
    assert.equal(Object.keys(partialFingerprints).length, 1);
  }
});
