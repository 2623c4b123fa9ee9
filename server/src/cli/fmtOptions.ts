/** The words of `bailiwick fmt`. */
import { readZoneStyle, type ZoneStyle } from '../services/zone/format/style.ts';
import type { CanonicalOptions } from './canonical.ts';
import { FMT } from './options.ts';
import { NO_FILE, readWords, WordError } from './words.ts';

export interface FmtOptions {
  readonly files: readonly string[];
  /** Only says which files would change. */
  readonly check: boolean;
  /** Prints what would change, as a diff. */
  readonly diff?: boolean;
  /** Writes the formatted text to standard output instead of the file. */
  readonly stdout: boolean;
  /** Passes over what is neither zone file nor configuration. */
  readonly skipOthers?: boolean;
  /** The folder that absolute paths start in. */
  readonly root?: string;
  readonly style: ZoneStyle;
}

export type ParsedFmt =
  | { readonly kind: 'fmt'; readonly options: FmtOptions }
  | { readonly kind: 'canonical'; readonly options: CanonicalOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the words after `fmt`. Throws a WordError where they are wrong. */
export function parseFmtOptions(words: readonly string[]): ParsedFmt {
  const { values, positionals } = readWords(FMT, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals.length === 0) throw new WordError(NO_FILE);
  const { check = false, diff, stdout = false, root, indent, columns, soa, canonical, origin } = values;
  if (canonical) {
    const [file, ...more] = positionals;
    if (more.length > 0) throw new WordError(`--canonical takes one file, and ${positionals.length} were named`);
    if (check || diff) throw new WordError(`--canonical and --${check ? 'check' : 'diff'} exclude each other`);
    return { kind: 'canonical', options: { file, origin, root } };
  }
  if (origin !== undefined) throw new WordError('--origin goes with --canonical');
  if ((check || diff) && stdout) throw new WordError(`--${check ? 'check' : 'diff'} and --stdout exclude each other`);
  if (check && diff) throw new WordError('--check and --diff exclude each other');
  const style = readZoneStyle({ indentStyle: indent, columns, soa, upperCase: values['upper-case'] });
  return {
    kind: 'fmt',
    options: {
      files: positionals,
      check,
      stdout,
      style,
      ...(root === undefined ? {} : { root }),
      ...(diff ? { diff } : {}),
      ...(values['skip-others'] ? { skipOthers: true } : {}),
    },
  };
}
