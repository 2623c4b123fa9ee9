import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignatureHelp } from 'vscode-languageserver-types';
import { zoneSignature } from '../../../../server/src/services/zone/signature.ts';
import { makeWorkspace, openAt, type ZoneSpec } from './harness.ts';

const ZONE = 'example.com.zone';
const SPEC: ZoneSpec = { file: ZONE, origin: 'example.com.' };

function signatureAt(text: string): { help: SignatureHelp | undefined; label: string; active: string } {
  const { zone, document, start } = openAt({ [ZONE]: text }, [SPEC]);
  const help = zoneSignature(zone, document, start);
  const [signature] = help?.signatures ?? [];
  const range = signature?.parameters?.[help?.activeParameter ?? 0]?.label;
  const active = Array.isArray(range) ? signature.label.slice(range[0], range[1]) : '';
  return { help, label: signature?.label ?? '', active };
}

const RECORD = 'owner [TTL] [class] type data';
const GENERATE = '$GENERATE range owner [TTL] [class] type data';
const SOA = 'SOA <primary> <mailbox> <serial> <refresh> <retry> <expire> <minimum>';

const CASES: readonly { readonly text: string; readonly label: string; readonly active?: string }[] = [
  { text: 'ww$0', label: RECORD, active: 'owner' },
  { text: 'www $0', label: RECORD, active: '[TTL]' },
  { text: ' $0', label: RECORD, active: '[TTL]' },
  { text: 'www 3600$0', label: RECORD, active: '[TTL]' },
  { text: 'www 3600 $0', label: RECORD, active: '[class]' },
  { text: 'www 3600 IN $0', label: RECORD, active: 'type' },
  { text: 'www IN$0', label: RECORD, active: '[class]' },
  { text: 'www M$0', label: RECORD, active: 'type' },
  { text: 'www MX $0', label: 'MX <preference> <mail server>', active: '<preference>' },
  { text: 'www MX 1$00 mail', label: 'MX <preference> <mail server>', active: '<preference>' },
  { text: 'www MX 10 $0', label: 'MX <preference> <mail server>', active: '<mail server>' },
  { text: 'www MX 10 mail $0', label: '' },
  { text: '@ SOA ns1 host ( 1 ; serial\n 3600 ; refresh\n 9$000', label: SOA, active: '<retry>' },
  { text: '@ SOA ns1 host ( 1 ; se$0rial\n', label: '' },
  { text: 'www TXT "a" "b$0"', label: 'TXT <text…>', active: '<text…>' },
  { text: '@ HTTPS 1 . alpn=h2 $0', label: 'HTTPS <priority> <target> [parameters…]', active: '[parameters…]' },
  {
    text: 'x LOC 52 22 23.000 N $0',
    label: 'LOC <latitude> <longitude> <altitude> [size] [horizontal precision] [vertical precision]',
    active: '<longitude>',
  },
  {
    text: 'x LOC 52 22 $0',
    label: 'LOC <latitude> <longitude> <altitude> [size] [horizontal precision] [vertical precision]',
    active: '<latitude>',
  },
  { text: 'x A \\# $0', label: 'A \\# length hex…', active: 'length' },
  { text: 'x TYPE65280 \\# 2 ab $0', label: 'TYPE65280 \\# length hex…', active: 'hex…' },
  { text: '$TTL $0', label: '$TTL time', active: 'time' },
  { text: '$ORIGIN $0', label: '$ORIGIN name', active: 'name' },
  { text: '$INCLUDE file $0', label: '$INCLUDE file [origin]', active: '[origin]' },
  { text: '$INCLUDE file sub $0', label: '' },
  { text: '$GENERATE $0', label: GENERATE, active: 'range' },
  { text: '$GENERATE 1-9 $0', label: GENERATE, active: 'owner' },
  { text: '$GENERATE 1-9 h-$ A$0', label: GENERATE, active: 'type' },
  { text: '$GENERATE 1-9 h-$ A $0', label: GENERATE, active: 'data' },
  { text: '$FOO $0', label: '' },
  { text: 'www BOGUS $0', label: '' },
  { text: '; www MX $0', label: '' },
  { text: '$0', label: '' },
];

for (const { text, label, active = '' } of CASES) {
  test(`signature: ${text.replaceAll('\n', '⏎')}`, () => {
    const found = signatureAt(`$TTL 1d\n${text}`);
    assert.equal(found.label, label);
    assert.equal(found.active, active);
  });
}

test('signature: a field says what its numbers mean', () => {
  const { help } = signatureAt('_443._tcp TLSA $0');
  const { documentation } = help!.signatures[0].parameters![0];
  assert.match((documentation as { value: string }).value, /- `3` DANE-EE: /);
});

test('signature: every offset of rich and broken text has an active parameter that is there, or none', () => {
  const texts = [
    '$TTL 1d\n@ SOA a b ( 1 2\n3 ; x\n4 5 )\nx 5 IN TXT "a" ( "b"\n) y\n$GENERATE 1-3 $ A 192.0.2.$\n',
    '"\n(\n$\n$GENERATE\n x \\# (\n\\\nCLASS TYPE1\n" A',
  ];
  for (const text of texts) {
    const [zone] = makeWorkspace({ [ZONE]: text }, [SPEC]).zones;
    for (let offset = 0; offset <= text.length; offset++) {
      const help = zoneSignature(zone, zone.root, offset);
      if (help) assert.ok(help.activeParameter! < help.signatures[0].parameters!.length);
    }
  }
});
