import type { ZoneRule } from './zoneRule.ts';

export const badName: ZoneRule = {
  id: 'zone/bad-name',
  title: 'Text that is no domain name',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  // Below one origin that is too long every name is.
  once: ({ data }) => (data?.isTooLong ? 'too long' : undefined),
  docs: {
    finds:
      'An owner or origin with an empty label, a label of more than 63 octets, more than 255 octets in all, or a broken escape.',
    why: 'Such a name cannot be sent in a DNS message, so named refuses the zone.',
    bad: 'www..shop A 192.0.2.80\n',
    good: 'www.shop A 192.0.2.80\n',
    sources: ['RFC 1035 sections 2.3.4 and 5.1', 'named: empty label, label too long, bad escape'],
  },
};
