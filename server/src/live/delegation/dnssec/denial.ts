/** Whether the zone proves what is not there, by NSEC or by NSEC3, and not by both. */

import { compareOctets } from '../../../dns/nameOrder.ts';
import { nsec3Hash } from '../../../dns/nsec3Hash.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { MAX_ITERATIONS } from '../../dnssec/denial.ts';
import { lowWire } from '../../dnssec/names.ts';
import { type Dnskey, type Nsec3, readNsec, readNsec3, rrsetOf } from '../../dnssec/records.ts';
import { timeFault } from '../../dnssec/verify.ts';
import type { AnswerRecord, ResponseMessage } from '../../messages.ts';
import { found, type TestCase, testCase } from '../contract.ts';
import { nameKey, recordsOf, shownName } from '../records.ts';
import type { World } from '../world.ts';
import { askZone, authoritative, Found, held, keysByServer, mnemonicOf, verifyingOf } from './servers.ts';

const SIGN_AGAIN = marked('Sign the zone again.');
const SAME = marked(
  'Bring all servers to the same version of the zone: compare their serials, and see their transfers.',
);
const OTHER_SERVER = marked('The server changes answers, or gives them for another zone: see what it has loaded.');

/** What is found of NSEC, and in the same way of NSEC3. */
class Kind {
  /** It stands in the answer to the question for it (NSEC; for NSEC3 its parameters). */
  readonly answered = new Set<string>();
  /** It stands in the authority section of the denial of the other one. */
  readonly denied = new Set<string>();
  readonly several = new Set<string>();
  readonly notApex = new Set<string>();
  /** The same of what answers the question for NSEC3PARAM records. */
  readonly severalParameters = new Set<string>();
  readonly parametersNotApex = new Set<string>();
  readonly wrongTypes = new Set<string>();
  readonly withoutSoa = new Set<string>();
  readonly wrongSoa = new Found<string>();
  readonly unsigned = new Set<string>();
  readonly otherAnswer = new Set<string>();
  readonly failed = new Set<string>();
  readonly unknown = new Found<number>();
  readonly expired = new Found<number>();
  readonly early = new Found<number>();
  readonly wrong = new Found<number>();
  readonly verified = new Set<string>();

  has(address: string): boolean {
    return this.answered.has(address) || this.denied.has(address);
  }

  /** Where signatures do not hold, and none does. */
  get failing(): string[] {
    const all = [this.unknown, this.expired, this.early, this.wrong].flatMap((each) => [...each.addresses]);
    return [...new Set(all)].filter((address) => !this.verified.has(address));
  }
}

/** Types that the zone's own name has, and those that it has not, in either kind of record. */
const NSEC_TYPES = {
  needed: [TYPE.SOA, TYPE.NS, TYPE.DNSKEY, TYPE.NSEC, TYPE.RRSIG],
  none: [TYPE.NSEC3PARAM, TYPE.NSEC3],
};
const NSEC3_TYPES = {
  needed: [TYPE.SOA, TYPE.NS, TYPE.DNSKEY, TYPE.NSEC3PARAM, TYPE.RRSIG],
  none: [TYPE.NSEC, TYPE.NSEC3],
};

function isOfApex(record: AnswerRecord, { zone }: World): boolean {
  const nsec3 = readNsec3(record);
  return nsec3 ? hasApexHash(nsec3, zone) : nameKey(record.owner) === zone;
}

function hasApexHash({ zone, hash, iterations, salt }: Nsec3, apex: string): boolean {
  if (nameKey(zone) !== apex || !hash || iterations > MAX_ITERATIONS * 20) return false;
  return compareOctets(hash, nsec3Hash(lowWire(apex), salt, iterations)) === 0;
}

/** Judges the denial of one kind by records of the other one. */
function* judgeDenial(
  kind: Kind,
  address: string,
  response: ResponseMessage,
  records: readonly AnswerRecord[],
  keys: readonly Dnskey[],
  unsupported: Found<{ tag: number; algorithm: number }>,
  world: World,
): Conversation<undefined> {
  kind.denied.add(address);
  const [soa] = recordsOf(response, 'authority', TYPE.SOA);
  if (!soa) kind.withoutSoa.add(address);
  else if (nameKey(soa.owner) !== world.zone) kind.wrongSoa.add(shownName(nameKey(soa.owner)), address);
  if (records.length > 1) {
    kind.several.add(address);
    return undefined;
  }
  const [record] = records;
  const types = (readNsec(record) ?? readNsec3(record))?.types ?? new Set<number>();
  const { needed, none } = record.type === TYPE.NSEC ? NSEC_TYPES : NSEC3_TYPES;
  if (!isOfApex(record, world)) kind.notApex.add(address);
  else if (needed.some((type) => !types.has(type)) || none.some((type) => types.has(type)))
    kind.wrongTypes.add(address);
  const set = rrsetOf(response.authority, record.owner, record.type);
  if (!set || set.signatures.length === 0) {
    kind.unsigned.add(address);
    return undefined;
  }
  for (const signature of set.signatures) {
    const { tag, algorithm } = signature;
    const time = timeFault(signature, verifyingOf(world).now);
    if (!keys.some((key) => key.tag === tag)) kind.unknown.add(tag, address);
    else if (time === 'early') kind.early.add(tag, address);
    else if (time) kind.expired.add(tag, address);
    else {
      const is = yield* held(set, signature, keys, world);
      if (is === 'unsupported') unsupported.add({ tag, algorithm }, address);
      else if (is === 'holds') kind.verified.add(address);
      else kind.wrong.add(tag, address);
    }
  }
  return undefined;
}

export const dnssec10: TestCase = testCase({
  id: 'DNSSEC10',
  title: marked('The zone proves what is not there'),
  link: 'dnssec',
  tags: {
    DS10_ALGO_NOT_SUPPORTED_BY_ZM: {
      level: 'notice',
      message: marked(
        'Signatures by key {keytag} with {algo_mnemo} ({algo_num}) cannot be verified here; {ns_list} have them.',
      ),
    },
    DS10_ERR_MULT_NSEC: {
      level: 'error',
      message: marked('{ns_list} have several NSEC records where one is right.'),
      advice: SIGN_AGAIN,
    },
    DS10_ERR_MULT_NSEC3: {
      level: 'error',
      message: marked('{ns_list} have several NSEC3 records where one is right.'),
      advice: SIGN_AGAIN,
    },
    DS10_ERR_MULT_NSEC3PARAM: {
      level: 'error',
      message: marked('{ns_list} have several NSEC3PARAM records where one is right.'),
      advice: SIGN_AGAIN,
    },
    DS10_EXPECTED_NSEC_NSEC3_MISSING: {
      level: 'error',
      message: marked(
        '{ns_list} have the zone signed, and give neither NSEC nor NSEC3 records: resolvers that validate take no denial from them.',
      ),
      advice: SIGN_AGAIN,
    },
    DS10_HAS_NSEC: { level: 'info', message: marked('The zone has NSEC records, as {ns_list} say.') },
    DS10_HAS_NSEC3: { level: 'info', message: marked('The zone has NSEC3 records, as {ns_list} say.') },
    DS10_INCONSISTENT_NSEC: {
      level: 'error',
      message: marked('{ns_list} have NSEC records in one answer and none in another one.'),
      advice: OTHER_SERVER,
    },
    DS10_INCONSISTENT_NSEC3: {
      level: 'error',
      message: marked('{ns_list} have NSEC3 records in one answer and none in another one.'),
      advice: OTHER_SERVER,
    },
    DS10_INCONSISTENT_NSEC_NSEC3: {
      level: 'error',
      message: marked('{ns_list_nsec} prove by NSEC records, and {ns_list_nsec3} by NSEC3 records.'),
      advice: SAME,
    },
    DS10_MIXED_NSEC_NSEC3: {
      level: 'error',
      message: marked('{ns_list} have both NSEC and NSEC3 records.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3PARAM_GIVES_ERR_ANSWER: {
      level: 'error',
      message: marked('{ns_list} answer the question for NSEC3PARAM records with others.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC3PARAM_MISMATCHES_APEX: {
      level: 'error',
      message: marked('{ns_list} answer the question for the zone’s NSEC3PARAM records with those of another name.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC3PARAM_QUERY_RESPONSE_ERR: {
      level: 'error',
      message: marked('{ns_list} do not answer the question for NSEC3PARAM records, or with an error.'),
    },
    DS10_NSEC3_ERR_TYPE_LIST: {
      level: 'error',
      message: marked('The NSEC3 record of the zone’s own name says the wrong types on {ns_list}.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3_MISMATCHES_APEX: {
      level: 'error',
      message: marked('The NSEC3 record that {ns_list} give for the zone’s own name is of another one.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3_MISSING_SIGNATURE: {
      level: 'error',
      message: marked('The NSEC3 record of {ns_list} has no signature.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3_NODATA_MISSING_SOA: {
      level: 'error',
      message: marked('The denial of {ns_list}, with NSEC3, has no SOA record.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC3_NODATA_WRONG_SOA: {
      level: 'error',
      message: marked('The denial of {ns_list}, with NSEC3, has the SOA record of {domain}.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC3_NO_VERIFIED_SIGNATURE: {
      level: 'error',
      message: marked('No signature of the NSEC3 record of {ns_list} holds.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3_RRSIG_EXPIRED: {
      level: 'error',
      message: marked('The signature of the NSEC3 record by key {keytag} has expired on {ns_list}.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3_RRSIG_NOT_YET_VALID: {
      level: 'error',
      message: marked('The signature of the NSEC3 record by key {keytag} does not hold yet on {ns_list}.'),
      advice: marked('See the clock of the machine that signs, and of this one.'),
    },
    DS10_NSEC3_RRSIG_NO_DNSKEY: {
      level: 'warning',
      message: marked('The NSEC3 record of {ns_list} is signed by key {keytag}, which is none of the zone’s.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC3_RRSIG_VERIFY_ERROR: {
      level: 'error',
      message: marked('The signature of the NSEC3 record by key {keytag} on {ns_list} is not of this record.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_ERR_TYPE_LIST: {
      level: 'error',
      message: marked('The NSEC record of the zone’s own name says the wrong types on {ns_list}.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_GIVES_ERR_ANSWER: {
      level: 'error',
      message: marked('{ns_list} answer the question for NSEC records with others.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC_MISMATCHES_APEX: {
      level: 'error',
      message: marked('The NSEC record that {ns_list} give for the zone’s own name is of another one.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_MISSING_SIGNATURE: {
      level: 'error',
      message: marked('The NSEC record of {ns_list} has no signature.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_NODATA_MISSING_SOA: {
      level: 'error',
      message: marked('The denial of {ns_list}, with NSEC, has no SOA record.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC_NODATA_WRONG_SOA: {
      level: 'error',
      message: marked('The denial of {ns_list}, with NSEC, has the SOA record of {domain}.'),
      advice: OTHER_SERVER,
    },
    DS10_NSEC_NO_VERIFIED_SIGNATURE: {
      level: 'error',
      message: marked('No signature of the NSEC record of {ns_list} holds.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_QUERY_RESPONSE_ERR: {
      level: 'error',
      message: marked('{ns_list} do not answer the question for NSEC records, or with an error.'),
    },
    DS10_NSEC_RRSIG_EXPIRED: {
      level: 'error',
      message: marked('The signature of the NSEC record by key {keytag} has expired on {ns_list}.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_RRSIG_NOT_YET_VALID: {
      level: 'error',
      message: marked('The signature of the NSEC record by key {keytag} does not hold yet on {ns_list}.'),
      advice: marked('See the clock of the machine that signs, and of this one.'),
    },
    DS10_NSEC_RRSIG_NO_DNSKEY: {
      level: 'warning',
      message: marked('The NSEC record of {ns_list} is signed by key {keytag}, which is none of the zone’s.'),
      advice: SIGN_AGAIN,
    },
    DS10_NSEC_RRSIG_VERIFY_ERROR: {
      level: 'error',
      message: marked('The signature of the NSEC record by key {keytag} on {ns_list} is not of this record.'),
      advice: SIGN_AGAIN,
    },
    DS10_SERVER_NO_DNSSEC: {
      level: 'error',
      message: marked('{ns_list} have no DNSKEY records, and other servers have.'),
      advice: SAME,
    },
    DS10_ZONE_NO_DNSSEC: { level: 'notice', message: marked('The zone is not signed, as {ns_list} say.') },
  },
  *run(world) {
    const { asked, keys, without } = yield* keysByServer(world);
    const [nsec, nsec3] = [new Kind(), new Kind()];
    const unsupported = new Found<{ tag: number; algorithm: number }>();
    // The question for one kind is denied by the other one.
    for (const [own, other, type, denying] of [
      [nsec, nsec3, TYPE.NSEC, TYPE.NSEC3],
      [nsec3, nsec, TYPE.NSEC3PARAM, TYPE.NSEC],
    ] as const) {
      for (const { address, response } of (yield* askZone(world, type)).rows) {
        const signing = keys.get(address)?.keys;
        if (!signing) continue;
        const sound = authoritative(response);
        if (!sound) {
          own.failed.add(address);
          continue;
        }
        if (sound.answer.length > 0) {
          const records = recordsOf(sound, 'answer', type);
          if (records.length === 0) own.otherAnswer.add(address);
          else {
            own.answered.add(address);
            const isParameters = type === TYPE.NSEC3PARAM;
            if (records.length > 1) (isParameters ? own.severalParameters : own.several).add(address);
            else if (nameKey(records[0].owner) !== world.zone)
              (isParameters ? own.parametersNotApex : own.notApex).add(address);
          }
          continue;
        }
        const denials = recordsOf(sound, 'authority', denying);
        if (denials.length > 0) yield* judgeDenial(other, address, sound, denials, signing, unsupported, world);
      }
    }
    const served = [...keys.keys()];
    const list = (addresses: Iterable<string>): { ns_list: string[] } => ({ ns_list: asked.names(addresses) });
    const told = <Tag extends string>(tag: Tag, addresses: Iterable<string>) => {
      const all = [...addresses];
      return all.length > 0 ? [found(tag, list(all))] : [];
    };
    const byTag = <Tag extends string>(tag: Tag, set: Found<number>) =>
      set.rows.map(({ key, addresses }) => found(tag, { ...list(addresses), keytag: key }));
    const bySoa = <Tag extends string>(tag: Tag, set: Found<string>) =>
      set.rows.map(({ key, addresses }) => found(tag, { ...list(addresses), domain: key }));
    const half = (kind: Kind, other: Kind): string[] =>
      served.filter((address) => kind.answered.has(address) !== kind.denied.has(address) && !other.has(address));
    const [onlyNsec, onlyNsec3] = [
      served.filter((address) => nsec.has(address) && !nsec3.has(address)),
      served.filter((address) => nsec3.has(address) && !nsec.has(address)),
    ];
    const [all, all3] = [served.filter((address) => nsec.has(address)), served.filter((address) => nsec3.has(address))];
    return [
      ...told('DS10_ERR_MULT_NSEC', nsec.several),
      ...told('DS10_ERR_MULT_NSEC3', nsec3.several),
      ...told('DS10_ERR_MULT_NSEC3PARAM', nsec3.severalParameters),
      ...told('DS10_INCONSISTENT_NSEC', half(nsec, nsec3)),
      ...told('DS10_INCONSISTENT_NSEC3', half(nsec3, nsec)),
      ...told(
        'DS10_MIXED_NSEC_NSEC3',
        served.filter((address) => nsec.has(address) && nsec3.has(address)),
      ),
      ...(all3.length === 0 ? told('DS10_HAS_NSEC', all) : []),
      ...(all.length === 0 ? told('DS10_HAS_NSEC3', all3) : []),
      ...(onlyNsec.length > 0 && onlyNsec3.length > 0
        ? [
            found('DS10_INCONSISTENT_NSEC_NSEC3', {
              ns_list_nsec: asked.names(onlyNsec),
              ns_list_nsec3: asked.names(onlyNsec3),
            }),
          ]
        : []),
      ...told('DS10_NSEC_ERR_TYPE_LIST', nsec.wrongTypes),
      ...told('DS10_NSEC_MISMATCHES_APEX', nsec.notApex),
      ...bySoa('DS10_NSEC_NODATA_WRONG_SOA', nsec.wrongSoa),
      ...told('DS10_NSEC_NODATA_MISSING_SOA', nsec.withoutSoa),
      ...told('DS10_NSEC_GIVES_ERR_ANSWER', nsec.otherAnswer),
      ...told('DS10_NSEC_QUERY_RESPONSE_ERR', nsec.failed),
      ...told('DS10_NSEC3_ERR_TYPE_LIST', nsec3.wrongTypes),
      ...told('DS10_NSEC3_MISMATCHES_APEX', nsec3.notApex),
      ...bySoa('DS10_NSEC3_NODATA_WRONG_SOA', nsec3.wrongSoa),
      ...told('DS10_NSEC3_NODATA_MISSING_SOA', nsec3.withoutSoa),
      ...told('DS10_NSEC3PARAM_GIVES_ERR_ANSWER', nsec3.otherAnswer),
      ...told('DS10_NSEC3PARAM_MISMATCHES_APEX', nsec3.parametersNotApex),
      ...told('DS10_NSEC3PARAM_QUERY_RESPONSE_ERR', nsec3.failed),
      ...told('DS10_NSEC_MISSING_SIGNATURE', nsec.unsigned),
      ...told('DS10_NSEC3_MISSING_SIGNATURE', nsec3.unsigned),
      ...byTag('DS10_NSEC_RRSIG_NO_DNSKEY', nsec.unknown),
      ...byTag('DS10_NSEC_RRSIG_EXPIRED', nsec.expired),
      ...byTag('DS10_NSEC_RRSIG_NOT_YET_VALID', nsec.early),
      ...byTag('DS10_NSEC_RRSIG_VERIFY_ERROR', nsec.wrong),
      ...told('DS10_NSEC_NO_VERIFIED_SIGNATURE', nsec.failing),
      ...byTag('DS10_NSEC3_RRSIG_NO_DNSKEY', nsec3.unknown),
      ...byTag('DS10_NSEC3_RRSIG_EXPIRED', nsec3.expired),
      ...byTag('DS10_NSEC3_RRSIG_NOT_YET_VALID', nsec3.early),
      ...byTag('DS10_NSEC3_RRSIG_VERIFY_ERROR', nsec3.wrong),
      ...told('DS10_NSEC3_NO_VERIFIED_SIGNATURE', nsec3.failing),
      ...unsupported.rows.map(({ key: { tag, algorithm }, addresses }) =>
        found('DS10_ALGO_NOT_SUPPORTED_BY_ZM', {
          ...list(addresses),
          algo_mnemo: mnemonicOf(algorithm),
          algo_num: algorithm,
          keytag: tag,
        }),
      ),
      ...(keys.size === 0 ? told('DS10_ZONE_NO_DNSSEC', without) : told('DS10_SERVER_NO_DNSSEC', without)),
      ...told(
        'DS10_EXPECTED_NSEC_NSEC3_MISSING',
        served.filter((address) => !nsec.has(address) && !nsec3.has(address)),
      ),
    ];
  },
});
