/** CDS and CDNSKEY records, by which a zone tells its parent which DS records it wants (RFC 7344, RFC 8078). */
import { ALGORITHM, KEY_FLAG } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { isOfKey } from '../../dnssec/chain.ts';
import { type Dnskey, type Ds, type Rrset, readDnskey, readDs } from '../../dnssec/records.ts';
import { timeFault } from '../../dnssec/verify.ts';
import { type Finding, found, type TestCase, testCase } from '../contract.ts';
import type { World } from '../world.ts';
import { askZone, authoritative, Found, held, isSignedBy, ownSet, verifyingOf } from './servers.ts';

/** What an RRset of a type is on each server that answers with authority: empty where it has none. */
function* setsByServer(world: World, type: number): Conversation<ReadonlyMap<string, Rrset | undefined>> {
  const { rows } = yield* askZone(world, type);
  return new Map(
    rows.flatMap(({ address, response }) => {
      const sound = authoritative(response);
      return sound ? [[address, ownSet(sound, world, type)] as const] : [];
    }),
  );
}

/** The data of an RRset in an order of their own, to be compared. */
function textOf(set: Rrset | undefined): string {
  return (set?.records ?? [])
    .map(({ rdata }) => rdata.join('.'))
    .sort()
    .join(' ');
}

function cdsIn(set: Rrset | undefined): readonly Ds[] {
  return set?.records.flatMap((record) => readDs(record) ?? []) ?? [];
}

function cdnskeysIn(set: Rrset | undefined): readonly Dnskey[] {
  return set?.records.flatMap((record) => readDnskey(record) ?? []) ?? [];
}

function isDelete({ algorithm }: { readonly algorithm: number }): boolean {
  return algorithm === ALGORITHM.DELETE;
}

/** Whether both are of the same keys, or both ask for no DS records. */
function belongTogether(cds: readonly Ds[], keys: readonly Dnskey[], zone: string): boolean {
  const fits = (one: Ds, key: Dnskey): boolean => (isDelete(one) ? isDelete(key) : isOfKey(one, key, zone));
  return (
    cds.every((one) => keys.some((key) => fits(one, key))) && keys.every((key) => cds.some((one) => fits(one, key)))
  );
}

const BOTH = marked(
  'Publish both, made of the same keys: BIND does by its dnssec-policy (`cds-digest-types`, `cdnskey`).',
);
const SAME = marked(
  'Bring all servers to the same version of the zone: compare their serials, and see their transfers.',
);

const dnssec15 = testCase({
  id: 'DNSSEC15',
  title: marked('CDS and CDNSKEY records belong together'),
  link: 'dnssec',
  tags: {
    DS15_HAS_CDNSKEY_NO_CDS: {
      level: 'notice',
      message: marked('{ns_ip_list} have CDNSKEY records and no CDS records.'),
      advice: BOTH,
    },
    DS15_HAS_CDS_AND_CDNSKEY: { level: 'info', message: marked('{ns_ip_list} have CDS and CDNSKEY records.') },
    DS15_HAS_CDS_NO_CDNSKEY: {
      level: 'notice',
      message: marked('{ns_ip_list} have CDS records and no CDNSKEY records.'),
      advice: BOTH,
    },
    DS15_INCONSISTENT_CDNSKEY: {
      level: 'error',
      message: marked('The servers have different CDNSKEY records.'),
      advice: SAME,
    },
    DS15_INCONSISTENT_CDS: { level: 'error', message: marked('The servers have different CDS records.'), advice: SAME },
    DS15_MISMATCH_CDS_CDNSKEY: {
      level: 'error',
      message: marked(
        'The CDS and CDNSKEY records of {ns_ip_list} are not of the same keys, so that the parent may take the wrong ones.',
      ),
      advice: BOTH,
    },
    DS15_NO_CDS_CDNSKEY: { level: 'info', message: marked('The zone has neither CDS nor CDNSKEY records.') },
  },
  *run(world) {
    const cds = yield* setsByServer(world, TYPE.CDS);
    const cdnskey = yield* setsByServer(world, TYPE.CDNSKEY);
    if (![...cds.values(), ...cdnskey.values()].some((set) => set)) return [found('DS15_NO_CDS_CDNSKEY')];
    const both = [...cds.keys()].filter((address) => cdnskey.has(address));
    const of = (hasCds: boolean, hasKey: boolean): string[] =>
      both.filter(
        (address) => (cds.get(address) !== undefined) === hasCds && (cdnskey.get(address) !== undefined) === hasKey,
      );
    const mismatching = of(true, true).filter(
      (address) => !belongTogether(cdsIn(cds.get(address)), cdnskeysIn(cdnskey.get(address)), world.zone),
    );
    const told = <Tag extends string>(tag: Tag, addresses: readonly string[]): Finding<Tag>[] =>
      addresses.length > 0 ? [found(tag, { ns_ip_list: addresses })] : [];
    const differ = (sets: ReadonlyMap<string, Rrset | undefined>): boolean =>
      new Set([...sets.values()].map(textOf)).size > 1;
    return [
      ...told('DS15_HAS_CDS_NO_CDNSKEY', of(true, false)),
      ...told('DS15_HAS_CDNSKEY_NO_CDS', of(false, true)),
      ...told('DS15_HAS_CDS_AND_CDNSKEY', of(true, true)),
      ...(differ(cds) ? [found('DS15_INCONSISTENT_CDS')] : []),
      ...(differ(cdnskey) ? [found('DS15_INCONSISTENT_CDNSKEY')] : []),
      ...told('DS15_MISMATCH_CDS_CDNSKEY', mismatching),
    ];
  },
});

/** What is found of CDS records, and in the same way of CDNSKEY records. */
class Checked {
  readonly withoutKeys = new Set<string>();
  readonly mixed = new Set<string>();
  readonly deleting = new Set<string>();
  readonly unsigned = new Set<string>();
  readonly noKey = new Found<number>();
  readonly notZone = new Found<number>();
  readonly notSep = new Found<number>();
  readonly keysNotSigned = new Found<number>();
  readonly notSigned = new Found<number>();
  readonly unknown = new Found<number>();
  readonly invalid = new Found<number>();

  /** Findings by addresses alone. */
  of<Tag extends string>(tag: Tag, addresses: ReadonlySet<string>): Finding<Tag>[] {
    return addresses.size > 0 ? [found(tag, { ns_ip_list: [...addresses] })] : [];
  }

  /** Findings by key tags. */
  byTag<Tag extends string>(tag: Tag, set: Found<number>): Finding<Tag>[] {
    return set.rows.map(({ key, addresses }) => found(tag, { ns_ip_list: [...addresses], keytag: key }));
  }
}

/** One wish of the zone: the tag of its key, the key, and which flags count. */
interface Wish {
  readonly tag: number;
  readonly isDelete: boolean;
  readonly key: Dnskey | undefined;
  /** The flags of the key, or those that the CDNSKEY record itself has. */
  readonly flags: number | undefined;
  /** For CDNSKEY the flag is judged though no key fits. */
  readonly ownFlags: boolean;
}

function* checked(
  world: World,
  type: number,
  wishesOf: (set: Rrset, keys: readonly Dnskey[]) => readonly Wish[],
): Conversation<Checked | undefined> {
  const sets = new Map([...(yield* setsByServer(world, type))].filter(([, set]) => set));
  if (sets.size === 0) return undefined;
  const keySets = yield* setsByServer(world, TYPE.DNSKEY);
  const made = new Checked();
  const { now } = verifyingOf(world);
  for (const [address, set] of sets) {
    if (!set) continue;
    const keySet = keySets.get(address);
    const keys = keySet?.records.flatMap((record) => readDnskey(record) ?? []) ?? [];
    const wishes = wishesOf(set, keys);
    if (wishes.some((wish) => wish.isDelete)) (wishes.length > 1 ? made.mixed : made.deleting).add(address);
    if (!keySet) {
      made.withoutKeys.add(address);
      continue;
    }
    for (const wish of wishes) if (!wish.isDelete) checkWish(made, address, wish, set, keySet);
    if (set.signatures.length === 0) made.unsigned.add(address);
    for (const signature of set.signatures) {
      const is = yield* held(set, signature, keys, world);
      if (is === 'unknown') made.unknown.add(signature.tag, address);
      else if (is === 'wrong' || timeFault(signature, now)) made.invalid.add(signature.tag, address);
    }
  }
  return made;
}

function checkWish(
  made: Checked,
  address: string,
  { tag, key, flags = 0, ownFlags }: Wish,
  set: Rrset,
  keySet: Rrset,
): void {
  const [isZone, isSep] = [(flags & KEY_FLAG.ZONE) !== 0, (flags & KEY_FLAG.SEP) !== 0];
  if (!key && !ownFlags) made.noKey.add(tag, address);
  else if (!isZone) made.notZone.add(tag, address);
  else {
    if (!isSep) made.notSep.add(tag, address);
    if (!key) made.noKey.add(tag, address);
    else {
      if (!isSignedBy(keySet, key)) made.keysNotSigned.add(tag, address);
      if (!isSignedBy(set, key)) made.notSigned.add(tag, address);
    }
  }
}

const SIGN_BY_KEY = marked('Sign with the key itself what asks the parent to trust it.');
const SIGN_AGAIN = marked('Sign the zone again.');
const TAKE_AWAY = marked('Take the record away, or publish the key.');

const dnssec16 = testCase({
  id: 'DNSSEC16',
  title: marked('CDS records are signed, and of the zone’s keys'),
  link: 'dnssec',
  tags: {
    DS16_CDS_INVALID_RRSIG: {
      level: 'error',
      message: marked('The signature of the CDS records by key {keytag} on {ns_ip_list} does not hold.'),
      advice: SIGN_AGAIN,
    },
    DS16_CDS_MATCHES_NON_SEP_DNSKEY: {
      level: 'notice',
      message: marked(
        'The CDS record of key {keytag} on {ns_ip_list} is of a key without the flag of a secure entry point.',
      ),
    },
    DS16_CDS_MATCHES_NON_ZONE_DNSKEY: {
      level: 'error',
      message: marked('The CDS record of key {keytag} on {ns_ip_list} is of a key without the flag of a zone’s key.'),
      advice: TAKE_AWAY,
    },
    DS16_CDS_MATCHES_NO_DNSKEY: {
      level: 'warning',
      message: marked('The CDS record of key {keytag} on {ns_ip_list} is of no DNSKEY record of the zone.'),
      advice: TAKE_AWAY,
    },
    DS16_CDS_NOT_SIGNED_BY_CDS: {
      level: 'notice',
      message: marked('The CDS records of {ns_ip_list} are not signed by key {keytag}, of which there is one.'),
      advice: SIGN_BY_KEY,
    },
    DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY: {
      level: 'error',
      message: marked('The CDS records of {ns_ip_list} are signed by key {keytag}, which the zone has not.'),
      advice: SIGN_AGAIN,
    },
    DS16_CDS_UNSIGNED: {
      level: 'error',
      message: marked('The CDS records of {ns_ip_list} have no signature.'),
      advice: SIGN_AGAIN,
    },
    DS16_CDS_WITHOUT_DNSKEY: {
      level: 'error',
      message: marked('{ns_ip_list} have CDS records and no DNSKEY records.'),
      advice: marked('Take the CDS records away, or sign the zone.'),
    },
    DS16_DELETE_CDS: {
      level: 'info',
      message: marked('The CDS record of {ns_ip_list} asks the parent to take the DS records away.'),
    },
    DS16_DNSKEY_NOT_SIGNED_BY_CDS: {
      level: 'warning',
      message: marked(
        'The DNSKEY records of {ns_ip_list} are not signed by key {keytag}, of which there is a CDS record: once the parent takes it, the zone fails.',
      ),
      advice: SIGN_BY_KEY,
    },
    DS16_MIXED_DELETE_CDS: {
      level: 'error',
      message: marked('{ns_ip_list} ask by CDS records for DS records, and for none.'),
      advice: marked('Take away the CDS records that are not meant.'),
    },
  },
  *run(world) {
    const wishes = (set: Rrset, keys: readonly Dnskey[]): Wish[] =>
      cdsIn(set).map((cds) => {
        const fitting = keys.filter(({ tag }) => tag === cds.tag);
        const key = fitting.find((one) => isOfKey(cds, one, world.zone)) ?? fitting[0];
        return { tag: cds.tag, isDelete: isDelete(cds), key, flags: key?.flags, ownFlags: false };
      });
    const made = yield* checked(world, TYPE.CDS, wishes);
    if (!made) return [];
    return [
      ...made.of('DS16_CDS_WITHOUT_DNSKEY', made.withoutKeys),
      ...made.of('DS16_MIXED_DELETE_CDS', made.mixed),
      ...made.of('DS16_DELETE_CDS', made.deleting),
      ...made.byTag('DS16_CDS_MATCHES_NO_DNSKEY', made.noKey),
      ...made.byTag('DS16_CDS_MATCHES_NON_ZONE_DNSKEY', made.notZone),
      ...made.byTag('DS16_CDS_MATCHES_NON_SEP_DNSKEY', made.notSep),
      ...made.byTag('DS16_DNSKEY_NOT_SIGNED_BY_CDS', made.keysNotSigned),
      ...made.byTag('DS16_CDS_NOT_SIGNED_BY_CDS', made.notSigned),
      ...made.byTag('DS16_CDS_INVALID_RRSIG', made.invalid),
      ...made.of('DS16_CDS_UNSIGNED', made.unsigned),
      ...made.byTag('DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY', made.unknown),
    ];
  },
});

const dnssec17 = testCase({
  id: 'DNSSEC17',
  title: marked('CDNSKEY records are signed, and the zone’s keys'),
  link: 'dnssec',
  tags: {
    DS17_CDNSKEY_INVALID_RRSIG: {
      level: 'error',
      message: marked('The signature of the CDNSKEY records by key {keytag} on {ns_ip_list} does not hold.'),
      advice: SIGN_AGAIN,
    },
    DS17_CDNSKEY_IS_NON_SEP: {
      level: 'notice',
      message: marked('The CDNSKEY record {keytag} on {ns_ip_list} has not the flag of a secure entry point.'),
    },
    DS17_CDNSKEY_IS_NON_ZONE: {
      level: 'error',
      message: marked('The CDNSKEY record {keytag} on {ns_ip_list} has not the flag of a zone’s key.'),
      advice: TAKE_AWAY,
    },
    DS17_CDNSKEY_MATCHES_NO_DNSKEY: {
      level: 'warning',
      message: marked('The CDNSKEY record {keytag} on {ns_ip_list} is no DNSKEY record of the zone.'),
      advice: TAKE_AWAY,
    },
    DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY: {
      level: 'notice',
      message: marked('The CDNSKEY records of {ns_ip_list} are not signed by key {keytag}, which is one of them.'),
      advice: SIGN_BY_KEY,
    },
    DS17_CDNSKEY_SIGNED_BY_UNKNOWN_DNSKEY: {
      level: 'error',
      message: marked('The CDNSKEY records of {ns_ip_list} are signed by key {keytag}, which the zone has not.'),
      advice: SIGN_AGAIN,
    },
    DS17_CDNSKEY_UNSIGNED: {
      level: 'error',
      message: marked('The CDNSKEY records of {ns_ip_list} have no signature.'),
      advice: SIGN_AGAIN,
    },
    DS17_CDNSKEY_WITHOUT_DNSKEY: {
      level: 'error',
      message: marked('{ns_ip_list} have CDNSKEY records and no DNSKEY records.'),
      advice: marked('Take the CDNSKEY records away, or sign the zone.'),
    },
    DS17_DELETE_CDNSKEY: {
      level: 'info',
      message: marked('The CDNSKEY record of {ns_ip_list} asks the parent to take the DS records away.'),
    },
    DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY: {
      level: 'warning',
      message: marked(
        'The DNSKEY records of {ns_ip_list} are not signed by key {keytag}, which is a CDNSKEY record: once the parent takes it, the zone fails.',
      ),
      advice: SIGN_BY_KEY,
    },
    DS17_MIXED_DELETE_CDNSKEY: {
      level: 'error',
      message: marked('{ns_ip_list} ask by CDNSKEY records for DS records, and for none.'),
      advice: marked('Take away the CDNSKEY records that are not meant.'),
    },
  },
  *run(world) {
    const wishes = (set: Rrset, keys: readonly Dnskey[]): Wish[] =>
      cdnskeysIn(set).map((one) => {
        const key = keys.find(({ record }) => record.rdata.join('.') === one.record.rdata.join('.'));
        return { tag: one.tag, isDelete: isDelete(one), key, flags: one.flags, ownFlags: true };
      });
    const made = yield* checked(world, TYPE.CDNSKEY, wishes);
    if (!made) return [];
    return [
      ...made.of('DS17_CDNSKEY_WITHOUT_DNSKEY', made.withoutKeys),
      ...made.of('DS17_MIXED_DELETE_CDNSKEY', made.mixed),
      ...made.of('DS17_DELETE_CDNSKEY', made.deleting),
      ...made.byTag('DS17_CDNSKEY_MATCHES_NO_DNSKEY', made.noKey),
      ...made.byTag('DS17_CDNSKEY_IS_NON_ZONE', made.notZone),
      ...made.byTag('DS17_CDNSKEY_IS_NON_SEP', made.notSep),
      ...made.byTag('DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY', made.keysNotSigned),
      ...made.byTag('DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY', made.notSigned),
      ...made.byTag('DS17_CDNSKEY_INVALID_RRSIG', made.invalid),
      ...made.of('DS17_CDNSKEY_UNSIGNED', made.unsigned),
      ...made.byTag('DS17_CDNSKEY_SIGNED_BY_UNKNOWN_DNSKEY', made.unknown),
    ];
  },
});

export const CDS_CASES: Readonly<Record<'dnssec15' | 'dnssec16' | 'dnssec17', TestCase>> = {
  dnssec15,
  dnssec16,
  dnssec17,
};
