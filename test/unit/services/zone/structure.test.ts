import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import { zoneFolding } from '../../../../server/src/services/zone/folding.ts';
import { zoneSymbols } from '../../../../server/src/services/zone/symbols.ts';
import { finish } from '../../../../server/src/steps.ts';
import { ODD, openScene } from './navigationHarness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host.master 1 2 3 4 5\n';

/** Names, details and depth of symbols, one a line. */
function tree(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    `${'  '.repeat(depth)}${name}${detail ? ` | ${detail}` : ''}`,
    ...tree(children, depth + 1),
  ]);
}

test('outline by owner: records below their owners, in the order of the file', async () => {
  const { zone, document } = await openScene({
    'db.example.com': `$0${SOA} NS ns1\nns1 A 192.0.2.53\n AAAA 2001:db8::53\nwww A 192.0.2.1\n$INCLUDE inc x\n$GENERATE 1-3 h$ A 192.0.2.$\nns1 TXT "a" b\nother.example.net. A 192.0.2.1\n`,
    inc: 'a A 192.0.2.1\n',
  });
  assert.deepEqual(tree(finish(zoneSymbols(zone, document, 'owner'))), [
    'example.com.',
    '  @ | SOA, NS',
    '    SOA | ns1 host.master 1 2 3 4 5',
    '    NS | ns1',
    '  ns1 | A, AAAA',
    '    A | 192.0.2.53',
    '    AAAA | 2001:db8::53',
    '  www | A',
    '    A | 192.0.2.1',
    '  $INCLUDE | inc x',
    '  $GENERATE | 1-3 h$ A 192.0.2.$',
    '  ns1 | TXT',
    '    TXT | a b',
    '  other.example.net. | A',
    '    A | 192.0.2.1',
  ]);
});

test('outline by owner: a delegation holds its glue', async () => {
  const { zone, document } = await openScene({
    'db.example.com': `$0${SOA}sub NS ns1.sub\nsub NS ns2.sub\nns1.sub A 192.0.2.1\nns2.sub A 192.0.2.2\nwww A 192.0.2.3\n`,
  });
  const [top] = finish(zoneSymbols(zone, document, 'owner'));
  assert.deepEqual(tree(top.children!.slice(1)), [
    'sub | NS (2)',
    '  NS | ns1.sub',
    '  NS | ns2.sub',
    '  ns1.sub | A',
    '    A | 192.0.2.1',
    '  ns2.sub | A',
    '    A | 192.0.2.2',
    'www | A',
    '  A | 192.0.2.3',
  ]);
  assert.equal(top.children![1].kind, SymbolKind.Package);
});

test('outline by owner: subtrees are put together where there are many names', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `h${i}.${i < 20 ? 'east' : 'west'}`);
  const { zone, document } = await openScene({
    'db.example.com': `$0${SOA}${names.map((name) => `${name} A 192.0.2.1\n`).join('')}`,
  });
  const [top] = finish(zoneSymbols(zone, document, 'owner'));
  assert.deepEqual(
    top.children!.map(({ name, detail }) => `${name} | ${detail}`),
    ['@ | SOA', 'east | 20 names', 'west | 20 names'],
  );
  const few = await openScene({
    'db.example.com': `$0${SOA}${names
      .slice(0, 10)
      .map((name) => `${name} A 192.0.2.1\n`)
      .join('')}`,
  });
  assert.equal(finish(zoneSymbols(few.zone, few.document, 'owner'))[0].children!.length, 11);
});

test('outline by type', async () => {
  const { zone, document } = await openScene({
    'db.example.com': `$0${SOA} NS ns1\nns1 A 192.0.2.53\nwww A 192.0.2.1\n TYPE1234 \\# 1 00\n`,
  });
  assert.deepEqual(tree(finish(zoneSymbols(zone, document, 'type'))), [
    'example.com.',
    '  SOA | 1 record',
    '    @ | ns1 host.master 1 2 3 4 5',
    '  NS | 1 record',
    '    @ | ns1',
    '  A | 2 records',
    '    ns1 | 192.0.2.53',
    '    www | 192.0.2.1',
    '  TYPE1234 | 1 record',
    '    www | \\# 1 00',
  ]);
});

for (const order of ['owner', 'type'] as const) {
  test(`outline by ${order}: cut at its limit, and says so`, async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `h${i} A 192.0.2.1\n`).join('');
    const { zone, document } = await openScene({ 'db.example.com': `$0${SOA}${lines}` });
    const symbols = finish(zoneSymbols(zone, document, order, 50));
    const names = tree(symbols);
    assert.ok(names.length <= 50, String(names.length));
    const records = names.filter((name) => name.startsWith('    ')).length;
    assert.equal(names[names.length - 1].trim(), `${101 - records} more records, not listed`);
  });

  test(`outline by ${order}: ranges hold what is below them`, async () => {
    const { zone, document } = await openScene({ 'db.example.com': `$0${ODD}` });
    const check = (symbol: DocumentSymbol): void => {
      const outer = rangeToOffsets(document.buffer, symbol.range);
      const selected = rangeToOffsets(document.buffer, symbol.selectionRange);
      assert.ok(outer.start <= selected.start && selected.end <= outer.end, symbol.name);
      for (const child of symbol.children ?? []) {
        const inner = rangeToOffsets(document.buffer, child.range);
        assert.ok(outer.start <= inner.start && inner.end <= outer.end, `${symbol.name} > ${child.name}`);
        check(child);
      }
    };
    for (const symbol of finish(zoneSymbols(zone, document, order))) check(symbol);
  });
}

test('outline: nothing in an empty file', async () => {
  const { zone, document } = await openScene({ 'db.example.com': '$0' });
  assert.deepEqual(finish(zoneSymbols(zone, document, 'owner')), []);
});

const FOLDS: readonly { readonly what: string; readonly text: string; readonly folds: readonly string[] }[] = [
  { what: 'parentheses', text: '@ SOA a b (\n 1 2\n 3 4 5\n)\nx A 192.0.2.1\n', folds: ['0-3'] },
  {
    what: 'records of one owner',
    text: 'a A 192.0.2.1\n AAAA ::1\n\n ; comment\n TXT x\nb A 192.0.2.1\nb AAAA ::1\nc A 192.0.2.1\n',
    folds: ['0-4', '5-6'],
  },
  {
    what: 'parentheses in front of a run of the same owner',
    text: 'a MX (\n 10 x )\n A 192.0.2.1\nb A 192.0.2.1\n TXT (\n x )\n',
    folds: ['0-1', '3-5', '4-5'],
  },
  {
    what: 'comments of two lines and more',
    text: '; one\n; two\na A 192.0.2.1 ; three\n; four\n\n; five\n  ; six\n;seven\n',
    folds: ['0-1 comment', '5-7 comment'],
  },
  {
    what: 'sections',
    text: '$ORIGIN a\nx A 192.0.2.1\n\n; end\n\n$ORIGIN b\ny A 192.0.2.1\nz A 192.0.2.1\n$ORIGIN c\n',
    folds: ['0-1 region', '5-7 region'],
  },
  {
    what: 'regions, one in the other',
    text: '; region a\nx A 192.0.2.1\n;; #region b\ny A 192.0.2.1\n; endregion\n;endregion\n; endregion\n',
    folds: ['0-5 region', '2-4 region'],
  },
  {
    what: 'comments beside markers',
    text: '; one\n; two\n; region\n; three\n; four\n; endregion\n',
    folds: ['0-1 comment', '2-5 region', '3-4 comment'],
  },
  { what: 'comments inside parentheses are no block', text: 'a TXT (\n; one\n; two\n x )\n', folds: ['0-3'] },
  { what: 'nothing', text: 'a A 192.0.2.1\n', folds: [] },
];

for (const { what, text, folds } of FOLDS) {
  test(`folding: ${what}`, async () => {
    const { document } = await openScene({ 'db.example.com': `$0${text}` });
    const { items } = finish(zoneFolding(document));
    assert.deepEqual(
      items.map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`),
      folds,
    );
  });
}

test('folding: comments that run over a chunk are one block', async () => {
  const lines = 2400;
  const { document } = await openScene({
    'db.example.com': `$0${'; a comment that is somewhat long\n'.repeat(lines)}`,
  });
  assert.ok(document.chunks.length > 1);
  const { items } = finish(zoneFolding(document));
  assert.deepEqual(
    items.map(({ startLine, endLine }) => [startLine, endLine]),
    [[0, lines - 1]],
  );
});

test('folding: cut at the client’s limit and at VS Code’s', async () => {
  const text = Array.from({ length: 5200 }, (_, i) => `h${i} A 192.0.2.1\n AAAA ::1\n`).join('');
  const { document } = await openScene({ 'db.example.com': `$0${text}` });
  assert.deepEqual([finish(zoneFolding(document)).items.length, finish(zoneFolding(document)).left], [5000, 200]);
  assert.deepEqual(
    [finish(zoneFolding(document, 10)).items.length, finish(zoneFolding(document, 10)).left],
    [10, 5190],
  );
});

test('folding: every range begins before it ends, none begins where another does', async () => {
  const { document } = await openScene({ 'db.example.com': `$0${ODD.repeat(20)}` });
  const { items } = finish(zoneFolding(document));
  assert.ok(items.length > 20);
  assert.equal(new Set(items.map(({ startLine }) => startLine)).size, items.length);
  for (const { startLine, endLine } of items) assert.ok(startLine < endLine && endLine < document.buffer.lineCount);
});
