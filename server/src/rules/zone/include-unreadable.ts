import type { ZoneRule } from './zoneRule.ts';

export const includeUnreadable: ZoneRule = {
  id: 'zone/include-unreadable',
  title: 'Included file that cannot be read',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A $INCLUDE of a file that does not exist, or of a folder. A relative path starts at the directory of named.conf, not at that of the zone file. A file that is there and cannot be read, and one of another machine, are told as information: nothing that may stand there is missed then.',
    why: 'named refuses the zone when it cannot open an included file.',
    bad: '$INCLUDE missing.db\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'named: file not found'],
  },
};
