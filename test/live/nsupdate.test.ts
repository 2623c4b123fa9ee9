/** A real named that takes the script for nsupdate serves the zone that it was made from. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { compareZones } from '../../server/src/services/compare/compare.ts';
import { zoneTexts } from '../../server/src/services/compare/rrsets.ts';
import { comparisonText } from '../../server/src/services/compare/text.ts';
import { nsupdateAnswer } from '../../server/src/services/nsupdate/answer.ts';
import { finish } from '../../server/src/steps.ts';
import { randomNumbers } from '../unit/fuzz/edits.ts';
import { siteOf, uriOf } from '../unit/workspace/harness.ts';
import { namedVersion, startNamed } from './named.ts';

const version = namedVersion();
const hasPrograms = ['nsupdate', 'dig'].every((program) => !spawnSync(program, ['-v']).error);
const missing =
  (version === undefined || !hasPrograms) && process.env.CI !== 'true'
    ? 'named, nsupdate and dig are not installed'
    : false;

const CONF = 'options { directory "/w"; };\nzone "example.test" { type primary; file "db"; allow-update { any; }; };\n';
const TOP =
  '$TTL 3600\n@ SOA ns1 hostmaster 5 7200 900 1209600 300\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns2 A 192.0.2.54\n';

const CASES: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'what comes, goes and gets another TTL',
    `${TOP}a A 192.0.2.1\nb A 192.0.2.2\n`,
    `${TOP}b 60 A 192.0.2.2\nc AAAA 2001:db8::3\n`,
  ],
  [
    'addresses become a CNAME, and a CNAME addresses',
    `${TOP}a A 192.0.2.1\nb CNAME a\n`,
    `${TOP}a CNAME b\nb AAAA 2001:db8::2\n`,
  ],
  ['all name servers are others', TOP, TOP.replaceAll('ns1', 'ns3').replaceAll('ns2', 'ns4')],
  ['a SOA with the same serial', TOP, TOP.replace('7200 900', '3600 600')],
  [
    'texts and names that need care',
    TOP,
    `${TOP}t TXT "semi; colon" "with \\"quotes\\" and \\200\\\\" plain\nodd\\.dot.and\\032blank TXT (x)\n\\*.w\\;x TXT y\n*.w A 192.0.2.9\nn TXT ""\n`,
  ],
  [
    'types of many kinds',
    TOP,
    `${TOP}_sip._tcp SRV 1 2 5060 ns1\nnew TYPE65280 \\# 4 DEADBEEF\nsvc HTTPS 1 . alpn=h2,h3 ipv6hint=2001:db8::80\n@ CAA 0 issue "ca.example.net; x=y"\nm MX 10 ns1\nl LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m\np NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:a@b!" .\nk SSHFP 4 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n`,
  ],
  [
    'more than a message holds',
    TOP,
    TOP + Array.from({ length: 2500 }, (_, i) => `h${i} AAAA 2001:db8::${i.toString(16)}\n`).join(''),
  ],
];

/** A zone with a few owners and types, in random versions. */
function randomZone(random: (below: number) => number): string {
  const lines = [TOP];
  for (let i = 0; i < 30; i++) {
    const owner = `h${i}`;
    const kind = random(4);
    const ttl = [60, 300, 3600][random(3)];
    if (kind === 0) lines.push(`${owner} ${ttl} CNAME ns1\n`);
    for (let record = 0; record < kind; record++) {
      lines.push(`${owner} ${ttl} A 192.0.2.${random(5) + 1}\n`);
      if (random(2) === 0) lines.push(`${owner} ${ttl} TXT "${random(3)}"\n`);
    }
  }
  return lines.join('');
}

async function zoneOf(text: string) {
  const { workspace } = await siteOf({ 'named.conf': CONF, db: text });
  const [zone] = workspace.zonesOf(uriOf('db'));
  return { workspace, zone, texts: finish(zoneTexts(zone)) };
}

/** Runs a program; named goes on meanwhile, whose log is read here. */
async function run(program: string, words: readonly string[], input: string) {
  const child = spawn(program, words, { timeout: 30_000 });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}

/** Has named begin with one version, sends the script, and compares what it serves with the other one. */
async function checkUpdate(what: string, before: string, after: string): Promise<void> {
  const { workspace, texts } = await zoneOf(after);
  const params = { uri: uriOf('db'), before: { texts: { [uriOf('db')]: before }, label: 'db' } };
  const answer = finish(nsupdateAnswer(workspace, params));
  assert.ok(answer);
  const named = await startNamed({ zones: { 'example.test': before }, zoneStatements: 'allow-update { any; };' });
  try {
    const input = `server 127.0.0.1 ${named.port}\n${answer.script}`;
    const update = await run('nsupdate', [], input);
    assert.equal(update.status, 0, `${what}: ${update.output}\n${answer.script.slice(0, 4000)}`);
    const words = [
      '@127.0.0.1',
      '-p',
      String(named.port),
      'example.test',
      'AXFR',
      '+onesoa',
      '+nocomments',
      '+nocmd',
      '+nostats',
    ];
    const { output: served } = await run('dig', words, '');
    const other = (await zoneOf(served)).texts;
    const comparison = compareZones(other, texts);
    assert.equal(
      comparison.changed.length,
      0,
      `${what}: ${comparisonText(comparison, { left: 'named', right: 'file' })}`,
    );
    assert.ok(comparison.same > 3);
  } finally {
    await named.stop();
  }
}

describe(`updates of a real named (${version ?? 'none'})`, { skip: missing }, () => {
  for (const [what, before, after] of CASES) test(what, () => checkUpdate(what, before, after));
  test('random versions of a zone', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const numbers = randomNumbers(seed);
      await checkUpdate(`seed ${seed}`, randomZone(numbers), randomZone(numbers));
    }
  });
});
