/** A comparison as a text to read, and each zone as a text whose lines can be compared. */

import { counted, t } from '../../l10n.ts';
import type { ChangedRrSet, Comparison, Difference } from './compare.ts';
import type { RrSet, ZoneTexts } from './rrsets.ts';

/** RRsets that a document has; the others are counted. */
const MOST_SETS = 2000;

const WHAT: Readonly<Record<Difference, () => string>> = {
  left: () => t`only on the first side`,
  right: () => t`only on the second side`,
  data: () => t`data differ`,
  ttl: () => t`TTLs differ`,
};

/** What the sides are called. */
export interface SideNames {
  readonly left: string;
  readonly right: string;
}

/** The comparison: `-` before what the first side has, `+` before what the second one has, and a space before what both have. */
export function comparisonText(comparison: Comparison, { left, right }: SideNames, most = MOST_SETS): string {
  const { changed, same } = comparison;
  const shown = changed.slice(0, most);
  const lines = [`- ${left}`, `+ ${right}`, '', summary(changed, same), serialText(comparison), ''];
  for (const set of shown) lines.push(...linesOf(set), '');
  if (shown.length < changed.length) lines.push(t`${changed.length - shown.length} more RRsets differ.`, '');
  return lines.filter((line, i) => line !== '' || lines[i - 1] !== '').join('\n');
}

function summary(changed: readonly ChangedRrSet[], same: number): string {
  const equal = counted(same, t`RRset is the same`, t`RRsets are the same`);
  if (changed.length === 0) return t`Both say the same: ${equal}.`;
  const kinds = (Object.keys(WHAT) as Difference[]).flatMap((kind) => {
    const count = changed.filter(({ difference }) => difference === kind).length;
    return count > 0 ? `${WHAT[kind]()}: ${count}` : [];
  });
  return `${kinds.join('; ')}. ${equal}.`;
}

function serialText({ left, right }: Comparison): string {
  if (left.serial === right.serial || left.serial === undefined || right.serial === undefined) return '';
  return t`The serials are ${left.serial} and ${right.serial}, which is no difference here.`;
}

function linesOf({ difference, left, right }: ChangedRrSet): string[] {
  const set = left ?? right;
  if (!set) return [];
  const [before, after] = [recordsOf(left), recordsOf(right)];
  const all = [...new Set([...before, ...after])];
  const removed = all.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const added = all.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  const kept = all.filter((line) => before.includes(line) && after.includes(line)).map((line) => `  ${line}`);
  return [`${set.owner} ${set.type}: ${WHAT[difference]()}`, ...removed, ...added, ...kept];
}

function recordsOf(set: RrSet | undefined): readonly string[] {
  return set ? set.data.map((data) => `${set.ttl < 0 ? '?' : set.ttl} ${data}`) : [];
}

/** A zone as lines in one order and one form, without its serial: two of them differ where the zones do. */
export function canonicalText({ sets }: ZoneTexts): string {
  const lines: string[] = [];
  for (const { owner, type, ttl, data } of sets) {
    for (const text of data) lines.push(`${owner} ${ttl < 0 ? '' : `${ttl} `}IN ${type} ${text}\n`);
  }
  return lines.join('');
}
