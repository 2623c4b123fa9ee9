import { ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { rdataWord } from '../../zone/record.ts';
import { targetPlace } from './places.ts';
import { insertion } from './support/edits.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { bindingsOf, isServedHere } from './support/svcb.ts';
import type { ZoneRule } from './zoneRule.ts';

export const svcbNoAddress: ZoneRule = {
  id: 'zone/svcb-no-address',
  title: 'SVCB or HTTPS record whose target has no address',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.SVCB, TYPE.HTTPS],
  docs: {
    finds:
      'An SVCB or HTTPS record whose target is a name of this zone without address records; for an alias, also without SVCB or HTTPS records.',
    why: 'Clients that go by the record have nothing to connect to, whatever addresses the name in their link has.',
    bad: 'www A 192.0.2.80\nwww HTTPS 1 web alpn=h2\n',
    good: 'www A 192.0.2.80\nwww HTTPS 1 web alpn=h2\nweb A 192.0.2.80\n',
    sources: ['RFC 9460 section 2.4.2 and section 3', 'pdnsutil: SVCB target with neither address nor SVCB'],
  },
  checkOwner(owner, records, context, report) {
    const { model, names } = context;
    if (!model.isInZone(owner) || records.every((record) => isServedHere(record, records))) return;
    for (const { record, alias, target, parameters } of bindingsOf(records, context)) {
      if (target === ROOT || (alias && target === owner) || !hasNoAddress(lookupHost(model, target))) continue;
      if (alias && (model.has(target, TYPE.SVCB) || model.has(target, TYPE.HTTPS))) continue;
      // A name with underscores stands for a service: `_dns.resolver` with the target in a record or hints of its own.
      if (target === owner && names.labelText(owner).startsWith('_')) continue;
      const written = rdataWord(record, 1);
      if (written.includes('=')) {
        report(
          targetPlace(record),
          t`${written} stands where the target of this ${typeText(record.type)} record belongs, so it is taken for a name. Write the target before it, or a dot for the owner itself.`,
          { data: { forgotten: true } },
        );
        continue;
      }
      const hints = parameters.some(({ key }) => key === 'ipv4hint' || key === 'ipv6hint');
      report(
        targetPlace(record),
        t`The target ${names.text(target)} of this ${typeText(record.type)} record has no address records in this zone, so nothing can connect to it. Add its A and AAAA records, or correct the name.`,
        hints ? { severity: 'information' } : {},
      );
    }
  },
  fixes: (problem) =>
    problem.data?.forgotten === true
      ? [insertion(problem, t`Write a dot, for the owner itself`, problem.start, '. ')]
      : [],
};
