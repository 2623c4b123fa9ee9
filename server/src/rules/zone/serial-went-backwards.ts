import { compareSerials } from '../../dns/serial.ts';
import { t } from '../../l10n.ts';
import { wordPlace } from './places.ts';
import { raised, SERIAL_WORD, serialOf } from './support/serial.ts';
import { writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const serialWentBackwards: ZoneRule = {
  id: 'zone/serial-went-backwards',
  title: 'Serial lower than before',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A zone whose SOA has a lower serial than in the version before (on disk, or in version control), by the arithmetic of serials, in which numbers wrap around.',
    why: 'Secondary servers take the zone for older than what they have, and do not fetch it, until the serial is higher again.',
    bad: '@ SOA ns1 hostmaster 7 3600 900 1209600 300\n',
    good: '$TTL 3600\n@ SOA ns1.example.net. hostmaster 7 3600 900 1209600 300\n@ NS ns0.example.net.\n',
    sources: ['RFC 1982 section 3.2', 'RFC 1912 section 2.2', 'named: zone serial has gone backwards'],
  },
  checkZone(context, report) {
    const { previous } = context.settings;
    const current = previous && serialOf(context);
    if (!previous || !current || current.serial === previous.serial) return;
    if (compareSerials(current.serial, previous.serial) >= 0) return;
    report(
      wordPlace(current.record, SERIAL_WORD),
      t`The serial was ${previous.serial} before and is ${current.serial} now, so secondary servers take this zone for older and do not fetch it. Raise it above ${previous.serial}.`,
      { data: { newText: String(raised(previous.serial)) } },
    );
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Raise the serial to ${text}`),
};
