/** What is made of the table of options for shells and for man(1). */
import { COMMANDS, COMMON, type CommandRow, type OptionRow } from '../../server/src/cli/options.ts';
import { optionHelp, optionWords } from '../../server/src/cli/usage.ts';

const optionsOf = ({ options }: CommandRow): readonly OptionRow[] => [...options, ...COMMON];
const names = COMMANDS.map(({ name }) => name).join(' ');

/** Completion for bash. */
export function bashCompletion(): string {
  const cases = COMMANDS.map((command) => {
    const words = optionsOf(command).map(({ name }) => `--${name}`);
    const values = optionsOf(command)
      .filter((row) => row.value !== undefined)
      .map((row) => `      --${row.name}) ${bashValue(row)} ;;`);
    return `  ${command.name})\n    case "$prev" in\n${[...values, `      *) [[ $cur == -* ]] && COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$cur")) || COMPREPLY=($(compgen -f -- "$cur")) ;;`].join('\n')}\n    esac ;;`;
  });
  return `# bash completion for bailiwick; made from the table of options.
_bailiwick() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$cur"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
}
complete -o filenames -F _bailiwick bailiwick
`;
}

function bashValue({ values, completes }: OptionRow): string {
  if (values) return `COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$cur"))`;
  if (completes === 'rule')
    return 'COMPREPLY=($(compgen -W "$(bailiwick rules 2>/dev/null | cut -d" " -f1)" -- "$cur"))';
  if (completes === 'folder') return 'COMPREPLY=($(compgen -d -- "$cur"))';
  return completes === 'file' ? 'COMPREPLY=($(compgen -f -- "$cur"))' : 'COMPREPLY=()';
}

/** Completion for zsh. */
export function zshCompletion(): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:]/g, '\\$&');
  const cases = COMMANDS.map((command) => {
    const rows = optionsOf(command).map((row) => {
      const many = row.many ? '*' : '';
      return `      '${many}--${row.name}${row.value === undefined ? '' : '='}[${quoted(row.help)}]${zshValue(row)}'`;
    });
    return `    ${command.name}) _arguments \\\n${[...rows, "      '*:file:_files'"].join(' \\\n')} ;;`;
  });
  const titles = COMMANDS.map(({ name, title }) => `'${name}:${quoted(title)}'`);
  return `#compdef bailiwick
# zsh completion for bailiwick; made from the table of options.
_bailiwick() {
  local -a commands=(${titles.join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
_bailiwick "$@"
`;
}

function zshValue({ value, values, completes }: OptionRow): string {
  if (value === undefined) return '';
  if (values) return `:value:(${values.join(' ')})`;
  if (completes === 'rule') return ':rule:($(bailiwick rules 2>/dev/null | cut -d" " -f1))'.replaceAll("'", '');
  if (completes === 'folder') return ':folder:_files -/';
  return completes === 'file' ? ':file:_files' : ':value:';
}

/** Completion for fish. */
export function fishCompletion(): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = COMMANDS.flatMap((command) => [
    `complete -c bailiwick -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.title)}`,
    ...optionsOf(command).map((row) => {
      const short = row.short === undefined ? '' : ` -s ${row.short}`;
      const value = row.value === undefined ? '' : row.values ? ` -x -a ${quoted(row.values.join(' '))}` : ' -r';
      return `complete -c bailiwick -n ${quoted(`__fish_seen_subcommand_from ${command.name}`)} -l ${row.name}${short}${value} -d ${quoted(row.help)}`;
    }),
  ]);
  return `# fish completion for bailiwick; made from the table of options.\n${lines.join('\n')}\n`;
}

/** The manual page, in man(7). */
export function manualPage(version: string): string {
  const lines = [
    `.TH BAILIWICK 1 "" "bailiwick ${roff(version)}" "User Commands"`,
    '.SH NAME',
    'bailiwick \\- check, lay out and compare DNS zone files and named.conf files',
    '.SH SYNOPSIS',
    '.B bailiwick',
    '.I COMMAND',
    '[\\fIOPTION\\fR]... [\\fIFILE\\fR]...',
    '.SH DESCRIPTION',
    'What is wrong with zone files and named.conf files, as BIND 9.18, 9.20 and 9.21 judge them, without a server.',
  ];
  for (const command of COMMANDS) {
    lines.push(`.SH "${roff(command.name.toUpperCase())}"`);
    for (const words of command.synopsis) lines.push(`.B bailiwick ${roff(command.name)}`, roffLine(words), '.br');
    lines.push('.PP', roffLine(command.about));
    for (const row of optionsOf(command)) lines.push('.TP', `.B ${roff(optionWords(row))}`, roffLine(optionHelp(row)));
    lines.push('.PP', roffLine(`Exit status: ${command.status}`));
  }
  lines.push('.SH FILES', '.TP', '.I bailiwick.toml', 'The settings, in the folder of what is checked or above it.');
  lines.push('.SH "SEE ALSO"', '.BR named\\-checkzone (1),', '.BR named\\-checkconf (1)');
  return `${lines.join('\n')}\n`;
}

function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
}

/** A line of text: one that begins with a dot or an apostrophe would be a request. */
function roffLine(text: string): string {
  return `${/^[.']/.test(text) ? '\\&' : ''}${roff(text)}`;
}
