/** A file checked from disk: which zone it is, what of it is told, and what is not read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { CheckedFile } from '../../../../server/src/lsp/protocol.ts';
import {
  checkFile,
  type FileCheck,
  FileCheckRefusal,
  type FileCheckStage,
} from '../../../../server/src/services/shared/fileCheck.ts';
import { type FileSystem, memoryFileSystem } from '../../../../server/src/workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../../../../server/src/workspace/settings.ts';

const FOLDER = 'file:///w';
const HEAD = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\n';

interface Checked {
  readonly result: CheckedFile;
  readonly stages: readonly FileCheckStage[];
  /** The files that were read, besides the one that is checked. */
  readonly read: readonly string[];
}

async function check(
  files: Readonly<Record<string, string>>,
  uri: string,
  job: Partial<FileCheck> = {},
): Promise<Checked> {
  const disk = memoryFileSystem(files);
  const read: string[] = [];
  const system: FileSystem = {
    ...disk,
    read: (wanted) => {
      read.push(wanted);
      return disk.read(wanted);
    },
  };
  const stages: FileCheckStage[] = [];
  const result = await checkFile(
    { uri, folders: [FOLDER], configurations: [], settings: DEFAULT_SETTINGS, ...job },
    {
      system,
      read: async (onShare) => {
        onShare(0.5);
        return new TextEncoder().encode(files[uri]);
      },
      now: () => new Date(0),
      onStage: (stage) => stages.push(stage),
    },
  );
  return { result, stages, read };
}

function rules({ result }: Checked, uri: string): unknown[] {
  const part = result.files.find((file) => file.uri === uri);
  return (part?.diagnostics ?? []).map((diagnostic) => (diagnostic as Diagnostic).code);
}

test('a zone that nobody loads: origin by its own rules, problems, counts, stages', async () => {
  const uri = 'file:///elsewhere/db.example.com';
  const text = `${HEAD}www A 192.0.2.300\n`;
  const checked = await check({ [uri]: text }, uri);
  assert.equal(checked.result.origin, 'example.com.');
  assert.equal(checked.result.records, 5);
  assert.deepEqual(
    checked.result.files.map((file) => file.uri),
    [uri],
  );
  assert.ok(rules(checked, uri).includes('zone/bad-rdata'));
  assert.equal(checked.result.counts.error, 1);
  assert.deepEqual(checked.stages, [
    { kind: 'reading', share: 0.5 },
    { kind: 'checking', lines: 7 },
  ]);
});

test('a zone of a configuration: its origin and its settings; the file is not read a second time', async () => {
  const files = {
    [`${FOLDER}/named.conf`]: 'zone "example.net" { type primary; file "zones/data"; check-names ignore; };\n',
    [`${FOLDER}/zones/data`]: `${HEAD}bad_host A 192.0.2.2\n`,
  };
  const uri = `${FOLDER}/zones/data`;
  const checked = await check(files, uri);
  assert.equal(checked.result.origin, 'example.net.');
  assert.equal(checked.result.counts.error, 0);
  assert.ok(!rules(checked, uri).includes('zone/owner-not-hostname'), String(rules(checked, uri)));
  assert.ok(!checked.read.includes(uri));
});

test('a configuration outside of the folders that the server knows', async () => {
  const files = {
    'file:///etc/named.conf': 'zone "example.net" { type primary; file "data"; };\n',
    'file:///etc/data': HEAD,
  };
  const { result } = await check(files, 'file:///etc/data', { configurations: ['file:///etc/named.conf'] });
  assert.equal(result.origin, 'example.net.');
});

test('what is included belongs to the file, the rest of the workspace does not', async () => {
  const files = {
    [`${FOLDER}/db.example.com`]: `${HEAD}$INCLUDE hosts\n`,
    [`${FOLDER}/hosts`]: 'www A 192.0.2.300\n',
    [`${FOLDER}/named.conf`]: 'options { nosuch yes; };\ninclude "part";\n',
    [`${FOLDER}/part`]: 'nosuch yes;\n',
  };
  const zone = await check(files, `${FOLDER}/db.example.com`);
  assert.deepEqual(rules(zone, `${FOLDER}/hosts`), ['zone/bad-rdata']);
  assert.deepEqual(
    zone.result.files.map((file) => file.uri),
    [`${FOLDER}/db.example.com`, `${FOLDER}/hosts`],
  );
  const configuration = await check(files, `${FOLDER}/named.conf`);
  assert.equal(configuration.result.records, undefined);
  assert.ok(rules(configuration, `${FOLDER}/named.conf`).includes('conf/unknown-statement'));
  assert.ok(rules(configuration, `${FOLDER}/part`).includes('conf/unknown-statement'));
  const part = await check(files, `${FOLDER}/part`);
  assert.deepEqual(
    part.result.files.map((file) => file.uri),
    [`${FOLDER}/part`],
  );
});

test('other zones of the workspace are looked into', async () => {
  const files = {
    [`${FOLDER}/named.conf`]:
      'zone "example.com" { type primary; file "f"; };\nzone "2.0.192.in-addr.arpa" { type primary; file "r"; };\n',
    [`${FOLDER}/f`]: HEAD,
    [`${FOLDER}/r`]: '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n',
  };
  const checked = await check(files, `${FOLDER}/f`);
  assert.ok(rules(checked, `${FOLDER}/f`).includes('zone/address-ptr-mismatch'), String(rules(checked, `${FOLDER}/f`)));
});

test('more than 1,000 problems: the worst are shown, all are counted, the last says how to see the others', async () => {
  const uri = `${FOLDER}/db.example.com`;
  const warnings = Array.from({ length: 1500 }, (_, i) => `bad_host${i} A 192.0.2.2\n`).join('');
  const checked = await check({ [uri]: `${HEAD}${warnings}www A 192.0.2.300\n` }, uri);
  const diagnostics = checked.result.files[0].diagnostics as Diagnostic[];
  assert.equal(diagnostics.length, 1000);
  assert.equal(diagnostics.filter(({ severity }) => severity === 1).length, 1);
  assert.match(String(diagnostics[999].message), /^This file has \d+ more problems: .*bailiwick check/);
  const { counts } = checked.result;
  assert.equal(counts.error, 1);
  assert.ok(counts.warning + counts.information + counts.hint >= 1500);
});

test('in a workspace that is not trusted, nothing outside of it is read', async () => {
  const settings = { ...DEFAULT_SETTINGS, trusted: false };
  const files = {
    'file:///etc/db.example.com': HEAD,
    'file:///etc/named.conf': 'zone "example.com" { type primary; file "/w/db.example.com"; };\n',
    [`${FOLDER}/db.example.com`]: `${HEAD}$INCLUDE /etc/hosts.inc\n`,
    'file:///etc/hosts.inc': 'www A 192.0.2.300\n',
  };
  await assert.rejects(check(files, 'file:///etc/db.example.com', { settings }), FileCheckRefusal);
  const configurations = ['file:///etc/named.conf'];
  const inside = await check(files, `${FOLDER}/db.example.com`, { settings, configurations });
  assert.equal(inside.result.counts.error, 0);
  assert.deepEqual(
    inside.read.filter((uri) => !uri.startsWith(FOLDER)),
    [],
  );
});
