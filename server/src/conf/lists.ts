/** What the grammar says of a list: what its elements are, and where one must have ended though its `;` was forgotten. */
import type { Grammar } from './grammar.ts';
import { grammarOf, keywordsOf } from './grammar.ts';
import type { Block, Statement, Value } from './tree.ts';
import type { ValueKind } from './valueKinds.ts';
import { kindRow } from './valueKinds.ts';

/** The element of an address match list. */
export const MATCH_LIST: Grammar = { kind: 'value', type: 'match-list' };

const STRING: Grammar = { kind: 'value', type: 'string' };

/** What each element is of a kind that is a list; undefined for other kinds. */
function listElement(kind: ValueKind): Grammar | undefined {
  if (kind === 'match-list') return MATCH_LIST;
  const row = kindRow(kind);
  return row.takes === 'block' && row.element !== undefined ? grammarOf(row.element) : undefined;
}

/** True for a list that nothing is known of: what stands in it is not judged. */
export function isOpaque(block: Block): boolean {
  return !block.clause && (!block.element || (block.element.kind === 'value' && block.element.type === 'text'));
}

/** True for a grammar that is a list in braces and nothing else. */
export function isList(grammar: Grammar): boolean {
  return grammar.kind === 'list' || (grammar.kind === 'value' && listElement(grammar.type) !== undefined);
}

/** The lists of a grammar, each with the word before it. */
type ListsIn = readonly { readonly before: string; readonly element: Grammar }[];

const known = new WeakMap<Grammar, ListsIn>();

function listsIn(grammar: Grammar): ListsIn {
  let lists = known.get(grammar);
  if (!lists) {
    const found: { before: string; element: Grammar }[] = [];
    collectLists(grammar, '', found);
    lists = found;
    known.set(grammar, lists);
  }
  return lists;
}

/** The element of the list that opens after the last word of `owner`: `allow { ... }` and `keys { ... }` are told apart by it. */
export function listAfter(grammar: Grammar, owner: Statement): Grammar | undefined {
  const lists = listsIn(grammar);
  if (lists.length < 2) return lists[0]?.element;
  const last = owner.values.at(-1);
  const before = last?.kind === 'word' ? last.text.toLowerCase() : '';
  return (lists.find((list) => list.before !== '' && list.before === before) ?? lists[0]).element;
}

function collectLists(grammar: Grammar, before: string, found: { before: string; element: Grammar }[]): void {
  if (grammar.kind === 'list') found.push({ before, element: grammar.item });
  else if (grammar.kind === 'value') {
    const row = kindRow(grammar.type);
    const element = row.takes === 'word' && row.orBlock ? STRING : listElement(grammar.type);
    if (element) found.push({ before, element });
  } else if (grammar.kind === 'optional') collectLists(grammar.item, before, found);
  else if (grammar.kind === 'choice') for (const item of grammar.items) collectLists(item, before, found);
  else if (grammar.kind === 'sequence') {
    let word = before;
    for (const item of grammar.items) {
      collectLists(item, word, found);
      word = item.kind === 'word' ? item.text.toLowerCase() : '';
    }
  }
}

/** An element of an address match list is one word or block, except `key NAME` and `geoip ...`. `first` is its first value that is no `!`. */
export function matchElementEnds(first: Value | undefined, { values }: Statement): boolean {
  if (!first) return false;
  if (first.kind !== 'word' || first.quoted) return true;
  const name = first.text.toLowerCase();
  if (name === 'geoip') return false;
  if (name !== 'key') return true;
  const last = values.at(-1);
  return last !== first && last?.kind !== 'not';
}

/** True for an element that is one value, perhaps with keyword-and-value pairs behind it. */
export function isSingle(element: Grammar): boolean {
  if (element.kind === 'value') return element.type !== 'text' && element.type !== 'portrange';
  if (element.kind === 'choice') return element.items.every(isSingle);
  if (element.kind !== 'sequence') return false;
  const [first, ...rest] = element.items;
  return isSingle(first) && rest.every((item) => item.kind === 'optional' && firstWords(item).size > 0);
}

export function singleEnds(pending: Statement, element: Grammar, name: string): boolean {
  const last = pending.values.at(-1);
  const keywords = keywordsOf(element);
  if (last?.kind === 'word' && !last.quoted && pending.values.length > 1 && keywords.has(last.text.toLowerCase())) {
    return false;
  }
  return !keywords.has(name);
}

/** The words that a grammar may begin with. */
export function firstWords(grammar: Grammar): ReadonlySet<string> {
  if (grammar.kind === 'word') return new Set([grammar.text.toLowerCase()]);
  if (grammar.kind === 'choice') return new Set(grammar.items.flatMap((item) => [...firstWords(item)]));
  if (grammar.kind === 'sequence' && grammar.items[0]) return firstWords(grammar.items[0]);
  return grammar.kind === 'optional' || grammar.kind === 'list' ? firstWords(grammar.item) : new Set();
}
