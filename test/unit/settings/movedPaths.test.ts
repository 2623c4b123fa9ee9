/** Settings that name files, after these were moved. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followedSetting, type Move } from '../../../client/src/zones/movedPaths.ts';

const FILE: Move = ['zones/db.a', 'zones/new/db.b'];
const FOLDER: Move = ['lab', 'labs/one'];

const CASES: readonly (readonly [what: string, setting: unknown, moves: readonly Move[], after: unknown])[] = [
  ['a file', { 'zones/db.a': 'example.com' }, [FILE], { 'zones/new/db.b': 'example.com' }],
  [
    'a folder',
    { 'lab/x': 'x.example', 'lab/deep/y': 'y.example' },
    [FOLDER],
    { 'labs/one/x': 'x.example', 'labs/one/deep/y': 'y.example' },
  ],
  ['a pattern in a folder', { 'lab/*.txt': 'x.example' }, [FOLDER], { 'labs/one/*.txt': 'x.example' }],
  ['a list', ['lab/**', 'zones/db.a', 'other'], [FILE, FOLDER], ['labs/one/**', 'zones/new/db.b', 'other']],
  [
    'a URI',
    { 'file:///w/lab/x': 'x.example' },
    [['file:///w/lab', 'file:///w/labs'], FOLDER],
    { 'file:///w/labs/x': 'x.example' },
  ],
  ['a name that only begins alike', { 'lab2/x': 'x.example', 'zones/db.ab': 'y.example' }, [FILE, FOLDER], undefined],
  ['another file', ['other'], [FILE], undefined],
  ['order', { a: '1', lab: '2', c: '3' }, [FOLDER], { a: '1', 'labs/one': '2', c: '3' }],
  ['nothing', undefined, [FILE], undefined],
  ['what is no setting of files', 'zones/db.a', [FILE], undefined],
  ['what is no word', [7, 'zones/db.a'], [FILE], [7, 'zones/new/db.b']],
];
for (const [what, setting, moves, after] of CASES) {
  test(`a setting follows ${what}`, () => {
    const found = followedSetting(setting, moves);
    assert.deepEqual(found, after);
    if (found) assert.deepEqual(Object.keys(found), Object.keys(after as object));
  });
}
