import { t } from '../../l10n.ts';
import { invisibleIn } from '../../text/invisible.ts';
import { replacement } from './support/edits.ts';
import { idnNames } from './support/idn.ts';
import { labelToAscii } from './support/punycode.ts';
import type { ZoneRule } from './zoneRule.ts';

export const idnNotEncoded: ZoneRule = {
  id: 'zone/idn-not-encoded',
  title: 'Internationalised name that is not encoded',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A name with characters beyond ASCII, as an owner, in a $ORIGIN or in the data of a record.',
    why: 'The server takes the octets of the file as they are, while browsers and mail programs ask for the encoded form that begins with xn--: nobody finds the name.',
    bad: 'bücher TXT shop\n',
    good: 'xn--bcher-kva TXT shop\n',
    sources: ['RFC 5890 section 2.3', 'RFC 5891 section 4.4', 'RFC 3492'],
  },
  checkChunk(chunk, document, _context, report) {
    for (const { text, start, end } of idnNames(chunk)) {
      // Typographic quotes and characters that cannot be seen are other mistakes.
      if (!/[\u0080-\uffff]/.test(text) || /[“”„‟]/.test(text) || invisibleIn(text) >= 0) continue;
      const labels = text.split('.').map((label) => (/[\u0080-\uffff]/.test(label) ? labelToAscii(label) : label));
      const newText = labels.includes(undefined) ? undefined : labels.join('.');
      report(
        { document, chunk, start, end },
        newText === undefined
          ? t`${text} is not ASCII, and cannot be encoded as an internationalised name either. Nobody asks for it: correct the name.`
          : t`The server takes ${text} as it stands here, while clients ask for ${newText}, so nobody finds it. Write the encoded form.`,
        newText === undefined ? {} : { data: { newText } },
      );
    }
  },
  fixes(problem) {
    const newText = problem.data?.newText;
    return typeof newText === 'string' ? [replacement(problem, t`Write ${newText}`, newText)] : [];
  },
};
