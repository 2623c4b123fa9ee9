/** The edits that are measured, each a pair of keystrokes: one that breaks or adds something, and one that takes it back. */
import type { Position, Range } from 'vscode-languageserver-types';
import { type Edit, hasProblem } from './zoneSession.ts';

/** The kinds of the mix, and a changed `$TTL`, which changes every record that has none of its own. */
export const MIX = ['in place', 'line at the top', 'line in the middle', 'unclosed quote'] as const;
export const TTL = '$TTL';
export type Kind = (typeof MIX)[number] | typeof TTL;

/** A keystroke and the one that takes it back. */
export type Pair = readonly [Edit, Edit];

const NEW_LINE = 'bailiwick-bench-new\tIN\tA\t192.0.2.3\n';
const ADDRESS = /^[^\t]+\t(?:300\t)?IN\tA\t10\.[\d.]+$/;
const TEXT = /^\t\tIN\tTXT\t".*"$/;
const OWNER = /^[^\t;$@]/;
const DEFAULT_TTL = /^\$TTL \d*(\d)$/;

/** Makes the pairs of a kind over the lines of a zone: `step` picks another place each time. */
export function keystrokes(lines: readonly string[]): (kind: Kind, step: number) => Pair {
  const last = lines.length - 1;
  const addresses = indexesOf(lines, ADDRESS);
  const texts = indexesOf(lines, TEXT);
  const owners = indexesOf(lines, OWNER);
  const ttl = lines.findIndex((line) => DEFAULT_TTL.test(line));
  /** The places are all over the file: a step of the golden section comes near to each of them. */
  const pick = (places: readonly number[], step: number): number =>
    places[Math.floor(((step * 0.618034) % 1) * places.length)];

  /** Text put in at a place, and taken out again; `line` has a problem in between. */
  const typed = (line: number, character: number, text: string): Pair => {
    const at = { line, character };
    const end = { line, character: character + text.length };
    return [wrong({ start: at, end: at }, text, line), right({ start: at, end }, '', line)];
  };
  const inserted = (line: number): Pair => {
    const at: Position = { line, character: 0 };
    const next: Position = { line: line + 1, character: 0 };
    return [
      { range: { start: at, end: at }, text: NEW_LINE, answered: (list) => hasProblem(list, last + 1) },
      { range: { start: at, end: next }, text: '', answered: (list) => hasProblem(list, last) },
    ];
  };

  return (kind, step) => {
    switch (kind) {
      case 'in place': {
        const line = pick(addresses, step);
        return typed(line, lines[line].length, 'x');
      }
      case 'line at the top':
        return inserted(owners[0]);
      case 'line in the middle':
        return inserted(owners[(owners.length >> 1) + (step % 40)]);
      case 'unclosed quote': {
        const line = pick(texts, step);
        const range = characters(line, lines[line].length - 1, lines[line].length);
        const place = { start: range.start, end: range.start };
        return [wrong(range, '', line), right(place, '"', line)];
      }
      case TTL: {
        const range = characters(ttl, lines[ttl].length - 1, lines[ttl].length);
        const digit = lines[ttl].slice(-1);
        return [wrong(range, digit === '1' ? '2' : '1', last - 1), right(range, digit, last - 1)];
      }
    }
  };
}

function wrong(range: Range, text: string, line: number): Edit {
  return { range, text, answered: (list) => hasProblem(list, line) };
}

function right(range: Range, text: string, line: number): Edit {
  return { range, text, answered: (list) => !hasProblem(list, line) };
}

function characters(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

function indexesOf(lines: readonly string[], pattern: RegExp): number[] {
  const indexes: number[] = [];
  for (const [index, line] of lines.entries()) if (pattern.test(line)) indexes.push(index);
  if (indexes.length === 0) throw new Error(`the zone has no line like ${pattern.source}`);
  return indexes;
}
