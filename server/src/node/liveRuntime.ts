/**
 * What a command without an editor asks live servers with: the network, the way from a server's name to its addresses, and an end at Ctrl+C.
 * Nothing is sent before a conversation is run, or a name is looked up.
 */

import { type Bounds, type Conversation, converse, type Progress } from '../live/conversation.ts';
import { type LiveRuntime, wireOver } from '../live/exchange.ts';
import type { FoundServers, Server } from '../live/transport.ts';
import { findTyped } from './transports/findNamed.ts';
import {
  DNS_PORT,
  type FindAddresses,
  namedServer,
  systemAddresses,
  systemResolvers,
  zoneServers,
} from './transports/resolvers.ts';
import { systemRuntime } from './transports/runtime.ts';

/** Which addresses and port of a server are meant. */
export interface Reaching {
  readonly port?: number;
  readonly family?: 4 | 6;
}

export interface LiveMeans {
  readonly runtime: LiveRuntime;
  /** Aborts at the first Ctrl+C; the second ends the program as always. */
  readonly signal: AbortSignal;
  /** The resolvers of this system. */
  resolvers(): Server[];
  /** A host's name or address. A name is looked up by the system, which `say` is told before. Never rejects. */
  serversOf(host: string, reaching?: Reaching): Promise<FoundServers>;
  /** A server in dig's words, with or without the `@`; in a sentence, why there is none. Never rejects. */
  typedServers(word: string): ReturnType<typeof findTyped>;
  /** Name servers of a zone, of which `known` has addresses by lower-case absolute name; the others are looked up by the system. Never rejects. */
  zoneServers(
    names: readonly string[],
    known: ReadonlyMap<string, readonly string[]>,
    reaching?: Reaching,
  ): Promise<FoundServers>;
  /** Drives a conversation to its end. */
  run<Result>(conversation: Conversation<Result>, how?: Running): Promise<Result>;
  /** Leaves Ctrl+C to the system again. */
  dispose(): void;
}

export interface Running {
  readonly bounds?: Partial<Bounds>;
  readonly atOnce?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface MeansOptions {
  /** Told in a sentence what is about to be looked up by the system. */
  readonly say: (sentence: string) => void;
  readonly runtime?: LiveRuntime;
  readonly find?: FindAddresses;
  /** Where Ctrl+C is told; the process. */
  readonly interrupts?: Pick<NodeJS.EventEmitter, 'once' | 'removeListener'>;
}

/** The means of a command. */
export function liveMeans({
  say,
  runtime = systemRuntime,
  find = systemAddresses,
  interrupts = process,
}: MeansOptions): LiveMeans {
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  interrupts.once('SIGINT', interrupt);
  const { signal } = abort;
  const said = new Set<string>();
  const findAloud: FindAddresses = (host) => {
    if (!said.has(host)) say(`the system is asked for the addresses of ${host}`);
    said.add(host);
    return find(host);
  };
  const serversOf = (host: string, { port = DNS_PORT, family }: Reaching = {}): Promise<FoundServers> =>
    namedServer(host, port, family, findAloud);
  return {
    runtime,
    signal,
    resolvers: () => systemResolvers(),
    serversOf,
    typedServers: (word) => findTyped(word, findAloud),
    zoneServers: (names, known, reaching = {}) => zoneServers(names, known, { ...reaching, find: findAloud }),
    run: (conversation, how = {}) =>
      converse(conversation, { ...wireOver(runtime), monotonic: runtime.clock.monotonic, signal, ...how }),
    dispose: () => interrupts.removeListener('SIGINT', interrupt),
  };
}
