/** Causes in DNSSEC: what validation here finds. Each ends in one of eight repairs. */
import { TYPE, typeText } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { shownName } from '../../delegation/records.ts';
import type { ZoneState } from '../../dnssec/chain.ts';
import type { Reason, ReasonCode } from '../../dnssec/reasons.ts';
import { reasonText } from '../../dnssec/reasons.ts';
import { rrsetsOf } from '../../dnssec/records.ts';
import { type Cause, fails, type Repair, type Step } from '../cause.ts';
import { type Facts, symptomOf, working } from '../facts.ts';

/** Seconds: what is longer is lowered before a change. */
const LONG_TTL = 3600;

function reasonOf({ validation }: Facts): Reason | undefined {
  return validation?.status === 'bogus' ? validation.reason : undefined;
}

/** The zone whose chain does not hold. */
function stateOf({ validation }: Facts): ZoneState | undefined {
  return validation?.verdicts.find(({ status }) => status === 'bogus')?.state;
}

/** Seconds that resolvers keep the DS records of the zone. */
function dsTtl(facts: Facts): number {
  return Math.max(0, ...(stateOf(facts)?.ds ?? []).map(({ record }) => record.ttl));
}

function zoneIn(facts: Facts): string {
  return shownName(reasonOf(facts)!.zone);
}

const signAgain = (facts: Facts): Step[] => [
  { where: 'server', text: t`Sign ${zoneIn(facts)} again.`, command: `rndc sign ${zoneIn(facts)}` },
  {
    where: 'server',
    text: t`See why that did not happen by itself: the keys in key-directory, their states, and whether named may write there.`,
    command: `rndc dnssec -status ${zoneIn(facts)}`,
  },
  {
    where: 'resolver',
    text: t`Resolvers that have the old answer keep it until its TTL is over, or are told to forget it.`,
    command: `rndc flushtree ${zoneIn(facts)}`,
  },
];

const takeDsAway = (facts: Facts): Step[] => [
  {
    where: 'registrar',
    text: t`Have the DS records of ${zoneIn(facts)} taken away. When their TTL is over, the zone is taken as one that is not signed, and resolves.`,
    wait: dsTtl(facts),
  },
  {
    where: 'server',
    text: t`Sign the zone, and have the DS record of its key set again when every server has it signed.`,
    command: 'dnssec-policy default;',
  },
];

const setDs = (facts: Facts): Step[] => [
  {
    where: 'server',
    text: t`Make the DS record of the key that signs the DNSKEY records.`,
    command: `dig @SERVER ${zoneIn(facts)} DNSKEY | dnssec-dsfromkey -f - ${zoneIn(facts)}`,
  },
  { where: 'registrar', text: t`Have it set in the place of the one that is there.`, wait: dsTtl(facts) },
  {
    where: 'server',
    text: t`Tell named that it is there.`,
    command: `rndc dnssec -checkds -key TAG published ${zoneIn(facts)}`,
  },
];

/** What is repaired in several steps takes a TTL for each. */
function shorterKeys(facts: Facts): Step[] {
  const ttl = stateOf(facts)?.dnskey?.records[0]?.ttl ?? 0;
  if (ttl <= LONG_TTL) return [];
  return [
    {
      where: 'server',
      text: t`Lower the TTL of the DNSKEY records first, from ${ttl} seconds: each further step takes that long.`,
      command: `dnssec-policy { dnskey-ttl ${LONG_TTL}; };`,
      wait: ttl,
    },
  ];
}

const newKsk = (facts: Facts): Step[] => [
  ...shorterKeys(facts),
  {
    where: 'server',
    text: t`Publish the key that the DS record is of again, or make a new one with the flags 257, which signs the DNSKEY records.`,
    command: `rndc dnssec -rollover -key TAG ${zoneIn(facts)}`,
  },
  ...setDs(facts).slice(0, 2),
];

const newZsk = (facts: Facts): Step[] => [
  ...shorterKeys(facts),
  {
    where: 'server',
    text: t`Publish the key that signs again, or sign with one that is published.`,
    command: `rndc loadkeys ${zoneIn(facts)}; rndc sign ${zoneIn(facts)}`,
  },
];

const dropRevoked = (facts: Facts): Step[] => [
  {
    where: 'server',
    text: t`Take the revoked key out of the zone, and sign with the one that took its place.`,
    command: `rndc loadkeys ${zoneIn(facts)}`,
  },
  ...setDs(facts).slice(0, 2),
];

const clock = (facts: Facts): Step[] => [
  { where: 'server', text: t`See the clock of the machine that signs.`, command: 'timedatectl' },
  ...signAgain(facts).slice(0, 1),
];

/** A cause by the reasons of validation that show it. */
function bogus(
  id: string,
  codes: readonly ReasonCode[],
  repair: Repair,
  steps: (facts: Facts) => Step[],
  says: (zone: string) => string,
): Cause {
  return {
    id,
    evidence: (facts) => {
      const reason = reasonOf(facts);
      return reason && codes.includes(reason.code) ? [reasonText(reason), ...cdEvidence(facts)] : undefined;
    },
    explains: (symptom) => fails(symptom),
    says: (facts) => says(zoneIn(facts)),
    steps,
    repair,
    brings: ['no-record', 'no-delegation', 'resolver-has-old-answer'],
    ...(id === 'signatures-expired' && { ruledOut: validated }),
  };
}

/** That the resolver has an answer where it is told not to validate. */
function cdEvidence(facts: Facts): string[] {
  if (symptomOf(facts) !== 'servfail') return [];
  const has = facts.tried.some(
    ({ cd, type, outcome }) => cd && type === facts.question.type && outcome.response?.rcode === 0,
  );
  return has ? [t`The resolver answers SERVFAIL, and gives an answer where it is asked not to validate (CD).`] : [];
}

function validated({ validation }: Facts): string | undefined {
  if (validation?.status === 'secure') return t`DNSSEC: the answer validates from the root on.`;
  return validation?.status === 'insecure' ? t`DNSSEC: the name is not signed, so nothing is validated.` : undefined;
}

/** Some of the zone's servers have signatures that hold, and others have not. */
function staleSignatures(facts: Facts): string[] {
  const reason = reasonOf(facts);
  if (reason?.code !== 'signature-expired' || !reason.signature) return [];
  const { expiration } = reason.signature;
  const newer = working(facts).filter(({ answer }) =>
    (answer.response?.answer ?? []).some(
      ({ type, rdata }) =>
        type === 46 &&
        rdata.length > 12 &&
        (new DataView(rdata.buffer, rdata.byteOffset).getUint32(8) - expiration) >> 0 > 0,
    ),
  );
  return newer.map(({ address }) => address);
}

const outOfStep: Cause = {
  id: 'signatures-out-of-step',
  evidence: (facts) => {
    const newer = staleSignatures(facts);
    return newer.length > 0 ? [reasonText(reasonOf(facts)!), t`${newer.join(', ')} have newer signatures.`] : undefined;
  },
  explains: (symptom) => fails(symptom),
  says: (facts) =>
    t`Some servers of ${zoneIn(facts)} have old signatures, which have expired, and others have new ones.`,
  steps: (facts) => [
    {
      where: 'server',
      text: t`On the server that is behind: have the zone transferred again.`,
      command: `rndc retransfer ${zoneIn(facts)}`,
    },
  ],
  repair: 'bring servers in step',
  brings: ['signatures-expired'],
};

/** Records of the answer that resolvers may keep for longer than their signatures hold, or say (RFC 4034, section 3.1.4). */
function outliving({ authority, now }: Facts): { owner: string; type: number; ttl: number; least: number }[] {
  return rrsetsOf(authority?.answer ?? []).flatMap(({ owner, type, records, signatures }) => {
    const ttl = Math.max(...records.map((record) => record.ttl));
    return signatures.flatMap(({ originalTtl, expiration }) => {
      const least = Math.min(originalTtl, secondsUntil(expiration, now));
      return least > 0 && ttl > least ? [{ owner, type, ttl, least }] : [];
    });
  });
}

/** Times of signatures are counted modulo 2^32 (RFC 4034, section 3.1.5). */
function secondsUntil(expiration: number, now: number): number {
  return (expiration - now) | 0;
}

const longTtl: Cause = {
  id: 'ttl-outlives-signatures',
  evidence: (facts) => {
    const rows = outliving(facts).map(
      ({ owner, type, ttl, least }) =>
        t`The ${typeText(type)} records of ${shownName(owner)} have a TTL of ${ttl} seconds, and their signatures hold for ${least} seconds, or are of records with that TTL.`,
    );
    return rows.length > 0 ? [...new Set(rows)] : undefined;
  },
  explains: () => false,
  says: ({ question }) =>
    t`Records of ${shownName(question.name)} may be kept for longer than their signatures hold: who asks a cache for both gets what does not validate.`,
  steps: (facts) => [
    {
      where: 'zone',
      text: t`Lower the TTL, to less than the time for which signatures still hold when they are renewed (RFC 6781 section 4.4.2), and wait for the old one before anything else is changed.`,
      command: `dnssec-policy { max-zone-ttl 1d; signatures-refresh 5d; };`,
      wait: Math.max(0, ...outliving(facts).map(({ ttl }) => ttl)),
    },
    {
      where: 'server',
      text: t`Then sign ${shownName(facts.zone)} again.`,
      command: `rndc sign ${shownName(facts.zone)}`,
    },
  ],
  repair: 'lower a TTL',
};

/** What proves that something is not there, and whose signature does not hold. */
function isOfDenial({ code, type }: Reason): boolean {
  return code === 'signature-wrong' && (type === TYPE.NSEC || type === TYPE.NSEC3);
}

const denialBroken = bogus(
  'denial-broken',
  ['no-proof', 'not-proved', 'expansion-not-proved'],
  'sign again',
  signAgain,
  (zone) => t`The NSEC or NSEC3 records of ${zone} do not prove what they should.`,
);

export const DNSSEC_CAUSES: readonly Cause[] = [
  outOfStep,
  longTtl,
  {
    ...denialBroken,
    evidence: (facts) => {
      const reason = reasonOf(facts);
      if (!reason || !isOfDenial(reason)) return denialBroken.evidence(facts);
      return [reasonText(reason), ...cdEvidence(facts)];
    },
    brings: [...(denialBroken.brings ?? []), 'signatures-wrong'],
  },
  bogus(
    'ds-and-not-signed',
    ['no-dnskey'],
    'take a DS away',
    takeDsAway,
    (zone) =>
      t`The zone above has a DS record for ${zone}, and ${zone} has no keys: resolvers that validate take nothing from it.`,
  ),
  bogus(
    'ds-of-another-key',
    ['no-key-of-ds'],
    'have a DS set',
    setDs,
    (zone) =>
      t`The DS record at the zone above is of no key that ${zone} has: a wrong digest, or the key was changed and the DS record was not.`,
  ),
  bogus(
    'key-not-signing',
    ['not-signed-by-ds', 'ds-of-no-zone-key', 'no-key-of-anchor', 'signature-no-zone-key', 'signature-bad-key'],
    'new KSK',
    newKsk,
    (zone) => t`The key of ${zone} that the zone above vouches for does not sign its DNSKEY records, or may not.`,
  ),
  bogus(
    'key-revoked',
    ['ds-of-revoked', 'signature-revoked'],
    'drop a revoked key',
    dropRevoked,
    (zone) => t`${zone} is signed by a key that is revoked.`,
  ),
  bogus(
    'signatures-expired',
    ['signature-expired', 'signature-never'],
    'sign again',
    signAgain,
    (zone) => t`The signatures of ${zone} have expired: it was not signed again in time.`,
  ),
  bogus(
    'signatures-early',
    ['signature-early'],
    'sign again',
    clock,
    (zone) => t`The signatures of ${zone} do not hold yet: a clock is wrong, of what signs or of what validates.`,
  ),
  bogus(
    'key-not-published',
    ['signature-no-key'],
    'new ZSK',
    newZsk,
    (zone) => t`${zone} is signed by a key that it does not publish.`,
  ),
  bogus(
    'signatures-missing',
    ['unsigned', 'signature-unsupported', 'signature-signer', 'signature-labels'],
    'sign again',
    signAgain,
    (zone) => t`Records of ${zone} have no signature that counts, though the zone is signed.`,
  ),
  bogus(
    'signatures-wrong',
    ['signature-wrong', 'signature-limit'],
    'sign again',
    signAgain,
    (zone) =>
      t`Signatures of ${zone} are not of the records that it has: these were changed after signing, or on the way.`,
  ),
];
