import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneDeclaration, zoneDefinition } from '../../../../server/src/services/zone/definition.ts';
import { zoneHighlights } from '../../../../server/src/services/zone/highlights.ts';
import { zoneLinks } from '../../../../server/src/services/zone/links.ts';
import { zoneReferences } from '../../../../server/src/services/zone/references.ts';
import { zonePrepareRename } from '../../../../server/src/services/zone/rename.ts';
import { zoneSelections } from '../../../../server/src/services/zone/selections.ts';
import { zoneWorkspaceSymbols } from '../../../../server/src/services/zone/workspaceSymbols.ts';
import { finish } from '../../../../server/src/steps.ts';
import { ODD, openScene, placesText, uri } from './navigationHarness.ts';

const SOA = '$TTL 1d\n@ SOA ns1 host.master 1 2 3 4 5\n';
const CONF =
  'zone "example.com" { type primary; file "db.a"; };\nzone "sub.example.com" { type primary; file "db.b"; };\n';

/** A configuration with the zones example.com (db.a) and sub.example.com (db.b). */
function two(a: string, b = SOA, others: Record<string, string> = {}): Record<string, string> {
  return { 'named.conf': CONF, 'db.a': a, 'db.b': b, ...others };
}

const DEFINITIONS: readonly { readonly what: string; readonly files: Record<string, string> }[] = [
  {
    what: 'a target in the zone',
    files: two(`${SOA}@ MX 10 ma$0il\n«mail» A 192.0.2.1\n AAAA ::1\nwww A 192.0.2.2\n`),
  },
  {
    what: 'an owner, at every place where it is written',
    files: two(`${SOA}«w$0» A 192.0.2.1\nv A 192.0.2.2\n«W.example.com.» AAAA ::1\n`),
  },
  { what: 'an owner from the record before', files: two(`${SOA}«w» A 192.0.2.1\n$0  AAAA ::1\n`) },
  {
    what: 'an absolute target in another zone',
    files: two(`${SOA}@ MX 10 www.sub.example.com$0.\n`, `${SOA}«www» A 192.0.2.1\n`),
  },
  {
    what: 'a target from another zone',
    files: two(`${SOA}«mail» A 192.0.2.1\n`, `${SOA}@ MX 10 mail.exa$0mple.com.\n`),
  },
  {
    what: 'a delegation and the child zone',
    files: two(`${SOA}«su$0b» NS ns1.sub\n`, '$TTL 1\n«@» SOA a b 1 2 3 4 5\n'),
  },
  {
    what: 'glue, and the same name in the child',
    files: two(`${SOA}sub NS ns$01.sub\n«ns1.sub» A 192.0.2.1\n`, `${SOA}«ns1» A 192.0.2.1\n`),
  },
  {
    what: 'a name in an included file',
    files: two(`${SOA}@ MX 10 ma$0il.x\n$INCLUDE inc x\n`, SOA, { inc: '«mail» A 192.0.2.1\n' }),
  },
  {
    what: 'a name in the including file',
    files: two(`${SOA}$INCLUDE inc\n«mail» A 192.0.2.1\n`, SOA, { inc: '@ MX 10 m$0ail\n' }),
  },
  { what: 'an included file', files: two(`${SOA}$INCLUDE in$0c x\n`, SOA, { inc: '«»mail A 192.0.2.1\n' }) },
  {
    what: 'an included file, from the directive',
    files: two(`${SOA}$INC$0LUDE inc\n`, SOA, { inc: '«»mail A 192.0.2.1\n' }),
  },
  { what: 'the origin of an include', files: two(`${SOA}$INCLUDE inc x$0\n«x» A 192.0.2.1\n`, SOA, { inc: '' }) },
  { what: 'a record that a directive makes', files: two(`${SOA}@ MX 10 h$02\n«$GENERATE 1-3 h$ A 192.0.2.$»\n`) },
  { what: 'the wildcard where nothing else answers', files: two(`${SOA}@ MX 10 ma$0il\n«*» A 192.0.2.1\n`) },
  { what: 'a mailbox', files: two(`${SOA}@ RP pers$0on txt\n«person» TXT x\n`) },
  { what: 'the second name of a record', files: two(`${SOA}@ RP person tx$0t\n«txt» TXT x\n`) },
  { what: 'a name in quotes', files: two(`${SOA}@ MX 10 "ma$0il"\n«mail» A 192.0.2.1\n`) },
  {
    what: 'a signer',
    files: two(
      `$TTL 1\n«@» SOA a b 1 2 3 4 5\n@ RRSIG A 8 2 1 20300101000000 20200101000000 1 exam$0ple.com. AAAA\n`.replace(
        '\n@ RRSIG',
        '\n RRSIG',
      ),
    ),
  },
  { what: 'nothing for an address', files: two(`${SOA}www A 192.0.$02.1\n`) },
  { what: 'nothing for a name in no zone', files: two(`${SOA}@ MX 10 mail.exa$0mple.net.\n`) },
  { what: 'nothing for the root', files: two(`${SOA}@ MX 0 $0.\n`) },
  { what: 'nothing for an include that is not there', files: two(`${SOA}$INCLUDE in$0c\n`) },
  { what: 'nothing in \\# data', files: two(`${SOA}@ NS \\# 2 00$000\n`) },
];

for (const { what, files } of DEFINITIONS) {
  test(`definition: ${what}`, async () => {
    const { workspace, zone, document, offset, marks } = await openScene(files);
    assert.deepEqual(placesText(workspace, zoneDefinition(zone, document, offset, workspace)), marks);
  });
}

test('definition: views keep to themselves', async () => {
  const conf = `view "in" { zone "example.com" { type primary; file "db.a"; }; zone "b" { type primary; file "db.b"; }; };
view "out" { zone "example.com" { type primary; file "db.c"; }; };\n`;
  const { workspace, zone, document, offset, marks } = await openScene({
    'named.conf': conf,
    'db.a': `${SOA}«www» A 192.0.2.1\n`,
    'db.b': `${SOA}@ CNAME www.exam$0ple.com.\n`,
    'db.c': `${SOA}www A 192.0.2.1\n`,
  });
  assert.deepEqual(placesText(workspace, zoneDefinition(zone, document, offset, workspace)), marks);
});

const DECLARATIONS: readonly {
  readonly what: string;
  readonly a: string;
  readonly b?: string;
  readonly zone: string | undefined;
}[] = [
  { what: '@', a: `$TTL 1\n$0@ SOA a b 1 2 3 4 5\n`, zone: 'example.com' },
  { what: 'the apex by its name', a: `${SOA}exam$0ple.com. A 192.0.2.1\n`, zone: 'example.com' },
  { what: 'a name in the zone', a: `${SOA}ww$0w A 192.0.2.1\n`, zone: 'example.com' },
  { what: 'a name of another zone', a: `${SOA}@ MX 10 www.s$0ub.example.com.\n`, zone: 'sub.example.com' },
  { what: 'a delegation', a: `${SOA}s$0ub NS ns\n`, zone: 'sub.example.com' },
  { what: 'no name at all', a: `${SOA}; a com$0ment\n`, zone: 'example.com' },
];

for (const { what, a, zone: wanted } of DECLARATIONS) {
  test(`declaration: ${what}`, async () => {
    const { workspace, zone, document, offset } = await openScene(two(a));
    const start = CONF.indexOf(`"${wanted}"`);
    const places = placesText(workspace, zoneDeclaration(zone, document, offset, workspace));
    assert.deepEqual(places, [`named.conf ${start}-${start + wanted!.length + 2} "${wanted}"`]);
  });
}

test('declaration: none where no configuration loads the zone', async () => {
  const { workspace, zone, document, offset } = await openScene({
    'db.a': `; zone: example.com\n${SOA}$0@ A 192.0.2.1\n`,
  });
  assert.deepEqual(zoneDeclaration(zone, document, offset, workspace), []);
});

const REFERENCES: readonly {
  readonly what: string;
  readonly files: Record<string, string>;
  readonly without?: true;
}[] = [
  {
    what: 'owners and names in RDATA, however they are spelled',
    files: two(
      `${SOA}«ma$0il» A 192.0.2.1\n AAAA ::1\n@ MX 10 «MAIL»\n@ MX 20 «mail.example.com.»\n$ORIGIN sub2\nx CNAME «mail.example.com.»\n$ORIGIN com.\ny CNAME «mail.example»\nother MX 1 mail2\n`,
      `${SOA}@ MX 10 «mail.example.com.»\nmail A 192.0.2.1\n`,
    ),
  },
  {
    what: 'all names of a record',
    files: two(
      `$TTL 1\n@ SOA «ns» «ns» 1 2 3 4 5\n@ RP «ns» «ns»\n@ NAPTR 1 1 S x "" «ns»\n@ MINFO a «ns»\nb NSEC «ns» A\nb RRSIG A 8 2 1 20300101000000 20200101000000 1 «ns» AAAA\n@ HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAQ== rvs «ns»\n@ IPSECKEY 10 3 2 «n$0s» AAAA\n@ A6 64 ::1 «ns»\n@ A6 128 «ns»\n`,
    ),
  },
  {
    what: 'no declarations where they are not wanted',
    files: two(`${SOA}ma$0il A 192.0.2.1\n@ MX 10 «mail»\n`),
    without: true,
  },
  {
    what: 'included files, each place once',
    files: two(`${SOA}$INCLUDE inc\n$INCLUDE inc\n@ MX 10 «ma$0il»\n`, SOA, { inc: '«mail» A 192.0.2.1\n' }),
  },
  {
    what: 'the line of a $GENERATE',
    files: two(`${SOA}@ MX 10 «h$02»\n«$GENERATE 1-3 h$ A 192.0.2.$»\n«$GENERATE 1-3 a$ CNAME h$»\n`),
  },
  {
    what: 'origins of directives',
    files: two(`${SOA}@ MX 10 «x$0»\n$ORIGIN «x»\n«@» A 192.0.2.1\n$INCLUDE inc «@»\n`, SOA, { inc: '' }),
  },
  { what: 'a broken line’s owner', files: two(`${SOA}@ MX 10 «x$0»\n«x» TIPE y\n`) },
];

for (const { what, files, without } of REFERENCES) {
  test(`references: ${what}`, async () => {
    const { workspace, zone, document, offset, marks } = await openScene(files);
    const { items, left } = finish(zoneReferences(zone, document, offset, !without, workspace));
    assert.deepEqual(placesText(workspace, items), marks);
    assert.equal(left, 0);
  });
}

test('references: the zone statement of an apex, in each view', async () => {
  const conf = `view a { zone «"example.com"» { type primary; file "db.a"; }; };\nview b { zone «"EXAMPLE.com."» { type primary; file "db.a"; }; };\n`;
  const { workspace, zone, document, offset, marks } = await openScene({
    'named.conf': conf,
    'db.a': `$TTL 1\n«$0@» SOA ns1 host 1 2 3 4 5\n`,
  });
  assert.deepEqual(placesText(workspace, finish(zoneReferences(zone, document, offset, true, workspace)).items), marks);
});

test('references: above the limit it is said how many are left out', async () => {
  const lines = Array.from({ length: 10_100 }, (_, i) => `h${i} CNAME mail\n`).join('');
  const { workspace, zone, document, offset } = await openScene({
    'db.example.com': `${SOA}$0mail A 192.0.2.1\n${lines}`,
  });
  const { items, left } = finish(zoneReferences(zone, document, offset, true, workspace));
  assert.deepEqual([items.length, left], [10_000, 101]);
});

test('highlights: the same name whatever its spelling, owners as writes', async () => {
  const { workspace, zone, document, offset, marks } = await openScene(
    two(
      `${SOA}@ MX 10 «ma$0il»\n«mail» A 192.0.2.1\n«MAIL.example.com.» AAAA ::1\nx CNAME «mail.example.com.»\nmail2 A 192.0.2.1\n$GENERATE 1-2 mail CNAME x$\n`,
    ),
  );
  const { items } = finish(zoneHighlights(zone, document, offset));
  assert.deepEqual(
    placesText(
      workspace,
      items.map(({ range }) => ({ uri: document.uri, range })),
    ),
    marks,
  );
  assert.deepEqual(
    items.map(({ kind }) => kind),
    [2, 3, 3, 2],
  );
});

test('highlights: none for an address', async () => {
  const { zone, document, offset } = await openScene(two(`${SOA}x A 192.0.$02.1\ny A 192.0.2.1\n`));
  assert.deepEqual(finish(zoneHighlights(zone, document, offset)), { items: [], left: 0 });
});

test('links: the files of includes that are there', async () => {
  const { workspace, zone, document } = await openScene(
    two(`${SOA}$INCLUDE «inc» x\n$INCLUDE "«dir/in c»"\n$INCLUDE missing\n$0`, SOA, { inc: '', 'dir/in c': '' }),
  );
  const links = zoneLinks(zone, document);
  assert.deepEqual(
    links.map(({ target }) => target),
    [uri('inc'), uri('dir/in c')],
  );
  assert.deepEqual(
    placesText(
      workspace,
      links.map(({ range }) => ({ uri: document.uri, range })),
    ).map((place) => place.split(' ').slice(2).join(' ')),
    ['inc', 'dir/in c'],
  );
});

const SELECTIONS: readonly { readonly what: string; readonly text: string; readonly ranges: readonly string[] }[] = [
  {
    what: 'a word, the RDATA, the record, the owner’s records, the section',
    text: 'a A 192.0.2.1\n$ORIGIN x\nb MX 10 ma$0il\n TXT x\nc A 192.0.2.1\n$ORIGIN y\nd A 192.0.2.1\n',
    ranges: [
      'mail',
      '10 mail',
      'b MX 10 mail',
      'b MX 10 mail\n TXT x',
      '$ORIGIN x\nb MX 10 mail\n TXT x\nc A 192.0.2.1\n',
    ],
  },
  {
    what: 'a string with and without its quotes, all strings',
    text: 'b TXT "a b$0" "c"\n',
    ranges: ['a b', '"a b"', '"a b" "c"', 'b TXT "a b" "c"'],
  },
  { what: 'an owner', text: '$0b A 192.0.2.1\n', ranges: ['b', 'b A 192.0.2.1'] },
  { what: 'a comment behind a record', text: 'b A 192.0.2.1 ; a "b$0" c\nc A 192.0.2.1\n', ranges: ['; a "b" c'] },
  {
    what: 'a comment inside parentheses',
    text: 'b MX ( 10 ; on$0e\n mail )\n',
    ranges: ['; one', '10 ; one\n mail', 'b MX ( 10 ; one\n mail )'],
  },
  { what: 'a directive’s argument', text: '$TTL 1$0d\nb A 192.0.2.1\n', ranges: ['1d', '$TTL 1d'] },
  { what: 'an empty line', text: 'b A 192.0.2.1\n$0\n', ranges: [] },
];

for (const { what, text, ranges } of SELECTIONS) {
  test(`selection: ${what}`, async () => {
    const { workspace, zone, document, offset } = await openScene({ 'db.example.com': text });
    const [selection] = zoneSelections(zone, document, [offset]);
    const found: string[] = [];
    for (let at: typeof selection | undefined = selection; at; at = at.parent) {
      found.push(placesText(workspace, [{ uri: document.uri, range: at.range }])[0].replace(/^\S+ \S+ /, ''));
    }
    assert.deepEqual(found, [...ranges, document.buffer.text()]);
  });
}

test('workspace symbols: zones, and owners by how they begin', async () => {
  const { workspace } = await openScene(
    two(`${SOA}www A 192.0.2.1\n$0web A 192.0.2.1\nWWW2 A 192.0.2.1\n`, `${SOA}www A 192.0.2.1\n`),
  );
  const names = (query: string): string[] =>
    finish(zoneWorkspaceSymbols(query, workspace)).items.map(({ name }) => name);
  assert.deepEqual(names(''), ['example.com.', 'sub.example.com.']);
  assert.deepEqual(names('WWW').sort(), ['www.example.com.', 'www.sub.example.com.', 'www2.example.com.']);
  assert.deepEqual(names('www.ex'), ['www.example.com.']);
  assert.deepEqual(names('sub'), ['sub.example.com.']);
  assert.deepEqual(names('nothing'), []);
  const [symbol] = finish(zoneWorkspaceSymbols('web', workspace)).items;
  assert.deepEqual(placesText(workspace, [symbol.location])[0].replace(/ \S+ /, ' '), 'db.a web');
  assert.equal(symbol.containerName, 'example.com.');
});

test('workspace symbols: above the limit it is said how many are left out', async () => {
  const lines = Array.from({ length: 600 }, (_, i) => `host${i} A 192.0.2.1\n`).join('');
  const { workspace } = await openScene({ 'db.example.com': `; zone: example.com\n$0${lines}` });
  const { items, left } = finish(zoneWorkspaceSymbols('host', workspace));
  assert.deepEqual([items.length, left], [500, 100]);
});

test('no place in a file makes navigation throw', async () => {
  const { workspace, zone, document } = await openScene({ 'named.conf': CONF, 'db.a': `${ODD}$0`, 'db.b': SOA });
  for (let offset = 0; offset <= document.buffer.length; offset++) {
    zoneDefinition(zone, document, offset, workspace);
    zoneDeclaration(zone, document, offset, workspace);
    finish(zoneReferences(zone, document, offset, true, workspace));
    finish(zoneHighlights(zone, document, offset));
    finish(zonePrepareRename(zone, document, offset, workspace));
    const [selection] = zoneSelections(zone, document, [offset]);
    for (let at: typeof selection | undefined = selection; at?.parent; at = at.parent) {
      const inner = at.range;
      const outer = at.parent.range;
      assert.ok(document.buffer.offsetAt(outer.start) <= document.buffer.offsetAt(inner.start));
      assert.ok(document.buffer.offsetAt(outer.end) >= document.buffer.offsetAt(inner.end));
    }
  }
});

test('a zone whose name is not known can be navigated in', async () => {
  const { workspace, zone, document, offset, marks } = await openScene({
    'x.zone': `@ MX 10 ma$0il\n«mail» A 192.0.2.1\n`,
  });
  assert.equal(zone.model.originKnown, false);
  assert.deepEqual(placesText(workspace, zoneDefinition(zone, document, offset, workspace)), marks);
});
