import { NO_NAME } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const occludedRecord: ZoneRule = {
  id: 'zone/occluded-record',
  title: 'Record hidden by a delegation or a DNAME',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  skipUnless: { zone: ({ model }) => model.cuts.size > 0, isHidden: true },
  once: ({ data }) => String(data?.cut),
  docs: {
    finds:
      'A record at or below a delegated name, or below a DNAME, that this zone will never answer with. NS and DS records at the delegation and the addresses of name servers (glue) belong there. Told once a delegation.',
    why: 'Resolvers are sent to the servers of the delegated zone, or to another name: the record is only seen by people who read this file.',
    bad: 'sub NS ns1\nwww.sub A 192.0.2.80\n',
    good: 'sub NS ns.sub\nns.sub A 192.0.2.54\nns.sub AAAA 2001:db8::54\n',
    sources: ['RFC 1034 section 4.2.1', 'RFC 2136 section 7.18', 'RFC 6672 section 2.4', 'named loads it'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    const cut = model.cutAbove(owner);
    if (cut === NO_NAME) return;
    const isDelegation = cut !== model.apex && model.has(cut, TYPE.NS);
    if (!isDelegation && owner === cut) return;
    const isServer = isDelegation && model.isMentioned(owner, TYPE.NS);
    const seen = new Set<number>();
    for (const record of records) {
      const { type } = record;
      if (seen.has(type) || type === TYPE.RRSIG || type === TYPE.NSEC) continue;
      if (isDelegation && owner === cut && (type === TYPE.NS || type === TYPE.DS)) continue;
      if (isServer && (type === TYPE.A || type === TYPE.AAAA)) continue;
      seen.add(type);
      const what = isDelegation ? t`${names.text(cut)} is delegated` : t`there is a DNAME at ${names.text(cut)}`;
      const where = owner === cut ? t`at` : t`below`;
      report(
        typePlace(record),
        t`This ${typeText(type)} record of ${names.text(owner)} stands ${where} a name that this zone does not answer for: ${what}, so resolvers never see it. Move it to where they are sent, or delete it.`,
        { data: { cut: names.text(cut) } },
      );
    }
  },
};
