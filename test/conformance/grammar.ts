/** The statement table beside BIND's own statement facts: every name in every clause, and its status in each release. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStatement, type Status, statusIn } from '../../server/src/conf/lookup.ts';
import type { Clause } from '../../server/src/conf/statements.ts';
import { BIND_VERSIONS } from '../../server/src/dns/versions.ts';

export interface GrammarAgreement {
  /** Names in clauses, times releases. */
  readonly total: number;
  readonly agreed: number;
  readonly differences: readonly string[];
}

interface Fact {
  readonly name: string;
  readonly clause: string;
  readonly status: Readonly<Record<string, string>>;
}

/** What the facts' words are in the table; a name that a release does not have is removed there, or not there yet. */
const STATUS: Readonly<Record<string, readonly Status[]>> = {
  ok: ['ok'],
  experimental: ['ok'],
  testonly: ['ok'],
  deprecated: ['deprecated'],
  obsolete: ['obsolete'],
  ancient: ['removed'],
  absent: ['removed', 'not-yet'],
};

/** Compares with `statements.json` of the folder; undefined where it is not at hand. */
export function run(folder: string): GrammarAgreement | undefined {
  const path = join(folder, 'statements.json');
  if (!existsSync(path)) return undefined;
  const facts = JSON.parse(readFileSync(path, 'utf8')) as Fact[];
  const differences: string[] = [];
  let total = 0;
  for (const { name, clause, status } of facts) {
    const row = findStatement(name, (clause === '(top)' ? 'top' : clause) as Clause);
    for (const version of BIND_VERSIONS) {
      const fact = status[version];
      if (fact === undefined) continue;
      total++;
      const ours = row && statusIn(row, version);
      if (!ours || !STATUS[fact]?.includes(ours)) {
        differences.push(`${clause}/${name} in ${version}: ${fact}, and here ${ours ?? 'not in the table'}`);
      }
    }
  }
  return { total, agreed: total - differences.length, differences };
}
