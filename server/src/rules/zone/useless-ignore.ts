import type { ZoneRule } from './zoneRule.ts';

/** Raised by the workspace, which knows all that was found in a file. */
export const uselessIgnore: ZoneRule = {
  id: 'zone/useless-ignore',
  title: 'Comment that silences nothing',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A comment `bailiwick-ignore` that names what is no rule, a rule about configurations, or a rule that has nothing to say on its line. The last is told only of rules that look at the text alone and that are on: what others find may depend on files, times and settings that are others elsewhere.',
    why: 'A name that is no rule leaves the problem where it is. A comment that outlived its problem hides the next one.',
    bad: 'www A 192.0.2.80 ; bailiwick-ignore zone/unknown-typ\n',
    good: 'www A 192.0.2.80\n',
    sources: ['the same of other checkers: `unused-noqa` of Ruff, `--report-unused-disable-directives` of ESLint'],
  },
};
