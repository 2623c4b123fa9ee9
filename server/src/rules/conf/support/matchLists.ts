/** What address match lists let in, as far as their text tells. */

import { readMatchWord } from '../../../conf/matchWord.ts';
import type { ConfModel, Setting } from '../../../conf/model.ts';
import { aclNamed } from '../../../conf/model.ts';
import type { Block, Statement, Word } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import type { Prefix } from '../../../dns/prefixes.ts';
import { prefixContains } from '../../../dns/prefixes.ts';

/** Names that are always there, and are no acl of the file. */
export const BUILTIN_ACLS: ReadonlySet<string> = new Set(['any', 'none', 'localhost', 'localnets']);

const MAX_DEPTH = 20;

/** One element: whether it is negated, and the word or block that it is. `key` elements have the key's name as `key`. */
export interface MatchElement {
  readonly statement: Statement;
  readonly isNegated: boolean;
  readonly word?: Word;
  readonly key?: Word;
  readonly block?: Block;
}

/** The elements of a list, in order; `geoip` elements and what cannot be read are left out. */
export function elementsOf(block: Block): readonly MatchElement[] {
  const elements: MatchElement[] = [];
  for (const statement of block.statements) {
    const isNegated = statement.values[0]?.kind === 'not';
    const [first, second] = statement.values.filter((value) => value.kind !== 'not');
    if (!first) continue;
    if (first.kind === 'block') elements.push({ statement, isNegated, block: first });
    else if (first.quoted || first.text.toLowerCase() !== 'key') {
      if (first.quoted || first.text.toLowerCase() !== 'geoip') elements.push({ statement, isNegated, word: first });
    } else if (second?.kind === 'word') elements.push({ statement, isNegated, key: second });
  }
  return elements;
}

/** Whether a list lets an address in: first match wins. Undefined where that depends on the machine or on unknown names. */
export function matches(model: ConfModel, block: Block, address: string, depth = 0): boolean | undefined {
  const octets = parseAddress(address);
  if (!octets || depth > MAX_DEPTH) return undefined;
  for (const element of elementsOf(block)) {
    const hit = elementMatches(model, element, address, octets, depth);
    if (hit === undefined) return undefined;
    if (hit) return !element.isNegated;
  }
  return false;
}

function elementMatches(
  model: ConfModel,
  element: MatchElement,
  address: string,
  octets: Uint8Array,
  depth: number,
): boolean | undefined {
  if (element.block) return matches(model, element.block, address, depth + 1);
  const { word } = element;
  if (!word) return false;
  const read = readMatchWord(word);
  if (read.kind === 'prefix') return prefixContains(read.prefix, octets);
  const name = word.text.toLowerCase();
  if (name === 'any') return true;
  if (name === 'none') return false;
  const acl = aclNamed(model, word.text);
  const block = acl && blockOf(acl.setting.statement);
  return block ? matches(model, block, address, depth + 1) : undefined;
}

/** True where a list lets everyone in: `any` or a prefix of length 0 is in it, and is not taken back before. */
export function isOpen(model: ConfModel, block: Block, depth = 0): boolean {
  for (const element of elementsOf(block)) {
    if (element.key) continue;
    if (element.isNegated) {
      if (element.word?.text.toLowerCase() === 'any') return false;
      continue;
    }
    if (element.block) {
      if (depth < MAX_DEPTH && isOpen(model, element.block, depth + 1)) return true;
      continue;
    }
    const { word } = element;
    if (!word) continue;
    if (word.text.toLowerCase() === 'any') return true;
    const read = readMatchWord(word);
    if (read.kind === 'prefix') {
      if (read.prefix.bits === 0) return true;
      continue;
    }
    const acl = aclNamed(model, word.text);
    const inner = acl && blockOf(acl.setting.statement);
    if (inner && depth < MAX_DEPTH && isOpen(model, inner, depth + 1)) return true;
  }
  return false;
}

/** True where a list is `{ none; }` or empty. */
export function isNone(block: Block): boolean {
  return elementsOf(block).every((element) => !element.isNegated && element.word?.text.toLowerCase() === 'none');
}

/** The addresses and prefixes that a list names, those of its acls among them. */
export function prefixesOf(model: ConfModel, block: Block, depth = 0): readonly Prefix[] {
  if (depth > MAX_DEPTH) return [];
  return elementsOf(block).flatMap((element): readonly Prefix[] => {
    if (element.isNegated) return [];
    if (element.block) return prefixesOf(model, element.block, depth + 1);
    if (!element.word) return [];
    const read = readMatchWord(element.word);
    if (read.kind === 'prefix') return [read.prefix];
    const acl = aclNamed(model, element.word.text);
    const inner = acl && blockOf(acl.setting.statement);
    return inner ? prefixesOf(model, inner, depth + 1) : [];
  });
}

/** The block of an address match list statement. */
export function listOf(setting: Setting | undefined): Block | undefined {
  return setting && blockOf(setting.statement);
}
