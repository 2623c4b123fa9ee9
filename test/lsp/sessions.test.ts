/**
 * Whole workspaces, as people work on them, through the built server: files are opened, edited, saved and closed, come and go on disk, and
 * settings change. After some of that the server's diagnostics are compared with those of one that was just started on the same files.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TextBuffer } from '../../server/src/text/buffer.ts';
import { changed, randomChange, randomNumbers, type TextChange } from '../unit/fuzz/edits.ts';
import { Client } from './client.ts';
import { CHANGES, LANGUAGE_IDS, PIECES, SETTINGS, VARIANTS } from './workspaceTexts.ts';

/** In `npm test`: as many as take about ten seconds. */
const SESSIONS = Number(process.env.BAILIWICK_SEEDS ?? 3);
/** For one session: what is done, and how often that is compared. */
const ROUNDS = 8;
const STEPS = 6;

/** As the notification of changed files says it. */
const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

const folders: string[] = [];
const clients = new Set<Client>();
after(() => {
  for (const client of clients) client.kill();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface OpenFile {
  readonly languageId: string;
  text: string;
}

/** A folder, an editor that works on it, and the server that it has. */
class Session {
  readonly #folder: string;
  readonly #root: string;
  readonly #random: (below: number) => number;
  readonly #disk = new Map<string, string>();
  readonly #open = new Map<string, OpenFile>();
  #settings: object = SETTINGS[0];
  readonly #client = started();
  /** Begun beforehand: a process takes longer to start than all that it is asked. */
  #next = started();
  readonly log: string[] = [];
  steps = 0;

  constructor(random: (below: number) => number) {
    this.#random = random;
    this.#folder = mkdtempSync(join(tmpdir(), 'bailiwick-session-'));
    folders.push(this.#folder);
    this.#root = pathToFileURL(this.#folder).href;
  }

  async begin(): Promise<void> {
    for (const [path, [text]] of Object.entries(VARIANTS)) if (this.#random(5) > 0) this.#write(path, text);
    await this.#client.initialize(this.#root, this.#options());
  }

  /** The files are judged by what they are, not by what they were. */
  #options(): object {
    return { settings: this.#settings };
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#random(values.length)];
  }

  #uri(path: string): string {
    return `${this.#root}/${path}`;
  }

  #write(path: string, text: string): number {
    const type = this.#disk.has(path) ? CHANGED : CREATED;
    this.#disk.set(path, text);
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
    writeFileSync(join(this.#folder, path), text);
    return type;
  }

  #watched(path: string, type: number): void {
    this.#client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: this.#uri(path), type }] });
  }

  /** One thing that somebody does, or another program. */
  step(): void {
    this.steps++;
    const path = this.#pick(Object.keys(VARIANTS));
    switch (this.#random(10)) {
      case 0:
        if (this.#open.has(path)) this.#close(path);
        else this.#openFile(path);
        break;
      case 1:
        this.#save();
        break;
      case 2:
        this.#writeOutside(path);
        break;
      case 3:
        this.#deleteOrRestore(path);
        break;
      case 4:
        if (this.#random(3) === 0) this.#deleteFolder();
        else this.#openFile(path);
        break;
      case 5:
        if (this.#random(3) === 0) this.#configure();
        else this.#edit();
        break;
      default:
        this.#edit();
    }
  }

  #openFile(path: string): void {
    const text = this.#disk.get(path);
    if (text === undefined || this.#open.has(path)) return;
    const languageId = this.#pick(LANGUAGE_IDS[path]);
    this.log.push(`open ${path} as ${languageId}`);
    this.#open.set(path, { languageId, text });
    this.#client.open(this.#uri(path), languageId, text);
  }

  #close(path: string): void {
    this.log.push(`close ${path}`);
    this.#open.delete(path);
    this.#client.notify('textDocument/didClose', { textDocument: { uri: this.#uri(path) } });
  }

  #save(): void {
    if (this.#open.size === 0) return;
    const path = this.#pick([...this.#open.keys()]);
    this.log.push(`save ${path}`);
    const type = this.#write(path, this.#open.get(path)!.text);
    this.#client.notify('textDocument/didSave', { textDocument: { uri: this.#uri(path) } });
    this.#watched(path, type);
  }

  #writeOutside(path: string): void {
    const text = this.#pick(VARIANTS[path]);
    this.log.push(`write ${path}: variant ${VARIANTS[path].indexOf(text)}`);
    this.#watched(path, this.#write(path, text));
  }

  #deleteOrRestore(path: string): void {
    if (!this.#disk.delete(path)) {
      this.#writeOutside(path);
      return;
    }
    this.log.push(`delete ${path}`);
    rmSync(join(this.#folder, path));
    this.#watched(path, DELETED);
  }

  /** A folder goes, or comes with all that is in it: the editor is told of the folder alone. */
  #deleteFolder(): void {
    const folder = this.#pick([...new Set(Object.keys(VARIANTS).map(dirname))].filter((name) => name !== '.'));
    const inIt = Object.keys(VARIANTS).filter((path) => path.startsWith(`${folder}/`));
    const isThere = inIt.some((path) => this.#disk.has(path));
    this.log.push(`${isThere ? 'delete' : 'restore'} ${folder}/`);
    if (isThere) {
      for (const path of inIt) this.#disk.delete(path);
      rmSync(join(this.#folder, folder), { recursive: true });
    } else for (const path of inIt) this.#write(path, this.#pick(VARIANTS[path]));
    this.#watched(folder, isThere ? DELETED : CREATED);
  }

  #configure(): void {
    this.#settings = this.#pick(SETTINGS.map((make) => ({ ...make, origins: this.#origins(make.origins) })));
    this.log.push(`settings ${JSON.stringify(this.#settings)}`);
    this.#client.notify('workspace/didChangeConfiguration', { settings: { bailiwick: this.#settings } });
  }

  #origins(origins: Readonly<Record<string, string>> = {}): Record<string, string> {
    return Object.fromEntries(Object.entries(origins).map(([path, name]) => [this.#uri(path), name]));
  }

  #edit(): void {
    if (this.#open.size === 0) {
      this.#openFile(this.#pick(Object.keys(VARIANTS)));
      return;
    }
    const path = this.#pick([...this.#open.keys()]);
    const file = this.#open.get(path)!;
    const change = this.#change(path, file.text);
    const text = changed(file.text, change);
    // What no editor sends, or what not all editors take for the same place.
    if (hasHalfCharacter(text) || /\r|\0/.test(text)) return;
    const buffer = new TextBuffer(file.text);
    const range = { start: buffer.positionAt(change.start), end: buffer.positionAt(change.end) };
    this.log.push(`edit ${path}: ${change.start} to ${change.end} becomes ${JSON.stringify(change.newText)}`);
    file.text = text;
    this.#client.change(this.#uri(path), range, change.newText);
  }

  /** Mostly what shows in other files; at times anything. */
  #change(path: string, text: string): TextChange {
    const fitting = CHANGES.filter(([file, find]) => file === path && text.includes(find));
    if (fitting.length === 0 || this.#random(3) === 0) return randomChange(text, this.#random, PIECES);
    const [, find, newText] = this.#pick(fitting);
    const start = text.indexOf(find);
    return { start, end: start + find.length, newText };
  }

  /** Compares with a server that knows nothing of what was before. */
  async compare(what: string): Promise<void> {
    const fresh = this.#next;
    this.#next = started();
    await fresh.initialize(this.#root, this.#options());
    // In another order than they were opened in.
    for (const [path, { languageId, text }] of [...this.#open].sort(([a], [b]) => (a < b ? 1 : -1))) {
      fresh.open(this.#uri(path), languageId, text);
    }
    await Promise.all([this.#client, fresh].map((client) => client.request('bailiwick/settled', {})));
    const context = [what, ...this.log].join('\n');
    assert.deepEqual(told(this.#client, this.#root), told(fresh, this.#root), context);
    assert.deepEqual(failures(this.#client), [], context);
    clients.delete(fresh);
    fresh.kill();
  }

  async end(): Promise<void> {
    clients.delete(this.#next);
    this.#next.kill();
    assert.equal(await this.#client.stop(), 0);
    clients.delete(this.#client);
  }
}

function started(): Client {
  const client = new Client();
  clients.add(client);
  return client;
}

/** What a user sees in each file. `data` is for fixes, and counts from chunks. */
function told({ diagnostics }: Client, root: string): Record<string, string[]> {
  const shown = [...diagnostics]
    .filter(([, list]) => list.length > 0)
    .map(([uri, list]) => {
      const lines = list.map(({ range: { start, end }, code, severity, message, relatedInformation }) => {
        const related = relatedInformation?.map((each) => JSON.stringify(each)).join(' ') ?? '';
        const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
        return `${place} ${code} ${severity} ${message} ${related}`.replaceAll(root, '');
      });
      return [uri.slice(root.length + 1), lines.sort()] as const;
    });
  return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function hasHalfCharacter(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function failures({ log }: Client): string[] {
  return log.filter((line) => line.includes(' failed: '));
}

for (let seed = 1; seed <= SESSIONS; seed++) {
  test(`a server that has worked for a while says what one says that was just started (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 400);
    const session = new Session(random);
    await session.begin();
    for (let round = 0; round < ROUNDS; round++) {
      for (let step = 0; step < STEPS; step++) {
        session.step();
        // Sometimes what is done next meets work under way, sometimes none.
        if (random(3) === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await session.compare(`seed ${seed}, round ${round}`);
    }
    await session.end();
  });
}
