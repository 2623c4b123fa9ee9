/** package.json beside the code: settings that are read, commands that are registered, texts that are there. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { fakeSession } from './fakeConnection.ts';

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly additionalProperties?: Setting | boolean;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly languages: readonly {
      readonly id: string;
      readonly icon: { readonly light: string; readonly dark: string };
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly when?: string }[]>>;
    readonly configurationDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const CLIENT = globSync('client/src/**/*.ts', { cwd: ROOT }).map(textOf).join('\n');
const { contributes } = JSON.parse(textOf('package.json')) as Manifest;
const SETTINGS = new Map(
  contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([name, property]) => [name.replace(/^bailiwick\./, ''), property.default]),
);

type Section = Record<string, unknown>;

/** The settings by default, as a client sends them. */
function byDefault(): Section {
  const all: Section = {};
  for (const [name, value] of SETTINGS) {
    const path = name.split('.');
    const last = path.pop()!;
    let section = all;
    for (const part of path) {
      section[part] ??= {};
      section = section[part] as Section;
    }
    section[last] = value;
  }
  return all;
}

/** A section that notes what is read of it: settings, and what is none. */
function noting(section: Section, above: string, read: Set<string>): Section {
  return new Proxy(section, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (typeof key !== 'string' || key === 'toJSON') return value;
      const name = above + key;
      if (SETTINGS.has(name) || value === undefined) read.add(name);
      else return noting(value as Section, `${name}.`, read);
      return value;
    },
  });
}

test('every setting is read, and what is read is a setting', () => {
  const { session } = fakeSession();
  const read = new Set(Array.from(CLIENT.matchAll(/\('bailiwick'\)\.get<\w+>\('([\w.]+)'/g), ([, name]) => name));
  // The library of the client reads it.
  read.add('trace.server');
  session.settings.take(noting(byDefault(), '', read));
  assert.ok(session.settings.codeLens);
  assert.equal(session.settings.serialOnSave, 'off');
  // The editor has these two for every language.
  const ours = [...read].filter((name) => !/\.format\.(?:indentStyle|tabSize)$/.test(name));
  assert.deepEqual(ours.sort(), [...SETTINGS.keys()].sort());
});

test('every command is registered', () => {
  const registered = new Set(
    Array.from(CLIENT.matchAll(/\b[rR]egister\w+\(\s*'(bailiwick\.\w+)'/g), ([, name]) => name),
  );
  for (const { command } of contributes.commands) assert.ok(registered.has(command), command);
});

test('every text of the manifest is there, and none beside them', () => {
  const named = Array.from(textOf('package.json').matchAll(/"%([^%"]+)%"/g), ([, key]) => key);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(JSON.parse(textOf('package.nls.json'))).sort());
});

/** Commands that the palette may always have: they ask what they are about, look at the whole workspace, or say what is missing. */
const EVERYWHERE = new Set(
  'query restartServer showLog showRule agreement createPtr correctPtr removePtr createAddresses compareZones renumber'
    .split(' ')
    .map((name) => `bailiwick.${name}`),
);

test('the palette has a command only where it works', () => {
  const { commands, menus } = contributes;
  const limited = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
  for (const { command } of commands) {
    assert.equal(EVERYWHERE.has(command), !limited.has(command), command);
    assert.notEqual(limited.get(command), '', command);
  }
});

test('what sends queries is in no menu of a workspace that is not trusted', () => {
  const { commands, menus } = contributes;
  const trusting = new Set(
    commands.filter(({ enablement }) => enablement?.includes('isWorkspaceTrusted')).map((c) => c.command),
  );
  assert.ok(trusting.size > 8);
  for (const place of ['editor/context', 'editor/title', 'view/item/context']) {
    for (const { command, when } of menus[place]) {
      const isOfAnswer = when?.includes('bailiwick-answer') && !when.includes('!=');
      if (!command || !trusting.has(command) || isOfAnswer) continue;
      assert.match(when ?? '', /isWorkspaceTrusted/, `${command} in ${place}`);
    }
  }
});

test('each value of a setting is described, and settings stand in categories', () => {
  const texts: Readonly<Record<string, string>> = JSON.parse(textOf('package.nls.json'));
  const { configuration, commands } = contributes;
  assert.deepEqual(
    configuration.map(({ order }) => order),
    configuration.map((_, i) => i + 1),
  );
  assert.equal(new Set(configuration.map(({ title }) => texts[title.slice(1, -1)])).size, configuration.length);
  for (const [name, setting] of configuration.flatMap(({ properties }) => Object.entries(properties))) {
    const { additionalProperties: inner } = setting;
    for (const each of [setting, ...(typeof inner === 'object' ? [inner] : [])]) {
      const described = each.markdownEnumDescriptions ?? each.enumDescriptions;
      assert.equal(described?.length, each.enum?.length, name);
    }
    const said = texts[(setting.markdownDescription ?? setting.description ?? '').slice(1, -1)];
    for (const [, linked] of said.matchAll(/`#([^#`]+)#`/g))
      assert.ok(SETTINGS.has(linked.slice('bailiwick.'.length)), linked);
    for (const [, linked] of said.matchAll(/\]\(command:([\w.]+)\)/g)) {
      assert.ok(
        commands.some(({ command }) => command === linked),
        linked,
      );
    }
    for (const [, page] of said.matchAll(/\/blob\/main\/([\w./-]+)/g)) assert.ok(existsSync(join(ROOT, page)), page);
  }
});

test('each language has an icon that is packed, and words of the text are not offered in it', () => {
  const packed = textOf('.vscodeignore').split('\n');
  assert.ok(packed.includes('!icons/*.svg'));
  for (const { id, icon } of contributes.languages) {
    for (const path of [icon.light, icon.dark]) assert.ok(existsSync(join(ROOT, path)), path);
    assert.equal(contributes.configurationDefaults[`[${id}]`]['editor.wordBasedSuggestions'], 'off');
  }
});
