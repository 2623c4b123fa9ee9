import { NO_NAME } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { EntryKind } from '../../zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import { rdataWord } from '../../zone/record.ts';
import { targetWordOf } from '../../zone/targets.ts';
import type { ZoneContext } from './context.ts';
import { wordPlace } from './places.ts';
import { census } from './support/census.ts';
import { replacement } from './support/edits.ts';
import { isAbsolute } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Top-level names that are meant: this machine, and none (RFC 6761). An at sign has a rule of its own. */
const MEANT = new Set(['localhost', 'invalid', '\\@']);

/** Records whose target is a name of one label. */
const oneLabelTargets = census((chunk, document, names) => {
  let found: ZoneRecord[] | undefined;
  const { targets, kinds, count } = chunk;
  for (let entry = 0; entry < count; entry++) {
    const target = targets[entry];
    if (target <= 0 || kinds[entry] !== EntryKind.Record || names.depth(target) !== 1) continue;
    found ??= [];
    found.push(recordAt(document, chunk, entry));
  }
  return found;
});

/** The name that the target is without its dot, where the zone has it; NO_NAME where nothing says that it was meant. */
function meantBy(record: ZoneRecord, { names, model, apex }: ZoneContext) {
  const label = names.label(record.target);
  for (const origin of [record.chunk.origins[record.entry], apex]) {
    const name = origin > 0 ? names.find(origin, label) : NO_NAME;
    if (name !== NO_NAME && model.hasOwner(name)) return name;
  }
  return NO_NAME;
}

export const dotTooMany: ZoneRule = {
  id: 'zone/dot-too-many',
  title: 'Name of one label with a final dot',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A record that points to a top-level name, such as `ns1.`, while the zone has a name `ns1`.',
    why: 'With its final dot the name is complete, and no top-level domain is called like that: the record leads nowhere.',
    bad: '@ MX 10 mail.\nmail A 192.0.2.25\n',
    good: '@ MX 10 mail\nmail A 192.0.2.25\n',
    sources: ['RFC 1035 section 5.1'],
  },
  applies: ({ settings }) => settings.responsePolicy !== true,
  censuses: [oneLabelTargets],
  checkZone(context, report) {
    const { names, model } = context;
    for (const { value } of oneLabelTargets.of(context)) {
      for (const record of value) {
        const { target } = record;
        const word = targetWordOf(record.chunk, record.entry);
        if (word < 0 || model.isInZone(target) || MEANT.has(names.labelText(target))) continue;
        const text = rdataWord(record, word);
        const meant = isAbsolute(text) ? meantBy(record, context) : NO_NAME;
        if (meant === NO_NAME || context.zoneOf(target)) continue;
        report(
          wordPlace(record, word),
          t`The final dot makes ${text} a top-level name, and the zone has ${names.text(meant)} Remove the dot.`,
          { data: { meant: text.slice(0, -1) } },
        );
      }
    }
  },
  fixes(problem) {
    const meant = problem.data?.meant;
    return typeof meant === 'string' ? [replacement(problem, t`Remove the final dot`, meant)] : [];
  },
};
