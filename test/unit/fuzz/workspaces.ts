/** Workspaces in memory whose open files are edited, each compared with one that reads the same texts afresh. */
import assert from 'node:assert/strict';
import { lex } from '../../../server/src/conf/lexer.ts';
import type { Problem } from '../../../server/src/rules/rule.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { limitProblems } from '../../../server/src/workspace/fileProblems.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import type { Language } from '../../../server/src/workspace/languages.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { EntryKind } from '../../../server/src/zone/chunk.ts';
import { Scanner, TokenKind } from '../../../server/src/zone/scanner.ts';
import { entryText } from '../zone/harness.ts';
import type { TextChange } from './edits.ts';

export const FOLDER = 'file:///w';

/** Files by their paths below the folder, and which of them are open in an editor. */
export class EditedWorkspace {
  readonly #files: Record<string, string> = {};
  readonly #open = new Map<string, Language>();
  readonly #workspace = new Workspace({ system: memoryFileSystem(this.#files) });

  /** Files by path. */
  async start(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) this.#files[uriOf(path)] = text;
    await this.#workspace.setFolders([FOLDER]);
    await this.#workspace.settle();
  }

  isOpen(path: string): boolean {
    return this.#open.has(uriOf(path));
  }

  /** The text of a file, as its editor has it where it is open. */
  text(path: string): string {
    const uri = uriOf(path);
    return this.#open.has(uri) ? (this.#workspace.bufferOf(uri)?.text() ?? '') : this.#files[uri];
  }

  /** With a `target`, in chunks of that size, so that a small file has many. */
  open(path: string, language: Language, target?: number): void {
    const uri = uriOf(path);
    const text = this.#files[uri];
    this.#workspace.open(uri, target === undefined ? text : new TextBuffer(text, target), language);
    this.#open.set(uri, language);
  }

  close(path: string): void {
    this.#workspace.close(uriOf(path));
    this.#open.delete(uriOf(path));
  }

  edit(path: string, { start, end, newText }: TextChange): void {
    this.#workspace.bufferOf(uriOf(path))?.replace(start, end, newText);
  }

  /** Takes up what changed and does some of the work, as a server does between two messages. */
  begin(steps: number): void {
    this.#workspace.begin();
    for (let step = 0; step < steps; step++) this.#workspace.step();
  }

  /** What a feature asks for in the middle of it. */
  look(path: string, offset: number): void {
    this.#workspace.look(uriOf(path), () => offset);
  }

  /** Another program writes a file, or with undefined deletes it. */
  write(path: string, text: string | undefined): void {
    if (text === undefined) delete this.#files[uriOf(path)];
    else this.#files[uriOf(path)] = text;
    this.#workspace.fileChanged(uriOf(path));
  }

  /** Whether a file is on disk. */
  isThere(path: string): boolean {
    return uriOf(path) in this.#files;
  }

  /** Lists the folder again: files came or went. */
  async list(): Promise<void> {
    await this.#workspace.setFolders([FOLDER]);
  }

  /** Compares with a workspace that never saw another text; `what` says what was done last. */
  async assertFresh(what: string): Promise<void> {
    await this.#workspace.settle();
    const fresh = new Workspace({ system: memoryFileSystem({ ...this.#files }) });
    await fresh.setFolders([FOLDER]);
    // In another order than they were opened in: nothing depends on that.
    for (const [uri, language] of [...this.#open].sort(([a], [b]) => (a < b ? 1 : -1))) {
      fresh.open(uri, this.#workspace.bufferOf(uri)?.text() ?? '', language);
    }
    await fresh.settle();
    assert.deepEqual(records(this.#workspace), records(fresh), what);
    assert.deepEqual(problems(this.#workspace), problems(fresh), what);
    assertLimited(this.#workspace, what);
  }
}

export function uriOf(path: string): string {
  return `${FOLDER}/${path}`;
}

/** Every record of every zone, with its place. */
export function records(workspace: Workspace): string[] {
  const lines: string[] = [];
  for (const zone of workspace.zones) {
    const head = `${workspace.names.text(zone.model.apex)} ${zone.options.view} ${zone.model.recordCount}`;
    for (const document of zone.documents) {
      for (const chunk of document.chunks) {
        for (let entry = 0; entry < chunk.count; entry++) {
          const kind = chunk.kinds[entry] === EntryKind.Record ? '' : 'not ';
          lines.push(
            `${head} ${document.uri} ${chunk.offset + chunk.starts[entry]} ${kind}${entryText(chunk, entry, workspace.names)}`,
          );
        }
      }
    }
  }
  return lines.sort();
}

/** Everything a user sees. (`data` may count from a chunk, and edits cut chunks elsewhere.) */
function problems(workspace: Workspace): string[] {
  const lines: string[] = [];
  for (const [uri, list] of workspace.problems()) {
    for (const { rule, severity, start, end, message, related } of list) {
      assert.ok(start >= 0 && start <= end, `${rule} is nowhere`);
      lines.push(JSON.stringify([uri, start, end, rule, severity, message, related]));
    }
  }
  return lines.sort();
}

/** What an editor is sent of a file are the most severe of its problems, and as many are left as it says. */
function assertLimited(workspace: Workspace, what: string): void {
  for (const [uri, all] of workspace.problems()) {
    const told = workspace.problemsOf(uri, Number.POSITIVE_INFINITY);
    assert.deepEqual(told.problems.map(said).sort(), all.map(said).sort(), `${what}: ${uri}`);
    assert.equal(told.left, 0);
    const few = workspace.problemsOf(uri, 4);
    assert.equal(few.problems.length + few.left, all.length, what);
    assert.deepEqual(severities(few.problems), severities(limitProblems(all, 4).problems), what);
    for (const { start, end } of all.slice(0, 3)) {
      const there = all.filter((problem) => problem.start <= end && problem.end >= start);
      assert.deepEqual(workspace.problemsAt(uri, start, end).map(said).sort(), there.map(said).sort(), what);
    }
  }
}

function said({ rule, severity, start, end, message }: Problem): string {
  return `${start}-${end} ${rule} ${severity} ${message}`;
}

function severities(problems: readonly Problem[]): string[] {
  return problems.map(({ severity }) => severity).sort();
}

/** Every character belongs to one token of a zone file. */
export function assertZoneTiles(text: string): void {
  const scanner = new Scanner(text);
  let at = 0;
  while (scanner.next() !== TokenKind.End) {
    assert.ok(scanner.start === at && scanner.end > at, `a gap at ${at}`);
    at = scanner.end;
  }
  assert.equal(at, text.length);
}

/** Every character belongs to one token of a configuration. */
export function assertConfTiles(text: string): void {
  const { starts, count } = lex(text);
  assert.equal(starts[count], text.length);
  if (count > 0) assert.equal(starts[0], 0);
  for (let i = 0; i < count; i++) assert.ok(starts[i] < starts[i + 1], `token ${i} is empty`);
}
