/** A file against a real named on loopback, in the real editor: problems on lines, what is served beside them, the diff. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMPARED_FILE } from '../liveZones.ts';
import {
  activateExtension,
  closeEditors,
  describeDiagnostic,
  exampleUri,
  namedPort,
  otherPort,
  positionOf,
  waitForDiagnostics,
  waitForEditor,
} from './helpers.ts';

const SOURCE = 'Bailiwick (servers)';

/** What differs: data of the MX, the TTL of mail, new that is not served, and two IPv6 addresses that are not in the file. */
const LINES = ['IN MX', 'mail    600', 'mail    600', 'new ', 'ns1     IN A'];

function ofServers(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);
}

describe('a file against its servers', () => {
  const uri = exampleUri('served/db.example.test');
  let port: number | undefined;

  before(async () => {
    await activateExtension();
    port = namedPort();
    await vscode.workspace.fs.writeFile(uri, Buffer.from(COMPARED_FILE));
  });
  afterEach(closeEditors);
  after(async () => {
    await vscode.commands.executeCommand('bailiwick.clearServed');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '..'), { recursive: true });
  });

  const open = async (): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'zone');
    await vscode.window.showTextDocument(document);
    return document;
  };
  const compare = (more: object = {}): Thenable<string> =>
    vscode.commands.executeCommand('bailiwick.compareWithServers', {
      uri: uri.toString(),
      scope: 'zone',
      servers: [`127.0.0.1#${port}`],
      ...more,
    });

  it('each difference is a problem of its own source on its line, once for both addresses', async function () {
    if (port === undefined) this.skip();
    const document = await open();
    const report = await compare({ servers: [`127.0.0.1#${port}`, `[::1]:${port}`] });
    assert.match(report, /127\.0\.0\.1#\d+: serial 2026010101; 5 RRsets differ/);
    assert.match(report, /::1#\d+: serial 2026010101; 5 RRsets differ/);
    await waitForDiagnostics(uri, (all) => all.filter(({ source }) => source === SOURCE).length >= LINES.length);
    const found = ofServers(uri).map((diagnostic) => describeDiagnostic(diagnostic));
    assert.equal(found.length, LINES.length, found.join('\n'));
    assert.ok(
      found.every((each) => /127\.0\.0\.1#\d+ and ::1#\d+/.test(each)),
      found.join('\n'),
    );
    const lines = ofServers(uri).map(({ range }) => range.start.line);
    const wanted = LINES.map((text) => positionOf(document, text).line);
    assert.deepEqual(lines.sort(), wanted.sort());
  });

  for (const name of ['NSD', 'Knot'] as const) {
    it(`each difference from ${name} is on its line`, async function () {
      const other = otherPort(name);
      if (other === undefined) return this.skip();
      const document = await open();
      const report = await compare({ servers: [`127.0.0.1#${other}`, `[::1]:${other}`] });
      assert.match(report, /127\.0\.0\.1#\d+: serial 2026010101; 5 RRsets differ/);
      await waitForDiagnostics(uri, () => ofServers(uri).length === LINES.length);
      const lines = ofServers(uri).map(({ range }) => range.start.line);
      assert.deepEqual(lines.sort(), LINES.map((text) => positionOf(document, text).line).sort());
    });
  }

  it('a problem moves with its line, and goes when that is edited; all of them go by a command', async function () {
    if (port === undefined) this.skip();
    const document = await open();
    await compare();
    await waitForDiagnostics(uri, () => ofServers(uri).length === LINES.length);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(3, 0), '; a line more\n');
    edit.replace(uri, document.lineAt(positionOf(document, 'new ').line).range, 'new IN A 192.0.2.78');
    await vscode.workspace.applyEdit(edit);
    await waitForDiagnostics(uri, () => ofServers(uri).length === LINES.length - 1);
    const lines = ofServers(uri).map(({ range }) => document.lineAt(range.start.line).text);
    assert.ok(
      lines.some((line) => line.includes('IN MX')) && !lines.some((line) => line.startsWith('new')),
      lines.join('\n'),
    );
    await vscode.commands.executeCommand('bailiwick.clearServed');
    await waitForDiagnostics(uri, () => ofServers(uri).length === 0);
  });

  it('what is served stands at the end of the line where the setting says so', async function () {
    if (port === undefined) this.skip();
    const document = await open();
    await compare();
    const settings = vscode.workspace.getConfiguration('bailiwick');
    const hints = async (): Promise<string[]> => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const all = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        uri,
        whole,
      );
      return all
        .map(({ label }) => String(label))
        .filter((label) => label.includes('served'))
        .sort();
    };
    assert.deepEqual(await hints(), []);
    await settings.update('served.inlayHints', true, vscode.ConfigurationTarget.Workspace);
    try {
      assert.deepEqual(await hints(), [
        'also served: AAAA 2001:db8::25',
        'also served: AAAA 2001:db8::53',
        'not served',
        'served: 10 mail.example.test.',
        'served: TTL 3600',
      ]);
    } finally {
      await settings.update('served.inlayHints', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('a record, and the zone beside what is served', async function () {
    if (port === undefined) this.skip();
    const document = await open();
    const position = positionOf(document, 'IN MX');
    const report = await compare({ scope: 'record', position: { line: position.line, character: position.character } });
    assert.match(report, /1 RRset differs, 0 RRsets are the same/);
    await compare();
    await Promise.all([
      waitForEditor(
        (shown) => shown.uri.scheme === 'bailiwick-answer' && shown.getText().includes('MX 10 mail.example.test.'),
      ),
      vscode.commands.executeCommand('bailiwick.showServed'),
    ]);
  });

  it('a server that does not have the zone, and one that does not answer', async function () {
    if (port === undefined) this.skip();
    await open();
    const report = await compare({ servers: ['127.0.0.1#1'] });
    assert.match(report, /127\.0\.0\.1#1: /);
    await waitForDiagnostics(uri, () => ofServers(uri).length === 1);
    assert.match(ofServers(uri)[0].message, /127\.0\.0\.1#1/);
  });
});
