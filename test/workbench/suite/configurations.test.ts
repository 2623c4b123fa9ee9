/** named.conf in the real editor. */

import { strict as assert } from 'node:assert';
import type * as vscode from 'vscode';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import {
  actionNamed,
  activateExtension,
  applyAction,
  closeEditors,
  codeActionsIn,
  hoverAt,
  openExample,
  positionOf,
  ruleOf,
  waitForDiagnostics,
  waitForOutline,
} from './helpers.ts';

const has = (rule: RuleId) => (diagnostics: vscode.Diagnostic[]) => diagnostics.some((one) => ruleOf(one) === rule);

describe('named.conf', () => {
  before(activateExtension);
  afterEach(closeEditors);

  it('asks to state listen-on-v6, and states it', async () => {
    const document = await openExample('named.conf.options');
    const found = await waitForDiagnostics(document.uri, has('conf/listen-on-v6-absent'));
    const problem = found.find((one) => ruleOf(one) === 'conf/listen-on-v6-absent');
    assert(problem);
    await applyAction(actionNamed(await codeActionsIn(document, problem.range), /listen-on-v6/));
    assert.match(document.getText(), /listen-on-v6 \{ any; \};/);
    await waitForDiagnostics(document.uri, (list) => !has('conf/listen-on-v6-absent')(list));
  });

  it('reports the missing semicolons where they are missing', async () => {
    const document = await openExample('split/internal.named.conf');
    const found = await waitForDiagnostics(document.uri, has('conf/missing-semicolon'));
    const missing = found.filter((one) => ruleOf(one) === 'conf/missing-semicolon');
    const lines = missing.map(({ range }) => document.lineAt(range.start.line).text.trim());
    assert.deepEqual(lines, [
      'allow-transfer { internals; }',
      'file "zones/site1.internal.zone"',
      'allow-query { internals };',
    ]);
  });

  it('migrates a statement that is gone', async () => {
    const document = await openExample('legacy/named.conf');
    const found = await waitForDiagnostics(document.uri, has('conf/removed-statement'));
    const problem = found.find((one) => ruleOf(one) === 'conf/removed-statement' && /dnssec-enable/.test(one.message));
    assert(problem);
    const [action] = (await codeActionsIn(document, problem.range)).filter(({ title }) => /dnssec-enable/.test(title));
    assert(action);
    await applyAction(action);
    assert.doesNotMatch(document.getText(), /^\s*dnssec-enable/m);
  });

  it('explains a statement', async () => {
    const document = await openExample('named.conf.options');
    await waitForOutline(document);
    const { line, character } = positionOf(document, 'allow-transfer');
    const hover = await hoverAt(document, line, character);
    assert.match(hover, /allow-transfer/);
    assert.match(hover, /address_match_element/);
  });

  it('expands the name of a reverse zone', async () => {
    const document = await openExample('named.conf.local');
    const { line, character } = positionOf(document, '8.b.d.0.1.0.0.2.ip6.arpa');
    assert.match(await hoverAt(document, line, character + 3), /2001:db8::\/32/);
  });
});
