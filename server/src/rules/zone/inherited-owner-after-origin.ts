import { t } from '../../l10n.ts';
import { documentOf, insertion, lineStart, recordAt } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const inheritedOwnerAfterOrigin: ZoneRule = {
  id: 'zone/inherited-owner-after-origin',
  title: 'Record without owner right after $ORIGIN',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A record that begins with white space and directly follows a $ORIGIN.',
    why: '$ORIGIN does not change the current owner: the record belongs to the owner above the $ORIGIN, which is seldom what was meant, and the new name stays without it.',
    bad: '$ORIGIN sub.example.com.\n  TXT "hello"\n',
    good: '$ORIGIN sub.example.com.\n@ TXT "hello"\n',
    sources: ['RFC 1035 section 5.1', 'named: record with inherited owner immediately after $ORIGIN'],
  },
  fixes(problem, context) {
    const document = documentOf(problem, context);
    const record = recordAt(problem, context);
    if (!document || !record) return [];
    const at = lineStart(document, problem.start);
    const fixes = [insertion(problem, t`Write @, so that it belongs to the new origin`, at, '@')];
    if (record.owner < 0) return fixes;
    const owner = context.names.text(record.owner);
    return [...fixes, insertion(problem, t`Write ${owner}, where it belongs now`, at, owner, false)];
  },
};
