import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BindVersion } from '../../../../server/src/dns/versions.ts';
import type { KeysOf } from '../../../../server/src/rules/conf/support/migration.ts';
import { migrateConfiguration } from '../../../../server/src/services/conf/migration.ts';
import { contextOf, problemsOf, ROOT } from '../../rules/conf/helper.ts';

function migration(text: string, version: BindVersion = '9.21', files: Record<string, string> = {}, keysOf?: KeysOf) {
  const { model } = contextOf(text, { files });
  return migrateConfiguration(model, version, keysOf);
}

function migrated(text: string, version: BindVersion = '9.21', keysOf?: KeysOf): string {
  const { files } = migration(text, version, {}, keysOf);
  const after = files.find(({ uri }) => uri === ROOT)?.after ?? text;
  const errors = problemsOf(after, { version }).filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    errors.map(({ message }) => message),
    [],
  );
  return after;
}

const zone = (...lines: string[]) => `zone "example.com" {\n${lines.map((line) => `\t${line}\n`).join('')}};\n`;
const PRIMARY = ['type primary;', 'file "db";'];

describe('migrating a configuration', () => {
  it('deletes what has no effect, and keeps the comments', () => {
    const text = [
      'options {',
      '\tdnssec-enable yes; // on',
      '\t/* why */',
      '\tsortlist {',
      '\t\t// near',
      '\t\t10.0.0.0/8; # far',
      '\t};',
      '\trecursion no; cleaning-interval 60; version none;',
      '\tglue-cache no;',
      '\tkeep-response-order { none; };',
      '};',
      '',
    ].join('\n');
    assert.equal(
      migrated(text),
      'options {\n\t// on\n\t/* why */\n\t// near\n\t# far\n\trecursion no; version none;\n};\n',
    );
    assert.equal(migrated(text.replaceAll('\n', '\r\n')).includes('// near\r\n'), true);
  });

  it('leaves what only is deprecated, where nothing says the same', () => {
    const text = 'options {\n\theartbeat-interval 60;\n};\n';
    assert.equal(migrated(text, '9.20'), text);
    assert.equal(migrated(text, '9.21'), 'options {\n};\n');
  });

  it('writes older words as the release has them', () => {
    const text = 'masters up { 192.0.2.1; };\nzone "a" { type slave; masters { up; }; notify master-only; };\n';
    const after = 'zone "a" { type secondary; primaries { up; }; notify primary-only; };\n';
    assert.equal(migrated(text, '9.18'), `primaries up { 192.0.2.1; };\n${after}`);
    assert.equal(migrated(text, '9.20'), `primaries up { 192.0.2.1; };\n${after}`);
    assert.equal(migrated(text), `remote-servers up { 192.0.2.1; };\n${after}`);
    const agents = 'parental-agents p { 192.0.2.1; };\n';
    assert.equal(migrated(agents, '9.18'), agents);
    assert.equal(migrated(agents), 'remote-servers p { 192.0.2.1; };\n');
  });

  it('gives parental agents a name of their own where primaries have theirs', () => {
    const text = [
      'primaries up { 192.0.2.1; };',
      'parental-agents "Up" { 192.0.2.2; };',
      'parental-agents more { up; };',
      'zone "a" { type secondary; primaries { up; }; parental-agents { "up"; more; }; };',
      '',
    ].join('\n');
    const after = text
      .replace('agents "Up"', 'agents "Up-agents"')
      .replace('more { up;', 'more { Up-agents;')
      .replace('agents { "up"', 'agents { "Up-agents"');
    assert.equal(migrated(text, '9.18'), text);
    assert.equal(migrated(text, '9.20'), after);
    assert.equal(
      migrated(text),
      after.replace('primaries up', 'remote-servers up').replace(/^parental-agents/gm, 'remote-servers'),
    );
    const apart = text
      .replace('"Up"', 'parents')
      .replace('{ "up"; more;', '{ parents;')
      .replace('more { up;', 'more { parents;');
    assert.equal(migrated(apart, '9.20'), apart);
  });

  it('deletes views of other classes for the release that has class IN only', () => {
    const inside = 'view "in" {\n\trecursion no;\n};\n';
    const text = `${inside}view "chaos" CH {\n\trecursion no;\n\t// ours\n};\n`;
    assert.equal(migrated(text, '9.20'), text);
    assert.equal(migrated(text), `${inside}// ours\n`);
    const { notes } = migration(text);
    assert.match(notes.join(), /class IN only, so the view 'chaos' of class CH is gone/);
    assert.equal(migrated('view "a" IN {\n\trecursion no;\n};\n'), 'view "a" IN {\n\trecursion no;\n};\n');
  });

  it('writes what older releases made of a value that is refused now', () => {
    const policy = (iterations: number) =>
      `dnssec-policy "p" {\n\tnsec3param iterations ${iterations} optout no salt-length 8;\n};\n`;
    assert.equal(migrated(policy(5), '9.18'), policy(5));
    assert.equal(migrated(policy(5), '9.20'), policy(0));
    assert.match(migration(policy(5)).notes.join(), /at most 0 NSEC3 iterations/);
    const sizes = 'options {\n\tedns-udp-size 8192;\n\tmax-udp-size 1232;\n};\n';
    assert.equal(migrated(sizes, '9.20'), sizes);
    assert.equal(migrated(sizes), sizes.replace('8192', '4096'));
    assert.equal(migrated('options {\n\tprefetch 2 4;\n};\n'), 'options {\n\tprefetch 2 8;\n};\n');
    assert.equal(migrated('controls {\n\tunix "/run/x" perm 0600 owner 0 group 0;\n};\n', '9.20'), 'controls {\n};\n');
  });

  it('says what the release refuses and nobody can mend by rule', () => {
    const text = 'controls {\n\tinet 127.0.0.1 allow { any; };\n\tinet 127.0.0.1 allow { none; };\n};\n';
    assert.deepEqual(migration(text, '9.18').left, []);
    const { files, left } = migration(text, '9.20');
    assert.deepEqual(files, []);
    assert.equal(left.length, 1);
    assert.equal(left[0].name, undefined);
    assert.match(left[0].message, /defined a second time/);
    assert.equal(text.slice(left[0].start, left[0].end), '127.0.0.1');
    // A value that every release refuses is no matter of a migration, and is said as well.
    const wrong = 'options {\n\tmax-ncache-ttl 2w;\n};\n';
    assert.deepEqual(migration(wrong).files, []);
    assert.equal(migration(wrong).left.length, 1);
  });

  it('takes ports and DSCP values out', () => {
    const text = 'options {\n\ttransfer-source 192.0.2.1 port 4000;\n\tlisten-on port 53 dscp 4 { any; };\n};\n';
    assert.equal(migrated(text, '9.18'), text);
    assert.equal(migrated(text), 'options {\n\ttransfer-source 192.0.2.1;\n\tlisten-on port 53 { any; };\n};\n');
    const { files } = migration('primaries p { 192.0.2.1 dscp 4; };\n');
    assert.equal(files[0].after, 'remote-servers p { 192.0.2.1; };\n');
  });

  it('makes trust anchors of keys, old names among them', () => {
    const key = '"AwEAAag="';
    const text = `trusted-keys {\n\texample.com. 257 3 13 ${key}; // ours\n};\n`;
    assert.equal(migrated(text), `trust-anchors {\n\texample.com. static-key 257 3 13 ${key}; // ours\n};\n`);
    const two = `trust-anchors { a. static-key 257 3 13 ${key}; };\ndnssec-keys { b. static-key 257 3 13 ${key}; };\n`;
    const { files } = migration(two);
    assert.equal(files[0].after, two.replace('dnssec-keys', 'trust-anchors'));
  });

  it('deletes zones of a type that is gone', () => {
    assert.equal(migrated('zone "com" {\n\ttype delegation-only; # why\n};\n'), '# why\n');
    assert.equal(
      migrated('zone "com" { type delegation-only; };\n', '9.18'),
      'zone "com" { type delegation-only; };\n',
    );
  });

  it('deletes the log category of such zones, from 9.20 on, and no other', () => {
    const text = 'logging {\n\tcategory delegation-only { null; }; // why\n\tcategory queries { null; };\n};\n';
    assert.equal(migrated(text, '9.18'), text);
    assert.equal(migrated(text, '9.20'), 'logging {\n\t// why\n\tcategory queries { null; };\n};\n');
  });

  it('uses the built-in key where validation has none, from 9.20 on', () => {
    const text = 'options { dnssec-validation yes; };\n';
    assert.equal(migrated(text, '9.18'), text);
    assert.equal(migrated(text, '9.20'), 'options { dnssec-validation auto; };\n');
  });

  it('loads the plugin that filters AAAA records', () => {
    const text = 'options {\n\tfilter-aaaa-on-v4 yes;\n\tfilter-aaaa { any; };\n};\n';
    assert.equal(
      migrated(text),
      'options {\n};\nplugin query "filter-aaaa.so" {\n\tfilter-aaaa-on-v4 yes;\n\tfilter-aaaa { any; };\n};\n',
    );
    const view = 'view "v" {\n\tfilter-aaaa-on-v4 yes;\n};\n';
    assert.match(
      migrated(view),
      /^view "v" \{\n\tplugin query "filter-aaaa\.so" \{\n\t\tfilter-aaaa-on-v4 yes;\n\t\};\n\};/,
    );
  });

  it('deletes a list of the filter that nothing switches on', () => {
    assert.equal(migrated('options {\n\tfilter-aaaa { any; };\n};\n'), 'options {\n};\n');
  });

  it('moves inline-signing from options into the zones', () => {
    const text = `options {\n\tinline-signing yes;\n};\n${zone(...PRIMARY, 'dnssec-policy default;')}zone "." { type hint; file "h"; };\n`;
    const after = migrated(text);
    assert.ok(after.includes('dnssec-policy default;\n\tinline-signing yes;\n};'), after);
    assert.equal(after.match(/inline-signing/g)?.length, 1);
  });

  it('keeps bindkeys-file where it is more than BIND brings along', () => {
    assert.equal(migrated('options {\n\tbindkeys-file "/etc/bind.keys";\n};\n'), 'options {\n};\n');
    const { files, notes } = migration('options {\n\tbindkeys-file "/etc/ours";\n};\n');
    assert.equal(files[0].after, 'options {\n};\ninclude "/etc/ours";\n');
    assert.equal(notes.length, 1);
  });
});

describe('auto-dnssec', () => {
  const text = zone(...PRIMARY, 'auto-dnssec /* by itself */ maintain; // signed', 'key-directory "keys";');

  it('becomes the default policy where nothing is known, with a note', () => {
    assert.equal(
      migrated(text),
      zone(
        ...PRIMARY,
        'dnssec-policy /* by itself */ default;',
        'inline-signing yes; // signed',
        'key-directory "keys";',
      ),
    );
    assert.match(migration(text).notes[0], /compare the keys of 'example.com'/);
  });

  it('becomes a policy for the keys that are there', () => {
    const keysOf: KeysOf = (origin, directory) => {
      assert.deepEqual([origin, directory], ['example.com.', 'keys']);
      return [
        { algorithm: 8, isKsk: true, bits: 2048 },
        { algorithm: 8, isKsk: false, bits: 1024 },
      ];
    };
    const after = migrated(text, '9.21', keysOf);
    assert.match(after, /^dnssec-policy "ksk-rsasha256-2048-zsk-rsasha256-1024" \{\n\tkeys \{\n/);
    assert.match(after, /\t\tzsk lifetime unlimited algorithm rsasha256 1024;\n/);
    const alone = migrated(text, '9.21', () => [{ algorithm: 13, isKsk: true }]);
    assert.match(alone, /\tdnssec-policy \/\* by itself \*\/ "csk-ecdsap256sha256";/);
  });

  it('goes where it never could stand, with a note', () => {
    const { files, notes } = migration('options {\n\tauto-dnssec maintain;\n};\n');
    assert.equal(files[0].after, 'options {\n};\n');
    assert.match(notes[0], /each zone that is to be signed/);
  });

  it('takes the validity of signatures along, zones alike sharing a policy', () => {
    const options = 'options {\n\tsig-validity-interval 30 10;\n};\n';
    const two = `${options}${text}${text.replace('example.com', 'example.net').replace('"db"', '"db2"')}`;
    const after = migrated(two);
    assert.equal(after.match(/^dnssec-policy "/gm)?.length, 1);
    assert.match(after, /signatures-refresh PT240H;\n\tsignatures-validity P30D;\n\tsignatures-validity-dnskey P30D;/);
    assert.ok(!after.includes('sig-validity-interval'));
  });

  it('goes where it is off or a policy is there', () => {
    assert.equal(migrated(text.replace('maintain', 'off').replace('/* by itself */ ', '')).includes('policy'), false);
    const both = zone(...PRIMARY, 'auto-dnssec maintain;', 'dnssec-policy default;');
    assert.equal(migrated(both), zone(...PRIMARY, 'dnssec-policy default;'));
  });

  it('leaves a zone that takes updates as it was signed', () => {
    const dynamic = zone(...PRIMARY, 'update-policy local;', 'auto-dnssec maintain;');
    assert.match(migrated(dynamic, '9.20'), /inline-signing no;/);
    assert.doesNotMatch(migrated(dynamic, '9.18'), /inline-signing/);
  });

  it('moves max-zone-ttl into a policy that all its zones agree on', () => {
    const policy = 'dnssec-policy "p" {\n\tkeys { csk lifetime unlimited algorithm 13; };\n};\n';
    const one = zone(...PRIMARY, 'dnssec-policy "p";', 'inline-signing yes;', 'max-zone-ttl 1d;');
    const after = migrated(policy + one);
    assert.ok(
      after.startsWith('dnssec-policy "p" {\n\tkeys { csk lifetime unlimited algorithm 13; };\n\tmax-zone-ttl 1d;\n};'),
    );
    assert.equal(after.match(/max-zone-ttl/g)?.length, 1);
    const without = zone(...PRIMARY, 'max-zone-ttl 1d;');
    assert.equal(migrated(without), without);
  });
});

describe('a configuration of several files', () => {
  it('is migrated with its includes, as edits of lines', () => {
    const files = { 'zones.conf': 'zone "a" { type master; file "a"; };\n// end\n' };
    const { files: changed, left } = migration(
      'options { dnssec-enable yes; };\ninclude "zones.conf";\n',
      '9.21',
      files,
    );
    assert.deepEqual(
      changed.map(({ uri }) => uri),
      [ROOT, 'zones.conf'],
    );
    assert.deepEqual(changed[1].edits, [
      { uri: 'zones.conf', start: 0, end: 37, newText: 'zone "a" { type primary; file "a"; };\n' },
    ]);
    assert.deepEqual(left, []);
  });

  it('does nothing to one that is up to date, and ends on any input', () => {
    assert.deepEqual(migration('options { recursion no; };\n').files, []);
    for (const text of [
      '',
      '{',
      'options {',
      'zone "a" { auto-dnssec',
      'trusted-keys {',
      'options { sortlist',
      '"',
      '/*',
    ]) {
      const { files } = migration(text);
      assert.ok(files.length <= 1, text);
    }
  });

  it('reaches the end where ten thousand statements go', () => {
    const text = `options {\n${'\tdnssec-enable yes;\n'.repeat(10_000)}};\n`;
    assert.equal(migration(text).files[0].after, 'options {\n};\n');
  });
});
