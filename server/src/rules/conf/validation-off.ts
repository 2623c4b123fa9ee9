import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { isNo } from '../../conf/valueKinds.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { replacement } from './support/edits.ts';
import { servingScopes } from './support/scopes.ts';
import { isRecursive } from './support/serving.ts';

/** A resolver that does not validate. */
export const validationOff: ConfRule = {
  id: 'conf/validation-off',
  title: 'Answers are not validated',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: '`dnssec-validation no` on a server that resolves for clients.',
    why: 'Forged answers for signed zones are passed on as if they were right. Where one zone cannot be validated, `validate-except` leaves out that one.',
    bad: 'options {\n\trecursion yes;\n\tdnssec-validation no;\n};',
    good: 'options {\n\trecursion yes;\n\tdnssec-validation auto;\n\tvalidate-except { "corp.example"; };\n};',
    sources: [
      'RFC 9364 section 3',
      'dnssec-validation and validate-except in the BIND 9 Administrator Reference Manual',
    ],
  },
  check({ model }, report) {
    for (const { name, statement, file } of settingsOf(model)) {
      const word = name === 'dnssec-validation' ? argumentsOf(statement)[0] : undefined;
      if (!word || !isNo(word.text)) continue;
      const own = model.views.find(({ scope }) => scope.settings.some((setting) => setting.statement === statement));
      const scopes = own ? [own.scope] : servingScopes(model);
      if (!scopes.some((scope) => isRecursive(model, scope))) continue;
      const message = t`This server resolves and does not validate: forged answers for signed zones are passed on. Use 'auto', and 'validate-except' for zones that cannot be validated.`;
      report(placeOf(file, word), message);
    }
  },
  fixes({ uri, start, end }, { model }) {
    const file = model.files.find((candidate) => candidate.uri === uri);
    return file
      ? [{ title: t`Change to 'auto'`, edits: [replacement(file, { start, end }, 'auto')], preferred: true }]
      : [];
  },
};
