/** Zone files in the real editor: what a user sees, asks and applies. */

import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import {
  actionNamed,
  activateExtension,
  applyAction,
  closeEditors,
  codeActionsAt,
  codeActionsIn,
  exampleUri,
  hoverAt,
  openExample,
  openText,
  positionOf,
  ruleOf,
  waitForDiagnostics,
} from './helpers.ts';

const has = (rule: RuleId) => (diagnostics: vscode.Diagnostic[]) => diagnostics.some((one) => ruleOf(one) === rule);
const hasNot = (rule: RuleId) => (diagnostics: vscode.Diagnostic[]) => !has(rule)(diagnostics);

function problemOf(diagnostics: readonly vscode.Diagnostic[], rule: RuleId): vscode.Diagnostic {
  const found = diagnostics.find((one) => ruleOf(one) === rule);
  assert(found, `no ${rule}`);
  return found;
}

describe('zone files', () => {
  before(activateExtension);
  afterEach(closeEditors);

  it('flags a PTR owner with 24 of 32 nibbles, on its characters, and says so on hover', async () => {
    const document = await openExample('zones/db.2001.db8');
    const found = await waitForDiagnostics(document.uri, has('zone/reverse-wrong-count'));
    const problem = problemOf(found, 'zone/reverse-wrong-count');
    assert.equal(document.getText(problem.range), '0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0');
    assert.match(problem.message, /24/);
    assert.match(problem.message, /32/);
    const hover = await hoverAt(document, problem.range.start.line, problem.range.start.character);
    assert.match(hover, /24/);
    assert.match(hover, /32/);
  });

  it('expands a reverse name whose nibbles come in part from the origin', async () => {
    const document = await openExample('zones/db.2001.db8');
    await waitForDiagnostics(document.uri);
    const { line, character } = positionOf(document, '1.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0');
    const hover = await hoverAt(document, line, character + 2);
    assert.match(hover, /2001:db8::11/);
    assert.match(hover, /2001:0db8:0000:0000:0000:0000:0000:0011/);
  });

  it('says what an address, a type and a TTL are', async () => {
    const document = await openExample('zones/db.example.com');
    await waitForDiagnostics(document.uri);
    const address = positionOf(document, '2001:db8:100::100');
    assert.match(await hoverAt(document, address.line, address.character + 3), /ip6\.arpa/);
    const type = positionOf(document, 'MX');
    assert.match(await hoverAt(document, type.line, type.character), /preference/i);
    const ttl = positionOf(document, '1h');
    assert.match(await hoverAt(document, ttl.line, ttl.character), /1 hour/);
  });

  it('writes the PTR record of an address into the reverse zone and raises its serial', async () => {
    const document = await openExample('zones/db.example.com');
    await waitForDiagnostics(document.uri);
    const reverse = await vscode.workspace.openTextDocument(exampleUri('zones/db.2001.db8'));
    const before = reverse.getText();
    const { line, character } = positionOf(document, '2001:db8:100::100');
    const action = actionNamed(await codeActionsAt(document, line, character + 4), /^Write the PTR/);
    await applyAction(action);
    const after = reverse.getText();
    assert.notEqual(after, before);
    assert.match(after, /^0\.0\.1\.0(?:\.0){16}\.0\.0\.1\.0\s.*\sPTR\s+www\.example\.com\.$/m);
    assert.doesNotMatch(after, /2026010101/);
    // The same action is not offered for a record that is there.
    await waitForDiagnostics(document.uri);
    const again = await codeActionsAt(document, line, character + 4);
    assert(!again.some(({ title }) => /^Write the PTR/.test(title)), 'the PTR record is offered again');
  });

  it('adds the lost dot', async () => {
    const document = await openExample('zones/db.example.com');
    const found = await waitForDiagnostics(document.uri, has('zone/lost-dot'));
    const problem = problemOf(found, 'zone/lost-dot');
    await applyAction(actionNamed(await codeActionsIn(document, problem.range), /dot/i));
    assert.match(document.getText(), /mail\.example\.com\.\n/);
    await waitForDiagnostics(document.uri, hasNot('zone/lost-dot'));
  });

  it('checks while typing, and an ignore comment silences a rule', async () => {
    const document = await openText(
      'zone',
      '; zone: example.com\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n',
    );
    await waitForDiagnostics(document.uri, (list) =>
      list.every((one) => one.severity !== vscode.DiagnosticSeverity.Error),
    );
    const insert = async (text: string): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount - 1, 0), text);
      assert(await vscode.workspace.applyEdit(edit));
    };
    await insert('www A 192.0.2.300\n');
    const bad = await waitForDiagnostics(document.uri, has('zone/bad-rdata'));
    const problem = problemOf(bad, 'zone/bad-rdata');
    assert.equal(document.getText(problem.range), '192.0.2.300');
    await applyAction(actionNamed(await codeActionsIn(document, problem.range), /ignore/i));
    await waitForDiagnostics(document.uri, hasNot('zone/bad-rdata'));
    assert.match(document.getText(), /bailiwick-ignore zone\/bad-rdata/);
  });

  it('finds the name servers without addresses', async () => {
    const document = await openExample('zones/db.example.net');
    const found = await waitForDiagnostics(document.uri, has('zone/ns-no-address'));
    const errors = found.filter((one) => ruleOf(one) === 'zone/ns-no-address');
    assert.equal(errors.length, 2);
  });

  it('finds nothing in the clean example', async () => {
    await openExample('zones/db.example.net');
    await waitForDiagnostics(exampleUri('zones/db.example.net'));
    for (const uri of await vscode.workspace.findFiles('clean/**')) {
      const found = vscode.languages.getDiagnostics(uri);
      assert.deepEqual(
        found.map((one) => `${uri.path} ${ruleOf(one)} ${one.message}`),
        [],
      );
    }
  });
});
