/** Whether the zone is signed, and the parent says so. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import { rrsetOf } from '../../dnssec/records.ts';
import { found, type TestCase, testCase } from '../contract.ts';
import { answersOf, rcodeText } from '../records.ts';
import { askParent, askZone, authoritative, authoritativeSigned, Found, ownSet } from './servers.ts';

/** Where the DS records come from that somebody is about to hand in. */
const GIVEN = '-';

export const dnssec07: TestCase = testCase({
  id: 'DNSSEC07',
  title: marked('The zone is signed, and the parent has its DS records'),
  link: 'dnssec',
  tags: {
    DS07_DS_FOR_SIGNED_ZONE: { level: 'info', message: marked('The parent has DS records of the signed zone.') },
    DS07_DS_ON_PARENT_SERVER: { level: 'info', message: marked('{ns_list} have DS records of the zone.') },
    DS07_INCONSISTENT_DS: {
      level: 'error',
      message: marked('Some servers of the parent have DS records of the zone, and others have not.'),
      advice: marked('See that all servers of the parent have the same version of its zone: compare their serials.'),
    },
    DS07_INCONSISTENT_SIGNED: {
      level: 'error',
      message: marked('Some servers have the zone signed, and others have it not: some lookups fail.'),
      advice: marked(
        'Bring all servers to the same version of the zone: compare their serials, and see their transfers.',
      ),
    },
    DS07_NON_AUTH_RESPONSE_DNSKEY: {
      level: 'warning',
      message: marked('{ns_list} answer without authority to the question for DNSKEY records.'),
    },
    DS07_NOT_SIGNED: {
      level: 'warning',
      message: marked('The zone is not signed, so nobody can tell its answers from forged ones.'),
      advice: marked(
        'Sign the zone (dnssec-policy), and have its DS record set at the parent when every server has it signed.',
      ),
    },
    DS07_NOT_SIGNED_ON_SERVER: { level: 'warning', message: marked('{ns_list} have the zone not signed.') },
    DS07_NO_DS_ON_PARENT_SERVER: { level: 'warning', message: marked('{ns_list} have no DS records of the zone.') },
    DS07_NO_DS_FOR_SIGNED_ZONE: {
      level: 'warning',
      message: marked(
        'The zone is signed, and the parent has no DS record of it, so resolvers do not look at the signatures.',
      ),
      advice: marked('Have the DS record of its key set at the parent.'),
    },
    DS07_NO_RESPONSE_DNSKEY: {
      level: 'warning',
      message: marked('{ns_list} answer other questions, and not the one for DNSKEY records with DO.'),
      advice: marked('A firewall may drop large answers or fragments: let UDP port 53 through whole, and TCP.'),
    },
    DS07_SIGNED: { level: 'info', message: marked('The zone is signed.') },
    DS07_SIGNED_ON_SERVER: { level: 'info', message: marked('{ns_list} have the zone signed.') },
    DS07_UNEXP_RCODE_RESP_DNSKEY: {
      level: 'warning',
      message: marked('{ns_list} answer {rcode} to the question for DNSKEY records with DO.'),
    },
  },
  *run(world) {
    const zone = yield* askZone(world, TYPE.SOA, true);
    const serving = new Set(
      zone.rows.flatMap(({ address, response }) => {
        const sound = authoritative(response);
        return sound && answersOf(sound, world.zone, TYPE.SOA).length > 0 ? [address] : [];
      }),
    );
    const [silent, other, signed, unsigned] = [[], [], [], []] as string[][];
    const failed = new Found<string>();
    const keys = yield* askZone(world, TYPE.DNSKEY);
    for (const { address, response } of keys.rows.filter((row) => serving.has(row.address))) {
      if (!response) silent.push(address);
      else if (!response.flags.aa) other.push(address);
      else if (response.rcode !== RCODE.NOERROR) failed.add(rcodeText(response.rcode), address);
      else if ((ownSet(response, world, TYPE.DNSKEY)?.signatures.length ?? 0) > 0) signed.push(address);
      else unsigned.push(address);
    }
    const [withDs, withoutDs] = [[], []] as string[][];
    const isGiven = (world.subject.ds?.length ?? 0) > 0;
    if (signed.length > 0 && isGiven) withDs.push(GIVEN);
    const parent = yield* askParent(world);
    for (const { address, response } of signed.length > 0 && !isGiven ? parent.rows : []) {
      const sound = authoritativeSigned(response);
      if (!sound) continue;
      const set = rrsetOf(sound.answer, world.zone, TYPE.DS);
      ((set?.signatures.length ?? 0) > 0 ? withDs : withoutDs).push(address);
    }
    const names = (addresses: readonly string[]): string[] => (isGiven ? [GIVEN] : parent.names(addresses));
    const list = (addresses: Iterable<string>): { ns_list: string[] } => ({ ns_list: zone.names(addresses) });
    return [
      ...(silent.length > 0 ? [found('DS07_NO_RESPONSE_DNSKEY', list(silent))] : []),
      ...(other.length > 0 ? [found('DS07_NON_AUTH_RESPONSE_DNSKEY', list(other))] : []),
      ...failed.rows.map(({ key, addresses }) =>
        found('DS07_UNEXP_RCODE_RESP_DNSKEY', { ...list(addresses), rcode: key }),
      ),
      ...(signed.length > 0 ? [found('DS07_SIGNED_ON_SERVER', list(signed))] : []),
      ...(unsigned.length > 0 ? [found('DS07_NOT_SIGNED_ON_SERVER', list(unsigned))] : []),
      signed.length === 0
        ? found('DS07_NOT_SIGNED')
        : found(unsigned.length > 0 ? 'DS07_INCONSISTENT_SIGNED' : 'DS07_SIGNED'),
      ...(withoutDs.length > 0 ? [found('DS07_NO_DS_ON_PARENT_SERVER', { ns_list: names(withoutDs) })] : []),
      ...(withDs.length > 0 ? [found('DS07_DS_ON_PARENT_SERVER', { ns_list: names(withDs) })] : []),
      ...(withDs.length > 0 && withoutDs.length > 0 ? [found('DS07_INCONSISTENT_DS')] : []),
      ...(unsigned.length === 0 && withDs.length === 0 && withoutDs.length > 0
        ? [found('DS07_NO_DS_FOR_SIGNED_ZONE')]
        : []),
      ...(unsigned.length === 0 && withDs.length > 0 && withoutDs.length === 0
        ? [found('DS07_DS_FOR_SIGNED_ZONE')]
        : []),
    ];
  },
});
