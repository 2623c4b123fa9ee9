import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { isSoundRdata, mayBeSound } from '../../../server/src/dns/rdata/sound.ts';
import { isUsualData } from '../../../server/src/dns/rdata/usual.ts';
import { checkRdata } from '../../../server/src/dns/rdata.ts';
import { typeCodeAt, typeRow } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

const DIGEST = 'D001BD422FFDA9B745425B71DC17D007E691869BD59C5F237D9BF85434C3133F';

function read(record: string) {
  const mnemonic = record.split(' ', 1)[0];
  const text = record.slice(mnemonic.length + 1);
  const words = wordsOf(text);
  const args = [
    typeCodeAt(mnemonic, 0, mnemonic.length),
    {
      units: new TextEncoder().encode(`${text}\n`),
      starts: Int32Array.from(words.starts),
      ends: Int32Array.from(words.ends),
      quoted: Uint8Array.from(words.quoted),
    },
    0,
    words.count,
  ] as const;
  return { args, words };
}

function isUsual(record: string): boolean {
  return isUsualData(...read(record).args);
}

test('associations and services as nearly all are written are usual', () => {
  for (const record of [
    `TLSA 3 1 1 ${DIGEST}`,
    `TLSA 0 0 2 ${DIGEST}${DIGEST}`,
    `SMIMEA 3 0 1 ${DIGEST.toLowerCase()}`,
    'HTTPS 1 .',
    'HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1',
    'SVCB 16 host.example.net. port=8443 alpn=http/1.1 ipv6hint=2001:db8::1,2001:db8::2 ipv4hint=192.0.2.1,192.0.2.2',
    'MX 10 mail',
    'SRV 0 5 5060 sip.example.net.',
    'PTR host.example.net.',
    'NS a',
    'TXT "one" "other"',
    'TXT "as" "of"',
    'A 192.0.2.1',
    'AAAA 2001:db8::1',
    'NAPTR 100 10 "U" "E2U+sip" "!^.*$!sip:info@example.net!" .',
    'NAPTR 100 10 s SIP+D2U "" _sip._udp.example.com.',
    `SSHFP 4 2 ${DIGEST}`,
    'RRSIG A 13 2 3600 20240201000000 20240101000000 12345 example.com. AwEAAQ==',
    'DNSKEY 257 3 13 AwEAAQ==',
    'KEY 512 3 8 AwEAAQ==',
  ]) {
    assert.ok(isUsual(record), record);
  }
});

test('all others are left to those who judge them', () => {
  for (const record of [
    'MX 10 Mail',
    'MX 10 yourserver',
    'SRV 0 5 5060 INSERT_HOST',
    'PTR <your host>',
    'CNAME changeme.example.com.',
    'TXT one other',
    'TXT "one" other',
    'TXT "one" ""',
    'TXT "v" "=spf1 -all"',
    'TXT "v=spf1 " "-all"',
    'TXT "s" "pf1"',
    'TXT "an sp" "f1"',
    'TXT "s" "p" "f"',
    'TXT "one" "CHANGEME"',
    'TXT "one" "b\u00fccher"',
    'NAPTR 100 10 "" "" "!^.*$!sip:info@example.net!" .',
    'NAPTR 100 10 "x" "E2U+sip" "!^.*$!sip:info@example.net!" .',
    'NAPTR 100 10 "u" "sip+E2U" "!^.*$!sip:info@example.net!" .',
    'NAPTR 100 10 "u" "E2U+sip, E2U+h323" "!^.*$!sip:info@example.net!" .',
    'NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.net!" host',
    'NAPTR 100 10 "u" "E2U+sip" "" host',
    'NAPTR 100 10 "s" "SIP+D2U" "" .',
    'NAPTR 100 10 "s" "SIP+D2U" "" @',
    `SSHFP 2 2 ${DIGEST}`,
    `SSHFP 4 3 ${DIGEST}`,
    'RRSIG A 253 2 3600 20240201000000 20240101000000 12345 example.com. AwEAAQ==',
    'RRSIG A PRIVATEDNS 2 3600 20240201000000 20240101000000 12345 example.com. AwEAAQ==',
    'DNSKEY 257 3 254 AwEAAQ==',
    'KEY 49152 3 13',
    'KEY HOST 3 13 AwEAAQ==',
    `TLSA 4 1 1 ${DIGEST}`,
    `TLSA 3 2 1 ${DIGEST}`,
    `TLSA 3 1 0 ${DIGEST}`,
    `TLSA 3 1 2 ${DIGEST}`,
    `TLSA 3 1 1 ${DIGEST}00`,
    `TLSA 03 1 1 ${DIGEST}`,
    `TLSA 3 1 1 ${DIGEST.slice(0, 32)} ${DIGEST.slice(32)}`,
    `TLSA : 1 1 ${DIGEST}`,
    'HTTPS 0 .',
    'HTTPS 0 host alpn=h2',
    'HTTPS 65536 .',
    'HTTPS 1',
    'HTTPS 1 . alpn=h2c',
    'HTTPS 1 . alpn=h2,',
    'HTTPS 1 . alpn=',
    'HTTPS 1 . alpn',
    'HTTPS 1 . alpn="h2"',
    'HTTPS 1 . ALPN=h2',
    'HTTPS 1 . port=0',
    'HTTPS 1 . port=65536',
    'HTTPS 1 . port=443 port=443',
    'HTTPS 1 . ipv4hint=192.0.2',
    'HTTPS 1 . ipv4hint=192.0.2.1,',
    'HTTPS 1 . ipv4hint=192.0.2.1x',
    'HTTPS 1 . ipv6hint=::1',
    'HTTPS 1 . ech=AAAA',
    'HTTPS 1 . key65000=x',
    'HTTPS 1 . alpn=h2;ipv4hint=192.0.2.1',
    'HTTPS 1 "host" alpn=h2',
    'HTTPS "1" host alpn=h2',
    'A 127.0.0.1',
  ]) {
    assert.ok(!isUsual(record), record);
  }
});

test('a service that is sound beyond doubt has no fault but that of its name', () => {
  let state = 5;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const parts = [
    'alpn=h2',
    'alpn=h3,h2',
    'alpn=x',
    'port=1',
    'port=99999',
    'ipv4hint=1.2.3.4',
    'ipv4hint=1.2.3',
    'ipv6hint=1::2',
    'x',
  ];
  let sound = 0;
  for (let n = 0; n < 2000; n++) {
    const parameters = Array.from({ length: next(4) }, () => parts[next(parts.length)]).join(' ');
    const { args, words } = read(`HTTPS ${next(3)} ${['.', 'a', 'a.b.'][next(3)]} ${parameters}`.trim());
    if (!isSoundRdata(...args, 1)) continue;
    sound++;
    assert.ok(!isSoundRdata(...args, -1));
    checkRdata(typeRow(args[0], CLASS.IN), words, (_start, _end, code) => assert.fail(`${parameters}: ${code}`));
  }
  assert.ok(sound > 100, `${sound}`);
  assert.ok(mayBeSound(args('HTTPS')) && mayBeSound(args('A')) && !mayBeSound(args('SOA')));
});

function args(mnemonic: string): number {
  return typeCodeAt(mnemonic, 0, mnemonic.length);
}
