import type { ZoneRule } from './zoneRule.ts';

export const incompleteRecord: ZoneRule = {
  id: 'zone/incomplete-record',
  title: 'Line without a record type',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A line with an owner, a TTL or a class, and no type.',
    why: 'named refuses the zone. Text that is meant as a comment needs a semicolon before it.',
    bad: 'www 3600 IN\n',
    good: 'www 3600 IN A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'named: unexpected end of line'],
  },
};
