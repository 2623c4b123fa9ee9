/** What a rule is, and what it reports. Every rule is one file below this folder that exports one of these objects. */
import type { RuleId } from './ids.ts';

/**
 * error: the server refuses it or data is lost. warning: someone will not be able to resolve.
 * information: good practice. hint: style.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** The severities from worst to mildest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The page of a rule; settings, the schema and docs/rules are generated from it. Texts are Markdown. */
export interface RuleDocs {
  /** What the rule finds. */
  readonly finds: string;
  /** Why that hurts. */
  readonly why: string;
  /** An example that the rule reports, and one that it does not. */
  readonly bad: string;
  readonly good: string;
  /** RFC sections, BIND's behaviour, other checkers: one a line. */
  readonly sources: readonly string[];
}

/** What every rule says of itself. */
export interface RuleMeta {
  /** `zone/...` or `conf/...`, in kebab case, naming the mistake; `npm run generate` adds a new one to ids.ts. */
  readonly id: RuleId;
  /** One line, as a heading. */
  readonly title: string;
  readonly severity: Severity;
  /** The version of Bailiwick that brought it. */
  readonly since: string;
  /** Whether there is a fix, and whether applying it without a look is sound. */
  readonly fix: 'none' | 'safe' | 'unsafe';
  readonly docs: RuleDocs;
}

/** Another place that a problem speaks of; offsets are UTF-16 units from the start of the file. */
export interface RelatedPlace {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A finding in a file; offsets are UTF-16 units from the start of the file. */
export interface Problem {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** What the fix needs beyond the place: plain JSON. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly related?: readonly RelatedPlace[];
  readonly tag?: 'deprecated' | 'unnecessary';
}

/** One replacement in a file; an insertion where start equals end. */
export interface FixEdit {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A way to mend a problem. */
export interface Fix {
  /** What it does, in the imperative: "Add the missing dot". */
  readonly title: string;
  readonly edits: readonly FixEdit[];
  /** True for the one that is nearly always right. */
  readonly preferred?: boolean;
}
