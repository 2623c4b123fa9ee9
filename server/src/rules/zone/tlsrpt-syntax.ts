import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { mailFaults, mailKind, mailRecord } from './support/mailText.ts';
import { reportFaults, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const tlsrptSyntax: ZoneRule = {
  id: 'zone/tlsrpt-syntax',
  title: 'TLS reporting record with a mistake',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { ownerTraits: NameTrait.Underscore },
  docs: {
    finds: 'A TXT record at _smtp._tls that does not begin with v=TLSRPTv1 or names no address for reports.',
    why: 'Senders ignore the record, and failures of encryption stay unknown.',
    bad: '_smtp._tls TXT "v=TLSRPTv1; rua=tls@example.com"\n',
    good: '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"\n',
    sources: ['RFC 8460 section 3'],
  },
  checkRecord(record, context, report) {
    const found = mailKind(record.owner, context) === 'tlsrpt' ? mailRecord(record, 'tlsrpt') : undefined;
    if (found) reportFaults(found.text, mailFaults(found), report);
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text}`),
};
