/** Semantic tokens of whole files: the last answer of each is kept, so that the next one can be a delta. */
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-types';

/** Files whose last tokens are kept. */
const KEPT = 64;

export class TokenAnswers {
  readonly #last = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  #next = 1;

  /** All tokens of a file. */
  full(uri: string, data: number[]): SemanticTokens {
    return { resultId: this.#keep(uri, data), data };
  }

  /** What changed since the answer `previous`; all tokens where that is not the last one of the file. */
  delta(uri: string, data: number[], previous: string): SemanticTokens | SemanticTokensDelta {
    const last = this.#last.get(uri);
    const resultId = this.#keep(uri, data);
    return last?.id === previous ? { resultId, edits: tokenEdits(last.data, data) } : { resultId, data };
  }

  /** Forgets a file that was closed. */
  forget(uri: string): void {
    this.#last.delete(uri);
  }

  #keep(uri: string, data: readonly number[]): string {
    const id = String(this.#next++);
    this.#last.delete(uri);
    this.#last.set(uri, { id, data });
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= KEPT) break;
      this.#last.delete(oldest);
    }
    return id;
  }
}

/** The one edit that makes `next` of `last`, none where they are equal: what one edit of a text changes lies together. */
export function tokenEdits(last: readonly number[], next: readonly number[]): SemanticTokensDelta['edits'] {
  const shorter = Math.min(last.length, next.length);
  let start = 0;
  while (start < shorter && last[start] === next[start]) start++;
  if (start === last.length && start === next.length) return [];
  let tail = 0;
  while (tail < shorter - start && last[last.length - 1 - tail] === next[next.length - 1 - tail]) tail++;
  return [{ start, deleteCount: last.length - start - tail, data: next.slice(start, next.length - tail) }];
}
