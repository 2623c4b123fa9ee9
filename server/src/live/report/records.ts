/** The records of an answer as lines of a zone file. */
import { classText } from '../../dns/classes.ts';
import { isMetaCode, TYPE, typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { type AnswerRecord, rdataText } from '../messages.ts';
import { comment } from './words.ts';

/** Types that only messages have; a zone file cannot hold them. */
function isMetaType(type: number): boolean {
  return type === TYPE.OPT || isMetaCode(type);
}

/** The records as lines, with the columns of one section aligned. */
export function recordLines(records: readonly AnswerRecord[]): string[] {
  const rows = records.map((record) => [
    record.owner,
    String(record.ttl),
    classText(record.class),
    typeText(record.type),
    rdataText(record),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row, index) => {
    const line = row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' ')
      .trimEnd();
    return isMetaType(records[index].type) || records[index].fault !== undefined ? comment(line) : line;
  });
}

/** A section with its title; one line where it is empty. */
export function section(title: string, records: readonly AnswerRecord[]): string[] {
  if (records.length === 0) return [comment(t`${title}: none`)];
  return ['', comment(`${title}: ${counted(records.length, t`record`, t`records`)}`), ...recordLines(records), ''];
}
