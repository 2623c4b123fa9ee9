import { mailSyntaxRule } from './support/mailSyntax.ts';

export const tlsrptSyntax = mailSyntaxRule('tlsrpt', {
  id: 'zone/tlsrpt-syntax',
  title: 'TLS reporting record with a mistake',
  since: '0.1.0',
  docs: {
    finds: 'A TXT record at _smtp._tls that does not begin with v=TLSRPTv1 or names no address for reports.',
    why: 'Senders ignore the record, and failures of encryption stay unknown.',
    bad: '_smtp._tls TXT "v=TLSRPTv1; rua=tls@example.com"\n',
    good: '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"\n',
    sources: ['RFC 8460 section 3'],
  },
});
