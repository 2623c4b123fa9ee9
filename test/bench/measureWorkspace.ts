/**
 * `node test/bench/measureWorkspace.ts FOLDER FILE`: drives the built language server over the stdio of an editor that opens one zone file of a tree
 * of zones, and prints what it measured as JSON. The file's first host is pointed to by ten zones.
 */
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { PTR_AGREEMENT, RENUMBER, SETTLED } from '../../server/src/lsp/protocol.ts';
import { Client } from '../lsp/client.ts';
import { median } from './statistics.ts';
import { RENUMBERED } from './tree.ts';
import { within } from './zoneSession.ts';

/** Milliseconds, but for the memory; what the server did not come to is missing. */
export interface WorkspaceTimes {
  /** From opening the file to its first diagnostics. */
  open?: number;
  /** From the start to everything read and checked. */
  index?: number;
  /** The most that the server held in memory, octets. */
  memory?: number;
  /** From an edit of a host to its diagnostics, and to everything that hangs together with it checked again. */
  edit?: number;
  settled?: number;
  /** The agreement of forward and reverse zones, as a document. */
  agreement?: number;
  /** The change of a prefix with its document. */
  renumber?: number;
  /** Why the rest is missing. */
  failure?: string;
}

/** Edits, half of which take back what the others did. */
const EDITS = 40;

const [folder, file] = process.argv.slice(2);
const times: WorkspaceTimes = {};
const client = new Client();
try {
  await measure();
  await client.stop();
} catch (error) {
  times.failure = (error as Error).message;
  client.kill();
}
writeSync(1, JSON.stringify(times));
process.exit(0);

async function measure(): Promise<void> {
  await client.initialize(pathToFileURL(folder).href);
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.startsWith('h0 '));
  // A mistake, so that there is something to tell.
  const mistake = 'bailiwick-bench BOGUS x\n';
  const begun = performance.now();
  const first = client.until(uri, (list) => list.length > 0);
  client.open(uri, 'zone', text + mistake);
  await within('the first diagnostics', first);
  times.open = performance.now() - begun;
  await within('everything read and checked', client.request(SETTLED, {}));
  times.index = performance.now() - begun;
  await measureEdits(uri, line);
  times.agreement = await timeOf('the agreement', () => client.request(PTR_AGREEMENT, {}));
  times.renumber = await timeOf('the renumbering', () => client.request(RENUMBER, { ...RENUMBERED, mode: 'replace' }));
  const memory = client.mostMemory();
  if (memory !== undefined) times.memory = memory;
}

/** Takes the address of the host away and gives it back: ten zones point to it. */
async function measureEdits(uri: string, line: number): Promise<void> {
  const edits: number[] = [];
  const settled: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const isTaken = edit % 2 === 0;
    const start = { line, character: 0 };
    const range = { start, end: { line, character: isTaken ? 0 : 1 } };
    const known = client.diagnostics.get(uri)?.length ?? 0;
    const begun = performance.now();
    const told = client.until(uri, (list) => list.length !== known);
    client.change(uri, range, isTaken ? ';' : '');
    await within('the diagnostics after an edit', told);
    edits.push(performance.now() - begun);
    await within('everything checked again', client.request(SETTLED, {}));
    settled.push(performance.now() - begun);
  }
  times.edit = median(edits) ?? 0;
  times.settled = median(settled) ?? 0;
}

async function timeOf(what: string, ask: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await within(what, ask());
  return performance.now() - begun;
}
