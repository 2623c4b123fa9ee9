/** What VS Code offers for tools of agents, as far as it is used here: it came with 1.95, after the oldest release that this runs in. */
import * as vscode from 'vscode';

export interface Invocation {
  readonly input: unknown;
}

export interface Tool {
  invoke(options: Invocation, token: vscode.CancellationToken): Promise<unknown>;
  prepareInvocation(options: Invocation): {
    readonly invocationMessage: string;
    readonly confirmationMessages?: { readonly title: string; readonly message: string };
  };
}

interface Api {
  readonly lm?: { readonly registerTool?: (name: string, tool: Tool) => vscode.Disposable };
  readonly LanguageModelToolResult?: new (parts: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart?: new (text: string) => unknown;
}

export interface ToolApi {
  readonly register: (name: string, tool: Tool) => vscode.Disposable;
  /** A text as a tool gives it. */
  readonly result: (text: string) => unknown;
}

/** Undefined where this VS Code has no tools. */
export function toolApi(api: object = vscode): ToolApi | undefined {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Text } = api as Api;
  if (typeof lm?.registerTool !== 'function' || !Result || !Text) return undefined;
  return {
    register: (name, tool) => lm.registerTool!(name, tool),
    result: (text) => new Result([new Text(text)]),
  };
}
