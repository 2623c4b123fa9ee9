import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyTag } from '../../../../server/src/dns/keytag.ts';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { converse } from '../../../../server/src/live/conversation.ts';
import { type Anchors, anchorsFrom } from '../../../../server/src/live/dnssec/anchors.ts';
import type { LookUp } from '../../../../server/src/live/dnssec/chain.ts';
import { webVerifier } from '../../../../server/src/live/dnssec/keys.ts';
import { REASON_CODES, reasonText } from '../../../../server/src/live/dnssec/reasons.ts';
import {
  type ValidateRequest,
  type Validation,
  validateConversation,
} from '../../../../server/src/live/dnssec/validate.ts';
import type { ResponseMessage } from '../../../../server/src/live/messages.ts';
import { nodeVerifier } from '../../../../server/src/node/transports/verify.ts';
import { answered } from '../world/server.ts';
import { delegationOf, dsOf, dsRecords, makeKey, makeZone, signatureOf, type Zone } from '../world/signing.ts';
import { CASES, signedTree } from '../world/tree.ts';

const NOW = 1_800_000_000;
const TREE = signedTree(NOW);

function from(zones: readonly Zone[]): LookUp {
  // biome-ignore lint/correctness/useYield: what is in memory asks nobody.
  return function* (question) {
    return answered(zones, question, true);
  };
}

function validate(
  name: string,
  type: keyof typeof TYPE & string,
  more: Partial<ValidateRequest> = {},
): Promise<Validation> {
  const request: ValidateRequest = {
    question: { name, type: TYPE[type as 'A'], class: 1 },
    lookUp: from(TREE),
    verifier: nodeVerifier,
    anchors: anchorsFrom(dsRecords(TREE[0])),
    now: NOW,
    ...more,
  };
  const nobody = async (): Promise<never> => assert.fail('nobody is to be asked');
  return converse(validateConversation(request), { exchange: nobody, monotonic: () => 0 });
}

/** The root zone with one zone below it. */
function small(spec: Parameters<typeof makeZone>[0], ds?: (zone: Zone) => ReturnType<typeof dsRecords>): Zone[] {
  const zone = makeZone(spec, NOW);
  const root = makeZone({ name: '.', records: delegationOf(zone, '.', ds?.(zone)) }, NOW);
  return [root, zone];
}

function over(zones: readonly Zone[]): Partial<ValidateRequest> {
  return { lookUp: from(zones), anchors: anchorsFrom(dsRecords(zones[0])) };
}

const seen = new Set<string>();

describe('validation of a signed tree', () => {
  for (const { name, type, status, reason } of CASES) {
    test(`${name} ${type} is ${status}${reason ? `: ${reason}` : ''}`, async () => {
      const found = await validate(name, type);
      assert.deepEqual([found.status, found.reason?.code], [status, reason], found.reason && reasonText(found.reason));
      if (found.reason) seen.add(found.reason.code);
    });
  }
});

describe('validation without SHA-1', () => {
  for (const { name, type, withoutSha1 } of CASES) {
    if (withoutSha1 === undefined) continue;
    test(`${name} ${type} is ${withoutSha1}`, async () => {
      assert.equal((await validate(name, type, { withoutSha1: true })).status, withoutSha1);
    });
  }
});

test('WebCrypto says the same', async () => {
  const verifier = webVerifier(crypto.subtle);
  for (const { name, type, status } of CASES.filter(({ name }) => /^www\./.test(name) && !name.includes('ed448'))) {
    assert.equal((await validate(name, type, { verifier })).status, status, name);
  }
});

describe('what a chain begins with', () => {
  test('no anchor', async () => {
    const found = await validate('www.valid.test.', 'A', { anchors: anchorsFrom([]) });
    assert.deepEqual([found.status, found.reason?.code], ['indeterminate', 'no-anchor']);
    seen.add('no-anchor');
  });
  test('an anchor below the root', async () => {
    const valid = TREE.find(({ name }) => name === 'valid.test.')!;
    const anchors = anchorsFrom(valid.keys.slice(0, 1).map(({ record }) => record));
    assert.equal((await validate('www.valid.test.', 'A', { anchors })).status, 'secure');
    assert.equal((await validate('www.nsec3.test.', 'A', { anchors })).status, 'indeterminate');
  });
  test('an anchor that is not the zone’s', async () => {
    const anchors = anchorsFrom([makeKey('.', 13, 257).record]);
    const found = await validate('www.valid.test.', 'A', { anchors });
    assert.deepEqual([found.status, found.reason?.code], ['bogus', 'no-key-of-anchor']);
    seen.add('no-key-of-anchor');
  });
  test('a negative anchor', async () => {
    const anchors: Anchors = { ...anchorsFrom(dsRecords(TREE[0])), negative: ['expired.test.'] };
    const found = await validate('www.expired.test.', 'A', { anchors });
    assert.deepEqual([found.status, found.reason?.code], ['insecure', 'negative-anchor']);
    assert.equal((await validate('www.future.test.', 'A', { anchors })).status, 'bogus');
    seen.add('negative-anchor');
  });
});

describe('what is asked for and cannot be had', () => {
  const failing = (type: number): LookUp =>
    function* (question) {
      if (question.type === type) return { kind: 'nothing', words: 'The server is silent.' };
      return yield* from(TREE)(question);
    };
  for (const type of ['DNSKEY', 'DS', 'A'] as const) {
    test(type, async () => {
      const found = await validate('www.valid.test.', 'A', { lookUp: failing(TYPE[type]) });
      assert.deepEqual([found.status, found.reason?.code], ['indeterminate', 'no-answer']);
      seen.add('no-answer');
    });
  }
});

describe('aliases', () => {
  const zones = small({
    name: 'test.',
    records: `
      one.test. 3600 CNAME two.test.
      two.test. 3600 CNAME one.test.
      ${Array.from({ length: 30 }, (_, i) => `n${i}.test. 3600 CNAME n${i + 1}.test.`).join('\n')}`,
  });
  /** A server that gives one alias at a time. */
  const slow: LookUp = function* (question) {
    const whole: ResponseMessage = answered(zones, question, true);
    const own = whole.answer.filter(({ owner }) => owner === question.name);
    yield { progress: '' };
    return own.length > 0 ? { ...whole, answer: own, authority: [] } : whole;
  };
  for (const [name, code] of [
    ['one.test.', 'loop'],
    ['n0.test.', 'too-long'],
  ] as const) {
    test(code, async () => {
      const found = await validate(name, 'A', { ...over(zones), lookUp: slow });
      assert.deepEqual([found.status, found.reason?.code], ['indeterminate', code]);
      seen.add(code);
    });
  }
  test('are followed over several answers', async () => {
    const found = await validate('n25.test.', 'A', { ...over(zones), lookUp: slow });
    assert.equal(found.status, 'secure');
    assert.deepEqual([found.verdicts.length, found.verdicts.at(-1)!.what], [6, 'nxdomain']);
  });
});

describe('signatures of other kinds', () => {
  const name = 'test.';
  const www = 'www.test. 3600 A 192.0.2.1';
  const isOfWww = ({ owner, type }: { owner: string; type: number }): boolean =>
    owner === 'www.test.' && type === TYPE.RRSIG;
  const cases: Readonly<Record<string, Zone[]>> = {
    'signature-labels': small({
      name,
      records: www,
      after: (records) => records.map((one) => (isOfWww(one) ? { ...one, rdata: one.rdata.with(3, 7) } : one)),
    }),
    'signature-unsupported': small({
      name,
      records: www,
      before: (records) => {
        const key = records.find(({ type, rdata }) => type === TYPE.DNSKEY && rdata[1] === 0)!;
        return [...records, { ...key, rdata: key.rdata.with(3, 200) }];
      },
      after: (records) => {
        const tag = keyTag(records.find(({ type, rdata }) => type === TYPE.DNSKEY && rdata[3] === 200)!.rdata);
        const byIt = (rdata: Uint8Array): Uint8Array =>
          rdata
            .with(2, 200)
            .with(16, tag >> 8)
            .with(17, tag & 0xff);
        return records.map((one) => (isOfWww(one) ? { ...one, rdata: byIt(one.rdata) } : one));
      },
    }),
  };
  for (const [code, zones] of Object.entries(cases)) {
    test(code, async () => {
      const found = await validate('www.test.', 'A', over(zones));
      assert.deepEqual([found.status, found.reason?.code], ['bogus', code]);
      seen.add(code);
    });
  }
  test('another zone’s', async () => {
    const [root, zone] = small({ name, records: www });
    const key = makeKey('www.test.', 13, 256);
    const set = {
      owner: 'www.test.',
      type: TYPE.A,
      class: 1,
      records: zone.records.filter(({ owner, type }) => owner === 'www.test.' && type === TYPE.A),
    };
    const signature = signatureOf(set, 'www.test.', key, { now: NOW });
    const other: Zone = {
      ...zone,
      records: [...zone.records.filter((one) => !(isOfWww(one) && one.rdata[1] === TYPE.A)), signature],
    };
    const found = await validate('www.test.', 'A', over([root, other]));
    assert.deepEqual([found.status, found.reason?.code], ['bogus', 'signature-signer']);
    seen.add(found.reason!.code);
  });
});

describe('limits', () => {
  test('keys with one tag are tried up to a number', async () => {
    const zone = makeZone({ name: 'test.', records: 'www.test. 3600 A 192.0.2.1' }, NOW);
    const zsk = zone.keys[1].record;
    // Two octets of equal weight in the tag are exchanged: another key with the same tag.
    const twins = Array.from({ length: 20 }, (_, i) => {
      const rdata = zsk.rdata.slice();
      [rdata[10 + 2 * i], rdata[12 + 2 * i]] = [rdata[12 + 2 * i], rdata[10 + 2 * i]];
      return { ...zsk, rdata };
    });
    const others = zone.records.filter((one) => one !== zsk && one.type === TYPE.DNSKEY);
    const records = [...others, ...twins, zsk];
    const signed = [
      ...records,
      signatureOf({ owner: 'test.', type: TYPE.DNSKEY, class: 1, records }, 'test.', zone.keys[0], { now: NOW }),
    ];
    const rest = zone.records.filter(
      ({ type, rdata }) => type !== TYPE.DNSKEY && !(type === TYPE.RRSIG && rdata[1] === TYPE.DNSKEY),
    );
    const evil: Zone = { ...zone, records: [...signed, ...rest] };
    const root = makeZone({ name: '.', records: delegationOf(zone, '.') }, NOW);
    let tried = 0;
    const verifier: ValidateRequest['verifier'] = (...words) => {
      tried++;
      return nodeVerifier(...words);
    };
    const found = await validate('www.test.', 'A', { ...over([root, evil]), verifier });
    assert.equal(found.status, 'bogus');
    assert.ok(tried <= 8, `${tried} signatures were tried`);
    seen.add(found.reason!.code);
  });
  test('signatures of an RRset are tried up to a number', async () => {
    const zones = small({
      name: 'test.',
      records: 'www.test. 3600 A 192.0.2.1',
      after: (records) =>
        records.flatMap((one) => {
          if (one.owner !== 'www.test.' || one.type !== TYPE.RRSIG || one.rdata[1] !== TYPE.A) return [one];
          return Array.from({ length: 500 }, (_, i) => ({
            ...one,
            rdata: one.rdata.with(one.rdata.length - 1 - (i % 60), i),
          }));
        }),
    });
    let tried = 0;
    const verifier: ValidateRequest['verifier'] = (...words) => {
      tried++;
      return nodeVerifier(...words);
    };
    const found = await validate('www.test.', 'A', { ...over(zones), verifier });
    assert.equal(found.status, 'bogus');
    assert.ok(tried <= 8 + 4, `${tried} signatures were tried`);
    seen.add(found.reason!.code);
  });
  test('an RSA key of 16,384 bits is not used', async () => {
    const zones = small({ name: 'test.', records: 'www.test. 3600 A 192.0.2.1' }, (zone) => dsRecords(zone));
    const key = {
      ...zones[1].keys[0].record,
      rdata: Uint8Array.from([1, 1, 3, 8, 1, 3, ...new Array<number>(2048).fill(0xaa)]),
    };
    const huge = { ...zones[1].keys[0], record: key, algorithm: 8, tag: keyTag(key.rdata) };
    const signature = zones[1].records.find(({ type, rdata }) => type === TYPE.RRSIG && rdata[1] === TYPE.DNSKEY)!;
    const rdata = signature.rdata
      .with(2, 8)
      .with(16, huge.tag >> 8)
      .with(17, huge.tag & 0xff);
    const records = [...zones[1].records.filter((one) => one !== signature), key, { ...signature, rdata }];
    const root = makeZone({ name: '.', records: delegationOf(zones[1], '.', [dsOf('test.', huge)]) }, NOW);
    const found = await validate('www.test.', 'A', over([root, { ...zones[1], records }]));
    assert.deepEqual([found.status, found.reason?.code], ['bogus', 'signature-bad-key']);
    seen.add('signature-bad-key');
  });
});

test('each reason has its case', () => {
  assert.deepEqual(
    REASON_CODES.filter((code) => !seen.has(code)),
    [],
  );
});
