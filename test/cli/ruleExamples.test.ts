/** What is documented of the rules is what the built command line says. */
import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { before, test } from 'node:test';
import { type RuleExample, writeExamples } from '../ruleExamples.ts';
import { folderWith, run } from './harness.ts';

/** It knows no version before. */
const NOT_THERE: ReadonlySet<string> = new Set(['zone/serial-not-raised', 'zone/serial-went-backwards']);
/** Beside other examples their good ones are wrong, or nobody knows whether their bad ones are: a catalog among them may load every zone. */
const ALONE: ReadonlySet<string> = new Set(['zone/address-ptr-mismatch', 'zone/not-loaded', 'zone/ptr-mismatch']);

const found = new Set<string>();
let examples: RuleExample[];

before(() => {
  const root = realpathSync(folderWith({}));
  examples = writeExamples(root);
  // One process for many files, apart from those that must not see one another.
  const groups = new Map<string, RuleExample[]>();
  for (const example of examples) {
    const group = ALONE.has(example.rule) || example.prefixes ? `${example.rule} ${example.isBad}` : example.version;
    groups.set(group, [...(groups.get(group) ?? []), example]);
  }
  for (const group of groups.values()) {
    const files = group.flatMap(({ folder, path, others }) => [path, ...others].map((each) => `${folder}/${each}`));
    const { version, prefixes } = group[0];
    const { status, out, err } = run(root, [
      'check',
      '--zones',
      '--format',
      'json',
      '--bind-version',
      version,
      ...(prefixes ? ['--prefixes', prefixes.join()] : []),
      ...files,
    ]);
    assert.ok(status === 0 || status === 1, err);
    for (const { file, rule } of JSON.parse(out) as { file: string; rule: string }[]) {
      found.add(`${file.split('/').slice(0, 3).join('/')} ${rule}`);
    }
  }
});

test('every bad example is reported', () => {
  for (const { rule, folder, isBad, text } of examples) {
    if (isBad) assert.equal(found.has(`${folder} ${rule}`), !NOT_THERE.has(rule), `${rule}\n${text}`);
  }
});

test('no good example is', () => {
  for (const { rule, folder, isBad, text } of examples) {
    if (!isBad) assert.ok(!found.has(`${folder} ${rule}`), `${rule}\n${text}`);
  }
});
