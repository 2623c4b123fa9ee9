/** Tells the client what is wrong with its files, where that is something else than before. */
import type { Connection } from 'vscode-languageserver';
import { DIAGNOSTICS_A_FILE, toDiagnostics } from '../services/shared/diagnostics.ts';
import { type ProblemMark, sameMark, type Workspace } from '../workspace/workspace.ts';

/** What was sent of a file, and of which state; without a mark where that cannot be told. */
interface Sent {
  readonly text: string;
  readonly mark: ProblemMark | undefined;
}

const NONE = '[]';

export class Diagnostics {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #sent = new Map<string, Sent>();

  constructor(connection: Connection, workspace: Workspace) {
    this.#connection = connection;
    this.#workspace = workspace;
  }

  /** Sends the diagnostics of the files where they changed. */
  publish(): void {
    const marks = this.#workspace.problemMarks();
    for (const [uri, mark] of marks) this.#publishOf(uri, mark);
    for (const [uri, { text }] of this.#sent) {
      if (marks.has(uri)) continue;
      this.#sent.delete(uri);
      if (text !== NONE) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }

  #publishOf(uri: string, mark: ProblemMark): void {
    const before = this.#sent.get(uri);
    if (!mark.told || (before && sameMark(before.mark, mark))) return;
    const workspace = this.#workspace;
    const problems = workspace.problemsOf(uri, DIAGNOSTICS_A_FILE);
    const diagnostics = toDiagnostics(problems, (file) => workspace.bufferOf(file));
    // Places in other files move with those.
    const stays = diagnostics.every(
      ({ relatedInformation }) => relatedInformation?.every(({ location }) => location.uri === uri) ?? true,
    );
    const text = JSON.stringify(diagnostics);
    this.#sent.set(uri, { text, mark: stays ? mark : undefined });
    if (text !== (before?.text ?? NONE)) void this.#connection.sendDiagnostics({ uri, diagnostics });
  }
}
