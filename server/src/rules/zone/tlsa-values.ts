import { TLSA_MATCHINGS, TLSA_SELECTORS, TLSA_USAGES, type ValueTable } from '../../dns/algorithms.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t, translated } from '../../l10n.ts';
import { rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { associationOf, MATCHING_LENGTHS } from './support/dane.ts';
import type { ZoneRule } from './zoneRule.ts';

const TABLES: readonly ValueTable[] = [TLSA_USAGES, TLSA_SELECTORS, TLSA_MATCHINGS];

export const tlsaValues: ZoneRule = {
  id: 'zone/tlsa-values',
  title: 'TLSA or SMIMEA record that matches nothing',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TLSA, TYPE.SMIMEA],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'A usage, selector or matching type that is not assigned, or a digest whose length is not that of its matching type (SHA-256: 32 octets, SHA-512: 64).',
    why: 'Clients take such a record for unusable. Where all are, a mail server may fall back to no check at all, or refuse to connect.',
    bad: '_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c14\nmx A 192.0.2.25\n',
    good: '_25._tcp.mx TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nmx A 192.0.2.25\n',
    sources: ['RFC 6698 section 2.1 and section 4.1', 'RFC 7671', 'octoDNS: tlsa-value-rfc', 'validns'],
  },
  checkRecord(record, _context, report) {
    const association = associationOf(record);
    if (!association) return;
    for (const [index, table] of TABLES.entries()) {
      const number = Number(rdataWord(record, index));
      if (table.rows.some((row) => row.number === number)) continue;
      const known = table.rows.filter((row) => row.number < 255).map((row) => row.number);
      report(
        wordPlace(record, index),
        t`${number} is no ${translated(table.name)} of a ${typeText(record.type)} record, so clients ignore it. Write ${known[0]} to ${known[known.length - 1]}.`,
      );
    }
    const wanted = MATCHING_LENGTHS[association.matching];
    if (wanted === undefined || association.length === wanted) return;
    report(
      wordPlace(record, 3),
      t`The digest has ${association.length} octets, and that of matching type ${association.matching} has ${wanted}: it matches no certificate. Copy it again, or correct the matching type.`,
    );
  },
};
