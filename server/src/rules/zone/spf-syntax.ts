import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { spfPolicy } from './support/spf.ts';
import { recordText, reportFaults, textPlace, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A version that was meant to be `v=spf1`; Sender ID (`spf2.0/`) is another thing. */
const NEARLY = /^\s*(?:v\s*=\s*)?spf[\s-]?1?(?=[\s;:,]|$)[;:,]?/i;

export const spfSyntax: ZoneRule = {
  id: 'zone/spf-syntax',
  title: 'SPF policy with a syntax error',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'An SPF policy with a mechanism that does not exist, a missing or malformed argument, a version that is not exactly v=spf1, or two strings that are joined without a space.',
    why: 'A receiver that meets a syntax error gives up on the whole policy, and mail from the domain is treated as if it were not authorised or had no policy.',
    bad: '@ TXT "v=spf1 ip:192.0.2.25 -all"\n',
    good: '@ TXT "v=spf1 ip4:192.0.2.25 -all"\n',
    sources: ['RFC 7208 section 4.5, section 4.6.1 and section 12', 'Zonemaster ZONE11'],
  },
  checkRecord(record, _context, report) {
    const policy = spfPolicy(record);
    if (policy) {
      reportFaults(policy.text, policy.faults, report);
      return;
    }
    if (isInvalid(record) || !/spf/i.test(rdataWord(record, 0).slice(0, 10))) return;
    const text = recordText(record);
    const version = text && NEARLY.exec(text.text);
    if (!text || !version || !/[\s;:](?:[+?~-]?all|include:|ip[46]:|redirect=)/i.test(text.text)) return;
    const place = version[0] === '' ? wordPlace(record, 0) : textPlace(text, 0, version[0].length);
    report(
      place,
      t`An SPF policy begins with exactly v=spf1 and a space. As it is written here, receivers do not take this text for one.`,
      { data: { newText: /\s/.test(text.text[version[0].length] ?? ' ') ? 'v=spf1' : 'v=spf1 ' } },
    );
  },
  fixes: (problem) => writeInstead(problem, (text) => t`Write ${text.trim()}`),
};
