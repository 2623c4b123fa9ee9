/**
 * `node test/bench/measureConf.ts NAMED.CONF`: drives the built language server with a configuration over stdio and prints what it measured
 * as JSON. A process of its own, so that the text of one size is no weight on the next.
 */
import { writeSync } from 'node:fs';
import { WRONG_FROM_END } from './configurations.ts';
import { CONF_KINDS, type ConfKind, confKeystrokes } from './confKeystrokes.ts';
import { type Keystrokes, summary } from './statistics.ts';
import { hasError, openFile, type ZoneSession } from './zoneSession.ts';

/** All in milliseconds; what the server did not come to is missing. */
export interface ConfTimes {
  open?: number;
  /** Of all kinds. */
  keystrokes?: Keystrokes;
  readonly kinds: Partial<Record<ConfKind, Keystrokes>>;
  /** Why the rest is missing. */
  failure?: string;
}

/** Pairs of each kind, and those before that do not count: no size pays for compiling the server's code. */
const PAIRS = 25;
const WARM_UP = 5;
/** No more of a kind, where there is a sample, once they have taken so many milliseconds. */
const LONG = 20_000;

const [file] = process.argv.slice(2);
const times: ConfTimes = { kinds: {} };
const session = await openFile(file, 'named-conf', (list, last) => hasError(list, last - WRONG_FROM_END));
try {
  await measure(session);
  await session.client.stop();
} catch (error) {
  times.failure = (error as Error).message;
  session.client.kill();
}
writeSync(1, JSON.stringify(times));
process.exit(0);

async function measure({ lines, opened, edit }: ZoneSession): Promise<void> {
  times.open = await opened;
  const pairOf = confKeystrokes(lines);
  const all: number[] = [];
  for (const kind of CONF_KINDS) {
    const samples: number[] = [];
    const begun = performance.now();
    for (let step = 0; step < WARM_UP + PAIRS; step++) {
      if (samples.length > 0 && performance.now() - begun > LONG) break;
      for (const keystroke of pairOf(kind, step)) {
        const time = await edit(kind, keystroke);
        if (step >= WARM_UP) samples.push(time);
      }
    }
    times.kinds[kind] = summary(samples);
    all.push(...samples);
  }
  times.keystrokes = summary(all);
}
