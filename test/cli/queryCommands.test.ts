/** The commands of live queries, as they are built, with an editor that does what the test says and a server on loopback. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { ROOT } from '../../scripts/lib/paths.ts';
import { typeText } from '../../server/src/dns/types.ts';
import { answering, type FakeServer, udpServer } from '../unit/transports/fakeServers.ts';

type Listener = (value?: unknown) => void;

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly suggestion?: { readonly line: string; readonly isPast: boolean };
}

/** A box that stands open; the test types and presses keys. */
class Box {
  value = '';
  items: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  readonly #listeners = new Map<string, Listener>();
  on(event: string, run: Listener): void {
    this.#listeners.set(event, run);
  }
  onDidChangeValue = (run: Listener): void => this.on('value', run);
  onDidAccept = (run: Listener): void => this.on('accept', run);
  onDidHide = (run: Listener): void => this.on('hide', run);
  show(): void {}
  dispose(): void {}
  hide(): void {
    this.#listeners.get('hide')?.();
  }
  type(text: string): void {
    this.value = text;
    this.#listeners.get('value')?.();
  }
  /** Presses Enter on the item that fits, or on the first. */
  accept(label?: string | RegExp): void {
    const item = this.items.find(
      (each) => label === undefined || (label instanceof RegExp ? label.test(each.label) : each.label === label),
    );
    this.activeItems = item ? [item] : [];
    this.#listeners.get('accept')?.();
  }
  labels(): string[] {
    return this.items.map(({ label }) => label);
  }
}

interface Editor {
  readonly box: Box;
  readonly said: string[];
  readonly shown: { title: string; text: string; language: string }[];
  readonly diffs: unknown[][];
  readonly progress: string[];
  readonly memory: Map<string, unknown>;
  settings: Record<string, string>;
  trusted: boolean;
  /** What is picked of a list: the one whose label begins so; undefined is Escape. */
  pick: string | undefined;
  picked: string[];
  /** What is pressed on a question. */
  press: string | undefined;
}

function editor(): Editor {
  return {
    box: new Box(),
    said: [],
    shown: [],
    diffs: [],
    progress: [],
    memory: new Map(),
    settings: {},
    trusted: true,
    pick: undefined,
    picked: [],
    press: undefined,
  };
}

let now = editor();

const uri = (text: string) => ({ toString: () => text, fsPath: text.replace(/^file:\/\//, ''), path: text });
/** What the commands here use; classes of others are there, and do nothing. */
const USED: Readonly<Record<string, unknown>> = {
  ProgressLocation: { Notification: 15 },
  l10n: { t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)])) },
  Uri: {
    parse: uri,
    file: (path: string) => uri(`file://${path}`),
    joinPath: (base: { path: string }, ...parts: string[]) =>
      uri(`file://${[base.path.replace('file://', ''), ...parts].join('/')}`),
  },
  workspace: {
    get isTrusted() {
      return now.trusted;
    },
    getConfiguration: () => ({ get: (name: string, other: string) => now.settings[name] ?? other }),
    workspaceFolders: [{ uri: uri(pathToFileURL(import.meta.dirname).toString()) }],
    fs: { readFile: async ({ fsPath }: { fsPath: string }) => readFileSync(fsPath) },
  },
  window: {
    activeTextEditor: undefined,
    createQuickPick: () => now.box,
    showQuickPick: async (items: readonly Item[], { title }: { title: string }) => {
      now.said.push(title);
      now.picked = items.map(({ label, description }) => `${label} | ${description ?? ''}`);
      return items.find(({ label }) => now.pick !== undefined && label.startsWith(now.pick));
    },
    withProgress: (_options: unknown, run: (progress: unknown, token: unknown) => unknown) =>
      run(
        { report: ({ message }: { message: string }) => now.progress.push(message) },
        { onCancellationRequested: () => undefined },
      ),
    showInformationMessage: async (text: string) => void now.said.push(text),
    showErrorMessage: async (text: string) => void now.said.push(text),
    showWarningMessage: async (text: string, _options: unknown, ...buttons: string[]) => {
      now.said.push(text);
      return buttons.find((button) => button === now.press);
    },
  },
  commands: { executeCommand: async (...given: unknown[]) => void now.diffs.push(given) },
};

class Nothing {}
const vscode: Readonly<Record<string, unknown>> = {
  EventEmitter: Nothing,
  TreeItem: Nothing,
  DiagnosticSeverity: {},
  CodeActionKind: {},
  TreeItemCollapsibleState: {},
  ...USED,
};

type Commands = typeof import('../../client/src/queries/main.ts');

function loaded(): Commands {
  const module = { exports: {} };
  const file = join(ROOT, 'dist', 'queries.js');
  const requireFile = createRequire(file);
  const require = (path: string): unknown => (path === 'vscode' ? vscode : requireFile(path));
  const wrapped = new Script(`(function (module, exports, require) {${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
  });
  wrapped.runInThisContext()(module, module.exports, require);
  return module.exports as Commands;
}

const FOUND = {
  name: 'www.in.example.',
  type: 'A',
  zone: 'in.example.',
  servers: [{ name: 'ns.in.example.', addresses: ['127.0.0.1'] }],
};

function host(found: object | null = FOUND): Parameters<Commands['queryCommand']>[0] {
  const made = {
    answers: {
      show: async (title: string, text: string, { language }: { language: string }) => {
        now.shown.push({ title, text, language });
        return { document: { uri: uri(`bailiwick-answer:/${now.shown.length}/${title}`) } };
      },
      keep: (title: string, text: string) => uri(`kept:${title}:${text.length}`),
    },
    memory: {
      get: (key: string) => now.memory.get(key),
      update: async (key: string, value: unknown) => void now.memory.set(key, value),
    },
    findRecord: async () => found,
    help: async ({ prefix = '', names = [] }: { prefix?: string; names?: readonly string[] }) => ({
      names: ['www.in.example.'].filter((name) => prefix !== '' && name.startsWith(prefix)),
      servers: [{ server: '192.0.2.53', from: 'forwarders in named.conf' }],
      inside: names
        .filter((name) => name.endsWith('.in.example.'))
        .map((name) => ({ name, zone: 'in.example.', view: 'in' })),
      keyFiles: [],
    }),
  };
  return made as unknown as Parameters<Commands['queryCommand']>[0];
}

/** Where the cursor is, as a lens or a hover says it. */
const PLACE = { uri: 'file:///db.in', position: { line: 1, character: 0 } };

const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('the commands of live queries', () => {
  let server: FakeServer;
  let commands: Commands;
  before(async () => {
    commands = loaded();
    server = await udpServer('127.0.0.1', (asked) => {
      const labels: string[] = [];
      let at = 12;
      for (; asked[at] > 0; at += asked[at] + 1) labels.push(asked.toString('latin1', at + 1, at + 1 + asked[at]));
      const name = labels.join('.');
      const type = typeText(asked.readUInt16BE(at + 1));
      const answers = type === 'A' ? [{ type: 'A', name, data: '192.0.2.7', ttl: 60 }] : [];
      return [answering(asked, { questions: [{ name, type, class: 'IN' }], answers })];
    });
  });
  after(() => server[Symbol.asyncDispose]());
  beforeEach(() => {
    now = editor();
  });
  const at = (): string => `@127.0.0.1 -p ${server.port}`;

  test('words that are given are asked, and the answer is shown', async () => {
    const text = await commands.queryCommand(host(), `a.test ${at()}`);
    assert.match(text ?? '', /^a\.test\. 60 IN A 192\.0\.2\.7$/m);
    assert.equal(now.shown[0].language, 'zone');
    assert.match(now.progress.join('\n'), /Asking 127\.0\.0\.1#\d+ over UDP/);
    // Where it goes is told, once in a session.
    assert.match(now.said.join('\n'), /a\.test\. IN A goes to 127\.0\.0\.1#\d+ over UDP, readable for everybody/);
    await commands.queryCommand(host(), `b.test ${at()}`);
    assert.equal(now.said.length, 1);
  });

  test('nothing is sent where the workspace is not trusted, and words that are none are said', async () => {
    now.trusted = false;
    const before = server.queries.length;
    assert.equal(await commands.queryCommand(host(), `a.test ${at()}`), undefined);
    assert.equal(await commands.queryRecordCommand(host(), PLACE), undefined);
    assert.equal(await commands.queryAgainCommand(host()), undefined);
    now.trusted = true;
    assert.equal(await commands.queryCommand(host(), 'a.test +nonsense'), undefined);
    assert.match(now.said.at(-1) ?? '', /nonsense/);
    assert.equal(server.queries.length, before);
  });

  test('the box completes, says what is wrong, asks and remembers', async () => {
    const asked = commands.queryCommand(host(null));
    await turns();
    const { box } = now;
    box.type('www');
    await turns();
    assert.ok(box.labels().includes('www.in.example.'), box.labels().join());
    box.accept('www.in.example.');
    assert.equal(box.value, 'www.in.example. ');
    box.type('www.test +nonsense');
    assert.match(box.items[0].detail ?? '', /nonsense/);
    box.accept();
    box.type(`www.test @`);
    await turns();
    assert.ok(box.labels().includes('@192.0.2.53'));
    box.type(`www.test ${at()}`);
    box.accept();
    assert.match((await asked) ?? '', /192\.0\.2\.7/);
    assert.deepEqual(now.memory.get('bailiwick.queries'), [`www.test ${at()}`]);
    // The next time it is at hand.
    now.box.value = '';
    const again = commands.queryCommand(host(null));
    await turns();
    assert.deepEqual(now.box.labels(), [`$(history) www.test ${at()}`]);
    now.box.accept(/www\.test/);
    assert.match((await again) ?? '', /192\.0\.2\.7/);
  });

  test('a line with a secret is never kept', async () => {
    const asked = commands.queryCommand(host(null));
    await turns();
    now.box.type(`a.test -y hmac-sha256:name:c2VjcmV0 ${at()}`);
    now.box.accept();
    now.box.hide();
    assert.equal(await asked, undefined);
    assert.equal(now.memory.size, 0);
  });

  test('the record at the cursor: the server of the settings first, and Escape cancels, in the box of another server too', async () => {
    now.settings = { 'query.server': `127.0.0.1#${server.port}` };
    assert.equal(await commands.queryRecordCommand(host(), PLACE), undefined);
    assert.deepEqual(
      now.picked.map((row) => row.split(' | ')[0]),
      ['The server of the settings', "The zone's own name servers", "The system's resolvers", 'Another server…'],
    );
    now.pick = 'The server of the settings';
    assert.match((await commands.queryRecordCommand(host(), PLACE)) ?? '', /^www\.in\.example\. 60 IN A/m);
    now.pick = 'Another server';
    const before = server.queries.length;
    const other = commands.queryRecordCommand(host(), PLACE);
    await turns();
    assert.equal(now.box.value, 'www.in.example. A @');
    now.box.hide();
    assert.equal(await other, undefined);
    assert.equal(server.queries.length, before);
  });

  test('on an NS record its name server at the parent and at the child; of $GENERATE the first is said', async () => {
    const nameServer = {
      name: 'ns.sub.in.example.',
      parent: 'in.example.',
      parentServers: FOUND.servers,
      child: 'sub.in.example.',
      childServers: FOUND.servers,
    };
    await commands.queryRecordCommand(host({ ...FOUND, nameServer }), PLACE);
    assert.deepEqual(now.picked.slice(1, 3), [
      'A and AAAA of ns.sub.in.example. at the parent, in.example. | ns.in.example.',
      'A and AAAA of ns.sub.in.example. at the child, sub.in.example. | ns.in.example.',
    ]);
    await commands.queryRecordCommand(host({ ...FOUND, ofGenerated: 20 }), PLACE);
    assert.match(now.said.at(-1) ?? '', /the first of 20 that \$GENERATE makes/);
  });

  test('a name for the inside goes to no public server unless that is confirmed', async () => {
    const text = await commands.queryCommand(host(), 'www.in.example @203.0.114.1 +tries=1 +timeout=1');
    assert.match(
      now.said.at(-1) ?? '',
      /www\.in\.example\. is a name for the inside\. Shall 203\.0\.114\.1#53 be asked/,
    );
    assert.match(text ?? '', /Nothing was sent: the name is for the inside/);
  });

  test('asked again, and compared with what was there before', async () => {
    await commands.queryCommand(host(), `c.test ${at()}`);
    const before = server.queries.length;
    assert.match((await commands.queryAgainCommand(host())) ?? '', /c\.test/);
    assert.equal(server.queries.length, before + 1);
    now.pick = `c.test`;
    await commands.compareAnswersCommand(host());
    const [command, left, right] = now.diffs[0];
    assert.equal(command, 'vscode.diff');
    assert.notEqual(String(left), undefined);
    assert.match(String(right), /c\.test/);
  });
});
