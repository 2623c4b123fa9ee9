import type { ZoneRule } from './zoneRule.ts';

export const includeDepth: ZoneRule = {
  id: 'zone/include-depth',
  title: 'Files that include one another too deeply',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A chain of $INCLUDE lines that is longer than is followed here, or more included files than are read here.',
    why: 'What stands in the files that are not read is not checked, and each level keeps a file open in named.',
    bad: '; in the last file of a long chain\n$INCLUDE more.db\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1'],
  },
};
