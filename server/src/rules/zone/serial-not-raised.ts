import { t } from '../../l10n.ts';
import { wordPlace } from './places.ts';
import { raised, SERIAL_WORD, serialOf } from './support/serial.ts';
import { writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const serialNotRaised: ZoneRule = {
  id: 'zone/serial-not-raised',
  title: 'Zone changed while its serial did not',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A zone whose content is not the same as in the version before (on disk, or in version control), while the serial of its SOA is.',
    why: 'Secondary servers compare serials to learn that there is something new: they keep answering with the old content.',
    bad: '@ SOA ns1 hostmaster 7 3600 900 1209600 300\n',
    good: '$TTL 3600\n@ SOA ns1.example.net. hostmaster 7 3600 900 1209600 300\n@ NS ns0.example.net.\n',
    sources: [
      'RFC 1034 section 4.3.5',
      'RFC 1912 section 2.2',
      'named: zone serial unchanged. zone may fail to transfer to slaves.',
    ],
  },
  checkZone(context, report) {
    const { previous } = context.settings;
    const current = previous && !previous.sameContent ? serialOf(context) : undefined;
    if (!previous || !current || current.serial !== previous.serial) return;
    report(
      wordPlace(current.record, SERIAL_WORD),
      t`The zone has changed and the serial is still ${current.serial}, so secondary servers keep the old content. Raise it.`,
      { data: { newText: String(raised(current.serial)) } },
    );
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Raise the serial to ${text}`),
};
