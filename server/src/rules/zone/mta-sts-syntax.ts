import { mailSyntaxRule } from './support/mailSyntax.ts';

export const mtaStsSyntax = mailSyntaxRule('mta-sts', {
  id: 'zone/mta-sts-syntax',
  title: 'MTA-STS record with a mistake',
  since: '0.1.0',
  docs: {
    finds:
      'A TXT record at _mta-sts that does not begin with v=STSv1, or whose id is missing or not 1 to 32 letters and digits.',
    why: 'Senders ignore the record and deliver without the policy.',
    bad: '_mta-sts TXT "v=STSv1; id=2026-01-01"\n',
    good: '_mta-sts TXT "v=STSv1; id=20260101;"\nmta-sts A 192.0.2.80\n',
    sources: ['RFC 8461 section 3.1'],
  },
});
