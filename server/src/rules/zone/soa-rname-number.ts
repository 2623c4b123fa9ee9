import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { SOA_WORDS } from './support/soa.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const soaRnameNumber: ZoneRule = {
  id: 'zone/soa-rname-number',
  title: 'Number in the place of the SOA mailbox',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  docs: {
    finds: 'An SOA record whose second name, the mailbox of who is responsible, is a number.',
    why: 'The mailbox is missing, and each number stands one place too early: the refresh time is read as the serial, so secondaries may never take over a change.',
    bad: '$TTL 3600\n@ SOA ns1 2026112701 7200 900 1209600 3600 300\n@ NS ns1.example.net.\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 3600\n@ NS ns1.example.net.\n',
    sources: ['RFC 1035 section 3.3.13'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const mailbox = rdataWord(record, SOA_WORDS.rname);
    if (!/^\d+$/.test(mailbox)) return;
    const serial = rdataWord(record, SOA_WORDS.serial);
    report(
      wordPlace(record, SOA_WORDS.rname),
      t`The mailbox of the SOA is ${mailbox}, so a name seems to be missing before it, and ${serial} is read as the serial. Write the mailbox, such as hostmaster, between the primary server and the numbers.`,
    );
  },
};
