import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyTag } from '../../../server/src/dns/keytag.ts';
import { rdataToWire } from '../../../server/src/dns/rdata.ts';
import { typeByMnemonic } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

function tagOf(text: string): number {
  return keyTag(rdataToWire(typeByMnemonic('DNSKEY')!, wordsOf(text), [])!);
}

test('key tags of published keys', () => {
  // The key of RFC 4034 section 5.4, that of RFC 6605 section 6.1, and the root's key of 2017.
  assert.equal(
    tagOf(
      '256 3 5 AQOeiiR0GOMYkDshWoSKz9Xz fwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZ DRD99WYwYqUSdjMmmAphXdvx ' +
        'egXd/M5+X7OrzKBaMbCVdFLU Uh6DhweJBjEVv5f2wwjM9Xzc nOf+EPbtG9DMBmADjFDc2w/r ljwvFw==',
    ),
    60485,
  );
  assert.equal(
    tagOf('257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=='),
    55648,
  );
  assert.equal(
    tagOf(
      '257 3 8 AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN' +
        '7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8' +
        'efS3rCj/EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLY' +
        'A4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=',
    ),
    20326,
  );
});

test('RSA/MD5 takes its tag from the key, and short RDATA has none', () => {
  assert.equal(keyTag(Uint8Array.of(1, 0, 3, 1, 9, 0x12, 0x34, 0x56)), 0x1234);
  assert.equal(keyTag(Uint8Array.of(1, 0, 3)), 0);
});
