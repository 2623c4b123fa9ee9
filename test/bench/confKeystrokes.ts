/** Edits of a configuration that are measured, each a pair of keystrokes: one that breaks or adds something, and one that takes it back. */

import { WRONG_FROM_END } from './configurations.ts';
import type { Edit } from './zoneSession.ts';
import { hasError } from './zoneSession.ts';

/** Kinds that concern a statement, and kinds that concern all that follows: what a brace or a quote is closed by may stand anywhere. */
export const LOCAL_KINDS = ['in a value', 'zone put in', 'lost semicolon'] as const;
export const CONF_KINDS = [...LOCAL_KINDS, 'lost brace', 'unclosed quote'] as const;
export type ConfKind = (typeof CONF_KINDS)[number];

const PRIMARY = /^\ttype (?:primary|master);$/;
const NEW_ZONE = 'zone "new.example.test" { type primary; file "zones/new.db"; allow-transfer { none; }; };\n';

/** Makes the pairs of a kind over the lines of a configuration: `step` picks another zone each time. */
export function confKeystrokes(lines: readonly string[]): (kind: ConfKind, step: number) => readonly [Edit, Edit] {
  const zones: number[] = [];
  for (const [index, line] of lines.entries()) if (PRIMARY.test(line)) zones.push(index - 1);
  const wrong = lines.length - 1 - WRONG_FROM_END;
  /** Text in the place of another, and back; `line` has a problem in between. */
  const replaced = (line: number, from: number, old: string, text: string): readonly [Edit, Edit] => {
    const start = { line, character: from };
    const end = (length: number) => ({ line, character: from + length });
    return [
      { range: { start, end: end(old.length) }, text, answered: (list) => hasError(list, line) },
      { range: { start, end: end(text.length) }, text: old, answered: (list) => !hasError(list, line) },
    ];
  };
  return (kind, step) => {
    const zone = zones[Math.floor(((step * 0.618034) % 1) * zones.length)];
    const place = (line: number, text: string): number => lines[line].lastIndexOf(text);
    switch (kind) {
      case 'in a value':
        return replaced(zone + 1, lines[zone + 1].length - 1, '', 'x');
      case 'zone put in': {
        const start = { line: zone, character: 0 };
        const next = { line: zone + 1, character: 0 };
        return [
          { range: { start, end: start }, text: NEW_ZONE, answered: (list) => hasError(list, wrong + 1) },
          { range: { start, end: next }, text: '', answered: (list) => hasError(list, wrong) },
        ];
      }
      case 'lost semicolon':
        return replaced(zone + 1, place(zone + 1, ';'), ';', '');
      case 'lost brace':
        return replaced(zone + 3, place(zone + 3, '{'), '{', '');
      case 'unclosed quote':
        return replaced(zone + 2, place(zone + 2, '"'), '"', '');
    }
  };
}
