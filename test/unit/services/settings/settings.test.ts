/** Completion and hovers in bailiwick.toml, from the table of settings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsCompletion } from '../../../../server/src/services/settings/completion.ts';
import { settingsHover } from '../../../../server/src/services/settings/hover.ts';
import { TextBuffer } from '../../../../server/src/text/buffer.ts';

/** What is offered at the `|`: each text with what would stand there. */
function offered(marked: string, snippets = false): string[] {
  const [before, after] = marked.split('|');
  const buffer = new TextBuffer(before + after);
  const { items } = settingsCompletion(buffer, before.length, { snippets, insertReplace: false });
  return items.map(({ textEdit }) => {
    assert.ok(textEdit && 'range' in textEdit);
    const { start, end } = textEdit.range;
    const text = before + after;
    return (text.slice(0, buffer.offsetAt(start)) + textEdit.newText + text.slice(buffer.offsetAt(end)))
      .split('\n')
      .at(-1)!;
  });
}

const OFFERED: readonly (readonly [marked: string, ...some: string[]])[] = [
  ['|', 'bind', 'exclude = ', 'rules', 'prefixes = '],
  ['[|', '[bind', '[rules'],
  ['[b|]', '[bind]'],
  ['[ptr.|', '[ptr.networks'],
  ['[bind]\n|', 'version = '],
  ['[bind]\nver|', 'version = '],
  ['bind.v|', 'bind.version = '],
  ['[bind]\nversion = |', 'version = "9.18"', 'version = "any"'],
  ['[bind]\nversion = "9.|"', 'version = "9.20"'],
  ['[rules]\n"zone/lost-d|"', '"zone/lost-dot" = '],
  ['[rules]\nlost-dot|', '"zone/lost-dot" = '],
  ['[rules]\n"zone/lost-dot" = o|', '"zone/lost-dot" = "off"'],
  ['[limits]\nnsC|', 'nsCount = '],
];
for (const [marked, ...some] of OFFERED) {
  test(`completion: ${JSON.stringify(marked)}`, () => {
    const all = offered(marked);
    for (const each of some) assert.ok(all.includes(each), `${each} in ${all.join(', ')}`);
  });
}

const NOTHING = [
  '# |',
  '[bind] |',
  '[bind]\nversion = "9.18" |',
  '[origins]\n|',
  'exclude = ["|"]',
  '[nothing]\n|',
  '[[|',
];
for (const marked of NOTHING) {
  test(`no completion: ${JSON.stringify(marked)}`, () => assert.deepEqual(offered(marked), []));
}

test('only tables can follow in the name of a table', () => assert.ok(!offered('[|').includes('[exclude')));

test('snippets offer the values, where they are taken', () => {
  assert.ok(offered('[bind]\n|', true).some((text) => text.includes('${1|any,9.18,')));
});

function hover(marked: string): string | undefined {
  const [before, after] = marked.split('|');
  const contents = settingsHover(new TextBuffer(before + after), before.length)?.contents;
  return contents && (contents as { value: string }).value;
}

const HOVERS: readonly (readonly [marked: string, text: RegExp])[] = [
  ['[bi|nd]\n', /The server/],
  ['[bind]\nver|sion = "9.18"\n', /bind\.version[\s\S]*release[\s\S]*9\.21/],
  ['[bind]\nversion = "9|.18"\n', /release/],
  ['[rules]\n"zone/lost-|dot" = "off"\n', /weighs[\s\S]*zone-lost-dot\.md/],
  ['[limits]\nns|Count = 3\n', /Where nothing is set it is 2/],
  ['[origins]\n"db.|x" = "example.com"\n', /name of the zone/],
  ['exclude = ["|a"]\n', /left out/],
];
for (const [marked, text] of HOVERS) {
  test(`hover: ${JSON.stringify(marked)}`, () => assert.match(hover(marked) ?? '', text));
}

test('no hover on what is no setting', () => {
  for (const marked of ['# |x\n', '[bind]\nno|thing = 1\n', '\n|\n']) assert.equal(hover(marked), undefined, marked);
});
