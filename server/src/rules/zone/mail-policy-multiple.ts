import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isOfKind, type MailKind, mailKind, mailRecord } from './support/mailText.ts';
import { wholePlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

const NAMES: Readonly<Record<MailKind, string>> = {
  dkim: 'DKIM',
  dmarc: 'DMARC',
  'mta-sts': 'MTA-STS',
  tlsrpt: 'TLSRPT',
  bimi: 'BIMI',
};

export const mailPolicyMultiple: ZoneRule = {
  id: 'zone/mail-policy-multiple',
  title: 'More than one DMARC, DKIM, MTA-STS, TLSRPT or BIMI record at a name',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { hasSet: true },
  docs: {
    finds: 'A name with two or more records of a mail policy or key that may stand there once.',
    why: 'Receivers that find more than one record apply none of them, or one that they pick at random.',
    bad: '_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=reject"\n',
    good: '_dmarc TXT "v=DMARC1; p=reject"\n',
    sources: ['RFC 7489 section 6.6.3', 'RFC 6376 section 3.6.2.2', 'RFC 8461 section 3.1', 'RFC 8460 section 3'],
  },
  checkOwner(owner, records, context, report) {
    const kind = mailKind(owner, context);
    if (!kind) return;
    const found = records.flatMap((record) =>
      kind === 'dkim' || isOfKind(record, kind) ? (mailRecord(record, kind) ?? []) : [],
    );
    for (const { text } of found.slice(1)) {
      report(
        wholePlace(text),
        t`${context.names.text(owner)} has ${found.length} ${NAMES[kind]} records, and receivers then apply none of them or any. Keep one.`,
        { related: [{ place: wholePlace(found[0].text), message: t`The first record` }] },
      );
    }
  },
};
