import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DigLine, readDigLine } from '../../../server/src/live/digWords.ts';
import { answerView } from '../../../server/src/live/views/answerView.ts';
import { answerOf } from './answerText.ts';

const ANSWER = `a.example. AAAA NOERROR aa rd
an a.example. 3600 AAAA 2001:db8::1
an a.example. 3600 RRSIG AAAA 13 2 3600 20240301000000 20240101000000 4711 example. ${'A'.repeat(85)}A==
au example. 60 NS ns1.example.`;
const SOA = 'example. SOA NOERROR aa\nan example. 90000 SOA ns1.example. admin.example. 1 2 3 4 5';

function view(words: string, ...texts: readonly string[]): { text: string; language: string } {
  const line = readDigLine(`a.example. ${words}`) as DigLine;
  return answerView(
    texts.map((text) => ({ result: answerOf(text) })),
    line.view,
  );
}

test('short: the data alone, of all answers', () => {
  const { text, language } = view('+short +nocrypto', ANSWER, SOA);
  assert.equal(
    text,
    '2001:db8::1\nAAAA 13 2 3600 20240301000000 20240101000000 4711 example. [omitted]\nns1.example. admin.example. 1 2 3 4 5\n',
  );
  assert.equal(language, 'plaintext');
  assert.match(view('+short +identify', SOA).text, / from server 192\.0\.2\.53#53 in 1 ms\n$/);
});

test('+noall +answer: records and nothing else', () => {
  assert.equal(view('+noall +answer', SOA).text.trim(), 'example. 90000 IN SOA ns1.example. admin.example. 1 2 3 4 5');
  assert.equal(
    view('+noall +answer +nottlid +noclass', SOA).text.trim(),
    'example. SOA ns1.example. admin.example. 1 2 3 4 5',
  );
  assert.match(view('+noall +answer +ttlunits', SOA).text, /^example\. 1d1h IN SOA/);
  assert.match(view('+noall +answer +unknownformat', SOA).text, /IN SOA \\# \d+ 03/);
  assert.match(view('+noall +answer +expandaaaa', ANSWER).text, /2001:0db8:0000:0000:0000:0000:0000:0001/);
  assert.match(view('+noall +authority', ANSWER).text, /^example\. 60 IN NS ns1\.example\.\n$/);
});

test('multiline: an SOA with what its numbers are, keys in pieces', () => {
  const { text } = view('+noall +answer +multiline', SOA, ANSWER);
  assert.match(text, /SOA ns1\.example\. admin\.example\. \(\n +1 +; serial\n.*\n.*\n.*\n +5 +; minimum\n +\)/);
  assert.match(text, /example\. \(\n +A{64}\n +A{22}==\n +\)/);
  assert.match(view('+noall +answer +split=40', ANSWER).text, / A{40} A{40} A{6}==/);
});

test('the parts of the whole view can be left out', () => {
  assert.doesNotMatch(view('+nostats', SOA).text, /Answer from|Asked/);
  assert.doesNotMatch(view('+noquestion', SOA).text, /Question/);
  assert.doesNotMatch(view('+nocomments', SOA).text, /Status|Flags/);
  assert.equal(view('', ANSWER).language, 'zone');
});

test('JSON as RFC 8427 has it', () => {
  const { text, language } = view('+json', ANSWER);
  assert.equal(language, 'json');
  const message = JSON.parse(text);
  assert.deepEqual(
    [message.ID, message.QR, message.AA, message.RCODE, message.QNAME, message.QTYPE, message.ANCOUNT, message.ARCOUNT],
    [1, 1, 1, 0, 'a.example.', 28, 2, 1],
  );
  assert.deepEqual(message.answerRRs[0], {
    NAME: 'a.example.',
    TYPE: 28,
    TYPEname: 'AAAA',
    CLASS: 1,
    CLASSname: 'IN',
    TTL: 3600,
    RDLENGTH: 16,
    RDATAHEX: '20010DB8000000000000000000000001',
    rdataAAAA: '2001:db8::1',
  });
  assert.equal(JSON.parse(view('+json', ANSWER, SOA).text).length, 2);
});

test('YAML in the form of dig', () => {
  const { text, language } = view('+yaml', ANSWER, SOA);
  assert.equal(language, 'yaml');
  assert.equal(text.match(/^- type: MESSAGE$/gm)?.length, 2);
  assert.match(text, /^ {6}status: NOERROR$/m);
  assert.match(text, /^ {6}ANSWER_SECTION:\n {8}- 'a\.example\. 3600 IN AAAA 2001:db8::1'$/m);
});

test('what a server sends stays in its place in every form', () => {
  const odd = `a.example. TXT NOERROR aa\nan a.example. 1 TXT "it's\\010- x: \\226\\128\\174"`;
  for (const words of ['+yaml', '+json', '+short', '']) {
    const { text } = view(words, odd);
    assert.doesNotMatch(text, /^- x/m);
    assert.doesNotMatch(text, /\u202e/);
  }
  assert.match(view('+yaml', odd).text, /- 'a\.example\. 1 IN TXT "it''s/);
});
