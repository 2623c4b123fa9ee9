/** What runs each tool of the table where there is no editor: over files below one folder. */
import { nameAnswer } from '../../services/agents/names.ts';
import { TOOL_ROWS } from '../../services/agents/table.ts';
import { ASKING_TOOLS, type ToolName } from '../../services/agents/titles.ts';
import { valueAnswer } from '../../services/agents/values.ts';
import { checkProposed } from './checkTool.ts';
import { planned } from './planTool.ts';
import { queried } from './queryTool.ts';
import { ruleDocumented } from './ruleTool.ts';
import type { RunTool } from './tool.ts';
import { workspaceIn } from './workspace.ts';

export const RUNS: Readonly<Record<ToolName, RunTool>> = {
  check: checkProposed,
  name: async (given, { cwd }) => {
    const { workspace, nameOf } = await workspaceIn(given.paths, cwd);
    return nameAnswer(given, workspace, nameOf);
  },
  value: async (given, { cwd }) => {
    const { workspace, nameOf } = await workspaceIn(given.paths, cwd);
    return valueAnswer(given, workspace, nameOf);
  },
  rule: ruleDocumented,
  plan: planned,
  query: queried,
};

/** The tools as the protocol lists them. */
export const TOOLS = TOOL_ROWS.map((row) => ({
  ...row,
  annotations: { readOnlyHint: true, openWorldHint: ASKING_TOOLS.has(row.name) },
}));
