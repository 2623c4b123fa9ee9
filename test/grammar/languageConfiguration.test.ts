// biome-ignore-all lint/suspicious/noTemplateCurlyInString: $GENERATE has such placeholders too
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readProjectFile } from './tokenize.ts';

interface OnEnterRule {
  beforeText: string;
  afterText?: string;
  previousLineText?: string;
  action: { indent: string; appendText?: string; removeText?: number };
}

interface LanguageConfiguration {
  comments: { lineComment: string; blockComment?: [string, string] };
  brackets: [string, string][];
  autoClosingPairs: { open: string; close: string; notIn: string[] }[];
  folding: { markers: { start: string; end: string } };
  wordPattern: string;
  indentationRules?: { increaseIndentPattern: string; decreaseIndentPattern: string };
  onEnterRules: OnEnterRule[];
}

const zone = JSON.parse(readProjectFile('language-configuration/zone.json')) as LanguageConfiguration;
const conf = JSON.parse(readProjectFile('language-configuration/named-conf.json')) as LanguageConfiguration;

/** What Enter does at `|`: the action of the first rule that fits, as the editor chooses it. */
function enter(
  configuration: LanguageConfiguration,
  line: string,
  previousLine = '',
): OnEnterRule['action'] | undefined {
  const [before, after] = line.split('|');
  return configuration.onEnterRules.find(
    (rule) =>
      new RegExp(rule.beforeText).test(before) &&
      (rule.afterText === undefined || new RegExp(rule.afterText).test(after)) &&
      (rule.previousLineText === undefined || new RegExp(rule.previousLineText).test(previousLine)),
  )?.action;
}

function words(configuration: LanguageConfiguration, text: string): string[] {
  return text.match(new RegExp(configuration.wordPattern, 'g')) ?? [];
}

for (const [name, configuration] of Object.entries({ zone, 'named-conf': conf })) {
  describe(`language configuration: ${name}`, () => {
    test('every regular expression compiles, and no word is empty', () => {
      const patterns = [
        configuration.wordPattern,
        configuration.folding.markers.start,
        configuration.folding.markers.end,
        ...Object.values(configuration.indentationRules ?? {}),
        ...configuration.onEnterRules.flatMap((rule) => [
          rule.beforeText,
          rule.afterText ?? '',
          rule.previousLineText ?? '',
        ]),
      ];
      for (const pattern of patterns) assert.doesNotThrow(() => new RegExp(pattern));
      assert.equal(new RegExp(`^(?:${configuration.wordPattern})$`).test(''), false);
    });

    test('nothing closes by itself in strings and comments', () => {
      for (const pair of configuration.autoClosingPairs) assert.deepEqual(pair.notIn, ['string', 'comment']);
    });

    test('folding markers', () => {
      const { start, end } = configuration.folding.markers;
      const comment = configuration.comments.lineComment;
      assert.match(`  ${comment} #region mail`, new RegExp(start));
      assert.match(`${comment} endregion`, new RegExp(end));
      assert.doesNotMatch(`${comment} endregion`, new RegExp(start));
      assert.doesNotMatch(`${comment} regional`, new RegExp(start));
    });
  });
}

describe('words', () => {
  const cases: [LanguageConfiguration, string, string[]][] = [
    [zone, '$TTL 1h', ['$TTL', '1h']],
    [
      zone,
      '_sip._tcp\tIN SRV 10 5 5060 a-b.example.com.',
      ['_sip._tcp', 'IN', 'SRV', '10', '5', '5060', 'a-b.example.com.'],
    ],
    [zone, '*.x AAAA 2001:db8::1;comment', ['*.x', 'AAAA', '2001:db8::1', 'comment']],
    [zone, '@ SOA ns1 root (1 2', ['@', 'SOA', 'ns1', 'root', '1', '2']],
    [zone, 'a\\.b.c TXT "one two"', ['a\\.b.c', 'TXT', 'one', 'two']],
    [zone, '$GENERATE 1-9 h${0,3,d} A 192.0.2.$', ['$GENERATE', '1-9', 'h${0,3,d}', 'A', '192.0.2.$']],
    [zone, 'x HTTPS 1 . alpn=h2,h3', ['x', 'HTTPS', '1', '.', 'alpn', 'h2', 'h3']],
    [zone, 'münchen A', ['münchen', 'A']],
    [conf, 'listen-on-v6 { any; };', ['listen-on-v6', 'any']],
    [conf, 'zone "example.com" IN {', ['zone', 'example.com', 'IN']],
    [conf, '!2001:db8::/32; _x', ['2001:db8::', '32', '_x']],
  ];
  for (const [configuration, text, expected] of cases)
    test(text, () => assert.deepEqual(words(configuration, text), expected));
});

describe('Enter in a zone', () => {
  const cases: [string, string, OnEnterRule['action'] | undefined][] = [
    ['goes in after an opened parenthesis', '@ SOA ns1 root (|', { indent: 'indent' }],
    ['goes in after an opened parenthesis with a comment', '@ SOA ns1 root ( ; serial next|', { indent: 'indent' }],
    ['gives both sides a line between parentheses', '@ TXT (|)', { indent: 'indentOutdent' }],
    ['knows a parenthesis in a string', '@ TXT "smile :(" |', undefined],
    ['knows a parenthesis in a comment', '@ A 192.0.2.1 ; (|', undefined],
    ['keeps the column inside parentheses', '        2026010101 ; serial|', undefined],
    [
      'returns to the first column after the closing one',
      '        300 ) ; minimum|',
      { indent: 'none', removeText: 1000 },
    ],
    ['leaves a record with both parentheses alone', '    TXT ( "a" )|', undefined],
    ['keeps the second half of a cut comment a comment', '  ; one |two', { indent: 'none', appendText: '; ' }],
    ['does not go on with a comment at its end', '; one|', undefined],
  ];
  for (const [title, line, expected] of cases) test(title, () => assert.deepEqual(enter(zone, line), expected));
});

describe('Enter in named.conf', () => {
  const cases: [string, string, string, OnEnterRule['action'] | undefined][] = [
    ['opens a block comment', '', '/*| */', { indent: 'indentOutdent', appendText: ' * ' }],
    ['goes on in a block comment', '/* one', ' * two|', { indent: 'none', appendText: '* ' }],
    ['leaves a closed block comment', '', '/* one */|', undefined],
    ['leaves the column of a block comment', '', '  */|', { indent: 'none', removeText: 1 }],
    ['keeps the second half of a cut // comment a comment', '', '  // one |two', { indent: 'none', appendText: '// ' }],
    ['keeps the second half of a cut # comment a comment', '', '# one |two', { indent: 'none', appendText: '# ' }],
    ['leaves statements alone', '', 'recursion no;|', undefined],
  ];
  for (const [title, previous, line, expected] of cases)
    test(title, () => assert.deepEqual(enter(conf, line, previous), expected));

  test('indentation follows the braces', () => {
    const { increaseIndentPattern, decreaseIndentPattern } = conf.indentationRules!;
    const increase = new RegExp(increaseIndentPattern);
    for (const line of ['options {', 'zone "a" IN { // first', '  file "/a/b"; x {']) assert.match(line, increase);
    for (const line of ['acl a { any; };', '// options {', '# zone {', '/* {', 'file "a{b";'])
      assert.doesNotMatch(line, increase);
    assert.match('  };', new RegExp(decreaseIndentPattern));
    assert.doesNotMatch('acl a { any; };', new RegExp(decreaseIndentPattern));
  });
});
