/** How findings are written: for people, for programs, for GitHub. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Finding, report } from '../../../server/src/cli/report.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';

const range = (line: number, character: number, endLine: number, endCharacter: number) => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});
const FINDING: Finding = {
  file: 'zones/db.a b',
  rule: 'zone/bad-rdata',
  severity: 'error',
  message: '100% wrong:\r\nthis, and that',
  range: range(2, 4, 3, 0),
};
const FINDINGS: readonly Finding[] = [
  FINDING,
  { ...FINDING, rule: 'zone/lost-dot', severity: 'warning', message: 'w' },
  { ...FINDING, severity: 'information', message: 'i' },
  { ...FINDING, rule: 'zone/ttl-unusual', severity: 'hint', message: 'h', range: range(0, 0, 0, 1) },
];
const reported = (findings: readonly Finding[], format: 'text' | 'json' | 'sarif' | 'github') =>
  report(findings, format, ALL_RULES, () => '1.2.3');

test('text: lines and columns from one', () => {
  assert.equal(
    reported(FINDINGS.slice(1), 'text'),
    [
      'zones/db.a b:3:5: warning: w [zone/lost-dot]\n',
      'zones/db.a b:3:5: information: i [zone/bad-rdata]\n',
      'zones/db.a b:1:1: hint: h [zone/ttl-unusual]\n',
    ].join(''),
  );
});

test('JSON: the findings as they are', () => {
  assert.deepEqual(JSON.parse(reported(FINDINGS, 'json')), FINDINGS);
  assert.ok(reported(FINDINGS, 'json').endsWith(']\n'));
});

test('GitHub: a level, places from one, marks of its own spelled out', () => {
  const at = 'file=zones/db.a b,line=3,col=5,endLine=4,endColumn=1';
  assert.deepEqual(reported(FINDINGS, 'github').split('\n'), [
    `::error ${at},title=zone/bad-rdata::100%25 wrong:%0D%0Athis, and that`,
    `::warning ${at},title=zone/lost-dot::w`,
    `::notice ${at},title=zone/bad-rdata::i`,
    '::notice file=zones/db.a b,line=1,col=1,endLine=1,endColumn=2,title=zone/ttl-unusual::h',
    '',
  ]);
  assert.match(reported([{ ...FINDING, file: 'C:\\a,b' }], 'github'), /^::error file=C%3A\\a%2Cb,/);
});

test('SARIF: the rules that found something, each result with its rule', () => {
  const sarif = JSON.parse(reported(FINDINGS, 'sarif'));
  const [{ tool, results, columnKind }] = sarif.runs;
  assert.equal(sarif.version, '2.1.0');
  assert.equal(columnKind, 'utf16CodeUnits');
  assert.deepEqual([tool.driver.name, tool.driver.version], ['bailiwick', '1.2.3']);
  const ids: string[] = tool.driver.rules.map(({ id }: { id: string }) => id);
  assert.deepEqual([...ids].sort(), ['zone/bad-rdata', 'zone/lost-dot', 'zone/ttl-unusual']);
  for (const [at, { ruleId, ruleIndex, level, message, locations }] of results.entries()) {
    assert.equal(ruleId, FINDINGS[at].rule);
    assert.equal(ids[ruleIndex], ruleId);
    assert.equal(level, ['error', 'warning', 'note', 'note'][at]);
    assert.equal(message.text, FINDINGS[at].message);
    assert.equal(locations[0].physicalLocation.artifactLocation.uri, 'zones/db.a%20b');
  }
  assert.deepEqual(results[0].locations[0].physicalLocation.region, {
    startLine: 3,
    startColumn: 5,
    endLine: 4,
    endColumn: 1,
  });
  const rule = tool.driver.rules.find(({ id }: { id: string }) => id === 'zone/bad-rdata');
  assert.equal(rule.defaultConfiguration.level, 'error');
  assert.match(rule.helpUri, /zone-bad-rdata\.md$/);
  assert.notEqual(rule.shortDescription.text, '');
});

test('nothing found: nothing for people, empty lists for programs', () => {
  assert.equal(reported([], 'text'), '');
  assert.equal(reported([], 'github'), '');
  assert.equal(reported([], 'json'), '[]\n');
  assert.deepEqual(JSON.parse(reported([], 'sarif')).runs[0].results, []);
});
