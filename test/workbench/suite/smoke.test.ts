/** The extension starts in the VS Code that runs this, and VS Code has learned its languages. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { activateExtension } from './helpers.ts';

describe('the extension', () => {
  it('activates', async () => {
    const extension = await activateExtension();
    assert.equal(extension.isActive, true);
  });

  for (const language of ['zone', 'named-conf']) {
    it(`brings the language ${language}`, async () => {
      assert((await vscode.languages.getLanguages()).includes(language));
    });
  }

  for (const [name, language] of [
    ['db.example.test', 'zone'],
    ['example.test.zone', 'zone'],
    ['8.b.d.0.1.0.0.2.ip6.arpa', 'zone'],
    ['named.conf', 'named-conf'],
    ['named.conf.options', 'named-conf'],
    ['rndc.key', 'named-conf'],
  ]) {
    it(`opens ${name} as ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`untitled:/tmp/${name}`));
      assert.equal(document.languageId, language);
    });
  }
});
