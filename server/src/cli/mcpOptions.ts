/** The words of `bailiwick mcp`. */
import { MCP } from './options.ts';
import { readWords, WordError } from './words.ts';

export interface McpOptions {
  readonly allowsQueries: boolean;
}

export type ParsedMcp =
  | { readonly kind: 'mcp'; readonly options: McpOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the words after `mcp`. Throws a WordError where they are wrong. */
export function parseMcpOptions(words: readonly string[]): ParsedMcp {
  const { values, positionals } = readWords(MCP, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals.length > 0) throw new WordError(`mcp takes no files, and was given ${positionals[0]}`);
  return { kind: 'mcp', options: { allowsQueries: values['allow-queries'] === true } };
}
