import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { ownerPlace, targetPlace } from './places.ts';
import { insideOnly } from './support/abroad.ts';
import { isInView } from './support/views.ts';
import { isMiswritten } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const TYPES: ReadonlySet<number> = new Set([TYPE.CNAME, TYPE.MX, TYPE.SRV, TYPE.NS]);

export const targetInsideOnly: ZoneRule = {
  id: 'zone/target-inside-only',
  title: 'Published name that leads to one that only a view inside has',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [...TYPES],
  skipUnless: { zone: isInView },
  docs: {
    finds:
      'A CNAME, MX, SRV or NS record in a view that everyone may ask, to a name of another zone that clients of this view do not get: this view has that zone without the name, and a view for clients inside has it; or only a view inside has the zone, and the name has nothing but addresses for use inside a network.',
    why: 'Inside it works, and everybody else gets no address.',
    bad: '; the zone of the view "outside"; only the view "inside" has corp.example.net, with intra A 10.0.0.9\nportal CNAME intra.corp.example.net.\n',
    good: 'portal CNAME www.example.net.\n',
    sources: ['Split DNS in the BIND 9 Administrator Reference Manual', 'RFC 1034 section 3.6.2', 'RFC 1918 section 5'],
  },
  applies: ({ settings }) => settings.view?.clients === 'anyone' && settings.type === 'primary',
  checkOwner(owner, records, context, report) {
    const { names, model } = context;
    if (!model.isInZone(owner)) return;
    for (const record of records) {
      if (!TYPES.has(record.type) || record.target <= 0 || isInvalid(record)) continue;
      if (model.isInZone(record.target) || isMiswritten(record, context)) continue;
      const inside = insideOnly(record, context);
      if (!inside) continue;
      const [place] = inside.model.owned(record.target);
      const [view, here] = [inside.settings.view?.name ?? '', context.settings.view?.name ?? ''];
      const target = names.text(record.target);
      const message = t`${names.text(owner)} is published in the view '${here}' and leads to ${target}, which only the view '${view}' has: nobody outside gets an address. Publish the name here too, or let the record stand in the view '${view}' only.`;
      const related = place ? [{ place: ownerPlace(place), message: t`${target} in the view '${view}'` }] : [];
      report(targetPlace(record), message, { related });
    }
  },
};
