import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DNSSEC_ALGORITHM_ROWS,
  SVC_KEY_ROWS,
  valueByMnemonic,
  valueByNumber,
} from '../../../server/src/dns/algorithms.ts';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { FIELD_KINDS } from '../../../server/src/dns/rdata/kinds.ts';
import { TYPE, TYPES, typeByMnemonic, typeCodeAt, typeRow, typeText } from '../../../server/src/dns/types.ts';

test('types by text', () => {
  const cases: [string, number][] = [
    ['A', 1],
    ['aaaa', 28],
    ['Mx', 15],
    ['NSAP-PTR', 23],
    ['nsec3param', 51],
    ['OPENPGPKEY', 61],
    ['TYPE1', 1],
    ['type65535', 65535],
    ['TYPE65536', -1],
    ['TYPE', -1],
    ['TYPEX', -1],
    ['TYPE-1', -1],
    ['', -1],
    ['AB', -1],
    ['IN', -1],
    ['NSEC3PARAMS', -1],
    ['\u0041\u0301', -1],
    // Folding case by a bit alone would take these for A and NSAP-PTR.
    ['\u0001', -1],
    ['NSAP\u000dPTR', -1],
  ];
  for (const [text, code] of cases) assert.equal(typeCodeAt(`x ${text} y`, 2, 2 + text.length), code, text);
  assert.equal(typeByMnemonic('type28')?.mnemonic, 'AAAA');
  assert.equal(typeByMnemonic('TYPE65280'), undefined);
  assert.equal(typeText(15), 'MX');
  assert.equal(typeText(65280), 'TYPE65280');
});

test('the table is sound', () => {
  const codes = new Set<number>();
  let last = 0;
  for (const row of TYPES) {
    assert.ok(!codes.has(row.code) && row.code > last, row.mnemonic);
    codes.add(row.code);
    last = row.code;
    assert.equal(typeRow(row.code, CLASS.IN), row);
    assert.equal(typeByMnemonic(row.mnemonic), row);
    assert.equal(row.mnemonic, row.mnemonic.toUpperCase());
    assert.match(row.description, /\.$/);
    assert.equal(row.example === '', row.status === 'meta', row.mnemonic);
    for (const [i, field] of row.fields.entries()) {
      assert.ok(FIELD_KINDS[field.kind], `${row.mnemonic} ${field.kind}`);
      assert.match(field.doc, /\.$/, `${row.mnemonic} ${field.name}`);
      if (field.repeats) assert.equal(i, row.fields.length - 1, `${row.mnemonic} ${field.name} takes all words`);
      if (field.kind === 'name' || field.kind === 'names') assert.ok(field.role, `${row.mnemonic} ${field.name}`);
    }
  }
});

function kinds(code: number, classNumber: number): string[] {
  return typeRow(code, classNumber).fields.map(({ kind }) => kind);
}

test('the row for a class', () => {
  assert.equal(typeRow(TYPE.A, CLASS.IN).mnemonic, 'A');
  assert.deepEqual(kinds(TYPE.A, CLASS.CH), ['name', 'octal16']);
  assert.deepEqual(kinds(TYPE.A, CLASS.HS), ['ipv4']);
  assert.deepEqual(kinds(TYPE.MX, CLASS.CH), ['u16', 'name']);
  for (const [code, classNumber] of [
    [TYPE.AAAA, CLASS.CH],
    [TYPE.AAAA, CLASS.HS],
    [TYPE.A, 32],
    [65280, CLASS.IN],
  ]) {
    const row = typeRow(code, classNumber);
    assert.deepEqual([row.code, row.status, row.fields], [code, 'unknown', []]);
    assert.equal(typeRow(code, classNumber), row);
  }
  assert.equal(typeRow(TYPE.AAAA, CLASS.CH).mnemonic, 'AAAA');
  assert.equal(typeRow(65280, CLASS.IN).mnemonic, 'TYPE65280');
  // A code of questions stays one, whatever it will stand for.
  assert.deepEqual([typeRow(0, CLASS.IN).status, typeRow(200, CLASS.IN).status], ['meta', 'meta']);
  assert.equal(typeRow(TYPE.AXFR, CLASS.IN).status, 'meta');
});

test('registries by number and mnemonic', () => {
  assert.equal(valueByNumber(DNSSEC_ALGORITHM_ROWS, 13)?.mnemonic, 'ECDSAP256SHA256');
  assert.equal(valueByMnemonic(DNSSEC_ALGORITHM_ROWS, 'rsasha1')?.advice, 'never');
  assert.equal(valueByMnemonic(DNSSEC_ALGORITHM_ROWS, ''), undefined);
  assert.equal(valueByMnemonic(SVC_KEY_ROWS, 'ALPN')?.number, 1);
  assert.equal(valueByNumber(SVC_KEY_ROWS, 9)?.named, false);
});
