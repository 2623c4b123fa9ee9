/** `bailiwick-ignore` in comments: on the line, above it, with every line end, over the borders of chunks, and in included files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import type { Problem } from '../../../server/src/rules/rule.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import type { Language } from '../../../server/src/workspace/languages.ts';
import { headLines, ignoredInFile, isSilenced, withoutIgnored } from '../../../server/src/workspace/suppress.ts';
import { FOLDER, Site, TOP, uriOf } from './harness.ts';

const RULE = 'zone/bad-rdata';

/** What stands around `X`, where the problem is; whether it is silenced there. */
const ZONE_CASES: readonly [text: string, silenced: boolean, what: string][] = [
  ['x A X ; bailiwick-ignore zone/bad-rdata', true, 'on the line'],
  ['x A X ;bailiwick-ignore zone/bad-rdata', true, 'without white space'],
  ['x A X ; bailiwick-ignore zone/other zone/bad-rdata', true, 'among others'],
  ['x A X ; bailiwick-ignore zone/other,zone/bad-rdata', true, 'with commas'],
  ['x A X ; bailiwick-ignore zone/bad', false, 'the beginning of its id'],
  ['x A X ; bailiwick-ignore zone/other', false, 'another rule'],
  ['x A X ; bailiwick-ignore', false, 'no rule'],
  ['x A X ; see bailiwick-ignore zone/bad-rdata', false, 'in the middle of a comment'],
  ['; bailiwick-ignore zone/bad-rdata\nx A X', true, 'alone above'],
  ['\t ; bailiwick-ignore zone/bad-rdata\nx A X', true, 'alone above, after white space'],
  ['w A 192.0.2.1 ; bailiwick-ignore zone/bad-rdata\nx A X', false, 'above, behind a record'],
  ['; bailiwick-ignore zone/bad-rdata\n\nx A X', false, 'two lines above'],
  ['x A X\n; bailiwick-ignore zone/bad-rdata', false, 'below'],
  ['x A X\ny A 1 ; bailiwick-ignore zone/bad-rdata', false, 'on the next line'],
  [
    '; bailiwick-ignore zone/other\nx A X ; bailiwick-ignore zone/bad-rdata',
    true,
    'both, the one on the line is meant',
  ],
  ['; bailiwick-ignore zone/bad-rdata\nx A X ; bailiwick-ignore zone/other', true, 'both, the one above is meant'],
];

function problemAt(start: number, rule: RuleId = RULE): Problem {
  return { rule, severity: 'error', message: 'wrong', uri: 'file:///z', start, end: start + 1 };
}

for (const [text, silenced, what] of ZONE_CASES) {
  for (const end of ['\n', '\r\n', '\r']) {
    test(`${what}, line ends ${JSON.stringify(end)}`, () => {
      const whole = `first A 192.0.2.1\n${text}\nlast A 192.0.2.9\n`.replaceAll('\n', end);
      const at = whole.indexOf('X');
      for (let target = 1; target <= whole.length; target++) {
        const buffer = new TextBuffer(whole, target);
        assert.equal(withoutIgnored([problemAt(at)], buffer, 'zone').length, silenced ? 0 : 1, `chunks of ${target}`);
      }
      assert.equal(isSilenced(RULE, whole, at, ''), silenced);
      // Cut before each line: what stands before is seen to the end of a line.
      for (
        let cut = whole.indexOf(end) + end.length;
        cut > end.length && cut <= at;
        cut = whole.indexOf(end, cut) + end.length
      ) {
        assert.equal(isSilenced(RULE, whole.slice(cut), at - cut, whole.slice(0, cut)), silenced, `cut at ${cut}`);
      }
    });
  }
}

test('a problem at the very start, at a line end and at the end of the text', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = `X ; bailiwick-ignore zone/bad-rdata${end}Y${end}`;
    const buffer = new TextBuffer(text);
    const left = (at: number): number => withoutIgnored([problemAt(at)], buffer, 'zone').length;
    const lineEnd = text.indexOf(end);
    assert.deepEqual([left(0), left(lineEnd), left(lineEnd + end.length), left(text.length)], [0, 0, 1, 1]);
    assert.deepEqual(
      [0, lineEnd, lineEnd + end.length - 1, lineEnd + end.length].map((at) => isSilenced(RULE, text, at, '')),
      [true, true, true, false],
    );
  }
});

test('only the rules that are named are silenced', () => {
  const buffer = new TextBuffer('X ; bailiwick-ignore zone/bad-rdata zone/cname-chain\n');
  const rules = (['zone/bad-rdata', 'zone/cname-chain', 'zone/duplicate-record'] as const).map((rule) =>
    problemAt(0, rule),
  );
  assert.deepEqual(
    withoutIgnored(rules, buffer, 'zone').map(({ rule }) => rule),
    ['zone/duplicate-record'],
  );
});

test('nothing is silenced where no comment says so, and the list is another one', () => {
  const problems = [problemAt(0)];
  const kept = withoutIgnored(problems, new TextBuffer('X\n'), 'zone');
  assert.deepEqual(kept, problems);
  assert.notEqual(kept, problems);
});

const CONF_CASES: readonly [text: string, silenced: boolean][] = [
  ['X; // bailiwick-ignore conf/old-term', true],
  ['X; # bailiwick-ignore conf/old-term', true],
  ['X; /* bailiwick-ignore conf/old-term */', true],
  ['X; /* bailiwick-ignore conf/other */', false],
  ['// bailiwick-ignore conf/old-term\nX;', true],
  ['/* bailiwick-ignore conf/old-term */\nX;', true],
  ['x; // bailiwick-ignore conf/old-term\nX;', false],
  ['X; ; bailiwick-ignore conf/old-term', false],
];
for (const [text, silenced] of CONF_CASES) {
  test(`in a configuration: ${JSON.stringify(text)}`, () => {
    const problem = problemAt(text.indexOf('X'), 'conf/old-term');
    assert.equal(withoutIgnored([problem], new TextBuffer(text), 'named-conf').length, silenced ? 0 : 1);
  });
}

const FILE = 'bailiwick-ignore-file';
const HEADS: readonly [language: Language, text: string, lines: number, rules: string][] = [
  ['zone', `; ${FILE} zone/bad-rdata\nx A X\n`, 1, 'zone/bad-rdata'],
  ['zone', `; of 2024\n\n\t;${FILE} zone/bad-rdata, zone/ns-single\n$TTL 1h\n`, 3, 'zone/bad-rdata zone/ns-single'],
  ['zone', `; ${FILE} zone/bad-rdata\n; ${FILE} zone/ns-single\n`, 3, 'zone/bad-rdata zone/ns-single'],
  ['zone', `x A 192.0.2.1\n; ${FILE} zone/bad-rdata\n`, 0, ''],
  ['zone', `x A 192.0.2.1 ; ${FILE} zone/bad-rdata\n`, 0, ''],
  ['zone', `; see ${FILE} zone/bad-rdata\n`, 2, ''],
  ['zone', `// ${FILE} zone/bad-rdata\n`, 0, ''],
  ['zone', `; bailiwick-ignore zone/bad-rdata\n\n`, 3, ''],
  ['named-conf', `// ${FILE} conf/old-term\noptions { };\n`, 1, 'conf/old-term'],
  ['named-conf', `# ${FILE} conf/old-term\n`, 2, 'conf/old-term'],
  ['named-conf', `/* ${FILE} conf/old-term */\noptions { };\n`, 1, 'conf/old-term'],
  ['named-conf', `/* of\n 2024 */\n// ${FILE} conf/old-term\noptions { };\n`, 3, 'conf/old-term'],
  ['named-conf', `/* of\n 2024 */ options { };\n// ${FILE} conf/old-term\n`, 1, ''],
  ['named-conf', `options { };\n// ${FILE} conf/old-term\n`, 0, ''],
];
for (const [language, text, lines, rules] of HEADS) {
  test(`the head of a file: ${JSON.stringify(text)}`, () => {
    for (const end of ['\n', '\r\n', '\r']) {
      for (let target = 1; target <= text.length; target += 7) {
        const buffer = new TextBuffer(text.replaceAll('\n', end), target);
        assert.equal(headLines(buffer, language), lines);
        assert.equal([...ignoredInFile(buffer, language)].join(' '), rules);
      }
    }
  });
}

test('a head of thousands of comments is not looked through', () => {
  const text = `${'; more\n'.repeat(3000)}; ${FILE} zone/bad-rdata\nX\n`;
  const buffer = new TextBuffer(text);
  assert.ok(headLines(buffer, 'zone') < 1000);
  assert.equal(withoutIgnored([problemAt(text.length - 2)], buffer, 'zone').length, 1);
});

test('what the head of a file silences comes back when the comment goes, by every way to ask', async () => {
  const records = 'a A 1\nb A 2\nc FOO 3\n';
  const site = new Site({ 'db.example.com': `${TOP}${records}` });
  await site.workspace.setFolders([FOLDER]);
  site.open('db.example.com', 'zone', 20);
  await site.workspace.settle();
  const uri = uriOf('db.example.com');
  const rulesTold = (): string[] => {
    const ways = [
      site.workspace.problems().get(uri) ?? [],
      site.workspace.problemsOf(uri, 1000).problems,
      site.workspace.problemsAt(uri, 0, 10_000),
    ].map((problems) =>
      problems.map(({ rule }) => rule).filter((rule) => rule === RULE || rule === 'zone/unknown-type'),
    );
    assert.deepEqual(ways[1], ways[0]);
    assert.deepEqual(ways[2], ways[0]);
    return ways[0];
  };
  const all = [RULE, RULE, 'zone/unknown-type'];
  assert.deepEqual(rulesTold(), all);
  const comment = `; ${FILE} zone/bad-rdata\n`;
  await site.edit('db.example.com', TOP, `${comment}${TOP}`);
  assert.deepEqual(rulesTold(), ['zone/unknown-type']);
  await site.edit('db.example.com', comment, '');
  assert.deepEqual(rulesTold(), all);
});

test('a semicolon is a comment in zones only, a number sign in configurations only', () => {
  const kept = (text: string, language: Language): number =>
    withoutIgnored([problemAt(0)], new TextBuffer(text), language).length;
  assert.equal(kept('X ; bailiwick-ignore zone/bad-rdata', 'zone'), 0);
  assert.equal(kept('X ; bailiwick-ignore zone/bad-rdata', 'named-conf'), 1);
  assert.equal(kept('X # bailiwick-ignore zone/bad-rdata', 'zone'), 1);
  assert.equal(kept('X # bailiwick-ignore zone/bad-rdata', 'named-conf'), 0);
});

for (const end of ['\n', '\r\n']) {
  test(`what is told of a file is the same by every way to ask, in chunks of any size (${JSON.stringify(end)})`, async () => {
    const text =
      `${TOP}; bailiwick-ignore zone/bad-rdata\na A 1\nb A 2 ; bailiwick-ignore zone/bad-rdata\nc A 3\nd A 4\n`.replaceAll(
        '\n',
        end,
      );
    const more = `e A 5${end}; bailiwick-ignore zone/bad-rdata${end}f A 6${end}`;
    for (let target = 1; target < text.length; target += 3) {
      const site = new Site({ 'db.example.com': `${text}$INCLUDE more${end}`, more });
      await site.workspace.setFolders([FOLDER]);
      site.open('db.example.com', 'zone', target);
      site.open('more', 'zone', 1 + (target % 20));
      await site.workspace.settle();
      const { workspace } = site;
      for (const [path, words] of [
        ['db.example.com', '3 4'],
        ['more', '5'],
      ] as const) {
        const uri = uriOf(path);
        const buffer = workspace.bufferOf(uri)!;
        const wordsOf = (problems: readonly Problem[]): string =>
          problems
            .filter(({ rule }) => rule === RULE)
            .map(({ start, end: to }) => buffer.slice(start, to))
            .join(' ');
        assert.equal(wordsOf(site.problems(path)), words, `all, chunks of ${target}`);
        assert.equal(wordsOf(workspace.problemsOf(uri, 1000).problems), words, `limited, chunks of ${target}`);
        assert.equal(wordsOf(workspace.problemsAt(uri, 0, buffer.length)), words, `at a range, chunks of ${target}`);
      }
    }
  });
}

test('a comment that comes or goes in the chunk before is noticed', async () => {
  const site = new Site({ 'db.example.com': `${TOP}; bailiwick-ignore zone/other\na A 1\n` });
  await site.workspace.setFolders([FOLDER]);
  site.open('db.example.com', 'zone', TOP.length + 10);
  await site.workspace.settle();
  const told = (): number =>
    site.workspace.problemsOf(uriOf('db.example.com'), 1000).problems.filter(({ rule }) => rule === RULE).length;
  assert.equal(told(), 1);
  await site.edit('db.example.com', 'zone/other', RULE);
  assert.equal(told(), 0);
  await site.edit('db.example.com', RULE, 'zone/other');
  assert.equal(told(), 1);
});

test('a comment on the next line says nothing of a problem at the end of a line', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = `x A${end}y A 1 ; bailiwick-ignore ${RULE}${end}`;
    const at = text.indexOf(end);
    assert.equal(isSilenced(RULE, text, at, ''), false);
    assert.equal(isSilenced(RULE, text, at + end.length, ''), true);
    assert.equal(withoutIgnored([problemAt(at)], new TextBuffer(text), 'zone').length, 1);
  }
});
