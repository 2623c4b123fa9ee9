import type { ConfModel, Setting, TrustAnchor, View } from '../../conf/model.ts';
import { normalName, placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { effective } from './support/scopes.ts';
import { argument } from './support/words.ts';

/** Trust anchors that contradict each other. */
export const conflictingTrustAnchors: ConfRule = {
  id: 'conf/conflicting-trust-anchors',
  title: 'Trust anchors that do not go together',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'Fixed and self-updating trust anchors for one name, a fixed one for the root zone with `dnssec-validation auto`, and `managed-keys` beside `trust-anchors`.',
    why: 'A fixed key would go stale when the self-updating one rolls, so named refuses the configuration.',
    bad: 'trust-anchors {\n\texample.com. static-key 257 3 13 "...";\n\texample.com. initial-key 257 3 13 "...";\n};',
    good: 'trust-anchors {\n\texample.com. initial-key 257 3 13 "...";\n};',
    sources: [
      'named-checkconf: `static and initializing keys cannot be used for the same domain`',
      "named-checkconf: `static trust anchor for root zone cannot be used with 'dnssec-validation auto'`",
    ],
  },
  check({ model }, report) {
    const seen = new Set<unknown>();
    for (const view of model.views.length > 0 ? model.views : [undefined]) {
      const anchors = model.trustAnchors.filter((anchor) => isIn(model, anchor, view));
      const automatic = argument(effective(model, view?.scope ?? model.options, 'dnssec-validation'));
      for (const anchor of anchors) {
        if (seen.has(anchor.element)) continue;
        const place = placeOf(anchor.file, anchor.name);
        const isRoot = normalName(anchor.name.text) === '.';
        if (isStatic(anchor) && isRoot && automatic?.text.toLowerCase() === 'auto') {
          seen.add(anchor.element);
          report(
            place,
            t`'dnssec-validation auto' follows the key of the root zone by itself, so named refuses a fixed one. Delete this anchor, or write 'dnssec-validation yes'.`,
          );
          continue;
        }
        if (isStatic(anchor)) continue;
        const other = anchors.find((candidate) => isStatic(candidate) && isSameName(candidate, anchor));
        if (!other) continue;
        seen.add(anchor.element);
        const message = t`'${anchor.name.text}' has fixed and self-updating trust anchors, and named refuses both together. Keep the ones with initial-key or initial-ds.`;
        report(place, message, {
          related: [{ ...placeOf(other.file, other.name), message: t`The other kind stands here.` }],
        });
      }
      const managed = anchors.find((anchor) => anchor.statement === 'managed-keys');
      const current = anchors.find((anchor) => anchor.statement === 'trust-anchors');
      if (!managed || !current || seen.has(managed.file)) continue;
      seen.add(managed.file);
      const message = t`named refuses 'managed-keys' where 'trust-anchors' is used too. Move these keys to trust-anchors.`;
      report(placeOf(managed.file, managed.element.block.owner?.values[0] ?? managed.name), message);
    }
  },
};

/** Whether an anchor holds in a view: it stands there, or at the top. */
function isIn(model: ConfModel, anchor: TrustAnchor, view: View | undefined): boolean {
  const { owner } = anchor.element.block;
  const holds = (settings: readonly Setting[] | undefined) =>
    settings?.some(({ statement }) => statement === owner) ?? false;
  return holds(model.top.byName.get(anchor.statement)) || holds(view?.scope.byName.get(anchor.statement));
}

function isSameName(a: TrustAnchor, b: TrustAnchor): boolean {
  return normalName(a.name.text) === normalName(b.name.text);
}

function isStatic(anchor: TrustAnchor): boolean {
  return anchor.anchor.startsWith('static');
}
