/** Why work was done: the tree that a change gives, with a clock that the test moves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Site, type SiteOptions, TOP, uriOf } from './harness.ts';

const FORWARD = `${TOP}www A 192.0.2.80\n`;
const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n@ NS ns2.example.com.\n1 PTR ns1.example.com.\n80 PTR www.example.com.\n';
const BOTH = { 'db.example.com': FORWARD, 'db.192.0.2': REVERSE };

interface Traced extends Site {
  /** The trees so far, each a list of lines; what takes time is written `T ms`, and how often rules ran `N`. */
  take(): string[][];
}

async function tracedSite(files: Readonly<Record<string, string>>, options: SiteOptions = {}): Promise<Traced> {
  const trees: string[] = [];
  let time = 0;
  const site = new Site(files, options);
  site.workspace.traceTo({ clock: () => time++, write: (tree) => trees.push(tree) });
  await site.workspace.setFolders(['file:///w']);
  for (const path of options.open ?? []) site.open(path);
  await site.workspace.settle();
  const take = (): string[][] =>
    trees.splice(0).map((tree) =>
      tree
        .replaceAll(/\d+\.\d ms/g, 'T ms')
        .replaceAll(/\b\d+ (?=\w+ rule)/g, 'N ')
        .replaceAll(/\brules\b/g, 'rule')
        .split('\n'),
    );
  return Object.assign(site, { take });
}

test('an edit in one of two zones that look into each other: the other is checked again because of it', async () => {
  const site = await tracedSite(BOTH, { open: Object.keys(BOTH) });
  site.take();
  await site.edit('db.example.com', 'www A', 'web A');
  assert.deepEqual(site.take(), [
    [
      '/w/db.example.com was edited: T ms',
      '  zone example.com. (/w/db.example.com): T ms',
      '    read 1 chunk, dropped 1: T ms',
      '    ran N record rule, N owner rule, N zone rule: T ms',
      '  zone 2.0.192.in-addr.arpa. (/w/db.192.0.2), because of example.com.: T ms',
      '    ran N record rule, N owner rule, N zone rule: T ms',
    ],
  ]);
  await site.edit('db.192.0.2', '80 PTR', '81 PTR');
  assert.deepEqual(
    site.take()[0].filter((line) => /^ {0,2}\S/.test(line)),
    [
      '/w/db.192.0.2 was edited: T ms',
      '  zone 2.0.192.in-addr.arpa. (/w/db.192.0.2): T ms',
      '  zone example.com. (/w/db.example.com), because of 2.0.192.in-addr.arpa.: T ms',
    ],
  );
});

test('the start: what is read, and what is new', async () => {
  const site = await tracedSite({
    'named.conf': 'view "a b" { zone "example.com" { type primary; file "z"; }; };',
    z: `${TOP}$INCLUDE more\n`,
    more: 'more A 192.0.2.9\n',
  });
  assert.deepEqual(site.take(), [
    [
      'the folders are listed: T ms',
      '  read 3 files (/w/named.conf, /w/z, /w/more): T ms',
      '  configurations: T ms',
      '    read /w/named.conf',
      '    checked /w/named.conf',
      '  zone example.com. in view "a b" (/w/z), new: T ms',
      '    read 3 chunks, dropped 1: T ms',
      '    ran N record rule, N owner rule, N zone rule: T ms',
    ],
  ]);
});

test('an edit of a zone says nothing of the configuration that loads it, and one of that says so', async () => {
  const files = { 'named.conf': 'zone "example.com" { type primary; file "z"; };\n', z: TOP };
  const site = await tracedSite(files, { open: Object.keys(files) });
  site.take();
  await site.edit('z', 'host 1 2h', 'host 2 2h');
  const about = (trees: string[][]): string[] =>
    trees.flat().filter((line) => /^ +(?:read|checked) .*named\.conf$/.test(line));
  assert.deepEqual(about(site.take()), []);
  await site.edit('named.conf', 'type primary', 'type  primary');
  assert.deepEqual(
    about(site.take()).map((line) => line.trim()),
    ['read /w/named.conf', 'checked /w/named.conf'],
  );
});

test('other settings: everything is new', async () => {
  const site = await tracedSite(BOTH, { open: Object.keys(BOTH) });
  site.take();
  site.workspace.configure({ ...site.workspace.settings, limits: { nsCount: 3 } });
  await site.workspace.settle();
  assert.deepEqual(
    site.take()[0].filter((line) => /^ {0,2}\S/.test(line)),
    [
      'the settings changed: T ms',
      '  zone 2.0.192.in-addr.arpa. (/w/db.192.0.2), new: T ms',
      '  zone example.com. (/w/db.example.com), new: T ms',
    ],
  );
});

test('a file that comes, and one that goes', async () => {
  const site = await tracedSite({ 'db.example.com': `${TOP}$INCLUDE more\n` }, { open: ['db.example.com'] });
  site.take();
  await site.write('more', 'more A 192.0.2.9\n');
  assert.deepEqual(site.take(), [
    [
      '/w/more came, went or changed on disk, the folders are listed: T ms',
      '  read 1 file (/w/more): T ms',
      '  zone example.com. (/w/db.example.com): T ms',
      '    read 2 chunks, dropped 1: T ms',
      '    ran N record rule, N owner rule, N zone rule: T ms',
    ],
  ]);
  await site.write('more', undefined);
  assert.equal(site.take()[0][0], '/w/more came, went or changed on disk, the folders are listed: T ms');
});

test('files that are opened and closed, and the reverse zone that comes with one', async () => {
  const site = await tracedSite(BOTH, { open: ['db.example.com'] });
  site.take();
  site.open('db.192.0.2');
  await site.workspace.settle();
  const heads = (): string[] => site.take()[0].filter((line) => /^ {0,2}\S/.test(line));
  assert.deepEqual(heads(), [
    '/w/db.192.0.2 was opened: T ms',
    '  zone 2.0.192.in-addr.arpa. (/w/db.192.0.2), new: T ms',
    '  zone example.com. (/w/db.example.com), because of reverse zones that came or went: T ms',
  ]);
  site.workspace.close(uriOf('db.192.0.2'));
  await site.workspace.settle();
  assert.deepEqual(heads(), [
    '/w/db.192.0.2 was closed: T ms',
    '  zone example.com. (/w/db.example.com), because of 2.0.192.in-addr.arpa.: T ms',
  ]);
});

test('a zone that is saved or has a committed text is compared with it', async () => {
  const site = await tracedSite(BOTH, { open: Object.keys(BOTH), previous: () => ({ serial: 1, sameContent: true }) });
  site.take();
  site.workspace.previousChanged(uriOf('db.example.com'), 'saved');
  assert.deepEqual(site.take(), [
    ['/w/db.example.com was saved: T ms', '  zone example.com. (/w/db.example.com): T ms', '    ran N zone rule: T ms'],
  ]);
  site.workspace.previousChanged(uriOf('db.example.com'), 'committed');
  assert.equal(site.take()[0][0], '/w/db.example.com has a committed text to be compared with: T ms');
});

test('several changes are told together, each once, and a change without work is told too', async () => {
  const site = await tracedSite(BOTH, { open: Object.keys(BOTH) });
  site.take();
  site.replace('db.example.com', 'www A', 'web A');
  site.workspace.begin();
  site.workspace.step();
  site.replace('db.example.com', 'web A', 'www A');
  site.replace('db.192.0.2', '80 PTR', '81 PTR');
  await site.workspace.settle();
  assert.equal(site.take()[0][0], '/w/db.example.com was edited, /w/db.192.0.2 was edited: T ms');
  site.workspace.fileChanged(uriOf('nowhere'));
  await site.workspace.settle();
  assert.deepEqual(site.take(), [['/w/nowhere came, went or changed on disk: T ms']]);
  await site.workspace.settle();
  site.workspace.refresh();
  assert.deepEqual(site.take(), [], 'nothing changed');
});

test('many files are counted, and not all of them named', async () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`n${i}`, `n${i} A 192.0.2.1\n`]));
  const includes = Object.keys(files).map((name) => `$INCLUDE ${name}\n`);
  const site = await tracedSite(
    { ...files, 'db.example.com': `${TOP}${includes.join('')}` },
    { open: ['db.example.com'] },
  );
  const line = site.take()[0].find((each) => each.startsWith('  read'));
  assert.equal(line, '  read 12 files (/w/n0, /w/n1, /w/n2, /w/n3, /w/n4, /w/n5, /w/n6, /w/n7, 4 more): T ms');
});

test('a change of many files names some of them, and closed zones of the folders are told as others are', async () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`db.z${i}.example`, TOP]));
  const site = await tracedSite(files, { settings: { folderZones: true } });
  const [first] = site.take();
  assert.match(first[0], /^the folders are listed: T ms/);
  assert.equal(first.filter((line) => /^ {2}zone z\d+\.example\. .*, new/.test(line)).length, 12);
  for (const path of Object.keys(files)) {
    site.files[uriOf(path)] = `${TOP}more A 192.0.2.99\n`;
    site.workspace.fileChanged(uriOf(path));
  }
  await site.workspace.settle();
  const [second] = site.take();
  assert.match(second[0], /^(?:\S+ came, went or changed on disk, ){8}4 more: T ms$/);
  assert.equal(second.filter((line) => /^ {2}zone .*, new/.test(line)).length, 12);
});

test('time is told where it was spent', async () => {
  let time = 0;
  const trees: string[] = [];
  const site = new Site({ 'db.example.com': TOP });
  site.workspace.traceTo({ clock: () => time, write: (tree) => trees.push(tree) });
  site.open('db.example.com');
  time += 1000;
  const [zone] = await zonesOf(site);
  const step = zone.step.bind(zone);
  zone.step = () => {
    time += zone.stage === 'reading' ? 3 : 5;
    return step();
  };
  trees.length = 0;
  site.replace('db.example.com', 'ns1 A', 'ns1 TXT');
  await site.workspace.settle();
  const [head, , read, ran] = trees[0].split('\n');
  const spent = (line: string): number => Number(/([\d.]+) ms$/.exec(line)?.[1]);
  assert.ok(spent(read) > 0 && spent(read) % 3 === 0, read);
  assert.ok(spent(ran) > 0 && spent(ran) % 5 === 0, ran);
  assert.equal(spent(head), spent(read) + spent(ran));
});

async function zonesOf(site: Site) {
  await site.workspace.settle();
  return [...site.workspace.zones];
}

test('who no longer asks hears nothing', async () => {
  const site = await tracedSite(BOTH, { open: Object.keys(BOTH) });
  site.take();
  site.workspace.traceTo(undefined);
  await site.edit('db.example.com', 'www A', 'web A');
  assert.deepEqual(site.take(), []);
});
