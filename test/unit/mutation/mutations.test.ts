/** What `npm run mutate` changes in a source, and what it leaves alone. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { inRandomOrder, KINDS, mutate, mutationsOf, randomFrom } from '../../mutation/mutations.ts';

/** The source after each of its mutations. */
const mutants = (source: string) => mutationsOf(source).map((mutation) => mutate(source, mutation));

/** Where a statement may leave what it stands in. */
const inLoop = (statements: string) => `function f() { for (;;) { ${statements} } }`;

const CHANGED: readonly (readonly [name: string, source: string, mutants: readonly string[]])[] = [
  ['a bound moves, and turns round', 'f(a < b)', ['f(a <= b)', 'f(a >= b)']],
  ['and one that is closed', 'f(a >= b)', ['f(a > b)', 'f(a < b)']],
  ['equality', 'f(a === b)', ['f(a !== b)']],
  ['inequality', 'f(a !== b)', ['f(a === b)']],
  ['and', 'f(a && b)', ['f(a || b)']],
  ['or', 'f(a || b)', ['f(a && b)']],
  ['a sum', 'f(a + b)', ['f(a - b)']],
  ['a sum that is kept', 'a += b', ['a -= b']],
  ['a product', 'f(a * b)', ['f(a / b)']],
  ['a quotient is no pattern', 'f(a / b / c)', ['f(a * b / c)', 'f(a / b * c)']],
  ['a quotient behind a bracket', 'f((a) / b)', ['f((a) * b)']],
  ['a rest', 'f(a % b)', ['f(a * b)']],
  ['bits', 'f(a & b | c)', ['f(a | b | c)', 'f(a & b & c)']],
  ['a shift', 'f(a >>> b)', ['f(a << b)']],
  ['a constant', 'f(9)', ['f(10)', 'f(8)']],
  ['nothing below zero', 'f(0)', ['f(1)']],
  ['hexadecimal digits', 'f(0xff)', ['f(0x100)', 'f(0xfe)']],
  ['digits in groups', 'f(1_000)', ['f(1001)', 'f(999)']],
  ['a large number', 'f(2n)', ['f(3n)', 'f(1n)']],
  ['true and false', 'f(true, false)', ['f(false, false)', 'f(true, true)']],
  ['a negation', 'f(!a)', ['f(a)']],
  ['a condition', 'if (a) b();', ['if (!(a)) b();']],
  ['a guard', inLoop('if (a) return;'), ['if (!(a)) return;', '{}'].map(inLoop)],
  ['a guard with a value', inLoop('if (a) return b(c, { d });'), ['if (!(a)) return b(c, { d });', '{}'].map(inLoop)],
  ['a guard in a loop', inLoop('if (a) continue;'), ['if (!(a)) continue;', '{}'].map(inLoop)],
  ['a guard that throws, in a block', 'if (a) {\n  throw b;\n}', ['if (!(a)) {\n  throw b;\n}', '{}']],
  ['a value in a template', 'f(`a < ${b < c} < d`)', ['f(`a < ${b <= c} < d`)', 'f(`a < ${b >= c} < d`)']],
  ['a template in a template', 'f(`1${`2${a && b}3`}4`)', ['f(`1${`2${a || b}3`}4`)']],
  ['braces in a template', 'f(`1${{ a: { b: !c } }}2`)', ['f(`1${{ a: { b: c } }}2`)']],
  [
    'code behind a type',
    'const a = b as Map<string, 1> < c',
    ['const a = b as Map<string, 1> <= c', 'const a = b as Map<string, 1> >= c'],
  ],
];

for (const [name, source, expected] of CHANGED)
  test(`changed: ${name}`, () => assert.deepEqual(mutants(source), expected));

const LEFT: readonly (readonly [name: string, source: string])[] = [
  ['a string', `f('a < 1 && true')`],
  ['quotes in a string', `f('it\\'s < 1')`],
  ['a string in other quotes', `f("it's < 1 + 2")`],
  ['the text of a template', 'f(`a < 1 && ${b} + 2 * 3 ${c} !true`)'],
  ['a mark in a template', 'f(`\\` < 1`)'],
  ['a comment to the end of the line', 'f() // a < 1 && !b'],
  ['a comment over lines', 'f(/* a < 1\n * && true */)'],
  ['a pattern', 'f(/a+ < 1{2,3} && [/!] *\\/ 4/u)'],
  ['a pattern after return', 'function f() { return /1 < 2/; }'],
  ['a type', 'let a: 1 | 2 & 3 = b'],
  ['an argument of a type', 'f<1, true>(a as Record<string, 4>)'],
  ['an interface', 'interface A { readonly b: true; c: 1 | 2 }'],
  ['what a value is known not to be', 'f(a!)'],
  ['a name that ends with digits', 'f(a1, ipv6)'],
  ['a generator', 'function* f() { yield* g(); }'],
  ['all names of a module', `import * as a from './b1.ts'`],
  ['a sign of a value', 'f(-a, +b)'],
  ['a number with a fraction', 'f(1.5, 1e9)'],
  ['a name that is a literal', 'f({ true: a }, b.false)'],
  ['a function', 'f((a) => a)'],
  ['what is there or not', 'f(a?.b ?? c)'],
];

for (const [name, source] of LEFT) test(`left alone: ${name}`, () => assert.deepEqual(mutants(source), []));

test('what follows a pattern or a template is code again', () => {
  assert.deepEqual(mutants('f(/[`]/, `/`, a && b)'), ['f(/[`]/, `/`, a || b)']);
});

test('a condition with something else to do is no guard', () => {
  const guards = (source: string) => mutationsOf(inLoop(source)).filter(({ kind }) => kind === 'guard');
  assert.deepEqual(guards('if (a) return; else b();'), []);
  assert.deepEqual(guards('if (a) { b(); return; }'), []);
  assert.deepEqual(guards('if (a) b();'), []);
});

test('the mutations of a seed are always the same ones, each once', () => {
  const all = mutationsOf('if (a < 1 && !b) f(); if (c + 2 > 3 || d) throw e;');
  const order = (seed: number) => [...inRandomOrder(all, seed)];
  assert.deepEqual(order(1), order(1));
  assert.notDeepEqual(order(1), order(2));
  assert.equal(new Set(order(1)).size, all.length);
});

test('each kind has its turn, though there are many constants', () => {
  const all = mutationsOf(`f(${Array(200).fill('5').join(', ')}); if (a < b && !c) throw d; d + e;`);
  const first = new Set([...inRandomOrder(all, 1)].slice(0, 40).map(({ kind }) => kind));
  assert.deepEqual(first, new Set(KINDS));
});

test('random numbers lie from 0 up to 1', () => {
  const random = randomFrom(7);
  const drawn = Array.from({ length: 1000 }, random);
  assert.ok(drawn.every((value) => value >= 0 && value < 1));
  assert.ok(drawn.some((value) => value < 0.1) && drawn.some((value) => value > 0.9));
});

test('every source of the server can be read', () => {
  const files = globSync('server/src/**/*.ts', { cwd: ROOT });
  let mutations = 0;
  for (const file of files) mutations += mutationsOf(readFileSync(join(ROOT, file), 'utf8')).length;
  assert.ok(mutations > files.length);
});
