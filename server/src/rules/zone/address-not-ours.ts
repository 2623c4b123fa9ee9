import { addressText } from '../../dns/addresses.ts';
import { NO_NAME } from '../../dns/names.ts';
import { type Prefix, parsePrefix, prefixContains } from '../../dns/prefixes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneSettings } from './context.ts';
import { wordPlace } from './places.ts';
import { isInternalAddress } from './support/addressKinds.ts';
import { addressOf } from './support/bothWays.ts';
import type { ZoneRule } from './zoneRule.ts';

const known = new WeakMap<readonly string[], readonly Prefix[]>();

/** The networks that the user says are theirs. */
function prefixesOf({ prefixes = [] }: ZoneSettings): readonly Prefix[] {
  let read = known.get(prefixes);
  if (!read) {
    read = prefixes.flatMap((text) => parsePrefix(text) ?? []);
    known.set(prefixes, read);
  }
  return read;
}

export const addressNotOurs: ZoneRule = {
  id: 'zone/address-not-ours',
  title: 'Address outside of your networks',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.A, TYPE.AAAA],
  applies: ({ settings }) => settings.type === 'primary' && prefixesOf(settings).length > 0,
  docs: {
    finds:
      'An A or AAAA record whose address lies in none of the networks that the setting `bailiwick.prefixes` lists. Families of which it lists no network are not judged, and neither are glue and, where it lists no network for use inside, addresses for use inside. Without the setting nothing is told.',
    why: 'An address that is not yours is a slip of a digit, or the one of a host that was moved away: others can get it then and answer in your name.',
    bad: '; with "bailiwick.prefixes": ["192.0.2.0/24"]\nwww A 198.51.100.80\n',
    good: 'www A 192.0.2.80\n',
    sources: ['The setting bailiwick.prefixes', 'RFC 1912 section 2.3: addresses that are not there (any more)'],
  },
  checkOwner(owner, records, context, report) {
    const prefixes = prefixesOf(context.settings);
    const { model } = context;
    if (!model.isInZone(owner) || model.cutAbove(owner) !== NO_NAME) return;
    for (const record of records) {
      const octets = record.type === TYPE.A || record.type === TYPE.AAAA ? addressOf(record) : undefined;
      if (!octets) continue;
      const ofFamily = prefixes.filter((prefix) => prefix.octets.length === octets.length);
      // Who lists public networks only says nothing of those inside.
      if (isInternalAddress(octets) && !ofFamily.some((prefix) => isInternalAddress(prefix.octets))) continue;
      if (ofFamily.length === 0 || ofFamily.some((prefix) => prefixContains(prefix, octets))) continue;
      report(
        wordPlace(record, 0),
        t`${addressText(octets)} lies in none of your networks (bailiwick.prefixes). Correct it, or add its network to the setting.`,
      );
    }
  },
};
