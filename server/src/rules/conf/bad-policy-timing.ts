import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import type { PolicyDuration } from './support/policies.ts';
import { policyDuration, policySeverity } from './support/policies.ts';

const VALIDITIES: readonly PolicyDuration[] = ['signatures-validity-dnskey', 'signatures-validity'];
/** The share of their validity after which signatures have to be fresh at the latest. */
const LATEST_REFRESH = 0.9;

/** Times of a dnssec-policy that contradict each other. */
export const badPolicyTiming: ConfRule = {
  id: 'conf/bad-policy-timing',
  title: 'Times of a dnssec-policy that contradict each other',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `signatures-refresh` of 90 % of the validity or more, or a `signatures-jitter` longer than the validity. Defaults count: 14 days valid, 5 days refresh, 12 hours jitter. Where there are views named-checkconf 9.18 does not look, nor do later ones where no zone takes a policy, and it is a warning.',
    why: 'Signatures would run out before they are renewed, so named refuses the policy.',
    bad: 'dnssec-policy quick {\n\tsignatures-validity 5d;\n};',
    good: 'dnssec-policy quick {\n\tsignatures-validity 5d;\n\tsignatures-validity-dnskey 5d;\n\tsignatures-refresh 2d;\n};',
    sources: [
      'named-checkconf: `signatures-refresh must be at most 90% of the signatures-validity`',
      'RFC 6781 section 4.4.2',
    ],
  },
  check({ model, version }, report) {
    const severity = policySeverity(model, version);
    for (const policy of model.policies) {
      const refresh = policyDuration(policy, 'signatures-refresh');
      const jitter = policyDuration(policy, 'signatures-jitter');
      for (const name of VALIDITIES) {
        const validity = policyDuration(policy, name);
        const place = placeOf(policy.setting.file, policy.word);
        if (refresh >= validity * LATEST_REFRESH) {
          const message = t`In the policy '${policy.name}' signatures are renewed ${refresh} seconds before they end, and by '${name}' they are valid for ${validity}. named refuses it: 'signatures-refresh' has to be below 90 % of that.`;
          report(place, message, { severity });
        }
        if (jitter > validity) {
          const message = t`In the policy '${policy.name}' 'signatures-jitter' is ${jitter} seconds, and by '${name}' signatures are valid for ${validity}. named refuses it: make the jitter shorter.`;
          report(place, message, { severity });
        }
      }
    }
  },
};
