/** The words of `bailiwick delegation`. */
import { domainToASCII } from 'node:url';
import { parseAddress } from '../dns/addresses.ts';
import { parseName } from '../dns/nameText.ts';
import type { Servers } from '../live/delegation/lookUp.ts';
import { addressKey, nameKey } from '../live/delegation/nameKeys.ts';
import type { Asking } from '../live/delegation/questions.ts';
import type { GivenDs } from '../live/delegation/world.ts';
import { DELEGATION } from './options.ts';
import { readWords, WordError } from './words.ts';

export interface DelegationOptions {
  /** Absent where the zone file says it. */
  readonly zone?: string;
  /** A zone file, of which the delegation is tested that it is to have. */
  readonly file?: string;
  /** Servers of a zone above, where the way begins; `zone` is the one above the zone where it is absent. */
  readonly parents?: { readonly zone?: string; readonly servers: Servers };
  readonly undelegated?: Servers;
  readonly ds?: readonly GivenDs[];
  readonly hints?: string;
  /** Ids of test cases, or of families of them; all that are usual where absent. */
  readonly tests?: readonly string[];
  /** Those that are left out, in the same words. */
  readonly ignored: readonly string[];
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
  if (zone === undefined && values.file === undefined) throw new WordError('no zone was named');
  if (more.length > 0) throw new WordError(`delegation takes one zone, and was given ${zone} and ${more[0]}`);
  const { ns = [], ds = [], file, parent = [], hints, test = [], ignore = [], port, timeout, svg } = values;
  const without = [...(values['no-ipv4'] ? [4 as const] : []), ...(values['no-ipv6'] ? [6 as const] : [])];
  if (without.length === 2) throw new WordError('--no-ipv4 and --no-ipv6 leave no way to ask');
  if (file !== undefined && ns.length > 0)
    throw new WordError('--file and --ns are two delegations; write one of them');
  const asking: Asking = {
    ...(port !== undefined && { port: numberOf('--port', port, 1, 65535) }),
    ...(timeout !== undefined && { timeoutMs: numberOf('--timeout', timeout, 1, 60) * 1000 }),
    without,
  };
  return {
    kind: 'delegation',
    options: {
      ...(zone !== undefined && { zone: nameOf(zone) }),
      ...(file !== undefined && { file }),
      ...(parent.length > 0 && { parents: parentsOf(parent) }),
      ...(ns.length > 0 && { undelegated: serversOf(ns) }),
      ...(ds.length > 0 && { ds: ds.flatMap(dsWords).map(dsOf) }),
      ...(hints !== undefined && { hints }),
      ...(test.length > 0 && { tests: test.flatMap((each) => each.split(',')) }),
      ignored: ignore.flatMap((each) => each.split(',')),
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

/** An absolute name in lower case; one in letters of other scripts in the form in which it is in the DNS (IDNA). */
function nameOf(typed: string): string {
  const text = /^[\0-\x7f]*$/.test(typed) ? typed : domainToASCII(typed);
  const { error } = parseName(text);
  if (error || text === '') throw new WordError(`${typed} is not a domain name`);
  return nameKey(text);
}

/** `[zone=]name/address`: all of one zone, each with its address, since nobody could be asked for it. */
function parentsOf(words: readonly string[]): NonNullable<DelegationOptions['parents']> {
  const zones = new Set<string>();
  const bare = words.map((word) => {
    const at = word.indexOf('=');
    if (at >= 0) zones.add(nameOf(word.slice(0, at)));
    return word.slice(at + 1);
  });
  if (zones.size > 1) throw new WordError(`--parent takes servers of one zone, not of ${[...zones].join(' and ')}`);
  const servers = serversOf(bare, '--parent');
  for (const [name, addresses] of servers) {
    if (addresses.length === 0) throw new WordError(`--parent takes [ZONE=]NAME/ADDRESS, and ${name} has no address`);
  }
  const [zone] = zones;
  return { servers, ...(zone !== undefined && { zone }) };
}

/** `name/address` or `name`, where its address is to be looked up. */
function serversOf(words: readonly string[], option = '--ns'): Servers {
  const servers = new Map<string, string[]>();
  for (const word of words.flatMap((each) => each.split(/[\s,]+/)).filter((each) => each !== '')) {
    const [name, address, ...more] = word.split('/');
    const key = nameOf(name);
    const found = servers.get(key) ?? [];
    servers.set(key, found);
    if (address === undefined) continue;
    if (more.length > 0 || !parseAddress(address))
      throw new WordError(`${option} takes NAME or NAME/ADDRESS, not ${word}`);
    found.push(addressKey(address)!);
  }
  return servers;
}

/** Several DS records in one word have spaces between them; one may have spaces in its digest. */
function dsWords(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.every((word) => word.split(',').length === 4) ? words : [words.join('')];
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
