/** What `dig` printed: whom it asked, and what came. */

export interface DigOutput {
  readonly question?: string;
  /** `NOERROR`, `SERVFAIL`; absent where nothing came. */
  readonly status?: string;
  readonly flags: readonly string[];
  readonly answers: number;
  readonly server?: string;
  /** Extended errors (RFC 8914), in dig's words. */
  readonly extended: readonly string[];
  /** Why nothing came: `timed out`, `connection refused`, `network unreachable`. */
  readonly failures: readonly string[];
}

const FAILURE = /^;; .*(timed out|connection refused|network unreachable|host unreachable|no servers could be reached)/;

/** The outputs that a text has, in their order; none where it is no output of dig. */
export function readDig(text: string): DigOutput[] {
  const runs: string[][] = [];
  for (const line of text.split('\n')) {
    if (/^; <<>> DiG /.test(line) || runs.length === 0) runs.push([]);
    runs[runs.length - 1].push(line.trimEnd());
  }
  return runs
    .filter((lines) =>
      lines.some((line) => /^;; (?:->>HEADER<<-|.*no servers could be reached)/.test(line) || FAILURE.test(line)),
    )
    .map(outputOf);
}

/** `;; UDP setup with 2001:db8::1#53(2001:db8::1) for x failed: network unreachable.` */
function failedServer(lines: readonly string[]): string | undefined {
  const line = lines.find((one) => one.startsWith(';; ') && one.includes(' failed: '));
  return line?.split(/ (?:to|with) /)[1]?.split('#')[0];
}

function outputOf(lines: readonly string[]): DigOutput {
  const first = (pattern: RegExp): string | undefined =>
    lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  const asked = lines[lines.indexOf(';; QUESTION SECTION:') + 1]?.replace(/^;/, '').replace(/\s+/g, ' ');
  const question = lines.includes(';; QUESTION SECTION:') ? asked : first(/^; <<>> DiG \S+ <<>> (.+)$/);
  const status = first(/^;; ->>HEADER<<-.* status: ([A-Z0-9]+)/);
  const server = first(/^;; SERVER: (\S+)#/) ?? failedServer(lines) ?? first(/^;; communications error to (\S+)#/);
  return {
    ...(question && { question }),
    ...(status && { status }),
    flags:
      first(/^;; flags: ([a-z ]*);/)
        ?.trim()
        .split(' ') ?? [],
    answers: Number(first(/^;; flags: .* ANSWER: (\d+)/) ?? 0),
    ...(server && { server }),
    extended: lines.flatMap((line) => /^; EDE: (.+)$/.exec(line)?.[1] ?? []),
    failures: [...new Set(lines.flatMap((line) => FAILURE.exec(line)?.[1] ?? []))],
  };
}
