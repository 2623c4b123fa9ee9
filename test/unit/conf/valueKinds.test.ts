import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grammarOf, speltGrammar, visit } from '../../../server/src/conf/grammar.ts';
import { BIND_VERSIONS, STATEMENTS } from '../../../server/src/conf/statements.ts';
import type { ValueKind } from '../../../server/src/conf/valueKinds.ts';
import { isValueKind, kindRow, VALUE_KINDS } from '../../../server/src/conf/valueKinds.ts';

const KINDS = Object.keys(VALUE_KINDS).filter(isValueKind);

/** Every grammar of the table. */
function grammars(): string[] {
  const texts = new Set<string>();
  for (const { grammar } of STATEMENTS) {
    if (typeof grammar === 'string') texts.add(grammar);
    else for (const version of BIND_VERSIONS) if (grammar[version] !== undefined) texts.add(grammar[version]);
  }
  return [...texts];
}

describe('the kinds of values', () => {
  it('are refused by a grammar where they are unknown', () => {
    assert.throws(() => grammarOf('{ <duratoin>; ... }'), /<duratoin>/);
    assert.throws(() => grammarOf('<toString>'), /toString/);
    assert.doesNotThrow(() => grammarOf('{ <duration>; ... }'));
  });

  it('are known wherever the table names one, and each is named', () => {
    const used = new Set<ValueKind>();
    for (const text of grammars()) {
      visit(grammarOf(text), (node) => {
        if (node.kind === 'value') used.add(node.type);
      });
    }
    assert.deepEqual(
      KINDS.filter((kind) => !used.has(kind)),
      [],
    );
  });

  it('have brackets that close in every grammar', () => {
    const counterparts: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
    for (const text of grammars()) {
      const open: string[] = [];
      for (const character of text) {
        if (counterparts[character]) open.push(counterparts[character]);
        else if (')]}'.includes(character)) assert.equal(open.pop(), character, text);
      }
      assert.deepEqual(open, [], text);
    }
  });

  it('are spelt as in the manual', () => {
    assert.equal(speltGrammar('<quoted> [ size <octets> ]'), '<quoted_string> [ size <size> ]');
    assert.equal(speltGrammar('<string> { <statements> }'), '<string> { ... }');
    assert.equal(speltGrammar('<unheard-of>'), '<unheard-of>');
    for (const kind of KINDS) assert.match(kindRow(kind).spelt, /^(?:<[a-z0-9_-]+>|\{ .* \}|\.\.\.)$/, kind);
  });

  it('have examples, and words to offer, that fit them and look like them', () => {
    for (const kind of KINDS) {
      const row = kindRow(kind);
      if (row.takes !== 'word') continue;
      const examples = kind === 'quoted' ? [] : [row.example];
      for (const text of [...examples, ...(row.words ?? []).map(({ word }) => word)]) {
        assert.ok(row.fits({ text, quoted: false }), `${kind} ${text}`);
        assert.ok(row.looks?.test(text) ?? true, `${kind} ${text}`);
      }
    }
  });
});
