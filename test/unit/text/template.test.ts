// biome-ignore-all lint/suspicious/noTemplateCurlyInString: marks of templates look like those of template strings
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { markIn, templateMark, UNKNOWN, withUnknownWords } from '../../../server/src/text/template.ts';

const ZONE_MARKS = [
  '{{ serial }}',
  '{% if ipv6 %}',
  '<%= serial %>',
  '@@SERIAL@@',
  '@SERIAL@',
  '%SERIAL%',
  '${SERIAL}',
  '$SERIAL',
  'FIXME_ADDRESS',
  '__SERIAL__',
  '<your-domain>',
];

for (const mark of ZONE_MARKS) {
  test(`${mark} is a mark of a template, but not in a comment or in quotes`, () => {
    const text = `$TTL 3600\nwww A ${mark}\n`;
    assert.deepEqual(markIn(text, 'zone'), { start: text.indexOf(mark), text: mark });
    assert.equal(markIn(`www A 192.0.2.1 ; ${mark}\n`, 'zone'), undefined);
    assert.equal(markIn(`www TXT "${mark}"\n`, 'zone'), undefined);
  });
}

test('a line that begins with a dollar sign is a directive, unless its word has an underscore', () => {
  assert.equal(markIn('$ORIGN example.com.\n$TTL 60\n', 'zone'), undefined);
  assert.equal(markIn('$MAIL_NAME. A 192.0.2.1\n', 'zone')?.text, '$MAIL_NAME.');
  assert.equal(markIn('$GENERATE 1-9 h$ A 192.0.2.$\nh\\$DOMAIN A 192.0.2.1\n', 'zone'), undefined);
});

test('behind white space the directives of named are none, and all else is a variable', () => {
  for (const line of ['$ORIGIN sub', '$TTL 60', '$INCLUDE other.db', '$GENERATE 1-9 h$ A 192.0.2.$'])
    assert.equal(markIn(`@ NS ns1\n \t${line}\n`, 'zone'), undefined, line);
  assert.equal(markIn('@ SOA ns1 host (\n\t$SERIAL ; serial\n)\n', 'zone')?.text, '$SERIAL');
  assert.equal(markIn('www $TTL A 192.0.2.1\n', 'zone')?.text, '$TTL');
  assert.equal(markIn('  $INCLUDE_TTL A 192.0.2.1\n', 'zone')?.text, '$INCLUDE_TTL');
});

test('a configuration has no directives: a word with a dollar sign is a variable wherever it stands', () => {
  assert.equal(markIn('acl a { $NET_INSIDE; };\n', 'named-conf')?.text, '$NET_INSIDE;');
  assert.equal(markIn('options {\n$EXTRA\n};\n', 'named-conf')?.text, '$EXTRA');
  assert.equal(markIn('\t$INCLUDE\n', 'named-conf')?.text, '$INCLUDE');
});

test('a word that says that it is a placeholder is one', () => {
  assert.equal(markIn('@ SOA ns1 host SERIALPLACEHOLDER 1 2 3 4\n', 'zone')?.text, 'PLACEHOLDER');
  assert.equal(markIn('placeholder A 192.0.2.1\n', 'zone'), undefined);
});

test('what stands in a configuration is a mark in quotes too', () => {
  assert.equal(markIn('options { directory "${HOME}/dns"; };\n', 'named-conf')?.text, '${HOME}');
  assert.equal(markIn('// ${HOME}\noptions { };\n', 'named-conf'), undefined);
  assert.equal(markIn('acl a { !{ 192.0.2.1; }; { { any; }; }; };\n', 'named-conf'), undefined);
});

test('lists, wildcards and comparisons are no marks', () => {
  for (const text of ['_a__b A 192.0.2.1\n', '* A 192.0.2.1\n', 'a%b A 192.0.2.1\n', 'a TXT <\n', 'u <1> A\n']) {
    assert.equal(markIn(text, 'zone'), undefined, text);
  }
});

test('quotes and comments with very many marks in them on one line cost one look at the line', () => {
  const many = '$KEY {{ key }} %KEY% '.repeat(10_000);
  assert.equal(markIn(`a TXT "${many}"\nb TXT "\\"${many}" ; ${many}\n`, 'zone'), undefined);
  assert.equal(markIn(`a TXT "${many}" $KEY\n`, 'zone')?.start, many.length + 9);
  assert.equal(markIn(`// ${many}\nport $PORT;\n`, 'named-conf')?.start, many.length + 9);
});

test('a mark is found where an edit brought it, however much of the file stays as it was', () => {
  const line = 'www A 192.0.2.1\n';
  for (const where of [0, 5, 39]) {
    const buffer = new TextBuffer(line.repeat(40), line.length);
    assert.ok(buffer.chunks.length > 10);
    assert.equal(templateMark(buffer, 'zone'), undefined);
    const at = where * line.length;
    buffer.replace(at, at, 'a A {{ address }}\n');
    assert.deepEqual(templateMark(buffer, 'zone'), { start: at + 4, text: '{{ address }}' }, `in line ${where}`);
    buffer.replace(at + 4, at + 17, '192.0.2.2');
    assert.equal(templateMark(buffer, 'zone'), undefined);
    buffer.replace(at, at + line.length, '');
    assert.equal(templateMark(buffer, 'zone'), undefined);
  }
});

test('a mark of code becomes one unknown word of its length; what says which lines there are, and what never ends, does not', () => {
  for (const mark of ['<%= @port %>', '{{ port }}', '${PORT}']) {
    const text = `options { listen-on port ${mark} { any; }; };`;
    assert.equal(
      withUnknownWords(text),
      text.replace(mark, () => UNKNOWN.repeat(mark.length)),
    );
  }
  for (const text of ['port <% if x %> 53', 'port <%= x', 'port {% x %}'])
    assert.equal(withUnknownWords(text), undefined, text);
  assert.equal(withUnknownWords('port 53'), 'port 53');
});
