import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildModel } from '../../../server/src/conf/buildModel.ts';
import { guessClause, rootClauseOf } from '../../../server/src/conf/clauseOf.ts';
import type { ConfModel } from '../../../server/src/conf/model.ts';
import { firstArgument, normalName, resolvePath, settingFor } from '../../../server/src/conf/model.ts';
import type { Clause } from '../../../server/src/conf/statements.ts';
import { argumentsOf } from '../../../server/src/conf/tree.ts';

function model(files: Readonly<Record<string, string>>, root = 'named.conf', clause: Clause = 'top'): ConfModel {
  return buildModel(
    { uri: root, text: files[root] },
    (path) => (files[path] === undefined ? undefined : [{ uri: path, text: files[path] }]),
    clause,
  );
}

describe('the model of a configuration', () => {
  it('has zones with their view, class, type and file', () => {
    const { zones, views } = model({
      'named.conf':
        'view "in" IN { zone "A.example" { type master; file "a"; }; };\nview "ch" CHAOS { zone "bind" { type slave; }; };',
    });
    assert.deepEqual(
      views.map((view) => [view.name, view.className]),
      [
        ['in', 'IN'],
        ['ch', 'CH'],
      ],
    );
    assert.deepEqual(
      zones.map((zone) => [zone.origin, zone.view?.name, zone.className, zone.type, zone.fileWord?.text]),
      [
        ['a.example.', 'in', 'IN', 'primary', 'a'],
        ['bind.', 'ch', 'CH', 'secondary', undefined],
      ],
    );
  });

  it('follows includes, in every clause', () => {
    const made = model({
      'named.conf': 'include "opt";\ninclude "zones";\nlogging { include "log"; };',
      opt: 'options { include "inner"; recursion no; };',
      inner: 'version none;',
      zones: 'zone "a" { include "body"; };',
      body: 'type primary; file "f";',
      log: 'category default { null; };',
    });
    assert.deepEqual(
      made.files.map((file) => file.uri),
      ['named.conf', 'opt', 'inner', 'zones', 'body', 'log'],
    );
    assert.deepEqual([...(made.options?.byName.keys() ?? [])], ['version', 'recursion']);
    assert.equal(made.zones[0].type, 'primary');
    assert.equal(made.options?.byName.get('version')?.[0].file.uri, 'inner');
    assert.equal(made.files.find((file) => file.uri === 'body')?.tree.root.clause, 'zone');
  });

  it('stops at a file that includes itself', () => {
    const direct = model({ 'named.conf': 'include "named.conf";\nacl a { any; };' });
    assert.deepEqual(
      direct.includes.map((include) => include.isCycle),
      [true],
    );
    assert.equal(direct.acls.length, 1);
    const round = model({ 'named.conf': 'include "b";', b: 'include "c";', c: 'include "b";' });
    assert.deepEqual(
      round.includes.map(({ path, isCycle }) => `${path} ${isCycle}`),
      ['b true', 'c false', 'b false'],
    );
  });

  it('does not grow without end where files include each other many times', () => {
    const files: Record<string, string> = { 'named.conf': 'include "f1"; include "f1";' };
    for (let i = 1; i < 30; i++) files[`f${i}`] = `include "f${i + 1}"; include "f${i + 1}";`;
    // The two of the root, and those of 29 files that are read twice.
    assert.equal(model(files).includes.length, 2 + 4 * 29);
  });

  it('keeps what could not be read', () => {
    const made = model({ 'named.conf': 'options { directory "/var/cache/bind"; };\ninclude "gone";' });
    assert.deepEqual(
      made.includes.map(({ path, directory, targets }) => [path, directory, targets.length]),
      [['gone', '/var/cache/bind', 0]],
    );
    assert.equal(made.directory, '/var/cache/bind');
  });

  it('gives a zone the settings of its view and of options', () => {
    const made = model({
      'named.conf':
        'options { notify no; allow-query { any; }; };\nview "v" { notify yes; zone "a" { type primary; file "f"; notify explicit; }; zone "b" { type primary; file "g"; }; };',
    });
    const value = (zone: number, name: string) => {
      const setting = settingFor(made, made.zones[zone], name);
      return setting && argumentsOf(setting.statement)[0]?.text;
    };
    assert.equal(value(0, 'notify'), 'explicit');
    assert.equal(value(1, 'notify'), 'yes');
    assert.ok(settingFor(made, made.zones[1], 'allow-query'));
    assert.equal(settingFor(made, made.zones[1], 'allow-transfer'), undefined);
  });

  it('has acls, keys, lists of servers and trust anchors', () => {
    const made = model({
      'named.conf': [
        'acl inside { any; };',
        'key k { algorithm hmac-sha256; secret "AAAA"; };',
        'masters hidden { 192.0.2.1; };',
        'tls t { cert-file "c"; };',
        'trusted-keys { example. 257 3 5 "AAAA"; };',
        'trust-anchors { . initial-ds 20326 8 2 "E06D"; };',
      ].join('\n'),
    });
    assert.deepEqual(
      [made.acls, made.keys, made.serverLists, made.tls].map((list) => list.map((entry) => entry.name)),
      [['inside'], ['k'], ['hidden'], ['t']],
    );
    assert.equal(firstArgument(made.keys[0].scope, 'algorithm')?.text, 'hmac-sha256');
    assert.deepEqual(
      made.trustAnchors.map(({ name, anchor, numbers, data }) => [
        name.text,
        anchor,
        numbers.map((word) => word.text).join(' '),
        data?.text,
      ]),
      [
        ['example.', 'static-key', '257 3 5', 'AAAA'],
        ['.', 'initial-ds', '20326 8 2', 'E06D'],
      ],
    );
  });

  it('reads rndc.conf and rndc.key', () => {
    assert.equal(rootClauseOf('/etc/bind/rndc.conf'), 'rndc');
    assert.equal(rootClauseOf('/etc/bind/rndc.key'), undefined);
    assert.equal(rootClauseOf('file:///etc/named.conf'), 'top');
    const made = model(
      {
        'rndc.conf':
          'key k { algorithm hmac-sha256; secret "AAAA"; };\noptions { default-key k; default-port 953; };\nserver ::1 { key k; };',
      },
      'rndc.conf',
      'rndc',
    );
    assert.deepEqual(
      made.scopes.flatMap((scope) => scope.settings).filter((setting) => !setting.row),
      [],
    );
    assert.deepEqual([...(made.options?.byName.keys() ?? [])], ['default-key', 'default-port']);
  });

  it('guesses where the statements of a fragment stand', () => {
    assert.equal(guessClause('zone "a" { type hint; };'), 'top');
    assert.equal(guessClause('recursion no;\nlisten-on { any; };'), 'options');
    assert.equal(guessClause('options { notify no; };\nrecursion no;\nversion none;'), 'top');
    assert.equal(guessClause('type primary;\nfile "a";'), 'zone');
    assert.equal(guessClause('channel c { null; };\ncategory default { c; };'), 'logging');
    assert.equal(guessClause(''), 'top');
  });

  it('reads names and paths as named does', () => {
    assert.equal(normalName('Example.COM'), 'example.com.');
    assert.equal(normalName('.'), '.');
    assert.equal(resolvePath('/var/cache/bind/', 'db.a'), '/var/cache/bind/db.a');
    assert.equal(resolvePath('/var', '/etc/db'), '/etc/db');
    assert.equal(resolvePath(undefined, 'db.a'), 'db.a');
  });

  it('stays quick with many zones', () => {
    let text = '';
    for (let i = 0; i < 20_000; i++) text += `zone "z${i}.example" {\n\ttype primary;\n\tfile "db.${i}";\n};\n`;
    assert.equal(model({ 'named.conf': text }).zones.length, 20_000);
  });
});
