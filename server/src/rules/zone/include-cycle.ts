import type { ZoneRule } from './zoneRule.ts';

export const includeCycle: ZoneRule = {
  id: 'zone/include-cycle',
  title: 'File that includes itself',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A $INCLUDE that leads back to the file it stands in, directly or over other files.',
    why: 'named reads the files over and over until it runs out of memory or open files, and then refuses the zone.',
    bad: '; in hosts.db\n$INCLUDE hosts.db\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1'],
  },
};
