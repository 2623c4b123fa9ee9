/** The workspace as it is asked: in steps, about a place, before a save; and what it says of its limits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { FOLDER, Site, siteOf, TOP, uriOf } from './harness.ts';

/** A zone of many small chunks. */
async function longSite(): Promise<Site> {
  const lines = Array.from({ length: 400 }, (_, i) => `h${i} A 192.0.2.${i % 250}\n`).join('');
  const site = new Site({ 'db.example.com': `${TOP}${lines}` });
  await site.workspace.setFolders([FOLDER]);
  site.open('db.example.com', 'zone', 40);
  return site;
}

test('work is done in steps until nothing is left, and edits come in between', async () => {
  const site = await longSite();
  const { workspace } = site;
  assert.equal(workspace.step(), false, 'nothing was begun');
  workspace.begin();
  let steps = 0;
  while (workspace.step()) steps++;
  assert.ok(steps > 200, `${steps}`);
  assert.equal(workspace.step(), false);
  const [zone] = workspace.zones;
  assert.deepEqual([zone.stage, zone.isTold], ['done', true]);
  site.replace('db.example.com', 'h399 A', 'last A');
  assert.equal(workspace.step(), false, 'an edit is taken up by begin');
  workspace.refresh();
  assert.equal(zone.model.hasOwner(workspace.names.fromText('last.example.com.')), true);
});

test('who asks about a place waits for little, and the place is read', async () => {
  const site = await longSite();
  const { workspace } = site;
  const uri = uriOf('db.example.com');
  const at = workspace.bufferOf(uri)!.text().indexOf('h300');
  const has = (name: string): boolean => {
    const [zone] = workspace.zones;
    return zone.model.hasOwner(workspace.names.fromText(`${name}.example.com.`));
  };
  workspace.look(uri, () => at);
  const [zone] = workspace.zones;
  assert.equal(zone.stage, 'reading');
  assert.deepEqual([has('h0'), has('h200'), has('h300')], [true, false, true]);
  workspace.look(uri);
  workspace.look();
  workspace.look(uriOf('gone'), () => 0);
  assert.equal(has('h200'), false);
  await workspace.settle();
  assert.equal(has('h200'), true);
  workspace.look(uri, () => assert.fail('all is read'));
});

test('before a save all is read, and not checked', async () => {
  const site = await longSite();
  const { workspace } = site;
  workspace.read(uriOf('db.example.com'));
  const [zone] = workspace.zones;
  assert.equal(zone.stage, 'read');
  assert.equal(zone.model.recordCount, 407);
  assert.equal(zone.isTold, false);
  assert.equal(zone.work.recordRules, 0);
});

test('settling lets others in after each step, and waits for them', async () => {
  const site = await longSite();
  let pauses = 0;
  let waited = 0;
  await site.workspace.settle(() => {
    pauses++;
    if (pauses % 50 !== 0) return undefined;
    return Promise.resolve().then(() => {
      waited++;
    });
  });
  assert.ok(pauses > 200);
  assert.equal(waited, Math.floor(pauses / 50));
});

test('a zone that the version before it is compared with again', async () => {
  let serial = 0;
  const site = await siteOf(
    { 'db.example.com': TOP },
    { open: ['db.example.com'], previous: () => (serial === 0 ? undefined : { serial, sameContent: false }) },
  );
  const told = (): number => site.problems('db.example.com', /serial/).length;
  const [zone] = site.workspace.zones;
  assert.equal(told(), 0);
  serial = 9;
  const { revision } = zone;
  site.workspace.previousChanged(uriOf('db.example.com'), 'saved');
  assert.equal(told(), 1);
  assert.ok(zone.revision > revision);
  serial = 0;
  site.workspace.previousChanged(uriOf('db.example.com'), 'committed');
  assert.equal(told(), 0);
  assert.equal(zone.context.settings.previous, undefined);
});

test('the content of a zone is the same for the same records, whenever it is asked', async () => {
  const contents: unknown[] = [];
  for (const previous of [undefined, () => undefined]) {
    const site = await siteOf(
      { 'db.example.com': `${TOP}$INCLUDE more\n`, more: 'a A 192.0.2.3\n' },
      { open: ['db.example.com'], ...(previous ? { previous } : {}) },
    );
    const [zone] = site.workspace.zones;
    const before = zone.content;
    await site.edit('db.example.com', 'ns1 A 192.0.2.1', 'ns1 A 192.0.2.77');
    const between = zone.content;
    assert.notDeepEqual(between, before);
    await site.edit('db.example.com', 'ns1 A 192.0.2.77', 'ns1   A 192.0.2.1');
    assert.deepEqual(zone.content, before);
    await site.edit('db.example.com', '$INCLUDE more\n', '');
    assert.notDeepEqual(zone.content, before);
    contents.push(before, between);
  }
  assert.deepEqual(contents.slice(2), contents.slice(0, 2));
});

test('where no editor says what a file is, its text does, whenever it is another one', async () => {
  const site = await siteOf({});
  const languages = (): (string | undefined)[] => [site.workspace.languageOf(uriOf('notes.txt')), ...site.zones()];
  site.workspace.open(uriOf('notes.txt'), 'to be done:\n', 'unsaid');
  await site.workspace.settle();
  assert.deepEqual(languages(), [undefined]);
  await site.edit('notes.txt', 'to be done:\n', `$ORIGIN example.com.\n${TOP}`);
  assert.deepEqual(languages(), ['zone', 'example.com.  notes.txt']);
  await site.edit('notes.txt', `$ORIGIN example.com.\n${TOP}`, 'done\n');
  assert.deepEqual(languages(), [undefined]);
  // An editor that says what it is knows better, and one that names another language as well.
  site.workspace.open(uriOf('notes.txt'), 'done\n', 'zone');
  assert.equal(site.workspace.languageOf(uriOf('notes.txt')), 'zone');
  site.workspace.open(uriOf('notes.txt'), TOP);
  await site.workspace.settle();
  assert.deepEqual(site.zones(), []);
  site.workspace.close(uriOf('notes.txt'));
  await site.workspace.settle();
  assert.equal(site.workspace.languageOf(uriOf('notes.txt')), undefined);
});

test('more files than are listed are said', async () => {
  const many = Array.from({ length: 20_001 }, (_, i) => ({ name: `f${i}`, kind: 'file' as const }));
  const log: string[] = [];
  const workspace = new Workspace({
    system: { ...memoryFileSystem({}), list: async (uri) => (uri === FOLDER ? many : []) },
    log: (line) => log.push(line),
  });
  await workspace.setFolders([]);
  assert.deepEqual(log, []);
  await workspace.setFolders([FOLDER]);
  assert.equal(workspace.listed.length, 20_000);
  assert.match(log.join('\n'), /^The workspace has more than the 20000 files that are looked at/);
});

const LISTENS = 'options { listen-on-v6 { none; }; };\n';
const LOADS = 'zone "example.com" { type primary; file "z"; };\n';

test('zones that nobody judges are read where a rule asks what they publish', async () => {
  for (const [conf, read] of [
    [LOADS, false],
    [`${LISTENS}${LOADS}`, true],
  ] as const) {
    const site = await siteOf({ 'named.conf': conf, z: TOP }, { judgesZones: () => false });
    assert.equal([...site.workspace.zones].length > 0, read, conf);
    const told = site.problems('named.conf', /listen-on-v6-none/);
    assert.equal(told.length > 0, read);
    assert.equal([...site.workspace.configurations][0].asksForZones, read);
  }
});

test('what zones publish is asked again when they are edited, and of primary zones only', async () => {
  const site = await siteOf({ 'named.conf': `${LISTENS}${LOADS}`, z: TOP }, { open: ['named.conf', 'z'] });
  const told = (): string =>
    site
      .problems('named.conf', /listen-on-v6-none/)
      .map(({ message }) => message)
      .join();
  assert.match(told(), /2001:db8/);
  await site.edit('z', 'ns1 AAAA 2001:db8::1', 'ns1 AAAA 2001:db8::x');
  await site.edit('z', 'ns2 AAAA 2001:db8:1::1\n', '');
  assert.equal(told(), '');
  await site.edit('z', '2001:db8::x', '2001:db8::53');
  assert.match(told(), /2001:db8::53/);
  await site.edit('named.conf', 'type primary', 'type secondary');
  assert.equal(told(), '');
});

test('which file is the outermost, and what else a configuration consists of', async () => {
  const site = await siteOf({
    'named.conf': 'include "named.conf.local"; include "keys";',
    'named.conf.local': '',
    keys: '',
    'a/named.conf': '',
    'z.named.conf': 'include "named.conf.local";',
  });
  const { workspace } = site;
  const roots = [...workspace.configurations].map(({ uri, files }) =>
    [uri, ...files].map((each) => each.slice(FOLDER.length + 1)),
  );
  assert.deepEqual(roots, [
    ['a/named.conf', 'a/named.conf'],
    ['named.conf', 'named.conf', 'named.conf.local', 'keys'],
    ['z.named.conf', 'z.named.conf', 'named.conf.local'],
  ]);
  assert.equal(workspace.configurationsOf(uriOf('named.conf.local')).length, 2);
  assert.equal(workspace.configurationsOf(uriOf('keys'))[0].treeOf(uriOf('keys'))?.root.statements.length, 0);
  assert.equal(workspace.configurationsOf(uriOf('keys'))[0].treeOf(uriOf('gone')), undefined);
  assert.deepEqual(workspace.configurationsOf(uriOf('gone')), []);
});

/** Zones that differ in name and file only, of which most are passed over. */
const ALIKE = Array.from(
  { length: 12 },
  (_, i) => `zone "z${i}.example.test" {\n\ttype primary;\n\tfile "zones/z${i}.example.test";\n};\n`,
).join('');

test('zones that are alike others are loaded as if each was read', async () => {
  const files: Record<string, string> = { 'named.conf': `options { directory "/w"; };\n${ALIKE}` };
  for (let i = 0; i < 12; i++) if (i !== 7) files[`zones/z${i}.example.test`] = TOP;
  const read = memoryFileSystem(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [uriOf(path), text])),
  ).read;
  const said = [false, true].map(async (readsEveryZone) => {
    const site = await siteOf(files, {
      readsEveryZone,
      // One is there and cannot be read.
      system: { read: async (uri) => (uri.endsWith('z9.example.test') ? undefined : read(uri)) },
    });
    const [configuration] = site.workspace.configurations;
    const setups = new Set([...site.workspace.zones].map(({ options }) => options.settings));
    return {
      zones: site.zones(),
      problems: site
        .problems('named.conf')
        .map(({ rule, start, end, message }) => `${rule} ${start} ${end} ${message}`)
        .sort(),
      statements: configuration.model?.zones.length,
      setups: setups.size,
    };
  });
  const [alike, each] = await Promise.all(said);
  assert.ok(alike.setups < 10);
  assert.deepEqual(alike, each);
  assert.equal(alike.zones.length, 10);
  assert.ok(alike.problems.some((line) => line.startsWith('conf/zone-not-checked')));
  assert.ok(alike.problems.some((line) => line.startsWith('conf/missing-zone-file')));
});

test('a finding that speaks of all zones has none of those read that are alike', async () => {
  const zones = 'zone "HOST.example.test" { type primary; file "zones/HOST"; };\n';
  const many = (count: number): string =>
    Array.from({ length: count }, (_, i) => zones.replaceAll('HOST', `z${i}`)).join('');
  for (const [head, rule] of [
    ['options { directory "/var/cache/bind"; allow-transfer { none; }; };\n', /not-on-this-machine/],
    ['options { directory "/var/cache/bind"; };\n', /open-transfer/],
  ] as const) {
    const said = async (readsEveryZone: boolean) => {
      const files = { 'named.conf': `${head}${many(50)}` };
      const site = await siteOf(files, { readsEveryZone, open: ['named.conf'], settings: { bindVersion: '9.18' } });
      const [configuration] = site.workspace.configurations;
      const found = site.problems('named.conf', rule);
      return { found, work: { ...configuration.work }, passed: configuration.alikeIn(configuration.uri).zones.length };
    };
    const [alike, each] = [await said(false), await said(true)];
    assert.equal(alike.found.length, 1);
    assert.deepEqual(alike.found, each.found);
    assert.deepEqual([alike.work.checked, alike.passed, each.passed], [1, 47, 0], String(rule));
  }
});

test('an edit of one of the zones that are alike', async () => {
  const files: Record<string, string> = { 'named.conf': `options { directory "/w"; };\n${ALIKE}` };
  for (let i = 0; i < 12; i++) files[`zones/z${i}.example.test`] = TOP;
  const site = await siteOf(files, { open: ['named.conf'] });
  const before = [...site.workspace.zones];
  await site.edit('named.conf', 'zone "z8.example.test"', 'zone "y8.example.test"');
  const after = [...site.workspace.zones];
  assert.equal(after.filter((zone) => !before.includes(zone)).length, 1);
  assert.ok(site.zones().includes('y8.example.test.  zones/z8.example.test'));
});

test('a file of rndc is read by its own statements', async () => {
  const text = 'options { default-server localhost; };\n';
  const site = await siteOf({ 'rndc.conf': text, 'named.conf': text });
  const unknown = (path: string): number => site.problems(path, /unknown-statement/).length;
  assert.deepEqual([unknown('rndc.conf'), unknown('named.conf')], [0, 1]);
});

test('a configuration is read and checked again only where something that it looks at changed', async () => {
  const site = await siteOf(
    { 'named.conf': `include "more";\n${LOADS}`, more: '', z: TOP, 'db.example.org': TOP },
    { open: ['named.conf', 'z', 'db.example.org'] },
  );
  const [configuration] = site.workspace.configurations;
  let before = { ...configuration.work };
  const done = (): { read: number; checked: number } => {
    const { read, checked } = configuration.work;
    const since = { read: read - before.read, checked: checked - before.checked };
    before = { read, checked };
    return since;
  };
  await site.workspace.settle();
  assert.deepEqual(done(), { read: 0, checked: 0 }, 'nothing changed');
  await site.edit('db.example.org', 'ns1 A', 'ns1 TXT');
  assert.deepEqual(done(), { read: 0, checked: 0 }, 'a zone that it does not load');
  site.open('more', 'named-conf');
  await site.workspace.settle();
  assert.deepEqual(done(), { read: 1, checked: 1 }, 'another text of an include');
  await site.edit('named.conf', 'include', ' include');
  assert.deepEqual(done(), { read: 1, checked: 1 }, 'an edit');
  await site.edit('z', 'ns1 AAAA 2001:db8::1', 'ns1 AAAA 2001:db8::2');
  assert.deepEqual(done(), { read: 0, checked: 1 }, 'what its zone publishes');
  await site.write('z', undefined);
  assert.equal(configuration.work.read, before.read, 'a file that goes is no other text');
});
