/** Work in steps: edits and questions that come in the middle of reading and checking change nothing of what comes out. */
import { test } from 'node:test';
import { randomChange, randomNumbers, seeds } from './edits.ts';
import { zoneLine, zoneText } from './texts.ts';
import { EditedWorkspace } from './workspaces.ts';

const SMALL_CHUNKS = 512;
const TOP = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n';
/** What shapes the answers for other names, and what runs over the borders of chunks. */
const PIECES = [
  '$TTL 60',
  '$ORIGIN lab',
  '$ORIGIN example.org.',
  'sub NS ns1.sub',
  'sub DNAME example.edu.',
  '*.sub A 192.0.2.9',
  'ns1 A 192.0.2.54',
  '$INCLUDE db.more',
  '# no comment',
  '_mta-sts TXT "v=STSv1; id=1"',
  'spf TXT "v=spf1 include:more.example.org -all"',
  '; bailiwick-ignore zone/bad-rdata zone/duplicate-record',
  '@ SOA ns1 host (',
  'text TXT "open',
];

for (const seed of seeds()) {
  test(`a zone that is edited while it is read and checked is what it is when read afresh (seed ${seed})`, async () => {
    const random = randomNumbers(seed);
    const pieces = [...PIECES, ...Array.from({ length: 20 }, () => zoneLine(random))];
    const workspace = new EditedWorkspace();
    await workspace.start({
      'db.example.org': `${TOP}${zoneText(random, 250)}`,
      'db.more': `more A 192.0.2.30\n$TTL 60\n${zoneText(random, 60)}`,
    });
    workspace.open('db.example.org', 'zone', SMALL_CHUNKS);
    for (let round = 0; round < 8; round++) {
      for (let edit = random(5); edit >= 0; edit--) {
        // Some of the steps that the text needs: in the middle of reading, of checking, or of what an edit calls for.
        workspace.begin(random(40));
        const text = workspace.text('db.example.org');
        if (random(3) === 0) workspace.look('db.example.org', random(text.length + 1));
        workspace.edit('db.example.org', randomChange(text, random, pieces));
      }
      workspace.begin(random(10));
      await workspace.assertFresh(`seed ${seed}, round ${round}`);
    }
  });
}

test('an edit at the top and one at the bottom, and most of the text at once', async () => {
  const random = randomNumbers(9);
  const workspace = new EditedWorkspace();
  await workspace.start({ 'db.example.org': `${TOP}${zoneText(random, 400)}` });
  workspace.open('db.example.org', 'zone', SMALL_CHUNKS);
  await workspace.assertFresh('at first');
  const { length } = workspace.text('db.example.org');
  workspace.edit('db.example.org', { start: length, end: length, newText: 'last A 192.0.2.8\n' });
  workspace.edit('db.example.org', { start: TOP.length, end: TOP.length, newText: 'first A 192.0.2.7\n' });
  await workspace.assertFresh('after both');
  const all = workspace.text('db.example.org');
  workspace.edit('db.example.org', { start: TOP.length, end: all.length - 40, newText: '' });
  workspace.begin(5);
  workspace.edit('db.example.org', { start: TOP.length, end: TOP.length, newText: all.slice(TOP.length, -40) });
  workspace.begin(5);
  await workspace.assertFresh('after it is back');
});

test('a large file that is included is read in steps', async () => {
  const random = randomNumbers(10);
  const workspace = new EditedWorkspace();
  await workspace.start({
    'db.example.org': `${TOP}$INCLUDE db.more\nafter A 192.0.2.1\n$INCLUDE db.more lab\n TXT "end"\n`,
    'db.more': `more A 192.0.2.30\n$TTL 60\n${zoneText(random, 300)}`,
  });
  workspace.open('db.more', 'zone', SMALL_CHUNKS);
  workspace.open('db.example.org', 'zone');
  await workspace.assertFresh('at first');
  for (let edit = 0; edit < 12; edit++) {
    workspace.edit('db.more', randomChange(workspace.text('db.more'), random, PIECES.slice(0, 6)));
    workspace.begin(random(30));
  }
  await workspace.assertFresh('after edits in it');
});

/** A name at the top points to one at the bottom, and a name at the bottom lies below a zone cut at the top; between them is a filler. */
const FAR = [
  TOP,
  'first MX 10 mail\nsub NS ns.sub\nns.sub A 192.0.2.60\n_25._tcp.far TLSA 3 1 1 00\n',
  Array.from({ length: 120 }, (_, i) => `h${i} A 192.0.2.${i}\n`).join(''),
  'mail A 192.0.2.25\nwww.sub A 192.0.2.61\nfar A 192.0.2.62\n',
].join('');

for (const [what, find, newText] of [
  ['what a name points to goes', 'mail A 192.0.2.25\n', ''],
  ['a zone cut goes', 'sub NS ns.sub\n', ''],
  ['a wildcard comes', 'far A 192.0.2.62\n', '* A 192.0.2.62\n'],
  ['all TTLs are others', '$TTL 3600', '$TTL 0'],
  ['the rest is in a quote', 'h60 A 192.0.2.60\n', 'h60 TXT "\n'],
] as const) {
  test(`${what}, after any number of steps`, async () => {
    for (let steps = 0; steps < 30; steps++) {
      const workspace = new EditedWorkspace();
      await workspace.start({ 'db.example.org': FAR });
      workspace.open('db.example.org', 'zone', SMALL_CHUNKS);
      workspace.begin(steps);
      const start = FAR.indexOf(find);
      workspace.edit('db.example.org', { start, end: start + find.length, newText });
      await workspace.assertFresh(`after ${steps} steps`);
      // And back, in the middle of what the edit called for.
      workspace.edit('db.example.org', { start, end: start + newText.length, newText: find });
      workspace.begin(steps % 5);
      workspace.edit('db.example.org', { start, end: start + find.length, newText });
      await workspace.assertFresh(`after ${steps} steps, again`);
    }
  });
}

const REVERSE =
  '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n@ NS ns.sub.example.com.\n80 PTR www.example.com.\n81 PTR www.sub.example.com.\n';
/** Zones that look into one another, two of one name, and one that knows better than another. */
const RELATED: Readonly<Record<string, string>> = {
  'db.example.com': `${TOP}www A 192.0.2.80\nwww.sub A 192.0.2.82\nns.sub A 192.0.2.54\nsub NS ns.sub\nalias CNAME www.example.org.\n`,
  'db.sub.example.com': `${TOP}www A 192.0.2.81\nns A 192.0.2.54\n$INCLUDE db.more\n`,
  'db.192.0.2': REVERSE,
  'reverse.zone': `; zone: 2.0.192.in-addr.arpa\n${REVERSE.replace('www.example.com.', 'web.example.com.')}`,
  'db.example.org': `${TOP}www A 192.0.2.80\n@ MX 10 www.sub.example.com.\n$INCLUDE db.more\n`,
  'db.more': 'more A 192.0.2.90\nmore2 CNAME www.example.com.\n',
  'named.conf':
    'zone "example.com" { type primary; file "db.example.com"; };\nzone "example.org" { type primary; file "db.example.org"; };\n',
};
const CHANGES: readonly [path: string, find: string, newText: string][] = [
  ['db.example.com', 'www A', 'web A'],
  ['db.example.com', 'web A', 'www A'],
  ['db.sub.example.com', 'www A', 'web A'],
  ['db.sub.example.com', '$INCLUDE db.more\n', ''],
  ['db.192.0.2', '80 PTR', '79 PTR'],
  ['db.192.0.2', '79 PTR', '80 PTR'],
  ['reverse.zone', '2.0.192.in-addr.arpa', '3.0.192.in-addr.arpa'],
  ['reverse.zone', '3.0.192.in-addr.arpa', '2.0.192.in-addr.arpa'],
  ['db.example.org', '$INCLUDE db.more\n', '$INCLUDE db.192.0.2\n'],
  ['db.example.org', '$INCLUDE db.192.0.2\n', '$INCLUDE db.more\n'],
  ['db.more', 'more A', 'more TXT'],
  ['named.conf', 'file "db.example.com"', 'file "db.sub.example.com"'],
  ['named.conf', 'file "db.sub.example.com"', 'file "db.example.com"'],
];

for (const seed of seeds()) {
  test(`zones that come and go, are opened, closed, edited and written, are what they are when read afresh (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 200);
    const paths = Object.keys(RELATED);
    const workspace = new EditedWorkspace();
    const { 'named.conf': _, ...zones } = RELATED;
    await workspace.start(seed % 2 === 0 ? RELATED : zones);
    for (let round = 0; round < 30; round++) {
      const path = paths[random(paths.length)];
      const change = CHANGES[random(CHANGES.length)];
      const language = path === 'named.conf' ? 'named-conf' : 'zone';
      switch (random(5)) {
        case 0:
          if (workspace.isOpen(path)) workspace.close(path);
          else if (workspace.isThere(path)) workspace.open(path, language);
          break;
        case 1:
          if (workspace.isOpen(path)) break;
          workspace.write(path, workspace.isThere(path) ? undefined : RELATED[path]);
          await workspace.list();
          break;
        default: {
          const [file, find, newText] = change;
          const start = workspace.isOpen(file) ? workspace.text(file).indexOf(find) : -1;
          if (start >= 0) workspace.edit(file, { start, end: start + find.length, newText });
          else if (workspace.isThere(file) && !workspace.isOpen(file))
            workspace.open(file, file === 'named.conf' ? 'named-conf' : 'zone');
        }
      }
      workspace.begin(random(30));
      if (random(2) === 0) await workspace.assertFresh(`seed ${seed}, round ${round}, ${path}`);
    }
    await workspace.assertFresh(`seed ${seed}, at the end`);
  });
}
