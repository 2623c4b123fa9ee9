import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DEFAULT_INLAY_HINTS,
  type InlayHintSettings,
  zoneInlayHints,
} from '../../../../server/src/services/zone/inlayHints.ts';
import { finish } from '../../../../server/src/steps.ts';
import { makeWorkspace } from './harness.ts';

const OFF: InlayHintSettings = { names: 'off', reverse: false, ttls: false };
const SOA = '@ SOA ns1 host 1 3600 900 1209600 30\n';

/** The text with its hints in braces. */
function hinted(text: string, settings: InlayHintSettings, origin = 'example.com.', range?: [number, number]) {
  const [zone] = makeWorkspace({ zone: text }, [{ file: 'zone', origin }]).zones;
  const [start, end] = range ?? [0, text.length];
  const hints = finish(zoneInlayHints(zone, zone.root, { start, end }, settings));
  let out = text;
  for (const { position, label, paddingLeft } of hints.toReversed()) {
    const at = zone.root.buffer.offsetAt(position);
    out = `${out.slice(0, at)}{${paddingLeft ? ' ' : ''}${label}}${out.slice(at)}`;
  }
  return out;
}

const CASES: readonly {
  readonly what: string;
  readonly settings: Partial<InlayHintSettings>;
  readonly text: string;
  readonly result: string;
  readonly origin?: string;
}[] = [
  {
    what: 'TTLs and timers in seconds, and nothing behind those with units or below a minute',
    settings: { ttls: true },
    text: `$TTL 86400\n${SOA}a 300 A 192.0.2.1\nb 1h A 192.0.2.1\nc 30 A 192.0.2.1\n`,
    result:
      '$TTL 86400{ 1d}\n@ SOA ns1 host 1 3600 900 1209600 30{ refresh 1h}{ retry 15m}{ expire 2w}\na 300 A 192.0.2.1{ TTL 5m}\nb 1h A 192.0.2.1\nc 30 A 192.0.2.1\n',
  },
  {
    what: 'every relative name',
    settings: { names: 'all' },
    text: 'www MX 10 mail\n@ NS ns1.example.net.\n',
    result: 'www MX 10 mail{.example.com.}{ www.example.com.}\n@ NS ns1.example.net.{ example.com.}\n',
  },
  {
    what: 'a target that may have lost its dot',
    settings: { names: 'unclear' },
    text: 'www MX 10 mail\n@ MX 20 mail.example.com\nx CNAME a\\.b\n',
    result: 'www MX 10 mail\n@ MX 20 mail.example.com{.example.com.}\nx CNAME a\\.b\n',
  },
  {
    what: 'names under another origin',
    settings: { names: 'unclear' },
    text: '$ORIGIN sub.example.com.\nwww NS ns1\n@ NS x.\n',
    result:
      '$ORIGIN sub.example.com.\nwww NS ns1{.sub.example.com.}{ www.sub.example.com.}\n@ NS x.{ sub.example.com.}\n',
  },
  {
    what: 'addresses of reverse owners and origins',
    settings: { reverse: true },
    origin: '2.0.192.in-addr.arpa.',
    text: '5 PTR a.example.com.\n@ NS ns.\nx PTR b.\n',
    result: '5 PTR a.example.com.{ 192.0.2.5}\n@ NS ns.\nx PTR b.\n',
  },
  {
    what: 'a network that is delegated in a reverse zone',
    settings: { reverse: true },
    origin: '8.b.d.0.1.0.0.2.ip6.arpa.',
    text: '0.0.0.0 NS ns.example.com.\n',
    result: '0.0.0.0 NS ns.example.com.{ 2001:db8::/48}\n',
  },
  {
    what: 'a column of comments that stays one',
    settings: { ttls: true, names: 'unclear' },
    text: '@ SOA ns1 host (\n\t1\t; serial\n\t3600\t; refresh\n\t900 \n\t1209600\t; expire\n\t3600 )\na 300 MX 10 b.c ; mail\n',
    result:
      '@ SOA ns1 host (\n\t1\t; serial\n\t3600\t; refresh{ refresh 1h}\n\t900{ 15m} \n\t1209600\t; expire{ expire 2w}\n\t3600 ){ minimum 1h}\na 300 MX 10 b.c ; mail{ TTL 5m}{ b.c.example.com.}\n',
  },
  {
    what: 'nothing where all is off',
    settings: {},
    text: `$TTL 86400\n${SOA}a 300 NS b.c\n`,
    result: `$TTL 86400\n${SOA}a 300 NS b.c\n`,
  },
];

for (const { what, settings, text, result, origin } of CASES) {
  test(`inlay hints: ${what}`, () => {
    assert.equal(hinted(text, { ...OFF, ...settings }, origin), result);
  });
}

test('inlay hints: no names where the origin is not known', () => {
  const text = 'www MX 10 mail.a\n';
  const [zone] = makeWorkspace({ zone: text }, [{ file: 'zone', origin: undefined }]).zones;
  assert.deepEqual(finish(zoneInlayHints(zone, zone.root, { start: 0, end: 20 }, { ...OFF, names: 'all' })), []);
});

test('inlay hints: only for the lines that are asked for', () => {
  const text = 'a 300 A 192.0.2.1\nb 300 A 192.0.2.2\nc 300 A 192.0.2.3\n';
  assert.equal(
    hinted(text, DEFAULT_INLAY_HINTS, 'example.com.', [20, 22]),
    'a 300 A 192.0.2.1\nb 300 A 192.0.2.2{ TTL 5m}\nc 300 A 192.0.2.3\n',
  );
});

test('inlay hints: each has a tooltip, and garbage has no error', () => {
  const text = `$TTL 86400\n${SOA}a 300 NS b.c\n( "\n$ORIGIN\n$TTL\n x 99999999999 A\n@ (\n5 SOA \\# 1 00\n\u0000`;
  const [zone] = makeWorkspace({ zone: text }, [{ file: 'zone', origin: 'example.com.' }]).zones;
  for (let start = 0; start <= text.length; start++) {
    const settings: InlayHintSettings = { ...OFF, ttls: true, names: 'all' };
    for (const hint of finish(zoneInlayHints(zone, zone.root, { start, end: text.length }, settings))) {
      assert.ok((hint.tooltip as { value: string }).value.length > 0);
    }
  }
});
