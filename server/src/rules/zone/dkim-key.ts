import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { limit } from './limits.ts';
import { base64Octets, rsaKey } from './support/keySize.ts';
import { mailRecordAt } from './support/mailText.ts';
import { tagOf } from './support/tagList.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

const ED25519_OCTETS = 32;

export const dkimKey: ZoneRule = {
  id: 'zone/dkim-key',
  title: 'DKIM key that is too short or cannot be read',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { ownerTraits: NameTrait.Underscore, hasOtherData: true },
  docs: {
    finds:
      'A DKIM key that is no RSA key where k says rsa or nothing, an RSA key of fewer than 1,024 bits, or an Ed25519 key that is not 32 octets. An RSA key of fewer than 2,048 bits is information.',
    why: 'Verifiers must not accept RSA keys below 1,024 bits, and large receivers ask for 2,048. A key that was cut when it was pasted verifies nothing.',
    bad: 's1._domainkey TXT "v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAJ"\n',
    good: 's1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n',
    sources: ['RFC 8301 section 3.2', 'RFC 6376 section 3.6.1', 'RFC 8463 section 4'],
  },
  checkRecord(record, context, report) {
    const found = mailRecordAt(record, context);
    const key = found?.kind === 'dkim' && tagOf(found.list, 'p');
    const octets = key && base64Octets(key.value);
    if (!found || !key || !octets || octets.length === 0) return;
    const place = textPlace(found.text, key.valueStart, key.end);
    const kind = tagOf(found.list, 'k')?.value.toLowerCase() ?? 'rsa';
    if (kind === 'ed25519') {
      if (octets.length !== ED25519_OCTETS)
        report(
          place,
          t`An Ed25519 key has ${ED25519_OCTETS} octets, and this one has ${octets.length}: every signature made with it fails. Paste the key again.`,
        );
      return;
    }
    if (kind !== 'rsa') return;
    const rsa = rsaKey(octets);
    const least = limit(context, 'dkimRsaLeast');
    const advised = Math.max(least, limit(context, 'dkimRsaAdvised'));
    if (rsa.kind !== 'rsa') {
      report(
        place,
        t`This is no RSA key, so every signature made with it fails. It may have been cut when it was pasted.`,
      );
    } else if (rsa.bits < least) {
      report(
        place,
        t`This RSA key has ${rsa.bits} bits, and verifiers refuse fewer than ${least}. Make a key of ${advised} bits.`,
      );
    } else if (rsa.bits < advised) {
      report(
        place,
        t`This RSA key has ${rsa.bits} bits; ${advised} are advised. Make a new key when you change the selector.`,
        {
          severity: 'information',
        },
      );
    }
  },
};
