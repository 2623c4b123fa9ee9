/** BIND's programs as the editor runs them: their words, what they print, and what of it is told already. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  ERROR_LINE,
  findingsOf,
  isTold,
  lineAfter,
  type ToldProblem,
  WARNING_LINE,
} from '../../../client/src/tools/bindOutput.ts';
import { type BindTask, wordsOf } from '../../../client/src/tools/commandLines.ts';
import { ROOT } from '../../../scripts/lib/paths.ts';

const TASKS: readonly (readonly [BindTask, string | undefined])[] = [
  [{ type: 'named-checkconf', file: '/etc/named.conf' }, '/etc/named.conf'],
  [{ type: 'named-checkconf', file: '/named.conf', zones: true, root: '/jail' }, '-t /jail -z /named.conf'],
  [{ type: 'named-checkconf' }, undefined],
  [{ type: 'named-checkzone', zone: 'example.com.', file: 'db' }, '-i local example.com. db'],
  [
    { type: 'named-checkzone', zone: 'bind', class: 'CH', file: 'db', directory: '/zones', root: '/jail' },
    '-i local -c CH -t /jail -w /zones bind db',
  ],
  [{ type: 'named-checkzone', file: 'db' }, undefined],
  [{ type: 'rndc', command: 'reload' }, 'reload'],
  [{ type: 'rndc', command: 'freeze', zone: 'example.com.' }, 'freeze example.com.'],
  [{ type: 'rndc', command: 'thaw', zone: 'example.com.', view: 'inside' }, 'thaw example.com. IN inside'],
  [{ type: 'rndc', command: 'sync', zone: 'bind', class: 'CH' }, 'sync bind CH'],
  [{ type: 'rndc', command: 'reload', zone: '-s' }, undefined],
  [{ type: 'make' }, undefined],
];

test('each task has the words of its program', () => {
  for (const [task, words] of TASKS) assert.equal(wordsOf(task)?.join(' '), words, JSON.stringify(task));
});

test('problem matchers have the patterns by which output is read', () => {
  const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const patterns = contributes.problemMatchers.map(({ pattern }: { pattern: { regexp: string } }) => pattern.regexp);
  assert.deepEqual(patterns, [ERROR_LINE.source, WARNING_LINE.source]);
});

const OUTPUT = `dns_rdata_fromtext: sub/hosts:1: near '1.2.3': bad dotted quad
db:7: unknown RR type 'FOO'
db:5: warning: a_b.example.com: bad owner name (check-names)
/etc/named.conf:3: option 'dnssec-enable' is obsolete and should be removed
zone example.com/IN: example.com/MX 'mail.example.com' has no address records (A or AAAA)
zone example.com/IN: loading from master file db failed: bad dotted quad
zone example.com/IN: not loaded due to errors.
zone example.net/IN: loaded serial 1
/named.conf:1: change directory to '/var/named' failed: file not found
/named.conf:1: parsing failed: file not found
OK
`;

test('output is read line by line, without what only follows', () => {
  const read = findingsOf(OUTPUT).map(({ message, isWarning, place, zone }) => {
    return `${place ? `${place.file}:${place.line}` : zone} ${isWarning ? 'warning' : 'error'} ${message}`;
  });
  assert.deepEqual(read, [
    "sub/hosts:1 error near '1.2.3': bad dotted quad",
    "db:7 error unknown RR type 'FOO'",
    'db:5 warning warning: a_b.example.com: bad owner name (check-names)',
    "/etc/named.conf:3 warning option 'dnssec-enable' is obsolete and should be removed",
    "example.com warning example.com/MX 'mail.example.com' has no address records (A or AAAA)",
  ]);
});

const ERROR_AT_7: ToldProblem = { line: 7, message: 'FOO is no type.', isError: true };
const WARNING_AT_7: ToldProblem = { ...ERROR_AT_7, isError: false };
const NO_ADDRESS: ToldProblem = { line: 3, message: 'mail has neither A nor AAAA.', isError: false };

test('what is told already is not told twice', () => {
  const [, unknown, name, , mail] = findingsOf(OUTPUT);
  assert.ok(isTold(unknown, [ERROR_AT_7]));
  assert.ok(!isTold(unknown, [WARNING_AT_7]));
  assert.ok(!isTold(unknown, [{ ...ERROR_AT_7, line: 8 }]));
  assert.ok(isTold(name, [{ ...WARNING_AT_7, line: 5 }]));
  assert.ok(isTold(mail, [NO_ADDRESS]));
  assert.ok(isTold(mail, [{ ...NO_ADDRESS, message: 'The server Mail.example.com. has no address.' }]));
  assert.ok(!isTold(mail, [{ ...NO_ADDRESS, message: 'mail2 has no address.' }]));
  const whole = { message: 'has 0 SOA records', isWarning: true, zone: 'example.com' };
  assert.ok(isTold(whole, [ERROR_AT_7]));
  assert.ok(!isTold(whole, [WARNING_AT_7]));
});

test('what stands on an edited line is gone, and the rest moves along', () => {
  assert.equal(lineAfter(3, 4, 0, 1), 3);
  assert.equal(lineAfter(4, 4, 0, 0), undefined);
  assert.equal(lineAfter(5, 4, 1, 0), undefined);
  assert.equal(lineAfter(6, 4, 1, 0), 5);
  assert.equal(lineAfter(6, 4, 0, 2), 8);
});
