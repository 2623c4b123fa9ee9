import { type NameId, type NameTable, NameTrait, ROOT } from '../../dns/names.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { wordPlace } from './places.ts';
import { badHostLabel } from './support/hostname.ts';
import { addressAsName, isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Which word of each type's RDATA has to be a host name to named. */
const HOST_WORDS = new Map<number, number>([
  [TYPE.NS, 0],
  [TYPE.SOA, 0],
  [TYPE.PTR, 0],
  [TYPE.MX, 1],
  [TYPE.AFSDB, 1],
  [TYPE.RT, 1],
  [TYPE.SRV, 3],
  [TYPE.SVCB, 1],
  [TYPE.HTTPS, 1],
  [TYPE.DSYNC, 3],
]);
const SOA_MAILBOX = 1;
const DNS_SD = new Set(['b', 'db', 'r', 'dr', 'lb']);

/** True where the PTR belongs to an address; those of DNS-SD (RFC 6763 section 11) name domains. */
function isAddressPtr({ owner }: ZoneRecord, names: NameTable): boolean {
  if (reverseTree(names, owner) === undefined) return false;
  if (!DNS_SD.has(names.labelText(owner))) return true;
  const second = names.parent(owner);
  const third = names.parent(second);
  return !(names.labelText(second) === '_dns-sd' && third > ROOT && names.labelText(third) === '_udp');
}

function check(record: ZoneRecord, word: number, name: NameId, context: ZoneContext): string | undefined {
  // What is no name, and an address where a name belongs, have rules of their own.
  const label = badHostLabel(context.names, name, context.originKnown ? ROOT : context.apex);
  return label === undefined || addressAsName(rdataWord(record, word)) !== undefined ? undefined : label;
}

export const targetNotHostname: ZoneRule = {
  id: 'zone/target-not-hostname',
  title: 'Host in the data that is no host name',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [...HOST_WORDS.keys()],
  skipUnless: { targetTraits: NameTrait.NotHost },
  docs: {
    finds:
      'An NS, MX, SRV, SVCB, HTTPS, AFSDB or RT record, the SOA, or the PTR of an address, that names a host with another character than letters, digits and hyphens in a label.',
    why: 'Many programs refuse such a host name. named refuses a zone with one when it is the primary of the zone, unless check-names says otherwise; named-checkzone only warns.',
    bad: '@ MX 10 mail_1.example.net.\n',
    good: '@ MX 10 mail-1.example.net.\n',
    sources: ['RFC 952', 'RFC 1123 section 2.1', 'named: bad name (check-names)'],
  },
  checkRecord(record, context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    if (context.originKnown && !context.model.isInZone(record.owner)) return;
    const { names } = context;
    const word = HOST_WORDS.get(record.type);
    if (word === undefined || (record.type === TYPE.PTR && !isAddressPtr(record, names))) return;
    const name = wordName(record, word, context);
    const label = check(record, word, name, context);
    if (label !== undefined) {
      report(
        wordPlace(record, word),
        t`${names.text(name)} is no host name because of its label ${label}: only letters, digits and inner hyphens may stand in it. Rename the host, or set check-names for the zone.`,
        { option: 'check-names' },
      );
    }
    if (record.type !== TYPE.SOA) return;
    // The first label of a mailbox is the part before the @, which may hold anything.
    const mailbox = wordName(record, SOA_MAILBOX, context);
    const domain = mailbox > ROOT ? names.parent(mailbox) : mailbox;
    const bad = check(record, SOA_MAILBOX, domain, context);
    if (bad === undefined) return;
    report(
      wordPlace(record, SOA_MAILBOX),
      t`The mail address ${names.text(mailbox)} has the label ${bad} in its domain, and only letters, digits and inner hyphens may stand there. Correct it.`,
      { option: 'check-names' },
    );
  },
};
