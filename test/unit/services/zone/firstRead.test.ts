/** What is asked while a file is read for the first time is answered from what is there, and the place itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hover, Position } from 'vscode-languageserver-types';
import { serviceSettings } from '../../../../server/src/lsp/readSettings.ts';
import { Services } from '../../../../server/src/services/services.ts';
import { finish } from '../../../../server/src/steps.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { memoryFileSystem } from '../../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../../server/src/workspace/workspace.ts';

const URI = 'file:///w/example.org.zone';
const TOP = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n';
const HOSTS = Array.from({ length: 4000 }, (_, i) => `host${i} IN A 192.0.2.${i % 250}\n       IN TXT "host ${i}"\n`);
const TEXT = TOP + HOSTS.join('');
const NOW = new Date('2026-11-01T00:00:00Z');

function opened(text = TEXT): { workspace: Workspace; services: Services; buffer: TextBuffer } {
  const workspace = new Workspace({ system: memoryFileSystem({}), now: () => NOW });
  const buffer = new TextBuffer(text, 512);
  workspace.open(URI, buffer, 'zone');
  const settings = serviceSettings(undefined, {
    completion: { snippets: false, insertReplace: false },
    foldingLimit: undefined,
    runsTools: false,
  });
  const services = new Services({ workspace, now: () => NOW, settings: () => settings, log: () => undefined });
  return { workspace, services, buffer };
}

/** The position of a text, a little inside of it. */
function positionOf(text: string, buffer: TextBuffer): { line: number; character: number } {
  return buffer.positionAt(TEXT.indexOf(text) + text.indexOf('IN ') + 4);
}

function hoverAt(services: Services, position: Position): Hover | undefined {
  return services.ask('hover', URI, position, position);
}

test('a hover on the last lines does not wait until all is read', () => {
  const { workspace, services, buffer } = opened();
  const record = hoverAt(services, positionOf('host3990 IN A', buffer));
  assert.match(JSON.stringify(record?.contents), /IPv4|address/i);
  // A line that takes over its owner from the one before.
  const inherited = hoverAt(services, positionOf('       IN TXT "host 3991"', buffer));
  assert.ok(inherited);
  assert.equal(workspace.step(), true, 'the zone is still being read');
  assert.equal(
    [...workspace.zones].some((zone) => zone.stage === 'done'),
    false,
  );
  workspace.refresh();
  const [zone] = workspace.zones;
  assert.equal(zone.stage, 'done');
  assert.deepEqual(hoverAt(services, positionOf('host3990 IN A', buffer)), record);
});

test('what goes over the whole file waits until it is read', () => {
  const { services } = opened();
  const [top] = finish(services.askInSteps('symbols', URI)) ?? [];
  assert.match(top.children?.at(-1)?.name ?? '', /more records, not listed/);
  const all = opened();
  all.workspace.refresh();
  assert.deepEqual(finish(all.services.askInSteps('symbols', URI)), [top]);
});

test('problems of a file are not told while it is read, those of its first lines before all is checked', () => {
  const { workspace } = opened(`${TOP}bad A 192.0.2.300\n${HOSTS.join('')}last A 192.0.2.300\n`);
  workspace.begin();
  assert.equal(workspace.problemMarks().get(URI)?.told, false);
  let steps = 0;
  while (workspace.problemMarks().get(URI)?.told === false && steps++ < 10_000) workspace.step();
  workspace.step();
  const lines = () => workspace.problemsOf(URI, 1000).problems.filter(({ rule }) => rule === 'zone/bad-rdata').length;
  assert.equal(lines(), 1);
  workspace.refresh();
  assert.equal(lines(), 2);
});

test('a thousand problems of a file are sent, the most severe first to stay', () => {
  const bad = Array.from({ length: 1500 }, (_, i) => `bad${i} A 192.0.2.300\n`).join('');
  const { workspace, buffer } = opened(`${TOP}d A 192.0.2.1\nd A 192.0.2.1\n${bad}`);
  workspace.refresh();
  const all = workspace.problems().get(URI) ?? [];
  const { problems, left } = workspace.problemsOf(URI, 1000);
  assert.equal(problems.length, 999);
  assert.equal(left, all.length - 999);
  assert.ok(problems.every(({ severity }) => severity === 'error'));
  // After an edit the count is that of a fresh look.
  buffer.replace(TOP.length, TOP.length, 'worse A 192.0.2.301\n');
  workspace.refresh();
  assert.equal(workspace.problemsOf(URI, 1000).left, left + 1);
  assert.equal(workspace.problemsOf(URI, 1000).problems[0].start, TOP.length + 'worse A '.length);
});
