/** The tools for agents by their names, for whoever runs them; what they are given stands in table.ts, which only manifests need. */

export const TOOL_TITLES = {
  check: 'Check zones and configurations',
  name: 'Where a name is',
  value: 'The value in force',
  rule: 'What a rule means',
  plan: 'Plan a change',
  query: 'Ask a name server',
} as const;

export type ToolName = keyof typeof TOOL_TITLES;

/** Tools that ask a server elsewhere: the user is asked before it. */
export const ASKING_TOOLS: ReadonlySet<ToolName> = new Set<ToolName>(['query']);

/** The kinds of change that can be planned. */
export const PLAN_KINDS = ['create-ptr', 'correct-ptr', 'remove-ptr', 'renumber', 'migrate', 'fix', 'format'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];
