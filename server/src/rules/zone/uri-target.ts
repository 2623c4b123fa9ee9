import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { recordText, wholePlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const uriTarget: ZoneRule = {
  id: 'zone/uri-target',
  title: 'URI record without a URI',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.URI],
  docs: {
    finds: 'A URI record whose target is empty, has no scheme such as https:, or has white space.',
    why: 'Clients take the target as it is, and cannot go to an address that is none.',
    bad: '_http._tcp URI 10 1 "www.example.com/path"\n',
    good: '_http._tcp URI 10 1 "https://www.example.com/path"\n',
    sources: ['RFC 7553 section 4.4', 'RFC 3986 section 3', 'octoDNS: uri-value-rfc'],
  },
  checkRecord(record, _context, report) {
    const text = recordText(record, 2, 3);
    if (!text || /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(text.text)) return;
    report(
      wholePlace(text),
      text.text === ''
        ? t`The target of this URI record is empty, so it leads nowhere. Write a URI such as https://www.example.com/.`
        : t`${text.text} is no URI, since it does not begin with a scheme such as https: or has white space. Clients cannot go there.`,
    );
  },
};
