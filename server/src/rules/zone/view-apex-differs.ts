import { TYPE, typeText } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import type { ZoneModel, ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, targetPlace, typePlace } from './places.ts';
import { rdataKey } from './support/rdata.ts';
import { copyBefore, isInView } from './support/views.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** What is the same for a domain wherever it is looked at, most often. */
const TYPES = [TYPE.NS, TYPE.MX, TYPE.CAA] as const;

export const viewApexDiffers: ZoneRule = {
  id: 'zone/view-apex-differs',
  title: 'Name servers, mail servers or CAA records that differ between views',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  onlyApex: true,
  skipUnless: { zone: isInView },
  docs: {
    finds:
      'NS, MX or CAA records at the zone’s own name that are others than those of the same zone in an earlier view. Records that only one view has are told too. Their order and TTLs do not count.',
    why: 'Addresses are what views are for; who serves the zone, who takes its mail and who may issue certificates is most often meant to be the same, and was changed in one file only.',
    bad: '; the view "inside" has MX 10 mail.example.net.\n@ MX 10 old.example.net.\n',
    good: '; the same in both views\n@ MX 10 mail.example.net.\n',
    sources: ['Split DNS in the BIND 9 Administrator Reference Manual', 'RFC 8659', 'RFC 1034 section 4.2.2'],
  },
  checkOwner(owner, records, context, report) {
    const other = copyBefore(context);
    if (!other) return;
    const view = other.settings.view?.name ?? '';
    for (const type of TYPES) {
      const here = keysOf(context.model, type, context);
      const there = keysOf(other.model, type, context);
      if (!here || !there) continue;
      const onlyHere = [...here].filter(([key]) => !there.has(key)).map(([, record]) => record);
      const onlyThere = [...there].filter(([key]) => !here.has(key)).map(([, record]) => record);
      const [place] = [...onlyHere, ...here.values(), ...records];
      if (!place || onlyHere.length + onlyThere.length === 0) continue;
      const parts = [
        ...(onlyHere.length > 0 ? [t`${textOf(onlyHere, context)} is only here`] : []),
        ...(onlyThere.length > 0 ? [t`${textOf(onlyThere, context)} only in the view '${view}'`] : []),
      ];
      const message = t`The ${typeText(type)} records of ${context.names.text(owner)} are not those of the view '${view}': ${listed(parts)}. Write the same ones in both, if nothing else is meant.`;
      const related = onlyThere.map((record) => ({
        place: targetPlace(record),
        message: t`Only in the view '${view}'`,
      }));
      report(here.size > 0 ? typePlace(place) : ownerPlace(place), message, { related });
    }
  },
};

/** The records of a type at the apex, by what they say; undefined where one cannot be read. */
function keysOf(model: ZoneModel, type: number, context: ZoneContext): Map<string, ZoneRecord> | undefined {
  const keys = new Map<string, ZoneRecord>();
  for (const record of model.rrset(model.apex, type)) {
    const key = keyOf(record, context);
    if (key === undefined) return undefined;
    keys.set(key, record);
  }
  return keys;
}

/** What a record says, as text to compare: names of hosts do not differ by the case of their letters. */
function keyOf(record: ZoneRecord, context: ZoneContext): string | undefined {
  if (record.type !== TYPE.MX || isGeneric(record)) return rdataKey(record, context);
  return isInvalid(record) || record.target < 0 ? undefined : `${Number(rdataWord(record, 0))} ${record.target}`;
}

function textOf(records: readonly ZoneRecord[], { names }: ZoneContext): string {
  return listed(records.map((record) => (record.target >= 0 ? names.text(record.target) : dataOf(record))));
}

/** The data as they are written. */
function dataOf({ chunk, entry }: ZoneRecord): string {
  const [first, next] = [chunk.wordFirsts[entry], chunk.wordFirsts[entry + 1]];
  const words: string[] = [];
  for (let at = first; at < next; at++) words.push(chunk.text.slice(chunk.wordStarts[at], chunk.wordEnds[at]));
  return words.join(' ');
}
