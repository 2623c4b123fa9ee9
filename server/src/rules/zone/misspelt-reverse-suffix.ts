import { NameTrait } from '../../dns/names.ts';
import { TYPES_WITH_NAMES } from '../../dns/nameWords.ts';
import { misspeltReverseSuffix } from '../../dns/reverse.ts';
import { ReverseKind, reverseKind } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryKind } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { simpleOwnerEnd } from '../../zone/ownerText.ts';
import { inheritsOwner, rdataWord } from '../../zone/record.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, typePlace, wordPlace, type ZonePlace, type ZoneReport } from './places.ts';
import { firstPlace } from './support/apex.ts';
import { replacement } from './support/edits.ts';
import { labelTexts } from './support/reverse.ts';
import { isAbsolute } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const WITH_NAMES = new Set(TYPES_WITH_NAMES);
/** A reverse name begins with an octet or a nibble; no other text is taken apart. */
const NUMBER_FIRST = /^[0-9a-f]{1,3}\./i;
const DOT = 0x2e;

/** A cheap look: a name is absolute, and its first label is an octet or a nibble. */
function mayBeReverse(text: string, start: number, end: number): boolean {
  // Only an absolute name is looked at.
  if (text.charCodeAt(end - 1) !== DOT) return false;
  let at = start;
  while (at < end && at < start + 3 && isDigit(text.charCodeAt(at))) at++;
  if (at === start && isHexLetter(text.charCodeAt(at))) at++;
  return at > start && at < end && text.charCodeAt(at) === DOT;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isHexLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x66;
}

/** A cheap look at what is known of the owner, before it is asked where it stands. */
function mayHaveReverseOwner(record: ZoneRecord, { names }: ZoneContext): boolean {
  const { owner } = record;
  if (inheritsOwner(record)) return false;
  if (owner < 0) return true;
  return (names.traits(owner) & NameTrait.Number) !== 0 && (reverseKind(names, owner) & ReverseKind.Sound) === 0;
}

function checkText(text: string, place: ZonePlace, report: ZoneReport): void {
  if (!NUMBER_FIRST.test(text) || !isAbsolute(text)) return;
  const labels = text.slice(0, -1).split('.');
  const misspelt = misspeltReverseSuffix(labels);
  if (!misspelt) return;
  const meant = [...labels.slice(0, misspelt.from), misspelt.suffix, ''].join('.');
  const wrong = labels.slice(misspelt.from, misspelt.to).join('.');
  report(place, t`${wrong} is nearly ${misspelt.suffix}, and nobody looks for addresses under it. Write ${meant}`, {
    data: { meant },
  });
}

function checkApex(context: ZoneContext, report: ZoneReport): void {
  if (!context.originKnown) return;
  const { names, apex, model } = context;
  const misspelt = misspeltReverseSuffix(labelTexts(names, apex));
  if (!misspelt) return;
  const [soa] = model.rrset(apex, TYPE.SOA);
  const place = soa ? (inheritsOwner(soa) ? typePlace(soa) : ownerPlace(soa)) : firstPlace(context);
  if (!place) return;
  const text = place.chunk.text.slice(place.start, place.end);
  if (isAbsolute(text) && NUMBER_FIRST.test(text)) return;
  report(
    place,
    t`The zone is ${names.text(apex)} and its name ends in what is nearly ${misspelt.suffix}: nobody looks for addresses under it. Correct the name where the zone is configured.`,
  );
}

export const misspeltSuffix: ZoneRule = {
  id: 'zone/misspelt-reverse-suffix',
  title: 'Misspelt in-addr.arpa or ip6.arpa',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  skipUnless: {
    targetTraits: NameTrait.Number,
    ownerTraits: NameTrait.Number,
    hasAbsoluteName: true,
    namesNot: 'right',
  },
  docs: {
    finds:
      'An owner, $ORIGIN, target or zone that is made like a reverse name and ends in something near in-addr.arpa or ip6.arpa, such as in-adr.arpa or in-addr.arpa.net.',
    why: 'Resolvers look for addresses under in-addr.arpa and ip6.arpa only.',
    bad: '$ORIGIN 2.0.192.in-adr.arpa.\n',
    good: 'www CNAME www.example.net.\n',
    sources: ['RFC 1035 section 3.5', 'RFC 3596 section 2.5'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry } = record;
    if (mayHaveReverseOwner(record, context)) {
      // Where the owners of a chunk stand is read for all of them at once, for the few that are not simple.
      const simple = simpleOwnerEnd(chunk, entry);
      const start = simple < 0 ? chunk.ownerStarts[entry] : chunk.starts[entry];
      const end = simple < 0 ? chunk.ownerEnds[entry] : simple;
      if (mayBeReverse(chunk.text, start, end)) checkText(chunk.text.slice(start, end), ownerPlace(record), report);
    }
    const word = WITH_NAMES.has(record.type) ? targetWordOf(chunk, entry) : -1;
    if (word < 0) return;
    const at = chunk.wordFirsts[entry] + word;
    if (!mayBeReverse(chunk.text, chunk.wordStarts[at], chunk.wordEnds[at])) return;
    checkText(rdataWord(record, word), wordPlace(record, word), report);
  },
  checkChunk(chunk, document, _context, report) {
    const { kinds, wordFirsts, wordStarts, wordEnds } = chunk;
    for (let entry = kinds.indexOf(EntryKind.Origin); entry >= 0; entry = kinds.indexOf(EntryKind.Origin, entry + 1)) {
      const word = wordFirsts[entry];
      if (word === wordFirsts[entry + 1]) continue;
      const [start, end] = [wordStarts[word], wordEnds[word]];
      checkText(chunk.text.slice(start, end), { document, chunk, start, end }, report);
    }
  },
  checkZone: checkApex,
  fixes(problem) {
    const meant = problem.data?.meant;
    return typeof meant === 'string' ? [replacement(problem, t`Change to ${meant}`, meant)] : [];
  },
};
