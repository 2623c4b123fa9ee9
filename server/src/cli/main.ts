/** The command line; runs from its sources, too: `npx node server/src/cli/main.ts check FILE`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { visible } from '../l10n.ts';
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import { baseName } from '../workspace/paths.ts';
import { canonical } from './canonical.ts';
import { type CheckResult, check, isAtLeast } from './check.ts';
import { CheckError } from './checkError.ts';
import type { CheckOptions } from './checkOptions.ts';
import { usesColors } from './colors.ts';
import { diff } from './diff.ts';
import { fmt } from './fmt.ts';
import { migrate } from './migrate.ts';
import { parseOptions } from './parse.ts';
import { ptr } from './ptr.ts';
import { report } from './report.ts';
import { ruleList, rulePages } from './rules.ts';
import { summaryText } from './summary.ts';
import { watchAndRun } from './watch.ts';

async function readStdin(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

/** The version in the package's manifest, which lies above the bundle and the sources; folders of sources have ones that say no version. */
function version(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }) : {};
    if (manifest.version !== undefined || dirname(folder) === folder) return manifest.version ?? '';
  }
}

/** What says that something was not looked at, and nothing of what was: a file of another machine is no fault of this one. */
const UNSEEN: ReadonlySet<RuleId> = new Set<RuleId>(['conf/not-on-this-machine']);

/** Writes to standard error; what files say does nothing to a terminal. */
function say(text: string): void {
  process.stderr.write(visible(text));
}

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  if (parsed.kind === 'help') {
    process.stdout.write(parsed.text);
    return 0;
  }
  if (parsed.kind === 'version') {
    process.stdout.write(`bailiwick ${version()}\n`);
    return 0;
  }
  if (parsed.kind === 'error') {
    const help = ['bailiwick', ...(parsed.of === '' ? [] : [parsed.of]), '--help'].join(' ');
    // What is asked needs no more than a yes.
    const more = parsed.message.endsWith('?') ? '' : `; "${help}" tells what there is`;
    say(`bailiwick: ${parsed.message}${more}\n`);
    return 2;
  }
  if (parsed.kind === 'rule' || parsed.kind === 'rules') {
    process.stdout.write(parsed.kind === 'rule' ? rulePages(parsed.rules) : ruleList(parsed.rules, parsed.format));
    return 0;
  }
  if (parsed.kind === 'migrate') {
    return migrate(parsed.options, {
      cwd: process.cwd(),
      // A diff that a program reads is to be applied.
      print: (text, octets) => process.stdout.write(process.stdout.isTTY ? visible(text) : (octets ?? text)),
      warn: say,
    });
  }
  if (parsed.kind === 'ptr') {
    return ptr(parsed.options, {
      cwd: process.cwd(),
      now: () => new Date(),
      print: (text) => process.stdout.write(process.stdout.isTTY ? visible(text) : text),
      warn: say,
    });
  }
  if (parsed.kind === 'diff') {
    return diff(parsed.options, {
      cwd: process.cwd(),
      print: (text) => process.stdout.write(visible(text)),
      warn: say,
    });
  }
  if (parsed.kind === 'compare') {
    const { compare } = await import('./compare.ts');
    return compare(parsed.options, {
      cwd: process.cwd(),
      print: (text) => process.stdout.write(process.stdout.isTTY ? visible(text) : text),
      warn: say,
      watched: process.stderr.isTTY === true,
    });
  }
  if (parsed.kind === 'query') {
    const { query } = await import('./query.ts');
    return query(parsed.words, {
      cwd: process.cwd(),
      print: (text) => process.stdout.write(process.stdout.isTTY ? visible(text) : text),
      warn: say,
      watched: process.stderr.isTTY === true,
    });
  }
  if (parsed.kind === 'delegation') {
    const { delegation } = await import('./delegation.ts');
    return delegation(parsed.options, {
      cwd: process.cwd(),
      print: (text) => process.stdout.write(text),
      warn: say,
      watched: process.stderr.isTTY === true,
    });
  }
  if (parsed.kind === 'diagnose') {
    const { diagnose } = await import('./diagnose.ts');
    return diagnose(parsed.options, {
      cwd: process.cwd(),
      print: (text) => process.stdout.write(text),
      warn: say,
      watched: process.stderr.isTTY === true,
    });
  }
  if (parsed.kind === 'mcp') {
    const { mcp } = await import('./mcp.ts');
    return mcp(parsed.options, version());
  }
  if (parsed.kind === 'canonical') {
    return canonical(parsed.options, {
      cwd: process.cwd(),
      print: (text) => process.stdout.write(text),
      warn: say,
    });
  }
  if (parsed.kind === 'fmt') {
    const { out, messages, status } = await fmt(parsed.options, { stdin: readStdin, cwd: process.cwd() });
    process.stdout.write(out);
    for (const message of messages) say(`${message}\n`);
    return status;
  }
  const { options } = parsed;
  if (!options.watch) return (await runCheck(options)).status;
  return watchAndRun(async () => (await runCheck(options)).folders, {
    changed: (uri) => say(`\n${baseName(uri)} changed\n`),
  });
}

interface Ran {
  readonly status: number;
  /** The folders of what was read. */
  readonly folders: Iterable<string>;
}

async function runCheck(options: CheckOptions): Promise<Ran> {
  const trace = { clock: () => performance.now(), write: (tree: string) => say(`${tree}\n`) };
  const input = {
    stdin: readStdin,
    cwd: process.cwd(),
    now: () => new Date(),
    trace: options.trace ? trace : undefined,
  };
  const result = await check(options, input);
  return { status: reported(options, result), folders: result.folders };
}

/** Writes what was found; the exit status. */
function reported(options: CheckOptions, { findings, notChecked, notes, looked, fixed }: CheckResult): number {
  const { format, statistics = false, quiet = false } = options;
  if (fixed) {
    const done = options.fix === 'diff' ? 'would be fixed' : 'fixed';
    for (const { file, line, rule, title } of quiet ? [] : fixed.made)
      say(`${file}:${line}: ${done}: ${title} [${rule}]\n`);
    for (const rule of fixed.takenBack)
      say(`note: fixes of ${rule} were taken back: there were more errors with them\n`);
    for (const sentence of [...fixed.failures, ...(options.fix === 'diff' ? notChecked : [])])
      say(`bailiwick: ${sentence}\n`);
    if (options.fix === 'diff') {
      process.stdout.write(process.stdout.isTTY ? visible(fixed.diff) : fixed.diff);
      return notChecked.length > 0 ? 2 : fixed.diff === '' ? 0 : 1;
    }
  }
  const colors = usesColors(options.color ?? 'auto', process.env, process.stdout.isTTY);
  process.stdout.write(report(findings, format, ALL_RULES, version, { colors, statistics }));
  for (const sentence of notChecked) say(`bailiwick: ${sentence}\n`);
  if (!quiet) {
    for (const note of notes) say(`note: ${note}\n`);
    if (format === 'text' || format === 'concise') say(`${summaryText(findings, looked)}\n`);
  }
  const isNothing = looked.files === 0 && looked.excluded === 0;
  if (isNothing && notChecked.length === 0) say('bailiwick: nothing was checked\n');
  if (isNothing || notChecked.length > 0 || (fixed && fixed.failures.length > 0)) return 2;
  const { failOn } = options;
  const fails = (severity: Severity): boolean => failOn !== 'never' && isAtLeast(severity, failOn);
  return findings.some(({ rule, severity }) => !UNSEEN.has(rule) && fails(severity)) ? 1 : 0;
}

// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  say(`bailiwick: the output cannot be written: ${error.message}\n`);
  process.exit(2);
});
// Where nobody hears what is wrong, there is nobody to tell.
process.stderr.on('error', () => undefined);

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const text = error instanceof CheckError ? error.message : error instanceof Error ? error.stack : String(error);
    say(`bailiwick: ${text}\n`);
    process.exitCode = 2;
  },
);
