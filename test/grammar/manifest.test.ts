import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readProjectFile } from './tokenize.ts';

interface Language {
  id: string;
  extensions: string[];
  filenames: string[];
  filenamePatterns: string[];
  firstLine: string;
  configuration: string;
  icon: { light: string; dark: string };
}

interface Contributes {
  languages: Language[];
  grammars: { language: string; scopeName: string; path: string }[];
  snippets: { language: string; path: string }[];
}

const { contributes } = JSON.parse(readProjectFile('package.json')) as { contributes: Contributes };
const { languages = [], grammars = [], snippets = [] } = contributes;

/** The language that the manifest gives a file by its name, else by its first line; in the order in which the editor asks. */
function languageOf(name: string, firstLine = ''): string | undefined {
  const byName =
    languages.find((language) => language.filenames.includes(name)) ??
    languages.find((language) => language.filenamePatterns.some((pattern) => globMatches(pattern, name))) ??
    languages.find((language) => language.extensions.some((extension) => name.endsWith(extension)));
  return (byName ?? languages.find((language) => new RegExp(language.firstLine).test(firstLine)))?.id;
}

/** As VS Code's globs: `*`, `[0-9]`, and `{a,b}`, which may hold `*`. */
function globMatches(pattern: string, name: string): boolean {
  const source = pattern.replace(
    /[.*{},]/g,
    (char) => ({ '.': '\\.', '*': '.*', '{': '(?:', '}': ')', ',': '|' })[char] ?? char,
  );
  return new RegExp(`^${source}$`).test(name);
}

describe('the manifest', () => {
  test('every file that it names is there', () => {
    const paths = [
      ...languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
      ...[...grammars, ...snippets].map((entry) => entry.path),
    ];
    assert.equal(paths.length, 9);
    for (const path of paths) assert.ok(existsSync(new URL(`../../${path}`, import.meta.url)), path);
  });

  test('grammars have the scopes that they are known by', () => {
    assert.deepEqual(
      grammars.map(({ language, scopeName }) => [language, scopeName]),
      [
        ['zone', 'text.zone_file'],
        ['named-conf', 'source.named-conf'],
      ],
    );
  });

  const cases: [string, string, string | undefined][] = [
    ['example.com.zone', '', 'zone'],
    ['2.0.192.in-addr.arpa', '', 'zone'],
    ['db.example.com', '', 'zone'],
    ['db.2001.db8', '', 'zone'],
    ['db.168.192.in-addr.arpa', '', 'zone'],
    ['db.local', '', 'zone'],
    ['db.example.com.signed', '', 'zone'],
    ['example.com.zone.signed', '', 'zone'],
    ['db.ts', '', undefined],
    ['db.config.ts', '', undefined],
    ['db.sql', '', undefined],
    ['db.json', '', undefined],
    ['english.arpa', '\\data\\', undefined],
    ['release.signed', 'PGP', undefined],
    ['named.conf.md', '', undefined],
    ['named.conf.acl', '', 'named-conf'],
    ['named.recursive.conf', '', 'named-conf'],
    ['namedays.conf', '', undefined],
    ['named.root', '', 'zone'],
    ['root.hints', '', 'zone'],
    ['named.conf', '', 'named-conf'],
    ['named.conf.options', '', 'named-conf'],
    ['internal.named.conf', '', 'named-conf'],
    ['named-internal.conf', '', 'named-conf'],
    ['rndc.key', '', 'named-conf'],
    ['nginx.conf', 'user www;', undefined],
    ['example.db', '$TTL 1h', 'zone'],
    ['example.db', '@ IN SOA ns1 root 1 2 3 4 5', 'zone'],
    ['example.db', 'example.com.\t3600\tIN\tSOA\tns1 root (', 'zone'],
    ['example.db', '; zone: example.com', 'zone'],
    ['answer', '; <<>> DiG 9.18.49 <<>> example.com', 'zone'],
    ['example.db', 'SQLite format 3', undefined],
    ['example.db', '; a list of zones', undefined],
    ['zones', 'zone "example.com" IN {', 'named-conf'],
    ['zones', '// included by named.conf', 'named-conf'],
    ['notes', 'zone "example.com" is ours', undefined],
  ];
  for (const [name, firstLine, expected] of cases) {
    test(`${name} ${firstLine && `with ${firstLine}`}: ${expected ?? 'no language of ours'}`, () => {
      assert.equal(languageOf(name, firstLine), expected);
    });
  }
});
