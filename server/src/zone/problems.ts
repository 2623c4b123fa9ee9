/** What the parser finds wrong with the text, by the ids of the rules that explain it. */

/** The rules that the parser raises. The checker knows each of them as a rule, or it does not compile. */
export type SyntaxRuleId =
  | 'zone/bad-directive'
  | 'zone/bad-generate'
  | 'zone/bad-name'
  | 'zone/bad-rdata'
  | 'zone/class-mismatch'
  | 'zone/generate-limit'
  | 'zone/incomplete-record'
  | 'zone/inherited-owner-after-origin'
  | 'zone/meta-type'
  | 'zone/no-owner'
  | 'zone/soa-minimum-as-ttl'
  | 'zone/ttl-missing'
  | 'zone/ttl-too-large'
  | 'zone/unbalanced-parentheses'
  | 'zone/unbalanced-quotes'
  | 'zone/unknown-directive'
  | 'zone/unknown-type'
  | 'zone/unreadable-character';

/** Something wrong with the text itself; offsets are relative to the start of the chunk. */
export interface SyntaxProblem {
  readonly rule: SyntaxRuleId;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>>;
}
