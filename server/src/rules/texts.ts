/** What the documentation of a rule says, for those who show it. A module of its own, so that the editor's bundles do without the texts. */
import type { RuleMeta } from './rule.ts';

/** What a rule finds, and why that hurts. */
export function textsOf({ docs }: RuleMeta): { readonly finds: string; readonly why: string } {
  return { finds: docs.finds.trim(), why: docs.why.trim() };
}
