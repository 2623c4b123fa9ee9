import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { addressText, parseAddress } from '../../../server/src/dns/addresses.ts';
import { prefixText } from '../../../server/src/dns/prefixes.ts';
import { dns64Prefixes, madeFrom } from '../../../server/src/live/dns64.ts';

/** RFC 6052, section 2.4: how 192.0.2.33 stands behind each length. */
const RFC6052: readonly [prefix: string, made: string][] = [
  ['2001:db8::/32', '2001:db8:c000:221::'],
  ['2001:db8:100::/40', '2001:db8:1c0:2:21::'],
  ['2001:db8:122::/48', '2001:db8:122:c000:2:2100::'],
  ['2001:db8:122:300::/56', '2001:db8:122:3c0:0:221::'],
  ['2001:db8:122:344::/64', '2001:db8:122:344:c0:2:2100::'],
  ['2001:db8:122:344::/96', '2001:db8:122:344::192.0.2.33'],
  ['64:ff9b::/96', '64:ff9b::192.0.2.33'],
];

/** The address that has 192.0.0.`last` where the other has 192.0.2.33. */
function wellKnown(made: string, bits: number, last: number): string {
  const octets = Uint8Array.from(parseAddress(made)!);
  const places: number[] = [];
  for (let at = bits / 8; places.length < 4; at++) if (at !== 8 || bits === 96) places.push(at);
  for (const [i, octet] of [192, 0, 0, last].entries()) octets[places[i]] = octet;
  return addressText(octets);
}

suite('DNS64', () => {
  for (const [prefix, made] of RFC6052) {
    test(`finds ${prefix}, and what ${made} was made from`, () => {
      const bits = Number(prefix.split('/')[1]);
      for (const last of [170, 171]) {
        const found = dns64Prefixes([wellKnown(made, bits, last)]);
        assert.deepEqual(found.map(prefixText), [prefix]);
        assert.equal(madeFrom(made, found), '192.0.2.33');
      }
    });
  }

  test('two addresses of one prefix are one, and several prefixes are all found', () => {
    const found = dns64Prefixes(['64:ff9b::c000:aa', '64:ff9b::c000:ab', '2001:db8::c000:aa']);
    assert.deepEqual(found.map(prefixText), ['64:ff9b::/96', '2001:db8::/96']);
  });

  test('other addresses show none', () => {
    assert.deepEqual(dns64Prefixes(['2001:db8::1', '192.0.0.170', 'nonsense', '64:ff9b::192.0.0.172']), []);
    assert.equal(madeFrom('2001:db8::1', dns64Prefixes(['64:ff9b::c000:aa'])), undefined);
    assert.equal(madeFrom('192.0.2.1', dns64Prefixes(['64:ff9b::c000:aa'])), undefined);
  });
});
