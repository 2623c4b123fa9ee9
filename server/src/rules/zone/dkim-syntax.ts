import { mailSyntaxRule } from './support/mailSyntax.ts';

export const dkimSyntax = mailSyntaxRule('dkim', {
  id: 'zone/dkim-syntax',
  title: 'DKIM key record with a mistake',
  since: '0.1.0',
  docs: {
    finds:
      'A TXT record at NAME._domainkey that is not a list of tags, has no p=, a key that is not base64, or values that verifiers do not know.',
    why: 'Verifiers cannot use the key, so every signature made with this selector fails and mail may be refused.',
    bad: 's1._domainkey TXT "v=DKIM1; k=rsa p=MIGf"\n',
    good: 's1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n',
    sources: ['RFC 6376 section 3.6.1', 'RFC 8301', 'RFC 8463'],
  },
});
