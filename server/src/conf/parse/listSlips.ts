/** Commas and ranges in lists of addresses, where `;` parts the elements and a prefix says what a range means. */
import { TokenKind } from '../lexer.ts';
import { isSingle, MATCH_LIST } from '../lists.ts';
import type { Block } from '../tree.ts';
import type { Source } from './frames.ts';
import { pastSpace } from './places.ts';

/** True for a text that is no name but an address or a prefix, right or not. */
function isAddressLike(text: string): boolean {
  return /^[\d.]+(?:\/\d+)?$/.test(text) || /^[\da-f]{0,4}:[\da-f:.]*(?:\/\d+)?$/i.test(text);
}

/** The elements of a list that commas part in a word, whose last token is `last`; undefined where a comma may belong to a name. */
export function partedByCommas(
  { tokens }: Source,
  { element }: Block,
  text: string,
  last: number,
): readonly string[] | undefined {
  if (!element || (element !== MATCH_LIST && !isSingle(element))) return undefined;
  const parts = text.split(',');
  const behind = tokens.kinds[pastSpace(tokens, last + 1)];
  // Behind the last part another element follows, or its end.
  const isParted = parts.length === 2 && parts[1] === '' && (behind === TokenKind.word || behind === TokenKind.quoted);
  const isAddresses = parts.every((part, i) => isAddressLike(part) || (part === '' && i === parts.length - 1 && i > 0));
  return isParted || isAddresses ? parts : undefined;
}

/** True for a hyphen between two addresses of a list, and behind it. */
export function isRangeAround(
  { text, tokens: { starts } }: Source,
  { element }: Block,
  last: number,
  next: number,
): boolean {
  if (element !== MATCH_LIST) return false;
  const textOf = (token: number): string => text.slice(starts[token], starts[token + 1]);
  const [before, behind] = [textOf(last), textOf(next)];
  if (behind === '-') return isAddressLike(before);
  return (before === '-' || (before.endsWith('-') && isAddressLike(before.slice(0, -1)))) && isAddressLike(behind);
}
