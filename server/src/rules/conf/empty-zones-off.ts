import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { deletion } from './support/edits.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { isRecursive } from './support/serving.ts';
import { saysNo } from './support/words.ts';

/** A resolver that sends questions about private addresses out. */
export const emptyZonesOff: ConfRule = {
  id: 'conf/empty-zones-off',
  title: 'Questions about private addresses go out',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      '`empty-zones-enable no` on a server that resolves, without reverse zones for private addresses of its own and without forwarders.',
    why: 'Questions for the names of private addresses go to servers on the Internet, which cannot know them: clients wait, and others see which addresses you use.',
    bad: 'options {\n\trecursion yes;\n\tempty-zones-enable no;\n};',
    good: 'options {\n\trecursion yes;\n\tdisable-empty-zone "10.in-addr.arpa";\n};\nzone "10.in-addr.arpa" {\n\ttype primary;\n\tfile "db.10";\n};',
    sources: ['RFC 6303', 'RFC 7793', 'empty-zones-enable in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    for (const scope of servingScopes(model)) {
      const setting = effective(model, scope, 'empty-zones-enable');
      if (!setting || !saysNo(setting) || !isRecursive(model, scope)) continue;
      if (effective(model, scope, 'forwarders') || model.zones.some(({ origin }) => origin.endsWith('.in-addr.arpa.')))
        continue;
      const message = t`Without the empty zones, questions about private addresses go to the Internet. Delete the line, and leave single ones out with 'disable-empty-zone'.`;
      report(placeOf(setting.file, setting.statement), message);
      return;
    }
  },
  fixes(problem, { model }) {
    const setting = servingScopes(model).map((scope) => effective(model, scope, 'empty-zones-enable'))[0];
    if (!setting || setting.file.uri !== problem.uri) return [];
    return [{ title: t`Delete 'empty-zones-enable'`, edits: [deletion(setting.file, setting.statement)] }];
  },
};
