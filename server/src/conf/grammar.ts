/** The notation of the statement table's grammars (see `StatementInfo.grammar`), as a tree that values are matched against. */

import type { ValueKind } from './valueKinds.ts';
import { isValueKind, kindRow, VALUE_KINDS } from './valueKinds.ts';

/** A node of a grammar. `list` is `{ item; ... }`. */
export type Grammar =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'value'; readonly type: ValueKind }
  | { readonly kind: 'optional'; readonly item: Grammar }
  | { readonly kind: 'sequence'; readonly items: readonly Grammar[] }
  | { readonly kind: 'choice'; readonly items: readonly Grammar[] }
  | { readonly kind: 'list'; readonly item: Grammar };

const TOKEN = /<[a-z0-9-]+>|\.\.\.|[()[\]{}|;]|[^\s()[\]{}|;]+/g;

const parsed = new Map<string, Grammar>();
const keywords = new WeakMap<Grammar, ReadonlySet<string>>();

/** The tree of a grammar's text; trees are kept, for there are few. */
export function grammarOf(text: string): Grammar {
  let grammar = parsed.get(text);
  if (!grammar) {
    grammar = parse(text);
    parsed.set(text, grammar);
  }
  return grammar;
}

/** What one element of a `<servers>` list is. */
export function serverElement(): Grammar {
  return grammarOf(VALUE_KINDS.servers.element);
}

function parse(text: string): Grammar {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const choice = (): Grammar => {
    const items = [sequence()];
    while (tokens[at] === '|') {
      at++;
      items.push(sequence());
    }
    return items.length === 1 ? items[0] : { kind: 'choice', items };
  };
  const sequence = (): Grammar => {
    const items: Grammar[] = [];
    while (at < tokens.length && !['|', ')', ']', '}', ';'].includes(tokens[at])) items.push(item());
    return items.length === 1 ? items[0] : { kind: 'sequence', items };
  };
  const item = (): Grammar => {
    const token = tokens[at++];
    if (token === '(' || token === '[' || token === '{') {
      const inner = choice();
      if (token === '{') while (tokens[at] === ';' || tokens[at] === '...') at++;
      at++;
      if (token === '(') return inner;
      return token === '[' ? { kind: 'optional', item: inner } : { kind: 'list', item: inner };
    }
    const kind = token.slice(1, -1);
    if (!token.startsWith('<')) return { kind: 'word', text: token };
    if (!isValueKind(kind)) throw new Error(`${token} in the grammar '${text}' is no kind of value.`);
    return { kind: 'value', type: kind };
  };
  return choice();
}

/** Every keyword that a grammar names, lower case. */
export function keywordsOf(grammar: Grammar): ReadonlySet<string> {
  const known = keywords.get(grammar);
  if (known) return known;
  const found = new Set<string>();
  keywords.set(grammar, found);
  visit(grammar, (node) => {
    if (node.kind === 'word') found.add(node.text.toLowerCase());
    else if (node.kind === 'value') for (const word of kindRow(node.type).keywords ?? []) found.add(word);
  });
  return found;
}

/** Calls `see` with a grammar and everything in it. */
export function visit(grammar: Grammar, see: (node: Grammar) => void): void {
  see(grammar);
  if (grammar.kind === 'sequence' || grammar.kind === 'choice') for (const item of grammar.items) visit(item, see);
  else if (grammar.kind === 'optional' || grammar.kind === 'list') visit(grammar.item, see);
}

/** A grammar of the table as BIND's manual spells it, for people to read. */
export function speltGrammar(text: string): string {
  return text.replace(/<([a-z0-9-]+)>/g, (name, kind: string) => (isValueKind(kind) ? kindRow(kind).spelt : name));
}
