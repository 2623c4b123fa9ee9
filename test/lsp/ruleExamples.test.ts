/** What is documented of the rules is what the built server says. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type RuleExample, writeExamples } from '../ruleExamples.ts';
import { Client } from './client.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-examples-')));
/** By the example's folder, the rules that found something in its files. */
const found = new Map<string, Set<string>>();
let examples: RuleExample[];

before(async () => {
  examples = writeExamples(root);
  // A server answers for many files, and for one where it is told a version before.
  const groups = new Map<string, RuleExample[]>();
  for (const example of examples) {
    const key = `${example.version} ${example.committed} ${example.prefixes}`;
    groups.set(key, [...(groups.get(key) ?? []), example]);
  }
  for (const group of groups.values()) {
    const [{ version, committed, prefixes = [] }] = group;
    const client = new Client({
      'workspace/configuration': [{ bind: { version }, prefixes, trace: { work: 'on' } }],
      'bailiwick/committedText': committed,
    });
    const options = { trusted: true, committedText: committed !== undefined };
    await client.initialize(undefined, options, { workspace: { configuration: true } });
    for (const example of group) found.set(example.folder, await rulesIn(client, example));
    await client.stop();
  }
});
after(() => rmSync(root, { recursive: true, force: true }));

test('every bad example is reported', () => {
  for (const { rule, folder, isBad, text } of examples) {
    if (isBad) assert.ok(found.get(folder)?.has(rule), `${rule}\n${text}\n${[...(found.get(folder) ?? [])]}`);
  }
});

test('no good example is', () => {
  for (const { rule, folder, isBad, text } of examples) {
    if (!isBad) assert.ok(!found.get(folder)?.has(rule), `${rule}\n${text}`);
  }
});

/** What the server says of an example that is open among its files. */
async function rulesIn(
  client: Client,
  { rule, language, folder, path, others, text, committed }: RuleExample,
): Promise<Set<string>> {
  const uriOf = (name: string): string => pathToFileURL(join(root, folder, name)).href;
  const checked = new Promise<void>((resolve) => {
    client.onNotification = (method, params) => {
      const isTold =
        method === 'window/logMessage' && (params as { message: string }).message.includes(`/${folder}/${path}`);
      if (isTold) resolve();
    };
  });
  for (const other of others) client.open(uriOf(other), 'named-conf', readFileSync(join(root, folder, other), 'utf8'));
  client.open(uriOf(path), language, text);
  // The trace comes when all is checked, and what is said of the files before the answer to any later request.
  await checked;
  await client.hover(uriOf(path), { line: 0, character: 0 });
  if (committed !== undefined) await client.until(uriOf(path), (all) => all.some(({ code }) => code === rule));
  const told = client.diagnostics.get(uriOf(path)) ?? [];
  for (const name of [path, ...others]) client.notify('textDocument/didClose', { textDocument: { uri: uriOf(name) } });
  return new Set(told.map(({ code }) => String(code)));
}
