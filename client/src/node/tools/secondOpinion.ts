/** What BIND's own checkers say of a file that was saved, beside what is told already: `bailiwick.secondOpinion`. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { BindCheck } from '../../../../server/src/lsp/protocol.ts';
import { LANGUAGES } from '../../server/documents.ts';
import type { LanguageServer } from '../../server/languageServer.ts';
import { findingsOf, isTold, lineAfter } from '../../tools/bindOutput.ts';
import { wordsOf } from '../../tools/commandLines.ts';
import { findProgram } from './programs.ts';
import { taskOfCheck, toolsFor } from './tasks.ts';

/** Checks of one file: many views may load it. */
const MOST_CHECKS = 8;
const TIME_LIMIT_MS = 20_000;
const MOST_OUTPUT = 1 << 20;
/** Findings that are shown of one file. */
const MOST_FINDINGS = 100;

/** Asks on each save, and forgets what stood on lines that are edited. */
export class SecondOpinion implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #collection = vscode.languages.createDiagnosticCollection('bailiwick-second-opinion');
  /** By the file that was saved: what ends its run, and the files that it told of. */
  readonly #runs = new Map<string, AbortController>();
  readonly #shown = new Map<string, readonly vscode.Uri[]>();
  readonly #events: vscode.Disposable;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#events = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument((document) => void this.#ask(document).catch(() => undefined)),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('bailiwick.secondOpinion')) this.#clear();
      }),
    );
  }

  dispose(): void {
    this.#clear();
    this.#events.dispose();
    this.#collection.dispose();
  }

  #clear(): void {
    for (const run of this.#runs.values()) run.abort();
    this.#runs.clear();
    this.#shown.clear();
    this.#collection.clear();
  }

  async #ask({ uri, languageId }: vscode.TextDocument): Promise<void> {
    const isWanted = vscode.workspace.getConfiguration('bailiwick').get<boolean>('secondOpinion', false);
    if (!isWanted || !vscode.workspace.isTrusted || uri.scheme !== 'file' || !LANGUAGES.includes(languageId)) return;
    const key = uri.toString();
    this.#runs.get(key)?.abort();
    const run = new AbortController();
    this.#runs.set(key, run);
    const checks = (await toolsFor(this.#server, key))?.checks.slice(0, MOST_CHECKS) ?? [];
    const found = new Map<string, vscode.Diagnostic[]>();
    for (const check of checks) {
      const output = run.signal.aborted ? undefined : await outputOf(check, run.signal);
      if (output !== undefined) take(check, output, found);
    }
    if (run.signal.aborted) return;
    this.#runs.delete(key);
    for (const before of this.#shown.get(key) ?? []) this.#collection.delete(before);
    const files = [...found].map(([path, diagnostics]) => {
      const file = vscode.Uri.file(path);
      this.#collection.set(file, diagnostics);
      return file;
    });
    this.#shown.set(key, files);
  }

  /** What is on a line that was edited is no longer known to be so; the others move along. */
  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const before = this.#collection.get(document.uri);
    if (!before || before.length === 0 || contentChanges.length === 0) return;
    // An answer to the text as it was would come for the wrong lines.
    this.#runs.get(document.uri.toString())?.abort();
    let left = [...before];
    for (const { range, text } of contentChanges) {
      const removed = range.end.line - range.start.line;
      const added = text.split('\n').length - 1;
      left = left.flatMap((diagnostic) => {
        const line = lineAfter(diagnostic.range.start.line, range.start.line, removed, added);
        return line === undefined ? [] : [at(line, diagnostic)];
      });
    }
    this.#collection.set(document.uri, left);
  }
}

/** What a checker prints; undefined where it is not installed, or was ended. */
async function outputOf(check: BindCheck, signal: AbortSignal): Promise<string | undefined> {
  const words = wordsOf(taskOfCheck(check));
  const program = await findProgram(check.program);
  if (!words || program === undefined) return undefined;
  const cwd = vscode.Uri.parse(check.folder, true).fsPath;
  return new Promise((done) => {
    const options = { cwd, signal, timeout: TIME_LIMIT_MS, maxBuffer: MOST_OUTPUT };
    // An exit status other than 0 says that something is wrong, which the output tells.
    const ended = (error: Error | null, stdout: string, stderr: string): void =>
      done(signal.aborted || (error && 'killed' in error && error.killed) ? undefined : `${stdout}\n${stderr}`);
    execFile(program, words, options, ended);
  });
}

/** Adds what a checker said and nobody told before. */
function take({ program, uri, folder }: BindCheck, output: string, found: Map<string, vscode.Diagnostic[]>): void {
  const own = vscode.Uri.parse(uri, true).fsPath;
  for (const finding of findingsOf(output)) {
    const path = finding.place ? resolve(vscode.Uri.parse(folder, true).fsPath, finding.place.file) : own;
    const told = vscode.languages
      .getDiagnostics(vscode.Uri.file(path))
      .filter(({ source }) => source === 'bailiwick')
      .map(({ range, message, severity }) => ({
        line: range.start.line + 1,
        message,
        isError: severity === vscode.DiagnosticSeverity.Error,
      }));
    if (isTold(finding, told)) continue;
    const known = found.get(path) ?? [];
    const line = (finding.place?.line ?? 1) - 1;
    const isSame = known.some((each) => each.message === finding.message && each.range.start.line === line);
    if (isSame || known.length >= MOST_FINDINGS) continue;
    const severity = finding.isWarning ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error;
    const diagnostic = at(line, new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), finding.message, severity));
    diagnostic.source = program;
    found.set(path, [...known, diagnostic]);
  }
}

/** The diagnostic on another line, as a whole. */
function at(line: number, { message, severity, source }: vscode.Diagnostic): vscode.Diagnostic {
  const moved = new vscode.Diagnostic(new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER), message, severity);
  if (source !== undefined) moved.source = source;
  return moved;
}
