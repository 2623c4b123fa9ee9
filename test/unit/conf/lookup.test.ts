import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grammarOf } from '../../../server/src/conf/grammar.ts';
import {
  clauseOpenedBy,
  editDistance,
  findStatement,
  nearestName,
  statementsIn,
  statusIn,
  textIn,
} from '../../../server/src/conf/lookup.ts';
import type { Clause } from '../../../server/src/conf/statements.ts';
import { BIND_VERSIONS, STATEMENTS } from '../../../server/src/conf/statements.ts';

describe('the statement table', () => {
  it('has each name once in a clause', () => {
    const seen = new Set<string>();
    for (const row of STATEMENTS) {
      for (const clause of row.clauses) {
        const key = `${clause} ${row.name}`;
        assert.ok(!seen.has(key), key);
        seen.add(key);
      }
    }
    assert.ok(seen.size > 750, String(seen.size));
  });

  it('has a grammar that can be read, a version and a line of documentation in every row', () => {
    for (const row of STATEMENTS) {
      for (const version of BIND_VERSIONS) {
        const text = textIn(row.grammar, version);
        if (text !== undefined) assert.ok(grammarOf(text).kind, row.name);
      }
      assert.match(row.introduced, /^9\.\d+\.\d+$/, row.name);
      assert.match(row.doc, /^[A-Z].*\.$/, row.name);
      assert.ok(row.doc.length < 140, row.name);
    }
  });

  it('says what to do about every statement that is deprecated or removed and has a heir', () => {
    for (const name of [
      'dnssec-enable',
      'auto-dnssec',
      'managed-keys',
      'trusted-keys',
      'dnssec-lookaside',
      'sortlist',
    ]) {
      const row = STATEMENTS.find((candidate) => candidate.name === name);
      assert.ok(row?.migration, name);
    }
  });
});

describe('looking statements up', () => {
  it('finds rows without case, by clause', () => {
    assert.equal(findStatement('RECURSION', 'options')?.name, 'recursion');
    assert.equal(findStatement('recursion', 'zone'), undefined);
    assert.equal(findStatement('file', 'zone')?.grammar, '<quoted>');
    assert.notEqual(findStatement('file', 'channel')?.grammar, '<quoted>');
    assert.equal(findStatement('default-key', 'rndc-options')?.name, 'default-key');
    assert.equal(findStatement('default-key', 'options'), undefined);
  });

  it('knows what each release does', () => {
    const status = (name: string, clause: Clause) =>
      BIND_VERSIONS.map((version) => {
        const row = findStatement(name, clause);
        return row && statusIn(row, version);
      });
    assert.deepEqual(status('dnssec-enable', 'options'), ['removed', 'removed', 'removed']);
    assert.deepEqual(status('auto-dnssec', 'zone'), ['deprecated', 'removed', 'removed']);
    assert.deepEqual(status('trusted-keys', 'top'), ['deprecated', 'deprecated', 'removed']);
    assert.deepEqual(status('remote-servers', 'top'), ['not-yet', 'ok', 'ok']);
    assert.deepEqual(status('dnskey-sig-validity', 'zone'), ['ok', 'obsolete', 'obsolete']);
    assert.deepEqual(status('template', 'top'), ['not-yet', 'not-yet', 'ok']);
    assert.deepEqual(status('answer-cookie', 'options'), ['ok', 'ok', 'ok']);
    assert.deepEqual(status('bindkeys-file', 'options'), ['ok', 'ok', 'removed']);
  });

  it('takes texts that hold from a release on', () => {
    const transfer = findStatement('allow-transfer', 'options');
    assert.equal(textIn(transfer?.default, '9.18'), '{ any; }');
    assert.equal(textIn(transfer?.default, '9.20'), '{ none; }');
    assert.equal(textIn(transfer?.default, '9.21'), '{ none; }');
    assert.equal(textIn({ '9.20': 'x' }, '9.18'), undefined);
  });

  it('lists what a zone of a type may have', () => {
    const names = statementsIn('zone', 'hint', '9.20').map((row) => row.name);
    assert.ok(names.includes('file'));
    assert.ok(!names.includes('allow-transfer'));
    assert.ok(!statementsIn('options', undefined, '9.20').some((row) => row.name === 'dnssec-enable'));
    assert.equal(statementsIn('template', undefined, '9.20').length, 0);
    assert.ok(statementsIn('template', undefined, '9.21').some((row) => row.name === 'allow-query'));
  });

  it('knows which blocks are clauses', () => {
    const opens = (name: string, clause: Clause) => {
      const row = findStatement(name, clause);
      return row && clauseOpenedBy(row, clause);
    };
    assert.equal(opens('zone', 'view'), 'zone');
    assert.equal(opens('options', 'rndc'), 'rndc-options');
    assert.equal(opens('acl', 'top'), undefined);
    assert.equal(opens('dnssec-policy', 'top'), 'dnssec-policy');
    assert.equal(opens('dnssec-policy', 'zone'), undefined);
  });

  it('finds the nearest name', () => {
    assert.equal(nearestName('recusion', 'options'), 'recursion');
    assert.equal(nearestName('listen-on-ipv6', 'options'), 'listen-on-v6');
    assert.equal(nearestName('allow-trasnfer', 'zone'), 'allow-transfer');
    assert.equal(nearestName('xyzzy', 'options'), undefined);
    assert.equal(editDistance('abcd', 'acbd', 9), 1);
    assert.equal(editDistance('a', 'abcdef', 3), 3);
  });
});
