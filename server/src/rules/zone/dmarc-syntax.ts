import { mailSyntaxRule } from './support/mailSyntax.ts';

export const dmarcSyntax = mailSyntaxRule('dmarc', {
  id: 'zone/dmarc-syntax',
  title: 'DMARC record with a mistake',
  since: '0.1.0',
  docs: {
    finds:
      'A TXT record at _dmarc that does not begin with v=DMARC1, has no policy, a value that is not defined, or an address for reports that is no URI.',
    why: 'Receivers ignore the record or the part, so the policy is not applied or no report arrives.',
    bad: '_dmarc TXT "v=DMARC1; p=none; rua=postmaster@example.com"\n',
    good: '_dmarc TXT "v=DMARC1; p=none; rua=mailto:postmaster@example.com"\n',
    sources: ['RFC 7489 section 6.3 and section 6.6.3', 'octoDNS: mail (best practice)'],
  },
});
