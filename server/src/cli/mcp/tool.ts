/** What a tool of `bailiwick mcp` is. */

/** What a tool may ask for beside what it is given. */
export interface Asking {
  readonly cwd: string;
  /** Whether a query may be sent; `nobody` where nobody can be asked. */
  mayAsk(words: string): Promise<boolean | 'nobody'>;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly annotations: { readonly readOnlyHint: true; readonly openWorldHint: boolean };
  readonly run: (given: Arguments, asking: Asking) => Promise<string>;
}
