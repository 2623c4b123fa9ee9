import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { wordPlace } from './places.ts';
import { associationOf } from './support/dane.ts';
import type { ZoneRule } from './zoneRule.ts';

export const tlsaFullData: ZoneRule = {
  id: 'zone/tlsa-full-data',
  title: 'TLSA or SMIMEA record with the whole certificate',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TLSA, TYPE.SMIMEA],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'A TLSA or SMIMEA record with matching type 0: the data itself and not a digest of it.',
    why: 'The answer becomes large and needs TCP, where a SHA-256 digest does the same in 32 octets.',
    bad: '_25._tcp.mx TLSA 3 1 0 30820122300d06092a864886f70d01010105000382010f00\nmx A 192.0.2.25\n',
    good: '_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nmx A 192.0.2.25\n',
    sources: ['RFC 7671 section 10.1.1 and section 10.1.2', 'octoDNS: tlsa (best practice)'],
  },
  checkRecord(record, _context, report) {
    if (associationOf(record)?.matching !== 0) return;
    report(
      wordPlace(record, 2),
      t`Matching type 0 puts the data itself into the ${typeText(record.type)} record, which makes large answers. Prefer matching type 1 with the SHA-256 digest.`,
    );
  },
};
