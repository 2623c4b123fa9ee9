/** What may come next in a statement, by its grammar: for completion and signature help. */
import type { Grammar } from '../../../conf/grammar.ts';
import type { Value } from '../../../conf/tree.ts';
import { kindRow } from '../../../conf/valueKinds.ts';

type ValueNode = Extract<Grammar, { kind: 'value' }>;

/** A word, value or list that may come next, and which part of the statement it belongs to. */
export interface Candidate {
  readonly node: Grammar;
  /** Index of the part: the items of the outermost sequence. */
  readonly part: number;
}

export interface Expected {
  readonly candidates: readonly Candidate[];
  /** True where the statement may end here. */
  readonly canEnd: boolean;
}

interface Walk {
  readonly values: readonly Value[];
  readonly found: Candidate[];
  part: number;
}

/** The items of a grammar's outermost sequence. */
export function partsOf(grammar: Grammar): readonly Grammar[] {
  return grammar.kind === 'sequence' ? grammar.items : [grammar];
}

/** What the grammar may go on with behind `values`; nothing where they do not fit it. */
export function expectedAfter(grammar: Grammar, values: readonly Value[]): Expected {
  const walk: Walk = { values, found: [], part: 0 };
  const reached = sequence(partsOf(grammar), [0], walk, true);
  const seen = new Set<Grammar>();
  const candidates = walk.found.filter(({ node }) => !seen.has(node) && seen.add(node));
  return { candidates, canEnd: reached.has(values.length) };
}

/** Options that follow each other may come in any order, as named reads them. */
function sequence(items: readonly Grammar[], from: Iterable<number>, walk: Walk, isOutermost = false): Set<number> {
  let reached = new Set(from);
  const step = (index: number, at: number): number[] => {
    if (isOutermost) walk.part = index;
    return ways(items[index], at, walk);
  };
  for (let i = 0; i < items.length && reached.size > 0; i++) {
    if (items[i].kind !== 'optional') {
      reached = new Set([...reached].flatMap((at) => step(i, at)));
      continue;
    }
    let last = i;
    while (items[last + 1]?.kind === 'optional') last++;
    reached = optionsRun(i, last, reached, step);
    i = last;
  }
  return reached;
}

/** Every option once, in any order. */
function optionsRun(
  first: number,
  last: number,
  from: ReadonlySet<number>,
  step: (index: number, at: number) => readonly number[],
): Set<number> {
  const seen = new Set<string>();
  const queue = [...from].map((at) => ({ at, used: 0 }));
  for (let state = queue.shift(); state; state = queue.shift()) {
    const { at, used } = state;
    for (let item = first; item <= last; item++) {
      const bit = 1 << (item - first);
      if ((used & bit) !== 0) continue;
      for (const end of step(item, at)) {
        const key = `${end} ${used | bit}`;
        if (end === at || seen.has(key)) continue;
        seen.add(key);
        queue.push({ at: end, used: used | bit });
      }
    }
  }
  return new Set([...from, ...[...seen].map((key) => Number.parseInt(key, 10))]);
}

function ways(grammar: Grammar, at: number, walk: Walk): number[] {
  switch (grammar.kind) {
    case 'choice':
      return grammar.items.flatMap((item) => ways(item, at, walk));
    case 'optional':
      return [at, ...ways(grammar.item, at, walk)];
    case 'sequence':
      return [...sequence(grammar.items, [at], walk)];
    default: {
      const value = walk.values[at];
      if (!value) {
        walk.found.push({ node: grammar, part: walk.part });
        // What is handed on as it is may be empty.
        return grammar.kind === 'value' && kindRow(grammar.type).takes === 'rest' ? [at] : [];
      }
      if (grammar.kind === 'value') return valueWays(grammar, value, at, walk);
      if (grammar.kind === 'list') return value.kind === 'block' ? [at + 1] : [];
      return value.kind === 'word' && value.text.toLowerCase() === grammar.text.toLowerCase() ? [at + 1] : [];
    }
  }
}

/** Just what tells alternatives apart: whether a value is right is for the rules to say. */
function valueWays(node: ValueNode, value: Value, at: number, walk: Walk): number[] {
  const row = kindRow(node.type);
  if (row.takes === 'block') return value.kind === 'block' ? [at + 1] : [];
  if (row.takes === 'rest') {
    walk.found.push({ node, part: walk.part });
    return [walk.values.length];
  }
  if (row.orBlock) return [at + 1];
  if (value.kind !== 'word' || row.looks?.test(value.text) === false) return [];
  const next = walk.values[at + 1];
  const further = row.further?.count(value, next?.kind === 'word' ? next : undefined) ?? 0;
  return [Math.min(at + 1 + further, walk.values.length)];
}
