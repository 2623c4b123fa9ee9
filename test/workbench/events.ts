/** What the suite inside VS Code tells the runner outside: a file of JSON lines, in the order things happened. */

/** Environment variables that the runner sets and the suite reads. */
export const ENV = {
  /** The file that the events are appended to. */
  events: 'BAILIWICK_EVENTS',
  /** The port of the name server on 127.0.0.1 and ::1; not set where no named is installed. */
  namedPort: 'BAILIWICK_NAMED_PORT',
  /** The ports of other name servers with the same zones, by their names, as JSON. */
  otherPorts: 'BAILIWICK_OTHER_PORTS',
  /** Which tests are run; all that VS Code can run in its own way where it is not set. */
  /** The port of the servers of a root of the tests. */
  rootPort: 'BAILIWICK_ROOT_PORT',
  /** Which tests are run; all where it is not set. */
  part: 'BAILIWICK_PART',
  /** A file to which programs write that were started. */
  started: 'BAILIWICK_STARTED',
} as const;

/**
 * `answered`: those in which somebody answers what VS Code asks, which it does not ask where it runs tests; `untrusted`: those of a workspace that nobody
 * trusts, which it does not have there either; `others`: the rest.
 */
export type SuitePart = 'answered' | 'untrusted' | 'others';

export type SuiteEvent =
  /** The suite runs, in this version of VS Code. */
  | { type: 'start'; vscode: string }
  | { type: 'pass'; title: string; milliseconds: number }
  | { type: 'fail'; title: string; message: string }
  | { type: 'skip'; title: string }
  /** Every test has run. */
  | { type: 'end' };

/** What the runner writes for scripts/testAll.ts. */
export interface WorkbenchSummary {
  passed: number;
  failed: number;
  /** The titles of skipped tests, or the reason why none ran. */
  skipped: string[];
  /** The version of VS Code and what it ran in; undefined when it did not start. */
  vscode?: string;
  /** The version of the named that the live tests asked; undefined when there was none. */
  named?: string;
}
