/** The parameters of NSEC3 (RFC 5155, RFC 9276). */
import { NSEC3_FLAG, NSEC3_HASH } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import { depthOf } from '../../dnssec/names.ts';
import { type Nsec3, readNsec3 } from '../../dnssec/records.ts';
import { found, type TestCase, testCase } from '../contract.ts';
import { recordsOf } from '../records.ts';
import { askZone, authoritative, Found, keysByServer } from './servers.ts';

const PARAMETERS = marked(
  'Set `nsec3param iterations 0 optout no salt-length 0;` in the zone’s dnssec-policy, or `rndc signing -nsec3param 1 0 0 - ZONE` (RFC 9276).',
);
const SAME = marked(
  'Bring all servers to the same version of the zone: compare their serials, and see their transfers.',
);

/** Bits of the flags that nobody has given a meaning, by their numbers: 0 is the highest. */
function unassigned(flags: number): number[] {
  return [0, 1, 2, 3, 4, 5, 6].filter((bit) => (flags & (0x80 >> bit)) !== 0);
}

export const dnssec03: TestCase = testCase({
  id: 'DNSSEC03',
  title: marked('NSEC3 has the parameters that resolvers take'),
  link: 'dnssec',
  tags: {
    DS03_ERROR_RESPONSE_NSEC_QUERY: {
      level: 'error',
      message: marked('{ns_list} answer the question for NSEC records with an error.'),
    },
    DS03_ERR_MULT_NSEC3: {
      level: 'error',
      message: marked('{ns_list} prove with several NSEC3 records what one proves.'),
    },
    DS03_ILLEGAL_HASH_ALGO: {
      level: 'error',
      message: marked(
        'The NSEC3 records of {ns_list} have the hash {algo_num}, which nobody knows: only 1 (SHA-1) is one.',
      ),
      advice: PARAMETERS,
    },
    DS03_ILLEGAL_ITERATION_VALUE: {
      level: 'warning',
      message: marked(
        'The NSEC3 records of {ns_list} ask for {int} iterations: resolvers may take the zone for unsigned, or fail.',
      ),
      advice: PARAMETERS,
    },
    DS03_ILLEGAL_SALT_LENGTH: {
      level: 'warning',
      message: marked('The NSEC3 records of {ns_list} have a salt of {int} octets, which is of no use.'),
      advice: PARAMETERS,
    },
    DS03_INCONSISTENT_HASH_ALGO: {
      level: 'error',
      message: marked('The servers’ NSEC3 records differ in their hash.'),
      advice: SAME,
    },
    DS03_INCONSISTENT_ITERATION: {
      level: 'error',
      message: marked('The servers’ NSEC3 records differ in their iterations.'),
      advice: SAME,
    },
    DS03_INCONSISTENT_NSEC3_FLAGS: {
      level: 'error',
      message: marked('The servers’ NSEC3 records differ in their flags.'),
      advice: SAME,
    },
    DS03_INCONSISTENT_SALT_LENGTH: {
      level: 'error',
      message: marked('The servers’ NSEC3 records differ in the length of their salt.'),
      advice: SAME,
    },
    DS03_LEGAL_EMPTY_SALT: { level: 'info', message: marked('The NSEC3 records of {ns_list} have no salt.') },
    DS03_LEGAL_HASH_ALGO: { level: 'info', message: marked('The NSEC3 records of {ns_list} have the hash 1 (SHA-1).') },
    DS03_LEGAL_ITERATION_VALUE: {
      level: 'info',
      message: marked('The NSEC3 records of {ns_list} ask for no iterations.'),
    },
    DS03_NO_DNSSEC_SUPPORT: { level: 'notice', message: marked('The zone is not signed, as {ns_list} say.') },
    DS03_NO_NSEC3: { level: 'info', message: marked('The zone has no NSEC3 records, as {ns_list} say.') },
    DS03_NO_RESPONSE_NSEC_QUERY: {
      level: 'error',
      message: marked('{ns_list} do not answer the question for NSEC records.'),
    },
    DS03_NSEC3_OPT_OUT_DISABLED: {
      level: 'info',
      message: marked('The NSEC3 records of {ns_list} are without opt-out.'),
    },
    DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD: {
      level: 'notice',
      message: marked(
        'The NSEC3 records of {ns_list} have opt-out, which is of use in large zones of delegations only.',
      ),
      advice: PARAMETERS,
    },
    DS03_NSEC3_OPT_OUT_ENABLED_TLD: { level: 'info', message: marked('The NSEC3 records of {ns_list} have opt-out.') },
    DS03_SERVER_NO_DNSSEC_SUPPORT: {
      level: 'error',
      message: marked('{ns_list} have no DNSKEY records, and other servers have.'),
      advice: SAME,
    },
    DS03_SERVER_NO_NSEC3: {
      level: 'error',
      message: marked('{ns_list} have no NSEC3 records, and other servers have.'),
      advice: SAME,
    },
    DS03_UNASSIGNED_FLAG_USED: {
      level: 'error',
      message: marked(
        'The NSEC3 records of {ns_list} have the flag {int}, which has no meaning: resolvers pass them over.',
      ),
      advice: PARAMETERS,
    },
  },
  *run(world) {
    const { asked, keys, without } = yield* keysByServer(world);
    const records = new Map<string, Nsec3>();
    const [bare, several, silent, failed] = [[], [], [], []] as string[][];
    const { rows } = yield* askZone(world, TYPE.NSEC);
    for (const { address, response } of rows.filter((row) => keys.has(row.address))) {
      const sound = authoritative(response);
      const all = sound ? recordsOf(sound, 'authority', TYPE.NSEC3).flatMap((record) => readNsec3(record) ?? []) : [];
      if (!response) silent.push(address);
      else if (!sound) failed.push(address);
      else if (all.length === 0) bare.push(address);
      else {
        if (all.length > 1) several.push(address);
        records.set(address, all[0]);
      }
    }
    const by = (value: (record: Nsec3) => number): Found<number> => {
      const made = new Found<number>();
      for (const [address, record] of records) made.add(value(record), address);
      return made;
    };
    const list = (addresses: Iterable<string>): { ns_list: string[] } => ({ ns_list: asked.names(addresses) });
    const hashes = by(({ algorithm }) => algorithm);
    const flags = by((record) => record.flags);
    const iterations = by((record) => record.iterations);
    const salts = by(({ salt }) => salt.length);
    const isTop = depthOf(world.zone) <= 1;
    const optOut = isTop ? 'DS03_NSEC3_OPT_OUT_ENABLED_TLD' : 'DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD';
    const [with3, bareCount] = [records.size, bare.length];
    return [
      ...(keys.size === 0 && without.length > 0 ? [found('DS03_NO_DNSSEC_SUPPORT', list(without))] : []),
      ...(keys.size > 0 && without.length > 0 ? [found('DS03_SERVER_NO_DNSSEC_SUPPORT', list(without))] : []),
      ...(with3 === 0 && bareCount > 0 ? [found('DS03_NO_NSEC3', list(bare))] : []),
      ...(with3 > 0 && bareCount > 0 ? [found('DS03_SERVER_NO_NSEC3', list(bare))] : []),
      ...(several.length > 0 ? [found('DS03_ERR_MULT_NSEC3', list(several))] : []),
      ...(hashes.rows.length > 1 ? [found('DS03_INCONSISTENT_HASH_ALGO')] : []),
      ...hashes.rows.map(({ key, addresses }) =>
        key === NSEC3_HASH.SHA1
          ? found('DS03_LEGAL_HASH_ALGO', list(addresses))
          : found('DS03_ILLEGAL_HASH_ALGO', { ...list(addresses), algo_num: key }),
      ),
      ...(flags.rows.length > 1 ? [found('DS03_INCONSISTENT_NSEC3_FLAGS')] : []),
      ...flags.rows.flatMap(({ key, addresses }) => [
        ...unassigned(key).map((bit) => found('DS03_UNASSIGNED_FLAG_USED', { ...list(addresses), int: bit })),
        found((key & NSEC3_FLAG.OPT_OUT) === 0 ? 'DS03_NSEC3_OPT_OUT_DISABLED' : optOut, list(addresses)),
      ]),
      ...(iterations.rows.length > 1 ? [found('DS03_INCONSISTENT_ITERATION')] : []),
      ...iterations.rows.map(({ key, addresses }) =>
        key === 0
          ? found('DS03_LEGAL_ITERATION_VALUE', list(addresses))
          : found('DS03_ILLEGAL_ITERATION_VALUE', { ...list(addresses), int: key }),
      ),
      ...(salts.rows.length > 1 ? [found('DS03_INCONSISTENT_SALT_LENGTH')] : []),
      ...salts.rows.map(({ key, addresses }) =>
        key === 0
          ? found('DS03_LEGAL_EMPTY_SALT', list(addresses))
          : found('DS03_ILLEGAL_SALT_LENGTH', { ...list(addresses), int: key }),
      ),
      ...(silent.length > 0 ? [found('DS03_NO_RESPONSE_NSEC_QUERY', list(silent))] : []),
      ...(failed.length > 0 ? [found('DS03_ERROR_RESPONSE_NSEC_QUERY', list(failed))] : []),
    ];
  },
});
