import type { NameId, NameTable } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { inheritsOwner } from '../../zone/record.ts';
import { ownerPlace } from './places.ts';
import { BASE32HEX } from './support/nsec3.ts';
import type { ZoneRule } from './zoneRule.ts';

const BITS = 5;
/** The value of each octet as a digit; -1 of others. */
const VALUES = Int8Array.from({ length: 256 }, (_, octet) => BASE32HEX.indexOf(String.fromCharCode(octet)));

/** True where the first label is whole octets in base32hex without padding (RFC 4648 section 7, RFC 5155 section 3.3). */
function isBase32Hex(name: NameId, names: NameTable): boolean {
  const length = names.labelLength(name);
  for (let i = 0; i < length; i++) if (VALUES[names.labelOctet(name, i)] < 0) return false;
  const spare = (length * BITS) % 8;
  if (spare >= BITS) return false;
  return spare === 0 || (VALUES[names.labelOctet(name, length - 1)] & ((1 << spare) - 1)) === 0;
}

export const nsec3Owner: ZoneRule = {
  id: 'zone/nsec3-owner',
  title: 'NSEC3 record at a name that is no hash',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC3],
  docs: {
    finds: 'An NSEC3 record whose first label is not a hash in base32hex.',
    why: 'The owner of an NSEC3 record is the hash of a name. named refuses the zone.',
    bad: 'www NSEC3 1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A\n',
    good: '0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM NSEC3 1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A\n',
    sources: ['RFC 5155 section 3', 'named: bad owner name (check-names)'],
  },
  checkRecord(record, context, report) {
    if (record.owner < 0 || inheritsOwner(record)) return;
    const { names } = context;
    if (isBase32Hex(record.owner, names)) return;
    report(
      ownerPlace(record),
      t`${names.labelText(record.owner)} is not a hash in base32hex, as the owner of an NSEC3 record has to be, and the server refuses the zone. Sign the zone anew, or delete the record.`,
    );
  },
};
