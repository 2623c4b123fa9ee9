import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** The first label with hyphens in third and fourth place that is no IDN. */
function badLabel(names: NameTable, name: NameId): string | undefined {
  for (let at = name; at > ROOT; at = names.parent(at)) {
    const label = names.labelText(at);
    if (label.startsWith('--', 2) && !label.startsWith('xn--')) return label;
  }
  return undefined;
}

export const discouragedHyphens: ZoneRule = {
  id: 'zone/discouraged-hyphens',
  title: 'Two hyphens where only an IDN has them',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NS, TYPE.MX, TYPE.SOA],
  onlyApex: true,
  docs: {
    finds:
      "Two hyphens in third and fourth place of a label that does not begin with xn--, in the zone's name or in the name of its servers.",
    why: 'Labels of this form are kept for encodings such as that of internationalised names. Registries and certificate authorities refuse them.',
    bad: '@ MX 10 ab--mail.example.net.\n',
    good: '@ MX 10 a-b-mail.example.net.\n',
    sources: ['RFC 5891 section 4.2.3.1', 'Zonemaster SYNTAX03: DISCOURAGED_DOUBLE_DASH'],
  },
  checkOwner(_owner, records, context, report) {
    const { names } = context;
    for (const record of records) {
      const isServer = record.type === TYPE.NS || record.type === TYPE.MX || record.type === TYPE.SOA;
      if (!isServer || record.target <= ROOT || isInvalid(record) || isMiswritten(record, context)) continue;
      // The zone's own name is told once, by its SOA.
      const within = context.model.isInZone(record.target);
      const ofZone = badLabel(names, context.apex);
      const label = record.type === TYPE.SOA && ofZone !== undefined ? ofZone : badLabel(names, record.target);
      if (label === undefined || (within && label === ofZone && record.type !== TYPE.SOA)) continue;
      report(
        targetPlace(record),
        t`The label ${label} has two hyphens in third and fourth place, which are kept for encoded names (xn--). Registries refuse such names: choose another.`,
      );
    }
  },
};
