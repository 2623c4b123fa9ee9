/** How zones are set up: what they inherit of views and options, and that each part of it tells one zone from another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { CHECK_OPTIONS, CHECKZONE_MODES, type CheckModes } from '../../../server/src/rules/zone/checkModes.ts';
import type { ZoneSettings } from '../../../server/src/rules/zone/context.ts';
import type { Zone } from '../../../server/src/workspace/zone.ts';
import { keyOfSetup, sharedSetup, type ZoneSetup } from '../../../server/src/workspace/zoneSetup.ts';
import { siteOf, TOP } from './harness.ts';

interface Parts {
  readonly options?: string;
  readonly view?: string;
  readonly zone?: string;
  readonly type?: string;
}

/** A configuration with one zone, with statements in the options, the view and the zone; without `view` it stands in none. */
function confOf({ options = '', view, zone = '', type = 'primary' }: Parts): string {
  const statement = `zone "example.com" { type ${type}; file "z"; ${zone} };`;
  return `options { ${options} };\n${view === undefined ? statement : `view "v" { ${view} ${statement} };`}\n`;
}

async function zoneOf(parts: Parts): Promise<Zone> {
  const site = await siteOf({ 'named.conf': confOf(parts), z: TOP });
  const [zone] = site.workspace.zones;
  assert.ok(zone, confOf(parts));
  return zone;
}

async function settingsOf(parts: Parts): Promise<ZoneSettings> {
  return (await zoneOf(parts)).options.settings;
}

async function checksOf(parts: Parts): Promise<CheckModes> {
  return (await settingsOf(parts)).checks!;
}

/** Where statements stand, the values by place, and the value that holds. */
const INHERITANCE: readonly [
  options: string,
  view: string | undefined,
  zone: string,
  holds: 'options' | 'view' | 'zone',
][] = [
  ['ignore', undefined, '', 'options'],
  ['ignore', '', '', 'options'],
  ['fail', 'ignore', '', 'view'],
  ['', 'ignore', '', 'view'],
  ['fail', 'fail', 'ignore', 'zone'],
  ['fail', undefined, 'ignore', 'zone'],
  ['', undefined, 'ignore', 'zone'],
  ['', 'fail', 'ignore', 'zone'],
];

for (const option of CHECK_OPTIONS) {
  test(`${option} holds for a zone from the zone, else the view, else the options`, async () => {
    for (const [options, view, zone] of INHERITANCE) {
      // Outside of zones check-names says for which zones it is.
      const outer = (mode: string): string =>
        mode === '' ? '' : `${option} ${option === 'check-names' ? 'primary ' : ''}${mode};`;
      const checks = await checksOf({
        options: outer(options),
        ...(view === undefined ? {} : { view: outer(view) }),
        zone: zone === '' ? '' : `${option} ${zone};`,
      });
      assert.equal(checks[option], 'ignore', `${options}, ${view}, ${zone}`);
      const others = CHECK_OPTIONS.filter((other) => other !== option && other !== 'check-names');
      for (const other of others) assert.equal(checks[other], CHECKZONE_MODES[other], other);
    }
  });
}

const WORDS: readonly [word: string, mode: string][] = [
  ['fail', 'fail'],
  ['warn', 'warn'],
  ['ignore', 'ignore'],
  ['yes', 'warn'],
  ['true', 'warn'],
  ['1', 'warn'],
  ['no', 'ignore'],
  ['false', 'ignore'],
  ['0', 'ignore'],
  ['NO', 'ignore'],
  ['nonsense', 'warn'],
];
for (const [word, mode] of WORDS) {
  test(`check-integrity ${word}`, async () => {
    assert.equal((await checksOf({ zone: `check-integrity ${word};` }))['check-integrity'], mode);
  });
}

const NAMES: readonly [what: string, parts: Parts, mode: string][] = [
  ['a primary by default', {}, 'fail'],
  ['a secondary by default', { type: 'secondary', zone: 'primaries { 192.0.2.9; };' }, 'warn'],
  ['the options for primaries', { options: 'check-names primary warn;' }, 'warn'],
  ['the options for primaries, in old words', { options: 'check-names master ignore;' }, 'ignore'],
  ['the options for secondaries are not for primaries', { options: 'check-names secondary ignore;' }, 'fail'],
  [
    'the options for primaries are not for secondaries',
    { type: 'secondary', options: 'check-names primary ignore;' },
    'warn',
  ],
  ['the options for secondaries', { type: 'secondary', options: 'check-names secondary fail;' }, 'fail'],
  ['the options for secondaries, in old words', { type: 'secondary', options: 'check-names slave fail;' }, 'fail'],
  ['one of several in the options', { options: 'check-names secondary ignore; check-names primary warn;' }, 'warn'],
  [
    'a view for others leaves it to the options',
    { options: 'check-names primary warn;', view: 'check-names secondary ignore;' },
    'warn',
  ],
  ['a value that is none', { options: 'check-names primary maybe;' }, 'fail'],
  ['a value that is none in the zone', { options: 'check-names primary warn;', zone: 'check-names maybe;' }, 'warn'],
];
for (const [what, parts, mode] of NAMES) {
  test(`check-names: ${what}`, async () => {
    assert.equal((await checksOf(parts))['check-names'], mode);
  });
}

const LARGEST_TTL: readonly [parts: Parts, seconds: number | undefined][] = [
  [{}, undefined],
  [{ options: 'max-zone-ttl 1d;' }, 86400],
  [{ options: 'max-zone-ttl 1d;', view: 'max-zone-ttl 2h;' }, 7200],
  [{ options: 'max-zone-ttl 1d;', view: 'max-zone-ttl 2h;', zone: 'max-zone-ttl 30m;' }, 1800],
  [{ options: 'max-zone-ttl 1d;', zone: 'max-zone-ttl unlimited;' }, undefined],
  [{ options: 'max-zone-ttl 1d;', zone: 'max-zone-ttl UNLIMITED;' }, undefined],
  [{ zone: 'max-zone-ttl 600;' }, 600],
];
for (const [parts, seconds] of LARGEST_TTL) {
  test(`the largest TTL by ${JSON.stringify(parts)}`, async () => {
    assert.equal((await settingsOf(parts)).maxTtl, seconds);
  });
}

const TYPES: readonly [type: string, is: ZoneSettings['type']][] = [
  ['primary', 'primary'],
  ['master', 'primary'],
  ['secondary', 'secondary'],
  ['slave', 'secondary'],
  ['mirror', 'secondary'],
  ['stub', 'secondary'],
  ['hint', 'hint'],
  ['redirect', 'other'],
];
for (const [type, is] of TYPES) {
  test(`a zone of type ${type} is ${is}`, async () => {
    assert.equal((await settingsOf({ type })).type, is);
  });
}

test('the class of a zone, IN where none or no class is given', async () => {
  for (const [word, code] of [
    ['', CLASS.IN],
    ['IN', CLASS.IN],
    ['CH', CLASS.CH],
    ['HS', CLASS.HS],
    ['nonsense', CLASS.IN],
  ] as const) {
    const site = await siteOf({ 'named.conf': `zone "example.com" ${word} { type primary; file "z"; };`, z: TOP });
    assert.deepEqual(
      [...site.workspace.zones].map(({ options }) => options.zoneClass),
      [code],
      word,
    );
  }
});

test('a response policy zone is named by the view, else by the options', async () => {
  const rpz = (name: string): string => `response-policy { zone "${name}"; };`;
  for (const [parts, is] of [
    [{}, false],
    [{ options: rpz('example.com') }, true],
    [{ options: rpz('EXAMPLE.com.') }, true],
    [{ options: rpz('example.net') }, false],
    [{ options: 'response-policy { zone "example.net"; zone "example.com" policy given; };' }, true],
    [{ options: rpz('example.com'), view: '' }, true],
    [{ options: rpz('example.com'), view: rpz('example.net') }, false],
    [{ options: rpz('example.net'), view: rpz('example.com') }, true],
    [{ options: 'response-policy { };' }, false],
  ] as const) {
    assert.equal((await settingsOf(parts)).responsePolicy, is, JSON.stringify(parts));
  }
});

test('a catalog zone is named by catalog-zones', async () => {
  const options = 'catalog-zones { zone "example.com" default-primaries { 192.0.2.1; }; };';
  assert.equal((await settingsOf({ options })).catalog, true);
  assert.equal((await settingsOf({ options: options.replace('.com', '.net') })).catalog, false);
});

test('whether named writes the file', async () => {
  assert.equal((await settingsOf({})).dynamic, undefined);
  assert.equal((await settingsOf({ zone: 'allow-update { any; };' })).dynamic, 'updated');
});

const SETUP: ZoneSetup = {
  source: 'configuration',
  zoneClass: CLASS.IN,
  view: 'v',
  settings: {
    version: '9.20',
    type: 'primary',
    loaded: true,
    checks: CHECKZONE_MODES,
    maxTtl: 3600,
    dynamic: 'updated',
    responsePolicy: true,
    catalog: true,
    limits: { nsCount: 3 },
  },
};

/** Every value that can be set, each with another one. */
const OTHERS: Readonly<Record<string, unknown>> = {
  source: 'comment',
  zoneClass: CLASS.CH,
  view: 'w',
  'settings.version': '9.18',
  'settings.type': 'secondary',
  'settings.loaded': false,
  'settings.maxTtl': 3601,
  'settings.dynamic': 'signed',
  'settings.responsePolicy': false,
  'settings.catalog': false,
  'settings.limits.nsCount': 4,
  ...Object.fromEntries(CHECK_OPTIONS.map((option) => [`settings.checks.${option}`, 'fail'])),
};

test('every part of a setup is in the table of other values', () => {
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => leaves(member, path === '' ? name : `${path}.${name}`))
      : [path];
  assert.deepEqual(leaves(SETUP, '').sort(), Object.keys(OTHERS).sort());
});

for (const [path, value] of Object.entries(OTHERS)) {
  test(`another ${path} is another setup, and so is none`, () => {
    const without = structuredClone(SETUP) as unknown as Record<string, unknown>;
    const parts = path.split('.');
    const last = parts.pop()!;
    const holder = parts.reduce((at, part) => at[part] as Record<string, unknown>, without);
    delete holder[last];
    const changed = structuredClone(without);
    const other = parts.reduce((at, part) => at[part] as Record<string, unknown>, changed);
    other[last] = value;
    const keys = [SETUP, without, changed].map((setup) => keyOfSetup(setup as unknown as ZoneSetup));
    assert.equal(new Set(keys).size, 3, keys.join('\n'));
  });
}

test('the order in which a setup was made says nothing', () => {
  const { view, settings, ...rest } = SETUP;
  const reordered = { settings: Object.fromEntries(Object.entries(settings).reverse()), view, ...rest };
  assert.equal(keyOfSetup(reordered as unknown as ZoneSetup), keyOfSetup(SETUP));
  assert.equal(sharedSetup(reordered as unknown as ZoneSetup), sharedSetup(SETUP));
});

/** What is edited in a configuration; whether the zone is another one then. */
const EDITS: readonly [what: string, parts: Parts, another: boolean][] = [
  ['nothing', {}, false],
  ['what does not concern zones', { options: 'recursion no;' }, false],
  ['its type', { type: 'secondary' }, true],
  ['its view', { view: '' }, true],
  ['its largest TTL', { zone: 'max-zone-ttl 1d;' }, true],
  ['its updates', { zone: 'allow-update { any; };' }, true],
  ['a response policy', { options: 'response-policy { zone "example.com"; };' }, true],
  ...CHECK_OPTIONS.map((option): [string, Parts, boolean] => [option, { zone: `${option} ignore;` }, true]),
];
for (const [what, parts, another] of EDITS) {
  test(`after an edit of ${what} the zone is ${another ? 'another one' : 'the same'}`, async () => {
    const site = await siteOf({ 'named.conf': confOf({}), z: TOP }, { open: ['named.conf'] });
    const [before] = site.workspace.zones;
    await site.edit('named.conf', confOf({}), `\n${confOf(parts)}`);
    const [after] = site.workspace.zones;
    assert.equal(after !== before, another);
  });
}

test('the same file by two configurations, and the same zone by two files, are two zones', async () => {
  const site = await siteOf({
    'a/named.conf': 'zone "example.com" { type primary; file "../z"; };',
    'b/named.conf': 'zone "example.com" { type primary; file "../z"; };',
    z: TOP,
  });
  assert.deepEqual(site.zones(), ['example.com.  z', 'example.com.  z']);
});
