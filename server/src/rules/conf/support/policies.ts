/** What a dnssec-policy says, with named's defaults where it says nothing. Durations are seconds. */

import { parseDuration } from '../../../conf/duration.ts';
import type { ConfModel, Named, Zone } from '../../../conf/model.ts';
import { settingFor } from '../../../conf/model.ts';
import type { BindVersion } from '../../../conf/statements.ts';
import type { Statement, Word } from '../../../conf/tree.ts';
import { argumentsOf } from '../../../conf/tree.ts';
import { DNSSEC_ALGORITHM_ROWS } from '../../../dns/algorithms.ts';
import { ALGORITHM } from '../../../dns/codes.ts';
import { atLeast } from '../../../dns/versions.ts';
import { argument, elements, numberOf, wordAfter, wordsOf } from './words.ts';

const HOUR = 3600;
const DAY = 86400;

/** named's defaults for the durations of a policy. */
export const POLICY_DEFAULTS = {
  'signatures-jitter': 12 * HOUR,
  'signatures-refresh': 5 * DAY,
  'signatures-validity': 14 * DAY,
  'signatures-validity-dnskey': 14 * DAY,
  'max-zone-ttl': DAY,
  'zone-propagation-delay': 300,
  'parent-ds-ttl': DAY,
  'parent-propagation-delay': HOUR,
  'dnskey-ttl': HOUR,
  'publish-safety': HOUR,
  'retire-safety': HOUR,
} as const;

export type PolicyDuration = keyof typeof POLICY_DEFAULTS;

/** What named calls algorithms beyond the registry's mnemonics. */
const OTHER_NAMES: Readonly<Record<string, number>> = {
  ECDSA256: ALGORITHM.ECDSAP256SHA256,
  ECDSA384: ALGORITHM.ECDSAP384SHA384,
  DH: ALGORITHM.DH,
};
/** Mnemonics of the registry that named does not read. */
const UNREAD: ReadonlySet<number> = new Set([ALGORITHM.DELETE, ALGORITHM.SM2SM3, ALGORITHM['ECC-GOST12']]);

/** A duration of a policy: what it says, or named's default. */
export function policyDuration({ scope }: Named, name: PolicyDuration): number {
  const word = argument(scope?.byName.get(name)?.[0]);
  return (word && parseDuration(word.text)) ?? POLICY_DEFAULTS[name];
}

/** A key of a policy. */
export interface PolicyKey {
  readonly element: Statement;
  readonly isKsk: boolean;
  readonly isZsk: boolean;
  readonly role: string;
  readonly lifetimeWord: Word | undefined;
  /** Seconds; 0 for unlimited. */
  readonly lifetime: number;
  readonly algorithmWord: Word | undefined;
  /** The number of the algorithm; undefined where BIND does not know it. */
  readonly algorithm: number | undefined;
  readonly lengthWord: Word | undefined;
  readonly tagRange: readonly Word[];
  /** The name behind `key-store`. */
  readonly store: Word | undefined;
}

/** The number of a DNSSEC algorithm by its mnemonic or number; undefined where named does not read it. */
export function algorithmNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 255 ? Number(text) : undefined;
  const name = text.toUpperCase();
  return (
    OTHER_NAMES[name] ?? DNSSEC_ALGORITHM_ROWS.find((row) => row.mnemonic === name && !UNREAD.has(row.number))?.number
  );
}

/** The mnemonic of an algorithm, or its number. */
export function algorithmName(number: number): string {
  return DNSSEC_ALGORITHM_ROWS.find((row) => row.number === number)?.mnemonic || String(number);
}

/** The keys that a policy lists; undefined where it lists none and takes those of the built-in one. */
export function policyKeys({ scope }: Named): readonly PolicyKey[] | undefined {
  const keys = scope?.byName.get('keys')?.[0];
  if (!keys) return undefined;
  return elements(keys).map((element): PolicyKey => {
    const words = wordsOf(element.values);
    const role = words[0]?.text.toLowerCase() ?? '';
    const lifetimeWord = wordAfter(element, 'lifetime');
    const algorithmWord = wordAfter(element, 'algorithm');
    const at = words.findIndex((word) => word.text.toLowerCase() === 'tag-range');
    const last = words.at(-1);
    const isLength =
      last && last !== algorithmWord && last !== lifetimeWord && !(at >= 0 && words.length - 1 <= at + 2);
    return {
      element,
      role,
      isKsk: role !== 'zsk',
      isZsk: role !== 'ksk',
      lifetimeWord,
      lifetime: (lifetimeWord && parseDuration(lifetimeWord.text)) ?? 0,
      algorithmWord,
      algorithm: algorithmWord && algorithmNumber(algorithmWord.text),
      lengthWord: isLength && numberOf(last) !== undefined ? last : undefined,
      tagRange: at < 0 ? [] : words.slice(at + 1, at + 3),
      store: wordAfter(element, 'key-store'),
    };
  });
}

/**
 * How bad a mistake in a policy is: where there are views named-checkconf 9.18 does not look at policies, and later releases only for a zone that
 * takes one. named does when it starts.
 */
export function policySeverity(model: ConfModel, version: BindVersion): 'error' | 'warning' {
  if (model.views.length === 0) return 'error';
  return atLeast(version, '9.20') && isPolicyTaken(model) ? 'error' : 'warning';
}

const taken = new WeakMap<ConfModel, boolean>();

/** Whether some zone has a policy. */
function isPolicyTaken(model: ConfModel): boolean {
  const known = taken.get(model) ?? model.zones.some((zone) => takesPolicy(model, zone));
  taken.set(model, known);
  return known;
}

/** Whether a zone has a policy, its own or that of its view or options. */
function takesPolicy(model: ConfModel, zone: Zone): boolean {
  if (zone.type !== 'primary' && zone.type !== 'secondary') return false;
  const setting = settingFor(model, zone, 'dnssec-policy');
  const name = setting && argumentsOf(setting.statement)[0]?.text;
  return name !== undefined && name !== 'none';
}
