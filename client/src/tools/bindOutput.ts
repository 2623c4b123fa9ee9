/** What BIND's checkers print, line by line; package.json has the same patterns as problem matchers of tasks. */

/** A line that names a place: errors, and what is only a warning, which no line is both. */
export const ERROR_LINE =
  /^(?:dns_\w+: )?([^:\s][^:]*):(\d+): (?!warning: |option '[^']*' is |no TTL specified|using RFC1035)(.+)$/;
export const WARNING_LINE =
  /^(?:dns_\w+: )?([^:\s][^:]*):(\d+): ((?:warning: |option '[^']*' is |no TTL specified|using RFC1035).*)$/;
/** A line about a zone as a whole. */
const ZONE_LINE = /^zone ([^\s/]+)\/[^\s:]+: (.+)$/;

/** What follows from what another line says, and what is no problem. */
const SUMMARY = /^(?:loaded serial |not loaded due to errors|loading from master file )/;
/** What a workspace has not, and the server has. */
const ENVIRONMENT = /file not found|permission denied|parsing failed|change directory|failed to open/i;

/** A line of the output that says something is wrong. */
export interface BindFinding {
  readonly message: string;
  readonly isWarning: boolean;
  /** As it is printed, and the line from 1 on; undefined where it is about the zone. */
  readonly place?: { readonly file: string; readonly line: number };
  /** The zone that it is about, where it names no place. */
  readonly zone?: string;
}

/** What the lines say, without what only follows and what the machine lacks. */
export function findingsOf(output: string): BindFinding[] {
  const findings: BindFinding[] = [];
  for (const line of output.split(/\r?\n/)) {
    const finding = findingOf(line);
    if (finding && !ENVIRONMENT.test(finding.message) && !SUMMARY.test(finding.message)) findings.push(finding);
  }
  return findings;
}

function findingOf(line: string): BindFinding | undefined {
  const error = ERROR_LINE.exec(line);
  const placed = error ?? WARNING_LINE.exec(line);
  if (placed) {
    const [, file, number, message] = placed;
    return { message, isWarning: !error, place: { file, line: Number(number) } };
  }
  const ofZone = ZONE_LINE.exec(line);
  return ofZone ? { message: ofZone[2], isWarning: true, zone: ofZone[1] } : undefined;
}

/** A problem that is told already. */
export interface ToldProblem {
  /** From 1 on. */
  readonly line: number;
  readonly message: string;
  readonly isError: boolean;
}

/** Whether a finding has the cause of a problem of the same file that is told. */
export function isTold({ message, isWarning, place, zone }: BindFinding, told: readonly ToldProblem[]): boolean {
  // BIND says one thing of a line, the one that it stumbles over.
  if (place) return told.some(({ line, isError }) => line === place.line && (isWarning || isError));
  const names = Array.from(message.matchAll(/'([^']+)'/g), ([, name]) => name);
  if (names.length === 0) return told.some(({ isError }) => isError);
  return names.every((name) => told.some((problem) => mentions(problem.message, name, zone ?? '')));
}

/** Whether a message has a name, as a whole or below the zone. */
function mentions(message: string, name: string, zone: string): boolean {
  const words = new Set(
    message
      .toLowerCase()
      .split(/[\s'"`,;()]/)
      .map((word) => word.replace(/[.:]$/, '')),
  );
  const whole = name.toLowerCase().replace(/\.$/, '');
  const below = `.${zone.toLowerCase()}`;
  return words.has(whole) || (whole.endsWith(below) && words.has(whole.slice(0, -below.length)));
}

/** The lines that are left of those that were told after an edit replaced `removed` lines behind `first` by `added`, both from 0 on. */
export function lineAfter(line: number, first: number, removed: number, added: number): number | undefined {
  if (line < first) return line;
  return line <= first + removed ? undefined : line + added - removed;
}
