import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BIND_VERSIONS } from '../../../server/src/dns/versions.ts';
import { problemsOf } from '../rules/conf/helper.ts';
import { TestZone } from '../rules/zone/harness.ts';
import { CONFIGURATION_DIFFERENCES, ZONE_DIFFERENCES, ZONE_TOP } from './differences.ts';
import { releasesPage } from './releasesPage.ts';

const PAGE = fileURLToPath(new URL('../../../docs/releases.md', import.meta.url));

describe('what releases say differently', () => {
  for (const { what, text, refused } of ZONE_DIFFERENCES) {
    it(`of zones: ${what}`, () => {
      const found = BIND_VERSIONS.filter((version) =>
        new TestZone(ZONE_TOP + text, { settings: { version } })
          .problems()
          .some(({ severity }) => severity === 'error'),
      );
      assert.deepEqual(found, refused);
    });
  }

  for (const { what, text, refused } of CONFIGURATION_DIFFERENCES) {
    it(`of configurations: ${what}`, () => {
      const found = BIND_VERSIONS.filter((version) =>
        problemsOf(text, { version }).some(({ severity }) => severity === 'error'),
      );
      assert.deepEqual(found, refused);
    });
  }

  it('stands in docs/releases.md', () => {
    const page = releasesPage();
    if (process.env.UPDATE_GOLDEN) writeFileSync(PAGE, page);
    assert.equal(readFileSync(PAGE, 'utf8'), page);
  });
});
