/** Configurations that say something else of the same zones: what zones are compared with changes, and what is told is what a fresh check finds. */
import { test } from 'node:test';
import { randomNumbers, seeds } from './edits.ts';
import { LivingWorkspace } from './living.ts';

type Random = (below: number) => number;

const TOP = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns1\nns1 A 192.0.2.53\n';
const KEY = '@ DNSKEY 257 3 15 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n';
const DS = 'sub DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000\n';
const FILES: Readonly<Record<string, string>> = {
  'db.parent': `${TOP}sub NS ns.sub\nns.sub A 192.0.2.54\n${DS}www A 192.0.2.80\nalias CNAME gone.example.net.\n@ MX 10 mail.example.net.\n`,
  'db.inside': `${TOP}sub NS ns.sub\nns.sub A 10.0.0.54\nwww A 10.0.0.80\n@ MX 20 mail.example.net.\n`,
  'db.child': `${TOP.replace('@ NS ns1', '@ NS ns')}ns A 192.0.2.55\n${KEY}`,
  'db.other': `${TOP}mail A 192.0.2.25\nsrv CNAME www.sub.example.com.\n`,
  'db.reverse':
    '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n53 PTR ns1.example.com.\n80 PTR web.example.com.\n25 PTR mail.example.net.\n',
  'db.left': `$ORIGIN left.example.\n${TOP}`,
};
/** Lines that come into zone files. */
const LINES = [
  'web A 192.0.2.80',
  '@ NS ns2.example.org.',
  'gone A 192.0.2.90',
  'ns.sub AAAA 2001:db8::54',
  KEY.trim(),
];

const NAMES = ['example.com', 'sub.example.com', 'example.net', '2.0.192.in-addr.arpa', 'left.example'];
const FILE_NAMES = Object.keys(FILES);

function one<T>(random: Random, of: readonly T[]): T {
  return of[random(of.length)];
}

/** What a statement of a zone says: mostly what fits, now and then anything. */
function zoneText(random: Random, name: string, views: readonly string[]): string {
  if (views.length > 0 && random(6) === 0) return `zone "${name}" { in-view "${one(random, views)}"; };\n`;
  const own = {
    'example.com': ['db.parent', 'db.inside'],
    'sub.example.com': ['db.child'],
    'example.net': ['db.other'],
  }[name];
  const file = random(8) === 0 ? one(random, FILE_NAMES) : one(random, own ?? ['db.reverse']);
  const type = one(random, ['primary', 'primary', 'primary', 'primary', 'secondary', 'hint', 'forward']);
  const more = one(random, [
    '',
    '',
    '',
    'allow-update { any; }; ',
    'dnssec-policy default; ',
    'inline-signing yes; ',
    'allow-query { none; }; ',
  ]);
  return `zone "${name}" { type ${type}; file "${file}"; ${more}};\n`;
}

function zonesText(random: Random, views: readonly string[]): string {
  return NAMES.flatMap((name) => (random(4) === 0 ? [] : zoneText(random, name, views))).join('');
}

/** A configuration over the files: with or without views, whole or with a part, or broken in the middle. */
function confText(random: Random): string {
  const options = one(random, [
    '',
    'options { directory "/w"; };\n',
    'options { directory "/nowhere"; };\n',
    'options { allow-new-zones yes; };\n',
  ]);
  const part = one(random, ['', '', 'include "part.conf";\n', 'include "missing.conf";\n']);
  const views = one(random, [[], [], ['in', 'out'], ['out']]);
  const clients = (): string => one(random, ['any', '10.0.0.0/8', '!10.0.0.0/8; any']);
  const body =
    views.length === 0
      ? zonesText(random, []) + part
      : views
          .map((view) => `view "${view}" { match-clients { ${clients()}; };\n${zonesText(random, views)}${part}};\n`)
          .join('');
  const text = options + body;
  return random(10) === 0 ? text.slice(0, random(text.length)) : text;
}

async function configured(seed: number, rounds: number): Promise<void> {
  const random = randomNumbers(seed);
  const first = { ...FILES, 'named.conf': confText(random), 'part.conf': zonesText(random, []) };
  const workspace = new LivingWorkspace(first, random);
  const done: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const isPart = random(5) === 0;
    const path =
      random(3) === 0
        ? one(random, FILE_NAMES)
        : isPart
          ? 'part.conf'
          : one(random, ['named.conf', 'named.conf', 'ns2/named.conf']);
    const isConf = path.endsWith('.conf');
    const text = isConf ? (isPart ? zonesText(random, []) : confText(random)) : `${FILES[path]}${one(random, LINES)}\n`;
    if (!workspace.isOpen(path) && (random(2) === 0 || !workspace.isThere(path))) {
      done.push(`write ${path}`);
      workspace.write(path, path === 'ns2/named.conf' && random(2) === 0 ? undefined : text, random(3));
    } else {
      if (!workspace.isOpen(path)) workspace.open(path);
      done.push(`edit ${path}`);
      workspace.edit(path, { start: 0, end: workspace.text(path).length, newText: text });
      if (random(2) === 0) workspace.save(path, random(4));
      await workspace.turns(random(6));
      if (random(3) === 0) workspace.close(path);
    }
    await workspace.turns(random(20));
    if (random(3) === 0) workspace.tellLate(1 + random(3));
    if (random(3) > 0) continue;
    await workspace.assertFresh(`seed ${seed}, round ${round}: ${done.join(', ')}`);
    done.length = 0;
  }
  await workspace.assertFresh(`seed ${seed}, at the end: ${done.join(', ')}`);
}

for (const seed of seeds()) {
  test(`zones whose configurations change are compared as when read afresh (seed ${seed})`, () => configured(seed, 40));
}
