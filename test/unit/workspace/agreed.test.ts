/** Forward and reverse zones at random: each pair of an address and a PTR record is compared once, and what is told is what a comparison of all with all tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress, reverseName } from '../../../server/src/dns/addresses.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';
import { Site, type SiteOptions, uriOf } from './harness.ts';

type Random = (below: number) => number;

const TOP =
  '$TTL 1h\n@ SOA ns1.example.net. host.example.net. 1 2h 1h 2w 1h\n@ NS ns1.example.net.\n@ NS ns2.example.net.\n';
const FORWARD = ['a.example', 'b.example', 'sub.b.example', 'c.example'];
/** The parts of a /24 and of two /64, the second of which shares what is above it with the first one. */
const REVERSE = [
  '2.0.192.in-addr.arpa',
  `${'0.'.repeat(8)}8.b.d.0.1.0.0.2.ip6.arpa`,
  `1.${'0.'.repeat(7)}8.b.d.0.1.0.0.2.ip6.arpa`,
];
const HOSTS = 6;
const ADDRESSES = [
  ...Array.from({ length: 8 }, (_, n) => `192.0.2.${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `2001:db8::${n * 15}`),
  ...Array.from({ length: 8 }, (_, n) => `2001:db8:0:1::${n}`),
];

const typeOf = (address: string): string => (address.includes(':') ? 'AAAA' : 'A');

function hostLine(random: Random, host = random(HOSTS)): string {
  if (random(12) === 0) return `h${host} ${['CNAME h1', 'TXT x', 'A 192.0.2.300'][random(3)]}`;
  const address = ADDRESSES[random(ADDRESSES.length)];
  return `h${host} ${typeOf(address)} ${address}`;
}

function ptrLine(random: Random, apex: string): string {
  const owners = ADDRESSES.map((address) => reverseName(parseAddress(address)!)).filter((name) =>
    name.endsWith(`.${apex}.`),
  );
  const owner = owners[random(owners.length)].slice(0, -apex.length - 2);
  return `${owner} PTR h${random(HOSTS)}.${FORWARD[random(FORWARD.length)]}.`;
}

const isReverse = (zone: string): boolean => zone.endsWith('.arpa');
const lineOf = (random: Random, zone: string): string => (isReverse(zone) ? ptrLine(random, zone) : hostLine(random));

function zoneText(random: Random, zone: string): string {
  return TOP + Array.from({ length: 3 + random(20) }, () => `${lineOf(random, zone)}\n`).join('');
}

/** The file of each zone, in views where there are some, and the configuration. */
function filesOf(random: Random, views: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {};
  let conf = 'options { directory "/w"; };\n';
  for (const view of views) {
    const statements: string[] = [];
    // Which zones come first is told by chance, and not all views have all of them.
    const zones = [...FORWARD, ...REVERSE].filter(() => view === '' || random(5) > 0);
    if (random(2) === 0) zones.reverse();
    for (const zone of zones) {
      const file = `${view}${zone}.db`;
      files[file] = zoneText(random, zone);
      statements.push(`zone "${zone}" { type primary; file "${file}"; };`);
    }
    conf += view === '' ? `${statements.join('\n')}\n` : `view "${view}" {\n${statements.join('\n')}\n};\n`;
  }
  return { 'named.conf': conf, ...files };
}

const BOTH_WAYS = /^zone\/(?:address-)?ptr-mismatch$/;

async function siteOf(files: Record<string, string>, options: SiteOptions = {}): Promise<Site> {
  const site = new Site(files, options);
  for (const path of Object.keys(files)) site.open(path);
  await site.workspace.settle();
  return site;
}

/** `file line rule`, sorted. */
function said(site: Site, paths: readonly string[], rules = BOTH_WAYS): string[] {
  return paths
    .flatMap((path) => {
      const buffer = site.workspace.bufferOf(uriOf(path))!;
      return site.problems(path, rules).map(({ rule, start }) => `${path} ${buffer.positionAt(start).line} ${rule}`);
    })
    .sort();
}

/** What the rules have to say of zones without views, by a comparison of every line with all others. */
function expected(files: Readonly<Record<string, string>>): string[] {
  const zoneOf = (path: string): string => path.slice(0, -'.db'.length);
  const records = Object.entries(files)
    .filter(([path]) => path !== 'named.conf')
    .flatMap(([path, text]) =>
      text.split('\n').map((line, at) => {
        const [owner, type, data] = line.split(' ');
        return { path, at, type, data, owner: `${owner}.${zoneOf(path)}.` };
      }),
    );
  const addresses = records.filter(({ type, data }) => /^A(?:AAA)?$/.test(type ?? '') && ADDRESSES.includes(data));
  const ptrs = records.filter(({ type }) => type === 'PTR');
  const has = (host: string, address: string): boolean =>
    addresses.some(({ owner, data }) => owner === host && parseAddress(data)!.join() === parseAddress(address)!.join());
  const named = ADDRESSES.map((address) => ({
    address: parseAddress(address)!.join(),
    targets: ptrs.filter(({ owner }) => owner === reverseName(parseAddress(address)!)).map(({ data }) => data),
  }));
  const wrong = addresses.filter(({ data, owner }) => {
    const targets = named.find(({ address }) => address === parseAddress(data)!.join())?.targets ?? [];
    return targets.length > 0 && !targets.includes(owner) && !targets.some((target) => has(target, data));
  });
  const isAlias = (host: string): boolean =>
    records.some(({ owner, type }) => owner === host && type === 'CNAME') &&
    !addresses.some(({ owner }) => owner === host);
  const astray = ptrs.filter(({ owner, data }) => {
    const address = ADDRESSES.find((each) => reverseName(parseAddress(each)!) === owner)!;
    return !isAlias(data) && !has(data, address);
  });
  return [
    ...wrong.map(({ path, at }) => `${path} ${at} zone/address-ptr-mismatch`),
    ...astray.map(({ path, at }) => `${path} ${at} zone/ptr-mismatch`),
  ].sort();
}

/** Puts another line in the place of one of a zone, or a line more. */
function change(random: Random, site: Site, paths: readonly string[]): void {
  const path = paths[random(paths.length)];
  const buffer = site.workspace.bufferOf(uriOf(path))!;
  const zone = [...FORWARD, ...REVERSE]
    .filter((each) => path.endsWith(`${each}.db`))
    .sort((a, b) => b.length - a.length)[0];
  const line = 4 + random(buffer.lineCount - 4);
  const start = buffer.offsetAt({ line, character: 0 });
  const end = random(3) === 0 ? start : buffer.offsetAt({ line: line + 1, character: 0 });
  buffer.replace(start, end, random(4) === 0 ? '' : `${lineOf(random, zone)}\n`);
}

const EDITS = 4;

for (const seed of seeds()) {
  for (const views of [[''], ['in', 'out'], ['in', 'out', 'other']]) {
    test(`addresses and PTR records in ${views[0] === '' ? 'no' : views.length} views agree or not, edited at random (seed ${seed})`, async () => {
      const random = randomNumbers(seed * 10 + views.length);
      let found = 0;
      for (let round = 0; round < 2; round++) {
        const files = filesOf(random, views);
        const paths = Object.keys(files).filter((path) => path !== 'named.conf');
        const site = await siteOf(files);
        for (let edit = 0; edit < EDITS; edit++) {
          const now: Record<string, string> = { 'named.conf': files['named.conf'] };
          for (const path of paths) now[path] = site.workspace.bufferOf(uriOf(path))!.text();
          const told = said(site, paths);
          found += told.length;
          const what = JSON.stringify({ seed, round, edit, now });
          assert.deepEqual(said(await siteOf(now, { withoutLimits: true }), paths), told, `afresh: ${what}`);
          if (views[0] === '') assert.deepEqual(told, expected(now), what);
          // Where one of the rules is off, nothing is found out for the other one.
          for (const off of ['zone/address-ptr-mismatch', 'zone/ptr-mismatch']) {
            const alone = await siteOf(now, { settings: { rules: { [off]: 'off' } } });
            assert.deepEqual(
              said(alone, paths),
              told.filter((line) => !line.endsWith(` ${off}`)),
              `without ${off}: ${what}`,
            );
          }
          change(random, site, paths);
          await site.workspace.settle();
        }
      }
      assert.ok(found > 40, `${found} findings`);
    });
  }
}
