/** Reads a command's words by its row. Each mistake is an error whose message is one sentence that names the word. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { meant } from '../workspace/nearest.ts';
import { COMMON, type CommandRow, type OptionRow } from './options.ts';

/** The values of the options that were given. */
export type Values<C extends CommandRow> = { [R in C['options'][number] as R['name']]?: ValueOf<R> } & {
  help?: true;
  version?: true;
};
type ValueOf<R extends OptionRow> = R extends { many: true } ? string[] : R extends { value: string } ? string : true;

/** What is said where nothing is named and something has to be. */
export const NO_FILE = 'no file was named, and no folder (the one you are in is ".")';

/** A mistake in the words. */
export class WordError extends Error {}

/** The values of the options and the other words of a command. Throws a WordError where an option is not known, lacks its value or has two. */
export function readWords<C extends CommandRow>(
  command: C,
  words: readonly string[],
): { readonly values: Values<C>; readonly positionals: readonly string[] } {
  const rows = [...command.options, ...COMMON];
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(rows.map((row) => [row.name, configOf(row)])),
  });
  const values: Record<string, true | string | string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const row = rows.find(({ name }) => name === token.name);
    if (!row) throw new WordError(unknownOption(token.rawName, rows, command));
    const value = checkedValue(row, token.rawName, token.value, token.inlineValue === true);
    const before = values[row.name];
    if (Array.isArray(before)) before.push(String(value));
    else if (before !== undefined && before !== value) {
      throw new WordError(`--${row.name} takes one value, and was given ${before} and ${value}`);
    } else values[row.name] = row.many ? [String(value)] : value;
  }
  return { values: values as Values<C>, positionals };
}

function configOf({ value, short }: OptionRow): NonNullable<ParseArgsConfig['options']>[string] {
  return { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
}

function unknownOption(word: string, rows: readonly OptionRow[], { name }: CommandRow): string {
  const hint = word.startsWith('--')
    ? meant(
        word.slice(2),
        rows.map((row) => row.name),
        (found) => `--${found}`,
      )
    : '';
  return `${word} is not an option of ${name}${hint}`;
}

/** The value of an option, as far as its row can tell that it is one. */
function checkedValue(row: OptionRow, word: string, value: string | undefined, isInline: boolean): true | string {
  if (row.value === undefined) {
    if (value !== undefined) throw new WordError(`${word} takes no value, and was given ${value}`);
    return true;
  }
  if (value === undefined) throw new WordError(`${word} needs a value: ${row.value}`);
  if (!isInline && value.startsWith('-') && value !== '-') {
    throw new WordError(`${word} needs a value, and ${value} looks like an option; ${word}=${value} gives it that one`);
  }
  if (row.values && !row.values.includes(value)) {
    throw new WordError(`--${row.name} takes ${row.values.join(', ')}, not ${value}${meant(value, row.values)}`);
  }
  return value;
}
