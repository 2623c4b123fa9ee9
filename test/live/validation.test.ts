import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TYPE } from '../../server/src/dns/types.ts';
import { converse } from '../../server/src/live/conversation.ts';
import { anchorsFrom } from '../../server/src/live/dnssec/anchors.ts';
import { lookUpAt } from '../../server/src/live/dnssec/lookUps.ts';
import { validateConversation } from '../../server/src/live/dnssec/validate.ts';
import { wireOver } from '../../server/src/live/exchange.ts';
import type { AnswerRecord } from '../../server/src/live/messages.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';
import { nodeVerifier } from '../../server/src/node/transports/verify.ts';
import { dsRecords, zoneText } from '../unit/live/world/signing.ts';
import { CASES, NOT_LOADED, signedTree } from '../unit/live/world/tree.ts';
import { namedVersion, type RunningNamed, startNamed } from './named.ts';
import { delv, dig, missing, type Said, unbound, type Validator } from './validators.ts';

/** Where another validator says something else, and why. */
const ARGUED: readonly {
  readonly by: 'delv' | 'unbound';
  readonly name: RegExp;
  readonly says: Said;
  readonly why: string;
}[] = [
  {
    by: 'delv',
    name: /^(?:nothing\.optout\.test\. A|un\.optout\.test\. DS|x\.wild\.optout\.test\. TXT)$/,
    says: 'secure',
    why: 'RFC 5155 section 9.2: where opt-out covers a name, it may be an unsigned delegation, and AD must not be set. delv says of the denial alone that its signatures hold.',
  },
  {
    by: 'delv',
    name: /^www\.no-zone-flag\.test\. /,
    says: 'secure',
    why: 'RFC 4034 section 2.1.1: a key without the flag of a zone’s key must not be used to verify signatures. delv does not look at it where a DS record is of the key.',
  },
  {
    by: 'unbound',
    name: /^www\.ds-both\.test\. /,
    says: 'secure',
    why: 'RFC 4509 section 3: with a digest of SHA-256 beside it, one of SHA-1 is ignored. Unbound takes any of them, unless harden-algo-downgrade is set.',
  },
  {
    by: 'unbound',
    name: /^(?:www|nothing)\.(?:zsk-)?revoked\.test\. /,
    says: 'secure',
    why: 'RFC 5011 section 2.1: a revoked key is used for nothing but the signature that revokes it. Unbound looks at the flag in trust anchors only.',
  },
];

const WITHOUT = namedVersion() === undefined ? 'named is not installed' : missing('dig');
const cases = CASES.filter(({ name }) => ![...NOT_LOADED].some((zone) => name.endsWith(zone)));

describe('validation of a tree that named serves', { skip: WITHOUT }, () => {
  const now = Math.floor(Date.now() / 1000);
  const zones = signedTree(now);
  let named: RunningNamed;
  let anchors: readonly AnswerRecord[];
  const others: Partial<Record<'delv' | 'unbound', Validator & { stop(): Promise<void> }>> = {};

  before(async () => {
    const texts = zones
      .filter(({ name }) => !NOT_LOADED.has(name))
      .map(({ name, records }) => [name, zoneText(records)]);
    named = await startNamed({
      zones: Object.fromEntries(texts),
      zoneStatements: 'check-names ignore; check-integrity no;',
    });
    anchors = dsRecords(zones[0]);
    if (missing('delv') === undefined) others.delv = await delv(named.port, anchors);
    if (missing('unbound') === undefined) others.unbound = await unbound(named.port, anchors, dig);
  });
  after(async () => {
    await others.delv?.stop();
    await others.unbound?.stop();
    await named?.stop();
  });

  test('here', async () => {
    const lookUp = lookUpAt([{ address: '127.0.0.1', port: named.port }]);
    const how = { ...wireOver(systemRuntime), monotonic: systemRuntime.clock.monotonic };
    for (const { name, type, status, reason } of cases) {
      const question = { name, type: TYPE[type as 'A'], class: 1 };
      const request = { question, lookUp, verifier: nodeVerifier, anchors: anchorsFrom(anchors), now };
      const found = await converse(validateConversation(request), how);
      // named itself fails where it misses records of its zone for a proof.
      if (/^\S*no-nsec3?\.test\.$/.test(name) && status === 'bogus' && found.reason?.code === 'no-answer') continue;
      assert.deepEqual([found.status, found.reason?.code], [status, reason], `${name} ${type} ${found.reason?.words}`);
    }
  });

  // delv begins at the root for each name: of zones that differ in numbers alone it is asked a few.
  const few = cases.filter(
    ({ name }) => !/(?:salted|rsasha1)\.test\.$/.test(name) || /^(?:www|nothing|x\.wild)\./.test(name),
  );
  for (const by of ['delv', 'unbound'] as const) {
    test(by, { skip: missing(by) }, async () => {
      const own = by === 'delv' ? few : cases;
      const said = await inTurns(own, ({ name, type }) => others[by]!(name, type));
      for (const [i, { name, type, status }] of own.entries()) {
        const argued = ARGUED.find((row) => row.by === by && row.name.test(`${name} ${type}`));
        assert.equal(said[i].status, argued?.says ?? status, `${name} ${type}\n${said[i].output}`);
      }
    });
  }
});

/** Asks a few at a time: each of them may be a program of its own. */
async function inTurns<Item, Result>(items: readonly Item[], ask: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await ask(items[index]);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
}
