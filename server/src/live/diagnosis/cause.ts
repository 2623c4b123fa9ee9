/** What a row of the table of causes is. */
import type { Facts, Symptom } from './facts.ts';

/** Where a step of a repair is taken. */
export type Where = 'zone' | 'registrar' | 'server' | 'network' | 'resolver';

export interface Step {
  readonly where: Where;
  /** What to do, in a sentence or two. */
  readonly text: string;
  /** A command to copy. */
  readonly command?: string;
  /** Seconds to wait before the next step, or until it works. */
  readonly wait?: number;
}

/** The eight repairs that DNSSEC needs. */
export type Repair =
  | 'sign again'
  | 'take a DS away'
  | 'have a DS set'
  | 'new KSK'
  | 'new ZSK'
  | 'lower a TTL'
  | 'drop a revoked key'
  | 'bring servers in step';

export interface Cause {
  readonly id: string;
  /** What shows it, a sentence each; undefined where it is not there. */
  readonly evidence: (facts: Facts) => readonly string[] | undefined;
  /** Whether it makes somebody see this; what does not is only told beside. */
  readonly explains: (symptom: Symptom, facts: Facts) => boolean;
  readonly says: (facts: Facts) => string;
  readonly steps: (facts: Facts) => readonly Step[];
  /** For DNSSEC. */
  readonly repair?: Repair;
  /** What was seen instead where it is not there, and something of its kind could have been; undefined where nothing was looked at. */
  readonly ruledOut?: (facts: Facts) => string | undefined;
  /** Others that it brings about: they are not told beside it. */
  readonly brings?: readonly string[];
}

/** A symptom of somebody who gets no answer. */
export function fails(symptom: Symptom): boolean {
  return symptom === 'servfail' || symptom === 'silent' || symptom === 'other';
}

/** One sentence, or none. */
export function shown(is: boolean, ...sentences: readonly string[]): readonly string[] | undefined {
  return is ? sentences : undefined;
}
