import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { recordsOf } from './support/census.ts';
import { lookupHost } from './support/lookup.ts';
import { isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const rpRecords = recordsOf([TYPE.RP]);

export const rpTextMissing: ZoneRule = {
  id: 'zone/rp-text-missing',
  title: 'RP record whose text is not there',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'An RP record whose second name, a name of this zone, has no TXT record.',
    why: 'Who looks for the responsible person finds the mail address only, and not the text that is promised. A dot says that there is none.',
    bad: '@ RP admin.example.com. people.example.com.\n',
    good: '@ RP admin.example.com. .\n',
    sources: ['RFC 1183 section 2.2', 'validns: rp-txt-exists'],
  },
  censuses: [rpRecords],
  checkZone(context, report) {
    const { model, names } = context;
    for (const record of rpRecords.of(context).flatMap(({ value }) => value)) {
      if (isInvalid(record) || isGeneric(record)) continue;
      const name = wordName(record, 1, context);
      if (name <= ROOT) continue;
      const host = lookupHost(model, name);
      if (host.kind !== 'here' || model.has(host.at, TYPE.TXT) || model.has(host.at, TYPE.CNAME)) continue;
      report(wordPlace(record, 1), t`${names.text(name)} has no TXT record. Add one, or write a dot in its place.`);
    }
  },
};
