import { type NameId, NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneContext } from './context.ts';
import type { ZoneReport } from './places.ts';
import { hasNoAddress, lookupHost } from './support/lookup.ts';
import { type SpfPolicy, type SpfTerm, spfPolicy } from './support/spf.ts';
import { keyOf, policiesOf, policyAt, spfPolicies, termName } from './support/spfLookups.ts';
import { textPlace } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

export const spfTarget: ZoneRule = {
  id: 'zone/spf-target',
  title: 'SPF policy that names something that is not there',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TXT],
  skipUnless: { hasOtherData: true },
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
      if (policy) checkTerms(policy, (term) => term.domain === '', context, report);
    }
  },
  censuses: [spfPolicies],
  checkZone(context, report) {
    const known = new Map<string, Fault | undefined>();
    for (const found of spfPolicies.of(context)) {
      const wrong = new Set<string>();
      for (const [key, { term, name }] of found.value.terms) {
        if (!known.has(key)) known.set(key, faultOf(term, name, context));
        if (known.get(key)) wrong.add(key);
      }
      if (wrong.size === 0) continue;
      const isWrong = (term: SpfTerm): boolean => wrong.has(keyOf(term));
      for (const policy of policiesOf(found, found.value.naming)) checkTerms(policy, isWrong, context, report);
    }
  },
};

interface Fault {
  readonly message: string;
  readonly severity?: 'information';
}

/** Checks some terms of a policy. */
function checkTerms(
  policy: SpfPolicy,
  isAsked: (term: SpfTerm) => boolean,
  context: ZoneContext,
  report: ZoneReport,
): void {
  for (const term of policy.terms) {
    if (!isAsked(term)) continue;
    const fault = faultOf(term, termName(term, policy, context.names), context);
    if (fault) report(textPlace(policy.text, term.start, term.end), fault.message, { severity: fault.severity });
  }
}

/** What is wrong with a term that stands for a name; undefined where nothing is, or the zone cannot tell. */
function faultOf(term: SpfTerm, name: NameId, context: ZoneContext): Fault | undefined {
  const { model, names, originKnown } = context;
  if (!originKnown || name < 0 || !model.isInZone(name) || model.cutAbove(name) !== NO_NAME) return undefined;
  const at = model.hasOwner(name) ? name : model.wildcardFor(name);
  if (at !== NO_NAME && model.has(at, TYPE.CNAME)) return undefined;
  if (term.name === 'include' || term.name === 'redirect') {
    if (at !== NO_NAME && policyAt(at, context)) return undefined;
    return {
      message: t`${names.text(name)} has no SPF policy, so receivers take this whole policy as invalid. Add one there, or remove ${term.name}.`,
    };
  }
  if (term.name === 'a' && hasNoAddress(lookupHost(model, name))) {
    return {
      message: t`${names.text(name)} has no address, so this mechanism authorises nobody.`,
      severity: 'information',
    };
  }
  if (term.name === 'mx' && (at === NO_NAME || !model.has(at, TYPE.MX))) {
    return {
      message: t`${names.text(name)} has no MX record, so this mechanism authorises nobody.`,
      severity: 'information',
    };
  }
  return undefined;
}
