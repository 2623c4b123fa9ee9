import { placeOf } from '../../conf/model.ts';
import { isLoopback } from '../../dns/specialRanges.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { isOpen, listOf, prefixesOf } from './support/matchLists.ts';

/** Updates that need no key. */
export const updateByAddress: ConfRule = {
  id: 'conf/update-by-address',
  title: 'Dynamic update without a key',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: '`allow-update` by addresses other than the loopback ones (an information), or for anyone (a warning).',
    why: 'An update is one packet, and its source address can be forged: whoever knows the list can change the zone. named says so in its log when it loads the zone.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tallow-update { 192.0.2.10; };\n};',
    good: 'key "updates" {\n\talgorithm hmac-sha256;\n\tsecret "bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ==";\n};\nzone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy { grant updates zonesub ANY; };\n};',
    sources: ['RFC 3007', 'named: `allows unsigned updates from remote hosts, which is insecure`'],
  },
  *check({ model }, report) {
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        const list = setting.name === 'allow-update' ? listOf(setting) : undefined;
        if (!list) continue;
        if (isOpen(model, list)) {
          const message = t`Anyone may change the zone. Allow updates by a key, with 'update-policy' or 'allow-update { key ...; }'.`;
          report(placeOf(setting.file, list), message, { severity: 'warning' });
        } else if (prefixesOf(model, list).some(({ octets }) => !isLoopback(octets))) {
          const message = t`Updates are allowed by address, and the address of a packet can be forged: whoever knows it can change the zone. Use a key.`;
          report(placeOf(setting.file, list), message);
        }
      }
    }
  },
};
