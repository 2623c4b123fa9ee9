import { mailSyntaxRule } from './support/mailSyntax.ts';

export const bimiSyntax = mailSyntaxRule('bimi', {
  id: 'zone/bimi-syntax',
  title: 'BIMI record with a mistake',
  since: '0.1.0',
  docs: {
    finds:
      'A TXT record at SELECTOR._bimi that does not begin with v=BIMI1, has no l=, or an address that is not https.',
    why: 'Mail programs show no logo.',
    bad: 'default._bimi TXT "v=BIMI1; l=http://www.example.com/logo.svg"\n',
    good: 'default._bimi TXT "v=BIMI1; l=https://www.example.com/logo.svg"\n',
    sources: ['draft-brand-indicators-for-message-identification section 4.2'],
  },
});
