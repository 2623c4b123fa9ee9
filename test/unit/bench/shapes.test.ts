import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SHAPES, shapeZone } from '../../bench/shapes.ts';
import { TestZone } from '../rules/zone/harness.ts';

for (const shape of Object.keys(SHAPES)) {
  test(`the zone of the shape ${shape} has its records and no error`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-shape-'));
    try {
      const file = join(folder, 'zone');
      const { origin, write } = shapeZone(shape, 300);
      write(file, ['bailiwick-bench\tIN\tA\t192.0.2.256']);
      const zone = new TestZone(readFileSync(file, 'utf8'), { origin: `${origin}.` });
      assert.ok(zone.model.recordCount >= 300 && zone.model.recordCount < 320, `${zone.model.recordCount} records`);
      const errors = zone.problems().filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ rule }) => rule),
        ['zone/bad-rdata'],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
