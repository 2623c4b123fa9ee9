/** Includes that lead too deep, or to too many files. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contextOf, found, problemsOf } from './helper.ts';

const RULE = 'conf/include-depth';

/** `f0` to `f<count>`, each of which includes the next one so many times. */
function chain(count: number, times: number, last = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (let n = 0; n < count; n++) files[`f${n}`] = `include "f${n + 1}";\n`.repeat(times);
  files[`f${count}`] = last;
  return files;
}

describe('includes', () => {
  it('are followed to a depth, and what lies deeper is said once', () => {
    assert.deepEqual(found(RULE, 'include "f0";', { files: chain(48, 1) }), []);
    assert.deepEqual(found(RULE, 'include "f0";', { files: chain(49, 1) }), ['information 1 "f49"']);
    assert.deepEqual(found(RULE, 'include "f0";', { files: chain(80, 1) }), ['information 1 "f49"']);
  });

  it('that double at each of 80 levels are read as often as it takes, and said once', () => {
    const setup = { files: chain(80, 2, 'acl x { any; };') };
    const told = problemsOf('include "f0";', setup);
    assert.deepEqual(
      told.map(({ rule, severity }) => `${severity} ${rule}`).filter((line) => line.includes('include')),
      [`warning ${RULE}`],
    );
    assert.match(
      told.find(({ rule }) => rule === RULE)?.message ?? '',
      /'f0'.* million.* more than 50 files are not followed/,
    );
    assert.ok(contextOf('include "f0";', setup).model.includes.length < 400);
  });

  it('of a file here and there are as they should be', () => {
    const zones = Array.from({ length: 50 }, (_, n) => `zone "z${n}" { type primary; file "z"; include "common"; };`);
    const view = (name: string) => `view "${name}" { include "zones"; };\n`;
    const files = { zones: zones.join('\n'), common: 'notify no;' };
    const text = view('a') + view('b') + view('c');
    assert.deepEqual(found(RULE, text, { files }), []);
    const { model } = contextOf(text, { files });
    assert.equal(model.zones.length, 150);
    assert.ok(model.zones.every(({ scope }) => scope.byName.has('notify')));
  });

  it('of one file twice repeat what it says, as named reads it', () => {
    const twice = problemsOf('include "a"; include "a";', { files: { a: 'zone "x" { type primary; file "f"; };' } });
    assert.deepEqual(
      twice.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
      ['conf/duplicate-zone'],
    );
  });

  it('of one file under another directory lead elsewhere', () => {
    const text = 'options { directory "/a"; include "f"; directory "/b"; include "f"; directory "/c"; include "f"; };';
    assert.equal(contextOf(text, { files: { f: 'version none;' } }).model.options?.byName.get('version')?.length, 3);
  });
});
