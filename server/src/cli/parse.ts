/** The command line's words: which command is meant, and what it is asked for. */

import { meant } from '../workspace/nearest.ts';
import { type ParsedCheck, parseCheckOptions } from './checkOptions.ts';
import { type ParsedCompare, parseCompareOptions } from './compareOptions.ts';
import { type ParsedDelegation, parseDelegationOptions } from './delegationOptions.ts';
import { type ParsedDiagnose, parseDiagnoseOptions } from './diagnoseOptions.ts';
import { type ParsedDiff, parseDiffOptions } from './diff.ts';
import { type ParsedFmt, parseFmtOptions } from './fmtOptions.ts';
import { type ParsedMcp, parseMcpOptions } from './mcpOptions.ts';
import { type ParsedMigrate, parseMigrateOptions } from './migrate.ts';
import { COMMANDS, LSP } from './options.ts';
import { type ParsedPtr, ptrOptions } from './ptr.ts';
import { type ParsedRules, parseRuleOptions, parseRulesOptions } from './rules.ts';
import { overview, usageOf } from './usage.ts';
import { readWords, WordError } from './words.ts';

type OfCommand =
  | ParsedCheck
  | ParsedFmt
  | ParsedMigrate
  | ParsedPtr
  | ParsedDiff
  | ParsedDelegation
  | ParsedDiagnose
  | ParsedCompare
  | ParsedRules
  | ParsedMcp
  | { readonly kind: 'query'; readonly words: readonly string[] };

export type Parsed =
  | Exclude<OfCommand, { kind: 'help' }>
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** `of` is the command whose help says more; empty where that is not known. */
  | { readonly kind: 'error'; readonly message: string; readonly of: string };

const READERS: Readonly<Record<string, (words: readonly string[]) => OfCommand>> = {
  check: parseCheckOptions,
  fmt: parseFmtOptions,
  migrate: parseMigrateOptions,
  ptr: ptrOptions,
  diff: parseDiffOptions,
  compare: parseCompareOptions,
  query: parseQueryWords,
  delegation: parseDelegationOptions,
  diagnose: parseDiagnoseOptions,
  rule: parseRuleOptions,
  rules: parseRulesOptions,
  mcp: parseMcpOptions,
  lsp: parseLspOptions,
};

/** dig's words are read where they are asked; -h and -v are words of dig, too, which say what they are here. */
function parseQueryWords(words: readonly string[]): OfCommand {
  if (words[0] === '--help' || words[0] === '-h') return { kind: 'help' };
  if (words[0] === '--version' || words[0] === '-V') return { kind: 'version' };
  if (words.length === 0)
    throw new WordError('nothing is asked for; write a name, such as example.com AAAA @192.0.2.53');
  return { kind: 'query', words };
}

/** What the start of the program did not take for a connection. */
function parseLspOptions(words: readonly string[]): OfCommand {
  const { values, positionals } = readWords(LSP, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals.length > 0) throw new WordError(`lsp takes no files, and was given ${positionals[0]}`);
  throw new WordError('an editor is served by the built program; write --socket=PORT and --pipe=NAME with their =');
}

/** Reads the words after the program's name. */
export function parseOptions(words: readonly string[]): Parsed {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h') return { kind: 'help', text: overview() };
  if (name === '--version' || name === '-V' || name === '-v') return { kind: 'version' };
  if (name === 'help')
    return rest.length === 0 ? { kind: 'help', text: overview() } : parseOptions([rest[0], '--help']);
  const command = COMMANDS.find((row) => row.name === name);
  if (!command) return { kind: 'error', message: unknownCommand(name), of: '' };
  try {
    const parsed = READERS[name](rest);
    return parsed.kind === 'help' ? { kind: 'help', text: usageOf(command) } : parsed;
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    return { kind: 'error', message: error.message, of: name };
  }
}

/** What is meant by a first word that is no command: it is misspelt, or left out. */
function unknownCommand(word: string): string {
  const names = COMMANDS.map(({ name }) => name);
  if (word.startsWith('-')) return `a command comes first, then its options, as in "bailiwick check ${word}"`;
  const hint = meant(word, names);
  if (hint === '' && /[./]/.test(word))
    return `${word} is not a command; to check a file or a folder, write "bailiwick check ${word}"`;
  return `${word} is not a command${hint === '' ? `; there are: ${names.join(', ')}` : hint}`;
}
