import { NameTrait, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { targetWordOf } from '../../zone/targets.ts';
import { targetPlace } from './places.ts';
import { addressAsName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const numericTopLabel: ZoneRule = {
  id: 'zone/numeric-top-label',
  title: 'Target below a top-level domain of digits',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS, TYPE.MX, TYPE.SRV, TYPE.SOA, TYPE.CNAME, TYPE.PTR],
  skipUnless: { targetTraits: NameTrait.Number, namesNot: 'right' },
  docs: {
    finds: 'A name in the data whose last label consists of digits, and that is no complete address.',
    why: 'There is no such top-level domain, so the name does not resolve. Often it is an address that lost a part.',
    bad: '@ MX 10 192.0.2.\n',
    good: '@ MX 10 mail.example.net.\n',
    sources: ['RFC 3696 section 2', 'Zonemaster SYNTAX04: NAMESERVER_NUMERIC_TLD'],
  },
  checkRecord(record, { names, model }, report) {
    if (record.target <= ROOT || isInvalid(record) || model.isInZone(record.target)) return;
    let top = record.target;
    while (names.parent(top) > ROOT) top = names.parent(top);
    if (top === names.unknown) return;
    const first = names.label(top)[0];
    if (first < 0x30 || first > 0x39) return;
    const label = names.labelText(top);
    const word = targetWordOf(record.chunk, record.entry);
    if (!/^\d+$/.test(label) || (word >= 0 && addressAsName(rdataWord(record, word)) !== undefined)) return;
    report(
      targetPlace(record),
      t`${names.text(record.target)} ends in ${label}, and no top-level domain is a number, so the name does not resolve. Write the name of the host.`,
    );
  },
};
