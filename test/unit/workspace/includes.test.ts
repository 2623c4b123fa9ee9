/** What is wrong with includes, where exactly it is told, and what is told at an include of what lies behind it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, Site, siteOf, TOP, uriOf } from './harness.ts';

const INCLUDES = /include/;

/** Checks that the includes of the files have these problems: rule and path, at the place of the path. */
function assertMarks(site: Site, marks: Readonly<Record<string, readonly string[]>>): void {
  for (const [path, expected] of Object.entries(marks)) {
    const text = site.files[uriOf(path)];
    const found = site.marked(path, /^zone\/include-/);
    assert.deepEqual(
      found,
      expected.map((mark) => {
        const [rule, word] = mark.split(' ');
        const start = text.indexOf(`$INCLUDE ${word}`) + '$INCLUDE '.length;
        return `zone/include-${rule} ${start} ${word}`;
      }),
      path,
    );
  }
}

for (const end of ['\n', '\r\n']) {
  const name = JSON.stringify(end);
  const lines = (...all: readonly string[]): string => `${TOP}${all.join('\n')}\n`.replaceAll('\n', end);

  test(`a file that is not there is told at its path (line ends ${name})`, async () => {
    const site = await siteOf(
      {
        'db.example.com': lines('www A 192.0.2.80', '$INCLUDE gone sub', 'x A 192.0.2.81', '$INCLUDE "there"'),
        there: '',
      },
      { open: ['db.example.com'] },
    );
    assertMarks(site, { 'db.example.com': ['unreadable gone'] });
    const [{ severity, message }] = site.problems('db.example.com', /include-unreadable/);
    assert.equal(severity, 'error');
    assert.match(message, /^The file gone is not there/);
  });

  test(`a cycle over three files is told at each of its includes (line ends ${name})`, async () => {
    const site = await siteOf(
      {
        'db.example.com': lines('$INCLUDE b'),
        b: `b A 192.0.2.2${end}$INCLUDE c${end}`,
        c: `c A 192.0.2.3${end}${end}$INCLUDE db.example.com${end}`,
      },
      { open: ['db.example.com'] },
    );
    assertMarks(site, { 'db.example.com': ['cycle b'], b: ['cycle c'], c: ['cycle db.example.com'] });
  });

  test(`a cycle that the zone's file is no part of is told at its own includes only (line ends ${name})`, async () => {
    const site = await siteOf(
      {
        'db.example.com': lines('$INCLUDE a'),
        a: `a A 192.0.2.2${end}$INCLUDE b${end}`,
        b: `$INCLUDE c${end}b A 192.0.2.2${end}`,
        c: `${end}$INCLUDE a${end}$INCLUDE leaf${end}`,
        leaf: `leaf A 192.0.2.9${end}`,
      },
      { open: ['db.example.com'] },
    );
    assertMarks(site, { 'db.example.com': [], a: ['cycle b'], b: ['cycle c'], c: ['cycle a'], leaf: [] });
    assert.equal(site.problems('c', /include-cycle/)[0].severity, 'error');
  });
}

test('a file that includes itself, and one that two files include, which is no cycle', async () => {
  const site = await siteOf(
    {
      'db.example.com': `${TOP}$INCLUDE self\n$INCLUDE one\n$INCLUDE two\n`,
      self: '$INCLUDE self\n',
      one: '$INCLUDE both\n',
      two: '$INCLUDE both\n',
      both: 'both A 192.0.2.7\n',
    },
    { open: ['db.example.com'] },
  );
  assertMarks(site, { 'db.example.com': [], self: ['cycle self'], one: [], two: [], both: [] });
});

test('includes are told where they stand in any chunk', async () => {
  const filler = Array.from({ length: 60 }, (_, i) => `h${i} A 192.0.2.${i}\n`).join('');
  const site = new Site({
    'db.example.com': `${TOP}${filler}$INCLUDE gone\n${filler.replaceAll('h', 'i')}$INCLUDE lost\n`,
  });
  await site.workspace.setFolders(['file:///w']);
  site.open('db.example.com', 'zone', 200);
  await site.workspace.settle();
  assertMarks(site, { 'db.example.com': ['unreadable gone', 'unreadable lost'] });
});

/** A zone that includes n1, which includes n2 and so on, `length` files in all. */
function chain(length: number): Record<string, string> {
  const files = Object.fromEntries(
    Array.from({ length: length - 1 }, (_, i) => [
      `n${i + 1}`,
      i + 2 < length ? `$INCLUDE n${i + 2}\n` : 'end A 192.0.2.3\n',
    ]),
  );
  return { 'db.example.com': `${TOP}$INCLUDE n1\n`, ...files };
}

test('ten files below one another are read, and the eleventh is not, which is told where it is included', async () => {
  const ten = await siteOf(chain(11), { open: ['db.example.com'] });
  assert.equal([...ten.workspace.problems().values()].flat().filter(({ rule }) => INCLUDES.test(rule)).length, 0);
  const [zone] = ten.workspace.zones;
  assert.equal(zone.documents.length, 11);
  assert.equal(zone.model.hasOwner(ten.workspace.names.fromText('end.example.com.')), true);
  const eleven = await siteOf(chain(12), { open: ['db.example.com'] });
  assertMarks(eleven, { 'db.example.com': [], n9: [], n10: ['depth n11'] });
  const [{ message }] = eleven.problems('n10', /include-depth/);
  assert.match(message, /^n11 is the 11th file of a chain of includes/);
  assert.equal([...eleven.workspace.zones][0].documents.length, 11);
});

test('files that include one another often are read so often, which is told once in each that goes on', async () => {
  const twice = (next: string): string => `$INCLUDE ${next} a\n$INCLUDE ${next} b\n`;
  const chain = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`i${i}`, twice(`i${i + 1}`)]));
  const files = {
    'db.example.com': TOP + twice('i0').repeat(3).replaceAll(' a\n', ' x\n$INCLUDE i0 y\n'),
    ...chain,
    i9: 'www A 192.0.2.1\n',
  };
  const site = await siteOf(files, { open: ['db.example.com'] });
  const [zone] = site.workspace.zones;
  assert.ok(zone.documents.length <= 4097, `${zone.documents.length} files`);
  const whole = await siteOf({ ...files, i1: 'www A 192.0.2.1\n' }, { open: ['db.example.com'] });
  assert.deepEqual(whole.problems('i0', /include-depth/), []);
});

test('the SOA may stand in an included file: records are in the order in which named reads them', async () => {
  const records = 'ns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\nwww A 192.0.2.80\n';
  const soa = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\n@ NS ns1.example.net.\n';
  const told = async (files: Record<string, string>): Promise<string[]> => {
    const site = await siteOf(files, { open: ['db.example.com'] });
    return Object.keys(files).flatMap((path) => site.marked(path, /soa-not-first/).map(() => path));
  };
  assert.deepEqual(await told({ 'db.example.com': `$INCLUDE soa\n${records}`, soa }), []);
  assert.deepEqual(
    await told({ 'db.example.com': `$INCLUDE one\n${records}`, one: '; one\n$INCLUDE two\n', two: soa }),
    [],
  );
  assert.deepEqual(await told({ 'db.example.com': `$INCLUDE more\n${soa}${records}`, more: 'a A 192.0.2.1\n' }), [
    'db.example.com',
  ]);
  assert.deepEqual(await told({ 'db.example.com': `${records}$INCLUDE soa\n`, soa }), ['soa']);
  assert.deepEqual(await told({ 'db.example.com': `$INCLUDE none\n${soa}${records}`, none: '; nothing\n' }), []);
});

test('what an include leads to decides again what is the first record', async () => {
  const site = await siteOf(
    { 'db.example.com': `$INCLUDE first\n${TOP}`, first: '; nothing\n' },
    { open: ['db.example.com', 'first'] },
  );
  const count = (): number => site.problems('db.example.com', /soa-not-first/).length;
  assert.equal(count(), 0);
  await site.edit('first', '; nothing', 'www 5 A 192.0.2.80');
  assert.equal(count(), 1);
  await site.edit('first', 'www', '; www');
  assert.equal(count(), 0);
});

test('where the end of a chain is no longer too deep, nothing is told of it', async () => {
  const site = await siteOf(chain(12), { open: ['db.example.com', 'n3'] });
  site.open('n10', 'zone');
  await site.edit('n3', '$INCLUDE n4', '$INCLUDE n5');
  assert.deepEqual(site.marked('n10', /include-depth/), []);
});

test('what an unread include may hold is not claimed to be missing', async () => {
  const files = { 'db.example.com': `${TOP}$INCLUDE /outside/more\n`, 'file:///outside/other': '' };
  const untrusted = await siteOf(files, { open: ['db.example.com'], settings: { trusted: false } });
  const trusted = await siteOf(files, { open: ['db.example.com'] });
  for (const site of [untrusted, trusted]) {
    assertMarks(site, { 'db.example.com': ['unreadable /outside/more'] });
    assert.equal(site.problems('db.example.com', INCLUDES)[0].severity, 'information');
  }
});

/** What has to be there, and is not: each of these is told of a zone that is wholly known. */
const ABSENT: readonly [rule: string, text: string][] = [
  ['zone/ns-missing', 'www A 192.0.2.1\n'],
  ['zone/ns-no-address', '@ NS ns1\n'],
  ['zone/cname-dangling', 'www CNAME gone\n'],
  ['zone/target-no-address', '@ MX 10 mail\n'],
  ['zone/delegation-missing-glue', 'sub NS ns.sub\n'],
];
for (const [rule, text] of ABSENT) {
  test(`${rule} is not told where an include is not read`, async () => {
    const head = '; zone: example.com\n$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 3600\n';
    const told = async (line: string, setup: Record<string, string> = {}): Promise<boolean> => {
      const site = await siteOf({ z: `${head}${text}${line}`, ...setup }, { open: ['z'] });
      return site.problems('z').some((problem) => problem.rule === rule);
    };
    assert.equal(await told(''), true);
    assert.equal(await told('$INCLUDE more\n', { more: '; nothing\n' }), true);
    assert.equal(await told('$INCLUDE gone\n'), false);
    assert.equal(await told('$INCLUDE /etc/bind/more\n'), false);
    assert.equal(await told('$INCLUDE folder\n', { 'folder/file': '' }), false);
  });
}

test('what is missed comes back when the include is there', async () => {
  const site = await siteOf(
    { 'db.example.com': `${TOP}www CNAME gone\n$INCLUDE more\n` },
    { open: ['db.example.com'] },
  );
  const dangling = (): number => site.problems('db.example.com', /cname-dangling/).length;
  assert.equal(dangling(), 0);
  await site.write('more', '');
  assert.equal(dangling(), 1);
});

test('a file without an SOA that nobody calls a zone is a part of one', async () => {
  const part = 'www A 192.0.2.80\nftp CNAME www\n@ NS ns1\n';
  const errors = async (options: Parameters<typeof siteOf>[1]): Promise<string[]> => {
    const site = await siteOf({ 'db.example.com': part }, options);
    return site.problems('db.example.com').flatMap(({ rule, severity }) => (severity === 'error' ? [rule] : []));
  };
  assert.deepEqual(await errors({ open: ['db.example.com'] }), []);
  const named = { open: ['db.example.com'], settings: { origins: { [uriOf('db.example.com')]: 'example.com' } } };
  assert.ok((await errors(named)).includes('zone/soa-missing'));
  assert.ok((await errors(named)).includes('zone/ttl-missing'));
});

test('errors and warnings of an included file are told at each include of it, and milder problems are not', async () => {
  const site = await siteOf(
    {
      'db.example.com': `${TOP}$INCLUDE one\n$INCLUDE many\n$INCLUDE mild\n$INCLUDE many lab\n`,
      one: '\nbad A 192.0.2.300\n',
      many: 'good A 192.0.2.3\nbad2 A 192.0.2.301\nbad1 A 192.0.2.302\n',
      mild: 'ttl 0 A 192.0.2.4\n',
    },
    { open: ['db.example.com'] },
  );
  const told = site.problems('db.example.com', /problems-in-include/);
  const { files } = site;
  const places = (word: string): number[] => {
    const all: number[] = [];
    const text = files[uriOf('db.example.com')];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) all.push(at);
    return all;
  };
  assert.deepEqual(
    told.map(({ start, end, severity }) => [start, end, severity]),
    [
      [places('one')[0], places('one')[0] + 3, 'information'],
      ...places('many').map((at) => [at, at + 4, 'information']),
    ],
  );
  const [one, many] = told;
  const [first] = site.problems('one', /bad-rdata/);
  assert.equal(one.message, `Line 2 of one: ${first.message}`);
  assert.deepEqual(one.related, [{ uri: uriOf('one'), start: first.start, end: first.end, message: first.message }]);
  // Two mistakes, and the file is read twice.
  assert.match(many.message, /^many has 4 problems\. The first, on line 2: /);
  const mild = site.problems('mild');
  assert.ok(mild.length > 0 && mild.every(({ severity }) => severity !== 'error' && severity !== 'warning'));
});

test('of several problems at one place the first by its end and its rule is named', async () => {
  const site = await siteOf(
    { 'db.example.com': `${TOP}$INCLUDE more\n`, more: 'a_b A 192.0.2.300\n$INCLUDE gone\n' },
    { open: ['db.example.com'], settings: { rules: { 'zone/owner-not-hostname': 'warning' } } },
  );
  const [told] = site.problems('db.example.com', /problems-in-include/);
  const severe = site.problems('more').filter(({ severity }) => severity === 'error' || severity === 'warning');
  assert.match(told.message, new RegExp(`^more has ${severe.length} problems`));
  assert.equal(told.related?.[0].message, severe[0].message);
});

test('problems of includes of includes are told at the includes on the way', async () => {
  const site = await siteOf(
    { 'db.example.com': `${TOP}$INCLUDE a\n`, a: 'a A 192.0.2.2\n$INCLUDE gone\n' },
    { open: ['db.example.com'] },
  );
  const [told] = site.problems('db.example.com', /problems-in-include/);
  assert.match(told.message, /^Line 2 of a: The file gone is not there/);
});

test('a rule about includes that is off tells nothing, and another severity is taken over', async () => {
  const files = { 'db.example.com': `${TOP}$INCLUDE gone\n` };
  const off = await siteOf(files, {
    open: ['db.example.com'],
    settings: { rules: { 'zone/include-unreadable': 'off' } },
  });
  assert.deepEqual(off.marked('db.example.com', INCLUDES), []);
  const mild = await siteOf(files, {
    open: ['db.example.com'],
    settings: { rules: { 'zone/include-unreadable': 'hint' } },
  });
  assert.deepEqual(
    mild.problems('db.example.com', INCLUDES).map(({ severity }) => severity),
    ['hint'],
  );
});

test('an included file that comes, changes and goes is noticed', async () => {
  const site = await siteOf({ 'db.example.com': `${TOP}$INCLUDE more\n` }, { open: ['db.example.com'] });
  const has = (name: string): boolean => {
    const [zone] = site.workspace.zones;
    return zone.model.hasOwner(site.workspace.names.fromText(`${name}.example.com.`));
  };
  assertMarks(site, { 'db.example.com': ['unreadable more'] });
  await site.write('more', 'one A 192.0.2.3\n');
  assert.deepEqual([site.marked('db.example.com', INCLUDES), has('one'), has('two')], [[], true, false]);
  await site.write('more', 'two A 192.0.2.3\n');
  assert.deepEqual([has('one'), has('two')], [false, true]);
  await site.write('more', undefined);
  assertMarks(site, { 'db.example.com': ['unreadable more'] });
  assert.equal(has('two'), false);
});

/** The files that zones are made of by themselves. */
function judged(site: Site): string[] {
  return [...site.workspace.zones].map(({ options }) => pathOf(options.uri)).sort();
}

test('an open file that another one includes is judged there, until the include goes', async () => {
  const site = await siteOf(
    {
      'db.example.com': `${TOP}$INCLUDE db.more\n`,
      'db.more': 'more A 192.0.2.3\n$INCLUDE db.deep\n',
      'db.deep': 'deep A 192.0.2.4\n',
    },
    { open: ['db.example.com', 'db.more', 'db.deep'] },
  );
  assert.deepEqual(judged(site), ['db.example.com']);
  assert.deepEqual(site.problems('db.more'), []);
  await site.edit('db.example.com', '$INCLUDE db.more\n', '');
  assert.deepEqual(judged(site), ['db.example.com', 'db.more']);
  await site.edit('db.more', '$INCLUDE db.deep\n', '');
  assert.deepEqual(judged(site), ['db.deep', 'db.example.com', 'db.more']);
  await site.edit('db.example.com', '$TTL 1h\n', '$TTL 1h\n$INCLUDE db.more\n');
  assert.deepEqual(judged(site), ['db.deep', 'db.example.com']);
});

test('an open file that a zone of a configuration includes is judged there', async () => {
  const site = await siteOf(
    {
      'named.conf': 'zone "example.com" { type primary; file "z"; };',
      z: `${TOP}$INCLUDE db.more\n`,
      'db.more': 'more A 192.0.2.3\n',
    },
    { open: ['db.more'] },
  );
  assert.deepEqual(judged(site), ['z']);
});

test('a large included file says what a small one says', async () => {
  const lines = Array.from({ length: 80 }, (_, i) => `h${i} A 192.0.2.${i}\n`).join('');
  const files = {
    'db.example.com': `${TOP}$INCLUDE more lab\nafter A 192.0.2.9\n`,
    more: `${lines}bad A 192.0.2.300\n$TTL 5m\n`,
  };
  const said: string[][] = [];
  for (const target of [undefined, 40]) {
    const site = new Site(files);
    await site.workspace.setFolders(['file:///w']);
    site.open('db.example.com');
    site.open('more', 'zone', target);
    await site.workspace.settle();
    const [zone] = site.workspace.zones;
    assert.equal(zone.documents[1].buffer.chunks.length > 16, target !== undefined);
    const after = zone.model.owned(site.workspace.names.fromText('after.example.com.'));
    said.push([...site.marked('db.example.com'), ...site.marked('more'), `${zone.model.recordCount} ${after[0].ttl}`]);
  }
  assert.deepEqual(said[1], said[0]);
});

test('a folder that a pattern or a path of a configuration means is said to be one', async () => {
  for (const path of ['conf.d/*.conf', 'conf.d/sub.conf']) {
    const files = { 'named.conf': `include "${path}";\n`, 'conf.d/sub.conf/x': '', 'conf.d/a.conf': 'options { };\n' };
    const site = await siteOf(files, { open: ['named.conf'] });
    const [{ severity, message }, ...more] = site.problems('named.conf', /include/);
    assert.deepEqual(more, []);
    assert.equal(severity, 'error');
    assert.match(message, /is a folder/, path);
  }
});
