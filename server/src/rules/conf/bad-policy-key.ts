import type { Named } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { ALGORITHM } from '../../dns/codes.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import type { PolicyKey } from './support/policies.ts';
import { algorithmName, policyDuration, policyKeys, policySeverity } from './support/policies.ts';
import { numberOf, saysYes } from './support/words.ts';

/** RSA algorithms that BIND still signs with. */
const RSA: ReadonlySet<number> = new Set([
  ALGORITHM.RSASHA1,
  ALGORITHM.NSEC3RSASHA1,
  ALGORITHM.RSASHA256,
  ALGORITHM.RSASHA512,
]);
const FIXED_LENGTH: ReadonlySet<number> = new Set([
  ALGORITHM.ECDSAP256SHA256,
  ALGORITHM.ECDSAP384SHA384,
  ALGORITHM.ED25519,
  ALGORITHM.ED448,
]);
/** What BIND can sign with. From 9.20 on it refuses others when it reads the policy. */
const SUPPORTED = new Set([...RSA, ...FIXED_LENGTH]);
const MIN_RSA = 1024;
const MAX_RSA = 4096;
const MAX_TAG = 0xffff;
const MONTH = 30 * 86400;

/** How long a key has to live at least, in seconds: a rollover has to fit into it. */
function shortest(policy: Named, key: PolicyKey): number {
  const duration = (name: Parameters<typeof policyDuration>[1]) => policyDuration(policy, name);
  const publish = duration('dnskey-ttl') + duration('publish-safety') + duration('zone-propagation-delay');
  const ksk = duration('parent-ds-ttl') + duration('retire-safety') + duration('parent-propagation-delay');
  const resign = duration('signatures-validity') - duration('signatures-refresh');
  const zsk = resign + duration('max-zone-ttl') + duration('retire-safety') + duration('zone-propagation-delay');
  return Math.max(publish, key.isKsk ? ksk : 0, key.isZsk ? zsk : 0);
}

/** A key of a dnssec-policy that named cannot make. */
export const badPolicyKey: ConfRule = {
  id: 'conf/bad-policy-key',
  title: 'Key of a dnssec-policy that cannot work',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'In the `keys` of a `dnssec-policy`: an algorithm that BIND does not have, an RSA key shorter than 1024 or longer than 4096 bits, a lifetime in which no rollover fits, an algorithm with a KSK but no ZSK or the other way round, a bad range of key tags, a key store that is not defined. As a warning: a lifetime below 30 days, a length that is ignored, two keys for one job. Where there are views, named-checkconf 9.18 does not look at policies, nor do later ones where no zone takes one, and the errors are warnings; named itself looks when it starts.',
    why: 'named refuses the configuration. A zone that is signed with half of the keys of an algorithm does not validate.',
    bad: 'dnssec-policy strict {\n\tkeys {\n\t\tksk lifetime unlimited algorithm 13;\n\t};\n};',
    good: 'dnssec-policy strict {\n\tkeys {\n\t\tksk lifetime unlimited algorithm 13;\n\t\tzsk lifetime 90d algorithm 13;\n\t};\n};',
    sources: ['dnssec-policy in the BIND 9 Administrator Reference Manual', 'RFC 4035 section 2.2', 'RFC 7583'],
  },
  check(context, report) {
    for (const policy of context.model.policies) checkPolicy(policy, context, report);
  },
};

function checkPolicy(policy: Named, { model, version }: ConfContext, report: ConfReport): void {
  const setting = policy.scope?.byName.get('keys')?.[0];
  const keys = policyKeys(policy);
  if (!setting || !keys) return;
  const { file } = setting;
  const severity = policySeverity(model, version);
  const isOffline = saysYes(policy.scope?.byName.get('offline-ksk')?.[0]);
  let isBroken = false;
  for (const key of keys) {
    const bad = (word: Parameters<typeof placeOf>[1] | undefined, message: string): void => {
      isBroken = true;
      report(placeOf(file, word ?? key.element), t`${message} named refuses the policy '${policy.name}'.`, {
        severity,
      });
    };
    const { algorithm, algorithmWord, lifetime, lifetimeWord, lengthWord, tagRange } = key;
    if (isOffline && key.role === 'csk')
      bad(key.element.values[0], t`With 'offline-ksk' there is no place for a csk: use a ksk and a zsk.`);
    if (key.store && key.store.text !== 'key-directory' && !hasStore(model, key.store.text)) {
      if (atLeast(version, '9.20')) bad(key.store, t`There is no key-store '${key.store.text}'.`);
    }
    if (lifetime > 0 && lifetimeWord) {
      const least = shortest(policy, key);
      if (lifetime <= least) {
        bad(
          lifetimeWord,
          t`A rollover of this key takes ${least} seconds with the times of the policy, and the key lives for ${lifetime}. Make it live longer.`,
        );
      } else if (lifetime < MONTH) {
        const message = t`The key lives for less than 30 days, so it is always being rolled over. A longer lifetime leaves time to react to mistakes.`;
        report(placeOf(file, lifetimeWord), message, { severity: 'warning' });
      }
    }
    if (!algorithmWord) continue;
    if (algorithm === undefined) {
      bad(algorithmWord, t`BIND has no DNSSEC algorithm '${algorithmWord.text}'. ecdsap256sha256 is the usual one.`);
      continue;
    }
    if (atLeast(version, '9.20') && !SUPPORTED.has(algorithm)) {
      bad(
        algorithmWord,
        t`BIND does not sign with the algorithm '${algorithmWord.text}'. ecdsap256sha256 is the usual one.`,
      );
      continue;
    }
    const length = numberOf(lengthWord);
    if (length !== undefined && lengthWord && RSA.has(algorithm) && (length < MIN_RSA || length > MAX_RSA)) {
      bad(lengthWord, t`An RSA key has ${MIN_RSA} to ${MAX_RSA} bits, not ${length}.`);
    }
    if (length !== undefined && lengthWord && FIXED_LENGTH.has(algorithm)) {
      const message = t`Keys of ${algorithmName(algorithm)} have one length, so named ignores '${lengthWord.text}'. Delete it.`;
      report(placeOf(file, lengthWord), message, { severity: 'warning', tag: 'unnecessary' });
    }
    const [low, high] = tagRange.map(numberOf);
    if (low !== undefined && high !== undefined && (low >= high || high > MAX_TAG)) {
      bad(tagRange[0], t`A range of key tags goes from a smaller number to a larger one, up to ${MAX_TAG}.`);
    }
  }
  if (!isBroken) checkRoles(policy, keys, severity, placeOf(file, setting.statement.values[0]), report);
}

/** Each algorithm needs a key that signs the keys and one that signs the zone (RFC 4035 section 2.2). */
function checkRoles(
  { name }: Named,
  keys: readonly PolicyKey[],
  severity: 'error' | 'warning',
  place: ReturnType<typeof placeOf>,
  report: ConfReport,
): void {
  for (const algorithm of new Set(keys.map((key) => key.algorithm))) {
    if (algorithm === undefined) continue;
    const same = keys.filter((key) => key.algorithm === algorithm);
    const [ksks, zsks] = [same.filter((key) => key.isKsk).length, same.filter((key) => key.isZsk).length];
    const what = algorithmName(algorithm);
    if (ksks === 0 || zsks === 0) {
      const missing = ksks === 0 ? 'ksk' : 'zsk';
      const message = t`The policy '${name}' has no ${missing} with ${what}, and every algorithm needs both. named refuses it. Add a ${missing}, or use a csk.`;
      report(place, message, { severity });
    } else if (ksks > 1 || zsks > 1) {
      const job = ksks > 1 ? t`keys that sign the keys` : t`keys that sign the zone`;
      report(
        place,
        t`The policy '${name}' has several ${job} with ${what}. One is enough, and more make answers larger.`,
        {
          severity: 'warning',
        },
      );
    }
  }
}

function hasStore(model: ConfContext['model'], name: string): boolean {
  return (model.top.byName.get('key-store') ?? []).some(({ statement }) => {
    const word = statement.values[1];
    return word?.kind === 'word' && word.text === name;
  });
}
