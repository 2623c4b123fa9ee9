/** What the pages of the walkthrough show is what the server says. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { openSession } from './session.ts';

const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const TEXTS: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(ROOT, 'package.nls.json'), 'utf8'));

/** The example of a page, and the sentence below it. */
function shown(name: string): { readonly text: string; readonly said: string } {
  const page = readFileSync(join(ROOT, 'walkthrough', `${name}.md`), 'utf8');
  const [, text] = /```zone\n([\s\S]*?)```/.exec(page)!;
  const [, said] = /^> (.*)$/m.exec(page)!;
  return { text, said };
}

test('its steps have their pages, and lead to commands that there are', () => {
  const commands = new Set(contributes.commands.map(({ command }: { command: string }) => command));
  const [{ steps }] = contributes.walkthroughs;
  assert.equal(steps.length, 3);
  for (const { media, description, completionEvents } of steps) {
    assert.ok(existsSync(join(ROOT, media.markdown)), media.markdown);
    const links = [...TEXTS[description.slice(1, -1)].matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
    const events = completionEvents.map((event: string) => event.replace(/^onCommand:/, ''));
    for (const command of [...links, ...events]) {
      const isOurs = /^bailiwick\.(?!dns\.focus|isActive)/.test(command);
      assert.ok(!isOurs || commands.has(command), command);
    }
    assert.ok(links.length > 0);
  }
});

test('open a zone: the problem that is shown is the one that is told', async () => {
  const { text, said } = shown('open');
  const session = await openSession({ files: { 'db.example.com': `$0${text}` } });
  const report = await session.at<{ items: { message: string; code: string }[] }>('textDocument/diagnostic');
  const found = report.items.find(({ code }) => code === 'zone/lost-dot');
  assert.equal(said, found?.message);
});

test('fix a PTR record: the light bulb offers what is shown', async () => {
  const { text, said } = shown('ptr');
  const zone = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.53\n';
  const reverse = `${zone.replace('ns1 A 192.0.2.53\n', '')}53 PTR ns1.example.com.\n`;
  const session = await openSession({
    files: { 'db.example.com': `${zone}${text.replace('192.', '$0192.')}`, 'db.192.0.2': reverse },
  });
  const actions = await session.at<CodeAction[]>('textDocument/codeAction', {
    range: { start: { line: 4, character: 16 }, end: { line: 4, character: 16 } },
    context: { diagnostics: [] },
  });
  assert.ok(
    actions.some(({ title }) => title === said),
    actions.map(({ title }) => title).join('\n'),
  );
});
