import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadGrammar, readProjectFile, type Token, tokenize } from './tokenize.ts';

// A fixture file holds cases, each under a `== title` line. Below a line of source stand its marker lines: carets under one or
// more whole tokens, then the scopes that all of them have. `!scope` says that none has it, `-` that they have no scope at all.
// Scopes are written without the language's suffix.
const FIXTURES = [
  { file: 'test/grammar/fixtures/zone.txt', scope: 'text.zone_file', suffix: '.zone_file' },
  { file: 'test/grammar/fixtures/named-conf.txt', scope: 'source.named-conf', suffix: '.named-conf' },
];

interface Marker {
  line: number;
  start: number;
  end: number;
  scopes: string[];
}

interface Case {
  title: string;
  source: string[];
  markers: Marker[];
}

function parseCases(text: string): Case[] {
  const cases: Case[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('== ')) {
      cases.push({ title: line.slice(3), source: [], markers: [] });
      continue;
    }
    const current = cases[cases.length - 1];
    const marker = /^([ \t]*)(\^+) (\S.*)$/.exec(line);
    if (!marker) {
      current.source.push(line);
      continue;
    }
    const start = marker[1].length;
    current.markers.push({
      line: current.source.length - 1,
      start,
      end: start + marker[2].length,
      scopes: marker[3].split(' '),
    });
  }
  return cases;
}

function checkMarker(tokens: Token[], marker: Marker, suffix: string, where: string): void {
  const inside = tokens.filter((t) => t.line === marker.line && t.end > marker.start && t.start < marker.end);
  assert.ok(inside.length > 0, `${where}: no token there`);
  assert.ok(
    inside[0].start === marker.start && inside[inside.length - 1].end === marker.end,
    `${where}: no token begins and ends there, but ${JSON.stringify(inside.map((t) => t.text))}`,
  );
  for (const token of inside) {
    const found = `${where}: ${JSON.stringify(token.text)} has ${token.scopes.join(' ') || 'no scope'}`;
    for (const expected of marker.scopes) {
      if (expected === '-') assert.equal(token.scopes.length, 0, found);
      else if (expected.startsWith('!')) assert.ok(!token.scopes.includes(expected.slice(1) + suffix), found);
      else assert.ok(token.scopes.includes(expected + suffix), found);
    }
  }
}

for (const { file, scope, suffix } of FIXTURES) {
  describe(`grammar ${scope}`, async () => {
    const grammar = await loadGrammar(scope);
    for (const { title, source, markers } of parseCases(readProjectFile(file))) {
      test(title, () => {
        assert.ok(markers.length > 0, 'the case expects nothing');
        const tokens = tokenize(grammar, source.join('\n'));
        for (const marker of markers) checkMarker(tokens, marker, suffix, `${source[marker.line]} [${marker.start}]`);
      });
    }

    test('every scope ends in the suffix of the language', () => {
      const names = [
        ...readProjectFile(`syntaxes/${scope === 'text.zone_file' ? 'zone' : 'named-conf'}.tmLanguage.json`).matchAll(
          /"name": "([^"]+)"/g,
        ),
      ].slice(1);
      assert.ok(names.length > 20);
      for (const [, name] of names)
        for (const part of name.split(' ')) assert.ok(part.endsWith(suffix), `${part} lacks ${suffix}`);
    });
  });
}

describe('bad input', async () => {
  const zone = await loadGrammar('text.zone_file');
  const conf = await loadGrammar('source.named-conf');
  const inputs: Record<string, string> = {
    'an empty text': '',
    'control characters': '\u0000\u0001\u001b\uFFFD\n\u0000 A 1',
    'only brackets': '((((((((\n))))))))))\n{{{{{{\n}}}}}}}}}',
    'only quotes': '"""""\n"\n\'"\n',
    'backslashes at the end of a line': 'a\\\nb \\\nc TXT "\\\n\\',
    'letters beyond ASCII': 'münchen A 192.0.2.1 ; ü\n例え TXT "例え"\n😀 TXT 😀',
  };
  for (const [name, text] of Object.entries(inputs)) {
    test(`${name}: the tokens still cover every line`, () => {
      for (const grammar of [zone, conf]) {
        const tokens = tokenize(grammar, text);
        const lines = text.split('\n');
        lines.forEach((line, number) => {
          const joined = tokens.filter((token) => token.line === number).map((token) => token.text);
          assert.equal(joined.join(''), line);
        });
      }
    });
  }
});
