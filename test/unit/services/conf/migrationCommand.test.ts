import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, test } from 'node:test';
import { migrate } from '../../../../server/src/cli/migrate.ts';
import { parseOptions } from '../../../../server/src/cli/parse.ts';
import { migrateConfiguration } from '../../../../server/src/services/conf/migration.ts';
import { confMigration, migrationEdit } from '../../../../server/src/services/conf/migrationEdit.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { contextOf, ROOT } from '../../rules/conf/helper.ts';

describe('the words of bailiwick migrate', () => {
  it('name a release and one file', () => {
    assert.deepEqual(parseOptions(['migrate', '--to', '9.21', '--write', 'named.conf']), {
      kind: 'migrate',
      options: { file: 'named.conf', version: '9.21', write: true },
    });
    assert.equal(parseOptions(['migrate', '--help']).kind, 'help');
    for (const words of [[], ['f'], ['--to', '9.16', 'f'], ['--to', '9.21'], ['--to', '9.21', 'a', 'b'], ['--no']]) {
      assert.equal(parseOptions(['migrate', ...words]).kind, 'error', words.join(' '));
    }
  });
});

describe('bailiwick migrate', () => {
  let folder = '';
  const path = (name: string) => join(folder, name);
  const run = async (file: string, write = false) => {
    const said = { out: '', err: '' };
    const output = {
      cwd: folder,
      print: (text: string) => {
        said.out += text;
      },
      warn: (text: string) => {
        said.err += text;
      },
    };
    const status = await migrate({ file, version: '9.21', write }, output);
    return { status, ...said };
  };

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-')));
    mkdirSync(path('keys'));
    // A modulus of 128 octets behind an exponent of three.
    const key = Buffer.concat([Buffer.from([3, 1, 0, 1]), Buffer.alloc(128, 0xff)]).toString('base64');
    writeFileSync(path('keys/Kexample.com.+008+00001.key'), `; a key\nexample.com. IN DNSKEY 257 3 8 ${key}\n`);
    writeFileSync(path('keys/Kexample.com.+008+00002.key'), `example.com. IN DNSKEY 256 3 8 ${key}\n`);
    writeFileSync(path('keys/Kother.example.+013+00003.key'), 'other.example. IN DNSKEY 257 3 13 AAAA\n');
    writeFileSync(
      path('named.conf'),
      `options {\n\tdirectory "${folder}";\n\tdnssec-enable yes;\n};\ninclude "zones.conf";\n`,
    );
    writeFileSync(
      path('zones.conf'),
      Buffer.from(
        'zone "example.com" {\n\ttype master;\n\tfile "db";\n\tauto-dnssec maintain; // \xfc\n\tkey-directory "keys";\n};\n',
        'latin1',
      ),
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it('prints a diff of every file, and what the policy is for', async () => {
    const { status, out, err } = await run('named.conf');
    assert.equal(status, 0);
    assert.match(out, /^--- named\.conf\n\+\+\+ named\.conf\n/);
    assert.match(out, /\n-\tdnssec-enable yes;\n/);
    assert.match(out, /\n\+\t\tksk lifetime unlimited algorithm rsasha256 1024;\n/);
    assert.match(out, /\n--- zones\.conf\n/);
    assert.match(err, /^note: The policy 'ksk-rsasha256-1024-zsk-rsasha256-1024' describes the keys/);
    assert.match(readFileSync(path('zones.conf'), 'latin1'), /type master/);
  });

  it('says what it cannot read', async () => {
    assert.deepEqual(await run('none.conf'), { status: 2, out: '', err: 'bailiwick: none.conf is not there\n' });
  });

  it('writes the files in their encoding, and then finds nothing to do', async () => {
    const { status, out } = await run('named.conf', true);
    assert.equal(status, 0);
    assert.equal(out, 'named.conf\nzones.conf\n');
    const text = readFileSync(path('zones.conf'), 'latin1');
    assert.ok(text.includes('type primary;') && text.includes('// \xfc\n'), text);
    assert.equal((await run('named.conf')).out, '');
  });
});

describe('a migration in the editor', () => {
  it('is an edit of several files that is shown before it is made, ticked', () => {
    const files = { 'more.conf': 'zone "a" { type master; };\n' };
    const text = 'options { dnssec-enable yes; };\ninclude "more.conf";\n';
    const done = migrateConfiguration(contextOf(text, { files }).model, '9.21');
    const all: Record<string, string> = { [ROOT]: text, ...files };
    const edit = migrationEdit(done, '9.21', (uri) => new TextBuffer(all[uri]));
    assert.deepEqual(
      edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument.uri),
      [ROOT, 'more.conf'],
    );
    assert.equal(edit?.changeAnnotations?.migration.needsConfirmation, false);
    assert.equal(edit?.changeAnnotations?.review.needsConfirmation, true);
    assert.equal(edit?.changeAnnotations?.migration.label, 'Migrate to BIND 9.21');
    assert.equal(
      migrationEdit(done, '9.21', () => undefined),
      undefined,
    );
    const nothing = migrateConfiguration(contextOf('options { };').model, '9.21');
    assert.equal(
      migrationEdit(nothing, '9.21', () => undefined),
      undefined,
    );
  });
});

test('the notes of a migration have the first problems that are left, and the number of the others', () => {
  const text = Array.from({ length: 5 }, (_, i) => `zone "${i}.example" { type secondary; };\n`).join('');
  const { model } = contextOf(text);
  const { edit, notes } = confMigration(model, '9.20', () => undefined);
  assert.equal(edit, null);
  assert.equal(notes.length, 4);
  assert.match(notes[0], /'0\.example' has no primaries/);
  assert.match(notes[3], /^2 more problems are left that BIND 9\.20 refuses/);
});
