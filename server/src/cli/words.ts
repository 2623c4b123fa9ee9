/** Reads a command's words. Each mistake is an error whose message is one sentence that names the word. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The values of the options and the other words of a command. Throws where an option is not known, lacks its value or has two values. */
export function readWords<const O extends Options>(command: string, words: readonly string[], options: O) {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...words],
      allowPositionals: true,
      tokens: true,
      options,
    });
    const given = new Map<string, string>();
    for (const token of tokens) {
      if (token.kind !== 'option' || token.value === undefined) continue;
      const { name, value } = token;
      const before = given.get(name);
      if (before !== undefined && before !== value) {
        throw new Error(`--${name} takes one value, and was given ${before} and ${value}`);
      }
      given.set(name, value);
    }
    return { values, positionals };
  } catch (error) {
    throw new Error(sentenceOf(error, command), { cause: error });
  }
}

/** Node's messages go on with advice about other things that may have been meant. */
function sentenceOf(error: unknown, command: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const first = message.split(/\.?\n|\. /, 1)[0];
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return first;
  const [, option = ''] = /'([^']*)'/.exec(first) ?? [];
  return `${option} is not an option of ${command}`;
}
