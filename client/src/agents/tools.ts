/**
 * The tools for agents (server/src/services/agents/table.ts) in VS Code: over the workspace as it is, with what is not saved. They write nothing, and the user
 * is asked before each query.
 */
import * as vscode from 'vscode';
import { visibleLine } from '../../../server/src/l10n.ts';
import { AGENT_TOOL } from '../../../server/src/lsp/protocol.ts';
import { bounded, queryWords, ToolError } from '../../../server/src/services/agents/answers.ts';
import { ASKING_TOOLS, TOOL_TITLES, type ToolName } from '../../../server/src/services/agents/titles.ts';
import type { RulePages } from '../rules/pages.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { type Invocation, type Tool, toolApi } from './api.ts';
import { pagesNamed } from './ruleWords.ts';

/** Sends a query and gives what came as a text. */
export type AskWords = (words: string, token: vscode.CancellationToken) => Promise<string>;

export interface AgentSources {
  readonly server: LanguageServer;
  readonly pages: RulePages;
  readonly ask: AskWords;
}

/** Registers the tools where this VS Code has such; a disposable of nothing elsewhere. */
export function offerAgentTools(sources: AgentSources): vscode.Disposable {
  const api = toolApi();
  if (!api) return vscode.Disposable.from();
  return vscode.Disposable.from(
    ...(Object.keys(TOOL_TITLES) as ToolName[]).map((name) =>
      api.register(`bailiwick_${name}`, agentTool(name, sources, api.result)),
    ),
  );
}

function agentTool(name: ToolName, sources: AgentSources, result: (text: string) => unknown): Tool {
  return {
    prepareInvocation: ({ input }) => ({
      invocationMessage: TOOL_TITLES[name],
      ...(ASKING_TOOLS.has(name) && { confirmationMessages: questionOf(input) }),
    }),
    invoke: async ({ input }: Invocation, token) => result(await answered(name, input, sources, token)),
  };
}

function questionOf(input: unknown): { readonly title: string; readonly message: string } {
  const { words } = (input ?? {}) as { readonly words?: unknown };
  return {
    title: vscode.l10n.t('Send this DNS query?'),
    message: typeof words === 'string' ? `\`${visibleLine(words).replaceAll('`', "'")}\`` : '',
  };
}

async function answered(
  name: ToolName,
  input: unknown,
  { server, pages, ask }: AgentSources,
  token: vscode.CancellationToken,
): Promise<string> {
  const given = (input ?? {}) as { readonly words?: unknown; readonly rule?: unknown };
  if (name === 'rule') return bounded(pagesNamed(given.rule, await pages()));
  if (name === 'query') {
    if (!vscode.workspace.isTrusted)
      throw new ToolError(vscode.l10n.t('Queries are not sent in a workspace that is not trusted.'));
    return bounded(await ask(queryWords(given.words), token));
  }
  const client = await server.needed();
  if (!client) throw new ToolError(vscode.l10n.t('The language server does not run.'));
  return client.sendRequest<string>(AGENT_TOOL, { name, given }, token);
}
