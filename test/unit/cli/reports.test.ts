/** Reports for people in full, and for programs whose formats have marks of their own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usesColors } from '../../../server/src/cli/colors.ts';
import { type Finding, report } from '../../../server/src/cli/report.ts';
import { summaryText } from '../../../server/src/cli/summary.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';

const FINDING: Finding = {
  file: './zones/a&b <"x">',
  rule: 'zone/bad-rdata',
  severity: 'error',
  message: 'wrong: <"&\u0007\ud800"> 😀\nmore',
  range: { start: { line: 6, character: 6 }, end: { line: 6, character: 17 } },
  source: 'www A\t192.0.2.300 ; \x1b[31m',
  fingerprint: '0123456789abcdef',
  fixes: [
    {
      title: 'Mend it',
      safe: true,
      edits: [
        {
          file: './zones/a',
          range: { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } },
          newText: 'x',
        },
        { file: 'b', range: { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, newText: 'y' },
      ],
    },
  ],
};
const reported = (finding: Finding, ...[format, options]: [Parameters<typeof report>[1], object?]) =>
  report([finding], format, ALL_RULES, () => '1.2.3', options);

test('text: the line of the file, and what is meant underlined below it', () => {
  const finding = { ...FINDING, file: 'db.x', message: 'm' };
  assert.equal(
    reported(finding, 'text'),
    'db.x:7:7: error: m [zone/bad-rdata]\n  7 | www A\t192.0.2.300 ; \\x1b[31m\n    |      \t^^^^^^^^^^^\n',
  );
  assert.equal(reported(finding, 'concise'), 'db.x:7:7: error: m [zone/bad-rdata]\n');
  const { source, ...bare } = finding;
  assert.ok(source);
  assert.equal(reported(bare, 'text'), 'db.x:7:7: error: m [zone/bad-rdata]\n');
});

test('text: of a long line what is meant is shown, and some of it to both sides', () => {
  const finding = { ...FINDING, file: 'db.x', message: 'm', source: `${'a'.repeat(500)}WRONG${'b'.repeat(500)}` };
  const range = { start: { line: 0, character: 500 }, end: { line: 0, character: 505 } };
  const [, line, carets] = reported({ ...finding, range }, 'text').split('\n');
  assert.ok(line.length < 120);
  assert.equal(carets.indexOf('^^^^^'), line.indexOf('WRONG'));
});

test('text: colours only where they are wanted', () => {
  assert.ok(reported(FINDING, 'text', { colors: true }).includes('\x1b[31merror:\x1b[0m'));
  assert.ok(!reported(FINDING, 'text').includes('\x1b'));
  for (const [when, env, isTerminal, expected] of [
    ['auto', {}, true, true],
    ['auto', {}, undefined, false],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['auto', { TERM: 'dumb' }, true, false],
    ['auto', { FORCE_COLOR: '1' }, undefined, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['always', { NO_COLOR: '1' }, undefined, true],
    ['never', { FORCE_COLOR: '1' }, true, false],
  ] as const) {
    assert.equal(usesColors(when, env, isTerminal), expected, `${when} ${JSON.stringify(env)} ${isTerminal}`);
  }
});

test('statistics: the number of findings of each rule', () => {
  assert.match(reported(FINDING, 'text', { statistics: true }), /^ {5}1 {2}error {8}zone\/bad-rdata {2}\S/);
  assert.deepEqual(JSON.parse(reported(FINDING, 'json', { statistics: true })), [
    { rule: 'zone/bad-rdata', severity: 'error', count: 1 },
  ]);
});

test('JSON: nothing of the text of the file', () => {
  const [finding] = JSON.parse(reported(FINDING, 'json'));
  assert.equal('source' in finding, false);
  assert.equal(finding.fingerprint, FINDING.fingerprint);
});

test('SARIF: fixes by file, fingerprints, help, URIs below the folder', () => {
  const [run] = JSON.parse(reported(FINDING, 'sarif')).runs;
  const [result] = run.results;
  assert.deepEqual(result.partialFingerprints, { 'bailiwick/v1': FINDING.fingerprint });
  assert.deepEqual(result.locations[0].physicalLocation.artifactLocation, {
    uri: 'zones/a%26b%20%3C%22x%22%3E',
    uriBaseId: 'SRCROOT',
  });
  const [{ description, artifactChanges }] = result.fixes;
  assert.equal(description.text, 'Mend it');
  assert.deepEqual(
    artifactChanges.map(({ artifactLocation }: { artifactLocation: { uri: string } }) => artifactLocation.uri),
    ['zones/a', 'b'],
  );
  assert.deepEqual(artifactChanges[0].replacements, [
    { deletedRegion: { startLine: 1, startColumn: 2, endLine: 1, endColumn: 3 }, insertedContent: { text: 'x' } },
  ]);
  assert.match(run.tool.driver.rules[0].help.markdown, /```\n/);
  assert.deepEqual(
    JSON.parse(reported({ ...FINDING, file: '/etc/bind/db.x' }, 'sarif')).runs[0].results[0].locations[0]
      .physicalLocation.artifactLocation,
    { uri: 'file:///etc/bind/db.x' },
  );
});

test('GitLab: a path without a dot, a fingerprint, a severity of its own', () => {
  assert.deepEqual(JSON.parse(reported(FINDING, 'gitlab')), [
    {
      type: 'issue',
      check_name: 'zone/bad-rdata',
      description: FINDING.message,
      severity: 'critical',
      fingerprint: FINDING.fingerprint,
      location: { path: 'zones/a&b <"x">', lines: { begin: 7, end: 7 } },
    },
  ]);
});

test('Checkstyle: what XML has marks for is escaped, and what it cannot hold is replaced', () => {
  assert.deepEqual(reported(FINDING, 'checkstyle').split('\n'), [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="1.2.3">',
    '  <file name="./zones/a&amp;b &lt;&quot;x&quot;&gt;">',
    '    <error line="7" column="7" severity="error" message="wrong: &lt;&quot;&amp;\ufffd\ufffd&quot;&gt; 😀&#10;more" source="bailiwick.zone/bad-rdata"/>',
    '  </file>',
    '</checkstyle>',
    '',
  ]);
});

test('the last line counts what was found and what was looked at', () => {
  const none = { files: 0, zones: 0, records: 0, configurations: 0, excluded: 0, others: 0 };
  assert.equal(summaryText([], none), '0 errors, 0 warnings, 0 information, 0 hints in 0 files');
  assert.equal(
    summaryText([FINDING], { files: 3, zones: 1, records: 12, configurations: 2, excluded: 1, others: 4 }),
    '1 error, 0 warnings, 0 information, 0 hints in 3 files (1 zone with 12 records, 2 configurations); left out: 1 file excluded, 4 files of other kinds',
  );
});
