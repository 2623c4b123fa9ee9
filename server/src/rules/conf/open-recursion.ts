import type { ConfModel, Scope, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { isNo } from '../../conf/valueKinds.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { insertionAfter, replacement } from './support/edits.ts';
import { isOpen, listOf } from './support/matchLists.ts';
import { effective, servingScopes } from './support/scopes.ts';

/** Where allow-recursion is not set, the first of these that is set decides; without any, localnets and localhost. */
const DECIDING = ['allow-recursion', 'allow-query-cache', 'allow-query'] as const;

const INSIDE = '{ localnets; localhost; }';

/** A resolver for everyone. */
export const openRecursion: ConfRule = {
  id: 'conf/open-recursion',
  title: 'Recursion for everyone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'Recursion that is on (it is unless switched off) and that anyone may use: `allow-recursion` with `any`, or without it `allow-query-cache` or `allow-query` with `any`. Views that only certain clients see are left out.',
    why: 'Anyone can use the server to flood others with large answers to forged queries, and to fill its cache.',
    bad: 'options {\n\trecursion yes;\n\tallow-query { any; };\n};',
    good: 'options {\n\trecursion yes;\n\tallow-query { any; };\n\tallow-recursion { localnets; localhost; };\n};',
    sources: [
      'RFC 5358',
      'allow-recursion falls back to allow-query-cache, then to allow-query (BIND 9 Administrator Reference Manual)',
    ],
  },
  check({ model }, report) {
    const seen = new Set<Setting>();
    for (const scope of servingScopes(model)) {
      const setting = opening(model, scope);
      if (!setting || seen.has(setting)) continue;
      seen.add(setting);
      const list = blockOf(setting.statement) ?? setting.statement;
      const message =
        setting.name === 'allow-recursion'
          ? t`Anyone may use this server as a resolver, and misuse it to flood others. Allow your own networks only.`
          : t`Without allow-recursion, '${setting.name}' decides who may use this server as a resolver: anyone, here. Add 'allow-recursion ${INSIDE};', or 'recursion no;' where it only serves zones.`;
      report(placeOf(setting.file, list), message, { data: { name: setting.name } });
    }
  },
  fixes({ uri, start }, { model }) {
    for (const { statement, file, name } of settingsOf(model)) {
      const list = blockOf(statement);
      if (file.uri !== uri || list?.start !== start) continue;
      if (name === 'allow-recursion') {
        return [{ title: t`Change to '${INSIDE}'`, edits: [replacement(file, list, INSIDE)], preferred: true }];
      }
      return [
        {
          title: t`Add 'allow-recursion ${INSIDE};'`,
          edits: [insertionAfter(file, statement, `allow-recursion ${INSIDE};`)],
        },
      ];
    }
    return [];
  },
};

/** The statement that opens recursion to everyone, where there is one. */
function opening(model: ConfModel, scope: Scope | undefined): Setting | undefined {
  const recursion = effective(model, scope, 'recursion');
  const value = recursion && argumentsOf(recursion.statement)[0]?.text.toLowerCase();
  if (isNo(value)) return undefined;
  const clients = scope?.byName.get('match-clients')?.[0];
  const clientList = listOf(clients);
  if (clientList && !isOpen(model, clientList)) return undefined;
  for (const name of DECIDING) {
    const setting = effective(model, scope, name);
    const list = listOf(setting);
    if (!setting || !list) continue;
    return isOpen(model, list) ? setting : undefined;
  }
  return undefined;
}
