/** Places where an address or a network is written, and what is done there. */

import { addressText, sameOctets } from '../../dns/addresses.ts';
import { type Prefix, prefixText } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { ChangeKind, Changes } from './changes.ts';
import type { Fate, Moves } from './moves.ts';
import { holds, movedNetwork, type PrefixPair } from './prefixPair.ts';
import { respelled } from './spelling.ts';

/** An address or network as it is written. */
export interface Mention {
  readonly uri: string;
  /** Where it stands, with its prefix length. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly octets: Uint8Array;
  /** The length that is written behind it; undefined for an address alone. */
  readonly bits: number | undefined;
  /** What holds beside it, such as the other elements of its list. */
  readonly siblings: () => readonly Written[];
  /** Puts another one beside it; undefined where there can be but one. */
  readonly add: (text: string) => FixEdit | undefined;
  /** Takes it out, where the new one is there already; undefined where that is left to the user. */
  readonly remove: () => FixEdit | readonly FixEdit[] | undefined;
  /** Whether so many characters more have room there; absent where they always do. */
  readonly fits?: (growth: number) => boolean;
  /** Where that is, for the user. */
  readonly where: () => string;
}

/** An address or network without its place. */
export interface Written {
  readonly octets: Uint8Array;
  readonly bits: number | undefined;
}

/** What was done at a mention. */
export type Outcome = 'changed' | 'unchanged';

/** Changes one mention as the fate of its address wants it. */
export function changeMention(
  kind: ChangeKind,
  mention: Mention,
  pair: PrefixPair,
  moves: Moves,
  changes: Changes,
): Outcome {
  const network: Prefix = { octets: mention.octets, bits: mention.bits ?? mention.octets.length * 8 };
  if (network.bits < pair.from.bits) {
    if (holds(network, pair.from.octets)) {
      changes.left.add(
        t`${mention.where()}: ${mention.text} holds ${prefixText(pair.from)} and more. Whether it has to hold ${prefixText(pair.to)} too is for you to say.`,
      );
    }
    return 'unchanged';
  }
  if (!holds(pair.from, mention.octets)) return 'unchanged';
  const isAddress = network.bits === mention.octets.length * 8;
  const fate = isAddress ? moves.fateOf(mention.octets) : moves.fateOfNetwork(network);
  const moved = isAddress ? moves.movedTo(mention.octets) : movedNetwork(pair, network)?.octets;
  if (fate === 'stays' || !moved) return 'unchanged';
  const bits = isAddress ? mention.bits : movedNetwork(pair, network)?.bits;
  return changeWritten(kind, mention, { octets: moved, bits }, fate, pair, changes);
}

/** The same where it is known what becomes of it. */
export function changeWritten(
  kind: ChangeKind,
  mention: Mention,
  moved: Written,
  fate: Fate,
  pair: PrefixPair,
  changes: Changes,
): Outcome {
  const isThere = mention.siblings().some((each) => each.bits === moved.bits && sameOctets(each.octets, moved.octets));
  const text = movedText(mention, moved, pair);
  if (changes.mode === 'replace' && fate === 'moves') {
    const edits = isThere
      ? mention.remove()
      : { uri: mention.uri, start: mention.start, end: mention.end, newText: text };
    if (!edits) {
      changes.left.add(t`${mention.where()}: take ${mention.text} out by hand. ${text} stands there already.`);
      return 'unchanged';
    }
    return take(kind, mention, [edits].flat() as FixEdit[], changes);
  }
  if (isThere) return 'unchanged';
  const edit = mention.add(text);
  if (!edit) {
    changes.left.add(
      t`${mention.where()}: there can be one address only, so ${mention.text} stays until all has moved.`,
    );
    return 'unchanged';
  }
  return take(kind, mention, [edit], changes);
}

function take(kind: ChangeKind, { fits, where, text }: Mention, edits: readonly FixEdit[], changes: Changes): Outcome {
  const growth = edits.reduce((sum, { start, end, newText }) => sum + newText.length - (end - start), 0);
  if (fits?.(growth) === false) {
    changes.left.add(
      t`${where()}: ${text} stays, for its string would be longer than the 255 octets that it may have.`,
    );
    return 'unchanged';
  }
  for (const edit of edits) changes.edit(kind, edit);
  return 'changed';
}

function movedText({ text, octets }: Mention, moved: Written, pair: PrefixPair): string {
  const [address, length] = text.split('/');
  const bits = length === undefined ? '' : `/${moved.bits}`;
  const octetsWritten = address.includes(':') ? 0 : address.split('.').length;
  // `192.0.2/24`: named takes the octets that are missing for zeros.
  if (octetsWritten > 0 && octetsWritten < 4 && moved.octets.slice(octetsWritten).every((octet) => octet === 0)) {
    return `${[...moved.octets.slice(0, octetsWritten)].join('.')}${bits}`;
  }
  if (octetsWritten > 0 && octetsWritten < 4) return `${addressText(moved.octets)}${bits}`;
  return `${respelled(address, octets, moved.octets, pair.written)}${bits}`;
}
