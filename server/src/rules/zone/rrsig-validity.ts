import { momentText } from '../../dns/rdata/times.ts';
import { ttlText } from '../../dns/ttl.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { limit } from './limits.ts';
import { wordPlace } from './places.ts';
import { coveredType, momentOf, RRSIG_WORDS, zoneExpires } from './support/signing.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

function readable(seconds: number): string {
  const text = momentText(seconds);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)} ${text.slice(8, 10)}:${text.slice(10, 12)} UTC`;
}

/** The digits of YYYYMMDDHHMMSS. */
const DIGITS = 14;
/** The moment that was asked about last, and how it is written. */
let moment = { seconds: 0, text: momentText(0) };

/** True where the dates of a signature, as they are written, say that it is valid at a moment: as nearly all are, so that they need not be read. */
function isValid(record: ZoneRecord, seconds: number): boolean {
  if (seconds !== moment.seconds) moment = { seconds, text: momentText(seconds) };
  if (!moment.text.startsWith('20')) return false;
  const { expiration, inception } = RRSIG_WORDS;
  return compareDate(record, expiration) > 0 && compareDate(record, inception) < 0;
}

/** Above 0 where a date of this century comes after the moment, below 0 where it comes before it; 0 where they are one, and for others, which need a closer look. */
function compareDate({ chunk, entry }: ZoneRecord, index: number): number {
  const word = chunk.wordFirsts[entry] + index;
  const start = chunk.wordStarts[word];
  if (word >= chunk.wordFirsts[entry + 1] || chunk.wordEnds[word] - start !== DIGITS) return 0;
  if (!chunk.text.startsWith('20', start)) return 0;
  for (let i = 2; i < DIGITS; i++) {
    const order = chunk.text.charCodeAt(start + i) - moment.text.charCodeAt(i);
    if (order !== 0) return order;
  }
  return 0;
}

/** True for what a resolver asks of a zone before everything else. */
function isOfZone(covered: number): boolean {
  return covered === TYPE.SOA || covered === TYPE.DNSKEY;
}

export const rrsigValidity: ZoneRule = {
  id: 'zone/rrsig-validity',
  title: 'Signature that is not valid now',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.RRSIG],
  once: ({ data }) => data && String(data.state),
  docs: {
    finds:
      'An RRSIG record that has expired, or is not valid yet. When the signature over the SOA has expired, so that the whole file is old, only those over the SOA and the DNSKEY records are told. Where no named.conf loads the file and no time was named (`--time`), it is information. As information too: one over the SOA that expires within 12 hours, and one that is valid for more than 303 days.',
    why: 'Validating resolvers take what it signs as bogus and answer with an error.',
    bad: '@ RRSIG DNSKEY 13 2 3600 20200201000000 20200101000000 1 example.com. AAAA\n',
    good: '@ A 192.0.2.80\n',
    sources: [
      'RFC 4034 section 3.1.5',
      'RFC 6781 section 4.4.2',
      'named: signature has expired',
      'Zonemaster DNSSEC04, DNSSEC08, DNSSEC09',
    ],
  },
  checkOwner(owner, records, context, report) {
    const now = context.now?.().getTime();
    if (now === undefined) return;
    const seconds = Math.floor(now / 1000);
    const isOld = zoneExpires(context) < seconds;
    // A file that no configuration loads may be one that was kept.
    const severity = context.settings.loaded || context.isTimeSaid ? 'warning' : 'information';
    for (const record of records) {
      if (record.type !== TYPE.RRSIG || isInvalid(record) || isGeneric(record)) continue;
      const ofZone = owner === context.apex && isOfZone(coveredType(record));
      if (!ofZone && (isOld || isValid(record, seconds))) continue;
      const [until, from] = [momentOf(record, RRSIG_WORDS.expiration), momentOf(record, RRSIG_WORDS.inception)];
      if (until < seconds) {
        report(
          wordPlace(record, RRSIG_WORDS.expiration),
          t`The signature over ${rdataWord(record, RRSIG_WORDS.type)} expired on ${readable(until)}, so resolvers that validate answer with an error. Sign the zone anew.`,
          { severity, data: { state: 'expired' } },
        );
      } else if (from > seconds) {
        report(
          wordPlace(record, RRSIG_WORDS.inception),
          t`The signature over ${rdataWord(record, RRSIG_WORDS.type)} is valid from ${readable(from)} only, and until then resolvers that validate answer with an error. Sign the zone anew, and check the clock of the signer.`,
          { severity, data: { state: 'early' } },
        );
      } else if (ofZone && until - seconds < limit(context, 'signatureLeft')) {
        report(
          wordPlace(record, RRSIG_WORDS.expiration),
          t`The signature over ${rdataWord(record, RRSIG_WORDS.type)} expires in ${ttlText(until - seconds)}. Sign the zone anew in time.`,
          { severity: 'information' },
        );
      } else if (ofZone && until - from > limit(context, 'signatureLife')) {
        report(
          wordPlace(record, RRSIG_WORDS.expiration),
          t`The signature over ${rdataWord(record, RRSIG_WORDS.type)} is valid for ${ttlText(until - from)}: old data can be sent as if it were new for so long. Sign for some weeks.`,
          { severity: 'information' },
        );
      }
    }
  },
};
