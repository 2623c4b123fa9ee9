/** Live queries from the real editor to a real named on loopback. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  activateExtension,
  closeEditors,
  hoverAt,
  namedPort,
  positionOf,
  rootPort,
  waitFor,
  waitForEditor,
} from './helpers.ts';

describe('live queries', () => {
  before(activateExtension);
  afterEach(closeEditors);

  for (const server of ['127.0.0.1', '::1']) {
    it(`asks ${server} and opens the answer as a zone document`, async function () {
      const port = namedPort();
      if (port === undefined) this.skip();
      const words = `ns1.example.test AAAA @${server} -p ${port} +norec`;
      const [editor] = await Promise.all([
        waitForEditor(
          (document) => document.uri.scheme === 'bailiwick-answer' && document.getText().includes('2001:db8::53'),
        ),
        vscode.commands.executeCommand('bailiwick.query', words),
      ]);
      const { document } = editor;
      assert.equal(document.languageId, 'zone');
      assert.match(document.getText(), /^ns1\.example\.test\.\s+3600\s+IN\s+AAAA\s+2001:db8::53$/m);
      assert.match(document.getText(), /NOERROR/);
      const address = positionOf(document, '2001:db8::53');
      assert.match(await hoverAt(document, address.line, address.character + 2), /ip6\.arpa/);
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    });
  }

  it('asks over TCP for the PTR of an address, and says what NXDOMAIN means', async function () {
    const port = namedPort();
    if (port === undefined) this.skip();
    const found = await vscode.commands.executeCommand<string>(
      'bailiwick.query',
      `-x 2001:db8::53 @::1 -p ${port} +tcp`,
    );
    assert.match(found, /PTR\s+ns1\.example\.test\./);
    const missing = await vscode.commands.executeCommand<string>('bailiwick.query', `-x 2001:db8::54 @::1 -p ${port}`);
    assert.match(missing, /NXDOMAIN/);
  });

  it('says that nothing listens on a port', async () => {
    const text = await vscode.commands.executeCommand<string>(
      'bailiwick.query',
      'example.test SOA @127.0.0.1 -p 1 +tries=1',
    );
    assert.match(text, /refused|nothing listens/i);
  });

  it('checks a delegation, and shows the picture and what is wrong', async function () {
    const port = rootPort();
    if (port === undefined) this.skip();
    const settings = vscode.workspace.getConfiguration('bailiwick');
    await settings.update('query.rootServers', [`127.0.0.1#${port}`], vscode.ConfigurationTarget.Global);
    try {
      const content =
        '$ORIGIN stale.test.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 127.0.0.3\nns1 AAAA ::1\nns2 A 127.0.0.3\n';
      const file = await vscode.workspace.openTextDocument({ language: 'zone', content });
      await vscode.window.showTextDocument(file);
      const json = await vscode.commands.executeCommand<string>('bailiwick.checkDelegation', 'stale.test');
      const { servers } = JSON.parse(json) as { servers: Record<string, string[]> };
      assert.deepEqual(servers.delegation, [
        'ns1.stale.test/127.0.0.3',
        'ns1.stale.test/2001:db8::53',
        'ns3.stale.test/127.0.0.2',
      ]);
      assert.deepEqual(servers.zone, ['ns1.stale.test/127.0.0.3', 'ns1.stale.test/::1', 'ns2.stale.test/127.0.0.3']);
      const { tabGroups } = vscode.window;
      const pictures = (): vscode.Tab[] =>
        tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .filter(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes('stale.test'));
      await waitFor(
        () => (pictures().length === 1 ? true : undefined),
        [tabGroups.onDidChangeTabs, tabGroups.onDidChangeTabGroups],
        () => `There are ${pictures().length} pictures of the delegation.`,
      );
      // What is wrong stands on the lines of the zone that is edited, too: the server that the parent alone names, at the name servers.
      const said = vscode.languages.getDiagnostics(file.uri).filter(({ source }) => source === 'Bailiwick (servers)');
      assert.ok(
        said.some(({ message }) => message.includes('ns3.stale.test')),
        said.map((one) => one.message).join('\n'),
      );
      assert.ok(said.some(({ range }) => file.lineAt(range.start.line).text.startsWith('ns1 AAAA')));
      await vscode.commands.executeCommand('bailiwick.clearServed');
      assert.deepEqual(
        vscode.languages.getDiagnostics(file.uri).filter(({ source }) => source === 'Bailiwick (servers)'),
        [],
      );
      // The same zone as its file has it: the server that the zone above alone names is gone.
      const intended = await vscode.commands.executeCommand<string>('bailiwick.checkIntendedDelegation');
      const asFiled = JSON.parse(intended) as { servers: Record<string, string[]> };
      assert.deepEqual(asFiled.servers.delegation, [
        'ns1.stale.test/127.0.0.3',
        'ns1.stale.test/::1',
        'ns2.stale.test/127.0.0.3',
      ]);
      const [report] = await Promise.all([
        waitForEditor(({ uri, getText }) => uri.scheme === 'bailiwick-answer' && getText().includes('ns2.stale.test')),
        vscode.commands.executeCommand('bailiwick.delegationReport'),
      ]);
      assert.doesNotMatch(report.document.getText(), /2001:db8::53/);
    } finally {
      await settings.update('query.rootServers', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
