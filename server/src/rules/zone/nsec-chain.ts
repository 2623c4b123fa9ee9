import { TYPE, typeCodeAt, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataCount, rdataWord } from '../../zone/record.ts';
import { typePlace, wordPlace } from './places.ts';
import { isSigned, signedPart } from './support/signing.ts';
import { isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** What an NSEC record speaks of where a name is delegated: the rest belongs to the child. */
const AT_CUT: ReadonlySet<number> = new Set([TYPE.NS, TYPE.DS, TYPE.NSEC, TYPE.RRSIG]);

/** The types that an NSEC record says its owner has. */
function bitmapOf(record: ZoneRecord): Set<number> {
  const types = new Set<number>();
  for (let word = 1; word < rdataCount(record); word++) {
    const text = rdataWord(record, word);
    types.add(typeCodeAt(text, 0, text.length));
  }
  return types;
}

function list(types: readonly number[]): string {
  return types.map(typeText).join(', ');
}

export const nsecChain: ZoneRule = {
  id: 'zone/nsec-chain',
  title: 'NSEC record that does not say what is there',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC],
  docs: {
    finds:
      'An NSEC record whose types are not those of its name, whose next name has no NSEC record, that stands at a name without other records or below a delegation, or a second one at a name.',
    why: 'With NSEC records a zone proves what is not there. A wrong one lets resolvers take records that are there as forged, or as missing.',
    bad: '@ RRSIG NS 13 2 3600 20370101000000 20200101000000 1 example.com. AAAA\nwww A 192.0.2.80\nwww NSEC www A AAAA NSEC\n',
    good: 'www A 192.0.2.80\nwww NSEC www A NSEC\n',
    sources: ['RFC 4034 section 4.1', 'RFC 4035 section 2.3', 'validns', 'dnssec-verify', 'Zonemaster DNSSEC10'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    const all = records.filter((record) => record.type === TYPE.NSEC && !isInvalid(record) && !isGeneric(record));
    const [nsec, ...more] = all;
    if (!nsec || !model.isInZone(owner) || !isSigned(context)) return;
    const name = names.text(owner);
    for (const extra of more) {
      report(
        typePlace(extra),
        t`${name} has more than one NSEC record, and they contradict each other. Sign the zone anew.`,
      );
    }
    const part = signedPart(owner, model);
    if (part === 'none' || records.every(({ type }) => type === TYPE.NSEC || type === TYPE.RRSIG)) {
      report(
        typePlace(nsec),
        t`${name} has an NSEC record and nothing else that this zone answers for. Sign the zone anew.`,
      );
      return;
    }
    const said = bitmapOf(nsec);
    const there = new Set(records.map(({ type }) => type).filter((type) => part === 'all' || AT_CUT.has(type)));
    const missing = [...there].filter((type) => !said.has(type));
    const invented = [...said].filter((type) => !there.has(type));
    if (missing.length > 0) {
      report(
        typePlace(nsec),
        t`This NSEC record does not say that ${name} has ${list(missing)}, so resolvers that validate take these records as missing. Sign the zone anew.`,
      );
    }
    if (invented.length > 0) {
      report(
        typePlace(nsec),
        t`This NSEC record says that ${name} has ${list(invented)}, and it has not. Sign the zone anew.`,
      );
    }
    const next = wordName(nsec, 0, context);
    if (next < 0 || !model.isInZone(next) || model.has(next, TYPE.NSEC)) return;
    report(
      wordPlace(nsec, 0),
      t`The chain of NSEC records breaks here: ${names.text(next)} has none. Sign the zone anew.`,
    );
  },
};
