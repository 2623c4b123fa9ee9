/** What `npm run check` says of imports that run upward or in a circle. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arrowText,
  circlesOf,
  importsOf,
  nodeImports,
  readSources,
  unusedFiles,
  wrongArrows,
} from '../../../scripts/lib/arrows.ts';
import { functionsIn, mapText } from '../../../scripts/lib/codeMap.ts';
import { ROOT } from '../../../scripts/lib/paths.ts';

const SOURCES = readSources(ROOT);

/** What is said of a few sources, as `npm run check` says it of all. */
function said(planted: Record<string, string>): { arrows: string[]; circles: string[][] } {
  const imports = importsOf(new Map(Object.entries(planted)));
  return { arrows: wrongArrows(imports).map(arrowText), circles: circlesOf(imports) };
}

test('every import of the sources is seen, and none runs upward or in a circle', () => {
  const imports = importsOf(SOURCES);
  for (const [file, text] of SOURCES) {
    const all = [...text.matchAll(/'(\.\.?\/[^']+\.ts)'/g)].map(([, path]) => path);
    assert.equal(imports.get(file)?.length, new Set(all).size, file);
    for (const target of imports.get(file) ?? []) assert.ok(SOURCES.has(target) || target.endsWith('.d.ts'), target);
  }
  assert.deepEqual(said(Object.fromEntries(SOURCES)), { arrows: [], circles: [] });
  assert.deepEqual(unusedFiles(imports), []);
});

for (const [what, file, text, told] of [
  [
    'upward',
    'server/src/dns/planted.ts',
    "import { TextBuffer } from '../zone/scanner.ts';\n",
    'server/src/dns/planted.ts imports server/src/zone/scanner.ts: zone is above dns',
  ],
  [
    'upward, for a type',
    'server/src/workspace/planted.ts',
    "import type { A } from '../lsp/protocol.ts';\n",
    'server/src/workspace/planted.ts imports server/src/lsp/protocol.ts: lsp is above workspace',
  ],
  [
    'upward, over many lines',
    'server/src/conf/planted.ts',
    "import {\n  type A,\n  B,\n} from '../rules/rule.ts';\n",
    'server/src/conf/planted.ts imports server/src/rules/rule.ts: rules is above conf',
  ],
  [
    'upward, when it is called for',
    'server/src/services/zone/planted.ts',
    "const a = await import('../../node/main.ts');\n",
    'server/src/services/zone/planted.ts imports server/src/node/main.ts: node is above services',
  ],
  [
    'upward, to be handed on',
    'server/src/text/planted.ts',
    "export * from '../conf/lexer.ts';\n",
    'server/src/text/planted.ts imports server/src/conf/lexer.ts: conf is above text',
  ],
  [
    'sideways',
    'server/src/zone/planted.ts',
    "export { a } from '../conf/lexer.ts';\n",
    'server/src/zone/planted.ts imports server/src/conf/lexer.ts: conf is beside zone',
  ],
  [
    'down to a room that is not for it',
    'server/src/cli/planted.ts',
    "import { A } from '../lsp/protocol.ts';\n",
    'server/src/cli/planted.ts imports server/src/lsp/protocol.ts: cli takes nothing from lsp',
  ],
  [
    'from a file that is for all',
    'server/src/steps.ts',
    "import { A } from './dns/types.ts';\n",
    'server/src/steps.ts imports server/src/dns/types.ts: steps.ts is for all, and imports nothing of ours',
  ],
  [
    'from a new room',
    'server/src/planted/a.ts',
    "import { A } from '../dns/types.ts';\n",
    'server/src/planted/a.ts imports server/src/dns/types.ts: planted has no place in scripts/lib/floors.ts',
  ],
]) {
  test(`an import ${what} is told`, () => {
    assert.deepEqual(said({ [file]: text }), { arrows: [told], circles: [] });
  });
}

test('a circle is told, also one for types alone', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => `server/src/dns/${name}.ts`);
  const planted = {
    [a]: "import { B } from './b.ts';\n",
    [b]: "import type { C } from './c.ts';\n",
    [c]: "import {\n  A,\n} from './a.ts';\n",
  };
  assert.deepEqual(said(planted).circles, [[a, b, c]]);
  assert.deepEqual(said({ [a]: "import { A } from './a.ts';\n" }).circles, [[a]]);
});

test('a file that nothing imports is told', () => {
  const planted = {
    'server/src/node/main.ts': "import { a } from '../services/zone/a.ts';\n",
    'server/src/services/zone/a.ts': '',
    'server/src/services/zone/forgotten.ts': "import { a } from './a.ts';\n",
  };
  assert.deepEqual(unusedFiles(importsOf(new Map(Object.entries(planted)))), ['server/src/services/zone/forgotten.ts']);
});

test('what runs in browsers imports nothing that is for Node alone', () => {
  assert.deepEqual(nodeImports(SOURCES), []);
  const planted = {
    'client/src/tools/a.ts': "import { spawn } from 'node:child_process';\nimport { b } from '../node/b.ts';\n",
    'client/src/node/b.ts': "import { spawn } from 'node:child_process';\n",
    'server/src/dns/c.ts': "const read = await import('node:fs');\n",
    'server/src/cli/d.ts': "import { readFileSync } from 'node:fs';\n",
  };
  assert.deepEqual(nodeImports(new Map(Object.entries(planted))), [
    'client/src/tools/a.ts imports node:child_process, which browsers do not have',
    'client/src/tools/a.ts imports client/src/node/b.ts, which browsers do not have',
    'server/src/dns/c.ts imports node:fs, which browsers do not have',
  ]);
});

test('the map tells what is long', () => {
  const long = `${'  a();\n'.repeat(500)}`;
  const text = `export function* longest(\n  a: string,\n): void {\n${long}}\n\nclass A {\n  #method(b: B): C {\n    if (b) {\n    }\n  }\n}\n`;
  assert.deepEqual(
    functionsIn('a.ts', text).map(({ name, line, lines }) => [name, line, lines]),
    [
      ['longest', 1, 504],
      ['#method', 507, 4],
    ],
  );
  const map = mapText(new Map([['server/src/dns/a.ts', text]]));
  assert.match(map, /^server\/src\/dns +1 +511 +511$/m);
  assert.match(map, /^ +504 {2}longest, server\/src\/dns\/a\.ts:1$/m);
  assert.match(map, /^ +511 {2}server\/src\/dns\/a\.ts$/m);
});
