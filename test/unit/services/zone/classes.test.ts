import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import { CLASS } from '../../../../server/src/dns/classes.ts';
import { TOKEN_TYPES } from '../../../../server/src/services/shared/tokenLegend.ts';
import { documented } from '../../../../server/src/services/zone/completion/types.ts';
import { nameWordIndexes } from '../../../../server/src/services/zone/names.ts';
import { zoneSignature } from '../../../../server/src/services/zone/signature.ts';
import { zoneTokens } from '../../../../server/src/services/zone/tokens.ts';
import { complete, SNIPPETS } from './completionHarness.ts';
import { hoverAt, openAt, type ZoneSpec } from './harness.ts';

const CHAOS: ZoneSpec = { file: 'db.chaos', origin: 'ch.example.', zoneClass: CLASS.CH };
const HESIOD: ZoneSpec = { ...CHAOS, zoneClass: CLASS.HS };
const INTERNET: ZoneSpec = { ...CHAOS, zoneClass: CLASS.IN };

function at(text: string, spec: ZoneSpec = CHAOS) {
  return openAt({ [spec.file]: text }, [spec]);
}

/** Each word with its token's type. */
function coloured(text: string, spec: ZoneSpec): string[] {
  const { zone, document } = at(`${text}$0\n`, spec);
  const data = zoneTokens(zone, document);
  const shown: string[] = [];
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    character += data[i + 1];
    shown.push(`${text.slice(character, character + data[i + 2])} ${TOKEN_TYPES[data[i + 3]]}`);
  }
  return shown;
}

test('an address of Chaosnet is coloured as a domain and an octal number', () => {
  const text = 'host A net.example. 1750';
  assert.deepEqual(coloured(text, CHAOS), ['host owner', 'A recordType', 'net.example. domainName', '1750 number']);
  assert.deepEqual(coloured('host A 192.0.2.1', HESIOD), ['host owner', 'A recordType', '192.0.2.1 address']);
  assert.deepEqual(coloured('host A 192.0.2.1', INTERNET), ['host owner', 'A recordType', '192.0.2.1 address']);
  assert.deepEqual(coloured('host TXT "x"', CHAOS), ['host owner', 'TXT recordType', '"x" string']);
});

test('a type of the Internet says nothing in another class but its octets', () => {
  assert.deepEqual(coloured('host AAAA \\# 1 00', CHAOS), [
    'host owner',
    'AAAA recordType',
    '\\# encodedData',
    '1 number',
    '00 encodedData',
  ]);
  // WKS is obsolete, but it is not WKS that has its number here.
  const { zone, document } = at('host WKS \\# 1 00$0\n');
  assert.ok(zoneTokens(zone, document).every((modifier, i) => i % 5 !== 4 || (modifier & 2) === 0));
});

test('hovers of Chaosnet speak of Chaosnet', () => {
  assert.match(hoverAt(at('host $0A net.example. 1750\n')).value, /Chaosnet address of the owner/);
  assert.match(
    hoverAt(at('host A $0net.example. 1750\n')).value,
    /^\*\*Domain\*\*, field 1 of 2 of A: The Chaosnet that/,
  );
  const octal = hoverAt(at('host A net.example. $01750\n'));
  assert.match(octal.value, /^\*\*Address\*\*, field 2 of 2 of A: An octal number\./);
  assert.equal(octal.about, '1750');
  assert.match(hoverAt(at('host TXT $0"x"\n')).value, /^\*\*Text\*\* of TXT/);
});

test('a hover says of a class whether the type has a form in it', () => {
  const only = /The form of this type is only defined for the class IN\./;
  assert.match(hoverAt(at('host $0CH AAAA \\# 1 00\n')).value, only);
  for (const record of ['A net.example. 1750', 'TXT x', 'TYPE65280 \\# 1 00']) {
    const { value } = hoverAt(at(`host $0CH ${record}\n`));
    assert.match(value, /^Class \*\*CH\*\*: Chaosnet/);
    assert.doesNotMatch(value, only, record);
  }
});

test('a hover explains no type of the Internet in another class', () => {
  const { value } = hoverAt(at('host $0AAAA \\# 1 00\n'));
  assert.match(value, /^\*\*AAAA\*\* \(type 28, RFC 3597\): A type whose form is not known in this class\./);
  assert.match(hoverAt(at('host $0AAAA 2001:db8::1\n', INTERNET)).value, /An IPv6 address of the owner/);
  const same = /The same as/;
  assert.doesNotMatch(hoverAt(at('host WKS $0\\# 5 c000020106\n')).value, same);
  assert.match(hoverAt(at('host WKS $0\\# 5 c000020106\n', INTERNET)).value, same);
});

test('completion and signature of Chaosnet have its types and fields', () => {
  const { labels, list } = complete({ 'db.chaos': 'host $0\n' }, [CHAOS], SNIPPETS);
  assert.ok(labels.includes('A') && labels.includes('TXT') && !labels.includes('AAAA'), labels.join(' '));
  const { documentation } = documented(list.items.find(({ label }) => label === 'A')!);
  assert.ok(MarkupContent.is(documentation) && documentation.value.includes('A Chaosnet address of the owner.'));
  const { zone, document, start } = at('host A $0\n');
  assert.equal(zoneSignature(zone, document, start)?.signatures[0].label, 'A <domain> <address>');
});

test('names are found in the data of the class', () => {
  const words = (spec: ZoneSpec) => {
    const [chunk] = at('host A net.example. 1750$0\n', spec).document.chunks;
    return nameWordIndexes(chunk, 0).map(({ index, field }) => `${index} ${field.name}`);
  };
  assert.deepEqual(words(CHAOS), ['0 domain']);
  assert.deepEqual(words(HESIOD), []);
});
