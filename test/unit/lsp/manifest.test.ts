/** package.json beside the code: settings that are read, commands that are registered, texts that are there. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { fakeSession } from './fakeConnection.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly default: unknown }>> }[];
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
