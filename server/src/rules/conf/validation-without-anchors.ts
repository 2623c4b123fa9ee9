import type { Scope } from '../../conf/model.ts';
import { ANCHOR_STATEMENTS, placeOf } from '../../conf/model.ts';
import type { Word } from '../../conf/tree.ts';
import { isYes } from '../../conf/valueKinds.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { replacement } from './support/edits.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { argument, hasUnreadIncludes } from './support/words.ts';

/** Whether a statement with trust anchors stands in a scope; for named an empty one is one. */
function hasAnchors(scope: Scope | undefined): boolean {
  return ANCHOR_STATEMENTS.some((name) => scope?.byName.has(name));
}

/** `dnssec-validation yes` without a trust anchor. */
export const validationWithoutAnchors: ConfRule = {
  id: 'conf/validation-without-anchors',
  title: 'Validation without trust anchors',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      '`dnssec-validation yes` in a configuration or view without a statement of trust anchors: an error from BIND 9.20 on, an information before. Silent where an included file could not be read, since they may stand there.',
    why: 'With `yes` named uses your own trust anchors only. 9.18 then validates nothing, 9.20 refuses the configuration. `auto` uses the key of the root zone that BIND brings along.',
    bad: 'options {\n\tdnssec-validation yes;\n};',
    good: 'options {\n\tdnssec-validation auto;\n};',
    sources: ['dnssec-validation in the BIND 9 Administrator Reference Manual', 'named-checkconf 9.20'],
  },
  check({ model, version }, report) {
    if (hasUnreadIncludes(model)) return;
    const told = new Set<Word>();
    for (const scope of servingScopes(model)) {
      const setting = effective(model, scope, 'dnssec-validation');
      const word = argument(setting);
      if (!setting || !word || !isYes(word.text) || told.has(word)) continue;
      if (hasAnchors(model.top) || hasAnchors(scope)) continue;
      if (!atLeast(version, '9.20') && model.trustAnchors.length > 0) continue;
      told.add(word);
      const { file } = setting;
      const effect = atLeast(version, '9.20') ? t`refuses the configuration` : t`validates nothing`;
      const message = t`There are no trust anchors, so with 'dnssec-validation ${word.text}' BIND ${version} ${effect}. Write 'auto' to use the built-in key of the root zone.`;
      report(placeOf(file, word), message, { severity: atLeast(version, '9.20') ? 'error' : 'information' });
    }
  },
  fixes(problem, { model }) {
    const file = model.files.find((candidate) => candidate.uri === problem.uri);
    if (!file) return [];
    return [{ title: t`Change to 'auto'`, edits: [replacement(file, problem, 'auto')], preferred: true }];
  },
};
