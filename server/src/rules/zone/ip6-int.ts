import { type NameId, type NameTable, NameTrait, NO_NAME, ROOT } from '../../dns/names.ts';
import { reverseTree } from '../../dns/reverseNames.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { zoneTree } from './support/reverse.ts';
import { reverseApex } from './support/reverseOwner.ts';
import type { ZoneRule } from './zoneRule.ts';

const TREE = 'ip6.int';
const TREE_LABELS = 2;
const [IP6, INT] = TREE.split('.').map((label) => new TextEncoder().encode(label));

/** False where no name of the workspace is under ip6.int. */
function hasTree(names: NameTable): boolean {
  const top = names.find(ROOT, INT);
  return top !== NO_NAME && names.find(top, IP6) !== NO_NAME;
}

/** A name of another tree that was asked for last: those below it mostly follow one another. */
let other: { readonly names: NameTable; readonly above: NameId } | undefined;

export const ip6Int: ZoneRule = {
  id: 'zone/ip6-int',
  title: 'Reverse name under ip6.int',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.Infrastructure, namesNot: 'right', zone: ({ names }) => hasTree(names) },
  docs: {
    finds: 'A zone, $ORIGIN or owner under ip6.int.',
    why: 'The domain was given up in 2005 and taken out of the DNS. Resolvers look for addresses under ip6.arpa only.',
    bad: '; zone: 8.b.d.0.1.0.0.2.ip6.int\n',
    good: '; zone: 8.b.d.0.1.0.0.2.ip6.arpa\n',
    sources: ['RFC 4159 (BCP 109)', 'RFC 3596 section 2.5'],
  },
  checkRecord(record, context, report) {
    const { names } = context;
    // In a zone under ip6.int it is said once, of the zone.
    if (record.owner < 0) return;
    const above = names.parent(record.owner);
    if (above === other?.above && names === other.names) return;
    if (reverseTree(names, record.owner) !== TREE) {
      if (names.depth(above) >= TREE_LABELS) other = { names, above };
      return;
    }
    if (zoneTree(context) === TREE) return;
    report(
      ownerPlace(record),
      t`${names.text(record.owner)} is under ip6.int, which no resolver asks any more. Write ip6.arpa.`,
    );
  },
  checkZone(context, report) {
    const zone = reverseApex(context);
    // Who serves the whole of it, empty, keeps its queries at home.
    if (zone?.reading.suffix !== TREE || context.names.text(context.apex).toLowerCase() === `${TREE}.`) return;
    report(
      zone.place,
      t`The zone ${context.names.text(context.apex)} is under ip6.int, which no resolver asks any more. Serve it under ip6.arpa.`,
    );
  },
};
