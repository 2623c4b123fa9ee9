import { readMatchWord } from '../../conf/matchWord.ts';
import { placeOf } from '../../conf/model.ts';
import { parseIpv6 } from '../../dns/addresses.ts';
import { t } from '../../l10n.ts';
import { before } from '../../text/ends.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { argument } from './support/words.ts';

const LENGTHS = new Set([32, 40, 48, 56, 64, 96]);
const IPV6_OCTETS = 16;
/** The octet that has to be zero in every prefix (RFC 6052 section 2.2): bits 64 to 71. */
const RESERVED_OCTET = 8;

/** A dns64 prefix or suffix that RFC 6052 does not allow. */
export const badDns64: ConfRule = {
  id: 'conf/bad-dns64',
  title: 'dns64 prefix that cannot hold IPv4 addresses',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `dns64` prefix that is not IPv6, is not 32, 40, 48, 56, 64 or 96 bits long, or has bits 64 to 71 set; a `suffix` that overlaps the prefix and the IPv4 address.',
    why: 'named refuses the configuration: the translated addresses would not be unique.',
    bad: 'options {\n\tdns64 2001:db8::/80 { };\n};',
    good: 'options {\n\tdns64 64:ff9b::/96 { };\n};',
    sources: ['RFC 6052 section 2.2', 'named-checkconf: `dns64 prefix ... length is not 32/40/48/56/64/96`'],
  },
  check({ model }, report) {
    for (const setting of settingsOf(model)) {
      const word = setting.name === 'dns64' && setting.clause !== 'top' ? argument(setting) : undefined;
      const read = word && readMatchWord(word);
      if (!word || read?.kind !== 'prefix') continue;
      const { prefix } = read;
      const place = placeOf(setting.file, word);
      if (prefix.octets.length !== IPV6_OCTETS) {
        report(
          place,
          t`'${word.text}' is not an IPv6 prefix, and dns64 writes IPv4 addresses into one: named refuses the configuration. 64:ff9b::/96 is the usual one.`,
        );
        continue;
      }
      if (prefix.octets[RESERVED_OCTET] !== 0) {
        report(
          place,
          t`Bits 64 to 71 of a dns64 prefix have to be zero, and those of '${word.text}' are not: named refuses the configuration.`,
        );
        continue;
      }
      if (!LENGTHS.has(prefix.bits)) {
        report(
          place,
          t`A dns64 prefix is 32, 40, 48, 56, 64 or 96 bits long, not ${prefix.bits}: named refuses the configuration.`,
        );
        continue;
      }
      const scope = model.scopes.find(
        (candidate) => candidate.clause === 'dns64' && candidate.block.owner === setting.statement,
      );
      const suffix = scope?.byName.get('suffix')?.[0];
      const end = argument(suffix);
      const octets = end && parseIpv6(before(end.text, '%'));
      if (!suffix || !end || !octets) continue;
      const taken = prefix.bits / 8 + 4 + (prefix.bits <= 64 ? 1 : 0);
      if (octets.slice(0, taken).every((octet) => octet === 0)) continue;
      report(
        placeOf(suffix.file, end),
        t`Prefix and IPv4 address take the first ${taken} octets, so those of the suffix have to be zero, and '${end.text}' has others: named refuses the configuration.`,
      );
    }
  },
};
