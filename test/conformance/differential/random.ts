/** Random choices from a seed, so that each input can be made again from its number alone. */
import { randomNumbers } from '../../unit/fuzz/edits.ts';

export interface Random {
  /** A whole number in [0, below). */
  number(below: number): number;
  /** True once in so many times. */
  oneIn(count: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** One of values of which the first are the usual ones; those more often. */
  usual<T>(values: readonly T[]): T;
  /** A text of `count` characters out of `alphabet`. */
  text(alphabet: string, count: number): string;
}

/** The choices of the input with a number in the run with a seed. */
export function randomOf(seed: number, index: number): Random {
  const number = randomNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  return {
    number,
    oneIn: (count) => number(count) === 0,
    pick: (values) => values[number(values.length)],
    usual: (values) => values[Math.min(number(values.length), number(values.length), number(values.length))],
    text: (alphabet, count) => Array.from({ length: count }, () => alphabet[number(alphabet.length)]).join(''),
  };
}

/** Bounds at which numbers of the DNS and of named.conf change their meaning, and texts that look like numbers. */
export const NUMBERS: readonly string[] = [
  ...[
    '0',
    '1',
    '2',
    '3',
    '5',
    '7',
    '8',
    '10',
    '13',
    '15',
    '16',
    '30',
    '53',
    '60',
    '63',
    '64',
    '90',
    '99',
    '100',
    '101',
  ],
  ...['127', '128', '255', '256', '257', '300', '500', '511', '512', '513', '1000', '1023', '1024', '1232', '2048'],
  ...['3600', '4095', '4096', '4097', '8080', '16383', '32767', '32768', '65279', '65280', '65534', '65535', '65536'],
  ...['86400', '604800', '1000000', '2147483647', '2147483648', '4294967295', '4294967296', '99999999999'],
  ...['00', '01', '007', '08', '0x10', '0xff', '-1', '+1', '1.5', '1e3', '1h', '1w2d', '1h30', 'x', '1x'],
];

/** A text with a small change: a character, a piece, or the case of its letters. */
export function withSlip(text: string, random: Random, characters: string): string {
  const at = random.number(text.length + 1);
  switch (random.number(6)) {
    case 0:
      return text.slice(0, at) + random.pick([...characters]) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + random.pick([...characters]) + text.slice(at + 1);
    case 3:
      return text.slice(0, at);
    case 4:
      return text.slice(0, at) + text.slice(at).toUpperCase();
    default:
      return text.slice(0, at) + text.slice(at, at + 3) + text.slice(at);
  }
}

/** Words with one of them gone, doubled, moved, or replaced. */
export function withOtherWords(words: readonly string[], random: Random, other: () => string): string[] {
  const changed = [...words];
  const at = random.number(words.length);
  switch (random.number(6)) {
    case 0:
      changed.splice(at, 1);
      break;
    case 1:
      changed.splice(at, 0, words[at] ?? other());
      break;
    case 2: {
      const [moved] = changed.splice(at, 1);
      if (moved !== undefined) changed.splice(random.number(changed.length + 1), 0, moved);
      break;
    }
    case 3:
      changed.splice(random.number(words.length + 1), 0, other());
      break;
    default:
      changed[at] = other();
  }
  return changed;
}
