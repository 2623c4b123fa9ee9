/** Zones that are alike others are passed over: what is said of a configuration is the same as where every zone is read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlikeZones } from '../../../server/src/conf/alike.ts';
import { parseConf } from '../../../server/src/conf/parser.ts';
import { parsePassing } from '../../../server/src/conf/passing.ts';
import { Reading } from '../../../server/src/conf/reading.ts';
import { argumentsOf, type Statement } from '../../../server/src/conf/tree.ts';
import { fixesOf } from '../../../server/src/services/shared/fixesOf.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import type { AlikeProblems } from '../../../server/src/workspace/alikeProblems.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { changed, randomChange, randomNumbers, seeds, type TextChange } from '../fuzz/edits.ts';

const CONF = 'file:///c/named.conf';
type Random = (below: number) => number;

const HEADS = [
  '',
  'options {\n\tdirectory "/c";\n\trecursion no;\n\tallow-transfer { none; };\n};\n',
  'options {\n\tdirectory "/nowhere";\n\tlisten-on-v6 { any; };\n};\nacl "secondaries" { 192.0.2.53; };\n',
  'acl "secondaries" { 192.0.2.53; };\nacl "z3.example.test" { 2001:db8::1; };\nkey "transfer" { algorithm hmac-sha256; secret "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyMw=="; };\n',
  'options {\n\tresponse-policy { zone "z5.example.test"; zone "absent.test"; };\n\tempty-zones-enable no;\n\trecursion yes;\n\tallow-recursion { any; };\n};\n',
  'options {\n\tcatalog-zones { zone "z7.example.test"; };\n\tlisten-on-v6 { 2001:db8::53; };\n\tforwarders { 192.0.2.1; };\n};\n',
];

const BODIES = [
  'type primary;\n\tfile "FILE";',
  'type primary; file "FILE"; allow-transfer { "secondaries"; };',
  'type master;\n\tfile "FILE";\n\tallow-update { any; };',
  'type secondary;\n\tfile "FILE";\n\tprimaries { 192.0.2.1; };',
  'type slave;\n\tfile "FILE";\n\tmasters { 2001:db8::1 key "transfer"; };',
  'type secondary;\n\tprimaries { };',
  'type forward;\n\tforwarders { 192.0.2.1; };',
  'type stub;\n\tprimaries { 192.0.2.1; };',
  'type static-stub; server-addresses { 2001:db8::1; };',
  'type primary;\n\tfile "FILE";\n\tnotify maybe;\n\tno-such-statement 1;',
  'type primary;\n\tfile "FILE";\n\tdnssec-policy default;\n\tinline-signing yes;',
  'type hint; file "FILE";',
  'in-view "internal";',
  'type primary;\n\tfile "FILE"; # with a "comment',
  'type primary;\n\t//file "FILE";\n',
  'type primary; type primary; file "FILE";',
  'type primary; file FILE;',
  'file "FILE";',
  'include "zone.inc";',
];

const NAMES = [
  (n: number) => `z${n}.example.test`,
  (n: number) => `z${n}.example.com`,
  (n: number) => `Z${n}.Example.Com.`,
  (n: number) => `${n}.2.0.192.in-addr.arpa`,
  (n: number) => `${n}.in-addr.apra`,
  (n: number) => `host${n}`,
  (n: number) => `bad..name${n}`,
  () => 'same.example.test',
  (n: number) => `sub.z${n}.example.test`,
];

const PATHS = [
  (name: string) => `zones/${name}.db`,
  (name: string) => `${name}`,
  (name: string) => `/c/zones/${name}.db`,
  (name: string) => `./zones//${name}.db`,
  (name: string) => `zones/${name.toUpperCase()}.db`,
  () => 'zones/same.db',
  (name: string) => `absent/${name}.db`,
];

/** Mistakes that change what follows. */
const PIECES = [
  '"',
  '{',
  '}',
  ';',
  ' ',
  '\n',
  '//',
  '/*',
  '*/',
  '#',
  '\\',
  'zone "z1.example.test" {\n\ttype primary;\n\tfile "zones/z1.db";\n};\n',
  'view "internal" {\n',
  '};\n',
  'include "more.conf";\n',
  'z9.example.test',
  'type',
  '!',
  '\t',
];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)];
}

/** A configuration of many zones of a few shapes, with an exception here and there. */
function configuration(random: Random): string {
  const shapes = Array.from({ length: 1 + random(3) }, () => ({
    body: pick(random, BODIES),
    name: pick(random, NAMES),
    path: pick(random, PATHS),
    head: pick(random, ['', '', ' IN', ' CH']),
  }));
  let text = pick(random, HEADS);
  const count = 5 + random(25);
  for (let n = 0; n < count; n++) {
    const isOdd = random(12) === 0;
    const shape = pick(random, shapes);
    const name = (isOdd && random(2) === 0 ? pick(random, NAMES) : shape.name)(isOdd ? random(count) : n);
    const path = (isOdd && random(2) === 0 ? pick(random, PATHS) : shape.path)(name);
    const body = isOdd && random(3) === 0 ? pick(random, BODIES) : shape.body;
    text += `zone "${name}"${shape.head} {\n\t${body.replace('FILE', path)}\n};${pick(random, ['\n', '\n\n', '\n', ' '])}`;
    if (random(20) === 0) text += 'include "more.conf";\n';
    if (random(30) === 0) text += '// bailiwick-ignore conf/old-term\n';
    if (random(30) === 0) text += 'view "internal" { match-clients { any; }; include "more.conf"; };\n';
  }
  return text;
}

function filesBeside(random: Random): Record<string, string> {
  const files: Record<string, string> = {
    'file:///c/more.conf': configuration(random).replace(/^[\s\S]*?(?=zone)/, ''),
  };
  for (let n = 0; n < 8; n++) {
    const name = pick(random, NAMES)(n);
    files[`file:///c/zones/${name}.db`] =
      '@ 3600 SOA ns h 1 7200 900 1209600 3600\n@ 3600 NS ns\nns 3600 AAAA 2001:db8::5\n';
  }
  if (random(2) === 0) files['file:///c/zone.inc'] = 'type primary;\nfile "zones/included.db";\n';
  return files;
}

/** What a workspace says, with the fixes, and the zones that it loads. */
function said(workspace: Workspace): unknown {
  return {
    problems: [...workspace.problems()].map(([uri, problems]) => [
      uri,
      problems.map((problem) => ({ ...problem, fixes: fixesOf(problem, workspace) })),
    ]),
    zones: [...workspace.zones].map(({ options: { uri, apex, view, settings } }) => [
      uri,
      workspace.names.text(apex),
      view,
      settings,
    ]),
  };
}

function workspaceOf(files: Record<string, string>, readsEveryZone: boolean, withoutLimits: boolean): Workspace {
  return new Workspace({ system: memoryFileSystem(files), readsEveryZone, withoutLimits });
}

async function compare(files: Record<string, string>, text: string, what: string, limits: boolean): Promise<Workspace> {
  const [fast, whole] = [false, true].map((every) => workspaceOf(files, every, limits));
  for (const workspace of [fast, whole]) {
    workspace.open(CONF, text, 'named-conf');
    await workspace.settle();
  }
  assert.deepEqual(said(fast), said(whole), `${what}\n${text}`);
  return fast;
}

for (const seed of seeds()) {
  test(`configurations of zones that are alike, whole and with a mistake (seed ${seed})`, async () => {
    const random = randomNumbers(seed);
    for (let round = 0; round < 6; round++) {
      const text = configuration(random);
      const files = filesBeside(random);
      await compare(files, text, `seed ${seed}, round ${round}`, random(2) === 0);
      const mutated = changed(text, randomChange(text, random, PIECES));
      await compare(files, mutated, `seed ${seed}, round ${round}, changed`, random(2) === 0);
    }
  });

  test(`configurations of zones that are alike, edited at random, are what they are when read afresh (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 50);
    for (let round = 0; round < 2; round++) {
      let text = configuration(random);
      const files = filesBeside(random);
      const workspace = await compare(files, text, `seed ${seed}, round ${round}`, false);
      let undo: TextChange | undefined;
      for (let edit = 0; edit < 12; edit++) {
        const change = undo ?? randomChange(text, random, PIECES);
        undo =
          undo || random(2) === 0
            ? undefined
            : {
                start: change.start,
                end: change.start + change.newText.length,
                newText: text.slice(change.start, change.end),
              };
        text = changed(text, change);
        workspace.bufferOf(CONF)?.replace(change.start, change.end, change.newText);
        await workspace.settle();
        const fresh = workspaceOf(files, true, false);
        fresh.open(CONF, text, 'named-conf');
        await fresh.settle();
        assert.deepEqual(said(workspace), said(fresh), `seed ${seed}, round ${round}, edit ${edit}\n${text}`);
      }
    }
  });
}

/** Shapes of which no rule says anything. */
const SOUND = [BODIES[3], BODIES[0]];

/** Zones of a few shapes, which are passed over; more than one chunk of text. */
function largeConfiguration(random: Random, bodies: readonly string[], directory = '/nowhere'): string {
  let text = `options {\n\tdirectory "${directory}";\n\trecursion no;\n\tlisten-on-v6 { any; };\n\tallow-transfer { none; };\n};\n`;
  for (let n = 0; n < 250; n++) {
    const body = random(3) === 0 ? bodies[0] : pick(random, bodies);
    const name = `z${n}.${random(3) === 0 ? 'sub.' : ''}example.${random(4) === 0 ? 'com' : 'test'}`;
    const file = random(4) === 0 ? name : `zones/z${n}.db`;
    text += `zone "${name}" {\n\t${body.replace('FILE', file)}\n};\n`;
    if (random(40) === 0) text += '\n// a comment\n';
  }
  return text;
}

/** A zone put in or taken out, or any change and the one that takes it back. */
function edits(text: string, random: Random): TextChange[] {
  const zone = text.indexOf('\nzone', random(text.length)) + 1;
  const end = text.indexOf('\n};\n', zone) + 4;
  if (random(5) === 0 && zone > 0 && end > zone) {
    const name = pick(random, NAMES)(random(300));
    const newText = `zone "${name}" {\n\t${BODIES[0].replace('FILE', pick(random, PATHS)(name))}\n};\n`;
    return [random(2) === 0 ? { start: zone, end, newText: '' } : { start: zone, end: zone, newText }];
  }
  const change = randomChange(text, random, PIECES);
  const { start, newText } = change;
  return [change, { start, end: start + newText.length, newText: text.slice(start, change.end) }];
}

async function editAndCompare(
  workspace: Workspace,
  files: Record<string, string>,
  rounds: number,
  random: Random,
  what: string,
): Promise<void> {
  const buffer = workspace.bufferOf(CONF)!;
  for (let round = 0; round < rounds; round++) {
    for (const { start, end, newText } of edits(buffer.text(), random)) {
      buffer.replace(start, end, newText);
      await workspace.settle();
      const fresh = workspaceOf(files, true, false);
      fresh.open(CONF, buffer.text(), 'named-conf');
      await fresh.settle();
      assert.deepEqual(said(workspace), said(fresh), `${what}, edit ${round}`);
      const [limit, from] = [1 + random(300), random(buffer.length)];
      const part = (each: Workspace): unknown => [
        each.problemsOf(CONF, limit),
        each.problemsAt(CONF, from, from + 500),
      ];
      assert.deepEqual(part(workspace), part(fresh), `${what}, edit ${round}, ${limit} problems, those from ${from}`);
    }
  }
}

function alikeIn(workspace: Workspace): AlikeProblems[] {
  return [...workspace.configurations].map((configuration) => configuration.alikeIn(CONF));
}

/** A statement with what is in it. */
function shown(statement: Statement): unknown {
  const { start, end, semicolon, values } = statement;
  const inside = values.map((value) =>
    value.kind === 'block'
      ? {
          start: value.start,
          end: value.end,
          close: value.close,
          clause: value.clause,
          inside: value.statements.map(shown),
        }
      : value,
  );
  return { start, end, semicolon, inside };
}

for (const seed of seeds()) {
  test(`a text that is edited is read again around the edit, as if it were read afresh (seed ${seed})`, () => {
    const random = randomNumbers(seed + 100);
    const reading = new Reading();
    const buffer = new TextBuffer(largeConfiguration(random, SOUND));
    let tree = reading.parse(CONF, buffer, 'top');
    let incremental = 0;
    for (let round = 0; round < 80; round++) {
      for (const { start, end, newText } of edits(buffer.text(), random)) {
        buffer.replace(start, end, newText);
        const text = buffer.text();
        const next = reading.parse(CONF, buffer, 'top');
        if (next.alike && next.alike === tree.alike) incremental++;
        tree = next;
        const whole = parseConf(text);
        const what = `seed ${seed}, round ${round}`;
        assert.equal(tree.text, text, what);
        assert.deepEqual(
          tree.problems.map(({ code, start, end }) => ({ code, start, end })),
          whole.problems.map(({ code, start, end }) => ({ code, start, end })),
          what,
        );
        const passed = tree.alike?.zones ?? [];
        const starts = new Set(passed.map((zone) => zone.start));
        assert.deepEqual(
          tree.root.statements.map(shown),
          whole.root.statements.filter((statement) => !starts.has(statement.start)).map(shown),
          what,
        );
        for (const { start, end, name, path, pathStart } of passed) {
          const statement = whole.root.statements.find((candidate) => candidate.start === start);
          assert.equal(statement?.end, end, what);
          assert.equal(argumentsOf(statement!)[0].text, name, what);
          assert.equal(text.slice(pathStart, pathStart + path.length + 1), `${path}"`, what);
        }
        const { kinds, starts: tokens, count } = tree.tokens;
        assert.deepEqual([tokens[0], tokens[count], kinds.length], [0, text.length, count], what);
        for (let i = 0; i < count; i++) assert.ok(tokens[i] < tokens[i + 1], what);
      }
    }
    assert.ok(incremental > 15, `${incremental} times`);
  });

  test(`what is said of a large configuration that is edited is what is said of it afresh (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 150);
    const files = filesBeside(random);
    const workspace = await compare(files, largeConfiguration(random, SOUND), `seed ${seed}`, false);
    await editAndCompare(workspace, files, 3, random, `seed ${seed}`);
  });

  test(`what is said of many zones with the same mistake is what is said where each is read (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 200);
    let passed = 0;
    for (let round = 0; round < 4; round++) {
      const files = filesBeside(random);
      const bodies = Array.from({ length: 1 + random(3) }, () => pick(random, BODIES));
      const text = largeConfiguration(random, bodies, pick(random, ['/nowhere', '/c']));
      const workspace = await compare(files, text, `seed ${seed}, round ${round}`, false);
      for (const { zones, found } of alikeIn(workspace)) passed += found.size > 0 ? zones.length : 0;
      await editAndCompare(workspace, files, 2, random, `seed ${seed}, round ${round}`);
    }
    assert.ok(passed > 100, `${passed} zones`);
  });
}

test('zones that are alike are passed over, and a mistake in one of the last is found in its place', async () => {
  const zone = (n: number): string =>
    `zone "z${n}.example.test" {\n\ttype secondary;\n\tfile "zones/z${n}.example.test.db";\n\tprimaries { 192.0.2.1; };\n};\n`;
  const zones = Array.from({ length: 200 }, (_, n) => zone(n));
  const text = zones.join('');
  const tree = parsePassing(text, () => new AlikeZones(CONF, new Set(), new Set()));
  assert.deepEqual([tree.root.statements.length, tree.alike?.zones.length], [3, 197]);
  const clean = await compare({}, text, 'clean', true);
  const [configuration] = clean.configurations;
  assert.equal(configuration.model?.zones.length, 200);
  for (const [from, to] of [
    ['z198.example.test"', 'z197.example.test"'],
    ['zones/z198', 'zones/z197'],
    ['type secondary;\n\tfile "zones/z198', 'type primery;\n\tfile "zones/z198'],
    ['z198.example.test"', 'z198..example.test"'],
    ['db";\n\tprimaries { 192.0.2.1; };\n};\nzone "z199', 'db"\n\tprimaries { 192.0.2.1; };\n};\nzone "z199'],
    ['};\nzone "z199', '}\nzone "z199'],
    ['{ 192.0.2.1; };\n};\nzone "z199', '{ 192.0.2.1; ;\n};\nzone "z199'],
    ['zone "z199', 'zome "z199'],
    ['z199.example.test" {', 'z199.example.test {'],
  ]) {
    assert.ok(text.includes(from));
    const workspace = await compare({}, text.replace(from, to), `${from} -> ${to}`, true);
    assert.notDeepEqual(said(workspace), said(clean));
  }
});

test('of zones whose files are missing each is told, but for one whose file an editor has open', async () => {
  const zones = Array.from(
    { length: 40 },
    (_, n) => `zone "z${n}.example.test" { type primary; file "zones/z${n}"; };\n`,
  );
  const text = `options { directory "/c"; allow-transfer { none; }; recursion no; };\n${zones.join('')}`;
  const soa = '@ 3600 SOA ns.example.net. h.example.net. 1 7200 900 1209600 3600\n@ 3600 NS ns.example.net.\n';
  const [fast, whole] = [false, true].map((every) =>
    workspaceOf({ 'file:///c/zones/z5': soa, 'file:///c/zones/other': '' }, every, false),
  );
  const missing = (workspace: Workspace): number =>
    workspace.problemsOf(CONF, 1000).problems.filter(({ rule }) => rule === 'conf/missing-zone-file').length;
  for (const workspace of [fast, whole]) {
    workspace.open(CONF, text, 'named-conf');
    await workspace.settle();
    assert.equal(missing(workspace), 39);
  }
  assert.ok(alikeIn(fast)[0].zones.length > 30);
  for (const workspace of [fast, whole]) {
    workspace.open('file:///c/zones/z30', soa, 'zone');
    await workspace.settle();
    assert.equal(missing(workspace), 38);
  }
  assert.deepEqual(said(fast), said(whole));
  for (const workspace of [fast, whole]) {
    workspace.close('file:///c/zones/z30');
    await workspace.settle();
    assert.equal(missing(workspace), 39);
  }
  assert.deepEqual(said(fast), said(whole));
});
