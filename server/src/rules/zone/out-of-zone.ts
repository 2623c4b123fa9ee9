import { type NameId, type NameTable, NO_NAME } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { ownerText } from '../../zone/ownerText.ts';
import { inheritsOwner } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace } from './places.ts';
import { replacement } from './support/edits.ts';
import { editDistance } from './support/nearest.ts';
import { isAbsolute } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const outOfZone: ZoneRule = {
  id: 'zone/out-of-zone',
  title: 'Record outside the zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  onlyWrittenOwner: true,
  skipUnless: { isOutside: true },
  // Those under a $ORIGIN that lies outside.
  once: ({ data }) => (data?.origin === undefined ? undefined : String(data.origin)),
  docs: {
    finds: 'A record whose owner is neither the zone nor a name below it.',
    why: 'named ignores the record, so the name does not get it. It belongs in the zone that holds its owner; other servers refuse such a file. Often a final dot is one too many, or the zone is misspelt.',
    bad: 'www.example.net. A 192.0.2.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.2', 'named: ignoring out-of-zone data'],
  },
  checkRecord(record, context, report) {
    if (record.owner < 0 || !context.originKnown || context.model.isInZone(record.owner)) return;
    const { names, apex } = context;
    const owner = names.text(record.owner);
    const what = t`${owner} is not in the zone ${names.text(apex)}, so the server ignores this record.`;
    const { advice, ...data } = adviceFor(record, context);
    report(ownerPlace(record), t`${what} ${advice}`, { data });
  },
  fixes(problem) {
    const { meant } = problem.data ?? {};
    return typeof meant === 'string' ? [replacement(problem, t`Change to ${meant}`, meant)] : [];
  },
};

interface Advice {
  readonly advice: string;
  /** The owner to write instead. */
  readonly meant?: string;
  /** The origin that makes it a name outside, for all names under it. */
  readonly origin?: string;
}

function adviceFor(record: ZoneRecord, context: ZoneContext): Advice {
  const { names, apex, settings } = context;
  const { chunk, entry, owner } = record;
  const text = inheritsOwner(record) ? '' : ownerText(chunk, entry);
  const near = nearZone(owner, context);
  if (!isAbsolute(text)) {
    const origin = text === '' ? NO_NAME : chunk.origins[entry];
    if (origin < 0) return { advice: t`Move it to the zone that holds ${names.text(owner)}` };
    const shown = names.text(origin);
    return near === undefined
      ? { advice: t`It is the $ORIGIN ${shown} that makes it one of another zone.`, origin: shown }
      : {
          advice: t`It is the $ORIGIN ${shown} that makes it one of another zone: ${names.text(apex)} may be meant.`,
          origin: shown,
        };
  }
  const bare = text.slice(0, -1);
  // Triggers of response policies are names below the zone, whatever they look like.
  if (settings.responsePolicy) return { advice: t`Write ${bare} without the final dot.`, meant: bare };
  if (near !== undefined) return { advice: t`Is ${near} meant?`, meant: near };
  if (names.depth(owner) === 1 || names.labelText(topOf(owner, names)).startsWith('_')) {
    return { advice: t`Its final dot makes it a complete name: write ${bare} without the dot.`, meant: bare };
  }
  return { advice: t`Move it to the zone that holds ${names.text(owner)}` };
}

function topOf(name: NameId, names: NameTable): NameId {
  let at = name;
  while (names.depth(at) > 1) at = names.parent(at);
  return at;
}

/** The name with the zone's own in the place of one that is a letter away from it; undefined where none is. */
function nearZone(owner: NameId, { names, apex }: ZoneContext): string | undefined {
  const depth = names.depth(apex);
  if (depth < 2 || names.depth(owner) < depth) return undefined;
  let at = owner;
  while (names.depth(at) > depth) at = names.parent(at);
  const [found, zone] = [names.text(at), names.text(apex)];
  if (Math.abs(found.length - zone.length) > 1 || editDistance(found, zone) !== 1) return undefined;
  return `${names.text(owner).slice(0, -found.length)}${zone}`;
}
