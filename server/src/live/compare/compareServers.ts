/** A zone's file against several servers, all of them at once, and what came of it in all. */

import type { Bounds, Conversation, Progress } from '../conversation.ts';
import type { Server } from '../transport.ts';
import { compareConversation } from './compareConversation.ts';
import { type CompareRequest, DEFAULT_RATE, type ServerResult } from './comparing.ts';
import type { FileZone } from './fileZone.ts';
import { type Difference, setIndex } from './served.ts';

/** Servers that are asked at the same time. */
const AT_ONCE = 8;
/** A question is put at most so often; some more are about the serial. */
const ATTEMPTS = 4;
const MORE = 20;

export interface CompareAll extends Omit<CompareRequest, 'server' | 'index'> {
  readonly servers: readonly Server[];
  /** Servers that have no address, in a sentence each. */
  readonly missing?: readonly string[];
}

export interface Comparison {
  readonly file: FileZone;
  /** In the order of the servers. */
  readonly results: readonly ServerResult[];
  readonly missing: readonly string[];
}

/** Drives a conversation; `live/conversation.ts` has the way. */
export type Drive = <Result>(
  conversation: Conversation<Result>,
  how: { readonly bounds: Partial<Bounds>; readonly onProgress: (progress: Progress) => void },
) => Promise<Result>;

/** Compares the file with each of the servers. */
export async function compareServers(
  { servers, missing = [], ...request }: CompareAll,
  drive: Drive,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Comparison> {
  const { file, rate } = request;
  const index = setIndex(file);
  const results: ServerResult[] = [];
  const bounds = { asks: (rate?.questions ?? DEFAULT_RATE.questions) * ATTEMPTS + MORE };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < servers.length) {
      const at = next++;
      results[at] = await drive(compareConversation({ ...request, index, server: servers[at] }), {
        bounds,
        onProgress,
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, servers.length) }, worker));
  return { file, results, missing };
}

/** What is said of a comparison in one word. */
export type Outcome = 'same' | 'differs' | 'unasked';

/** A server that does not have the zone differs; one that does not answer could not be asked. */
const OUTCOMES: Readonly<Record<ServerResult['state'], Outcome>> = {
  compared: 'same',
  older: 'differs',
  newer: 'differs',
  other: 'differs',
  lame: 'differs',
  silent: 'unasked',
  refused: 'unasked',
  failed: 'unasked',
  cancelled: 'unasked',
};

/** What came of one server: that something differs counts more than that not all could be asked. */
export function outcomeOf({ state, differences, problem }: ServerResult): Outcome {
  if (differences.length > 0) return 'differs';
  return state === 'compared' && problem !== undefined ? 'unasked' : OUTCOMES[state];
}

/** What came of all servers. */
export function outcome({ results, missing }: Comparison): Outcome {
  const outcomes = results.map(outcomeOf);
  if (outcomes.includes('differs')) return 'differs';
  return outcomes.includes('unasked') || missing.length > 0 || results.length === 0 ? 'unasked' : 'same';
}

/** A difference, and the servers at which it is the same one. */
export interface SharedDifference {
  readonly difference: Difference;
  readonly servers: readonly Server[];
}

/** The differences of all servers that have the file's serial, each once, in the order of the file. */
export function sharedDifferences({ results }: Comparison): SharedDifference[] {
  const shared = new Map<string, { difference: Difference; servers: Server[] }>();
  for (const { server, state, differences } of results) {
    if (state !== 'compared') continue;
    for (const difference of differences) {
      const key = JSON.stringify(difference);
      const known = shared.get(key);
      if (known) known.servers.push(server);
      else shared.set(key, { difference, servers: [server] });
    }
  }
  const all = [...shared.values()];
  const last = all.reduce((most, { difference }) => Math.max(most, difference.set), 0) + 1;
  const rank = ({ difference: { set } }: SharedDifference): number => (set < 0 ? last : set);
  return all.sort((a, b) => rank(a) - rank(b));
}
