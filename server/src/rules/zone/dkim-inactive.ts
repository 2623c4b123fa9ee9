import { NameTrait } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import { mailRecordAt } from './support/mailText.ts';
import { listItems, tagOf } from './support/tagList.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dkimInactive: ZoneRule = {
  id: 'zone/dkim-inactive',
  title: 'DKIM key that is revoked or only a test',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { ownerTraits: NameTrait.Underscore, hasOtherData: true },
  docs: {
    finds:
      'A DKIM record with an empty p=, which revokes the selector, or with the flag t=y, which says that the domain only tests DKIM. A revoked wildcard is not reported: it says that the domain sends no mail.',
    why: 'Signatures made with a revoked key fail, and those made in test mode count for nothing.',
    bad: 's1._domainkey TXT "v=DKIM1; p="\n',
    good: 's1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n',
    sources: ['RFC 6376 section 3.6.1'],
  },
  checkRecord(record, context, report) {
    const found = mailRecordAt(record, context);
    if (found?.kind !== 'dkim' || isWildcard(context.names, record.owner)) return;
    const key = tagOf(found.list, 'p');
    if (key?.value === '') {
      const place = found.text.text.length > 0 ? textPlace(found.text, key.start, key.end) : ownerPlace(record);
      report(
        place,
        t`This selector is revoked: p is empty, so signatures made with it fail. Delete the record when no mail with it is under way.`,
      );
    }
    const flags = tagOf(found.list, 't');
    if (flags && listItems(flags, ':').some(({ text }) => text.toLowerCase() === 'y'))
      report(
        textPlace(found.text, flags.start, flags.end),
        t`The flag y says that DKIM is only tested, so verifiers may ignore the signature. Remove it when the test is over.`,
      );
  },
};
