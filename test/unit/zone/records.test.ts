/** What is wrong with records, where exactly, and with what data for the fix. */
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { ANY_TRAIT, NameTable, NameTrait } from '../../../server/src/dns/names.ts';
import { TYPE, TYPES } from '../../../server/src/dns/types.ts';
import { EntryFlag, mayHaveType } from '../../../server/src/zone/chunk.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
import { parseText } from '../../../server/src/zone/parse.ts';
import { targetWordOf } from '../../../server/src/zone/targets.ts';
import { entries, environmentOf, parse, problems } from './harness.ts';

const label = 'x'.repeat(63);
const name = `${label}.${label}.${label}`;

/** Problems as `rule|text`, of a line behind one that has a TTL and an owner. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  'www 1x A 192.0.2.1': ['zone/unknown-type|1x'],
  'www 60 60 A 192.0.2.1': ['zone/unknown-type|60'],
  'www IN 60 IN A 192.0.2.1': ['zone/unknown-type|IN'],
  'www IN IN A 192.0.2.1': ['zone/unknown-type|IN'],
  'www CLASS1 A 192.0.2.1': [],
  'www class1 60 A 192.0.2.1': [],
  'www INN A 192.0.2.1': ['zone/unknown-type|INN'],
  'www CHX A 192.0.2.1': ['zone/unknown-type|CHX'],
  'www HS TXT x': ['zone/class-mismatch|HS'],
  'www HESIOD TXT x': ['zone/class-mismatch|HESIOD'],
  'www chaos TXT x': ['zone/class-mismatch|chaos'],
  'www CLASS254 TXT x': ['zone/class-mismatch|CLASS254'],
  'www "A" 192.0.2.1': ['zone/unknown-type|"A"'],
  'www "60" A 192.0.2.1': ['zone/unknown-type|"60"'],
  'www "" A': ['zone/unknown-type|""'],
  'www "A': ['zone/unbalanced-quotes|"A', 'zone/unknown-type|"A'],
  www: ['zone/incomplete-record|www'],
  'www 60 ; x': ['zone/incomplete-record|www 60'],
  ' 60 IN': ['zone/incomplete-record|60 IN'],
  'www A': ['zone/bad-rdata|A'],
  'www A 192.0.2.1 x': ['zone/bad-rdata|x'],
  'www TYPE65280 x': ['zone/bad-rdata|TYPE65280'],
  'www TYPE65280 \\# 1 ff': [],
  'www TYPE0 \\# 0': ['zone/meta-type|TYPE0'],
  'www TYPE127 \\# 0': [],
  'www TYPE128 \\# 0': ['zone/meta-type|TYPE128'],
  'www AXFR x': ['zone/meta-type|AXFR'],
  'a..b A 192.0.2.1': ['zone/bad-name|.'],
  '.a A 192.0.2.1': ['zone/bad-name|.'],
  'a\\256b A 192.0.2.1': ['zone/bad-name|\\256'],
  'a\\2 A 192.0.2.1': ['zone/bad-name|\\2'],
  '"" A 192.0.2.1': ['zone/bad-name|"'],
  [`${label}x A 192.0.2.1`]: [`zone/bad-name|${label}x`],
  [`${label} A 192.0.2.1`]: [],
  [`${name}.${'x'.repeat(49)} A 192.0.2.1`]: [],
  [`${name}.${'x'.repeat(50)} A 192.0.2.1`]: [`zone/bad-name|${name}.${'x'.repeat(50)}`],
  [`${name}.${'x'.repeat(61)}. A 192.0.2.1`]: [],
  [`${name}.${'x'.repeat(62)}. A 192.0.2.1`]: [`zone/bad-name|${name}.${'x'.repeat(62)}.`],
  'www 2147483647 A 192.0.2.1': [],
  'www 2147483648 A 192.0.2.1': ['zone/ttl-too-large|2147483648'],
  'www 2147483648 TXT x': ['zone/ttl-too-large|2147483648'],
  'www 3551w A 192.0.2.1': ['zone/ttl-too-large|3551w'],
  'www 1w2d3h4m5s A 192.0.2.1': [],
  'www TXT x)': ['zone/unbalanced-parentheses|)'],
  'www A ( 192.0.2.300': ['zone/unbalanced-parentheses|('],
  'www A 192.0.2.300 )': ['zone/unbalanced-parentheses|)'],
};
for (const [line, expected] of Object.entries(WRONG)) {
  test(`the record ${line.length > 60 ? `${line.slice(0, 20)}... of ${line.length} characters` : line}`, () => {
    assert.deepEqual(problems(parse(`first 5 TXT x\n${line}\n`)), expected);
  });
}

test('what is known of a wrong record goes with its problem', () => {
  const data = (line: string): unknown => parse(`first 5 TXT x\n${line}\n`).document.chunks[0].problems[0].data;
  assert.deepEqual(data('www CH TXT x'), { replacement: 'IN' });
  assert.deepEqual(data('www BOGUS x'), { word: 'BOGUS' });
  assert.deepEqual(data('www TYPE65280 x'), { code: 'needs-generic' });
  assert.deepEqual(data('www TXT ( x'), { close: 'first 5 TXT x\nwww TXT ( x'.length });
  assert.deepEqual(data('www TXT "x'), { close: 'first 5 TXT x\nwww TXT "x'.length });
  assert.deepEqual(data('www A x'), { code: 'bad-ipv4' });
});

test('where there is no owner yet, the line says so up to its first word', () => {
  const parsed = parse('   60 IN A 192.0.2.1\n');
  assert.deepEqual(problems(parsed), ['zone/no-owner|60']);
  assert.deepEqual(entries(parsed), ['!? 60 A 192.0.2.1']);
});

test('the owner of a line whose type is none is inherited, that of a line without a type is not', () => {
  assert.equal(entries(parse('a 5 TXT x\nb BOGUS x\n TXT y\n')).at(-1), 'b.example.com. 5 TXT y');
  assert.equal(entries(parse('a 5 TXT x\nb\n TXT y\n')).at(-1), 'a.example.com. 5 TXT y');
  assert.equal(entries(parse('a 5 TXT x\nb..c TXT x\n TXT y\n')).at(-1), '? 5 TXT y');
  const afterOrigin = parse('a 5 TXT x\n$ORIGIN sub\nb BOGUS x\n TXT y\n');
  assert.deepEqual(problems(afterOrigin), ['zone/unknown-type|BOGUS']);
  const inherited = parse('a 5 TXT x\n$ORIGIN sub\n BOGUS x\n TXT y\n');
  assert.deepEqual(problems(inherited), ['zone/unknown-type|BOGUS', 'zone/inherited-owner-after-origin|T']);
});

test('TTLs: its own, $TTL, that of a record before, the minimum of the SOA', () => {
  const ttls = (text: string): number[] => [...parse(text).document.chunks[0].ttls];
  assert.deepEqual(ttls('a 5 TXT x\nb TXT y\nc 6 TXT x\nd TXT x\n'), [5, 5, 6, 6]);
  assert.deepEqual(ttls('a 5 TXT x\n$TTL 7\nb TXT x\nc 6 TXT x\nd TXT x\n'), [5, 7, 7, 6, 7]);
  assert.deepEqual(ttls('@ SOA a b 1 2 3 4 1h\nb TXT x\n'), [3600, 3600]);
  assert.deepEqual(ttls('@ SOA a b 1 2 3 4\nb TXT x\n'), [0, 0]);
  assert.deepEqual(ttls('@ SOA a b 1 2 3 4 soon\nb TXT x\n'), [0, 0]);
  assert.deepEqual(ttls('@ 9 SOA a b 1 2 3 4 5\nb TXT x\n'), [9, 9]);
  assert.deepEqual(ttls('a 2147483648 TXT x\nb TXT x\n'), [0, 0]);
  assert.deepEqual(ttls('a 0 TXT x\nb TXT x\nc 0 A 192.0.2.1\nd A 192.0.2.1\n'), [0, 0, 0, 0]);
  assert.deepEqual(ttls('a TXT x\nb A 192.0.2.1\nc MX 10 m\n'), [-1, -1, -1]);
});

/** Three records of each line, so that the last one is read where its data are known, and by the fastest reader. */
function flagsOf(line: string): number[] {
  const { flags } = parse(`$TTL 5\nfirst TXT x\n${line}\n${line}\n${line}\n`).document.chunks[0];
  return [flags[2], flags[4]];
}

const { Plain, ExplicitTtl, ExplicitClass, InheritedOwner, RelativeOwner, AbsoluteOwner, Usual, Generic, Invalid } =
  EntryFlag;
const FLAGS: Readonly<Record<string, number>> = {
  'www A 192.0.2.1': Plain | Usual,
  'www A ( 192.0.2.1 )': Plain | Usual,
  'www NSEC ( a A ) ; c': Plain,
  'www 60 IN A 192.0.2.1 ; c': Plain | ExplicitTtl | ExplicitClass | Usual,
  'www IN 60 A 192.0.2.1': Plain | ExplicitTtl | ExplicitClass | Usual,
  ' A 192.0.2.1': Plain | InheritedOwner | Usual,
  '\t60\tMX 10 mail': Plain | InheritedOwner | ExplicitTtl | Usual,
  'a.b MX 10 mail': Plain | RelativeOwner | Usual,
  'a.m MX 10 mail': Plain | RelativeOwner | Usual,
  'a.b.example.com. MX 10 mail': Plain | AbsoluteOwner | Usual,
  'a.b.example.com. MX 10 changeme': Plain | AbsoluteOwner,
  'www CNAME mail': Plain | Usual,
  'www CNAME ( mail )': Plain | Usual,
  'www CNAME Mail': Plain,
  'www CNAME todo': Plain,
  'www PTR <host>': Plain,
  'www SRV 0 0 1 host.': Plain | Usual,
  'a.b A 192.0.2.1': Plain | RelativeOwner | Usual,
  'a.b.example.com. A 192.0.2.1': Plain | AbsoluteOwner | Usual,
  'a.b.example.com. IN 5 A 192.0.2.1': Plain | AbsoluteOwner | ExplicitTtl | ExplicitClass | Usual,
  'a\\.b A 192.0.2.1': 0,
  'a.b\\. A 192.0.2.1': RelativeOwner | AbsoluteOwner,
  'www A 1.255.255.255': Plain,
  'www A 2.0.0.0': Plain | Usual,
  'www A 126.0.0.1': Plain | Usual,
  'www A 127.0.0.1': Plain,
  'www A 128.0.0.1': Plain | Usual,
  'www A 223.0.0.1': Plain | Usual,
  'www A 224.0.0.1': Plain,
  'www AAAA 2001:db8::1': Plain | Usual,
  'www AAAA FE80::1': Plain | Usual,
  'www AAAA ::1': Plain,
  'www AAAA 3ffe::1': Plain,
  'www IN 0 TXT x': Plain | ExplicitTtl | ExplicitClass | Usual,
  'www 0 A 192.0.2.1': Plain | ExplicitTtl | Usual,
  'www TYPE1 \\# 4 c0000201': Generic,
  'www TXT "x"': Plain | Usual,
  'www TXT "x" "y"': Plain | Usual,
  'www TXT x y': Plain,
  'www TXT "v=spf1 -all"': Plain | Usual,
  'www TXT "v=spf1 ?all"': Plain,
  'www TXT "v=spf1 -all";x': Plain,
  'a..b TXT "x"': Plain | RelativeOwner | Invalid,
};
for (const [line, expected] of Object.entries(FLAGS)) {
  test(`what is known of ${line}`, () => assert.deepEqual(flagsOf(line), [expected, expected]));
}

test('targets are the first names in the data, where each field before is one word', () => {
  const target = (line: string): [string, number] => {
    const { document, names } = parse(`$TTL 5\n${line}\n`);
    const [chunk] = document.chunks;
    return [chunk.targets[1] < 0 ? '' : names.text(chunk.targets[1]), targetWordOf(chunk, 1)];
  };
  assert.deepEqual(target('a MX 10 mail'), ['mail.example.com.', 1]);
  assert.deepEqual(target('a MX 10'), ['', -1]);
  assert.deepEqual(target('a SRV 0 0 1 host.'), ['host.', 3]);
  assert.deepEqual(target('a NS a..b'), ['', 0]);
  assert.deepEqual(target('a NS \\# 2 0161'), ['', -1]);
  assert.deepEqual(target('a A 192.0.2.1'), ['', -1]);
  assert.deepEqual(target('a NSEC b A'), ['', -1]);
  assert.deepEqual(target('$ORIGIN sub'), ['sub.example.com.', 0]);
  assert.deepEqual(target('$ORIGIN'), ['', -1]);
  assert.deepEqual(target('$INCLUDE f sub'), ['sub.example.com.', -1]);
  assert.deepEqual(target('a BOGUS x'), ['', -1]);
});

test('a chunk says which types and traits it may have', () => {
  const chunkOf = (text: string) => parse(text).document.chunks[0];
  const types = chunkOf('a 5 MX 10 mail\na 5 A 192.0.2.1\n');
  assert.ok(mayHaveType(types, TYPE.MX));
  assert.ok(mayHaveType(types, TYPE.A));
  assert.ok(!mayHaveType(types, TYPE.NS));
  const traits = (text: string): number => chunkOf(text).traits;
  assert.equal(traits('host-name 5 A 192.0.2.1\nhost-name 5 MX 10 mail-host\n'), 0);
  assert.equal(traits('*.hosts 5 A 192.0.2.1\n') & NameTrait.Star, NameTrait.Star);
  assert.equal(traits('hosts-a 5 CNAME _dmarc-host\n') & NameTrait.Underscore, NameTrait.Underscore);
  assert.equal(traits('hosts-a 5 TXT x\n$ORIGIN xn--example-a\n') & NameTrait.Encoded, NameTrait.Encoded);
  // Where a name could not be read, it may have any of them.
  assert.equal(traits('hosts-a 5 CNAME a..b\n'), ANY_TRAIT);
  assert.equal(traits('a..b 5 TXT x\n'), ANY_TRAIT);
  assert.equal(traits('hosts-a 5 TXT x\n$ORIGIN a..b\n'), ANY_TRAIT);
  assert.equal(traits('hosts-a 5 SOA first-name second-name 1 2 3 4 5\n'), ANY_TRAIT);
});

test('a zone of another class takes data as that class has them', () => {
  const names = new NameTable();
  const state = { ...initialState(names.fromText('example.com.'), 3), defaultTtl: 5 };
  const parsed = parseText('a A host 1\nb CH TXT x\nc IN TXT x\n', state, environmentOf(names));
  assert.deepEqual(
    parsed.problems.map(({ rule, start, end, data }) => [rule, parsed.text.slice(start, end), data]),
    [['zone/class-mismatch', 'IN', { replacement: 'CH' }]],
  );
  assert.deepEqual([...parsed.classes], [3, 3, 1]);
});

describe('a type in the place of the owner', () => {
  const said = (text: string): string[] =>
    parse(text).document.chunks.flatMap((chunk) => chunk.problems.map(({ rule, message }) => `${rule} ${message}`));

  it('is told by its data', () => {
    for (const line of ['A 192.0.2.1', 'MX 10 mail', 'TXT "x"', 'NS ns1', 'AAAA 2001:db8::1']) {
      const [type] = line.split(' ');
      const [message, ...more] = said(`$TTL 60\n${line}\n`);
      assert.match(message, new RegExp(`^zone/unknown-type ${type} stands at the start of the line`), line);
      assert.deepEqual(more, [], line);
    }
  });

  it('is none where the data are not those of the type, or nothing is known of them', () => {
    for (const line of ['A mail', 'MX ten mail', 'AAAA 192.0.2.1', 'www 192.0.2.1', 'ANY 192.0.2.1', 'TYPE65280 x']) {
      assert.doesNotMatch(said(`$TTL 60\n${line}\n`).join('\n'), /stands at the start of the line/, line);
    }
  });

  it('leaves the owner to the next line, and a comment of another language does not', () => {
    const owners = (text: string): string[] => entries(parse(text)).filter((entry) => entry.includes('TXT'));
    assert.deepEqual(owners('$TTL 60\na TXT x\nb BOGUS x\n TXT y\n'), [
      'a.example.com. 60 TXT x',
      'b.example.com. 60 TXT y',
    ]);
    assert.deepEqual(owners('$TTL 60\na TXT x\n// b c\n TXT y\n'), [
      'a.example.com. 60 TXT x',
      'a.example.com. 60 TXT y',
    ]);
  });
});

describe('types that named does not know', () => {
  const said = (text: string): string[] => problems(parse(`$TTL 60\n${text}\n`));

  it('by number take generic data, and by name none but those', () => {
    assert.deepEqual(said('a TYPE65280 \\# 1 00'), []);
    assert.deepEqual(said('a TYPE65280 x'), ['zone/bad-rdata|TYPE65280']);
    for (const { mnemonic, code, unknownToNamed, status } of TYPES) {
      if (!unknownToNamed || status === 'meta') continue;
      assert.ok(said(`a ${mnemonic} x`).length > 0, mnemonic);
      assert.deepEqual(said(`a TYPE${code} \\# 1 00`), [], mnemonic);
    }
  });
});
