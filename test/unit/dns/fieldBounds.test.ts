/**
 * The bounds of every field that is a number, in every type that has one, and of names: the codecs, and the reader of zone files, which takes
 * most data without them, say the same on both sides of each.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NameTable, ROOT } from '../../../server/src/dns/names.ts';
import { parseName } from '../../../server/src/dns/nameText.ts';
import { checkRdata, rdataFromWire, rdataLayout, rdataToWire } from '../../../server/src/dns/rdata.ts';
import { type FieldKind, type RdataField, TYPES, type TypeRow, typeByMnemonic } from '../../../server/src/dns/types.ts';
import { isName } from '../../../server/src/rules/conf/support/words.ts';
import { parse, problems } from '../zone/harness.ts';
import { wordsOf } from './words.ts';

/** The greatest number of each kind of field, by its length on the wire (RFC 1035 section 3.3; RFC 2181 section 8 for TTLs). */
const GREATEST: Partial<Record<FieldKind, number>> = {
  u8: 2 ** 8 - 1,
  u16: 2 ** 16 - 1,
  u32: 2 ** 32 - 1,
  ttl: 2 ** 32 - 1,
  octal16: 2 ** 16 - 1,
};

/** Fields that decide what other fields look like, or that named takes few values of. */
function isFree(row: TypeRow, field: RdataField): boolean {
  return field.only === undefined && !row.unknownToNamed && row.status !== 'meta' && field.name !== 'gateway type';
}

/** The example of a type with another word for one of its fields; undefined where that field takes no word of it. */
function withField(row: TypeRow, index: number, word: string): string | undefined {
  const words = wordsOf(row.example);
  const span = rdataLayout(row, words).find(({ field }) => field === row.fields[index]);
  if (!span) return undefined;
  return row.example.slice(0, words.starts[span.firstWord]) + word + row.example.slice(words.ends[span.firstWord]);
}

/** The codes of what the codecs find in data, and whether the reader of zone files finds them sound. */
function judged(row: TypeRow, data: string): { readonly codes: string[]; readonly isSound: boolean } {
  const codes: string[] = [];
  checkRdata(row, wordsOf(data), (_start, _end, code) => codes.push(code));
  const found = problems(parse(`@ 3600 IN ${row.mnemonic} ${data}\n`));
  return { codes, isSound: found.length === 0 };
}

const FIELDS = TYPES.flatMap((row) =>
  row.fields.flatMap((field, index) => {
    const greatest = GREATEST[field.kind];
    return greatest !== undefined && row.class !== 'CH' && isFree(row, field) ? [{ row, field, index, greatest }] : [];
  }),
);

describe('numbers in data', () => {
  for (const { row, field, index, greatest } of FIELDS) {
    it(`${row.mnemonic}: ${field.name} is at most ${greatest}`, () => {
      const spelled = (number: number): string =>
        field.kind === 'octal16' ? `0${number.toString(8)}` : String(number);
      for (const number of [0, greatest]) {
        const data = withField(row, index, spelled(number));
        assert.ok(data !== undefined);
        const { codes, isSound } = judged(row, data);
        assert.equal(codes.includes('number-out-of-range'), false, `${data}: ${codes}`);
        assert.equal(codes.includes('bad-number'), false, `${data}: ${codes}`);
        assert.equal(isSound, codes.length === 0, data);
        const wire = codes.length === 0 ? rdataToWire(row, wordsOf(data), []) : undefined;
        if (wire) assert.deepEqual(rdataToWire(row, wordsOf(rdataFromWire(row, wire)), []), wire, data);
      }
      for (const word of [spelled(greatest + 1), '99999999999', '-1', '1x']) {
        const data = withField(row, index, word)!;
        const { codes, isSound } = judged(row, data);
        assert.ok(codes.length > 0, data);
        assert.equal(isSound, false, data);
      }
    });
  }

  it('are looked at in most types', () => {
    assert.ok(FIELDS.length > 60, `${FIELDS.length} fields`);
  });
});

describe('degrees, metres and sizes of LOC (RFC 1876 section 3)', () => {
  const row = typeByMnemonic('LOC')!;
  const wireOf = (data: string): string => Buffer.from(rdataToWire(row, wordsOf(data), [])!).toString('hex');
  const bounds: readonly [taken: string, refused: string][] = [
    ['90 N 0 E 0', '91 N 0 E 0'],
    ['90 0 0 S 0 E 0', '90 0 0.001 S 0 E 0'],
    ['0 N 180 E 0', '0 N 181 E 0'],
    ['0 N 180 0 W 0', '0 N 180 1 W 0'],
    ['0 59 N 0 E 0', '0 60 N 0 E 0'],
    ['0 0 59.999 N 0 E 0', '0 0 60 N 0 E 0'],
    ['0 N 0 59 E 0', '0 N 0 60 E 0'],
    ['0 N 0 E -100000.00m', '0 N 0 E -100000.01m'],
    ['0 N 0 E 42849672.95m', '0 N 0 E 42849672.96m'],
    ['0 N 0 E 0 90000000.00m', '0 N 0 E 0 90000001.00m'],
    ['0 N 0 E 0 0 90000000m', '0 N 0 E 0 0 90000001m'],
    ['0 N 0 E 0 0 0 90000000m', '0 N 0 E 0 0 0 90000001m'],
  ];
  for (const [taken, refused] of bounds) {
    it(`${taken}, and not ${refused}`, () => {
      assert.deepEqual(judged(row, taken), { codes: [], isSound: true });
      assert.deepEqual(judged(row, refused), { codes: ['number-out-of-range'], isSound: false });
    });
  }

  it('on the wire, with the equator and the prime meridian at 2^31', () => {
    assert.equal(wireOf('90 N 180 E 42849672.95m'), '00121613934fd900a69fb200ffffffff');
    assert.equal(wireOf('90 S 180 W -100000m'), '001216136cb0270059604e0000000000');
    assert.equal(wireOf('0 0 0.001 N 0 0 0.001 W 0'), '00121613800000017fffffff00989680');
    assert.equal(wireOf('0 N 0 E 0 90000000m 0.01m 10m'), '00991013800000008000000000989680');
  });

  it('from the wire: what lies beyond the poles, or is no digit and power of ten, is not printed as degrees', () => {
    const text = (hex: string): string => rdataFromWire(row, Uint8Array.from(Buffer.from(hex, 'hex')));
    assert.equal(text('00121613934fd900a69fb20000000000'), '90 0 0.000 N 180 0 0.000 E -100000.00m 1m 10000m 10m');
    assert.equal(text('001216136cb02700a69fb20000000000').slice(0, 12), '90 0 0.000 S');
    for (const beyond of [
      '00121613934fd901a69fb20000000000',
      '001216136cb026ffa69fb20000000000',
      '00121613934fd900a69fb20100000000',
      '00121613934fd90059604dff00000000',
      '00a21613934fd900a69fb20000000000',
      '001a1613934fd900a69fb20000000000',
      '00121601934fd900a69fb20000000000',
    ]) {
      assert.match(text(beyond), /^\\# 16 /, beyond);
    }
  });
});

describe('names have 255 octets at most, and their labels 63 (RFC 1035 section 3.1)', () => {
  const label = (length: number): string => 'a'.repeat(length);
  /** A name of so many octets on the wire, the root's among them. */
  const nameOf = (octets: number): string => {
    const labels: string[] = [];
    for (let left = octets - 1; left > 0; ) {
      // No label of nothing is left.
      const length = left > 65 || left <= 64 ? Math.min(63, left - 1) : 62;
      labels.push(label(length));
      left -= length + 1;
    }
    return `${labels.join('.')}.`;
  };
  const NS = typeByMnemonic('NS')!;
  /** Each way in which a name comes in: true where it is one. */
  const ways: Readonly<Record<string, (name: string) => boolean>> = {
    'as text': (name) => parseName(name).error === undefined,
    'by the table': (name) => new NameTable().fromText(name, ROOT) >= 0,
    'with escapes': (name) => parseName(name.replaceAll('a.', '\\097.')).error === undefined,
    'by the table with escapes': (name) => new NameTable().fromText(name.replaceAll('a.', '\\097.'), ROOT) >= 0,
    'as data': (name) => judged(NS, name).codes.length === 0,
    'as data with escapes': (name) => judged(NS, name.replaceAll('a.', '\\097.')).codes.length === 0,
    'as data of a zone': (name) => judged(NS, name).isSound,
    'as an owner': (name) => problems(parse(`${name} 60 IN A 192.0.2.1\n`, '.')).length === 0,
    'as an origin': (name) => problems(parse(`$ORIGIN ${name}\n`, '.')).length === 0,
    'in named.conf': isName,
  };
  for (const [what, takes] of Object.entries(ways)) {
    it(what, () => {
      assert.equal(takes(nameOf(255)), true, '255 octets');
      assert.equal(takes(nameOf(256)), false, '256 octets');
      assert.equal(takes(nameOf(254)), true, '254 octets');
      assert.equal(takes(`${label(63)}.`), true, 'a label of 63');
      assert.equal(takes(`${label(64)}.`), false, 'a label of 64');
      assert.equal(takes(`b.${label(64)}.b.`), false, 'a label of 64 in the middle');
    });
  }

  it('relative ones together with their origin', () => {
    const origin = nameOf(200);
    const names = new NameTable();
    const apex = names.fromText(origin);
    const labels = parseName(origin).labels;
    for (const [length, isTaken] of [
      [54, true],
      [55, false],
    ] as const) {
      const name = label(length);
      assert.equal(names.fromText(name, apex) >= 0, isTaken, `${length}`);
      assert.equal(rdataToWire(NS, wordsOf(name), labels) !== undefined, isTaken, `${length}`);
      for (const line of [
        `${name} 60 IN A 192.0.2.1`,
        `@ 60 IN NS ${name}`,
        `@ 60 IN SRV 0 0 1 ${name}`,
        `@ 60 IN RP . ${name}`,
        `@ 60 IN NS \\097${name.slice(1)}`,
        `$ORIGIN ${name}`,
      ]) {
        assert.equal(problems(parse(`${line}\n`, origin)).length === 0, isTaken, line.slice(0, 12));
      }
    }
  });

  it('know how many labels they have', () => {
    const names = new NameTable();
    for (const [text, depth] of [
      ['.', 0],
      ['a.', 1],
      ['a.b.c.', 3],
      [`${'a.'.repeat(127)}`, 127],
    ] as const) {
      assert.equal(names.depth(names.fromText(text)), depth);
    }
    assert.equal(names.isWithin(names.fromText('a.b.'), names.fromText('b.')), true);
    assert.equal(names.isWithin(names.fromText('b.'), names.fromText('a.b.')), false);
    assert.equal(names.isWithin(-1 as typeof ROOT, ROOT), false);
    assert.equal(names.isWithin(ROOT, -1 as typeof ROOT), false);
    assert.equal(names.isWithin(-1 as typeof ROOT, -1 as typeof ROOT), false);
  });
});
