/** What a tool of `bailiwick mcp` is: a row of the table, and what runs it. */
import type { Arguments } from '../../services/agents/answers.ts';

/** What a tool may ask for beside what it is given. */
export interface Asking {
  readonly cwd: string;
  /** Whether a query may be sent; `nobody` where nobody can be asked. */
  mayAsk(words: string): Promise<boolean | 'nobody'>;
}

export type RunTool = (given: Arguments, asking: Asking) => Promise<string>;
