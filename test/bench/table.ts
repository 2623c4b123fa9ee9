/** Tables and numbers as text. */

/** What stands where nothing could be measured. */
export const UNKNOWN = '-';

/** A table with its first row as the head: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  const [head, ...body] = rows;
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}

/** The same in Markdown. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [head, ...body] = rows;
  return [line(head), `| ${rule.join(' | ')} |`, ...body.map(line)].join('\n');
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const [head] = rows;
  return head.map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
}

/** Three digits that count: 0.0123, 1.23, 12.3, 123, 1234. */
function digits(value: number): string {
  const decimals = value === 0 ? 0 : 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(4, Math.max(0, decimals)));
}

/** Seconds as "1.23 s", below a second as "12.3 ms". */
export function seconds(value: number | undefined): string {
  return value === undefined ? UNKNOWN : value < 1 ? milliseconds(value * 1000) : `${digits(value)} s`;
}

export function milliseconds(value: number | undefined): string {
  return value === undefined ? UNKNOWN : `${digits(value)} ms`;
}

/** Octets as megabytes of a million. */
export function megabytes(octets: number | undefined): string {
  return octets === undefined ? UNKNOWN : `${digits(octets / 1e6)} MB`;
}

/** "0.52x" */
export function times(value: number | undefined): string {
  return value === undefined ? UNKNOWN : `${value.toFixed(2)}x`;
}

/** "10^6" for a power of ten, else the number itself. */
export function size(records: number): string {
  const power = Math.log10(records);
  return Number.isInteger(power) ? `10^${power}` : String(records);
}
