/** The space for what is new stays small in a process of its own: the flags are those of the whole process. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const MODULE = new URL('../../../server/src/node/youngGeneration.ts', import.meta.url);
/** Keeps small objects, tens of megabytes, so that the space would grow, and says how large it is. */
const KEEP = `
const kept = [];
const keep = (count) => { for (let i = 0; i < count; i++) kept.push({ i }); };
const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;`;

function sizes(script: string): readonly number[] {
  const source = `import { getHeapSpaceStatistics } from 'node:v8';
    import { growsAgain, growsNoMore } from ${JSON.stringify(MODULE.href)};
    ${KEEP} ${script}`;
  const args = ['--input-type=module', '--no-warnings', '-e', source];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

test('the young generation grows to what a tree of zones needs, and no more until it may again', () => {
  const [before, after, again] = sizes(`
    let isEnough = false;
    while (!isEnough) { keep(1000); isEnough = growsNoMore(); }
    const before = size(); keep(600_000); const after = size(); growsAgain(); keep(600_000);
    console.log(JSON.stringify([before, after, size()]));`);
  assert.ok(before > 4 << 20 && before <= 16 << 20, String(before));
  assert.equal(after, before);
  assert.ok(again > after);
});

test('a young generation that has not grown yet is not kept from it', () => {
  const [before, after] = sizes(`
    const before = size(); growsNoMore(); keep(600_000);
    console.log(JSON.stringify([before, size()]));`);
  assert.ok(before < 8 << 20, String(before));
  assert.ok(after > before);
});
