import { NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneContext } from './context.ts';
import type { ZoneReport } from './places.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { type SpfPolicy, spfPolicy } from './support/spf.ts';
import { namingPolicies, policyAt, spfPolicies, termName } from './support/spfLookups.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfTarget: ZoneRule = {
  id: 'zone/spf-target',
  title: 'SPF policy that names something that is not there',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  docs: {
    finds:
      'An include or redirect of a name of this zone that has no SPF policy, and an a or mx mechanism with a name of this zone that has no address or no MX record (information).',
    why: 'An include without a policy makes the whole policy invalid. A mechanism that finds nothing authorises nobody, and receivers give up after two look-ups in vain.',
    bad: '@ TXT "v=spf1 include:_spf.example.com -all"\n',
    good: '@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 ip4:192.0.2.25 -all"\n',
    sources: ['RFC 7208 section 4.6.4, section 5.2 and section 6.1'],
  },
  checkOwner(_owner, records, context, report) {
    for (const record of records) {
      const policy = record.type === TYPE.TXT ? spfPolicy(record) : undefined;
      if (policy) checkTerms(policy, true, context, report);
    }
  },
  censuses: [spfPolicies],
  checkZone(context, report) {
    for (const policy of namingPolicies(context)) checkTerms(policy, false, context, report);
  },
};

/** Checks the terms that name their owner, or those that name others. */
function checkTerms(policy: SpfPolicy, ofOwner: boolean, context: ZoneContext, report: ZoneReport): void {
  const { model, names, originKnown } = context;
  if (!originKnown) return;
  for (const term of policy.terms) {
    if ((term.domain === '') !== ofOwner) continue;
    const name = termName(term, policy, context);
    if (name < 0 || !model.isInZone(name) || model.cutAbove(name) !== NO_NAME) continue;
    const at = model.hasOwner(name) ? name : model.wildcardFor(name);
    if (at !== NO_NAME && model.has(at, TYPE.CNAME)) continue;
    const place = textPlace(policy.text, term.start, term.end);
    if (term.name === 'include' || term.name === 'redirect') {
      if (at !== NO_NAME && policyAt(at, context)) continue;
      report(
        place,
        t`${names.text(name)} has no SPF policy, so receivers take this whole policy as invalid. Add one there, or remove ${term.name}.`,
      );
    } else if (term.name === 'a' && hasNoAddress(lookupHost(model, name))) {
      report(place, t`${names.text(name)} has no address, so this mechanism authorises nobody.`, {
        severity: 'information',
      });
    } else if (term.name === 'mx' && (at === NO_NAME || !model.has(at, TYPE.MX))) {
      report(place, t`${names.text(name)} has no MX record, so this mechanism authorises nobody.`, {
        severity: 'information',
      });
    }
  }
}
