/** Editing in the real editor: what VS Code itself asks the language server for. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  activateExtension,
  closeEditors,
  exampleUri,
  openExample,
  openText,
  positionOf,
  setCursor,
  waitForOutline,
} from './helpers.ts';

const ZONE = `; zone: example.com
$TTL 3600
@ SOA ns1 host 2026010101 7200 3600 1209600 300
@ NS ns1
ns1   A 192.0.2.1
ns1 AAAA 2001:db8::1
www CNAME ns1
`;

describe('editing', () => {
  before(activateExtension);
  afterEach(closeEditors);

  it('completes types, names and statements', async () => {
    const document = await openText('zone', `${ZONE}ftp CNAME \nx `);
    const labels = async (position: vscode.Position): Promise<string[]> => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert((await labels(new vscode.Position(7, 10))).includes('www'));
    assert((await labels(new vscode.Position(8, 2))).includes('AAAA'));
    const conf = await openExample('named.conf.options');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      conf.uri,
      positionOf(conf, 'recursion'),
    );
    assert(list.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'allow-recursion'));
  });

  it('names the field under the cursor', async () => {
    const document = await openText('zone', ZONE);
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      positionOf(document, '7200').translate(0, 1),
    );
    const parameter = help.signatures[0].parameters[help.activeParameter];
    const shown =
      typeof parameter.label === 'string' ? parameter.label : help.signatures[0].label.slice(...parameter.label);
    assert.match(shown, /refresh/);
  });

  it('formats a zone without changing what it says', async () => {
    const document = await openText('zone', ZONE);
    await vscode.commands.executeCommand('editor.action.formatDocument');
    const formatted = document.getText();
    assert.notEqual(formatted, ZONE);
    const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '(' && word !== ')');
    assert.deepEqual(words(formatted), words(ZONE));
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(document.getText(), formatted);
  });

  it('renames a name in every place', async () => {
    const document = await openText('zone', ZONE);
    await waitForOutline(document);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      positionOf(document, 'ns1   A'),
      'dns1',
    );
    assert(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), ZONE.replaceAll('ns1', 'dns1'));
  });

  it('shows an outline, and goes from a zone statement to its file', async () => {
    const document = await openExample('zones/db.example.com');
    const [root] = await waitForOutline(document);
    assert.equal(root.name, 'example.com.');
    const conf = await openExample('named.conf.local');
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      conf.uri,
      positionOf(conf, 'zones/db.example.com'),
    );
    const uris = found.map((place) => ('uri' in place ? place.uri : place.targetUri).toString());
    assert.deepEqual(uris, [exampleUri('zones/db.example.com').toString()]);
  });

  it('raises the serial by its command', async () => {
    const document = await openText('zone', ZONE);
    setCursor(0, 0);
    await vscode.commands.executeCommand('bailiwick.raiseSerial');
    assert.doesNotMatch(document.getText(), /2026010101/);
  });
});
