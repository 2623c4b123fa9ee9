import { CLASS } from '../../dns/classes.ts';
import { type NameId, NO_NAME, ROOT } from '../../dns/names.ts';
import { moreNameWords, TYPES_WITH_NAMES } from '../../dns/nameWords.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { ownerText, simpleOwnerEnd } from '../../zone/ownerText.ts';
import { inheritsOwner, rdataWord } from '../../zone/record.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, wordPlace, type ZonePlace } from './places.ts';
import { insertion, problemText, recordAt, replacement } from './support/edits.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { hasMisreadTop, misreadOrigins } from './support/misread.ts';
import { integritySeverity } from './support/settings.ts';
import { addressAsName, closing, endsLike, isGeneric, lostItsDot, repeatsOrigin } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

function describe(text: string, name: NameId, { names }: ZoneContext): string {
  const full = closing(name >= 0 ? names.text(name) : t`a name with the origin behind it`);
  // One label alone is a host's name without its domain: with a dot it would be a top-level name.
  return text.includes('.')
    ? t`${text} has no dot at its end, so the server reads it as ${full} Write ${text}. with the final dot.`
    : t`${text} has no dot at its end, so the server reads it as ${full} Write the whole name of the host, with the final dot.`;
}

/** What named says of a name server that so gets a name without addresses: it refuses the zone. */
function isFatal(record: ZoneRecord, context: ZoneContext): boolean {
  if (record.type !== TYPE.NS || record.class !== CLASS.IN || record.owner !== context.apex) return false;
  return hasNoAddress(lookupHost(context.model, record.target));
}

/** The domain in which most of the hosts near a PTR record are. */
function usualDomain({ chunk }: ZoneRecord, { names }: ZoneContext): string | undefined {
  const counts = new Map<NameId, number>();
  for (let entry = 0; entry < chunk.count; entry++) {
    const target = chunk.targets[entry];
    if (chunk.types[entry] !== TYPE.PTR || target <= ROOT || reverseTree(names, target) !== undefined) continue;
    const domain = names.parent(target);
    if (domain > ROOT) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && names.text(most[0]);
}

/** A cheap look before the owner's text is taken: only a relative name of several labels can repeat its origin, or the zone's name. */
function mayLackDot({ chunk, entry, owner }: ZoneRecord, origin: NameId, { names, apex }: ZoneContext): boolean {
  if (owner >= 0 && origin >= 0 && names.depth(owner) - names.depth(origin) <= 1) return false;
  const end = simpleOwnerEnd(chunk, entry);
  const last = chunk.text.charCodeAt((end < 0 ? chunk.ownerEnds[entry] : end) - 1);
  return endsLike(last, origin, names) || endsLike(last, apex, names);
}

export const lostDot: ZoneRule = {
  id: 'zone/lost-dot',
  title: 'Name whose final dot was lost',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  // Those of $ORIGIN lines, which add up.
  once: ({ data }) => (data?.isDirective ? 'origin' : undefined),
  skipUnless: { hasAbsentRelative: true, ownerTypes: TYPES_WITH_NAMES, hasRelativeName: true },
  docs: {
    finds:
      'A name without its final dot that ends in the origin, or in the name of the zone, or that ends like an absolute name while the zone has nothing there: `ns1.example.com` in example.com. Also a PTR target in a reverse zone that is relative.',
    why: 'A name without a final dot gets the origin behind it: ns1.example.com.example.com. Nobody finds the record, or it leads nowhere. It is an error where it is a name server of the zone, or the `$ORIGIN` above the SOA, because named then refuses the zone. Below such a `$ORIGIN` only errors are told.',
    bad: 'www CNAME web.example.com\nweb A 192.0.2.80\n',
    good: 'www CNAME web.example.com.\nweb A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'RFC 1912 section 2.2'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry, document } = record;
    const origin = chunk.origins[entry];
    if (!inheritsOwner(record) && mayLackDot(record, origin, context)) {
      const text = ownerText(chunk, entry);
      if (repeatsOrigin(text, origin, context)) report(ownerPlace(record), describe(text, record.owner, context));
    }
    if (isGeneric(record)) return;
    // The first name of the RDATA is looked up in the zone; what can be told of the others is only how they are written.
    for (const { word } of moreNameWords(record.type)) {
      if (word === targetWordOf(chunk, entry)) continue;
      const text = rdataWord(record, word);
      if (!repeatsOrigin(text, origin, context)) continue;
      const place: ZonePlace = { ...wordPlace(record, word), document };
      report(place, describe(text, context.names.fromText(text, origin), context));
    }
  },
  checkOwner(_owner, records, context, report) {
    for (const record of records) {
      const word = targetWordOf(record.chunk, record.entry);
      if (word < 0 || context.model.hasOwner(record.target)) continue;
      const text = rdataWord(record, word);
      if (!lostItsDot(record, text, context) || addressAsName(text) !== undefined) continue;
      const severity = isFatal(record, context) ? integritySeverity(context) : 'warning';
      report(wordPlace(record, word), describe(text, record.target, context), { severity });
    }
  },
  checkZone(context, report) {
    const { names, apex } = context;
    const isTop = hasMisreadTop(context);
    for (const { place, text, name } of misreadOrigins(context).origins) {
      const message =
        isTop && name !== NO_NAME
          ? t`${text} has no dot at its end, so what follows belongs to ${names.text(name)} and the zone ${names.text(apex)} has no SOA: the server refuses it. Write ${text}. with the final dot.`
          : describe(text, name, context);
      report(place, message, { severity: isTop ? 'error' : 'warning', data: { isDirective: true } });
    }
  },
  fixes(problem, context) {
    const text = problemText(problem, context);
    const ends = [problem, ...(problem.data?.isDirective ? (problem.related ?? []) : [])];
    if (ends.length > 1) {
      const edits = ends.map(({ uri, end }) => ({ uri, start: end, end, newText: '.' }));
      return [{ title: t`Add the final dot to all ${ends.length}`, preferred: true, edits }];
    }
    if (text.includes('.')) return [insertion(problem, t`Add the final dot`, problem.end, '.')];
    const record = recordAt(problem, context);
    const domain = record?.type === TYPE.PTR ? usualDomain(record, context) : undefined;
    return domain === undefined ? [] : [replacement(problem, t`Change to ${`${text}.${domain}`}`, `${text}.${domain}`)];
  },
};
