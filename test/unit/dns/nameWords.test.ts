import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASS } from '../../../server/src/dns/classes.ts';
import {
  HAS_MORE_NAMES,
  isBeyondTarget,
  moreNameWords,
  nameWords,
  plainNameWords,
  TARGET_WORD,
  TYPES_WITH_NAMES,
} from '../../../server/src/dns/nameWords.ts';
import { FIELD_KINDS } from '../../../server/src/dns/rdata/kinds.ts';
import { rdataToWire } from '../../../server/src/dns/rdata.ts';
import { TYPE, TYPES, typeRow, typeText } from '../../../server/src/dns/types.ts';
import { wordsOf } from './words.ts';

function listed(types: readonly number[], shown: (type: number) => string): string {
  return types.map((type) => `${typeText(type)} ${shown(type)}`).join(', ');
}

test('the target of a type is the first name that its records depend on', () => {
  const types = TYPES.map(({ code }) => code).filter((code) => TARGET_WORD[code] >= 0);
  assert.equal(
    listed(types, (type) => String(TARGET_WORD[type])),
    'NS 0, MD 0, MF 0, CNAME 0, SOA 0, MB 0, MG 0, MR 0, PTR 0, MINFO 0, MX 1, RP 0, AFSDB 1, RT 1, NSAP-PTR 0, PX 1, SRV 3, ' +
      'NAPTR 5, KX 1, DNAME 0, TALINK 0, SVCB 1, HTTPS 1, DSYNC 3, LP 1',
  );
});

test('other names than the target are known', () => {
  const types = TYPES.map(({ code }) => code).filter((code) => HAS_MORE_NAMES[code] === 1);
  const shown = listed(types, (type) =>
    moreNameWords(type)
      .map(({ word, field }) => `${word}:${field.role}`)
      .join(' '),
  );
  assert.equal(
    shown,
    'SOA 0:primary 1:mailbox, MINFO 0:mailbox 1:mailbox, RP 0:mailbox 1:domain, SIG 7:signer, PX 1:domain 2:domain, ' +
      'NXT 0:next-owner, NSEC 0:next-owner, TALINK 0:domain 1:domain',
  );
  assert.deepEqual(moreNameWords(TYPE.MX), []);
  assert.deepEqual(
    TYPES_WITH_NAMES.filter((type) => plainNameWords(type).length === 0),
    [],
  );
  assert.deepEqual(plainNameWords(TYPE.A), []);
});

test('names that other fields decide about are names too', () => {
  const beyond = TYPES.filter((row) => isBeyondTarget(row));
  const shown = beyond.map((row) => {
    const words = nameWords(row).map(({ word, rest, field }) => `${word}${rest ? '+' : ''}:${field.kind}`);
    return `${row.mnemonic} ${words.join(' ')}`;
  });
  assert.equal(
    shown.join(', '),
    'SOA 0:name 1:name, MINFO 0:name 1:name, RP 0:name 1:name, SIG 7:name, PX 1:name 2:name, NXT 0:name, A6 2:a6-name, ' +
      'IPSECKEY 3:gateway, RRSIG 7:rrsig-signer, NSEC 0:name, HIP 3+:names, TALINK 0:name 1:name, AMTRELAY 3:gateway',
  );
  assert.deepEqual(
    nameWords(typeRow(TYPE.A, CLASS.CH)).map(({ word }) => word),
    [0],
  );
});

/** Where the fields that say how long they are end in `wire`; -1 where one runs past it. */
function walked(kinds: readonly (number | 'name' | 'string')[], wire: Uint8Array): number {
  let at = 0;
  for (const kind of kinds) {
    if (kind === 'name') while (wire[at] > 0) at += wire[at] + 1;
    at += kind === 'string' ? wire[at] + 1 : kind === 'name' ? 1 : kind;
    if (at > wire.length) return -1;
  }
  return at;
}

test('a kind that says its length on the wire has it', () => {
  let whole = 0;
  for (const row of [...TYPES, typeRow(TYPE.A, CLASS.CH)]) {
    const wire = rdataToWire(row, wordsOf(row.example), []);
    if (!wire || row.fields.length === 0) continue;
    const lengths = row.fields.map(({ kind }) => FIELD_KINDS[kind].wire);
    const unsaid = lengths.indexOf(undefined);
    const end = walked(
      lengths.slice(0, unsaid < 0 ? undefined : unsaid).map((length) => length!),
      wire,
    );
    assert.ok(end >= 0, row.mnemonic);
    // What may be left out at the end need not be in the example.
    if (unsaid >= 0 || row.fields.some(({ optional }) => optional)) continue;
    assert.equal(end, wire.length, row.mnemonic);
    whole++;
  }
  assert.ok(whole > 30);
});
