/** Each way in which a signed zone can be broken without a look at its signatures is named, and nothing else is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import { TestZone } from './harness.ts';
import { type Chain, KINDS, readSigned, writeSigned } from './signed/kinds.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const CHAINS: readonly Chain[] = ['nsec', 'nsec3', 'optout'];
/** What is said of the zones as they are: salts and iterations that somebody chose, an address without IPv6. */
const AS_IT_IS = new Set([
  'zone/nsec3-iterations',
  'zone/nsec3param-content',
  'zone/ns-missing-aaaa',
  'zone/ttl-mismatch',
]);

function problemsIn(text: string): Problem[] {
  return new TestZone(text, { now: NOW, settings: { loaded: true } }).problems();
}

const fixture = (chain: Chain) => readSigned(readFileSync(new URL(`signed/${chain}.zone`, import.meta.url), 'utf8'));

describe('a zone that dnssec-signzone signed', () => {
  for (const chain of CHAINS) {
    const zone = fixture(chain);
    it(`with ${chain} is left in peace`, () => {
      assert.deepEqual(
        problemsIn(writeSigned(zone.records)).filter(({ rule }) => !AS_IT_IS.has(rule)),
        [],
      );
    });
    for (const { what, chains, make, finds, says, isMild } of KINDS) {
      if (chains && !chains.includes(chain)) continue;
      it(`with ${chain} and ${what}`, () => {
        const problems = problemsIn(writeSigned(make(zone)));
        const told = problems.filter(({ rule }) => finds.includes(rule));
        assert.ok(
          told.some(({ message }) => says.test(message)),
          JSON.stringify(problems, undefined, 1),
        );
        const isHeavy = told.some(({ severity }) => severity === 'warning' || severity === 'error');
        assert.equal(isHeavy, isMild !== true);
        const others = problems.filter(({ rule }) => !finds.includes(rule) && !AS_IT_IS.has(rule));
        assert.deepEqual(others, []);
      });
    }
  }
});

describe('an incremental check of a zone that dnssec-signzone signed', () => {
  const show = (zone: TestZone): string[] =>
    zone.problems().map(({ rule, severity, start, end, message }) => `${start}-${end} ${rule} ${severity} ${message}`);

  for (const chain of CHAINS) {
    it(`with ${chain} is what a fresh one finds, after each of many edits`, () => {
      // Numerical Recipes' generator, so that each run is the same.
      let seed = 20261128;
      const random = (below: number): number => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const whole = writeSigned(fixture(chain).records);
      const pieces = [
        ...KINDS.filter(({ chains }) => chains?.includes(chain) ?? true)
          .flatMap(({ make }) => writeSigned(make(fixture(chain))).split('\n'))
          .filter((line) => !whole.includes(line)),
        ...whole.split('\n').slice(1, -1),
        'a.new.name.example.com. 60 IN A 192.0.2.7',
        'c.example.com. 60 IN NS ns1.example.com.',
        'plain.example.com. 60 IN DS 1 13 2 00',
      ];
      const options = { now: NOW, settings: { loaded: true }, chunk: 1024 };
      const zone = new TestZone(whole, options);
      for (let step = 0; step < 80; step++) {
        const lines = zone.text.split('\n');
        const at = 1 + random(lines.length - 2);
        const offset = lines.slice(0, at).join('\n').length + 1;
        if (random(2) === 0) zone.edit(offset, offset, `${pieces[random(pieces.length)]}\n`);
        else zone.edit(offset, offset + lines[at].length + 1, '');
        assert.deepEqual(show(zone), show(new TestZone(zone.text, options)), `step ${step}`);
      }
    });
  }
});
