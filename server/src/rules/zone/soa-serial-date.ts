import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { limit } from './limits.ts';
import { wordPlace } from './places.ts';
import { SOA_WORDS, soaNumbers } from './support/soa.ts';
import type { ZoneRule } from './zoneRule.ts';

const FIRST_YEAR = 1990;
const LAST_YEAR = 2099;
/** A day up to which a serial is a date with a slip. */
const LAST_SLIP = 39;

/** The parts of a serial that is written as YYYYMMDDnn. */
function dateOf(serial: number): { year: number; month: number; day: number } | undefined {
  const year = Math.floor(serial / 1000000);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  return { year, month: Math.floor(serial / 10000) % 100, day: Math.floor(serial / 100) % 100 };
}

export const soaSerialDate: ZoneRule = {
  id: 'zone/soa-serial-date',
  title: 'Serial that is a date which cannot be',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  docs: {
    finds:
      'A serial in the form YYYYMMDDnn with a day that its month does not have, or more than a week in the future. Zones whose serial named or another program sets are not looked at.',
    why: 'A serial only ever goes up. One that is too high by a slip stays ahead of the calendar for as long, and changes with the date of the day are not transferred to the secondaries.',
    bad: '$TTL 3600\n@ SOA ns1 hostmaster 2024123201 3600 900 1209600 300\n@ NS ns1.example.net.\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster 2024123101 3600 900 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['RFC 1912 section 2.2', 'RFC 1982'],
  },
  checkRecord(record, context, report) {
    // named counts the serials that it writes, and other programs do as they like.
    if (context.settings.dynamic || context.settings.externalSerial) return;
    const serial = soaNumbers(record)?.serial;
    const date = serial === undefined ? undefined : dateOf(serial);
    if (!date || serial === undefined) return;
    const { year, month, day } = date;
    const place = wordPlace(record, SOA_WORDS.serial);
    // YYYY and a counter is a form of its own.
    if (month === 0) return;
    const time = Date.UTC(year, month - 1, day);
    const real = new Date(time);
    if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) {
      // A counter, or the seconds of a clock, has any digits there; a slip of a person has a month, and a day just out of it.
      if (month > 12 || day > LAST_SLIP) return;
      report(
        place,
        t`The serial ${serial} reads as a date with month ${month} and day ${day}, which does not exist. Before you correct it, remember that secondaries only follow a serial that goes up.`,
      );
      return;
    }
    const now = context.now?.();
    // Serials run ahead by a day for each hundred changes of a day.
    if (now === undefined || time <= now.getTime() + limit(context, 'soaSerialAhead') * 1000) return;
    report(
      place,
      t`The serial ${serial} is a date in the future, so a serial with the date of the day is lower and secondaries do not take the change. Count up from this one, or set it back in two steps.`,
    );
  },
};
