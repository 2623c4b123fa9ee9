/** Tells the client what is wrong with its files, where that is something else than before. */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { t } from '../l10n.ts';
import { DIAGNOSTICS_A_FILE, toDiagnostics } from '../services/shared/diagnostics.ts';
import { baseName } from '../workspace/paths.ts';
import { type ProblemMark, sameMark, type Workspace } from '../workspace/workspace.ts';
import type { Failures } from './failures.ts';
import type { Runtime } from './runtime.ts';

/** What was sent of a file, and of which state; without a mark where that cannot be told, without a text where it did not arrive. */
interface Sent {
  readonly text: string | undefined;
  readonly mark: ProblemMark | undefined;
}

const NONE = '[]';

/** Milliseconds after which what could not be sent is sent again. */
const AGAIN_AFTER = 1000;

export interface DiagnosticsOptions {
  readonly connection: Connection;
  readonly runtime: Pick<Runtime, 'after'>;
  readonly workspace: Workspace;
  readonly failures: Failures;
  /** Diagnostics as the client takes them. */
  readonly form?: (uri: string, diagnostics: Diagnostic[]) => Diagnostic[];
  /** True where the client asks for diagnostics and is sent none, but told that there are others. */
  readonly isAsked?: () => boolean;
  readonly refresh?: () => void;
  /** The problems of settings files. */
  readonly ofSettings?: () => Iterable<readonly [uri: string, diagnostics: Diagnostic[]]>;
}

export class Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly #sent = new Map<string, Sent>();

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
  }

  /** Sends the diagnostics of the files where they changed. What goes wrong with one file keeps no other from being told. */
  publish(): void {
    const { workspace, failures, ofSettings } = this.#options;
    failures.guard(t`Telling the problems`, undefined, () => {
      const marks = workspace.problemMarks();
      for (const [uri, mark] of marks) {
        // Of thousands of files an edit concerns a few.
        if (!mark.told || this.#isSent(uri, mark)) continue;
        failures.guard(t`Telling the problems of ${baseName(uri)}`, undefined, () => this.#publishOf(uri, mark));
      }
      const others = new Set<string>();
      for (const [uri, diagnostics] of ofSettings?.() ?? []) {
        others.add(uri);
        this.#sendChanged(uri, diagnostics, undefined);
      }
      for (const [uri, { text }] of this.#sent) {
        if (marks.has(uri) || others.has(uri)) continue;
        this.#sent.delete(uri);
        if (text !== NONE) this.#send(uri, []);
      }
    });
  }

  /** Whether what can be said of a file was sent already. */
  #isSent(uri: string, mark: ProblemMark): boolean {
    const before = this.#sent.get(uri);
    return before !== undefined && sameMark(before.mark, mark);
  }

  #publishOf(uri: string, mark: ProblemMark): void {
    const diagnostics = this.#diagnosticsOf(uri);
    // Places in other files move with those.
    const stays = diagnostics.every(
      ({ relatedInformation }) => relatedInformation?.every(({ location }) => location.uri === uri) ?? true,
    );
    this.#sendChanged(uri, diagnostics, stays ? mark : undefined);
  }

  /** The diagnostics of a file, for a client that asks. */
  of(uri: string): Diagnostic[] {
    for (const [other, diagnostics] of this.#options.ofSettings?.() ?? []) if (other === uri) return diagnostics;
    return this.#diagnosticsOf(uri);
  }

  #diagnosticsOf(uri: string): Diagnostic[] {
    const { workspace } = this.#options;
    if (workspace.isExcluded(uri)) return [];
    return toDiagnostics(workspace.problemsOf(uri, DIAGNOSTICS_A_FILE), (file) => workspace.bufferOf(file));
  }

  #sendChanged(uri: string, diagnostics: Diagnostic[], mark: ProblemMark | undefined): void {
    const before = this.#sent.get(uri);
    const text = JSON.stringify(diagnostics);
    this.#sent.set(uri, { text, mark });
    if (text !== (before ? before.text : NONE)) this.#send(uri, diagnostics);
  }

  #send(uri: string, diagnostics: Diagnostic[]): void {
    const { connection, runtime, form, isAsked, refresh } = this.#options;
    if (isAsked?.()) {
      refresh?.();
      return;
    }
    connection.sendDiagnostics({ uri, diagnostics: form?.(uri, diagnostics) ?? diagnostics }).catch(() => {
      this.#sent.set(uri, { text: undefined, mark: undefined });
      runtime.after(AGAIN_AFTER, () => this.publish());
    });
  }
}
