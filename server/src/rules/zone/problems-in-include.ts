import type { ZoneRule } from './zoneRule.ts';

export const problemsInInclude: ZoneRule = {
  id: 'zone/problems-in-include',
  title: 'Problems in an included file',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A $INCLUDE of a file in which there are errors or warnings. They are shown in that file; here it is said that they are there.',
    why: 'An error in an included file makes the server refuse the whole zone, and nothing in the file that includes it looks wrong.',
    bad: '; hosts.db holds a record with a wrong address\n$INCLUDE hosts.db\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1'],
  },
};
