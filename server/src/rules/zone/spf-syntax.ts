import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { recordAt } from './support/edits.ts';
import { spfPolicy } from './support/spf.ts';
import { recordText, reportFaults, textPlace, writeInstead } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A version that was meant to be `v=spf1`; Sender ID (`spf2.0/`) is another thing. */
const NEARLY = /^\s*(?:v\s*=\s*)?spf[\s-]?1?(?=[\s;:,]|$)[;:,]?/i;

/** Characters of a text that are shown. */
const SHOWN = 40;
/** Octets of a string. */
const LONGEST = 255;

/** The strings with spaces between them, in one pair of quotes; undefined where they do not fit into one. */
function wholePolicy(record: ZoneRecord): { newText: string; until: number } | undefined {
  const words = Array.from({ length: rdataCount(record) }, (_, i) => rdataWord(record, i).trim());
  const text = words.join(' ');
  if (text.length > LONGEST || /["\\]/.test(text)) return undefined;
  return { newText: `"${text}"`, until: rdataCount(record) - 1 };
}

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
    if (isInvalid(record)) return;
    if (rdataCount(record) > 1 && /^v=spf1$/i.test(rdataWord(record, 0))) {
      const joined = recordText(record);
      if (!joined) return;
      const shown = joined.text.slice(0, SHOWN);
      report(
        wordPlace(record, 0),
        t`The strings of a TXT record are joined without a space, so receivers read ${shown} and take it for no SPF policy. Write the whole policy in one pair of quotes, or end this string with a space.`,
        { data: wholePolicy(record) ?? {} },
      );
      return;
    }
    if (!/spf/i.test(rdataWord(record, 0).slice(0, 10))) return;
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
  fixes(problem, context) {
    const { newText, until } = problem.data ?? {};
    if (typeof until !== 'number' || typeof newText !== 'string')
      return writeInstead(problem, (text) => t`Write ${text.trim()}`);
    const record = recordAt(problem, context);
    if (!record) return [];
    const { chunk, entry } = record;
    const [first, last] = [chunk.wordFirsts[entry], chunk.wordFirsts[entry] + until];
    const start = chunk.offset + chunk.wordStarts[first] - chunk.wordQuoted[first];
    const end = chunk.offset + chunk.wordEnds[last] + chunk.wordQuoted[last];
    return [{ title: t`Write ${newText}`, preferred: true, edits: [{ uri: problem.uri, start, end, newText }] }];
  },
};
