/** The words of `bailiwick delegation`. */
import { parseAddress } from '../dns/addresses.ts';
import { parseName } from '../dns/nameText.ts';
import type { Servers } from '../live/delegation/lookUp.ts';
import type { Asking } from '../live/delegation/questions.ts';
import { addressKey, nameKey } from '../live/delegation/records.ts';
import type { GivenDs } from '../live/delegation/world.ts';
import { DELEGATION } from './options.ts';
import { readWords, WordError } from './words.ts';

export interface DelegationOptions {
  readonly zone: string;
  readonly undelegated?: Servers;
  readonly ds?: readonly GivenDs[];
  readonly hints?: string;
  /** Ids of test cases, or of families of them; all that are usual where absent. */
  readonly tests?: readonly string[];
  readonly asking: Asking;
  readonly format: 'text' | 'json' | 'tags';
  /** Where a picture is written to. */
  readonly svg?: string;
  readonly quiet: boolean;
}

export type ParsedDelegation =
  | { readonly kind: 'delegation'; readonly options: DelegationOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the words after `delegation`. Throws a WordError where they are wrong. */
export function parseDelegationOptions(words: readonly string[]): ParsedDelegation {
  const { values, positionals } = readWords(DELEGATION, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [zone, ...more] = positionals;
  if (zone === undefined) throw new WordError('no zone was named');
  if (more.length > 0) throw new WordError(`delegation takes one zone, and was given ${zone} and ${more[0]}`);
  const { ns = [], ds = [], hints, test = [], port, timeout, svg } = values;
  const without = [...(values['no-ipv4'] ? [4 as const] : []), ...(values['no-ipv6'] ? [6 as const] : [])];
  if (without.length === 2) throw new WordError('--no-ipv4 and --no-ipv6 leave no way to ask');
  const asking: Asking = {
    ...(port !== undefined && { port: numberOf('--port', port, 1, 65535) }),
    ...(timeout !== undefined && { timeoutMs: numberOf('--timeout', timeout, 1, 60) * 1000 }),
    without,
  };
  return {
    kind: 'delegation',
    options: {
      zone: nameOf(zone),
      ...(ns.length > 0 && { undelegated: serversOf(ns) }),
      ...(ds.length > 0 && { ds: ds.map(dsOf) }),
      ...(hints !== undefined && { hints }),
      ...(test.length > 0 && { tests: test.flatMap((each) => each.split(',')) }),
      asking,
      ...(svg !== undefined && { svg }),
      quiet: values.quiet === true,
      format: values.tags ? 'tags' : values.format === 'json' ? 'json' : 'text',
    },
  };
}

/** A number of an option's value. Throws a WordError where it is none. */
export function numberOf(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new WordError(`${option} takes a number from ${least} to ${most}, not ${text}`);
  return value;
}

function nameOf(text: string): string {
  const { error } = parseName(text);
  if (error || text === '') throw new WordError(`${text} is not a domain name`);
  return nameKey(text);
}

/** `name/address` or `name`, where its address is to be looked up. */
function serversOf(words: readonly string[]): Servers {
  const servers = new Map<string, string[]>();
  for (const word of words.flatMap((each) => each.split(/[\s,]+/)).filter((each) => each !== '')) {
    const [name, address, ...more] = word.split('/');
    const key = nameOf(name);
    const found = servers.get(key) ?? [];
    servers.set(key, found);
    if (address === undefined) continue;
    if (more.length > 0 || !parseAddress(address)) throw new WordError(`--ns takes NAME or NAME/ADDRESS, not ${word}`);
    found.push(addressKey(address)!);
  }
  return servers;
}

/** `tag,algorithm,type,digest` */
function dsOf(text: string): GivenDs {
  const match = /^(\d{1,5}),(\d{1,3}),(\d{1,3}),((?:[0-9a-f]{2})+)$/i.exec(text.replaceAll(' ', ''));
  const numbers = match?.slice(1, 4).map(Number) ?? [];
  if (!match || numbers[0] > 65535 || numbers[1] > 255 || numbers[2] > 255) {
    throw new WordError(`--ds takes TAG,ALGORITHM,TYPE,DIGEST, with the digest in hexadecimal, not ${text}`);
  }
  const [keyTag, algorithm, digestType] = numbers;
  return { keyTag, algorithm, digestType, digest: Uint8Array.from(Buffer.from(match[4], 'hex')) };
}
