import { t } from '../../l10n.ts';
import { malformedLabels } from './support/idn.ts';
import type { ZoneRule } from './zoneRule.ts';

export const idnMalformed: ZoneRule = {
  id: 'zone/idn-malformed',
  title: 'Label that begins with xn-- and encodes nothing',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A label that begins with xn-- and is not the encoded form of an internationalised label.',
    why: 'Browsers refuse such a name, and mail programs may too: a character was lost or mistyped.',
    bad: 'xn--foo-zzzz TXT shop\n',
    good: 'xn--bcher-kva TXT shop\n',
    sources: ['RFC 5890 section 2.3.2.1', 'RFC 5891 section 5.4', 'RFC 3492 section 6.2'],
  },
  checkChunk(chunk, document, _context, report) {
    for (const { label, unicode, start } of malformedLabels(chunk)) {
      report(
        { document, chunk, start, end: start + label.length },
        unicode === undefined
          ? t`${label} begins with xn-- and encodes nothing, so browsers refuse the name. Encode it again from what it should read.`
          : t`${label} encodes ${unicode}, in a form that no client asks for. Encode it again from what it should read.`,
      );
    }
  },
};
