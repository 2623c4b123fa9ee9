/** Where a source can be made slightly wrong, and how. */
import { stripTypeScriptTypes } from 'node:module';
import { endsValue, type Token, tokensOf } from './tokens.ts';

export const KINDS = ['comparison', 'logic', 'guard', 'constant', 'boolean', 'arithmetic'] as const;
export type Kind = (typeof KINDS)[number];

/** One replacement in a source. */
export interface Mutation {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands for an operator instead; for a comparison its bound moved, and then the other way round. */
const OPERATORS: Readonly<Record<string, readonly [Kind, ...string[]]>> = {
  '<': ['comparison', '<=', '>='],
  '<=': ['comparison', '<', '>'],
  '>': ['comparison', '>=', '<='],
  '>=': ['comparison', '>', '<'],
  '===': ['comparison', '!=='],
  '!==': ['comparison', '==='],
  '==': ['comparison', '!='],
  '!=': ['comparison', '=='],
  '&&': ['logic', '||'],
  '||': ['logic', '&&'],
  '+': ['arithmetic', '-'],
  '-': ['arithmetic', '+'],
  '*': ['arithmetic', '/'],
  '/': ['arithmetic', '*'],
  '%': ['arithmetic', '*'],
  '&': ['arithmetic', '|'],
  '|': ['arithmetic', '&'],
  '<<': ['arithmetic', '>>'],
  '>>': ['arithmetic', '<<'],
  '>>>': ['arithmetic', '<<'],
  '+=': ['arithmetic', '-='],
  '-=': ['arithmetic', '+='],
};

const LEAVES = new Set(['return', 'continue', 'break', 'throw']);

/** Words before a star that is no product: generators, and all names of a module. */
const BEFORE_STAR = new Set(['function', 'yield', 'export', 'import', 'async', 'static']);

/** Every mutation of a TypeScript source, in its order. Types are no code: they are taken out before, by Node's own stripper. */
export function mutationsOf(source: string): Mutation[] {
  const code = stripTypeScriptTypes(source, { mode: 'strip' });
  if (code.length !== source.length) throw new Error('the types were not stripped in place');
  const tokens = tokensOf(code);
  return tokens.flatMap((token, index) => [
    ...operatorAt(tokens, index),
    ...constantOf(token),
    ...booleanAt(tokens, index),
    ...conditionAt(code, tokens, index),
  ]);
}

function operatorAt(tokens: readonly Token[], index: number): Mutation[] {
  const { kind, text, start, end } = tokens[index];
  const before = tokens[index - 1];
  if (kind !== 'sign' || !Object.hasOwn(OPERATORS, text) || !endsValue(before)) return [];
  if (text === '*' && BEFORE_STAR.has(before.text)) return [];
  const [change, ...instead] = OPERATORS[text];
  return instead.map((replacement) => ({ kind: change, start, end, text: replacement }));
}

/** A whole number, one more or one less. */
function constantOf({ kind, text, start, end }: Token): Mutation[] {
  if (kind !== 'number') return [];
  const digits = text.replaceAll('_', '');
  const big = digits.endsWith('n');
  const plain = big ? digits.slice(0, -1) : digits;
  if (!/^(?:\d+|0[xX][\da-fA-F]+)$/.test(plain)) return [];
  const value = BigInt(plain);
  const spell = (number: bigint) =>
    (/^0x/i.test(plain) ? `0x${number.toString(16)}` : number.toString()) + (big ? 'n' : '');
  const others = value > 0n ? [value + 1n, value - 1n] : [value + 1n];
  return others.map((other) => ({ kind: 'constant', start, end, text: spell(other) }));
}

/** `true` and `false`, and a negation that is lost. */
function booleanAt(tokens: readonly Token[], index: number): Mutation[] {
  const { kind, text, start, end } = tokens[index];
  if (kind === 'sign' && text === '!') return [{ kind: 'boolean', start, end, text: '' }];
  if (kind !== 'word' || (text !== 'true' && text !== 'false')) return [];
  if (tokens[index - 1]?.text === '.' || tokens[index + 1]?.text === ':') return [];
  return [{ kind: 'boolean', start, end, text: text === 'true' ? 'false' : 'true' }];
}

/** The condition of an `if` turned round, and the whole of one that only leaves. */
function conditionAt(code: string, tokens: readonly Token[], index: number): Mutation[] {
  const { kind, text, start } = tokens[index];
  if (kind !== 'word' || text !== 'if' || tokens[index + 1]?.text !== '(') return [];
  const close = closing(tokens, index + 1);
  const inside = code.slice(tokens[index + 1].end, tokens[close].start);
  const found: Mutation[] = [
    { kind: 'boolean', start: tokens[index + 1].end, end: tokens[close].start, text: `!(${inside})` },
  ];
  const last = endOfLeaving(tokens, close + 1);
  if (last !== undefined && tokens[last + 1]?.text !== 'else')
    found.push({ kind: 'guard', start, end: tokens[last].end, text: '{}' });
  return found;
}

/** The last token of the statement or block at `index`, where all it does is to leave what it stands in. */
function endOfLeaving(tokens: readonly Token[], index: number): number | undefined {
  const inBlock = tokens[index]?.text === '{';
  const first = inBlock ? index + 1 : index;
  if (!LEAVES.has(tokens[first]?.text)) return undefined;
  let at = first;
  while (tokens[at].text !== ';') at = isOpening(tokens[at]) ? closing(tokens, at) + 1 : at + 1;
  if (!inBlock) return at;
  return tokens[at + 1]?.text === '}' ? at + 1 : undefined;
}

function isOpening({ kind, text }: Token): boolean {
  if (kind === 'text') return text.endsWith('${') && text.startsWith('`');
  return kind === 'sign' && (text === '(' || text === '[' || text === '{');
}

/** The index of the token that closes what the one at `index` opens. */
function closing(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let at = index; at < tokens.length; at++) {
    const { kind, text } = tokens[at];
    if (isOpening(tokens[at])) depth++;
    else if (kind === 'sign' ? /^[)\]}]$/.test(text) : kind === 'text' && text.startsWith('}') && text.endsWith('`'))
      depth--;
    if (depth === 0) return at;
  }
  throw new Error('a bracket without an end');
}

/** A source with a mutation in it. */
export function mutate(source: string, { start, end, text }: Mutation): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** Numbers from 0 up to 1 that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The mutations of a seed, each one once: first a kind, so that a folder of tables is not all constants, then one of that kind.
 */
export function* inRandomOrder<T extends { readonly kind: Kind }>(all: readonly T[], seed: number): Generator<T> {
  const random = randomFrom(seed);
  const left = KINDS.map((kind) => all.filter((mutation) => mutation.kind === kind)).filter(({ length }) => length > 0);
  while (left.length > 0) {
    const kind = Math.floor(random() * left.length);
    const of = left[kind];
    const [taken] = of.splice(Math.floor(random() * of.length), 1);
    if (of.length === 0) left.splice(kind, 1);
    yield taken;
  }
}
