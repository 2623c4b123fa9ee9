import { addressText, reverseName } from '../../dns/addresses.ts';
import { NameTrait } from '../../dns/names.ts';
import { reverseKind } from '../../dns/reverseNames.ts';
import { TYPE } from '../../dns/types.ts';
import { marked, t, translated } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { targetWordOf } from '../../zone/targets.ts';
import { wordPlace } from './places.ts';
import { integritySeverity } from './support/settings.ts';
import { addressAsName, isAbsolute, isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const NOUNS = new Map<number, string>([
  [TYPE.NS, marked('name server')],
  [TYPE.CNAME, marked('target')],
  [TYPE.PTR, marked('target')],
  [TYPE.MX, marked('mail server')],
  [TYPE.SRV, marked('host')],
  [TYPE.DNAME, marked('target')],
]);

export const targetIsAddress: ZoneRule = {
  id: 'zone/target-is-address',
  title: 'Address where a name belongs',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [...NOUNS.keys()],
  skipUnless: { targetTraits: NameTrait.Number | NameTrait.NotHost, namesNot: 'right' },
  docs: {
    finds: 'An NS, MX, SRV, CNAME, DNAME or PTR record whose target is an IPv4 or IPv6 address.',
    why: 'The address is taken as a domain name, with the origin behind it or with a top-level domain of digits, and nobody finds a host there. As a name server of the zone it makes named refuse the zone.',
    bad: '@ MX 10 192.0.2.25\n',
    good: '@ MX 10 mail\nmail A 192.0.2.25\n',
    sources: [
      'RFC 1912 section 2.5',
      'RFC 5321 section 5.1',
      'named: NS record appears to be an address, MX is an address',
    ],
  },
  checkRecord(record, context, report) {
    const word = targetWordOf(record.chunk, record.entry);
    if (word < 0 || isInvalid(record) || isGeneric(record)) return;
    // In in-addr.arpa itself it is a name of that zone.
    if (reverseKind(context.names, record.target) !== 0) return;
    const text = rdataWord(record, word);
    const address = addressAsName(text);
    if (!address) return;
    const noun = translated(NOUNS.get(record.type)!);
    const shown = addressText(address);
    const isTop = record.type === TYPE.NS && record.owner === context.apex;
    // A relative one becomes a name of this zone, which has no address: named refuses the zone.
    const severity =
      isTop && !isAbsolute(text) && context.model.isInZone(record.target) ? integritySeverity(context) : 'warning';
    const advice =
      record.type === TYPE.PTR
        ? t`Write the name of the host that ${reverseName(address)} is for.`
        : t`Give the host a name with an address record for ${shown}, and write that name.`;
    report(wordPlace(record, word), t`The ${noun} ${text} is an address, and this has to be a name. ${advice}`, {
      severity,
      ...(record.type === TYPE.MX ? { option: 'check-mx' as const } : {}),
    });
  },
};
