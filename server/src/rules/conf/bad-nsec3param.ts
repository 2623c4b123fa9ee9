import { placeOf } from '../../conf/model.ts';
import { ALGORITHM } from '../../dns/codes.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { algorithmName, policyKeys, policySeverity } from './support/policies.ts';
import { numberOf, wordAfter } from './support/words.ts';

/** The algorithms that cannot sign NSEC3 (RFC 5155 section 2). */
const WITHOUT_NSEC3: ReadonlySet<number> = new Set([ALGORITHM.RSAMD5, ALGORITHM.DSA, ALGORITHM.RSASHA1]);
const MAX_ITERATIONS_9_18 = 150;
const MAX_SALT = 255;

/** NSEC3 parameters of a dnssec-policy that named does not take. */
export const badNsec3param: ConfRule = {
  id: 'conf/bad-nsec3param',
  title: 'NSEC3 parameters out of range',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'In a `dnssec-policy`: more NSEC3 iterations than BIND takes (150 in 9.18, none from 9.20 on), a salt longer than 255 octets, NSEC3 with an algorithm that does not know it. Where there are views named-checkconf 9.18 does not look, nor do later ones where no zone takes a policy, and it is a warning.',
    why: 'named refuses the policy. Iterations cost every resolver time and hide nothing; validators treat zones with many as unsigned.',
    bad: 'dnssec-policy hidden {\n\tnsec3param iterations 10 optout no salt-length 8;\n};',
    good: 'dnssec-policy hidden {\n\tnsec3param iterations 0 optout no salt-length 0;\n};',
    sources: ['RFC 9276 section 3', 'RFC 5155 section 2', 'named-checkconf: `nsec3 iterations value ... not allowed`'],
  },
  check({ model, version }, report) {
    const severity = policySeverity(model, version);
    for (const policy of model.policies) {
      const param = policy.scope?.byName.get('nsec3param')?.[0];
      if (!param) continue;
      const { file, statement } = param;
      const weak = policyKeys(policy)?.find((key) => key.algorithm !== undefined && WITHOUT_NSEC3.has(key.algorithm));
      if (weak?.algorithm !== undefined) {
        const message = t`The policy '${policy.name}' signs with ${algorithmName(weak.algorithm)}, which does not know NSEC3, so named refuses it. Use ecdsap256sha256, or delete 'nsec3param'.`;
        report(placeOf(file, statement.values[0]), message, { severity });
      }
      const iterations = wordAfter(statement, 'iterations');
      const count = numberOf(iterations);
      const most = atLeast(version, '9.20') ? 0 : MAX_ITERATIONS_9_18;
      if (iterations && count !== undefined && count > most) {
        const message = t`BIND ${version} takes at most ${most} NSEC3 iterations, and the policy '${policy.name}' has ${count}, so it is refused. Write 0: more cost time and hide nothing.`;
        report(placeOf(file, iterations), message, { severity, data: { fix: '0' } });
      }
      const salt = wordAfter(statement, 'salt-length');
      const length = numberOf(salt);
      if (salt && length !== undefined && length > MAX_SALT) {
        const message = t`A salt has at most ${MAX_SALT} octets, not ${length}, so named refuses the policy '${policy.name}'. Write 0: a salt hides nothing.`;
        report(placeOf(file, salt), message, { severity, data: { fix: '0' } });
      }
    }
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.fix !== 'string') return [];
    return [{ title: t`Change to ${data.fix}`, edits: [{ uri, start, end, newText: data.fix }], preferred: true }];
  },
};
