/** The command line's words. */

import { parsePrefix } from '../dns/prefixes.ts';
import { readMoment } from '../dns/rdata/times.ts';
import { BIND_VERSIONS, type BindVersion, DEFAULT_BIND_VERSION, isBindVersion } from '../dns/versions.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { DEFAULT_ZONE_STYLE, readZoneStyle, type ZoneStyle } from '../services/zone/format/style.ts';
import { type DiffOptions, parseDiffOptions } from './diff.ts';
import { type MigrateOptions, parseMigrateOptions } from './migrate.ts';
import { type PtrOptions, ptrOptions } from './ptr.ts';
import { readWords } from './words.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export interface CheckOptions {
  readonly files: readonly string[];
  readonly origin: string | undefined;
  readonly conf: string | undefined;
  /** The folder that absolute paths start in, and the files named with them. */
  readonly root: string | undefined;
  readonly zones: boolean;
  /** The release that is judged for; undefined where it is not given. */
  readonly bindVersion: BindVersion | undefined;
  /** The networks that are ours; none where that is not said. */
  readonly prefixes?: readonly string[];
  readonly format: Format;
  readonly minSeverity: Severity;
  /** The moment to judge signatures at; now where absent. */
  readonly time?: Date;
  /** Whether standard error tells what was read and checked, and how long that took. */
  readonly trace: boolean;
}

export interface FmtOptions {
  readonly files: readonly string[];
  /** Only says which files would change. */
  readonly check: boolean;
  /** Writes the formatted text to standard output instead of the file. */
  readonly stdout: boolean;
  /** The folder that absolute paths start in. */
  readonly root?: string;
  readonly style: ZoneStyle;
}

export const USAGE = `Usage: bailiwick check [OPTION]... FILE|DIR...
       bailiwick fmt [OPTION]... FILE|DIR...
       bailiwick migrate --to VERSION [--root DIR] [--write] FILE
       bailiwick ptr [--change create|correct|remove] [--root DIR] [--write] FILE|DIR...
       bailiwick diff [--origin NAME] FILE FILE
       bailiwick diff [--origin NAME] --since REVISION FILE

check: checks DNS zone files and named.conf files. A file "-" is standard input.

  --origin NAME            the zone's name, for the zone files named
  --conf FILE              the named.conf that loads the zone files named
  --root DIR               the folder that is / for the server: absolute paths start in it, as with
                           named-checkconf -t
  --zones                  check the zones that a named.conf loads, too
  --bind-version VERSION   ${BIND_VERSIONS.join(', ')} (where not given ${DEFAULT_BIND_VERSION}, and what others
                           take is a warning at most)
  --prefixes LIST          your networks, such as 192.0.2.0/24,2001:db8::/48: addresses outside of them are told
  --time TIME              judge signatures as of then: 2026-12-31, 2026-12-31T23:59:59Z, 20261231235959 (now
                           where not given)
  --format FORMAT          ${FORMATS.join(', ')} (text where not given)
  --min-severity SEVERITY  ${SEVERITIES.join(', ')} (error where not given): what makes the
                           exit status 1; milder problems are printed all the same
  --trace                  tell on standard error what was read and checked, and how long it took

Exit status: 0 no problem at or above the severity, 1 some, 2 something that was named was not
checked: a file is not there, a folder has no file of either kind. What was not read is said.

fmt: lays out zone files and named.conf files in place and prints the names of those that
changed. A file "-" is standard input, formatted to standard output. Only white space changes.

  --check                  change nothing; print the names of the files that would change
  --stdout                 print the formatted text of the one file instead of writing it
  --root DIR               the folder that is / for the server, as with check
  --indent STYLE           tabs, spaces (${DEFAULT_ZONE_STYLE.indentStyle} where not given)
  --columns WHICH          file, block, none (${DEFAULT_ZONE_STYLE.columns} where not given): which records of a zone file share
                           columns
  --soa STYLE              multi, keep (${DEFAULT_ZONE_STYLE.soa} where not given): an SOA in parentheses has a field a line
  --upper-case             write classes and types in capitals

Exit status: 0 done, 1 with --check some files would change, 2 some could not be formatted.

migrate: takes a named.conf with its includes over to a release of BIND and prints the change as a
diff; --write makes it. "bailiwick migrate --help" says more.

ptr: prints how forward and reverse zones agree, and with --change what brings them to.
"bailiwick ptr --help" says more.

diff: compares two zone files, or one with what it was at a revision of git, by what they mean.
"bailiwick diff --help" says more.

  --help, --version
`;

export type Parsed =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'fmt'; readonly options: FmtOptions }
  | { readonly kind: 'migrate'; readonly options: MigrateOptions }
  | { readonly kind: 'ptr'; readonly options: PtrOptions }
  | { readonly kind: 'diff'; readonly options: DiffOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly message: string };

/** Reads the words after the program's name. */
export function parseOptions(words: readonly string[]): Parsed {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help')
    return { kind: 'help', text: USAGE };
  if (command === '--version' || command === '-V') return { kind: 'version' };
  try {
    if (command === 'check') return checkOptions(rest);
    if (command === 'fmt') return fmtOptions(rest);
    if (command === 'migrate') return parseMigrateOptions(rest);
    if (command === 'ptr') return ptrOptions(rest);
    if (command === 'diff') return parseDiffOptions(rest);
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
  }
  return { kind: 'error', message: `${command} is not a command; there are: check, fmt, migrate, ptr, diff` };
}

/** Throws where an option is not known. */
function checkOptions(words: readonly string[]): Parsed {
  const { values, positionals } = readCheckWords(words);
  if (values.help) return { kind: 'help', text: USAGE };
  if (values.version) return { kind: 'version' };
  const version = values['bind-version'];
  if (version !== undefined && !isBindVersion(version))
    return { kind: 'error', message: `--bind-version takes ${BIND_VERSIONS.join(', ')}, not ${version}` };
  const format = values.format ?? 'text';
  if (!isFormat(format)) return { kind: 'error', message: `--format takes ${FORMATS.join(', ')}, not ${format}` };
  const minSeverity = values['min-severity'] ?? 'error';
  if (!isSeverity(minSeverity)) {
    return { kind: 'error', message: `--min-severity takes ${SEVERITIES.join(', ')}, not ${minSeverity}` };
  }
  if (positionals.length === 0) return { kind: 'error', message: 'no file was named' };
  const prefixes = values.prefixes?.split(',').map((text) => text.trim());
  const wrong = prefixes?.find((text) => !parsePrefix(text));
  if (wrong !== undefined) {
    return { kind: 'error', message: `--prefixes takes networks such as 192.0.2.0/24,2001:db8::/48, not ${wrong}` };
  }
  const time = values.time === undefined ? undefined : momentOf(values.time);
  if (values.time !== undefined && !time) {
    return { kind: 'error', message: `--time takes a moment such as 2026-12-31 or 20261231235959, not ${values.time}` };
  }
  const { origin, conf, root, zones = false, trace = false } = values;
  return {
    kind: 'check',
    options: {
      files: positionals,
      origin,
      conf,
      root,
      zones,
      bindVersion: version,
      format,
      minSeverity,
      trace,
      ...(prefixes ? { prefixes } : {}),
      ...(time ? { time } : {}),
    },
  };
}

/** Throws where an option is not known. */
function fmtOptions(words: readonly string[]): Parsed {
  const { values, positionals } = readFmtWords(words);
  if (values.help) return { kind: 'help', text: USAGE };
  if (values.version) return { kind: 'version' };
  for (const [option, allowed] of Object.entries(FMT_VALUES)) {
    const value = values[option as keyof typeof FMT_VALUES];
    if (value !== undefined && !allowed.includes(value)) {
      return { kind: 'error', message: `--${option} takes ${allowed.join(', ')}, not ${value}` };
    }
  }
  if (positionals.length === 0) return { kind: 'error', message: 'no file was named' };
  const { check = false, stdout = false, root, indent, columns, soa } = values;
  if (check && stdout) return { kind: 'error', message: '--check and --stdout exclude each other' };
  const style = readZoneStyle({ indentStyle: indent, columns, soa, upperCase: values['upper-case'] });
  return {
    kind: 'fmt',
    options: { files: positionals, check, stdout, style, ...(root === undefined ? {} : { root }) },
  };
}

/** The values that the options of fmt take. */
const FMT_VALUES: Readonly<Record<'indent' | 'columns' | 'soa', readonly string[]>> = {
  indent: ['tabs', 'spaces'],
  columns: ['file', 'block', 'none'],
  soa: ['multi', 'keep'],
};

function readFmtWords(words: readonly string[]) {
  return readWords('fmt', words, {
    check: { type: 'boolean' },
    stdout: { type: 'boolean' },
    root: { type: 'string' },
    indent: { type: 'string' },
    columns: { type: 'string' },
    soa: { type: 'string' },
    'upper-case': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'V' },
  });
}

function readCheckWords(words: readonly string[]) {
  return readWords('check', words, {
    origin: { type: 'string' },
    conf: { type: 'string' },
    root: { type: 'string' },
    zones: { type: 'boolean' },
    'bind-version': { type: 'string' },
    format: { type: 'string' },
    'min-severity': { type: 'string' },
    prefixes: { type: 'string' },
    time: { type: 'string' },
    trace: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'V' },
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/** A day (its beginning in UTC), an instant with its offset, or a moment as signatures have it; undefined where it is none. */
function momentOf(text: string): Date | undefined {
  const isIso = DAY.test(text) || INSTANT.test(text);
  // 30 February would be 2 March.
  const day = text.slice(0, 'YYYY-MM-DD'.length);
  if (isIso && Number.isFinite(Date.parse(day)) && !new Date(day).toISOString().startsWith(day)) return undefined;
  const seconds = isIso ? Date.parse(text) / 1000 : readMoment(text, 0, text.length);
  return Number.isFinite(seconds) && seconds >= 0 ? new Date(seconds * 1000) : undefined;
}

function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}

function isSeverity(text: string): text is Severity {
  return (SEVERITIES as readonly string[]).includes(text);
}
