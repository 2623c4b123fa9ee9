/** What a check finds, as reports have it. */
import type { Range } from 'vscode-languageserver-types';
import type { RuleId } from '../rules/ids.ts';
import type { Severity } from '../rules/rule.ts';

/** One finding; ranges are zero-based, as in LSP. */
export interface Finding {
  readonly file: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly fixes?: readonly FindingFix[];
  /** What it is known by in a later run. */
  readonly fingerprint?: string;
  /** The line that it begins on, with its secrets masked; absent where it is not to be shown. */
  readonly source?: string;
}

export interface FindingFix {
  readonly title: string;
  /** True where it may be made without a look at it. */
  readonly safe: boolean;
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly newText: string }[];
}
