import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { type HarnessOptions, TestZone } from './harness.ts';

const RULES = ZONE_RULES.filter(({ id }) =>
  /^zone\/(?:unknown-alg|not-at-apex|dnskey|cds-set|csync|nsec|rrsig|partly|zonemd|cname|wildcard-hidden)/.test(id),
);
/** Keys of algorithm 15 (32 octets) that differ in their first one; their tags are 1040 and 1040 + 256 * 4 for `AA` and `BA`. */
const KEY = `15 AA${'A'.repeat(41)}=`;
const OTHER = `15 BA${'A'.repeat(41)}=`;
const TAG = 1040;
const rrsig = (type: string, labels: number, tag = TAG, signer = 'example.com.'): string =>
  `RRSIG ${type} 15 ${labels} 60 20270101000000 20260901000000 ${tag} ${signer} AAAA`;
const HASH = '0'.repeat(64);

/** A zone in which everything is signed and proved. */
const SIGNED = [
  '$TTL 60',
  '@ SOA ns.example.net. hm.example.net. 7 7200 900 1209600 300',
  `@ ${rrsig('SOA', 2)}`,
  '@ NS ns.example.net.',
  `@ ${rrsig('NS', 2)}`,
  `@ DNSKEY 257 3 ${KEY}`,
  `@ ${rrsig('DNSKEY', 2)}`,
  '@ NSEC sub SOA NS DNSKEY NSEC RRSIG',
  `@ ${rrsig('NSEC', 2)}`,
  'sub NS ns.sub',
  `sub DS 1 15 2 ${HASH}`,
  `sub ${rrsig('DS', 3)}`,
  'sub NSEC www NS DS NSEC RRSIG',
  `sub ${rrsig('NSEC', 3)}`,
  'ns.sub A 192.0.2.1',
  'www A 192.0.2.80',
  `www ${rrsig('A', 3)}`,
  'www NSEC @ A NSEC RRSIG',
  `www ${rrsig('NSEC', 3)}`,
];

function found(lines: readonly string[] | string, options: HarnessOptions = {}): string[] {
  const text =
    typeof lines === 'string' ? `${SIGNED.slice(0, 2).join('\n')}\n@ NS ns.example.net.\n${lines}` : lines.join('\n');
  const zone = new TestZone(`${text}\n`, { rules: RULES, ...options });
  return zone.problems().map(({ rule, severity }) => `${rule.slice(5)} ${severity}`);
}

/** The signed zone with a line exchanged (or taken out, where there is no other), and lines added. */
function changed(from: string, to?: string, ...more: string[]): string[] {
  assert.ok(SIGNED.includes(from), from);
  const lines = SIGNED.flatMap((line) => (line !== from ? [line] : to === undefined ? [] : [to]));
  return found([...lines, ...more]);
}

describe('a signed zone', () => {
  it('in which everything is right is left in peace', () => {
    assert.deepEqual(found(SIGNED), []);
  });

  it('has signatures over all that it answers for', () => {
    assert.deepEqual(changed(`www ${rrsig('A', 3)}`), ['partly-signed warning']);
    assert.deepEqual(changed(`sub ${rrsig('DS', 3)}`), ['partly-signed warning']);
    assert.deepEqual(found([...SIGNED, 'new TXT a']), ['partly-signed warning']);
    assert.deepEqual(found([...SIGNED, 'x.sub A 192.0.2.1']), []);
    assert.deepEqual(
      found([...SIGNED, 'new TXT a', `new ${rrsig('TXT', 3)}`]),
      ['partly-signed warning'],
      'without NSEC',
    );
    assert.deepEqual(found('www A 192.0.2.1\n'), []);
    // A file in which most of the signatures were left out on purpose.
    const few = SIGNED.filter((line) => !line.includes('RRSIG') || /RRSIG (?:SOA|DNSKEY) /.test(line));
    assert.deepEqual(found(few), []);
  });

  it('has signatures that fit', () => {
    const line = `www ${rrsig('A', 3)}`;
    assert.deepEqual(changed(line, `www ${rrsig('A', 4)}`), ['rrsig-fields warning']);
    assert.deepEqual(changed(line, `www ${rrsig('A', 3, 9)}`), ['rrsig-fields warning']);
    assert.deepEqual(changed(line, `www ${rrsig('A', 3, TAG, 'example.net.')}`), ['rrsig-fields warning']);
    assert.deepEqual(changed('www A 192.0.2.80', 'www 61 A 192.0.2.80'), ['rrsig-fields warning']);
    assert.deepEqual(changed(line, line, `www ${rrsig('TXT', 3)}`), ['rrsig-fields information']);
  });

  it('has signatures that are valid now', () => {
    const at = (now: string, loaded = true): string[] => found(SIGNED, { now: new Date(now), settings: { loaded } });
    assert.deepEqual(
      at('2026-12-01T00:00:00Z').filter((rule) => rule.endsWith('warning')),
      [],
    );
    assert.deepEqual(at('2026-12-31T13:00:00Z'), ['rrsig-validity information', 'rrsig-validity information']);
    assert.deepEqual(at('2027-02-01T00:00:00Z'), ['rrsig-validity warning']);
    assert.deepEqual(at('2027-02-01T00:00:00Z', false), ['rrsig-validity information']);
    assert.deepEqual(at('2019-01-01T00:00:00Z'), ['rrsig-validity warning'], 'not valid yet');
  });

  it('has a chain of NSEC records', () => {
    const line = 'www NSEC @ A NSEC RRSIG';
    assert.deepEqual(changed(line, 'www NSEC @ A AAAA NSEC RRSIG'), ['nsec-chain warning']);
    assert.deepEqual(changed(line, 'www NSEC @ NSEC RRSIG'), ['nsec-chain warning']);
    assert.deepEqual(changed(line, 'www NSEC x A NSEC RRSIG'), ['nsec-chain warning']);
    assert.deepEqual(changed(line, line, 'www NSEC sub A NSEC RRSIG'), ['nsec-chain warning']);
    assert.deepEqual(changed(line, line, 'z NSEC @ NSEC RRSIG', `z ${rrsig('NSEC', 3)}`), ['nsec-chain warning']);
    assert.deepEqual(changed(line, line, 'ns.sub NSEC @ A NSEC'), ['nsec-chain warning']);
  });
});

describe('keys', () => {
  it('have flags, a protocol and a size', () => {
    assert.deepEqual(found(`@ DNSKEY 257 3 ${KEY}`), []);
    assert.deepEqual(found(`@ DNSKEY 257 3 ${KEY}\n@ DNSKEY 1 3 ${OTHER}`), ['dnskey-flags warning']);
    assert.deepEqual(found(`@ DNSKEY 1281 3 ${KEY}`), ['dnskey-flags information']);
    assert.deepEqual(found(`@ DNSKEY 257 4 ${KEY}`), ['dnskey-flags warning']);
    assert.deepEqual(found('@ DNSKEY 257 3 15 AAAA'), ['dnskey-weak warning']);
    assert.deepEqual(found(`@ DNSKEY 257 3 99 AAAA`), ['unknown-algorithm information']);
    assert.deepEqual(found(`sub NS ns.example.net.\nsub DS 1 15 9 00`), ['unknown-algorithm information']);
  });

  it('of RSA have 2048 to 4096 bits', () => {
    /** An RSA key with an exponent and as many octets of modulus, of which the first is given. */
    const rsa = (octets: number, first = 0x80, exponent = [3, 1, 0, 1]): string =>
      `@ DNSKEY 257 3 8 ${Buffer.from([...exponent, first, ...new Array(octets - 1).fill(1)]).toString('base64')}`;
    assert.deepEqual(found(rsa(256)), []);
    assert.deepEqual(found(rsa(128)), ['dnskey-weak information']);
    assert.deepEqual(found(rsa(127)), ['dnskey-weak warning']);
    assert.deepEqual(found(rsa(513)), ['dnskey-weak information']);
    assert.deepEqual(found(rsa(257, 0)), ['dnskey-weak information']);
    // Long enough, but with a zero in front of the modulus.
    assert.deepEqual(found(rsa(256, 0x80, [3, 1, 0, 1, 0])), ['dnskey-weak information']);
    assert.deepEqual(found(rsa(256, 0x80, [3, 0, 1, 1])), ['dnskey-weak information']);
    assert.deepEqual(found(rsa(256, 0x80, [1, 3])), ['dnskey-weak information']);
    assert.deepEqual(found('@ DNSKEY 257 3 8 CQEC'), ['dnskey-weak warning']);
  });

  it('go together', () => {
    assert.deepEqual(found(`@ DNSKEY 256 3 ${KEY}`), ['dnskey-set hint']);
    const swapped = (first: string): string =>
      `15 ${Buffer.from([...first].map(Number).concat(new Array(26).fill(0))).toString('base64')}`;
    assert.deepEqual(found(`@ DNSKEY 257 3 ${swapped('100001')}\n@ DNSKEY 257 3 ${swapped('001001')}`), [
      'dnskey-set information',
    ]);
    assert.deepEqual(
      found(`@ DNSKEY 257 3 5 AwEAAQ==\n@ NSEC3PARAM 1 0 0 -`).filter((rule) => rule.startsWith('dnskey-set')),
      ['dnskey-set warning'],
    );
  });

  it('are announced to the parent', () => {
    const key = `@ DNSKEY 257 3 ${KEY}\n`;
    const cds = `@ CDS ${TAG} 15 2 ${HASH}\n`;
    assert.deepEqual(found(`${key}${cds}@ CDNSKEY 257 3 ${KEY}\n`), []);
    assert.deepEqual(found(`${key}${cds}`), ['cds-set hint']);
    assert.deepEqual(found(`${key}@ CDNSKEY 257 3 ${KEY}\n`), ['cds-set hint']);
    assert.deepEqual(found(`${key}@ CDS 5 15 2 ${HASH}\n@ CDNSKEY 257 3 ${KEY}\n`), [
      'cds-set warning',
      'cds-set warning',
    ]);
    assert.deepEqual(found(`${key}${cds}@ CDNSKEY 257 3 ${KEY}\n@ CDNSKEY 257 3 ${OTHER}\n`), ['cds-set warning']);
    assert.deepEqual(found('@ CDS 0 0 0 00\n'), []);
    assert.deepEqual(found('@ CDNSKEY 257 3 0 AA==\n'), ['cds-set warning']);
  });
});

describe('records about the zone', () => {
  it('stand at its own name', () => {
    for (const text of [
      `x DNSKEY 257 3 ${KEY}`,
      'x NSEC3PARAM 1 0 0 -',
      'x CSYNC 1 1 NS',
      `x ZONEMD 7 1 1 ${'0'.repeat(96)}`,
    ]) {
      assert.deepEqual(found(text), ['not-at-apex information'], text);
    }
    assert.deepEqual(found('x CSYNC 1 1 NS', { origin: null }), []);
  });

  it('CSYNC', () => {
    assert.deepEqual(found('@ CSYNC 7 3 NS A AAAA'), []);
    assert.deepEqual(found('@ CSYNC 8 2 NS'), ['csync-content information']);
    assert.deepEqual(found('@ CSYNC 8 1 NS'), []);
    assert.deepEqual(found('@ CSYNC 1 4 NS'), ['csync-content information']);
    assert.deepEqual(found('@ CSYNC 1 1 MX'), ['csync-content information']);
    assert.deepEqual(found('@ CSYNC 1 1 NS\n@ CSYNC 1 0 NS'), ['csync-content information']);
  });

  it('NSEC3PARAM and NSEC3', () => {
    const hash = '2t7b4g4vsa5smi47k61mv5bv1a22bojr';
    assert.deepEqual(found('@ NSEC3PARAM 1 0 0 -'), []);
    assert.deepEqual(found('@ NSEC3PARAM 1 1 0 -'), ['nsec3param-content information']);
    assert.deepEqual(found('@ NSEC3PARAM 1 0 0 AB'), ['nsec3param-content information']);
    assert.deepEqual(found(`@ NSEC3PARAM 1 0 0 -\n${hash} NSEC3 1 1 0 - ${hash} A`), []);
    assert.deepEqual(found(`@ NSEC3PARAM 1 0 0 -\n${hash} NSEC3 1 0 0 AB ${hash} A`), [
      'nsec3-parameters-differ warning',
    ]);
    assert.deepEqual(found(`${hash} NSEC3 1 2 0 - ${hash} A`), ['nsec3-parameters-differ warning']);
    assert.deepEqual(found(`${hash} NSEC3 1 0 0 - ${hash} A`), []);
  });

  it('ZONEMD', () => {
    const digest = '0'.repeat(96);
    assert.deepEqual(found(`@ ZONEMD 7 1 1 ${digest}`), []);
    assert.deepEqual(found(`@ ZONEMD 6 1 1 ${digest}`), ['zonemd-content warning']);
    assert.deepEqual(found(`@ ZONEMD 7 9 1 ${digest}`), ['zonemd-content information']);
    assert.deepEqual(found(`@ ZONEMD 7 1 1 ${digest}\n@ ZONEMD 7 1 1 1${digest.slice(1)}`), ['zonemd-content warning']);
  });
});

describe('an incremental check of a signed zone', () => {
  const lines = [
    ...SIGNED,
    'a CNAME b',
    'b CNAME c',
    'c CNAME www',
    'd CNAME a',
    '@ NSEC3PARAM 1 0 0 -',
    `@ CDS ${TAG} 15 2 ${HASH}`,
    `@ DNSKEY 256 3 ${OTHER}`,
    '2t7b4g4vsa5smi47k61mv5bv1a22bojr NSEC3 1 0 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A',
    '* A 192.0.2.3',
  ];
  /** Fills a chunk of the text, so that the zone is spread over several. */
  const filler = `; ${'filler '.repeat(1200)}`;
  const pieces = [
    'c CNAME a',
    '@ NSEC3PARAM 1 0 5 -',
    'c A 192.0.2.9',
    '@ TXT a',
    `@ ${rrsig('TXT', 2)}`,
    'b TXT a',
    'www NSEC @ A NSEC',
    '@ NS x',
    'sub.d A 192.0.2.4',
  ];
  const show = (zone: TestZone): string[] =>
    zone.problems().map(({ rule, severity, start, end, message }) => `${start}-${end} ${rule} ${severity} ${message}`);

  it('is what a fresh one finds, after each of many edits', () => {
    // A generator of pseudo-random numbers, so that each run is the same (Numerical Recipes).
    let seed = 20261101;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const text = `${lines.flatMap((line, i) => (i % 4 === 3 ? [filler, line] : [line])).join('\n')}\n`;
    const zone = new TestZone(text, { rules: RULES });
    for (let step = 0; step < 150; step++) {
      const all = zone.text.split('\n');
      const at = 1 + random(all.length - 2);
      const offset = all.slice(0, at).join('\n').length + 1;
      if (random(2) === 0)
        zone.edit(
          offset,
          offset,
          `${random(3) === 0 ? lines[1 + random(lines.length - 1)] : pieces[random(pieces.length)]}\n`,
        );
      else zone.edit(offset, offset + all[at].length + 1, '');
      assert.deepEqual(show(zone), show(new TestZone(zone.text, { rules: RULES })), `step ${step}`);
    }
  });
});
