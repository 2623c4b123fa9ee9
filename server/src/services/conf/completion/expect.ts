/** What may come next in a statement, by its grammar: for completion and signature help. */
import type { Grammar } from '../../../conf/grammar.ts';
import type { Value } from '../../../conf/tree.ts';

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
        return grammar.kind === 'value' && OPEN_ENDED.has(grammar.type) ? [at] : [];
      }
      if (grammar.kind === 'value') return valueWays(grammar.type, value, at, walk);
      if (grammar.kind === 'list') return value.kind === 'block' ? [at + 1] : [];
      return value.kind === 'word' && value.text.toLowerCase() === grammar.text.toLowerCase() ? [at + 1] : [];
    }
  }
}

const OPEN_ENDED = new Set(['text', 'types']);
const BLOCKS = new Set(['match-list', 'servers', 'statements']);

/** Just what tells alternatives apart: whether a value is right is for the rules to say. */
const LOOKS: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:yes|no|true|false|1|0)$/i,
  integer: /^\d/,
  duration: /^(?:\d|P)/i,
  size: /^(?:\d|unlimited$|default$)/i,
  octets: /^\d/,
  percent: /^\d+%$/,
  decimal: /^\d/,
  ipv4: /^[\d.]+$/,
  ipv6: /:/,
  prefix: /[\d:]/,
  class: /^(?:in|ch|chaos|hs|hesiod|any|none|class\d+)$/i,
};

function valueWays(type: string, value: Value, at: number, walk: Walk): number[] {
  if (BLOCKS.has(type)) return value.kind === 'block' ? [at + 1] : [];
  if (OPEN_ENDED.has(type)) {
    walk.found.push({ node: { kind: 'value', type }, part: walk.part });
    return [walk.values.length];
  }
  if (type === 'key') return [at + 1];
  if (value.kind !== 'word') return [];
  if (type === 'severity' && value.text.toLowerCase() === 'debug') {
    const next = walk.values[at + 1];
    return next?.kind === 'word' && /^\d+$/.test(next.text) ? [at + 2] : [at + 1];
  }
  if (type === 'portrange')
    return value.text.toLowerCase() === 'range' ? [Math.min(at + 3, walk.values.length)] : [at + 1];
  const looks = LOOKS[type];
  return !looks || looks.test(value.text) ? [at + 1] : [];
}
