import { CERT_TYPES } from '../../dns/algorithms.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const certType: ZoneRule = {
  id: 'zone/cert-type',
  title: 'CERT record of a type that is not assigned',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.CERT],
  docs: {
    finds: 'A CERT record with a certificate type that is not registered.',
    why: 'Clients do not know what the data is and ignore the record.',
    bad: 'host CERT 99 0 0 AwEAAQ==\n',
    good: 'host CERT PGP 0 0 AwEAAQ==\n',
    sources: ['RFC 4398 section 2.1'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const type = rdataWord(record, 0);
    // Types from 65280 on are for experiments; a mnemonic is known, or the record is not valid.
    if (!/^\d+$/.test(type) || Number(type) >= 65280) return;
    if (CERT_TYPES.rows.some((row) => row.number === Number(type))) return;
    report(
      wordPlace(record, 0),
      t`Certificate type ${type} is not assigned, so clients ignore the record. Known types are such as PKIX and PGP.`,
    );
  },
};
