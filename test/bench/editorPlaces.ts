/** Where the editor's figures of any zone are taken: places all over it, and what is typed there. */
import type { Position } from 'vscode-languageserver-types';
import { type Edit, hasError } from './zoneSession.ts';

/** A record that is wrong, whatever zone it stands in. */
export const WRONG_LINE = 'bailiwick-bench-wrong\tIN\tA\t192.0.2.256';

/** A record that writes its owner: another line before it changes no other record. */
const OWNER = /^[^\s;$)]/;
/** What stands behind an owner, with a type at its end. */
const TYPE = /\s(?=[A-Z][A-Z0-9]*\s)(?!IN\s)/;

/** The lines with a wrong one on the first screen, behind the records of the apex, and a wrong one at the end. */
export function withMistakes(lines: readonly string[]): { readonly lines: readonly string[]; readonly first: number } {
  const soa = lines.findIndex((line) => /\sSOA\s/.test(line));
  const first = lines.findIndex((line, index) => index > soa && OWNER.test(line));
  return { lines: [...lines.slice(0, first), WRONG_LINE, ...lines.slice(first), WRONG_LINE], first };
}

/** Lines all over the zone behind those of the first screen, another one for each step: a step of the golden section comes near to each of them. */
export function placesIn(lines: readonly string[], first: number): (step: number) => number {
  const places: number[] = [];
  for (let line = first + 1; line < lines.length - 1; line++) if (OWNER.test(lines[line])) places.push(line);
  return (step) => places[Math.floor((((step + 1) * 0.618034) % 1) * places.length)];
}

/** A wrong line put in before another, and taken out again. */
export function wrongLineAt(line: number): readonly [put: Edit, taken: Edit] {
  const at = { line, character: 0 };
  const next = { line: line + 1, character: 0 };
  return [
    { range: { start: at, end: at }, text: `${WRONG_LINE}\n`, answered: (list) => hasError(list, line) },
    { range: { start: at, end: next }, text: '', answered: (list) => !hasError(list, line) },
  ];
}

/** The type of a record, or the line's beginning where it shows none, and the line's end: in turn, for what is asked at a place. */
export function positionOn(text: string, line: number, step: number): Position {
  if (step % 2 === 1) return { line, character: text.length };
  return { line, character: 1 + text.search(TYPE) };
}
