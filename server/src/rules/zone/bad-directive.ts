import type { ZoneRule } from './zoneRule.ts';

export const badDirective: ZoneRule = {
  id: 'zone/bad-directive',
  title: 'Directive with missing or wrong arguments',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A $ORIGIN, $TTL or $INCLUDE without its argument, with one that cannot be read, or with more than it takes.',
    why: 'named refuses the zone, because every line after the directive depends on it.',
    bad: '$TTL one-hour\n',
    good: '$TTL 1h\n',
    sources: ['RFC 1035 section 5.1', 'RFC 2308 section 4'],
  },
};
