/** The origin of a zone file that no configuration loads: each thing that says it, and which of them comes first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../server/src/dns/names.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { kindOf, originOf, originOfFileName } from '../../../server/src/workspace/origin.ts';
import { siteOf, TOP, uriOf } from './harness.ts';

const names = new NameTable();

/** `source name` */
function originText(file: string, text: string, target?: number): string {
  const { name, source } = originOf(`file:///w/${file}`, new TextBuffer(text, target), names);
  return source === 'unknown' ? source : `${source} ${names.text(name)}`;
}

const COMMENT = '; zone: comment.example';
const SOA = 'soa.example. 3600 IN SOA ns1 host 1 2 3 4 5';
const DIRECTIVE = '$ORIGIN directive.example.';

const CASES: readonly [what: string, file: string, lines: readonly string[], origin: string][] = [
  ['a comment is first', 'db.file.example', [DIRECTIVE, COMMENT, SOA], 'comment comment.example.'],
  ['the owner of the SOA is second', 'db.file.example', [DIRECTIVE, SOA], 'soa soa.example.'],
  ['a directive is third', 'db.file.example', [DIRECTIVE, '@ SOA ns1 host 1 2 3 4 5'], 'soa directive.example.'],
  ['a directive without an SOA', 'db.file.example', [DIRECTIVE, 'www A 192.0.2.1'], 'directive directive.example.'],
  ['the first directive', 'db.file.example', [DIRECTIVE, '$ORIGIN other.example.'], 'directive directive.example.'],
  ['the name of the file is last', 'db.file.example', ['@ SOA ns1 host 1 2 3 4 5'], 'file-name file.example.'],
  ['nothing says it', 'zone', ['@ SOA ns1 host 1 2 3 4 5'], 'unknown'],
  ['an empty file', 'zone', [], 'unknown'],
  ['a relative directive says nothing', 'zone', ['$ORIGIN sub', 'www A 192.0.2.1'], 'unknown'],
  ['an absolute one behind a relative one', 'zone', ['$ORIGIN sub', DIRECTIVE], 'directive directive.example.'],
  [
    'that names are complete says nothing',
    'db.file.example',
    ['$ORIGIN .', 'a.example. A 192.0.2.1'],
    'file-name file.example.',
  ],
  ['an SOA at the root', 'zone', ['. SOA ns1. host. 1 2 3 4 5'], 'soa .'],
  ['a directive behind the SOA', 'zone', ['@ SOA ns1 host 1 2 3 4 5', DIRECTIVE], 'unknown'],
  ['a directive before a relative SOA', 'zone', ['$ORIGIN sub', '@ SOA ns1 host 1 2 3 4 5', DIRECTIVE], 'unknown'],
  ['no name in the comment', 'db.file.example', ['; zone: a..b', 'www A 192.0.2.1'], 'file-name file.example.'],
  [
    'more words in the comment',
    'db.file.example',
    ['; zone: the one of us', 'www A 192.0.2.1'],
    'file-name file.example.',
  ],
  ['a comment with more semicolons and capitals', 'zone', [';; Zone: comment.example'], 'comment comment.example.'],
  ['a comment behind a record', 'zone', ['www A 192.0.2.1 ; zone: comment.example'], 'unknown'],
];
for (const [what, file, lines, origin] of CASES) {
  for (const end of ['\n', '\r\n']) {
    test(`${what} (line ends ${JSON.stringify(end)})`, () => {
      assert.equal(originText(file, lines.map((line) => `${line}${end}`).join('')), origin);
    });
  }
}

test('a comment counts in the first ten lines', () => {
  const line = '; more\n';
  assert.equal(originText('zone', `${line.repeat(9)}${COMMENT}\n`), 'comment comment.example.');
  assert.equal(originText('zone', `${line.repeat(10)}${COMMENT}\n`), 'unknown');
});

test('an edit of what says the origin is noticed, with a record that runs over chunks as well', () => {
  const text = 'soa.example. SOA ns1 host ( 1 ; one\n 2 3\n 4 5 )\n';
  assert.equal(originText('zone', text, 10), 'soa soa.example.');
  const buffer = new TextBuffer(text, 10);
  assert.equal(names.text(originOf('file:///w/zone', buffer, names).name), 'soa.example.');
  buffer.replace(0, 3, 'new');
  assert.equal(names.text(originOf('file:///w/zone', buffer, names).name), 'new.example.');
  const other = new NameTable();
  assert.equal(other.text(originOf('file:///w/zone', buffer, other).name), 'new.example.');
});

test('what a file is does not depend on edits before', () => {
  const comments = '; nothing that says anything\n'.repeat(900);
  for (const said of [SOA, DIRECTIVE, '$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR a.example.']) {
    const text = `${comments}${said}\n`;
    const whole = originText('db.file.example', text);
    const buffer = new TextBuffer(text);
    for (let edit = 0; edit < 20; edit++) {
      buffer.replace(0, 0, ';x\n');
      buffer.replace(0, 3, '');
    }
    assert.equal(names.text(originOf('file:///w/db.file.example', buffer, names).name), whole.split(' ')[1]);
  }
});

const FILE_NAMES: readonly [name: string, origin: string | undefined][] = [
  ['db.example.com', 'example.com'],
  ['example.com.zone', 'example.com'],
  ['example.com.zone.signed', 'example.com'],
  ['pri.example.com', 'example.com'],
  ['db.example.com.db', 'example.com'],
  ['example.com', undefined],
  ['db.example', undefined],
  ['local.zone', undefined],
  ['example.com.txt', 'example.com'],
  ['master_example.com', 'example.com'],
  ['db.a..b', undefined],
  ['db.-a.example', undefined],
  ['db.example.com-', undefined],
  ['db._tcp.example.com', '_tcp.example.com'],
  [`db.${'a'.repeat(64)}.example`, undefined],
  ['2.0.192.in-addr.arpa', '2.0.192.in-addr.arpa'],
  ['db.2.0.192.in-addr.arpa', '2.0.192.in-addr.arpa'],
  ['named.root', '.'],
  ['root.hints', '.'],
  ['db.cache', '.'],
  ['db.192.0.2', '2.0.192.in-addr.arpa'],
  ['db.2.0.192', '2.0.192.in-addr.arpa'],
  ['db.10', '10.in-addr.arpa'],
  ['db.127', '127.in-addr.arpa'],
  ['db.255', '255.in-addr.arpa'],
  ['db.0', '0.in-addr.arpa'],
  ['db.11', undefined],
  ['db.192.168.1', '1.168.192.in-addr.arpa'],
  ['db.1.168.192', '1.168.192.in-addr.arpa'],
  ['db.16.172', '16.172.in-addr.arpa'],
  ['db.172.16', '16.172.in-addr.arpa'],
  ['db.0.0.10', '0.0.10.in-addr.arpa'],
  ['192.0.2.rev', '2.0.192.in-addr.arpa'],
  ['192.0.2.1.rev', '1.2.0.192.in-addr.arpa'],
  ['192.0.2.256.rev', '192.0.2.256'],
  ['2001:db8.rev', '8.b.d.0.1.0.0.2.ip6.arpa'],
  ['2001:db8::.rev', '8.b.d.0.1.0.0.2.ip6.arpa'],
  ['2001.db8.rev', '8.b.d.0.1.0.0.2.ip6.arpa'],
  ['fd00.1.rev', '1.0.0.0.0.0.d.f.ip6.arpa'],
  ['fe80:0.rev', '0.0.0.0.0.8.e.f.ip6.arpa'],
  ['fa00.1.rev', 'fa00.1'],
  ['3001.db8.rev', '3001.db8'],
  ['2001:db8:1:2:3:4:5:6.rev', `${[...'20010db8000100020003000400050006'].reverse().join('.')}.ip6.arpa`],
  ['2001:db8:1:2:3:4:5:6:7.rev', undefined],
  ['2001:.rev', undefined],
  ['2001:dbg.rev', undefined],
  ['2001:db812.rev', undefined],
];
for (const [name, origin] of FILE_NAMES) {
  test(`the name of the file ${name}`, () => {
    assert.equal(originOfFileName(name), origin);
  });
}

test('an origin set by hand comes before all that the file says', async () => {
  const text = `${COMMENT}\n${TOP}`;
  const originIn = async (set: string | undefined): Promise<string> => {
    const site = await siteOf(
      { 'db.file.example': text },
      {
        open: ['db.file.example'],
        settings: { origins: set === undefined ? {} : { [uriOf('db.file.example')]: set } },
      },
    );
    const [{ options, model }] = site.workspace.zones;
    return `${options.source} ${model.names.text(model.apex)}`;
  };
  assert.equal(await originIn('set.example'), 'set set.example.');
  assert.equal(await originIn('a..b'), 'comment comment.example.');
  assert.equal(await originIn(undefined), 'comment comment.example.');
});

test('a configuration comes before an origin set by hand', async () => {
  const site = await siteOf(
    { 'named.conf': 'zone "conf.example" { type primary; file "z"; };', z: TOP },
    { open: ['z'], settings: { origins: { [uriOf('z')]: 'set.example' } } },
  );
  assert.deepEqual(site.zones(), ['conf.example.  z']);
});

test('the origin changes with what says it, and where it comes from with it', async () => {
  const site = await siteOf({ 'db.file.example': `; zone: one.example\n${TOP}` }, { open: ['db.file.example'] });
  const origin = (): string => {
    const [{ options, model }] = site.workspace.zones;
    return `${options.source} ${model.names.text(model.apex)}`;
  };
  assert.equal(origin(), 'comment one.example.');
  await site.edit('db.file.example', 'one.example', 'two.example');
  assert.equal(origin(), 'comment two.example.');
  await site.edit('db.file.example', '; zone: two.example', '$ORIGIN two.example.');
  assert.equal(origin(), 'soa two.example.');
  await site.edit('db.file.example', '$ORIGIN two.example.\n', '');
  assert.equal(origin(), 'file-name file.example.');
});

test('a file of PTR records is no forward zone, whatever it is called', async () => {
  const head = '$TTL 3600\n@ SOA ns1.example.com. h.example.com. 1 7200 900 1209600 3600\n@ NS ns1.lab.example.com.\n';
  const sourceOf = async (name: string, text: string): Promise<string> => {
    const site = await siteOf({ [name]: text }, { open: [name] });
    const [{ options }] = site.workspace.zones;
    return options.source;
  };
  assert.equal(await sourceOf('lab.example.com.zone', `${head}10 PTR www.example.com.\n`), 'unknown');
  assert.equal(await sourceOf('lab.example.com.zone', `${head}www A 192.0.2.1\n`), 'file-name');
  assert.equal(await sourceOf('db.192.0.2', `${head}10 PTR www.example.com.\n`), 'file-name');
});

test('what depends on an origin that is guessed from the name of the file is no error, and nothing is outside of it', async () => {
  const text = `$TTL 3600\n@ SOA ns1.example.com. h.example.com. 1 7200 900 1209600 3600\n@ NS ns1.lab.example.com.\nns1.example.com. A 192.0.2.1\n`;
  const rules = async (origin?: string): Promise<string[]> => {
    const settings = origin === undefined ? {} : { origins: { [uriOf('lab.example.com.zone')]: origin } };
    const site = await siteOf({ 'lab.example.com.zone': text }, { open: ['lab.example.com.zone'], settings });
    return site
      .problems('lab.example.com.zone', /out-of-zone|ns-no-address/)
      .map(({ rule, severity }) => `${rule} ${severity}`);
  };
  assert.deepEqual(await rules(), ['zone/ns-no-address information']);
  assert.deepEqual((await rules('lab.example.com')).sort(), ['zone/ns-no-address error', 'zone/out-of-zone warning']);
});

const HINTS = '. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n';

test('hints of the root are known by what they hold', async () => {
  assert.equal(originText('root.cache', HINTS), 'hints .');
  assert.equal(originText('x', '. NS ns.intra.example.\nns.intra.example. A 10.0.0.1\n'), 'hints .');
  assert.equal(originText('x', `${HINTS}. SOA a b 1 2 3 4 5\n`), 'soa .');
  assert.equal(originText('x', `${HINTS}www A 192.0.2.1\nx TXT a\n`), 'unknown');
  assert.equal(originText('x', 'a.example. A 192.0.2.1\n'), 'unknown');
  const site = await siteOf({ 'root.cache': HINTS }, { open: ['root.cache'] });
  assert.deepEqual(site.marked('root.cache'), []);
  await site.edit('root.cache', '. 3600000 NS', '. 3600000 SOA a b 1 1h 1h 2w 1h\n. 3600000 NS');
  assert.equal([...site.workspace.zones][0].options.settings.type, 'primary');
});

test('the class of the SOA is the class of the zone', async () => {
  const classOf = (text: string): number => kindOf(new TextBuffer(text), names).zoneClass;
  assert.deepEqual(
    ['@ CH SOA a b 1 2 3 4 5', '@ SOA a b 1 2 3 4 5', '@ HS SOA a b 1 2 3 4 5', ''].map(classOf),
    [3, 1, 4, 1],
  );
  const chaos =
    '; zone: bind\n$TTL 1h\n@ CH SOA ns.example. host.example. 1 2h 1h 2w 1h\n@ CH NS ns.example.\nversion CH TXT "x"\n';
  const site = await siteOf({ 'a.zone': chaos }, { open: ['a.zone'] });
  assert.deepEqual(site.marked('a.zone', /class/), []);
  await site.edit('a.zone', 'version CH', 'version IN');
  assert.deepEqual(site.marked('a.zone', /class/).length, 1);
  await site.edit('a.zone', '@ CH SOA', '@ IN SOA');
  assert.equal(site.marked('a.zone', /class/).length, 1, 'the NS record');
});

test('what says the origin is found however the text is cut into chunks', () => {
  const text = `; ${'comment '.repeat(2000)}\n@ CH SOA a b 1 2 3 4 5\n$ORIGIN late.example.\n`;
  for (const target of [64, 1024, 65_536]) {
    assert.equal(originText('x', text, target), 'unknown');
    assert.equal(originText('x', text.replace('@', 'late.example.'), target), 'soa late.example.');
    assert.equal(kindOf(new TextBuffer(text, target), names).zoneClass, 3);
  }
});

test('a $ORIGIN that lost its dot is told where the rest of the zone is not known', async () => {
  const text =
    '$ORIGIN example.com\n$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.net.\n';
  const site = await siteOf({ 'example.com.zone': text }, { open: ['example.com.zone'] });
  assert.deepEqual(
    site.problems('example.com.zone').map(({ rule, severity }) => `${rule} ${severity}`),
    ['zone/lost-dot warning'],
  );
});

test('a version and no server of its own tell a catalog, a version and a real server do not', () => {
  const kind = (server: string): unknown =>
    kindOf(new TextBuffer(`@ SOA . . 1 2 3 4 5\n@ NS ${server}\nversion TXT "2"\na.zones PTR one.example.\n`), names);
  assert.notDeepEqual(kind('invalid.'), kind('ns1.example.'));
  assert.deepEqual(kind('ns2.example.'), kind('ns1.example.'));
});
