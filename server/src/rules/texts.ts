/** What the documentation of a rule says, for those who show it. A module of its own, so that the editor's bundles do without the texts. */
import type { RuleDocs, RuleMeta } from './rule.ts';

/** What a rule finds, and why that hurts, with examples and sources. */
export function textsOf({ docs }: RuleMeta): RuleDocs {
  return { ...docs, finds: docs.finds.trim(), why: docs.why.trim() };
}
