import { SSHFP_ALGORITHMS, SSHFP_DIGESTS, type ValueTable } from '../../dns/algorithms.ts';
import { SSH_KEY } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t, translated } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const TABLES: readonly ValueTable[] = [SSHFP_ALGORITHMS, SSHFP_DIGESTS];

export const sshfpValues: ZoneRule = {
  id: 'zone/sshfp-values',
  title: 'SSHFP record that no client understands',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SSHFP],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'An SSHFP record with an algorithm or fingerprint type that is not assigned. One for a DSA key is information.',
    why: 'Clients ignore the record and ask the user, or refuse to connect.',
    bad: 'host SSHFP 5 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    good: 'host SSHFP 4 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    sources: ['RFC 4255 section 3.1', 'RFC 6594', 'RFC 7479', 'octoDNS: sshfp-value-rfc', 'validns'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    for (const [index, table] of TABLES.entries()) {
      const number = Number(rdataWord(record, index));
      if (table.rows.some((row) => row.number === number)) continue;
      const known = table.rows.map((row) => `${row.number} (${row.mnemonic})`).join(', ');
      report(
        wordPlace(record, index),
        t`${number} is no ${translated(table.name)}, so clients ignore the record. There are ${known}.`,
      );
    }
    if (Number(rdataWord(record, 0)) === SSH_KEY.DSA)
      report(wordPlace(record, 0), t`DSA keys are no longer accepted by SSH. Delete the record.`, {
        severity: 'information',
        tag: 'deprecated',
      });
  },
};
