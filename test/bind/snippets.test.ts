import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { expandSnippet, readSnippets } from '../grammar/snippets.ts';

const zoneSnippets = readSnippets('snippets/zone.json');
const confSnippets = readSnippets('snippets/named-conf.json');

const hasBind =
  spawnSync('named-checkzone', ['-v']).error === undefined && spawnSync('named-checkconf', ['-v']).error === undefined;
const skip = hasBind ? false : 'named-checkzone and named-checkconf are not installed';

describe('snippets as BIND reads them', { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'bailiwick-snippets-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'hosts.inc'), 'included A 192.0.2.1\n');

  const SOA = '@ 300 SOA ns1.example.com. hostmaster.example.com. 1 2 3 4 5\n';
  const NS = '@ 300 NS ns1.example.com.\n';

  function checkZone(origin: string, text: string): void {
    const path = join(directory, 'zone');
    writeFileSync(path, text);
    const { status, stdout } = spawnSync(
      'named-checkzone',
      ['-i', 'local', '-k', 'fail', '-w', directory, origin, path],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, `${stdout}\n${text}`);
    assert.match(stdout, /^zone \S+ loaded serial \d+\nOK\n$/, text);
  }

  for (const [name, { body }] of zoneSnippets) {
    test(`zone: ${name}`, () => {
      const text = `${expandSnippet(body)}\n`;
      const origin = /^; zone: (\S+)/.exec(text)?.[1];
      if (origin) return checkZone(origin, text);
      // Out of example.com the targets lie in no zone of ours, so that only the record itself is judged.
      if (name === 'SOA record') return checkZone('example.org', `$TTL 300\n${text}${NS}`);
      checkZone('example.org', `$TTL 300\n${SOA}${NS}${text}`);
    });
  }

  const KEY = 'key "transfer" { algorithm hmac-sha256; secret "YW4gZXhhbXBsZQ=="; };\n';
  /** What must stand around a snippet that is no whole configuration by itself. */
  const AROUND: Record<string, (text: string) => string> = {
    'listen-on-v6': (text) => `options { ${text} };`,
    'rate-limit': (text) => `options { ${text} };`,
    server: (text) => KEY + text,
    'update-policy': (text) => `zone "example.com" { type primary; file "db"; ${text} };`,
    include: (text) => text.replace(/"[^"]*"/, JSON.stringify(join(directory, 'empty.conf'))),
    // rndc.conf has an options clause of its own; its key is one of named.conf too.
    'rndc.conf': (text) => text.replace(/^options \{[\s\S]*/m, ''),
  };
  writeFileSync(join(directory, 'empty.conf'), '\n');

  for (const [name, { body }] of confSnippets) {
    test(`named.conf: ${name}`, () => {
      const path = join(directory, 'named.conf');
      const expanded = expandSnippet(body);
      writeFileSync(path, `${AROUND[name]?.(expanded) ?? expanded}\n`);
      const { status, stdout, stderr } = spawnSync('named-checkconf', [path], { encoding: 'utf8' });
      assert.equal(stdout + stderr, '', expanded);
      assert.equal(status, 0, expanded);
    });
  }
});
