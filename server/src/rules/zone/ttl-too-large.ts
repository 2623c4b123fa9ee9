import type { ZoneRule } from './zoneRule.ts';

export const ttlTooLarge: ZoneRule = {
  id: 'zone/ttl-too-large',
  title: 'TTL above 2147483647 seconds',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A TTL with the highest of its 32 bits set.',
    why: 'Servers take it as 0, so that nothing is cached and every query comes back to the name servers.',
    bad: 'www 3000000000 A 192.0.2.80\n',
    good: 'www 86400 A 192.0.2.80\n',
    sources: ['RFC 2181 section 8', 'named: $TTL > MAXTTL, setting to 0'],
  },
};
