import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dependencyFaults, packagesIn } from '../../../scripts/lib/dependencies.ts';

test('the packages of imports, without files and what Node or the editor brings', () => {
  const source = `
import assert from 'node:assert/strict';
import { readFileSync } from 'fs';
import * as vscode from 'vscode';
import { a } from './a.ts';
import type { B } from '@scope/b/part';
export { c } from 'c/deep';
const d = await import('d');
import 'e';
`;
  assert.deepEqual(packagesIn(source), ['@scope/b', 'c', 'd', 'e']);
});

test('a package that nothing uses is told, and one that is used and not declared', () => {
  const manifest = { dependencies: { a: '1', b: '1' }, devDependencies: { '@types/a': '1', '@biomejs/biome': '1' } };
  const faults = dependencyFaults(manifest, ["import { x } from 'a';\nimport 'c';\nrun('biome');"]);
  assert.equal(faults.length, 2);
  assert.match(faults[0], /^b is declared/);
  assert.match(faults[1], /^c is imported/);
  assert.equal(dependencyFaults(manifest, ["import 'a';\nimport 'b';\nrun('other');"]).length, 1);
});
