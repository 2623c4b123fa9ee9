/** What a comparison is asked with, and what comes of it for each server. */

import { DEFAULT_OPTIONS, type QueryOptions } from '../messages.ts';
import type { FailureKind, Server, Transport } from '../transport.ts';
import type { TsigKey } from '../tsig.ts';
import type { FileZone } from './fileZone.ts';
import type { Difference, SetIndex } from './served.ts';

/** How a server is asked so that it is no flood. */
export interface Rate {
  readonly questions: number;
  readonly atOnce: number;
  readonly pauseMs: number;
}

export const DEFAULT_RATE: Rate = { questions: 1000, atOnce: 8, pauseMs: 100 };

export interface CompareRequest {
  readonly file: FileZone;
  readonly index: SetIndex;
  readonly server: Server;
  /** UDP where not given, with TCP where that is needed. */
  readonly transport?: Transport;
  /** The user named the server, which may be a resolver then; the zone's own have to be authoritative. */
  readonly isChosen?: boolean;
  readonly key?: TsigKey;
  /** For the transfer, where it takes another key. */
  readonly transferKey?: TsigKey;
  /** Indices of the sets that are compared; all of the zone where absent. */
  readonly sets?: readonly number[];
  /** Only this way; a transfer and then questions where absent. */
  readonly by?: 'transfer' | 'questions';
  /** See whether the server answers over TCP, too, as it has to (RFC 7766). */
  readonly alsoTcp?: boolean;
  readonly rate?: Partial<Rate>;
  readonly now: Date;
}

/**
 * - compared: it was asked for the zone, and `differences` are all that was found
 * - older, newer, other: it has another serial than the file, which is the cause of whatever else differs
 * - silent: no answer came; `failure` says how
 * - refused: it does not answer this asker, or not with this key
 * - lame: it is not authoritative for the zone
 * - failed: it cannot answer, or what it answers is of no use
 */
export type ServerState =
  | 'compared'
  | 'older'
  | 'newer'
  | 'other'
  | 'silent'
  | 'refused'
  | 'lame'
  | 'failed'
  | 'cancelled';

export interface ServerResult {
  readonly server: Server;
  readonly state: ServerState;
  readonly way?: 'transfer' | 'questions';
  readonly isResolver?: true;
  readonly failure?: FailureKind;
  readonly serial?: number;
  readonly differences: readonly Difference[];
  /** RRsets that are the same. */
  readonly same: number;
  /** RRsets that were not asked for. */
  readonly notAsked: number;
  /** Why it could not be compared, or not all of it, in a sentence. */
  readonly problem?: string;
  /** What else is to be known, in sentences. */
  readonly notes: readonly string[];
}

/** What every question is asked with: no recursion. */
export const OPTIONS: QueryOptions = { ...DEFAULT_OPTIONS, rd: false, ad: false };
