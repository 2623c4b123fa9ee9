/** What the words of a query add up to, and how a word says that it cannot be read. */

import { t } from '../l10n.ts';
import type { EdnsOption, QueryOptions } from './messages.ts';
import type { HttpsOptions, TlsOptions, Transport } from './transport.ts';
import type { ViewOptions } from './view.ts';

/** A word as typed. Offsets are UTF-16 units in the typed text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A server as typed: an address or a host's name, with what stood beside it. */
export interface TypedServer {
  readonly host: string;
  readonly port?: number;
  readonly transport?: Transport;
  readonly https?: HttpsOptions;
}

/** A type that is asked for; IXFR with the serial that is known. */
export interface TypedType {
  readonly code: number;
  readonly serial?: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The state that words add to, as dig's lookup structure is. */
export interface Draft {
  name?: string;
  nameWord?: Word;
  reverse: boolean;
  types: readonly TypedType[];
  /** The types were given before the name: one that follows takes their place. */
  typesAreGlobal: boolean;
  class?: number;
  /** dig stops looking for types and classes among plain words once `-t` or `-c` gave one. */
  openTypeClass: boolean;
  servers: readonly TypedServer[];
  /** The servers were given before the name. */
  serversAreGlobal: boolean;
  port?: number;
  family?: 4 | 6;
  /** Undefined: as the type wants it. */
  tcp?: boolean;
  tls?: Mutable<TlsOptions>;
  /** The file that `+tls-ca=` names. */
  tlsCaFile?: string;
  https?: Mutable<HttpsOptions>;
  source?: TypedServer;
  keyFile?: string;
  /** The name of a key of the file, or of a configuration. */
  keyName?: string;
  way: 'query' | 'trace' | 'nssearch';
  /** The size that was named: dig sends EDNS then, whatever +noedns says. */
  udpSize?: number;
  nsid: boolean;
  subnet?: Uint8Array;
  cookie: Uint8Array | boolean;
  expire: boolean;
  keepalive: boolean;
  zoneVersion: boolean;
  ednsOptions: readonly EdnsOption[];
  search: boolean;
  domain?: string;
  ndots: number;
  idn: boolean;
  dns64: boolean;
  options: Mutable<QueryOptions>;
  view: Mutable<ViewOptions>;
}

/** A problem with the word that is being read; turned into a DigError where the word's place is known. */
export class WordProblem extends Error {}

/** Stops the reading of the word with a sentence for the user. */
export function problem(message: string): never {
  throw new WordProblem(message);
}

/** A number in a word, from `least` to `most`, decimal or, as dig takes it, `0x...`; `what` says in the message what is wanted. */
export function wholeNumber(word: string, what: string, value: string, least: number, most: number): number {
  const number = /^(?:\d{1,10}|0[xX][0-9a-fA-F]{1,8})$/.test(value) ? Number(value) : -1;
  if (number < least || number > most) {
    problem(t`\`${word}\` needs ${what} from ${least} to ${most}${value === '' ? '' : t`, and \`${value}\` is none`}.`);
  }
  return number;
}
