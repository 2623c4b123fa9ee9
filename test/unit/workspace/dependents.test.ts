/** Zones that look into one another: which are checked again after what, and which of several answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameId, NameTable } from '../../../server/src/dns/names.ts';
import { LookUps } from '../../../server/src/workspace/lookUps.ts';
import type { Zone } from '../../../server/src/workspace/zone.ts';
import { ZoneModel } from '../../../server/src/zone/model.ts';
import { FOLDER, type Site, siteOf, TOP, uriOf } from './harness.ts';

const names = new NameTable();

function modelOf(apex: string): ZoneModel {
  return new ZoneModel(names, names.fromText(apex), true);
}

/** Whether a zone that looked up `name`, which `answer` held, is concerned. */
function isConcerned(
  name: string,
  answer: ZoneModel | undefined,
  changes: { changed?: ZoneModel[]; came?: ZoneModel[] },
): boolean {
  const lookUps = new LookUps(names);
  lookUps.add(names.fromText(name), answer);
  const at = (revision: number) => ({
    changed: new Map(changes.changed?.map((model) => [model, revision])),
    came: new Map(changes.came?.map((model) => [model, revision])),
    latest: revision,
  });
  const concerned = lookUps.concernedBy(at(8), 7);
  assert.equal(lookUps.concernedBy(at(7), 7), undefined, 'what happened before the look-ups does not concern them');
  if (concerned) assert.ok([...(changes.changed ?? []), ...(changes.came ?? [])].includes(concerned));
  lookUps.clear();
  assert.equal(lookUps.concernedBy(at(8), 7), undefined);
  return concerned !== undefined;
}

test('a look-up is concerned by the zone that answered it, and no other that changed', () => {
  const answer = modelOf('example.com');
  const other = modelOf('example.com');
  assert.equal(isConcerned('a.b.example.com', answer, { changed: [answer] }), true);
  assert.equal(isConcerned('a.b.example.com', answer, { changed: [other] }), false);
  assert.equal(isConcerned('a.b.example.com', undefined, { changed: [answer] }), false);
});

const CAME: readonly [name: string, came: string, concerned: boolean][] = [
  ['a.b.example.com', 'b.example.com', true],
  ['a.b.example.com', 'a.b.example.com', true],
  ['a.b.example.com', 'example.com', true],
  ['a.b.example.com', 'com', true],
  ['a.b.example.com', '.', true],
  ['a.b.example.com', 'c.a.b.example.com', false],
  ['a.b.example.com', 'example.net', false],
  ['a.b.example.com', 'net', true],
  ['.', '.', true],
  ['.', 'a.b', false],
];
for (const [name, came, concerned] of CAME) {
  test(`a look-up of ${name} is ${concerned ? '' : 'not '}concerned by a zone ${came} that came`, () => {
    assert.equal(isConcerned(name, undefined, { came: [modelOf(came)] }), concerned);
    assert.equal(isConcerned(name, modelOf('example.org'), { came: [modelOf(came)] }), concerned);
  });
}

test('what is no name was not looked up', () => {
  const lookUps = new LookUps(names);
  for (const none of [-1, -2, -3] as NameId[]) lookUps.add(none, modelOf('example.com'));
  assert.equal(
    lookUps.concernedBy({ changed: new Map(), came: new Map([[modelOf('.'), 1]]), latest: 1 }, 0),
    undefined,
  );
});

const FORWARD = `${TOP}www A 192.0.2.80\n`;
const REVERSE = `$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n@ NS ns2.example.com.\n1 PTR ns1.example.com.\n80 PTR www.example.com.\n`;
const MISMATCH = /ptr-mismatch/;
const BOTH = { 'db.example.com': FORWARD, 'db.192.0.2': REVERSE };

function mismatches(site: Site): string[] {
  return ['db.example.com', 'db.192.0.2'].flatMap((path) =>
    site.problems(path, MISMATCH).map(({ rule, start }) => {
      const buffer = site.workspace.bufferOf(uriOf(path))!;
      return `${path} ${rule} ${buffer.positionAt(start).line}`;
    }),
  );
}

test('a forward and a reverse zone are compared again when one of them is edited', async () => {
  const site = await siteOf(BOTH, { open: Object.keys(BOTH) });
  assert.deepEqual(mismatches(site), []);
  await site.edit('db.example.com', 'www A', 'web A');
  assert.deepEqual(mismatches(site), ['db.example.com zone/address-ptr-mismatch 8', 'db.192.0.2 zone/ptr-mismatch 5']);
  await site.edit('db.192.0.2', 'www.example.com.', 'web.example.com.');
  assert.deepEqual(mismatches(site), []);
});

test('a zone that comes is compared with those that are there, and one that goes no longer', async () => {
  for (const [first, second] of [
    ['db.example.com', 'db.192.0.2'],
    ['db.192.0.2', 'db.example.com'],
  ]) {
    const site = await siteOf({ ...BOTH, 'db.example.com': FORWARD.replace('www', 'web') }, { open: [first] });
    assert.deepEqual(mismatches(site), [], 'one alone');
    site.open(second);
    await site.workspace.settle();
    assert.equal(mismatches(site).length, 2, 'both');
    site.workspace.close(uriOf(second));
    await site.workspace.settle();
    assert.deepEqual(mismatches(site), [], 'one again');
  }
});

test('a zone that comes and knows better than the one that answered is asked', async () => {
  const files = {
    'db.192.0.2': REVERSE.replace('www.example.com.', 'www.sub.example.com.'),
    'db.example.com': `${FORWARD}www.sub A 192.0.2.80\n`,
    'db.sub.example.com': `${TOP}www A 192.0.2.99\n`,
  };
  const site = await siteOf(files, { open: ['db.192.0.2', 'db.example.com'] });
  assert.deepEqual(site.problems('db.192.0.2', MISMATCH), []);
  site.open('db.sub.example.com');
  await site.workspace.settle();
  assert.equal(site.problems('db.192.0.2', MISMATCH).length, 1);
  site.workspace.close(uriOf('db.sub.example.com'));
  await site.workspace.settle();
  assert.deepEqual(site.problems('db.192.0.2', MISMATCH), []);
});

test('a zone that takes the place of another one by an edit of its origin', async () => {
  const site = await siteOf(
    { ...BOTH, 'db.example.com': `; zone: example.com\n${FORWARD.replace('www', 'web')}` },
    { open: Object.keys(BOTH) },
  );
  assert.equal(site.problems('db.192.0.2', MISMATCH).length, 1);
  await site.edit('db.example.com', 'zone: example.com', 'zone: example.net');
  assert.deepEqual(site.problems('db.192.0.2', MISMATCH), []);
  await site.edit('db.example.com', 'zone: example.net', 'zone: example.com');
  assert.equal(site.problems('db.192.0.2', MISMATCH).length, 1);
});

test('a zone that becomes part of another one is no longer asked, and is again when the include goes', async () => {
  const site = await siteOf(
    {
      'db.192.0.2': REVERSE,
      'db.example.com': FORWARD.replace('www', 'web'),
      'db.example.org': TOP,
    },
    { open: ['db.192.0.2', 'db.example.com', 'db.example.org'] },
  );
  assert.equal(site.problems('db.192.0.2', MISMATCH).length, 1);
  await site.edit('db.example.org', '$TTL', '$INCLUDE db.example.com\n$TTL');
  assert.deepEqual(site.problems('db.192.0.2', MISMATCH), []);
  // What it looks up changes while it is part of another zone.
  await site.edit('db.192.0.2', 'www.example.com.', 'web.example.com.');
  await site.edit('db.example.org', '$INCLUDE db.example.com\n', '');
  assert.deepEqual(mismatches(site), []);
});

const VIEWS = `view "a" { zone "example.com" { type primary; file "a"; }; zone "2.0.192.in-addr.arpa" { type primary; file "ra"; }; };
view "b" { zone "example.com" { type primary; file "b"; }; zone "2.0.192.in-addr.arpa" { type primary; file "rb"; }; };
view "c" { zone "2.0.192.in-addr.arpa" { type primary; file "rc"; }; };
`;

test('a zone asks the one in its own view, else the first', async () => {
  const site = await siteOf(
    { 'named.conf': VIEWS, a: FORWARD, b: FORWARD.replace('www', 'web'), ra: REVERSE, rb: REVERSE, rc: REVERSE },
    { open: ['named.conf', 'a', 'b'] },
  );
  const told = (): string[] =>
    ['ra', 'rb', 'rc'].filter((path) => site.problems(path, /zone\/ptr-mismatch/).length > 0);
  assert.deepEqual(told(), ['rb']);
  await site.edit('a', 'www', 'web');
  assert.deepEqual(told(), ['ra', 'rb', 'rc']);
  await site.edit('b', 'web', 'www');
  assert.deepEqual(told(), ['ra', 'rc']);
  // The other order: another one is the first.
  const [viewA, viewB, viewC] = VIEWS.split('\n');
  await site.edit('named.conf', VIEWS, `${viewB}\n${viewA}\n${viewC}\n`);
  assert.deepEqual(told(), ['ra']);
  const { workspace } = site;
  const fileOf = (zone: Zone | undefined): string | undefined => zone?.options.uri.slice(FOLDER.length + 1);
  const name = workspace.names.fromText('x.www.example.com.');
  assert.deepEqual(
    ['a', 'b', 'c', ''].map((view) => {
      const asker = workspace.zones.find((zone) => zone.options.view === view);
      return fileOf(workspace.zoneHolding(name, asker));
    }),
    ['a', 'b', 'b', 'b'],
  );
  assert.equal(workspace.zoneHolding(workspace.names.fromText('example.org.')), undefined);
});

test('hints of the root answer for no name', async () => {
  const files = {
    'named.conf':
      'zone "." { type hint; file "roots"; };\nzone "example.com" { type primary; file "db.example.com"; };\n',
    roots: '. NS a.root-servers.net.\na.root-servers.net. A 198.41.0.4\n',
    'db.example.com': `${TOP}@ MX 10 mail.\nmail A 192.0.2.25\n`,
  };
  const site = await siteOf(files);
  assert.equal(site.problems('db.example.com', /dot-too-many/).length, 1);
  const { workspace } = site;
  assert.equal(workspace.zoneHolding(workspace.names.fromText('mail.')), undefined);
  // A root zone of one's own does.
  await site.write('named.conf', files['named.conf'].replace('type hint', 'type primary'));
  assert.deepEqual(site.problems('db.example.com', /dot-too-many/), []);
});

test('which of two zones of one apex answers does not depend on which was opened first', async () => {
  const files = { ...BOTH, 'b.example.com.zone': FORWARD.replace('www', 'web') };
  const said = async (open: readonly string[]): Promise<string[]> => {
    const site = await siteOf(files, { open });
    return [...site.workspace.problems()]
      .flatMap(([uri, problems]) => problems.map(({ rule, start }) => `${uri} ${rule} ${start}`))
      .sort();
  };
  const paths = Object.keys(files);
  assert.deepEqual(await said(paths), await said([...paths].reverse()));
});

/** How often the rules ran over the owners of a zone. */
function ownerRules(site: Site, path: string): number {
  return [...site.workspace.zones].find(({ options }) => options.uri === uriOf(path))!.work.ownerRules;
}

test('a zone that looked into no other is not checked again', async () => {
  const site = await siteOf(
    { ...BOTH, 'db.example.org': TOP.replace(/192\.0\.2/, '203.0.113') },
    { open: [...Object.keys(BOTH), 'db.example.org'] },
  );
  const before = ['db.example.com', 'db.example.org'].map((path) => ownerRules(site, path));
  await site.edit('db.192.0.2', '80 PTR', '81 PTR');
  const after = ['db.example.com', 'db.example.org'].map((path) => ownerRules(site, path));
  assert.ok(after[0] > before[0]);
  assert.equal(after[1], before[1]);
});

test('large zones are not compared again, which is logged once; the command line compares them', async () => {
  const hosts = Array.from({ length: 50_001 }, (_, i) => `h${i} TXT x\n`).join('');
  for (const withoutLimits of [false, true]) {
    const log: string[] = [];
    const site = await siteOf(
      { ...BOTH, 'db.example.com': `${FORWARD}${hosts}` },
      { open: Object.keys(BOTH), log: (line) => log.push(line), withoutLimits },
    );
    log.length = 0;
    await site.edit('db.192.0.2', 'www.example.com.', 'web.example.com.');
    await site.edit('db.192.0.2', 'web.example.com.', 'wub.example.com.');
    assert.equal(site.problems('db.example.com', MISMATCH).length, withoutLimits ? 1 : 0);
    assert.deepEqual(
      log.map((line) => line.slice(0, 30)),
      withoutLimits ? [] : ['Zones of more than 50000 recor'],
    );
  }
});

test('at the start each zone is checked once, however many look into one another', async () => {
  const conf = `zone "example.com" { type primary; file "a"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "r"; };\n`;
  const site = await siteOf({ 'named.conf': conf, a: FORWARD, r: REVERSE.replace('www', 'web') });
  assert.equal(site.problems('r', MISMATCH).length, 1);
  // The rules about a zone run once in each check.
  const counts = (): number[] => [...site.workspace.zones].map((zone) => zone.work.zoneRules);
  const once = counts();
  for (const zone of site.workspace.zones) {
    zone.checkAnew();
    while (zone.step());
  }
  assert.deepEqual(
    counts(),
    once.map((count) => 2 * count),
  );
});

const forward = (site: string): string =>
  `; zone: corp.example.net\n$TTL 1h\n@ SOA ns1 h 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 10.${site}.0.1\nhost A 10.${site}.0.5\n`;
const reverse = (site: string): string =>
  `; zone: 0.${site}.10.in-addr.arpa\n$TTL 1h\n@ SOA ns1.corp.example.net. h.corp.example.net. 1 2h 1h 2w 1h\n@ NS ns1.corp.example.net.\n1 PTR ns1.corp.example.net.\n5 PTR host.corp.example.net.\n`;

test('of the copies of a zone the nearest one is compared, and none where that is not clear', async () => {
  const files = {
    'a/f.zone': forward('1'),
    'a/r.rev': reverse('1'),
    'b/f.zone': forward('2'),
    'b/r.rev': reverse('2'),
  };
  const site = await siteOf(files, { open: Object.keys(files) });
  const told = (path: string): number => site.problems(path, /ptr-mismatch/).length;
  assert.deepEqual(Object.keys(files).map(told), [0, 0, 0, 0]);
  await site.edit('b/f.zone', 'host A 10.2.0.5', 'host A 10.2.0.6');
  assert.deepEqual(Object.keys(files).map(told), [0, 0, 0, 1]);
  await site.edit('b/f.zone', 'host A 10.2.0.6', 'host A 10.2.0.5');
  const more = { 'b/copy.zone': forward('3'), 'c/r.rev': reverse('9') };
  for (const [path, text] of Object.entries(more)) {
    await site.write(path, text);
    site.open(path);
  }
  await site.workspace.settle();
  assert.equal(told('b/r.rev'), 0, 'two in one folder');
  assert.equal(told('c/r.rev'), 0, 'as near to all');
  site.workspace.close(uriOf('b/copy.zone'));
  site.workspace.close(uriOf('a/f.zone'));
  await site.write('b/copy.zone', undefined);
  await site.write('a/f.zone', undefined);
  assert.equal(told('c/r.rev'), 2, 'the only one that is left');
});

test('of the copies of a zone the one of the same configuration is compared', async () => {
  const conf = (site: string): string =>
    `zone "corp.example.net" { type primary; file "f.zone"; };\nzone "0.${site}.10.in-addr.arpa" { type primary; file "r.rev"; };\n`;
  const site = await siteOf({
    'a/named.conf': conf('1'),
    'a/f.zone': forward('1'),
    'a/r.rev': reverse('1'),
    'b/named.conf': conf('2'),
    'b/f.zone': forward('2'),
    'b/r.rev': reverse('2'),
  });
  assert.deepEqual(
    ['a/f.zone', 'a/r.rev', 'b/f.zone', 'b/r.rev'].map((path) => site.problems(path, /ptr-mismatch/).length),
    [0, 0, 0, 0],
  );
});
