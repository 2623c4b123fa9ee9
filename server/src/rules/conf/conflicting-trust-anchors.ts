import type { TrustAnchor } from '../../conf/model.ts';
import { normalName, placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** Trust anchors that contradict each other. */
export const conflictingTrustAnchors: ConfRule = {
  id: 'conf/conflicting-trust-anchors',
  title: 'Trust anchors that do not go together',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'Fixed and self-updating trust anchors for one name, and `managed-keys` beside `trust-anchors`.',
    why: 'A fixed key would go stale when the self-updating one rolls, so named refuses the configuration.',
    bad: 'trust-anchors {\n\texample.com. static-key 257 3 13 "...";\n\texample.com. initial-key 257 3 13 "...";\n};',
    good: 'trust-anchors {\n\texample.com. initial-key 257 3 13 "...";\n};',
    sources: ['named-checkconf: `static and initializing keys cannot be used for the same domain`'],
  },
  check({ model }, report) {
    const first = new Map<string, TrustAnchor>();
    const anchors = model.trustAnchors;
    for (const anchor of anchors) {
      const key = normalName(anchor.name.text);
      const earlier = first.get(key);
      first.set(key, earlier ?? anchor);
      if (!earlier || isStatic(earlier) === isStatic(anchor)) continue;
      const message = t`'${anchor.name.text}' has fixed and self-updating trust anchors, and named refuses both together. Keep the ones with initial-key or initial-ds.`;
      const related = [{ ...placeOf(earlier.file, earlier.name), message: t`The other kind stands here.` }];
      report(placeOf(anchor.file, anchor.name), message, { related });
    }
    const managed = anchors.find((anchor) => anchor.statement === 'managed-keys');
    const current = anchors.find((anchor) => anchor.statement === 'trust-anchors');
    if (!managed || !current) return;
    const message = t`named refuses 'managed-keys' where 'trust-anchors' is used too. Move these keys to trust-anchors.`;
    report(placeOf(managed.file, managed.name), message);
  },
};

function isStatic(anchor: TrustAnchor): boolean {
  return anchor.anchor.startsWith('static');
}
