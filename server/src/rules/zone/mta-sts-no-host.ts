import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { EntryFlag, mayHaveType } from '../../zone/chunk.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { ownerPlace } from './places.ts';
import { census, recordOf } from './support/census.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { isOfKind, mailKind } from './support/mailText.ts';
import { Recent } from './support/recent.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Data that are something else. */
const others = new Recent();

const candidates = census((chunk, document) => {
  const found: ZoneRecord[] = [];
  if (!mayHaveType(chunk, TYPE.TXT)) return undefined;
  const { types, flags, count } = chunk;
  for (let entry = 0; entry < count; entry++) {
    // None of the usual texts is such a record.
    if (types[entry] !== TYPE.TXT || (flags[entry] & EntryFlag.Usual) !== 0) continue;
    if (others.get(chunk.tails[entry]) === 1) continue;
    const record = recordOf(chunk, entry, document);
    if (isOfKind(record, 'mta-sts')) found.push(record);
    else others.set(chunk.tails[entry], 1);
  }
  return found.length > 0 ? found : undefined;
});

export const mtaStsNoHost: ZoneRule = {
  id: 'zone/mta-sts-no-host',
  title: 'MTA-STS record without the host of its policy',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An MTA-STS record at _mta-sts.DOMAIN where mta-sts.DOMAIN, a name of this zone, has no address and no alias.',
    why: 'Senders fetch the policy from https://mta-sts.DOMAIN/. Where they cannot, they deliver as if there were none.',
    bad: '_mta-sts TXT "v=STSv1; id=1"\n',
    good: '_mta-sts TXT "v=STSv1; id=1"\nmta-sts A 192.0.2.80\n',
    sources: ['RFC 8461 section 3.3'],
  },
  censuses: [candidates],
  checkZone(context, report) {
    const { model, names } = context;
    for (const { value } of candidates.of(context)) {
      for (const record of value) {
        if (mailKind(record.owner, context) !== 'mta-sts' || names.parent(record.owner) <= ROOT) continue;
        const host = names.fromText('mta-sts', names.parent(record.owner));
        if (!model.isInZone(host) || !hasNoAddress(lookupHost(model, host))) continue;
        report(
          ownerPlace(record),
          t`Senders fetch the policy from ${names.text(host)}, which has no address in this zone, so there is no policy for them. Add its address, or delete this record.`,
        );
      }
    }
  },
};
