/** `fmt --canonical` beside named-compilezone and ldns-read-zone: the same records, and the same order of names. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../scripts/lib/paths.ts';
import { findProgram } from '../../scripts/lib/run.ts';
import { canonical } from '../../server/src/cli/canonical.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-canonical-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function ours(file: string, origin: string): Promise<string> {
  let text = '';
  let said = '';
  const status = await canonical(
    { file, origin, root: undefined },
    { cwd: ROOT, print: (part) => (text += part), warn: (part) => (said += part) },
  );
  assert.equal(status, 0, said);
  return text;
}

/** A record without the spaces that are for eyes, and in small letters. */
const key = (owner: string, ttl: string, zoneClass: string, type: string, data: string): string =>
  `${owner} ${ttl} ${zoneClass} ${type} ${data.replace(/\s+/g, '')}`.toLowerCase();

function records(text: string): { readonly owners: string[]; readonly all: string[] } {
  const rows = text.split('\n').flatMap((line) => {
    const found = /^([^;\s]\S*)\s+(\d+)\s+(\S+)\s+(\S+)\s*(.*)$/.exec(line.replace(/ ;\{id = .*$/, ''));
    return found ? [found.slice(1) as [string, string, string, string, string]] : [];
  });
  return {
    owners: rows.map(([owner]) => owner.toLowerCase()).filter((owner, i, all) => owner !== all[i - 1]),
    all: [...new Set(rows.map((row) => key(...row)))].sort(),
  };
}

const compilezone = findProgram('named-compilezone');
function named(file: string, origin: string): string {
  const off = ['-k', '-n', '-m', '-M', '-S', '-r', '-T'].flatMap((option) => [option, 'ignore']);
  const words = ['-q', '-i', 'none', ...off, '-s', 'full', '-o', '-', origin, file];
  return execFileSync(compilezone!, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

const ZONE = `$ORIGIN Example.com.
$TTL 1h
@ SOA ns1 host 1 2h 1h 2w 1h
@ NS ns1
@ NS Ns2
@ MX 10 Mail
ns1 A 192.0.2.1
ns2 AAAA 2001:DB8:0:0::2
Mail AAAA 2001:DB8:0:0::1
Mail AAAA 2001:db8::1
txt TXT "a b" c "d\\"e\\;f" "\\195\\188"
T TXT zz
t TXT aa
multi A 192.0.2.20
multi 60 A 192.0.2.3
x 300 TYPE65534 \\# 3 010203
s SRV 1 2 3 Mail
caa CAA 0 issue "ca.example"
*.w A 192.0.2.9
$GENERATE 1-3 g$ A 192.0.2.$
a\\.b TXT dot
key DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
sub NS ns.sub
ns.sub A 192.0.2.77
sub DS 60485 5 1 ( 2BB183AF5F22588179A53B0A 98631FAD1A292118 )
h HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1
loc LOC 42 21 54 N 71 06 18 W -24m 30m
naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .
out.example.net. A 192.0.2.1
`;
const many = join(folder, 'db.example.com');
writeFileSync(many, ZONE);

const EXAMPLES: readonly (readonly [file: string, origin: string])[] = [[many, 'example.com.']];

for (const [file, origin] of EXAMPLES) {
  test(`as named-compilezone: ${origin}`, { skip: compilezone ? false : 'no named-compilezone' }, async () => {
    const own = records(await ours(file, origin));
    const theirs = records(named(file, origin));
    assert.deepEqual(own.all, theirs.all);
    assert.deepEqual(own.owners, theirs.owners);
  });
}

test('what is written is read as the same zone', { skip: compilezone ? false : 'no named-compilezone' }, async () => {
  const first = await ours(many, 'example.com.');
  const again = join(folder, 'again');
  writeFileSync(again, first);
  assert.equal(await ours(again, 'example.com.'), first);
  assert.deepEqual(records(named(again, 'example.com.')).all, records(named(many, 'example.com.')).all);
});

const ldns = findProgram('ldns-read-zone');
test('as ldns-read-zone -c, line by line', { skip: ldns ? false : 'no ldns-read-zone' }, async () => {
  // What ldns does not read, and what it writes in another way: hex in small letters, and parameters without quotes.
  const plain = readFileSync(many, 'utf8').replace(/^(?:\$GENERATE|out|loc|h|sub|multi|key).*\n/gm, '');
  const file = join(folder, 'plain');
  writeFileSync(file, plain);
  const theirs = execFileSync(ldns!, ['-c', '-z', file], { encoding: 'utf8' });
  const own = await ours(file, 'example.com.');
  assert.deepEqual(own.trim().split('\n'), [...new Set(theirs.trim().split('\n'))]);
});

test('what is wrong, not all here, or not UTF-8 has no canonical form', async () => {
  for (const [name, content, reason] of [
    ['wrong', `${ZONE}bad BOGUS x\n`, /in 1 place/],
    ['half', `${ZONE}$INCLUDE gone\n`, /not all here/],
    ['latin', Buffer.from(`${ZONE}u TXT "\xfc"\n`, 'latin1'), /not UTF-8/],
    ['nameless', 'www A 192.0.2.1\n@ SOA a b 1 2 3 4 5\n', /--origin NAME/],
  ] as const) {
    const file = join(folder, name);
    writeFileSync(file, content);
    let said = '';
    const options = { file, origin: undefined, root: undefined };
    const status = await canonical(options, { cwd: ROOT, print: () => undefined, warn: (part) => (said += part) });
    assert.equal(status, 2, name);
    assert.match(said, reason);
  }
});
