import { t } from '../../l10n.ts';
import { replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const classMismatch: ZoneRule = {
  id: 'zone/class-mismatch',
  title: "Record of another class than the zone's",
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: "A class in a record that is not the zone's, which is IN unless named.conf says otherwise.",
    why: 'named refuses the zone: all its records have to be of one class.',
    bad: 'www CH A 192.0.2.80\n',
    good: 'www IN A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.2', 'named: class is not the zone class'],
  },
  fixes(problem) {
    const text = problem.data?.replacement;
    return typeof text === 'string' ? [replacement(problem, t`Change to ${text}`, text)] : [];
  },
};
