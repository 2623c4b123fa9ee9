/**
 * `node test/bench/measureEditor.ts ZONE`: opens a zone of any kind in the built language server, puts wrong lines in all over it and takes them
 * out, asks for hovers and completions, and prints what it measured as JSON. The zone is rewritten with two mistakes. A process of its own.
 */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { placesIn, positionOn, withMistakes, wrongLineAt } from './editorPlaces.ts';
import { type Keystrokes, summary } from './statistics.ts';
import { hasError, openFile, within, type ZoneSession } from './zoneSession.ts';

/** All in milliseconds; what the server did not come to is missing. */
export interface EditorTimes {
  /** From opening to the diagnostics of the first screen, and to those of the end. */
  screen?: number;
  open?: number;
  put?: Keystrokes;
  taken?: Keystrokes;
  hover?: Keystrokes;
  completion?: Keystrokes;
  /** Why the rest is missing. */
  failure?: string;
}

/** Places, and those before them that do not count: no size pays for compiling the server's code. */
const PLACES = 100;
const WARM_UP = 10;
/** No more of them, where there is a sample, once they have taken so many milliseconds. */
const LONG = 60_000;

const [file] = process.argv.slice(2);
const { lines, first } = withMistakes(readFileSync(file, 'utf8').trimEnd().split('\n'));
writeFileSync(file, `${lines.join('\n')}\n`);
const times: EditorTimes = {};
const session = await openFile(file, 'zone', (list, last) => hasError(list, last));
try {
  await measure(session);
  await session.client.stop();
} catch (error) {
  times.failure = (error as Error).message;
  session.client.kill();
}
writeSync(1, JSON.stringify(times));
process.exit(0);

async function measure({ client, uri, opened, edit }: ZoneSession): Promise<void> {
  const begun = performance.now();
  const screen = within(
    'the diagnostics of the first screen',
    client.until(uri, (list) => hasError(list, first)),
  ).then(() => performance.now() - begun);
  times.screen = await screen;
  times.open = await opened;

  const placeOf = placesIn(lines, first);
  const samples = { put: [] as number[], taken: [] as number[], hover: [] as number[], completion: [] as number[] };
  const ask = async (kind: 'hover' | 'completion', line: number, step: number): Promise<number> => {
    const position = positionOn(lines[line], line, step);
    const start = performance.now();
    await within(kind, client.request(`textDocument/${kind}`, { textDocument: { uri }, position }));
    return performance.now() - start;
  };
  const since = performance.now();
  for (let step = 0; step < WARM_UP + PLACES; step++) {
    if (samples.put.length > 0 && performance.now() - since > LONG) break;
    const line = placeOf(step);
    const [put, taken] = wrongLineAt(line);
    const measured = {
      put: await edit('a wrong line put in', put),
      taken: await edit('a wrong line taken out', taken),
      hover: await ask('hover', line, step),
      completion: await ask('completion', line, step),
    };
    if (step < WARM_UP) continue;
    for (const kind of ['put', 'taken', 'hover', 'completion'] as const) samples[kind].push(measured[kind]);
  }
  for (const kind of ['put', 'taken', 'hover', 'completion'] as const) times[kind] = summary(samples[kind]);
}
