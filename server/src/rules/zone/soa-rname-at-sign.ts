import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { problemText, replacement } from './support/edits.ts';
import { SOA_WORDS } from './support/soa.ts';
import { isAbsolute, isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** The mail address as the name that the SOA wants; undefined where it is not clear. */
function asName(text: string): string | undefined {
  const [local, domain, ...rest] = text.split('@');
  if (rest.length > 0 || !/^[\w.+-]+$/.test(local) || !/^[\w.-]+$/.test(domain)) return undefined;
  const dotted = domain.includes('.') && !isAbsolute(domain) ? `${domain}.` : domain;
  return `${local.replaceAll('.', '\\.')}.${dotted}`;
}

export const soaRnameAtSign: ZoneRule = {
  id: 'zone/soa-rname-at-sign',
  title: 'At sign in the mail address of the SOA',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  types: [TYPE.SOA],
  docs: {
    finds: 'The mail address in an SOA record is written with an @.',
    why: 'In a zone file the first dot stands for the @. Programs that make an address from this name get hostmaster@example for the part before the @, and mail about the zone is lost.',
    bad: '$TTL 3600\n@ SOA ns1 hostmaster@example.com. 1 3600 900 1209600 300\n@ NS ns1.example.net.\n',
    good: '$TTL 3600\n@ SOA ns1 hostmaster.example.com. 1 3600 900 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['RFC 1035 section 8', 'RFC 1912 section 2.2', 'Zonemaster SYNTAX05: RNAME_MISUSED_AT_SIGN'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const text = rdataWord(record, SOA_WORDS.rname);
    if (text === '@' || !text.includes('@')) return;
    const name = asName(text);
    const advice = name === undefined ? t`Write a dot in its place.` : t`Write ${name} instead.`;
    report(
      wordPlace(record, SOA_WORDS.rname),
      t`${text} has an @, and in an SOA a dot stands for it, so mail about the zone goes nowhere. ${advice}`,
    );
  },
  fixes(problem, context) {
    const name = asName(problemText(problem, context));
    return name === undefined ? [] : [replacement(problem, t`Change to ${name}`, name)];
  },
};
