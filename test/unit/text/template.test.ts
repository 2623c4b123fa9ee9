// biome-ignore-all lint/suspicious/noTemplateCurlyInString: marks of templates look like those of template strings
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markIn } from '../../../server/src/text/template.ts';

const ZONE_MARKS = [
  '{{ serial }}',
  '{% if ipv6 %}',
  '<%= serial %>',
  '@@SERIAL@@',
  '%SERIAL%',
  '${SERIAL}',
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
