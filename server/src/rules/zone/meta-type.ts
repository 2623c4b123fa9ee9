import type { ZoneRule } from './zoneRule.ts';

export const metaType: ZoneRule = {
  id: 'zone/meta-type',
  title: 'Type that only exists in queries and messages',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A record of type ANY, AXFR, IXFR, MAILA, MAILB, OPT, TSIG or TKEY.',
    why: 'These types ask for records or belong to a message; none can be stored in a zone, and named refuses it.',
    bad: 'www ANY 192.0.2.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 6895 section 3.1', 'named: invalid use of a meta type'],
  },
};
