import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  contentFingerprint,
  nextSerialEdit,
  savedZone,
  serialAfter,
  serialEditOnSave,
  serialOf,
  serialStyleOf,
} from '../../../../server/src/services/zone/serial.ts';
import type { Zone } from '../../../../server/src/workspace/zone.ts';
import { makeWorkspace, NOW, uriOf } from './harness.ts';

const UNIX_NOW = Math.floor(NOW.getTime() / 1000);
const SPEC = [{ file: 'db', origin: 'example.com.' }];

function zoneOf(text: string, others: Readonly<Record<string, string>> = {}): Zone {
  return makeWorkspace({ db: text, ...others }, SPEC).zones[0];
}

const BASE = `$TTL 3600
@ SOA ns1 host 2025112101 3600 900 1209600 300
@ NS ns1
ns1 A 192.0.2.1
www A 192.0.2.2
  AAAA 2001:db8::2
`;

describe('a serial', () => {
  for (const [serial, style] of [
    [2025112101, 'date'],
    [2024022999, 'date'],
    [2023022901, 'increment'],
    [2025130101, 'increment'],
    [1763722800, 'unix'],
    [1, 'increment'],
    [0, 'increment'],
    [4294967295, 'increment'],
  ] as const) {
    test(`${serial} is of the style ${style}`, () => assert.equal(serialStyleOf(serial), style));
  }

  for (const [serial, format, next] of [
    [2025112001, 'auto', 2025112101],
    [2025112101, 'auto', 2025112102],
    [2025112199, 'auto', 2025112200],
    [2030010101, 'auto', 2030010102],
    [1700000000, 'auto', UNIX_NOW],
    [UNIX_NOW, 'auto', UNIX_NOW + 1],
    [7, 'auto', 8],
    [4294967295, 'auto', 1],
    [7, 'date', 2025112101],
    [7, 'unix', UNIX_NOW],
    [2025112001, 'increment', 2025112002],
    // Unix seconds are behind a date by RFC 1982, so one more is all that is newer.
    [2025112001, 'unix', 2025112002],
    // Less than half of the number space ahead: newer by RFC 1982, though a smaller number.
    [4294967000, 'date', 2025112101],
    [4100000000, 'date', 4100000001],
  ] as const) {
    test(`after ${serial} comes ${next} as ${format}`, () => assert.equal(serialAfter(serial, format, NOW), next));
  }
});

describe('the next serial of a zone', () => {
  test('is an edit of the serial alone, in the file that holds the SOA', () => {
    const zone = zoneOf('$TTL 60\n$INCLUDE soa\n@ NS ns1.example.net.\n', {
      soa: '@ SOA ns1 host (\n  7 ; serial\n  1 2 3 4 )\n',
    });
    assert.deepEqual(nextSerialEdit(zone, 'auto', NOW), { uri: uriOf('soa'), start: 19, end: 20, newText: '8' });
  });

  for (const [what, text] of [
    ['no SOA', '$TTL 60\n@ NS ns1\n'],
    ['a serial that is no number', BASE.replace('2025112101', 'x')],
    ['a serial that is too large', BASE.replace('2025112101', '9999999999')],
    ['an SOA in the form of RFC 3597', '$TTL 60\n@ SOA \\# 22 00 00 00000001 00000002 00000003 00000004 00000005\n'],
    ['an SOA that is not finished', '$TTL 60\n@ SOA ns1 host ( 1 2 3\n'],
  ] as const) {
    test(`is not there with ${what}`, () => {
      const zone = zoneOf(text);
      assert.equal(serialOf(zone), undefined);
      assert.equal(nextSerialEdit(zone, 'auto', NOW), undefined);
    });
  }
});

describe('the fingerprint of a zone', () => {
  const same: Readonly<Record<string, string>> = {
    serial: BASE.replace('2025112101', '2025112102'),
    'white space': BASE.replace('www A', 'www\t\t\tA'),
    comments: `; top\n${BASE.replace('192.0.2.2', '192.0.2.2 ; web')}`,
    'blank lines and line ends': BASE.replaceAll('\n', '\r\n\r\n'),
    parentheses: BASE.replace('2025112101 3600 900 1209600 300', '(\n2025112101\n3600 900\n1209600 300 )'),
    order: `${BASE.replace('@ NS ns1\n', '')}@ NS ns1\n`,
    'an owner that is written': BASE.replace('  AAAA', 'www AAAA'),
    'a TTL that is written': BASE.replace('www A', 'www 3600 A').replace('  AAAA', 'www 1h AAAA'),
    'case of owner and type': BASE.replace('www A', 'WWW a'),
  };
  for (const [what, text] of Object.entries(same)) {
    test(`does not look at ${what}`, () =>
      assert.equal(contentFingerprint(zoneOf(text)), contentFingerprint(zoneOf(BASE))));
  }

  const others: Readonly<Record<string, string>> = {
    'an address': BASE.replace('192.0.2.2', '192.0.2.3'),
    'a TTL': BASE.replace('$TTL 3600', '$TTL 3601'),
    'another field of the SOA': BASE.replace('1209600', '1209601'),
    'a record more': `${BASE}x A 192.0.2.9\n`,
    'a record twice': `${BASE}www A 192.0.2.2\n`,
    'a record less': BASE.replace('www A 192.0.2.2\n', ''),
    'an origin': BASE.replace('www A', '$ORIGIN sub\nwww A'),
    quotes: `${BASE}x TXT a b\n`,
    'words in quotes': `${BASE}x TXT "a b"\n`,
    'a broken line': `${BASE}x BOGUS y\n`,
    'an owner': BASE.replace('www A', 'w A'),
  };
  test('is another for each other content', () => {
    const all = [BASE, ...Object.values(others)].map((text) => contentFingerprint(zoneOf(text)));
    assert.equal(new Set(all).size, all.length);
  });

  test('looks into included files and at what $GENERATE makes', () => {
    const text = `${BASE}$INCLUDE more\n`;
    const one = contentFingerprint(zoneOf(text, { more: 'a A 192.0.2.9\n' }));
    assert.equal(contentFingerprint(zoneOf(text, { more: 'a  A  192.0.2.9 ; x\n' })), one);
    assert.notEqual(contentFingerprint(zoneOf(text, { more: 'a A 192.0.2.8\n' })), one);
    const made = `${BASE}$GENERATE 1-3 g$ A 192.0.2.$\n`;
    const ttl = contentFingerprint(zoneOf(made.replace('$GENERATE', '$TTL 9\n$GENERATE')));
    assert.notEqual(ttl, contentFingerprint(zoneOf(made)));
  });
});

describe('saving a zone', () => {
  const before = savedZone(zoneOf(BASE));
  const edited = (text: string): string | undefined => serialEditOnSave(zoneOf(text), before, 'auto', NOW)?.newText;

  test('raises the serial of one that changed', () => {
    assert.equal(edited(BASE.replace('192.0.2.2', '192.0.2.3')), '2025112102');
  });
  test('leaves one that did not', () => assert.equal(edited(BASE), undefined));
  test('leaves one with another comment', () => assert.equal(edited(`; comment\n${BASE}`), undefined));
  test('leaves one whose serial was raised by hand', () => {
    assert.equal(edited(BASE.replace('192.0.2.2', '192.0.2.3').replace('2025112101', '2025112150')), undefined);
  });
  test('raises a serial that went back above the one that was saved', () => {
    assert.equal(edited(BASE.replace('192.0.2.2', '192.0.2.3').replace('2025112101', '2025112001')), '2025112102');
  });
  test('leaves one of which nothing is known', () => {
    assert.equal(serialEditOnSave(zoneOf(BASE), undefined, 'auto', NOW), undefined);
  });
});
