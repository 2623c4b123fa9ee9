/** What a configuration means for the zones it loads: origin, class, view, checks, the file that a path means. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FileSystem, memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const ROOT = 'file:///work';
const ZONE = `$TTL 2d
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
@ MX 10 alias
alias CNAME ns1
a_b A 192.0.2.2
`;

async function settled(files: Readonly<Record<string, string>>, trusted = true): Promise<Workspace> {
  const system = memoryFileSystem(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text])),
  );
  const workspace = new Workspace({ system });
  workspace.configure({ ...DEFAULT_SETTINGS, trusted });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  return workspace;
}

/** `file rule severity` of the problems in zone files. */
async function ofZones(files: Readonly<Record<string, string>>): Promise<string[]> {
  const workspace = await settled(files);
  const found: string[] = [];
  for (const [uri, problems] of workspace.problems()) {
    for (const { rule, severity } of problems) {
      if (rule.startsWith('zone/')) found.push(`${uri.slice(ROOT.length + 1)} ${rule} ${severity}`);
    }
  }
  return found;
}

const CASES: readonly [name: string, conf: string, ...found: string[]][] = [
  [
    'named refuses names that are no host names in its primary zones',
    'zone "example.com" { type primary; file "z"; };',
    'z zone/mx-target-cname warning',
    'z zone/owner-not-hostname error',
  ],
  [
    'check-* options of the zone',
    'zone "example.com" { type primary; file "z"; check-mx-cname fail; check-names ignore; };',
    'z zone/mx-target-cname error',
  ],
  [
    'check-* options of the options clause, those of the zone first',
    'options { check-mx-cname ignore; check-names primary warn; }; zone "example.com" { type primary; file "z"; check-mx-cname warn; };',
    'z zone/mx-target-cname warning',
    'z zone/owner-not-hostname warning',
  ],
  [
    'a secondary is warned only',
    'zone "example.com" { type secondary; primaries { 192.0.2.9; }; file "z"; };',
    'z zone/mx-target-cname warning',
    'z zone/owner-not-hostname warning',
  ],
  [
    'max-zone-ttl',
    'zone "example.com" { type primary; file "z"; check-names ignore; check-mx-cname ignore; max-zone-ttl 1d; };',
    ...Array.from({ length: 7 }, () => 'z zone/ttl-above-maximum error'),
  ],
];
for (const [name, conf, ...found] of CASES) {
  test(name, async () => {
    const wanted = new Set(found.map((line) => line.split(' ')[1]));
    const all = await ofZones({ 'named.conf': conf, z: ZONE });
    const seen = all.filter((line) => wanted.has(line.split(' ')[1]) || /names|cname|hostname|maximum/.test(line));
    assert.deepEqual(seen, found);
  });
}

test('paths start in the directory, in the folder of the outermost file, or have a copy in the workspace', async () => {
  for (const [conf, file] of [
    ['options { directory "zones"; }; zone "example.com" { type primary; file "z"; };', 'zones/z'],
    ['zone "example.com" { type primary; file "zones/z"; };', 'zones/z'],
    ['options { directory "/var/named"; }; zone "example.com" { type primary; file "zones/z"; };', 'zones/z'],
    ['zone "example.com" { type primary; file "/etc/bind/zones/z"; };', 'zones/z'],
  ]) {
    const workspace = await settled({ 'named.conf': conf, [file]: ZONE });
    assert.deepEqual(
      [...workspace.zones].map((zone) => zone.options.uri),
      [`${ROOT}/${file}`],
      conf,
    );
  }
});

test('two views load the same name from two files, and one file serves two zones', async () => {
  const workspace = await settled({
    'named.conf': `view "in" { match-clients { localnets; }; zone "example.com" { type primary; file "in"; }; };
view "out" { zone "example.com" { type primary; file "out"; }; zone "example.net" { type primary; file "out"; }; };`,
    in: ZONE,
    out: ZONE,
  });
  const zones = [...workspace.zones].map(
    ({ options, model }) => `${options.view} ${model.names.text(model.apex)} ${options.uri.slice(-3)}`,
  );
  assert.deepEqual(zones.sort(), ['in example.com. /in', 'out example.com. out', 'out example.net. out']);
  // The file of two zones has each problem once.
  const problems = workspace.problems().get(`${ROOT}/out`) ?? [];
  const keys = problems.map(({ rule, start, message }) => `${rule} ${start} ${message}`);
  assert.equal(new Set(keys).size, keys.length);
});

test('in a workspace that is not trusted no file outside of it is read', async () => {
  const files = {
    [`${ROOT}/named.conf`]: 'zone "example.com" { type primary; file "/outside/z"; };',
    'file:///outside/z': ZONE,
  };
  for (const trusted of [false, true]) {
    const read: string[] = [];
    const memory = memoryFileSystem(files);
    const workspace = new Workspace({
      system: {
        ...memory,
        read: (uri) => {
          read.push(uri);
          return memory.read(uri);
        },
      },
    });
    workspace.configure({ ...DEFAULT_SETTINGS, trusted });
    await workspace.setFolders([ROOT]);
    await workspace.settle();
    assert.equal(read.includes('file:///outside/z'), trusted);
    assert.equal([...workspace.zones].length, trusted ? 1 : 0);
  }
});

test('an edit of the configuration takes effect on its zones', async () => {
  const workspace = await settled({
    'named.conf': 'zone "example.com" { type primary; file "z"; };',
    z: `${ZONE}x.example.net. A 192.0.2.3\n`,
  });
  const lost = (): boolean =>
    (workspace.problems().get(`${ROOT}/z`) ?? []).some(({ rule }) => rule === 'zone/out-of-zone');
  assert.equal(lost(), true);
  workspace.open(`${ROOT}/named.conf`, 'zone "net" { type primary; file "z"; };', 'named-conf');
  await workspace.settle();
  assert.deepEqual(
    [...workspace.zones].map(({ model }) => model.names.text(model.apex)),
    ['net.'],
  );
});

test('problems of an included file are told at the include, and a chain of includes ends somewhere', async () => {
  const files: Record<string, string> = {
    'db.example.com': `${ZONE}$INCLUDE more\n`,
    more: 'bad A 192.0.2.300\nbad2 A 192.0.2.301\n',
  };
  const workspace = await settled(files);
  workspace.open(`${ROOT}/db.example.com`, files['db.example.com'], 'zone');
  await workspace.settle();
  const [told] = (workspace.problems().get(`${ROOT}/db.example.com`) ?? []).filter(
    ({ rule }) => rule === 'zone/problems-in-include',
  );
  assert.match(told.message, /^more has 2 problems\. The first, on line 1: /);
  assert.equal(
    workspace
      .problems()
      .get(`${ROOT}/more`)
      ?.filter(({ rule }) => rule === 'zone/bad-rdata').length,
    2,
  );

  const chain = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`n${i}`, `$INCLUDE n${i + 1}\n`]));
  const deep = await settled({ ...chain, 'db.example.com': `${ZONE}$INCLUDE n0\n` });
  deep.open(`${ROOT}/db.example.com`, `${ZONE}$INCLUDE n0\n`, 'zone');
  await deep.settle();
  const rules = [...deep.problems().values()].flat().map(({ rule }) => rule);
  assert.equal(rules.filter((rule) => rule === 'zone/include-depth').length, 1);
});

test('where a path leads is looked up again when a file comes or goes', async () => {
  const files: Record<string, string> = {
    'file:///work/named.conf': 'zone "example.com" { type primary; file "z"; };',
  };
  const workspace = new Workspace({ system: memoryFileSystem(files) });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  assert.equal([...workspace.zones].length, 0);
  files['file:///work/z'] = ZONE;
  workspace.fileChanged('file:///work/z');
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  assert.equal([...workspace.zones].length, 1);
  delete files['file:///work/z'];
  workspace.fileChanged('file:///work/z');
  await workspace.settle();
  assert.equal([...workspace.zones].length, 0);
});

/** What is said of zones that are not looked at, and of files that are missing: `line rule: message`. */
async function saidOfFiles(system: FileSystem, withoutLimits = false): Promise<string[]> {
  const workspace = new Workspace({ system, withoutLimits });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  const uri = `${ROOT}/named.conf`;
  const problems = workspace.problems().get(uri) ?? [];
  return problems
    .filter(({ rule }) => /^conf\/(?:zone-not-checked|missing-zone-file|include-missing)$/.test(rule))
    .map(({ rule, start, message }) => `${workspace.bufferOf(uri)?.positionAt(start).line} ${rule}: ${message}`);
}

test('a file that is there and cannot be read is not missing, and this is said of a zone', async () => {
  const conf =
    'include "keys";\nzone "a.example" { type primary; file "a"; };\nzone "b.example" { type primary; file "b"; };\n';
  const files = memoryFileSystem({ [`${ROOT}/named.conf`]: conf, [`${ROOT}/keys`]: '', [`${ROOT}/a`]: ZONE });
  const read = (uri: string) => (uri.endsWith('named.conf') ? files.read(uri) : Promise.resolve(undefined));
  const said = await saidOfFiles({ ...files, read });
  assert.equal(said.length, 3, said.join('\n'));
  assert.match(said[0], /^0 conf\/include-missing: 'keys' is there and cannot be read here/);
  assert.match(
    said[1],
    /^1 conf\/zone-not-checked: The file of the zone 'a\.example' is there and cannot be read here/,
  );
  assert.match(said[2], /^2 conf\/missing-zone-file: /);
});

test('files that a template names are known one by one, and what is said of them stands where they are named', async () => {
  const templates = 'template t { type primary; file "$name.db"; };\n';
  const conf = '\ninclude "templates";\nzone "a.example" { template t; };\nzone "b.example" { template t; };\n';
  const files = memoryFileSystem({
    [`${ROOT}/named.conf`]: conf,
    [`${ROOT}/templates`]: templates,
    [`${ROOT}/a.example.db`]: ZONE,
    [`${ROOT}/b.example.db`]: ZONE,
  });
  const read = (uri: string) => (uri.endsWith('b.example.db') ? Promise.resolve(undefined) : files.read(uri));
  const workspace = new Workspace({ system: { ...files, read } });
  workspace.configure({ ...DEFAULT_SETTINGS, bindVersion: '9.21' });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  const said = [...workspace.problems()].flatMap(([uri, problems]) =>
    problems.flatMap(({ rule, start, end, message }) =>
      rule === 'conf/zone-not-checked' ? [`${uri} ${workspace.bufferOf(uri)?.slice(start, end)} ${message}`] : [],
    ),
  );
  assert.equal(said.length, 1, said.join('\n'));
  assert.match(said[0], /^file:\/\/\/work\/templates "\$name\.db" The file of the zone 'b\.example' is there/);
});

test('the first zone above the limit is said where its template names the file', async () => {
  const conf = Array.from({ length: 10_005 }, (_, i) => `zone "z${i}.example" { template t; };\n`).join('');
  const templates = '\n\ntemplate t { type primary; file "z"; };\n';
  const system = memoryFileSystem({
    [`${ROOT}/named.conf`]: `include "templates";\n${conf}`,
    [`${ROOT}/templates`]: templates,
    [`${ROOT}/z`]: '',
  });
  const workspace = new Workspace({ system });
  workspace.configure({ ...DEFAULT_SETTINGS, bindVersion: '9.21' });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  const told = workspace.problems().get(`${ROOT}/templates`) ?? [];
  const [{ start, end, message }] = told.filter(({ rule }) => rule === 'conf/zone-not-checked');
  assert.equal(templates.slice(start, end), '"z"');
  assert.match(message, /^5 zones from here on/);
});

test('zones above the limit are said at the first of them; the command line has no limit', async () => {
  const conf = Array.from({ length: 10_005 }, (_, i) => `zone "z${i}.example" { type primary; file "z"; };\n`).join('');
  const system = memoryFileSystem({ [`${ROOT}/named.conf`]: conf, [`${ROOT}/z`]: '' });
  const said = await saidOfFiles(system);
  assert.equal(said.length, 1, said.join('\n'));
  assert.match(said[0], /^10000 conf\/zone-not-checked: 5 zones from here on are not checked/);
  assert.deepEqual(await saidOfFiles(system, true), []);
});

test('files of another machine are told once a file, and what they may define is not missed', async () => {
  const conf =
    'include "/etc/bind/keys";\ninclude "/etc/bind/acls";\noptions { directory "/var/cache/bind"; allow-query { office; }; };\n' +
    'zone "a.example" { type primary; file "/var/lib/bind/a"; };\nzone "b.example" { type primary; file "b"; };\n';
  const system = memoryFileSystem({
    [`${ROOT}/named.conf`]: conf,
    'file:///etc/bind/keys': 'key k { };',
    'file:///etc/bind/other': '',
  });
  const workspace = new Workspace({ system });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  const problems = workspace.problems().get(`${ROOT}/named.conf`) ?? [];
  const told = problems.filter(({ rule }) => rule === 'conf/not-on-this-machine');
  assert.deepEqual(
    told.map(({ message }) => message),
    [
      "Not on this machine, so not read: '/etc/bind/keys', '/etc/bind/acls', '/var/lib/bind/a' and 1 more. What is defined there is not known and not checked.",
    ],
  );
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ rule }) => rule),
    [],
  );
  assert.equal(workspace.problems().has('file:///etc/bind/keys'), false);
});

test('a named.conf.options alone is a part: nothing in it is undefined', async () => {
  const text = 'options { allow-query { office; }; response-policy { zone "rpz.example"; }; };\n';
  const undefinedIn = async (name: string): Promise<string[]> => {
    const workspace = new Workspace({ system: memoryFileSystem({ [`${ROOT}/${name}`]: text }) });
    await workspace.setFolders([ROOT]);
    await workspace.settle();
    const problems = workspace.problems().get(`${ROOT}/${name}`) ?? [];
    return problems.flatMap(({ rule, severity }) => (severity === 'error' ? [rule] : []));
  };
  assert.deepEqual(await undefinedIn('named.conf.options'), []);
  assert.deepEqual(await undefinedIn('named.conf'), ['conf/undefined-acl', 'conf/bad-response-policy']);
});

test('what rndc.conf includes is looked for where rndc is started', async () => {
  const conf =
    'include "keys/rndc.key";\noptions { default-key k; };\nkey k { algorithm hmac-sha256; secret "eA=="; };\n';
  const workspace = new Workspace({ system: memoryFileSystem({ [`${ROOT}/rndc.conf`]: conf }) });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  const problems = (workspace.problems().get(`${ROOT}/rndc.conf`) ?? []).filter(
    ({ rule }) => rule === 'conf/include-missing',
  );
  assert.deepEqual(
    problems.map(({ severity, message }) => `${severity} ${/rndc looks for it/.test(message)}`),
    ['warning true'],
  );
});

test('a quote that is left open makes no zone of the statements behind it', async () => {
  const conf =
    'zone "example.com IN {\n  type primary;\n  file "/etc/db.x";\n};\nzone "b" { type primary; file "z"; };\n';
  const workspace = new Workspace({
    system: memoryFileSystem({
      [`${ROOT}/named.conf`]: conf,
      [`${ROOT}/db.x`]: 'www A 192.0.2.1\n',
      [`${ROOT}/z`]: ZONE,
    }),
  });
  await workspace.setFolders([ROOT]);
  await workspace.settle();
  assert.deepEqual(workspace.problems().get(`${ROOT}/db.x`) ?? [], []);
});
