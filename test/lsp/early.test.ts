/** What editors ask once, right behind opening a file: the answer waits until it is known what the file is. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Client } from './client.ts';

const ZONE = '$TTL 1h\n@ SOA ns1 host (\n 1 2h 1h 2w 1h )\n@ NS ns1\nns1 A 192.0.2.1\n$INCLUDE more\n';
const FILES = {
  'named.conf': 'zone "example.com" { type primary; file "zones/db.x"; };\n',
  'zones/db.x': ZONE,
  'zones/more': 'more A 192.0.2.2\n',
};

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-early-'));
after(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

for (const [what, rootUri] of [
  ['with a folder', pathToFileURL(folder).href],
  ['without one', null],
] as const) {
  test(`outline, folds and links, ${what}`, async () => {
    const client = new Client();
    try {
      await client.greet({ rootUri });
      const textDocument = { uri: pathToFileURL(join(folder, 'zones/db.x')).href };
      client.open(textDocument.uri, 'bindzone', ZONE);
      // None waits for the answer to another.
      const answers = await Promise.all(
        ['documentSymbol', 'foldingRange', 'documentLink'].map((name) =>
          client.request<unknown[] | null>(`textDocument/${name}`, { textDocument }),
        ),
      );
      for (const [at, answer] of answers.entries())
        assert.ok((answer?.length ?? 0) > 0, `${at}: ${JSON.stringify(answer)}`);
    } finally {
      await client.stop();
    }
  });
}
