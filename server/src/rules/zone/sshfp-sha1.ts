import { SSH_DIGEST } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const sshfpSha1: ZoneRule = {
  id: 'zone/sshfp-sha1',
  title: 'SSHFP with SHA-1 only',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SSHFP],
  docs: {
    finds: 'An SSHFP record with a SHA-1 fingerprint where the name has none with SHA-256 for the same algorithm.',
    why: 'SHA-1 is broken, and clients that no longer take it cannot check the host.',
    bad: 'host SSHFP 4 1 da39a3ee5e6b4b0d3255bfef95601890afd80709\n',
    good: 'host SSHFP 4 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    sources: ['RFC 6594 section 4', 'octoDNS: sshfp (best practice)'],
  },
  checkOwner(_owner, records, _context, report) {
    const valid = records.filter((record) => record.type === TYPE.SSHFP && !isInvalid(record) && !isGeneric(record));
    for (const record of valid) {
      if (Number(rdataWord(record, 1)) !== SSH_DIGEST.SHA1) continue;
      const algorithm = Number(rdataWord(record, 0));
      if (
        valid.some(
          (other) => Number(rdataWord(other, 0)) === algorithm && Number(rdataWord(other, 1)) !== SSH_DIGEST.SHA1,
        )
      )
        continue;
      report(
        wordPlace(record, 1),
        t`The only fingerprint of this key is SHA-1, which is broken. Add one with SHA-256 (type 2).`,
      );
    }
  },
};
