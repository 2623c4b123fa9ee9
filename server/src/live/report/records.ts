/** The records of an answer as lines of a zone file. */
import { isMetaCode, TYPE } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import type { AnswerRecord } from '../messages.ts';
import { DEFAULT_VIEW, type ViewOptions } from '../view.ts';
import { dataLines, recordHead } from '../views/recordText.ts';
import { comment } from './words.ts';

/** Types that only messages have; a zone file cannot hold them. */
function isMetaType(type: number): boolean {
  return type === TYPE.OPT || isMetaCode(type);
}

/** The records as lines, with the columns of one section aligned. */
export function recordLines(records: readonly AnswerRecord[], view: ViewOptions = DEFAULT_VIEW): string[] {
  const rows = records.map((record) => recordHead(record, view));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.flatMap((row, index) => {
    const record = records[index];
    const [first, ...others] = dataLines(record, view);
    const head = row.map((cell, column) => cell.padEnd(widths[column])).join(' ');
    const lines = [`${head} ${first}`.trimEnd(), ...others];
    return isMetaType(record.type) || record.fault !== undefined ? lines.map(comment) : lines;
  });
}

/** A section with its title; one line where it is empty, and none of it without comments. */
export function section(title: string, records: readonly AnswerRecord[], view: ViewOptions = DEFAULT_VIEW): string[] {
  if (!view.comments) return recordLines(records, view);
  if (records.length === 0) return [comment(t`${title}: none`)];
  return [
    '',
    comment(`${title}: ${counted(records.length, t`record`, t`records`)}`),
    ...recordLines(records, view),
    '',
  ];
}
