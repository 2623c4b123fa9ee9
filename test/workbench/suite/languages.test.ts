/** What VS Code takes for a zone file or a configuration: by its name where that is nearly always right, else by what is in it. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { activateExtension, closeEditors, exampleUri, waitFor } from './helpers.ts';

const ZONE =
  '; hosts of the office\n@ 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 300\n@ 3600 IN NS ns1\nns1 3600 IN A 192.0.2.1\n';
const CONF = 'zone "office.example" {\n\ttype primary;\n\tfile "office.db";\n};\n';
const CODE = 'export const pool = connect();\n';

const CASES: readonly { readonly name: string; readonly text: string; readonly language: string }[] = [
  { name: 'db.ts', text: CODE, language: 'typescript' },
  { name: 'db.json', text: '{ "a": 1 }\n', language: 'json' },
  { name: 'named.conf.md', text: '# How named.conf is made\n', language: 'markdown' },
  {
    name: 'english.arpa',
    text: '\\data\\\nngram 1=3\n\n\\1-grams:\n-1.2 <unk>\n-0.9 house -0.3\n',
    language: 'plaintext',
  },
  { name: 'db.office.example', text: ZONE, language: 'zone' },
  { name: 'office.txt', text: ZONE, language: 'zone' },
  { name: 'office.zone', text: CONF, language: 'named-conf' },
  { name: 'office.conf', text: CONF, language: 'named-conf' },
  { name: 'settings.conf', text: 'color = blue\nsize = 3\n', language: 'properties' },
];

describe('the language of a file', () => {
  const made: vscode.Uri[] = [];

  before(activateExtension);
  afterEach(async () => {
    await closeEditors();
    for (const uri of made.splice(0)) await vscode.workspace.fs.delete(uri);
  });

  async function open(name: string, text: string): Promise<() => string> {
    const uri = exampleUri(name);
    made.push(uri);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    return () => vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.languageId ?? '';
  }

  for (const { name, text, language } of CASES) {
    it(`of ${name} is ${language}`, async () => {
      const languageOf = await open(name, text);
      await waitFor(
        () => (languageOf() === language ? true : undefined),
        [vscode.workspace.onDidOpenTextDocument],
        () => `it is ${languageOf()}`,
      );
    });
  }

  it('stays what somebody chose', async () => {
    const languageOf = await open('chosen.txt', ZONE);
    await waitFor(
      () => (languageOf() === 'zone' ? true : undefined),
      [vscode.workspace.onDidOpenTextDocument],
      () => languageOf(),
    );
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    // The server answers in the order of the questions: after this one, it would have been asked about the file.
    await open('other.txt', ZONE).then((other) =>
      waitFor(
        () => (other() === 'zone' ? true : undefined),
        [vscode.workspace.onDidOpenTextDocument],
        () => other(),
      ),
    );
    assert.equal(languageOf(), 'plaintext');
  });
});
