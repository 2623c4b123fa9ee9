/** What servers have otherwise than files: problems of their own source, on their lines until these are edited; and, where wanted, what is served at the end of the line. */
import * as vscode from 'vscode';
import type { ServedProblem } from '../../../../server/src/live/compare/problems.ts';
import { ourDocuments } from '../../server/documents.ts';
import { type LineEdit, moved } from './moved.ts';

/** How they are called in the list of problems. */
export const SOURCE = 'Bailiwick (servers)';

const SEVERITIES = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** Edits of files since a moment, by URI. */
export interface EditsSince extends vscode.Disposable {
  readonly edits: ReadonlyMap<string, readonly LineEdit[]>;
}

function editsOf({ contentChanges }: vscode.TextDocumentChangeEvent): LineEdit[] {
  return contentChanges.map(({ range, text }) => ({
    firstLine: range.start.line,
    lastLine: range.end.line,
    startCharacter: range.start.character,
    endCharacter: range.end.character,
    text,
  }));
}

/** Keeps what is edited from now on: what is compared is the file as it was when it was read. */
export function watchEdits(): EditsSince {
  const edits = new Map<string, LineEdit[]>();
  const watching = vscode.workspace.onDidChangeTextDocument((event) => {
    const uri = event.document.uri.toString();
    edits.set(uri, [...(edits.get(uri) ?? []), ...editsOf(event)]);
  });
  return { edits, dispose: () => watching.dispose() };
}

export class ServedProblems implements vscode.Disposable, vscode.InlayHintsProvider, vscode.CodeActionProvider {
  readonly #collection = vscode.languages.createDiagnosticCollection('bailiwick-served');
  readonly #hintsChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.#hintsChanged.event;
  readonly #registered: vscode.Disposable;
  /** By file, and by what was compared: another comparison of that takes the place of the earlier one. */
  readonly #shown = new Map<string, Map<string, readonly ServedProblem[]>>();

  constructor() {
    const files = vscode.workspace.createFileSystemWatcher('**/*', true);
    const changed = (uri: vscode.Uri): void => {
      // An editor that has the file open tells what is another line.
      if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
        this.#forget(uri.toString());
      }
    };
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.#registered = vscode.Disposable.from(
      files,
      files.onDidChange(changed),
      files.onDidDelete(changed),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      // A file that nobody has open may be changed by another program, which tells no lines.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('bailiwick.served')) this.#hintsChanged.fire();
      }),
      vscode.languages.registerInlayHintsProvider(ourDocuments(['zone']), this),
      vscode.languages.registerCodeActionsProvider(ourDocuments(['zone']), this, kinds),
    );
  }

  /** Shows what a comparison of `what` found, moved by what was edited meanwhile. */
  show(what: string, problems: readonly ServedProblem[], { edits }: EditsSince): void {
    for (const uri of this.#shown.keys()) this.#set(uri, what, []);
    for (const uri of new Set(problems.map((problem) => problem.uri))) {
      const key = vscode.Uri.parse(uri, true).toString();
      const own = problems.filter((problem) => problem.uri === uri);
      this.#set(key, what, (edits.get(key) ?? []).reduce<readonly ServedProblem[]>(moved, own));
    }
  }

  /** Takes away all of them. */
  clear(): void {
    for (const uri of [...this.#shown.keys()]) this.#forget(uri);
  }

  dispose(): void {
    this.#registered.dispose();
    this.#collection.dispose();
    this.#hintsChanged.dispose();
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    if (!vscode.workspace.getConfiguration('bailiwick').get<boolean>('served.inlayHints', false)) return [];
    const hints: vscode.InlayHint[] = [];
    for (const { line, served, message } of this.#problemsOf(document.uri.toString())) {
      if (served === undefined || line < range.start.line || line > range.end.line || line >= document.lineCount)
        continue;
      const hint = new vscode.InlayHint(document.lineAt(line).range.end, served);
      hint.paddingLeft = true;
      hint.tooltip = message;
      hints.push(hint);
    }
    return hints;
  }

  provideCodeActions(
    _document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const own = diagnostics.filter(({ source }) => source === SOURCE);
    if (own.length === 0) return [];
    const action = (title: string, command: string): vscode.CodeAction => {
      const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      made.command = { title, command };
      made.diagnostics = own;
      return made;
    };
    return [
      action(vscode.l10n.t('Show the zone beside what is served'), 'bailiwick.showServed'),
      action(vscode.l10n.t('Compare with the servers again'), 'bailiwick.compareAgain'),
      action(vscode.l10n.t('Clear what the servers said'), 'bailiwick.clearServed'),
    ];
  }

  #problemsOf(uri: string): ServedProblem[] {
    return [...(this.#shown.get(uri)?.values() ?? [])].flat();
  }

  #edited(event: vscode.TextDocumentChangeEvent): void {
    const uri = event.document.uri.toString();
    const shown = this.#shown.get(uri);
    if (!shown || event.contentChanges.length === 0) return;
    const edits = editsOf(event);
    for (const [what, problems] of shown) shown.set(what, edits.reduce<readonly ServedProblem[]>(moved, problems));
    this.#tell(uri);
  }

  #forget(uri: string): void {
    if (this.#shown.delete(uri)) this.#tell(uri);
  }

  #set(uri: string, what: string, problems: readonly ServedProblem[]): void {
    const shown = this.#shown.get(uri) ?? new Map<string, readonly ServedProblem[]>();
    this.#shown.set(uri, shown);
    if (problems.length > 0) shown.set(what, problems);
    else shown.delete(what);
    this.#tell(uri);
  }

  #tell(uri: string): void {
    this.#collection.set(vscode.Uri.parse(uri, true), this.#problemsOf(uri).map(diagnosticOf));
    this.#hintsChanged.fire();
  }
}

function diagnosticOf({ line, start, end, message, severity, code }: ServedProblem): vscode.Diagnostic {
  const made = new vscode.Diagnostic(new vscode.Range(line, start, line, end), message, SEVERITIES[severity]);
  made.source = SOURCE;
  made.code = `served/${code}`;
  return made;
}
