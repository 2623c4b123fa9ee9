/** Variables in the paths of zone files, as BIND 9.21 puts in what the zone says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zonePath } from '../../../server/src/conf/zonePath.ts';
import { contextOf } from '../rules/conf/helper.ts';

function pathOf(
  path: string,
  text = 'zone "A.Example." { type master; file "x"; };',
  version: '9.20' | '9.21' = '9.21',
) {
  const [zone] = contextOf(text, { version }).model.zones;
  return zonePath(path, zone, version);
}

test('what named 9.21 puts in', () => {
  assert.equal(pathOf('$type/$name.db'), 'primary/a.example.db');
  assert.equal(pathOf('%t-%s'), 'primary-a.example');
  assert.equal(pathOf('$char1$char2$char3/$label1$label2/$label3'), 'a.e/.example/a');
  assert.equal(pathOf('$view', 'view v { zone "a" { type hint; file "x"; }; };'), 'v');
  const root = 'zone "." { type primary; file "x"; };';
  assert.equal(pathOf('%z.%y/%x', root), '.../.');
  assert.equal(pathOf('%s%1%2', root), '...');
  assert.equal(pathOf('$class-$name2-$$'), '$class-a.example2-$$');
});

test('older releases have no variables, and a zone with a template is none of theirs', () => {
  assert.equal(pathOf('$name.db', undefined, '9.20'), '$name.db');
  const text = 'template t { type primary; file "$name.db"; };\nzone "a.example" { template t; };';
  const [zone] = contextOf(text, { version: '9.21' }).model.zones;
  assert.equal(zone.fileWord?.text, '$name.db');
  assert.equal(zonePath('$name.db', zone, undefined), 'a.example.db');
});
