import { NameTrait } from '../../dns/names.ts';
import { typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { insertion } from './support/edits.ts';
import { closing } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const CLASS = /^(?:IN|CH|HS|CHAOS|HESIOD)$/i;

export const ownerLooksLikeClass: ZoneRule = {
  id: 'zone/owner-looks-like-class',
  title: 'Class in the place of the owner',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.Class },
  docs: {
    finds: 'A record whose line begins with IN, CH or HS in the first column.',
    why: 'What stands in the first column is the owner. The line has lost its indentation, as happens in copying, and its record now belongs to a name such as in.example.com.',
    bad: 'IN MX 10 mx.example.net.\n',
    good: '  IN MX 10 mx.example.net.\n',
    sources: ['RFC 1035 section 5.1'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry } = record;
    const start = chunk.ownerStarts[entry];
    if (start < 0 || chunk.ownerEnds[entry] - start > 6 || context.model.generatedBy(record.ref) !== undefined) return;
    const owner = chunk.text.slice(start, chunk.ownerEnds[entry]);
    if (!CLASS.test(owner)) return;
    report(
      ownerPlace(record),
      t`${owner} stands in the first column, so the server takes it as a name: this ${typeText(record.type)} record belongs to ${closing(context.names.text(record.owner))} Indent the line, or write its owner.`,
    );
  },
  fixes: (problem) => [insertion(problem, t`Indent the line`, problem.start, '\t')],
};
