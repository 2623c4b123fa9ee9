/**
 * `node test/bench/measureServer.ts ZONE`: drives the built language server with a zone file over stdio and prints what it measured as
 * JSON. A process of its own, so that the text of one size is no weight on the next.
 */
import { writeSync } from 'node:fs';
import { type Kind, keystrokes, MIX, TTL } from './keystrokes.ts';
import { type Cancelled, measureCancel, measureRequests, type RequestTimes, typePosition } from './requests.ts';
import { type Keystrokes, summary } from './statistics.ts';
import { openZone, within, type ZoneSession } from './zoneSession.ts';

/** All in milliseconds; what the server did not come to is missing. */
export interface ServerTimes {
  open?: number;
  /** A hover asked for right after opening; `before` tells whether it was answered before the first diagnostics. */
  firstHover?: { readonly time: number; readonly before: boolean };
  /** Of the mix. */
  keystrokes?: Keystrokes;
  readonly kinds: Partial<Record<Kind, Keystrokes>>;
  requests?: RequestTimes;
  cancelled?: Cancelled | undefined;
  /** Why the rest is missing. */
  failure?: string;
}

/** Pairs of each kind: 504 keystrokes of the mix. */
const PAIRS = 63;
const TTL_PAIRS = 5;
/** No more of those where they have taken so many milliseconds. */
const LONG = 20_000;
/** Pairs of each kind before those that count, so that no size pays for compiling the server's code. */
const WARM_UP = 10;

const [zone] = process.argv.slice(2);
const times: ServerTimes = { kinds: {} };
const session = await openZone(zone);
try {
  await measure(session);
  await session.client.stop();
} catch (error) {
  times.failure = (error as Error).message;
  session.client.kill();
}
writeSync(1, JSON.stringify(times));
process.exit(0);

/** What may not end comes last, so that the rest is known then. */
async function measure(session: ZoneSession): Promise<void> {
  await measureOpening(session);
  const pairOf = keystrokes(session.lines);
  const type = async (kind: Kind, step: number): Promise<number[]> => {
    const samples: number[] = [];
    for (const edit of pairOf(kind, step)) samples.push(await session.edit(kind, edit));
    return samples;
  };
  await measureMix(type);
  times.requests = await measureRequests(session);
  times.cancelled = await measureCancel(session);
  const samples: number[] = [];
  const begun = performance.now();
  for (let step = 0; step < TTL_PAIRS && performance.now() - begun < LONG; step++)
    samples.push(...(await type(TTL, step)));
  times.kinds[TTL] = summary(samples);
}

async function measureOpening({ client, uri, lines, opened }: ZoneSession): Promise<void> {
  const asked = performance.now();
  let checked = false;
  const open = opened.then((time) => {
    checked = true;
    return time;
  });
  const hover = within('the first hover', client.hover(uri, typePosition(lines, lines.length >> 1))).then(() => ({
    time: performance.now() - asked,
    before: !checked,
  }));
  times.open = await open;
  times.firstHover = await hover;
}

async function measureMix(type: (kind: Kind, step: number) => Promise<number[]>): Promise<void> {
  const samples = new Map<Kind, number[]>(MIX.map((kind) => [kind, []]));
  for (let step = 0; step < WARM_UP + PAIRS; step++) {
    for (const kind of MIX) {
      const measured = await type(kind, step);
      if (step >= WARM_UP) samples.get(kind)!.push(...measured);
    }
  }
  for (const kind of MIX) times.kinds[kind] = summary(samples.get(kind)!);
  times.keystrokes = summary([...samples.values()].flat());
}
