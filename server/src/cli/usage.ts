/** The help of the commands, from their table. */
import { COMMANDS, COMMON, type CommandRow, type OptionRow } from './options.ts';

const WIDTH = 100;
/** Where what an option does begins. */
const COLUMN = 28;

/** `--format FORMAT`, `-q, --quiet` */
export function optionWords({ name, short, value }: OptionRow): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/** What an option does, with the values that it takes. */
export function optionHelp({ values, help }: OptionRow): string {
  return values ? `${values.join(', ')}: ${help}` : help;
}

/** The help of one command. */
export function usageOf({ name, synopsis, about, options, status }: CommandRow): string {
  const usage = synopsis.map((words, i) => `${i === 0 ? 'Usage: bailiwick' : '       bailiwick'} ${name} ${words}`);
  const lines = [...options, ...COMMON].map(optionLines);
  return `${[usage.join('\n'), wrapped(about, 0), lines.join('\n'), wrapped(`Exit status: ${status}`, 0)].join('\n\n')}\n`;
}

function optionLines(row: OptionRow): string {
  const words = `  ${optionWords(row)}`;
  const text = wrapped(optionHelp(row), COLUMN);
  return words.length + 2 > COLUMN ? `${words}\n${text}` : `${words.padEnd(COLUMN)}${text.trimStart()}`;
}

/** The help of the program: what commands there are. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
  return `Usage: bailiwick COMMAND [OPTION]... [FILE]...

Checks, lays out and compares DNS zone files and named.conf files.

${COMMANDS.map(({ name, title }) => `  ${name.padEnd(width)}${title}`).join('\n')}

To begin with:

  bailiwick check .                               what is wrong in this folder
  bailiwick check --zones /etc/bind/named.conf    in a configuration, and in the zones that it loads
  bailiwick check --diff .                        what "check --fix" would mend
  bailiwick rule lost-dot                         more of what a check says in [brackets]

"bailiwick COMMAND --help" says more of each. "bailiwick --version" tells the version.
`;
}

/** Lines of whole words, indented. */
export function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${' '.repeat(indent)}${each}`).join('\n');
}
