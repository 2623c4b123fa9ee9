/** What stands beside the arrows of a picture. */
import { t } from '../../l10n.ts';
import type { Fault, State } from './chain.ts';

/** Characters of a line beside an arrow, and lines of one fault: the whole of it stands in the list below the picture. */
const MAX_LINE = 30;
const MAX_LINES = 3;
/** Faults beside one arrow. */
const MAX_FAULTS = 2;

/** What a state is shown as: a sign for the eye and a word for those who hear it. No colour says what they do not. */
export const STATE_SIGN: Readonly<Record<State, string>> = { sound: '✓', broken: '✕', unknown: '?' };
export const STATE_WORDS: Readonly<Record<State, () => string>> = {
  sound: () => t`works`,
  broken: () => t`does not work`,
  unknown: () => t`not known`,
};

interface Faulty {
  readonly state: State;
  readonly faults: readonly Fault[];
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return [...faults].sort((a, b) => a.rank - b.rank);
}

function firstRank({ faults }: Faulty): number {
  return Math.min(Number.POSITIVE_INFINITY, ...faults.map(({ rank }) => rank));
}

/**
 * The lines beside each arrow that say what is wrong, the first cause first, each with its number in the list; where the part works all the same with
 * another sign. What is wrong with several parts is told beside one of them, the others have its number.
 */
export function faultLines(arrows: readonly Faulty[]): string[][] {
  const told = new Set<number>();
  const lines = arrows.map((): string[] => []);
  const order = [...arrows.keys()].sort((a, b) => firstRank(arrows[a]) - firstRank(arrows[b]));
  for (const i of order) {
    const { state, faults } = arrows[i];
    const sign = state === 'broken' ? STATE_SIGN.broken : '!';
    const here = inOrder(faults)
      .filter(({ rank }) => !told.has(rank))
      .slice(0, MAX_FAULTS);
    for (const { rank } of here) told.add(rank);
    const others = inOrder(faults).filter((fault) => !here.includes(fault));
    const numbers = others.map(({ rank }) => rank).join(', ');
    lines[i] = here.flatMap(({ text, rank }) => wrapped(`${sign}${rank} ${text}`));
    if (numbers !== '') lines[i].push(here.length > 0 ? t`and ${numbers}` : `${sign}${numbers}`);
  }
  return lines;
}

/** A text in lines that end between words; a word that is longer than a line is cut. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap(pieces)) {
    if (line !== '' && line.length + 1 + word.length > MAX_LINE) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES - 1), `${lines[MAX_LINES - 1].slice(0, MAX_LINE - 1)}…`];
}

function pieces(word: string): string[] {
  const cut: string[] = [];
  for (let from = 0; from < word.length; from += MAX_LINE) cut.push(word.slice(from, from + MAX_LINE));
  return cut;
}
