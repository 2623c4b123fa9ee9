/**
 * `npm run bench [-- ZONE ORIGIN]`: times of the built server and of the engine's parts, on a zone file that is given or made. Times
 * are of this machine; compare them only with others of the same run.
 */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-types';
import { NameTable } from '../../server/src/dns/names.ts';
import { ZONE_RULES } from '../../server/src/rules/zone/index.ts';
import { TextBuffer } from '../../server/src/text/buffer.ts';
import { Zone } from '../../server/src/workspace/zone.ts';
import { Client } from '../lsp/client.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEYSTROKES = 200;

/** A zone of about `records` records in the mix of a hosting provider's. */
function makeZone(records: number): string {
  const lines = ['$TTL 3600', '@ IN SOA ns1 hostmaster 2026010101 7200 3600 1209600 300', ' IN NS ns1', ' IN NS ns2'];
  for (const [host, n] of [
    ['ns1', 1],
    ['ns2', 2],
  ] as const) {
    lines.push(`${host} IN A 192.0.2.${n}`, ` IN AAAA 2001:db8::${n}`);
  }
  for (let i = 0; lines.length < records; i++) {
    lines.push(
      `host-${i} IN A 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
      ` IN AAAA 2001:db8:1::${(i & 0xffff).toString(16)}`,
    );
    if (i % 3 === 0) lines.push(` 300 IN MX 10 host-${i}`, ` IN TXT "v=spf1 mx -all"`);
  }
  return `${lines.join('\n')}\n`;
}

function row(name: string, value: string): void {
  console.log(`${name.padEnd(58)} ${value.padStart(14)}`);
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function engine(name: string, text: string, origin: string): void {
  const names = new NameTable();
  const start = performance.now();
  const buffer = new TextBuffer(text);
  let id = 1;
  const zone = new Zone({
    uri: 'file:///zone',
    buffer,
    names,
    apex: names.fromText(origin),
    source: 'set',
    zoneClass: 1,
    settings: { version: '9.20', type: 'primary', loaded: false },
    view: '',
    configuration: undefined,
    rules: ZONE_RULES,
    include: () => ({ kind: 'unknown' }),
    zoneOf: () => undefined,
    nextId: () => id++,
  });
  zone.update();
  const problems = zone.problems().length;
  row(
    `${name}: text to problems (${zone.model.recordCount} records, ${problems} problems)`,
    ms(performance.now() - start),
  );
  const times: number[] = [];
  const middle = buffer.lineStart(Math.floor(buffer.lineCount / 2));
  for (let i = 0; i < KEYSTROKES; i++) {
    const before = performance.now();
    buffer.replace(middle, middle + (i % 2), i % 2 === 0 ? 'x' : '');
    zone.update();
    zone.problems();
    times.push(performance.now() - before);
  }
  row(`${name}: an edit in the middle, median`, ms(percentile(times, 0.5)));
  row(`${name}: an edit in the middle, 99th of 100`, ms(percentile(times, 0.99)));
}

async function server(name: string, text: string, origin: string): Promise<void> {
  const begun = performance.now();
  const client = new Client();
  await client.initialize(undefined);
  row(`${name}: server started and initialized`, ms(performance.now() - begun));
  const uri = `untitled:db.${origin === '.' ? 'root-zone' : origin.replace(/\.$/, '')}`;
  const opened = performance.now();
  // A line that is wrong, so that there are diagnostics to wait for.
  const shown = `; zone: ${origin}\n${text}\nbailiwick-bench 60 IN BOGUS x\n`;
  client.open(uri, 'zone', shown);
  const has = (rule: string) => (list: readonly Diagnostic[]) => list.some(({ code }) => code === rule);
  await client.until(uri, has('zone/unknown-type'));
  row(`${name}: open to first diagnostics`, ms(performance.now() - opened));
  const line = shown.split('\n').length - 2;
  const at = { line, character: 22 };
  const times: number[] = [];
  for (let i = 0; i < KEYSTROKES; i++) {
    const before = performance.now();
    const wrong = i % 2 === 1;
    if (wrong) client.change(uri, { start: at, end: { line, character: 27 } }, 'BOGUS');
    else client.change(uri, { start: at, end: { line, character: 27 } }, 'TXT  ');
    await client.until(uri, (list) => has('zone/unknown-type')(list) === wrong);
    times.push(performance.now() - before);
  }
  row(`${name}: keystroke to diagnostics, median of ${KEYSTROKES}`, ms(percentile(times, 0.5)));
  row(`${name}: keystroke to diagnostics, 99th of 100`, ms(percentile(times, 0.99)));
  await client.stop();
}

for (const file of ['client.js', 'server.js', 'cli.js']) {
  row(`dist/${file}`, `${(statSync(`${ROOT}dist/${file}`).size / 1024).toFixed(0)} kB`);
}
const [given, origin = 'example.test.'] = process.argv.slice(2);
const cases: readonly (readonly [string, string])[] = given
  ? [[given.split('/').at(-1) ?? given, readFileSync(given, 'utf8')]]
  : [1_000, 10_000, 100_000].map((records) => [`${records} records`, makeZone(records)] as const);
for (const [name, text] of cases) {
  engine(name, text, origin);
  await server(name, text, origin);
}
