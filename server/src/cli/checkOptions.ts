/** The words of `bailiwick check`. */
import { parsePrefix } from '../dns/prefixes.ts';
import { readMoment } from '../dns/rdata/times.ts';
import type { BindVersion } from '../dns/versions.ts';
import type { RuleId } from '../rules/ids.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { meant } from '../workspace/nearest.ts';
import { CHECK, type COLORS, type Format } from './options.ts';
import { revisionNamed } from './revision.ts';
import { rulesListed, rulesNamed } from './ruleNames.ts';
import { NO_FILE, readWords, type Values, WordError } from './words.ts';

export interface CheckOptions {
  readonly files: readonly string[];
  /** The zone's name, for all files. */
  readonly origin: string | undefined;
  /** The zones' names by file, as these are named. */
  readonly origins?: Readonly<Record<string, string>>;
  readonly conf: string | undefined;
  /** The folder that absolute paths start in, and the files named with them. */
  readonly root: string | undefined;
  readonly zones: boolean;
  /** The release that is judged for; undefined where it is not given. */
  readonly bindVersion: BindVersion | undefined;
  /** The networks that are ours; none where that is not said. */
  readonly prefixes?: readonly string[];
  /** The moment to judge signatures at; now where absent. */
  readonly time?: Date;
  /** The only rules that are asked. */
  readonly select?: readonly RuleId[];
  readonly ignore?: readonly RuleId[];
  readonly severities?: Readonly<Partial<Record<RuleId, Severity | 'off'>>>;
  readonly exclude?: readonly string[];
  /** Whether files that are named are chosen as those in a folder are. */
  readonly skipOthers?: boolean;
  /** The file with the settings; false for none. */
  readonly config?: string | false;
  readonly format: Format;
  /** The mildest that is told. */
  readonly minSeverity: Severity;
  /** The mildest that makes the exit status 1. */
  readonly failOn: Severity | 'never';
  readonly since?: string;
  readonly changed?: boolean;
  readonly baseline?: string;
  readonly stdinFilename?: string;
  /** Whether what can be mended is: in the files, or as a diff. */
  readonly fix?: 'write' | 'diff';
  readonly unsafeFixes?: boolean;
  readonly color?: (typeof COLORS)[number];
  readonly statistics?: boolean;
  readonly quiet?: boolean;
  /** Whether it is checked again when a file changes. */
  readonly watch?: boolean;
  /** Whether standard error tells what was read and checked, and how long that took. */
  readonly trace: boolean;
}

export type ParsedCheck =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the words after `check`. Throws a WordError where they are wrong. */
export function parseCheckOptions(words: readonly string[]): ParsedCheck {
  const { values, positionals } = readWords(CHECK, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  // What writes is told where.
  if (positionals.length === 0 && values.fix) throw new WordError(NO_FILE);
  const { conf, root, baseline } = values;
  const named = originsOf(values.origin ?? []);
  return {
    kind: 'check',
    options: {
      files: positionals.length === 0 ? ['.'] : positionals,
      origin: named.all,
      conf,
      root,
      zones: values.zones ?? false,
      bindVersion: values['bind-version'] as BindVersion | undefined,
      format: (values.format ?? 'text') as Format,
      minSeverity: (values['min-severity'] ?? 'hint') as Severity,
      failOn: (values['fail-on'] ?? 'error') as Severity | 'never',
      trace: values.trace ?? false,
      ...present({
        origins: Object.keys(named.byFile).length > 0 ? named.byFile : undefined,
        prefixes: prefixesOf(values.prefixes),
        time: timeOf(values.time),
        select: values.select && rulesListed(values.select),
        ignore: values.ignore && rulesListed(values.ignore),
        severities: values.severity && severitiesOf(values.severity),
        exclude: values.exclude,
        skipOthers: values['skip-others'],
        config: values['no-config'] ? (false as const) : values.config,
        since: revisionNamed(values.since) ?? (values.changed ? 'HEAD' : undefined),
        changed: values.changed,
        baseline,
        stdinFilename: values['stdin-filename'],
        fix: fixOf(values, positionals),
        unsafeFixes: values['unsafe-fixes'],
        color: values.color as CheckOptions['color'],
        statistics: values.statistics,
        quiet: values.quiet,
        watch: watchOf(values, positionals),
      }),
    },
  };
}

function watchOf({ watch, fix, diff }: Values<typeof CHECK>, files: readonly string[]): true | undefined {
  if (watch && (fix || diff)) throw new WordError(`--watch and --${fix ? 'fix' : 'diff'} exclude each other`);
  if (watch && files.includes('-'))
    throw new WordError('--watch waits for files to change, and standard input is none');
  return watch;
}

function fixOf(values: Values<typeof CHECK>, files: readonly string[]): CheckOptions['fix'] {
  const fix = values.diff ? 'diff' : values.fix ? 'write' : undefined;
  if (values['unsafe-fixes'] && !fix) throw new WordError('--unsafe-fixes goes with --fix or --diff');
  if (fix && (values.changed || values.baseline !== undefined)) {
    throw new WordError(`--${values.diff ? 'diff' : 'fix'} goes with neither --changed nor --baseline`);
  }
  if (fix === 'write' && files.includes('-')) {
    throw new WordError('--fix writes files, and standard input is none; --diff prints what would change');
  }
  return fix;
}

/** An object without the members that are undefined. */
function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function originsOf(given: Values<typeof CHECK>['origin'] & readonly string[]): {
  readonly all: string | undefined;
  readonly byFile: Readonly<Record<string, string>>;
} {
  let all: string | undefined;
  const byFile: Record<string, string> = {};
  for (const word of given) {
    const at = word.lastIndexOf('=');
    const name = word.slice(at + 1);
    const before = at < 0 ? all : byFile[word.slice(0, at)];
    if (before !== undefined && before !== name) {
      throw new WordError(
        `--origin takes one name for a file, and was given ${before} and ${name}; --origin FILE=NAME says whose it is`,
      );
    }
    if (at < 0) all = name;
    else byFile[word.slice(0, at)] = name;
  }
  return { all, byFile };
}

function prefixesOf(given: string | undefined): readonly string[] | undefined {
  const prefixes = given?.split(',').map((text) => text.trim());
  const wrong = prefixes?.find((text) => !parsePrefix(text));
  if (wrong === undefined) return prefixes;
  throw new WordError(`--prefixes takes networks such as 192.0.2.0/24,2001:db8::/48, not ${wrong}`);
}

/** A moment of an option. Throws a WordError where it is none. */
export function timeOf(given: string | undefined): Date | undefined {
  const time = given === undefined ? undefined : momentOf(given);
  if (given === undefined || time) return time;
  throw new WordError(`--time takes a moment such as 2026-12-31 or 20261231235959, not ${given}`);
}

function severitiesOf(given: readonly string[]): Partial<Record<RuleId, Severity | 'off'>> {
  const severities: Partial<Record<RuleId, Severity | 'off'>> = {};
  for (const word of given.flatMap((list) => list.split(','))) {
    const [rule, weight = ''] = word.split('=');
    const severity = (['off', ...SEVERITIES] as const).find((each) => each === weight);
    if (!severity) {
      const hint = meant(weight, ['off', ...SEVERITIES]);
      throw new WordError(
        `--severity takes RULE=off, ${SEVERITIES.map((each) => `RULE=${each}`).join(', ')}, not ${word}${hint}`,
      );
    }
    for (const id of rulesNamed(rule)) severities[id] = severity;
  }
  return severities;
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
