import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver-types';
import { withReferences, zoneCodeLenses } from '../../../../server/src/services/zone/codeLenses.ts';
import { siteOf, uriOf as siteUri } from '../../workspace/harness.ts';
import { makeWorkspace, NOW, uriOf, type ZoneSpec } from './harness.ts';

const SPEC: ZoneSpec = { file: 'zone', origin: 'example.com.' };
const HEAD = '$TTL 1d\n@ SOA ns1 host 2025112001 3600 900 1209600 3600\n@ NS ns1\nns1 A 192.0.2.53\n';

function lensesOf(text: string, spec: ZoneSpec = SPEC): CodeLens[] {
  const { zones } = makeWorkspace({ zone: text }, [spec]);
  return zoneCodeLenses(zones[0], zones[0].root, NOW);
}

function titles(text: string, spec?: ZoneSpec): string[] {
  return lensesOf(text, spec).map(({ range, command }) => `${range.start.line}: ${command?.title ?? 'references'}`);
}

test('code lenses: the SOA has the next serial, the counts, and where the origin is from', () => {
  assert.deepEqual(titles(HEAD), [
    '1: Raise serial to 2025112101',
    '1: 3 records',
    '1: example.com. from named.conf',
    '3: references',
  ]);
  const [raise] = lensesOf(HEAD);
  assert.deepEqual(raise.command, {
    title: 'Raise serial to 2025112101',
    command: 'bailiwick.raiseSerial',
    arguments: [uriOf('zone')],
  });
});

test('code lenses: live servers are asked from where programs run', () => {
  const { zones } = makeWorkspace({ zone: HEAD }, [SPEC]);
  const asks = (runs: boolean) =>
    zoneCodeLenses(zones[0], zones[0].root, NOW, runs).filter(
      ({ command }) => command?.command === 'bailiwick.queryRecord',
    );
  assert.deepEqual(asks(false), []);
  assert.deepEqual(asks(true)[0].command?.arguments, [{ uri: uriOf('zone'), position: { line: 1, character: 0 } }]);
});

test('code lenses: no serial to raise in a secondary, or where it is none', () => {
  assert.equal(titles(HEAD, { ...SPEC, type: 'secondary' })[0], '1: 3 records');
  assert.equal(titles(HEAD.replace('2025112001', 'abc'))[0], '1: 3 records');
});

const DELEGATIONS: readonly { readonly what: string; readonly text: string; readonly title: string }[] = [
  {
    what: 'with glue and DS',
    text: 'sub NS ns.sub\nsub NS ns.example.net.\nsub DS 1 13 2 00\nns.sub AAAA 2001:db8::1\n',
    title: 'Delegation: 2 name servers, glue complete, signed (DS)',
  },
  {
    what: 'without the glue that it needs',
    text: 'sub NS ns.sub\nsub NS ns2.sub\nns2.sub A 192.0.2.2\n',
    title: 'Delegation: 2 name servers, no glue for ns.sub, not signed (no DS)',
  },
  {
    what: 'to servers elsewhere',
    text: 'sub NS ns.example.net.\n',
    title: 'Delegation: 1 name server, no glue needed, not signed (no DS)',
  },
];

for (const { what, text, title } of DELEGATIONS) {
  test(`code lenses: a delegation ${what}`, () => {
    const all = titles(HEAD + text);
    assert.ok(all.includes(`1: ${3 + text.split('\n').length - 1} records, 1 delegation`), all.join(' | '));
    assert.ok(all.includes(`4: ${title}`), all.join(' | '));
  });
}

test('code lenses: a name that is pointed to holds its place until it is resolved', () => {
  const lens = lensesOf(`${HEAD}www CNAME ns1\n`).find(({ command }) => !command)!;
  const position = { line: 3, character: 0 };
  assert.deepEqual(lens.data, { kind: 'references', uri: uriOf('zone'), position });
  const location = { uri: uriOf('zone'), range: { start: position, end: position } };
  assert.deepEqual(withReferences(lens, [location, location]).command, {
    title: '2 references',
    command: 'bailiwick.showReferences',
    arguments: [uriOf('zone'), position, [location, location]],
  });
});

test('code lenses: a large zone has them on its SOA and its delegations only, and not without end', () => {
  const hosts = Array.from({ length: 21_000 }, (_, i) => `h${i} CNAME ns1\n`).join('');
  const cuts = Array.from({ length: 1500 }, (_, i) => `c${i} NS ns1\n`).join('');
  const lenses = lensesOf(HEAD + hosts + cuts);
  assert.equal(lenses.length, 1000);
  assert.ok(lenses.every(({ command }) => command !== undefined));
});

test('code lenses: those of an included file are in that file', () => {
  const { zones } = makeWorkspace({ zone: `${HEAD}$INCLUDE more\n`, more: 'sub NS ns.example.net.\n' }, [SPEC]);
  const [zone] = zones;
  const inIncluded = zoneCodeLenses(zone, zone.documents[1], NOW);
  assert.equal(inIncluded.length, 1);
  assert.match(inIncluded[0].command!.title, /^Delegation/);
});

test('code lenses: garbage has no error', () => {
  for (const text of ['', '(', '@ SOA', '@ SOA (\n"', 'a NS\nb NS .\n', `${HEAD}sub NS \\# 1 00\nx DNAME y\n`]) {
    assert.ok(Array.isArray(lensesOf(text)));
    assert.ok(Array.isArray(lensesOf(text, { file: 'zone', origin: undefined })));
  }
});

test('code lenses: a zone that clients may update offers rndc, where it can be run, and an update', async () => {
  const lenses = async (statement: string, runsTools: boolean): Promise<string[]> => {
    const conf = `options { directory "/w"; };\nview v { zone "example.com" { type primary; file "db"; ${statement} }; };\n`;
    const { workspace } = await siteOf({ 'named.conf': conf, db: HEAD });
    const [zone] = workspace.zonesOf(siteUri('db'));
    return zoneCodeLenses(zone, zone.root, NOW, runsTools).flatMap(({ command }) => {
      return command?.arguments?.[1] === 'v' ? `${command.title} ${command.command}` : [];
    });
  };
  const update = 'As nsupdate bailiwick.nsupdate';
  const rndc = ['Freeze bailiwick.freezeZone', 'Thaw bailiwick.thawZone'];
  assert.deepEqual(await lenses('allow-update { localhost; };', true), [...rndc, update]);
  assert.deepEqual(await lenses('update-policy local;', false), [update]);
  assert.deepEqual(await lenses('allow-update { none; };', true), []);
});

test('code lenses: a comparison with the servers, where queries can be sent', () => {
  const { zones } = makeWorkspace({ zone: HEAD }, [SPEC]);
  const [zone] = zones;
  const commands = (sends: boolean): string[] =>
    zoneCodeLenses(zone, zone.root, NOW, sends).flatMap(({ command }) =>
      command?.command === 'bailiwick.compareWithServers' ? [JSON.stringify(command.arguments)] : [],
    );
  assert.deepEqual(commands(true), [JSON.stringify([{ uri: zone.options.uri, scope: 'zone' }])]);
  assert.deepEqual(commands(false), []);
});
