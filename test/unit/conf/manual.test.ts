import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { speltGrammar } from '../../../server/src/conf/grammar.ts';
import { findStatement, statementsIn, statusIn, textIn } from '../../../server/src/conf/lookup.ts';
import type { Clause, ZoneType } from '../../../server/src/conf/statements.ts';
import { STATEMENTS } from '../../../server/src/conf/statements.ts';
import { canonical, manualStatements, whyNot } from './manual.ts';

const VERSION = '9.18';
const statements = manualStatements();

/** The clauses of rndc.conf, and those that named.conf had before 9.18, are not in the manual. */
const ELSEWHERE = new Set<Clause>(['rndc', 'rndc-options', 'rndc-server', 'lwres']);

/** What named reads beside the manual: older names, and what the manual says in its prose only. */
const UNDOCUMENTED = ['top/masters', 'view/zone', 'zone/masters', 'zone/type'];

/** Where the table tells more than the manual does, as a replacement in the manual's text. */
const TOLD_BETTER: Readonly<Record<string, readonly [string, string]>> = {
  // The older name is still read.
  'catalog-zones': ['default-primaries', '( default-primaries | default-masters )'],
  // It is the policy cname that has a name behind it.
  'response-policy': ['cname | ', 'cname <string> | '],
  // named reads the other words for yes and no too.
  'dnssec-validation': ['yes | no | auto', '<boolean> | auto'],
  // No types are all types.
  'update-policy': [' <rrtypelist>', ' [ <rrtypelist> ]'],
};

/** A grammar of the table in the manual's notation. */
function ourGrammar(text: string): string {
  return canonical(speltGrammar(text));
}

/** A grammar of the manual with one name for what it has two for. */
function manualGrammar(name: string, text: string): string {
  const [from, to] = TOLD_BETTER[name] ?? ['', ''];
  const told = from === '' ? text : text.replaceAll(from, to);
  return canonical(
    told
      .replaceAll('tcp-only <quoted_string>', 'tcp-only')
      .replaceAll('<sizeval>', '<size>')
      .replaceAll('<duration_or_unlimited>', '( <duration> | unlimited )'),
  );
}

describe('the statements of BIND 9.18’s manual', { skip: whyNot }, () => {
  it('are many', () => {
    assert.ok(statements.length > 600, String(statements.length));
  });

  it('are in the table, with what the manual says of them', () => {
    const wrong = statements.flatMap(({ name, clause, notes }) => {
      const row = findStatement(name, clause);
      if (!row) return [`${clause}/${name} is not in the table`];
      const status = notes.find((note) => note === 'deprecated' || note === 'obsolete') ?? 'ok';
      const found: string[] = [];
      if (statusIn(row, VERSION) !== status) found.push(`is ${statusIn(row, VERSION)}, not ${status}`);
      const isZone = name === 'zone';
      if (!isZone && (row.multi === true) !== notes.includes('may occur multiple times'))
        found.push(`multi is ${row.multi}`);
      if ((row.testOnly === true) !== notes.includes('test only')) found.push(`testOnly is ${row.testOnly}`);
      if ((row.experimental === true) !== notes.includes('experimental'))
        found.push(`experimental is ${row.experimental}`);
      return found.map((what) => `${clause}/${name} ${what}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('are all that the table has for the release', () => {
    const known = new Set(statements.map(({ name, clause }) => `${clause}/${name}`));
    const unknown = STATEMENTS.flatMap((row) => {
      const status = statusIn(row, VERSION);
      if (status === 'removed' || status === 'not-yet') return [];
      return row.clauses
        .filter((clause) => !ELSEWHERE.has(clause))
        .map((clause) => `${clause}/${row.name}`)
        .filter((name) => !known.has(name));
    });
    assert.deepEqual(unknown, UNDOCUMENTED);
  });

  it('take the values that the table has for them', () => {
    const wrong = statements.flatMap(({ name, clause, grammar }) => {
      const row = findStatement(name, clause);
      const ours = ourGrammar(textIn(row?.grammar, VERSION) ?? '');
      const theirs = manualGrammar(name, grammar);
      return ours === theirs ? [] : [`${clause}/${name}\n  ours   ${ours}\n  theirs ${theirs}`];
    });
    assert.deepEqual([...new Set(wrong)], []);
  });

  it('of a zone are offered for its type', () => {
    const types = new Set(statements.map(({ zoneType }) => zoneType).filter((type) => type !== undefined));
    assert.equal(types.size, 9);
    for (const type of types) {
      const manual = statements.filter(({ zoneType, notes }) => zoneType === type && !notes.includes('test only'));
      const offered = statementsIn('zone', type as ZoneType, VERSION)
        .map(({ name }) => name)
        .filter((name) => !UNDOCUMENTED.includes(`zone/${name}`));
      assert.deepEqual(offered.sort(), manual.map(({ name }) => name).sort(), type);
    }
  });
});
