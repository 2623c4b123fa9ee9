import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import {
  expandTemplate,
  generateCount,
  parseGenerateRange,
  parseGenerateTemplate,
  templateFits,
  widthsFit,
} from '../../../server/src/zone/generate.ts';
import { initialState, type LineState } from '../../../server/src/zone/lineState.ts';
import { entries, environmentOf, parse, problems } from './harness.ts';

const RANGES: readonly (readonly [text: string, start: number, stop: number, step: number, count: number])[] = [
  ['1-254', 1, 254, 1, 254],
  ['0-0', 0, 0, 1, 1],
  ['7-7/9', 7, 7, 9, 1],
  ['1-10/3', 1, 10, 3, 4],
  ['1-9/3', 1, 9, 3, 3],
  ['0-2147483647/2147483647', 0, 2147483647, 2147483647, 2],
  // As sscanf reads them: signs, and anything behind the last number.
  ['1-5x', 1, 5, 1, 5],
  ['1-5 ', 1, 5, 1, 5],
  ['1-5-9', 1, 5, 1, 5],
  ['1-5/2/3', 1, 5, 2, 3],
  ['1-5/2x', 1, 5, 2, 3],
  ['+1-+5/+2', 1, 5, 2, 3],
  // Of a long number the lowest 32 bits.
  ['4294967297-4294967299', 1, 3, 1, 3],
];
for (const [text, start, stop, step, count] of RANGES) {
  test(`the range ${text}`, () => {
    const range = parseGenerateRange(text);
    assert.deepEqual(range, { start, stop, step });
    assert.equal(generateCount(range!), count);
  });
}

for (const text of [
  '',
  '5',
  '5-',
  '-5',
  '5-4',
  '1-5/0',
  '1-5/',
  '1-5/-1',
  '1-5/x',
  '1-5/99999999999999999999',
  '-1-5',
  ' 1-5',
  '1 - 5',
  '0x1-5',
  'a-b',
  '1-2147483648',
  '2147483648-2147483649',
  '1-5/2147483648',
]) {
  test(`no range: ${JSON.stringify(text)}`, () => assert.equal(parseGenerateRange(text), undefined));
}

const TEMPLATES: readonly (readonly [text: string, at: number, made: string])[] = [
  ['host', 5, 'host'],
  ['$', 5, '5'],
  ['h$x$', 5, 'h5x5'],
  ['$$', 5, '$'],
  ['a\\$b', 5, 'a$b'],
  ['a\\$', 5, 'a$'],
  ['a\\\\$', 5, 'a\\\\5'],
  ['a\\', 5, 'a\\'],
  ['\\065$', 5, '\\0655'],
  ['${0}', 5, '5'],
  ['${10}', 5, '15'],
  ['${+10}', 5, '15'],
  ['${-5}', 5, '0'],
  ['${-6}', 5, '-1'],
  ['${0,3}', 5, '005'],
  ['${0,3}', 1234, '1234'],
  ['${0,3,d}', 5, '005'],
  ['${0,3,o}', 9, '011'],
  ['${0,3,x}', 255, '0ff'],
  ['${0,3,X}', 255, '0FF'],
  ['${0,0,n}', 0x1a, 'a.1'],
  ['${0,0,N}', 0x1a, 'A.1'],
  ['${0,5,n}', 0x1a, 'a.1.0'],
  // The width counts the dots, so the last one of an even width ends the name.
  ['${0,6,n}', 0x1a, 'a.1.0.'],
  ['${0,7,n}', 0x1a, 'a.1.0.0'],
  ['${+2,+3}', 1, '003'],
  ['${ 0, 3}', 1, '001'],
  ['${4294967297}', 1, '2'],
  ['${0,127}', 1, `${'0'.repeat(126)}1`],
  // As named writes them: only decimal numbers have a sign, and it counts.
  ['${-1,0,x}', 0, 'ffffffff'],
  ['${-1,4,X}', 0, 'FFFFFFFF'],
  ['${-1,0,o}', 0, '37777777777'],
  ['${-1,3,d}', 0, '-01'],
  ['${-12,2,d}', 0, '-12'],
];
for (const [text, at, made] of TEMPLATES) {
  test(`the template ${text} at ${at}`, () => assert.equal(expandTemplate(parseGenerateTemplate(text)!, at), made));
}

for (const text of [
  '${',
  '${}',
  '${x}',
  '${0',
  '${0,}',
  '${0,x}',
  '${0,1,}',
  '${0,1,q}',
  '${0,1,d,1}',
  '${0 }',
  '${--1}',
  '${0,1,dd}',
]) {
  test(`no template: ${text}`, () => assert.equal(parseGenerateTemplate(text), undefined));
}

test('a number above what named can hold does not fit, of the last one that the range makes', () => {
  const fits = (template: string, range: string): boolean =>
    templateFits(parseGenerateTemplate(template)!, parseGenerateRange(range)!);
  assert.equal(fits('$', '2147483646-2147483647'), true);
  assert.equal(fits('${1}', '2147483645-2147483646'), true);
  assert.equal(fits('${1}', '2147483646-2147483647'), false);
  assert.equal(fits('x${1}y', '0-2147483647/2147483646'), true);
  assert.equal(fits('${2}', '0-2147483647/2147483646'), false);
  assert.equal(fits('none', '0-2147483647'), true);
});

const WRONG: Readonly<Record<string, string>> = {
  $GENERATE: '$GENERATE',
  '$GENERATE 1-2 a A': '$GENERATE 1-2 a A',
  '$GENERATE 2-1 a$ A 192.0.2.$': '2-1',
  '$GENERATE 1-2/0 a$ A 192.0.2.$': '1-2/0',
  '$GENERATE x a$ A 192.0.2.$': 'x',
  '$GENERATE 1-2 a$ BOGUS x': 'BOGUS',
  '$GENERATE 1-2 a$ ANY x': 'ANY',
  '$GENERATE 1-2 a$ 60 IN BOGUS x': 'BOGUS',
  '$GENERATE 1-2 a$ IN 60': 'IN',
  '$GENERATE 1-2 a$ 60 IN MX 10 m$': 'm$',
  '$GENERATE 1-2 a$ TXT "x" "y" z ; c': 'y" z',
  '$GENERATE 1-2 a${ A 192.0.2.$': 'a${',
  '$GENERATE 1-2 a$ A 192.0.2.${0,1,q}': '192.0.2.${0,1,q}',
  '$GENERATE 1-2 a${2147483646} A 192.0.2.1': 'a${2147483646}',
  '$GENERATE 1-2 a$ TXT x${2147483646}': 'x${2147483646}',
  // Of its words only the data may be in quotes, and class and TTL stand once each.
  '$GENERATE "1-2" a$ A 192.0.2.$': '"1-2"',
  '$GENERATE 1-2 "a$" A 192.0.2.$': '"a$"',
  '$GENERATE 1-2 a$ "A" 192.0.2.$': '"A"',
  '$GENERATE 1-2 a$ "60" A 192.0.2.$': '"60"',
  '$GENERATE 1-2 a$ IN IN A 192.0.2.$': 'IN',
  '$GENERATE 1-2 a$ 60 IN 60 A 192.0.2.$': '60',
};
for (const [line, at] of Object.entries(WRONG)) {
  test(`a wrong ${line}`, () => {
    const parsed = parse(`$TTL 1\n${line}\nwww A 192.0.2.1\n`);
    assert.deepEqual(problems(parsed), [`zone/bad-generate|${at}`]);
    const words = line.split(' ; ')[0].split(' ').slice(1).join(' ');
    // Nothing is made, and the line after it is read as if nothing had happened.
    const [, made, next, ...more] = entries(parsed);
    assert.equal(made.replaceAll('"', ''), `!4 ${words}`.replaceAll('"', ''));
    assert.deepEqual([next, ...more], ['www.example.com. 1 A 192.0.2.1']);
  });
}

test('data of several words can be put in quotes', () => {
  const [{ problems: found }] = parse('$TTL 1\n$GENERATE 1-2 a$ MX 10  m$ ; c\n').document.chunks;
  assert.deepEqual(found[0].data, { quote: true });
  assert.match(found[0].message, /"10 {2}m\$"/);
});

test('TTL and class stand between owner and type in either order', () => {
  const made = (line: string): string[] => entries(parse(`$TTL 1\n${line}\n`)).slice(2);
  assert.deepEqual(made('$GENERATE 1-1 a$ 60 IN A 192.0.2.$'), ['  a1.example.com. 60 A 192.0.2.1']);
  assert.deepEqual(made('$GENERATE 1-1 a$ IN 1h A 192.0.2.$'), ['  a1.example.com. 3600 A 192.0.2.1']);
  assert.deepEqual(made('$GENERATE 1-1 a$ CLASS1 TYPE1 "\\# 4 c000020$"'), ['  a1.example.com. 1 A \\# 4 c0000201']);
});

test('what the records leave behind holds for the next line', () => {
  const parsed = parse('a 7 A 192.0.2.1\n$ORIGIN sub\n$GENERATE 1-2 h$ 60 A 192.0.2.$\n A 192.0.2.9\n');
  assert.deepEqual(entries(parsed).slice(-1), ['h2.sub.example.com. 60 A 192.0.2.9']);
});

test('the first record that is wrong is told of at the directive', () => {
  const parsed = parse('$TTL 1\n$GENERATE 255-257 h$ A 192.0.2.$\n');
  const [chunk] = parsed.document.chunks;
  assert.deepEqual(problems(parsed), ['zone/bad-rdata|$GENERATE 255-257 h$ A 192.0.2.$']);
  assert.match(chunk.problems[0].message, /\(h256 A 192\.0\.2\.256\)/);
  assert.deepEqual(entries(parsed).slice(1), [
    '!4 255-257 h$ A 192.0.2.$',
    '  h255.example.com. 1 A 192.0.2.255',
    '  !h256.example.com. 1 A 192.0.2.256',
    '  !h257.example.com. 1 A 192.0.2.257',
  ]);
});

test('what all directives of a zone make has a bound, which is said', () => {
  const bombs = 300;
  const parsed = parse(`$TTL 1\n${'$GENERATE 0-2147483646 h$ A 192.0.2.1\n'.repeat(bombs)}`);
  const made = parsed.document.chunks.flatMap(({ generated }) => generated.map(({ parsed: { count } }) => count));
  const records = made.reduce((sum, count) => sum + count, 0);
  assert.equal(made[0], 4096);
  assert.equal(made.at(-1), 0);
  assert.ok(records > 131_072 && records < 300_000, `${records} records`);
  // Each of which a part is made says so, and the first of the others for all of them.
  assert.equal(problems(parsed).length, made.filter((count) => count > 0).length + 1);
  const last = parsed.document.chunks.findLast(({ problems }) => problems.length > 0);
  assert.match(last?.problems.at(-1)?.message ?? '', /neither these nor those of the \$GENERATE lines behind it are/);
});

test('a number wider than named has room for does not fit', () => {
  const fits = (template: string): boolean => widthsFit(parseGenerateTemplate(template)!);
  assert.deepEqual(['${0,127}', 'a${0,127,x}b', '${0,128}', 'x${0,128,n}', '${0,-1}'].map(fits), [
    true,
    true,
    false,
    false,
    false,
  ]);
  for (const line of ['g${0,128} A 192.0.2.1', 'g$ TXT ${0,200}']) {
    const [chunk] = parse(`$TTL 1\n$GENERATE 1-2 ${line}\n`).document.chunks;
    assert.deepEqual(
      chunk.problems.map(({ rule }) => rule),
      ['zone/bad-generate'],
      line,
    );
  }
});

test('an owner that begins with a dollar sign is a name, and a quote in quotes one of the data', () => {
  for (const line of ['$$$ A 192.0.2.1', '$$x-$ A 192.0.2.1', 'g$ TXT "a\\$"']) {
    const [chunk] = parse(`$TTL 1\n$GENERATE 1-2 ${line}\n`).document.chunks;
    assert.deepEqual(chunk.problems, [], line);
  }
  const [chunk] = parse('$TTL 1\n$GENERATE 1-2 g$ TXT "a\\"$"\n').document.chunks;
  assert.match(chunk.problems[0].message, /This quote is never closed/);
});

test('wide numbers make long texts, of which no more is made', () => {
  const [chunk] = parse('$TTL 1\n$GENERATE 1-4096 h${0,60} TXT "${0,127} ${0,127} ${0,127} ${0,127}"\n').document
    .chunks;
  assert.ok(chunk.generated[0].parsed.count < 1000);
  assert.match(chunk.problems[0].message, /^This makes 4096 records; only the first \d+ of them are checked here\.$/);
});

test('the bound counts what included files make', () => {
  const bomb = '$GENERATE 0-2147483646 h$ A 192.0.2.1\n';
  const text = `$TTL 1\n$INCLUDE more\n${bomb}`;
  const names = new NameTable();
  const environment = environmentOf(names);
  const state = initialState(names.fromText('example.com.'), 1);
  const countAfter = (units: number): number => {
    const document = new ZoneDocument('file:///zone', new TextBuffer(text));
    const include = (_path: string, before: LineState): LineState => ({ ...before, generatedUnits: units });
    document.update(state, { ...environment, include });
    return document.chunks[0].generated[0].parsed.count;
  };
  assert.equal(countAfter(0), 4096);
  assert.equal(countAfter(4_194_304 - 100), 7);
  assert.equal(countAfter(5_000_000), 0);
});

test('of very many records the first 4,096 are made, and that is said', () => {
  const made = (range: string): [number, string[]] => {
    const parsed = parse(`$TTL 1\n$GENERATE ${range} h$ TXT x\n`);
    return [parsed.document.chunks[0].generated[0].parsed.count, problems(parsed)];
  };
  assert.deepEqual(made('1-4096'), [4096, []]);
  assert.deepEqual(made('1-4097'), [4096, ['zone/generate-limit|1-4097']]);
  assert.deepEqual(made('0-2147483647/2'), [4096, ['zone/generate-limit|0-2147483647/2']]);
});

test('where a zone has no room for more that is said once, and again where it begins after an edit', () => {
  const line = (i: number): string => `$GENERATE 0-4095 h$-${i} TXT ${'x'.repeat(40)}\n`;
  const text = `$TTL 1\n${Array.from({ length: 40 }, (_, i) => line(i)).join('')}`;
  const said = (document: ZoneDocument): number[] =>
    document.chunks.flatMap(({ offset, problems }) =>
      problems
        .filter(({ rule, message }) => rule === 'zone/generate-limit' && /behind it/.test(message))
        .map(
          ({ start }) =>
            document.buffer
              .text()
              .slice(0, offset + start)
              .split('\n').length,
        ),
    );
  const fresh = (buffer: TextBuffer): ZoneDocument => {
    const document = new ZoneDocument('file:///zone', buffer);
    document.update(initialState(names.fromText('example.com.'), 1), environmentOf(names));
    return document;
  };
  const names = new NameTable();
  const buffer = new TextBuffer(text);
  const document = fresh(buffer);
  const [before, ...more] = said(document);
  assert.deepEqual(more, []);
  assert.ok(before > 10 && before < 40);
  // Without the first ones there is room for as many behind.
  const removed = text.indexOf(line(5));
  buffer.replace(0, removed, '$TTL 1\n');
  document.update(initialState(names.fromText('example.com.'), 1), environmentOf(names));
  assert.deepEqual(said(document), [before]);
  assert.deepEqual(said(document), said(fresh(new TextBuffer(buffer.text()))));
  buffer.replace(0, buffer.length, `$TTL 1\n${line(1)}`);
  document.update(initialState(names.fromText('example.com.'), 1), environmentOf(names));
  assert.deepEqual(said(document), []);
});

test('behind records that are not made it goes on as behind those that are', () => {
  const behind = (top: string, units: number): [owner: string, ttl: number] => {
    const names = new NameTable();
    const document = new ZoneDocument('file:///zone', new TextBuffer(`$INCLUDE more\n${top}`));
    const include = (_path: string, before: LineState): LineState => ({ ...before, generatedUnits: units });
    document.update(initialState(names.fromText('example.com.'), 1), { ...environmentOf(names), include });
    const { owner, lastTtl } = document.stateAfter!;
    return [names.text(owner), lastTtl];
  };
  for (const line of [
    '1-9/2 h$ A 192.0.2.1',
    '0-30 ${0,4,x}.a 5m IN A 192.0.2.1',
    '1-3 * IN 70 TXT x',
    '1-3 a.$. 1 A 1.2.3.4',
  ]) {
    const text = `www 60 A 192.0.2.1\n$GENERATE ${line}\n`;
    assert.deepEqual(behind(text, 5_000_000), behind(text, 0), line);
  }
});
