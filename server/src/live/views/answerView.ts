/** Answers in the form that the words ask for. */
import type { LiveResult } from '../query.ts';
import { type ReportNotes, reportText } from '../report.ts';
import type { ViewOptions } from '../view.ts';
import { jsonView } from './json.ts';
import { shortView } from './short.ts';
import { yamlView } from './yaml.ts';

/** A result, and what the caller knows beside it. */
export interface ShownResult extends ReportNotes {
  readonly result: LiveResult;
}

/** The text of a form, and the language that an editor takes it for. */
export interface AnswerView {
  readonly text: string;
  readonly language: 'zone' | 'json' | 'yaml' | 'plaintext';
}

/** Answers one below the other where there are several. */
export function answerView(shown: readonly ShownResult[], view: ViewOptions): AnswerView {
  const results = shown.map(({ result }) => result);
  if (view.form === 'json') return { text: jsonView(results), language: 'json' };
  if (view.form === 'yaml') return { text: yamlView(results), language: 'yaml' };
  if (view.form === 'short') return { text: shortView(results, view), language: 'plaintext' };
  return { text: shown.map(({ result, ...notes }) => reportText(result, notes, view)).join('\n'), language: 'zone' };
}
