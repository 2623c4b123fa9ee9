/** Answers as `dig +short` has them: the data of the answer section alone. */
import { t } from '../../l10n.ts';
import type { LiveResult } from '../query.ts';
import { comment, oneLine, timeText } from '../report/words.ts';
import { serverText } from '../transport.ts';
import type { ViewOptions } from '../view.ts';
import { dataText } from './recordText.ts';

function resultLines(result: LiveResult, view: ViewOptions): string[] {
  if (result.kind === 'failure') return [comment(result.failure.message)];
  const from = view.identify ? t` from server ${serverText(result.server)} in ${timeText(result.time)}` : '';
  return result.response.answer.map((record) => oneLine(`${dataText(record, view)}${from}`));
}

/** One line for each record of the answers; a failure is a comment. */
export function shortView(results: readonly LiveResult[], view: ViewOptions): string {
  return results
    .flatMap((result) => resultLines(result, view))
    .map((line) => `${line}\n`)
    .join('');
}
