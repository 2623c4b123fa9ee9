/** The command line's words. */
import { parseArgs } from 'node:util';
import { BIND_VERSIONS, type BindVersion, DEFAULT_BIND_VERSION, isBindVersion } from '../dns/versions.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export interface CheckOptions {
  readonly files: readonly string[];
  readonly origin: string | undefined;
  readonly conf: string | undefined;
  readonly zones: boolean;
  readonly bindVersion: BindVersion;
  readonly format: Format;
  readonly minSeverity: Severity;
}

export const USAGE = `Usage: bailiwick check [OPTION]... FILE|DIR...

Checks DNS zone files and named.conf files. A file "-" is standard input.

  --origin NAME            the zone's name, for the zone files named
  --conf FILE              the named.conf that loads the zone files named
  --zones                  check the zones that a named.conf loads, too
  --bind-version VERSION   ${BIND_VERSIONS.join(', ')} (${DEFAULT_BIND_VERSION} where not given)
  --format FORMAT          ${FORMATS.join(', ')} (text where not given)
  --min-severity SEVERITY  ${SEVERITIES.join(', ')} (error where not given): what makes the
                           exit status 1; milder problems are printed all the same
  --help, --version

Exit status: 0 no problem at or above the severity, 1 some, 2 it could not run.
`;

export type Parsed =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly message: string };

/** Reads the words after the program's name. */
export function parseOptions(words: readonly string[]): Parsed {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') return { kind: 'help' };
  if (command === '--version' || command === '-V') return { kind: 'version' };
  if (command !== 'check') return { kind: 'error', message: `${command} is not a command; there is: check` };
  let parsed: ReturnType<typeof readWords>;
  try {
    parsed = readWords(rest);
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const version = values['bind-version'] ?? DEFAULT_BIND_VERSION;
  if (!isBindVersion(version))
    return { kind: 'error', message: `--bind-version takes ${BIND_VERSIONS.join(', ')}, not ${version}` };
  const format = values.format ?? 'text';
  if (!isFormat(format)) return { kind: 'error', message: `--format takes ${FORMATS.join(', ')}, not ${format}` };
  const minSeverity = values['min-severity'] ?? 'error';
  if (!isSeverity(minSeverity)) {
    return { kind: 'error', message: `--min-severity takes ${SEVERITIES.join(', ')}, not ${minSeverity}` };
  }
  if (positionals.length === 0) return { kind: 'error', message: 'no file was named' };
  const { origin, conf, zones = false } = values;
  return {
    kind: 'check',
    options: { files: positionals, origin, conf, zones, bindVersion: version, format, minSeverity },
  };
}

function readWords(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      origin: { type: 'string' },
      conf: { type: 'string' },
      zones: { type: 'boolean' },
      'bind-version': { type: 'string' },
      format: { type: 'string' },
      'min-severity': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
    },
  });
}

function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}

function isSeverity(text: string): text is Severity {
  return (SEVERITIES as readonly string[]).includes(text);
}
