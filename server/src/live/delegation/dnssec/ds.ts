/** The DS records at the parent: their digests, and the keys that they are of. */
import { DS_DIGEST_ROWS, valueByNumber } from '../../../dns/algorithms.ts';
import { DIGEST, KEY_FLAG } from '../../../dns/codes.ts';
import { dsDigest } from '../../../dns/dsDigest.ts';
import { compareOctets } from '../../../dns/nameOrder.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { isOfKey } from '../../dnssec/chain.ts';
import { lowWire } from '../../dnssec/names.ts';
import { type Dnskey, type Ds, type Rrset, readDs } from '../../dnssec/records.ts';
import { isSupported } from '../../dnssec/verify.ts';
import type { ResponseMessage } from '../../messages.ts';
import { type Finding, found, type TestCase, testCase } from '../contract.ts';
import { answersOf } from '../records.ts';
import type { World } from '../world.ts';
import {
  askParent,
  askZone,
  authoritative,
  authoritativeSigned,
  Found,
  type Held,
  held,
  isSignedBy,
  keysIn,
  mnemonicOf,
  ownSet,
  verifyingOf,
} from './servers.ts';

/** Where the DS records come from that somebody is about to hand in. */
const GIVEN = '-';

type DsFields = Omit<Ds, 'record'>;

function givenDs(world: World): readonly DsFields[] {
  return (world.subject.ds ?? []).map(({ keyTag, ...rest }) => ({ tag: keyTag, ...rest }));
}

function dsIn(response: ResponseMessage, world: World): readonly Ds[] {
  return response.answer
    .filter(({ type, owner }) => type === TYPE.DS && owner.toLowerCase() === world.zone)
    .flatMap((record) => readDs(record) ?? []);
}

type DigestTag =
  | 'DS01_DS_ALGO_NOT_DS'
  | 'DS01_DS_ALGO_DEPRECATED'
  | 'DS01_DS_ALGO_OK'
  | 'DS01_DS_ALGO_UNASSIGNED'
  | 'DS01_DS_ALGO_RESERVED'
  | 'DS01_DS_ALGO_PRIVATE';

/** What IANA's registry says of the type of a digest. */
function digestTag(type: number): DigestTag {
  if (type === DIGEST.DELETE) return 'DS01_DS_ALGO_NOT_DS';
  if (type === DIGEST.SHA1 || type === DIGEST.GOST) return 'DS01_DS_ALGO_DEPRECATED';
  if (type <= DIGEST.SM3) return 'DS01_DS_ALGO_OK';
  if (type <= 127 || type === 255) return 'DS01_DS_ALGO_UNASSIGNED';
  return type <= 252 ? 'DS01_DS_ALGO_RESERVED' : 'DS01_DS_ALGO_PRIVATE';
}

function digestName(type: number): string {
  return valueByNumber(DS_DIGEST_ROWS, type)?.mnemonic || String(type);
}

const OTHER_DIGEST = marked(
  'Have a DS record with SHA-256 (2) set in its place at the parent, and take this one away.',
);

const dnssec01 = testCase({
  id: 'DNSSEC01',
  title: marked('The DS records have digests that resolvers know'),
  link: 'dnssec',
  tags: {
    DS01_DS_ALGO_2_MISSING: {
      level: 'notice',
      message: marked(
        'The DS records of key {keytag} have no digest with SHA-256, which every resolver knows, as {ns_list} say.',
      ),
      advice: marked('Have a DS record of the key with SHA-256 (2) set at the parent.'),
    },
    DS01_DS_ALGO_DEPRECATED: {
      level: 'error',
      message: marked(
        'The DS record of key {keytag} has a digest of the type {ds_algo_num} ({ds_algo_descr}), which must not be used any more, as {ns_list} say.',
      ),
      advice: OTHER_DIGEST,
    },
    DS01_DS_ALGO_NOT_DS: {
      level: 'error',
      message: marked(
        'The DS record of key {keytag} has a digest of the type {ds_algo_num} ({ds_algo_descr}), which is none, as {ns_list} say.',
      ),
      advice: OTHER_DIGEST,
    },
    DS01_DS_ALGO_OK: {
      level: 'info',
      message: marked(
        'The DS record of key {keytag} has a digest of the type {ds_algo_num} ({ds_algo_descr}), as {ns_list} say.',
      ),
    },
    DS01_DS_ALGO_PRIVATE: {
      level: 'error',
      message: marked(
        'The DS record of key {keytag} has a digest of the type {ds_algo_num}, which is for private use, as {ns_list} say.',
      ),
      advice: OTHER_DIGEST,
    },
    DS01_DS_ALGO_RESERVED: {
      level: 'error',
      message: marked(
        'The DS record of key {keytag} has a digest of the type {ds_algo_num}, which is reserved, as {ns_list} say.',
      ),
      advice: OTHER_DIGEST,
    },
    DS01_DS_ALGO_UNASSIGNED: {
      level: 'error',
      message: marked(
        'The DS record of key {keytag} has a digest of the type {ds_algo_num}, which is none yet, as {ns_list} say.',
      ),
      advice: OTHER_DIGEST,
    },
    DS01_NO_RESPONSE: {
      level: 'warning',
      message: marked('No server of the parent answers the question for DS records as it should: {ns_list}.'),
    },
    DS01_PARENT_SERVER_NO_DS: {
      level: 'error',
      message: marked('{ns_list} have no DS records of the zone, and other servers of the parent have.'),
      advice: marked('See that all servers of the parent have the same version of its zone: compare their serials.'),
    },
    DS01_PARENT_ZONE_NO_DS: {
      level: 'notice',
      message: marked('The parent has no DS records of the zone, as {ns_list} say.'),
    },
    DS01_ROOT_N_NO_UNDEL_DS: {
      level: 'info',
      message: marked('The root has no parent, and no DS records were given.'),
    },
    DS01_UNDEL_N_NO_UNDEL_DS: {
      level: 'info',
      message: marked('The delegation is tested as it was given, and no DS records were given with it.'),
    },
  },
  *run(world) {
    const given = givenDs(world);
    const asked = yield* askParent(world);
    const byServer = new Map<string, readonly DsFields[]>();
    const without: string[] = [];
    const ignored: string[] = [];
    if (given.length > 0) byServer.set(GIVEN, given);
    for (const { address, response } of given.length > 0 ? [] : asked.rows) {
      const sound = authoritativeSigned(response);
      const ds = sound ? dsIn(sound, world) : [];
      if (!sound) ignored.push(address);
      else if (ds.length > 0) byServer.set(address, ds);
      else without.push(address);
    }
    const names = (addresses: Iterable<string>): string[] =>
      [...addresses].includes(GIVEN) ? [GIVEN] : asked.names(addresses);
    const digests = new Found<{ tag: number; type: number }>();
    const withoutSha256 = new Found<number>();
    for (const [address, ds] of byServer) {
      for (const { tag, digestType } of ds) {
        digests.add({ tag, type: digestType }, address);
        const hasSha256 = ds.some((one) => one.tag === tag && one.digestType === DIGEST.SHA256);
        if (!hasSha256) withoutSha256.add(tag, address);
      }
    }
    const isAlone = byServer.size === 0;
    return [
      ...digests.rows.map(({ key: { tag, type }, addresses }) => {
        const values = { ns_list: names(addresses), keytag: tag, ds_algo_num: type, ds_algo_descr: digestName(type) };
        return found(digestTag(type), values);
      }),
      ...withoutSha256.rows.map(({ key, addresses }) =>
        found('DS01_DS_ALGO_2_MISSING', { ns_list: names(addresses), keytag: key }),
      ),
      ...(isAlone && without.length === 0 && ignored.length > 0
        ? [found('DS01_NO_RESPONSE', { ns_list: names(ignored) })]
        : []),
      ...(given.length > 0 || world.zone !== '.' ? [] : [found('DS01_ROOT_N_NO_UNDEL_DS')]),
      ...(given.length > 0 || world.zone === '.' || !world.isUndelegated ? [] : [found('DS01_UNDEL_N_NO_UNDEL_DS')]),
      ...(without.length === 0
        ? []
        : [found(isAlone ? 'DS01_PARENT_ZONE_NO_DS' : 'DS01_PARENT_SERVER_NO_DS', { ns_list: names(without) })]),
    ];
  },
});

/** All different DS records that the parent has, or that were given. */
function* allDs(world: World, isSigned: boolean): Conversation<readonly DsFields[]> {
  if (world.isUndelegated || world.subject.ds) return givenDs(world);
  const { rows } = yield* askParent(world);
  const sound = isSigned ? authoritativeSigned : authoritative;
  const all = rows.flatMap(({ response }) => {
    const own = sound(response);
    return own ? dsIn(own, world) : [];
  });
  const seen = new Set<string>();
  return all.filter(({ record }) => {
    const key = record.rdata.join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

const SIGN_KEYS = marked(
  'Sign the DNSKEY records with the key that the DS record is of, or have the DS record of the key set that signs them.',
);

const dnssec02 = testCase({
  id: 'DNSSEC02',
  title: marked('A DS record leads to a key that signs the DNSKEY records'),
  link: 'dnssec',
  tags: {
    DS02_ALGO_NOT_SUPPORTED_BY_ZM: {
      level: 'notice',
      message: marked(
        'Signatures by key {keytag} with {algo_mnemo} ({algo_num}) cannot be verified here; {ns_ip_list} have them.',
      ),
    },
    DS02_DNSKEY_NOT_FOR_ZONE_SIGNING: {
      level: 'error',
      message: marked('Key {keytag}, which a DS record is of, has not the flag of a zone’s key on {ns_ip_list}.'),
      advice: marked('Publish the key with the flags 257, and have its DS record set.'),
    },
    DS02_DNSKEY_NOT_SEP: {
      level: 'notice',
      message: marked(
        'Key {keytag}, which a DS record is of, has not the flag of a secure entry point on {ns_ip_list}.',
      ),
    },
    DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS: {
      level: 'error',
      message: marked(
        'No key that a DS record is of signs the DNSKEY records on {ns_ip_list}: resolvers that validate answer SERVFAIL.',
      ),
      advice: SIGN_KEYS,
    },
    DS02_NO_DNSKEY_FOR_DS: {
      level: 'warning',
      message: marked('{ns_ip_list} have no DNSKEY record with the tag {keytag} of a DS record.'),
      advice: marked('Take the DS record away at the parent, unless the key is about to be published.'),
    },
    DS02_NO_MATCHING_DNSKEY_RRSIG: {
      level: 'warning',
      message: marked('Key {keytag}, which a DS record is of, does not sign the DNSKEY records on {ns_ip_list}.'),
      advice: SIGN_KEYS,
    },
    DS02_NO_MATCH_DS_DNSKEY: {
      level: 'error',
      message: marked(
        'The DS record with the tag {keytag} has another algorithm or digest than the DNSKEY record of {ns_ip_list} with that tag.',
      ),
      advice: marked('Have the DS record made anew of the DNSKEY record (dnssec-dsfromkey), and set at the parent.'),
    },
    DS02_NO_VALID_DNSKEY_FOR_ANY_DS: {
      level: 'error',
      message: marked(
        '{ns_ip_list} have no DNSKEY record that a DS record is of: resolvers that validate answer SERVFAIL.',
      ),
      advice: marked('Have the DS record of a key set at the parent that the zone has, or publish that key again.'),
    },
    DS02_RRSIG_NOT_VALID_BY_DNSKEY: {
      level: 'error',
      message: marked('The signature of the DNSKEY records by key {keytag} on {ns_ip_list} does not hold.'),
      advice: marked('Sign the zone again.'),
    },
  },
  *run(world) {
    const all = yield* allDs(world, true);
    if (all.length === 0) return [];
    const asked = yield* askZone(world, TYPE.DNSKEY);
    const sets = {
      noKey: new Found<number>(),
      noMatch: new Found<number>(),
      notZone: new Found<number>(),
      notSep: new Found<number>(),
      noSignature: new Found<number>(),
      unsupported: new Found<{ tag: number; algorithm: number }>(),
      wrong: new Found<number>(),
    };
    const [responding, matching, signed] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const { address, response } of asked.rows) {
      const sound = authoritativeSigned(response);
      const set = sound && ownSet(sound, world, TYPE.DNSKEY);
      if (!set) continue;
      responding.add(address);
      const keys = keysIn(sound, world);
      const entries = new Set<Dnskey>();
      for (const ds of all) {
        const key = keyOf(ds, keys, world);
        if (!key) {
          sets.noKey.add(ds.tag, address);
          continue;
        }
        if (matches(ds, key, world) === false) sets.noMatch.add(ds.tag, address);
        if ((key.flags & KEY_FLAG.ZONE) === 0) {
          sets.notZone.add(key.tag, address);
          continue;
        }
        if ((key.flags & KEY_FLAG.SEP) === 0) sets.notSep.add(key.tag, address);
        entries.add(key);
        matching.add(address);
      }
      for (const key of entries) {
        const outcome = yield* signatureBy(set, key, world);
        if (outcome === 'unknown') sets.noSignature.add(key.tag, address);
        else if (outcome === 'unsupported') sets.unsupported.add({ tag: key.tag, algorithm: key.algorithm }, address);
        else if (outcome === 'wrong') sets.wrong.add(key.tag, address);
        else signed.add(address);
      }
    }
    const byTag = <Tag extends string>(tag: Tag, set: Found<number>) =>
      set.rows.map(({ key, addresses }) => found(tag, { ns_ip_list: [...addresses], keytag: key }));
    const unmatched = [...responding].filter((address) => !matching.has(address));
    const unsigned = [...responding].filter((address) => !signed.has(address));
    return [
      ...byTag('DS02_NO_DNSKEY_FOR_DS', sets.noKey),
      ...byTag('DS02_NO_MATCH_DS_DNSKEY', sets.noMatch),
      ...byTag('DS02_DNSKEY_NOT_FOR_ZONE_SIGNING', sets.notZone),
      ...byTag('DS02_DNSKEY_NOT_SEP', sets.notSep),
      ...byTag('DS02_NO_MATCHING_DNSKEY_RRSIG', sets.noSignature),
      ...sets.unsupported.rows.map(({ key: { tag, algorithm }, addresses }) =>
        found('DS02_ALGO_NOT_SUPPORTED_BY_ZM', {
          ns_ip_list: [...addresses],
          algo_mnemo: mnemonicOf(algorithm),
          algo_num: algorithm,
          keytag: tag,
        }),
      ),
      ...byTag('DS02_RRSIG_NOT_VALID_BY_DNSKEY', sets.wrong),
      ...(unmatched.length > 0
        ? [found('DS02_NO_VALID_DNSKEY_FOR_ANY_DS', { ns_ip_list: unmatched })]
        : unsigned.length > 0
          ? [found('DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS', { ns_ip_list: unsigned })]
          : []),
    ];
  },
});

/** The key with the tag of a DS record; of several the one that it is of. */
function keyOf(ds: DsFields, keys: readonly Dnskey[], world: World): Dnskey | undefined {
  const fitting = keys.filter(({ tag }) => tag === ds.tag);
  return fitting.find((key) => matches(ds, key, world)) ?? fitting[0];
}

/** Whether the DS record is of the key with its tag; undefined where its digest is not computed here. */
function matches({ algorithm, digestType, digest }: DsFields, key: Dnskey, world: World): boolean | undefined {
  const computed = dsDigest(digestType, lowWire(world.zone), key.record.rdata);
  return computed && algorithm === key.algorithm && compareOctets(computed, digest) === 0;
}

/** What comes of the signatures of an RRset with a key's tag: the best of them. */
function* signatureBy(set: Rrset, key: Dnskey, world: World): Conversation<Held> {
  const own = set.signatures.filter(({ tag }) => tag === key.tag);
  if (own.length === 0) return 'unknown';
  if (!isSupported(key.algorithm, verifyingOf(world))) return 'unsupported';
  for (const signature of own) {
    const is: Held = yield* held(set, signature, [key], world);
    if (is !== 'wrong') return is;
  }
  return 'wrong';
}

const dnssec11 = testCase({
  id: 'DNSSEC11',
  title: marked('A zone with DS records at the parent is signed'),
  link: 'dnssec',
  tags: {
    DS11_INCONSISTENT_DS: {
      level: 'warning',
      message: marked('Some servers of the parent have DS records of the zone, and others have not.'),
      advice: marked('See that all servers of the parent have the same version of its zone: compare their serials.'),
    },
    DS11_INCONSISTENT_SIGNED_ZONE: {
      level: 'error',
      message: marked('Some servers have the zone signed, and others have it not: some lookups fail.'),
      advice: marked(
        'Bring all servers to the same version of the zone: compare their serials, and see their transfers.',
      ),
    },
    DS11_UNDETERMINED_DS: {
      level: 'error',
      message: marked('No server of the parent says whether it has DS records of the zone.'),
    },
    DS11_UNDETERMINED_SIGNED_ZONE: { level: 'error', message: marked('No server says whether the zone is signed.') },
    DS11_PARENT_WITHOUT_DS: {
      level: 'notice',
      message: marked('Servers of the parent without DS records of the zone: {ns_ip_list}.'),
    },
    DS11_PARENT_WITH_DS: {
      level: 'notice',
      message: marked('Servers of the parent with DS records of the zone: {ns_ip_list}.'),
    },
    DS11_NS_WITH_SIGNED_ZONE: { level: 'notice', message: marked('Servers with the zone signed: {ns_ip_list}.') },
    DS11_NS_WITH_UNSIGNED_ZONE: {
      level: 'warning',
      message: marked('Servers with the zone not signed: {ns_ip_list}.'),
    },
    DS11_DS_BUT_UNSIGNED_ZONE: {
      level: 'error',
      message: marked(
        'The parent has DS records of the zone, and the zone is not signed: resolvers that validate answer SERVFAIL.',
      ),
      advice: marked(
        'Sign the zone with the key that the DS records are of, or have them taken away at the parent; that works when their TTL is over.',
      ),
    },
  },
  *run(world) {
    const findings: Finding<
      | 'DS11_INCONSISTENT_DS'
      | 'DS11_INCONSISTENT_SIGNED_ZONE'
      | 'DS11_UNDETERMINED_DS'
      | 'DS11_UNDETERMINED_SIGNED_ZONE'
      | 'DS11_PARENT_WITHOUT_DS'
      | 'DS11_PARENT_WITH_DS'
      | 'DS11_NS_WITH_SIGNED_ZONE'
      | 'DS11_NS_WITH_UNSIGNED_ZONE'
      | 'DS11_DS_BUT_UNSIGNED_ZONE'
    >[] = [];
    const isGiven = world.isUndelegated || world.subject.ds !== undefined;
    if (isGiven && givenDs(world).length === 0) return [];
    if (!isGiven) {
      const parent = sorted((yield* askParent(world)).rows, (response) => dsIn(response, world).length > 0);
      if (parent.with.length === 0)
        return parent.without.length === 0 && parent.undetermined.length > 0 ? [found('DS11_UNDETERMINED_DS')] : [];
      if (parent.without.length > 0) {
        findings.push(
          found('DS11_INCONSISTENT_DS'),
          found('DS11_PARENT_WITHOUT_DS', { ns_ip_list: parent.without }),
          found('DS11_PARENT_WITH_DS', { ns_ip_list: parent.with }),
        );
      }
    }
    const serving = new Set(
      (yield* askZone(world, TYPE.SOA, true)).rows.flatMap(({ address, response }) => {
        const sound = authoritative(response);
        return sound && answersOf(sound, world.zone, TYPE.SOA).length > 0 ? [address] : [];
      }),
    );
    const rows = (yield* askZone(world, TYPE.DNSKEY)).rows.filter(({ address }) => serving.has(address));
    const own = sorted(rows, (response) => keysIn(response, world).length > 0);
    if (own.with.length === 0 && own.without.length === 0) {
      if (own.undetermined.length > 0) findings.push(found('DS11_UNDETERMINED_SIGNED_ZONE'));
    } else if (own.with.length === 0) findings.push(found('DS11_DS_BUT_UNSIGNED_ZONE'));
    else if (own.without.length > 0) {
      findings.push(
        found('DS11_INCONSISTENT_SIGNED_ZONE'),
        found('DS11_NS_WITH_UNSIGNED_ZONE', { ns_ip_list: own.without }),
        found('DS11_NS_WITH_SIGNED_ZONE', { ns_ip_list: own.with }),
      );
    }
    return findings;
  },
});

interface Sorted {
  readonly with: string[];
  readonly without: string[];
  readonly undetermined: string[];
}

/** The servers that have something, those that have not, and those that do not say. */
function sorted(
  rows: readonly { readonly address: string; readonly response: ResponseMessage | undefined }[],
  has: (response: ResponseMessage) => boolean,
): Sorted {
  const made: Sorted = { with: [], without: [], undetermined: [] };
  for (const { address, response } of rows) {
    const sound = authoritative(response);
    made[sound ? (has(sound) ? 'with' : 'without') : 'undetermined'].push(address);
  }
  return made;
}

const dnssec18 = testCase({
  id: 'DNSSEC18',
  title: marked('The parent can trust the CDS and CDNSKEY records'),
  link: 'dnssec',
  tags: {
    DS18_NO_MATCH_CDS_RRSIG_DS: {
      level: 'error',
      message: marked(
        'The CDS records of {ns_ip_list} are not signed by a key that a DS record is of, so the parent does not take them.',
      ),
      advice: marked('Sign the CDS records with the key that the DS record is of (RFC 7344 section 4.1).'),
    },
    DS18_NO_MATCH_CDNSKEY_RRSIG_DS: {
      level: 'error',
      message: marked(
        'The CDNSKEY records of {ns_ip_list} are not signed by a key that a DS record is of, so the parent does not take them.',
      ),
      advice: marked('Sign the CDNSKEY records with the key that the DS record is of (RFC 7344 section 4.1).'),
    },
  },
  *run(world) {
    const all = yield* allDs(world, false);
    if (all.length === 0) return [];
    const keys = new Map(
      (yield* askZone(world, TYPE.DNSKEY)).rows.flatMap(({ address, response }) => {
        const own = keysIn(authoritative(response), world);
        return own.length > 0 ? [[address, own] as const] : [];
      }),
    );
    if (keys.size === 0) return [];
    const failing = { cds: [] as string[], cdnskey: [] as string[] };
    for (const [what, type] of [
      ['cds', TYPE.CDS],
      ['cdnskey', TYPE.CDNSKEY],
    ] as const) {
      for (const { address, response } of (yield* askZone(world, type)).rows) {
        const sound = authoritative(response);
        const set = sound && ownSet(sound, world, type);
        if (!set) continue;
        const entries = (keys.get(address) ?? []).filter((key) => all.some((ds) => isOfKey(ds, key, world.zone)));
        const isTrusted = entries.some((key) => isSignedBy(set, key));
        if (!isTrusted) failing[what].push(address);
      }
    }
    return [
      ...(failing.cds.length > 0 ? [found('DS18_NO_MATCH_CDS_RRSIG_DS', { ns_ip_list: failing.cds })] : []),
      ...(failing.cdnskey.length > 0 ? [found('DS18_NO_MATCH_CDNSKEY_RRSIG_DS', { ns_ip_list: failing.cdnskey })] : []),
    ];
  },
});

export const DS_CASES: Readonly<Record<'dnssec01' | 'dnssec02' | 'dnssec11' | 'dnssec18', TestCase>> = {
  dnssec01,
  dnssec02,
  dnssec11,
  dnssec18,
};
