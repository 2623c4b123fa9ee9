import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStatement } from '../../../server/src/conf/lookup.ts';
import { parseConf } from '../../../server/src/conf/parser.ts';
import type { Block } from '../../../server/src/conf/tree.ts';
import { keywordOf } from '../../../server/src/conf/tree.ts';
import { checkValues } from '../../../server/src/conf/values.ts';
import { BOUNDS, type Bounds } from './valueBounds.ts';

/** Whether every statement of a configuration fits its row. */
function fits(text: string): boolean {
  const tree = parseConf(text);
  const isRight = (block: Block): boolean =>
    block.statements.every((statement) => {
      const row = block.clause && findStatement(keywordOf(statement), block.clause);
      assert.ok(row, text);
      if (checkValues(row, statement, '9.18').length > 0) return false;
      return statement.values.every((value) => value.kind !== 'block' || !value.clause || isRight(value));
    });
  return tree.problems.length === 0 && isRight(tree.root);
}

describe('the bounds of values', () => {
  for (const [kind, { text, ...values }] of Object.entries<Bounds>(BOUNDS)) {
    it(`of the kind ${kind}`, () => {
      for (const value of values.fits) assert.ok(fits(text.replace('@', value)), `${value} fits`);
      for (const value of values.refused) assert.ok(!fits(text.replace('@', value)), `${value} is refused`);
    });
  }
});
