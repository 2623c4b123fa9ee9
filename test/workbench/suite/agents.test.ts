/** The tools for agents, as an agent in this VS Code calls them; and the pages of rules, which they share with the light bulb. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { activateExtension, closeEditors, openExample, waitFor } from './helpers.ts';

/** What VS Code has of tools: later than the oldest release that this runs in. */
interface LanguageModels {
  readonly tools?: readonly { readonly name: string; readonly inputSchema?: object }[];
  invokeTool?(
    name: string,
    options: { readonly input: object; readonly toolInvocationToken: undefined },
  ): Promise<{ readonly content: readonly { readonly value?: unknown }[] }>;
}

const { lm } = vscode as unknown as { readonly lm?: LanguageModels };

async function said(name: string, input: object): Promise<string> {
  const { content } = await lm!.invokeTool!(`bailiwick_${name}`, { input, toolInvocationToken: undefined });
  return content.map(({ value }) => String(value)).join('');
}

describe('tools for agents', () => {
  before(async function () {
    await activateExtension();
    if (!lm?.invokeTool) this.skip();
  });
  afterEach(closeEditors);

  it('are all there, with what they are given', () => {
    const ours = (lm?.tools ?? []).filter(({ name }) => name.startsWith('bailiwick_'));
    assert.deepEqual(
      ours.map(({ name }) => name).sort(),
      ['check', 'name', 'plan', 'query', 'rule', 'value'].map((name) => `bailiwick_${name}`),
    );
    for (const { inputSchema } of ours) assert.ok(inputSchema);
  });

  it('judge what is typed and not saved, and what is only proposed', async () => {
    const document = await openExample('zones/db.example.com');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '\nagent A 192.0.2.300\n');
    await vscode.workspace.applyEdit(edit);
    assert.match(await said('check', { min_severity: 'error' }), /zones\/db\.example\.com:\d+:\d+: error: .*bad-rdata/);
    const proposed = { 'zones/db.example.com': `${document.getText()}more A 192.0.2.301\n` };
    const verdict = await said('check', { proposed });
    assert.match(verdict, /^Do not write this: it brings 1 error/);
    assert.ok(document.isDirty);
  });

  it('say where a name is, what a rule means, and plan a change', async () => {
    assert.match(await said('name', { name: 'www.example.com' }), /is in the zone example\.com\./);
    assert.match(await said('rule', { rule: 'lost-dot' }), /## Why it hurts/);
    assert.match(await said('plan', { kind: 'create-ptr' }), /^\+.*PTR|Nothing has to change/m);
    assert.match(await said('value', { option: 'recursion' }), /in force/);
  });

  it('refuse in a sentence', async () => {
    await assert.rejects(said('name', { name: 'a..b' }), /is not a domain name/);
    await assert.rejects(said('check', { paths: ['../x'] }), /outside of the folders/);
  });
});

describe('rules', () => {
  before(activateExtension);
  afterEach(closeEditors);

  it('are shown as pages', async () => {
    await vscode.commands.executeCommand('bailiwick.showRule', 'zone/lost-dot');
    const label = (): string | undefined => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    const isShown = (): true | undefined => (/zone-lost-dot/.test(label() ?? '') ? true : undefined);
    await waitFor(isShown, [vscode.window.tabGroups.onDidChangeTabs], () => `${label()} is shown`);
  });
});
