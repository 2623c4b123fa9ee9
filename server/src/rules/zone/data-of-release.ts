import { ALGORITHM } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { atLeast, type BindVersion } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataNumber, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { typePlace } from './places.ts';
import { wireOf } from './support/rdata.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const { CDNSKEY, DNSKEY, EUI48, EUI64, KEY, RKEY, RRSIG, SIG, URI } = TYPE;

/** RFC 2535 section 3.1.2: these two bits of a KEY say that there is no key. */
const NO_KEY = 0xc0;
/** Octets before the target of a URI: priority and weight. */
const TARGET_AT = 4;
/** Octets before the key: flags, protocol, algorithm. */
const KEY_AT = 4;
const ALGORITHM_OF_KEY = 3;
/** Octets before the name of the signer. */
const SIGNER_AT = 18;
const ALGORITHM_OF_SIGNATURE = 2;
/** The tag of an object identifier in BER. */
const OID_TAG = 6;
const LONGEST_NAME = 255;
const LONGEST_LABEL = 63;

/** Which releases refuse it, and why. */
interface Fault {
  refusedIn(version: BindVersion): boolean;
  readonly message: string;
}

const since =
  (first: BindVersion) =>
  (version: BindVersion): boolean =>
    atLeast(version, first);
const before =
  (first: BindVersion) =>
  (version: BindVersion): boolean =>
    !atLeast(version, first);

/** The octet behind the name at `from`; -1 where there is no whole name. */
function nameEnd(wire: Uint8Array, from: number): number {
  let at = from;
  while (at < wire.length && wire[at] !== 0) {
    if (wire[at] > LONGEST_LABEL) return -1;
    at += wire[at] + 1;
  }
  return at < wire.length && at + 1 - from <= LONGEST_NAME ? at + 1 : -1;
}

/** Whether the octets from `from` on begin with what tells a private algorithm: a name (253), or an object identifier behind its length (254). */
function namesAlgorithm(wire: Uint8Array, from: number, algorithm: number): boolean {
  if (algorithm === ALGORITHM.PRIVATEDNS) return nameEnd(wire, from) > 0;
  const length = wire[from];
  const end = from + 1 + length;
  const first = from + 3;
  if (end > wire.length || wire[from + 1] !== OID_TAG || wire[from + 2] !== length - 2 || first >= end) return false;
  // Each number ends in an octet below 128, and none begins with 128.
  for (let at = first; at < end; at++) if (wire[at] === 0x80 && (at === first || wire[at - 1] < 0x80)) return false;
  return wire[end - 1] < 0x80;
}

function faultOfKey(record: ZoneRecord, wire: Uint8Array): Fault | undefined {
  const type = typeText(record.type);
  const hasKey = wire.length > KEY_AT;
  if (record.type === KEY && (wire[0] & NO_KEY) === NO_KEY) {
    return hasKey
      ? {
          refusedIn: before('9.21'),
          message: t`The flags of this KEY record say that it has no key, and one follows. BIND before 9.21 refuses the zone: delete the key, or correct the flags.`,
        }
      : {
          refusedIn: since('9.21'),
          message: t`The flags of this KEY record say that it has no key. BIND from 9.21 on takes no KEY record without one, and refuses the zone: delete the record.`,
        };
  }
  return faultOfAlgorithm(wire, KEY_AT, wire[ALGORITHM_OF_KEY], type);
}

function faultOfAlgorithm(wire: Uint8Array, from: number, algorithm: number, type: string): Fault | undefined {
  if (algorithm !== ALGORITHM.PRIVATEDNS && algorithm !== ALGORITHM.PRIVATEOID) return undefined;
  if (namesAlgorithm(wire, from, algorithm)) return undefined;
  const message =
    algorithm === ALGORITHM.PRIVATEDNS
      ? t`Algorithm 253 of this ${type} record is a private one, whose name stands before the rest of its data; these begin with no domain name. BIND from 9.20 on refuses the zone.`
      : t`Algorithm 254 of this ${type} record is a private one, whose object identifier stands before the rest of its data behind its length; these begin with none. BIND from 9.20 on refuses the zone.`;
  return { refusedIn: since('9.20'), message };
}

function faultOf(record: ZoneRecord, context: ZoneContext): Fault | undefined {
  if (record.type === EUI48 || record.type === EUI64) {
    if (
      isGeneric(record) ||
      !rdataWord(record, 0)
        .split('-')
        .some((group) => group.length < 2)
    )
      return undefined;
    const message = t`Each group of this address has two hexadecimal digits: write the leading zeros too. BIND from 9.20 on refuses the zone otherwise.`;
    return { refusedIn: since('9.20'), message };
  }
  const wire = wireOf(record, context);
  if (!wire) return undefined;
  if (record.type === URI) {
    if (wire.length > TARGET_AT) return undefined;
    const message = t`This URI record has an empty target, which BIND 9.20 refuses, and the zone with it. Write the URI, or delete the record.`;
    return { refusedIn: (version) => version === '9.20', message };
  }
  if (record.type !== RRSIG && record.type !== SIG) return faultOfKey(record, wire);
  const signature = nameEnd(wire, SIGNER_AT);
  return faultOfAlgorithm(wire, signature, wire[ALGORITHM_OF_SIGNATURE], typeText(record.type));
}

/** Whether the flags of a KEY say that it has none; -1 where they are no number. */
function mayHaveNoKey(flags: number): boolean {
  return flags < 0 || ((flags >> 8) & NO_KEY) === NO_KEY;
}

/** The algorithm as it is written, so that of most keys and signatures no octet is looked at. */
function mayBeFaulty(record: ZoneRecord): boolean {
  if (record.type === EUI48 || record.type === EUI64 || isGeneric(record)) return true;
  if (record.type === KEY && mayHaveNoKey(rdataNumber(record, 0))) return true;
  if (record.type === URI) return rdataWord(record, 2) === '';
  const word = record.type === RRSIG || record.type === SIG ? 1 : 2;
  const algorithm = rdataNumber(record, word);
  if (algorithm >= 0) return algorithm === ALGORITHM.PRIVATEDNS || algorithm === ALGORITHM.PRIVATEOID;
  return /^p/i.test(rdataWord(record, word));
}

export const dataOfRelease: ZoneRule = {
  id: 'zone/data-of-release',
  title: 'Data that some releases of BIND refuse',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [CDNSKEY, DNSKEY, EUI48, EUI64, KEY, RKEY, RRSIG, SIG, URI],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'Data that one release of BIND takes and another refuses: groups of one digit in EUI48 and EUI64 and private algorithms without their name (from 9.20 on), an empty target in URI (9.20), a KEY that has no key (from 9.21 on), and one whose flags say that it has none (before 9.21).',
    why: 'The zone loads on one server, and is refused after an upgrade or by a secondary of another release. An error where the release that is set refuses it.',
    bad: 'phone EUI48 0-0-5e-0-53-2a\n',
    good: 'phone EUI48 00-00-5e-00-53-2a\n',
    sources: ['RFC 4034 appendix A.1.1', 'RFC 7043 section 3', 'named (9.20): bad EUI, FORMERR'],
  },
  checkRecord(record, context, report) {
    if (isInvalid(record) || !mayBeFaulty(record)) return;
    const fault = faultOf(record, context);
    if (!fault) return;
    const { version, isAssumed } = context.settings;
    // The sentence names the releases: no other one has to.
    report(typePlace(record), fault.message, {
      severity: !isAssumed && fault.refusedIn(version) ? 'error' : 'warning',
    });
  },
};
