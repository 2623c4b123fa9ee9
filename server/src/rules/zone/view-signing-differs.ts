import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Neighbour, ZoneContext } from './context.ts';
import { typePlace } from './places.ts';
import { parentOf } from './support/delegation.ts';
import { publishedKeys } from './support/ds.ts';
import { copyBefore, isInView } from './support/views.ts';
import type { ZoneRule } from './zoneRule.ts';

export const viewSigningDiffers: ZoneRule = {
  id: 'zone/view-signing-differs',
  title: 'Zone that is signed in one view only',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  onlyApex: true,
  skipUnless: { zone: isInView },
  docs: {
    finds:
      'A zone that is signed in one view and not in another of the same configuration, or with keys of which none is in both: a warning where a DS record of the zone stands in a zone above it. Told in the later view.',
    why: 'The DS record at the parent is one for all. Clients that validate reject the answers of the view whose keys it is not of, and those of an unsigned one.',
    bad: '; the view "outside" has this zone signed, and this is the one of the view "inside"\nwww A 192.0.2.80\n',
    good: '; in both views, or in none\nwww A 192.0.2.80\n',
    sources: [
      'RFC 6781 section 4.1, split-view deployments are out of scope and need care',
      'Split DNS in the BIND 9 Administrator Reference Manual',
    ],
  },
  checkOwner(owner, records, context, report) {
    const [soa] = records.filter(({ type }) => type === TYPE.SOA);
    const other = copyBefore(context);
    if (!soa || !other) return;
    const own: Neighbour = { model: context.model, settings: context.settings };
    const [isOurs, isTheirs] = [isSigned(own), isSigned(other)];
    const view = other.settings.view?.name ?? '';
    let what: string;
    if (isOurs !== isTheirs) {
      what = isOurs ? t`is signed here and not in the view '${view}'` : t`is signed in the view '${view}' and not here`;
    } else {
      if (!isOurs || own.settings.signed || other.settings.signed || sharesKey(own, other, context)) return;
      what = t`is signed here with other keys than in the view '${view}'`;
    }
    const ds = parentOf(context)?.model.rrset(owner, TYPE.DS) ?? [];
    const zone = context.names.text(owner);
    const message = t`${zone} ${what}. Resolvers that validate and get one through the other's DS record reject the answers; sign it in both views with the same keys, or in none.`;
    const [there] = other.model.rrset(owner, TYPE.SOA);
    report(typePlace(soa), message, {
      severity: ds.length > 0 ? 'warning' : 'information',
      related: there ? [{ place: typePlace(there), message: t`The zone in the view '${view}'` }] : [],
    });
  },
};

function isSigned({ model, settings }: Neighbour): boolean {
  return settings.signed === true || model.has(model.apex, TYPE.DNSKEY);
}

function sharesKey(a: Neighbour, b: Neighbour, context: ZoneContext): boolean {
  const theirs = publishedKeys(b, context);
  return publishedKeys(a, context).some(({ wire }) =>
    theirs.some((key) => key.wire.length === wire.length && key.wire.every((octet, i) => octet === wire[i])),
  );
}
