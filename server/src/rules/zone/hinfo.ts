import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import { recordText } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const hinfo: ZoneRule = {
  id: 'zone/hinfo',
  title: 'Host information in public',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.HINFO],
  once: ({ message }) => message,
  docs: {
    finds: 'An HINFO record, unless it is the one with which servers answer queries for ANY (RFC8482).',
    why: 'It tells everybody which machine and operating system a host has, and nothing asks for it.',
    bad: 'host HINFO "PC" "Linux"\n',
    good: 'host A 192.0.2.1\n',
    sources: ['RFC 1035 section 3.3.2', 'RFC 8482 section 4.2'],
  },
  checkRecord(record, _context, report) {
    const cpu = recordText(record, 0, 1);
    if (!cpu || cpu.text.toUpperCase() === 'RFC8482') return;
    report(
      typePlace(record),
      t`HINFO tells everybody what machine and system a host has, and nothing asks for it. Consider deleting the record.`,
    );
  },
};
