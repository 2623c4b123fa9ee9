/** The examples of the table of types, as named-checkzone reads them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TYPES } from '../../server/src/dns/types.ts';
import { whyNot } from './checkconf.ts';

const TOP = '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const ROWS = TYPES.filter(({ status, mnemonic }) => status !== 'meta' && mnemonic !== 'SOA');

/** What is said of the line of each type. */
function said(): Map<string, string> {
  const lines = ROWS.map(({ mnemonic, example }, i) => `a${i} ${mnemonic} ${example}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  const file = join(folder, 'zone');
  writeFileSync(file, TOP + lines.join(''));
  const { stdout, stderr } = spawnSync('named-checkzone', ['-i', 'none', '-k', 'ignore', 'example.com', file], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const first = TOP.split('\n').length;
  const found = new Map<string, string>();
  for (const [, line, text] of (stdout + stderr).matchAll(/^\S+:(\d+): (.*)$/gm)) {
    found.set(ROWS[Number(line) - first].mnemonic, text);
  }
  return found;
}

describe('the examples of types', { skip: whyNot }, () => {
  it('are read by named, but for types that it does not know', () => {
    const faults = [...said()].filter(([, text]) => !/^(?:signature has expired|old style DNSSEC)/.test(text));
    const unknown = ROWS.filter(({ unknownToNamed }) => unknownToNamed).map(({ mnemonic }) => mnemonic);
    assert.deepEqual(
      Object.fromEntries(faults),
      Object.fromEntries([
        ['MD', "type 'MD': obsolete"],
        ['MF', "type 'MF': obsolete"],
        ...unknown.map((type) => [type, `unknown RR type '${type}'`]),
      ]),
    );
  });
});
