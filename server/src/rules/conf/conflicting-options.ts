import type { Setting, Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import { deletionFix, settingAt } from './support/edits.ts';
import { argument } from './support/words.ts';

/** Types whose zones named writes in the style that `masterfile-style` says. */
const WRITTEN = new Set(['primary', 'secondary', 'mirror', 'stub', 'redirect']);

/** Two statements of a zone that exclude each other. */
export const conflictingOptions: ConfRule = {
  id: 'conf/conflicting-options',
  title: 'Statements of a zone that exclude each other',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'In one zone: `allow-update` and `update-policy`, `dlz` and `database`, and `masterfile-style` with a `masterfile-format` other than text (a warning before BIND 9.21).',
    why: 'named does not choose between them: it refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tallow-update { key "ddns"; };\n\tupdate-policy local;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy local;\n};',
    sources: [
      "named-checkconf: `'allow-update' is ignored when 'update-policy' is present`, `cannot specify both 'dlz' and 'database'`",
    ],
  },
  check(context, report) {
    for (const zone of context.model.zones) checkZone(zone, context, report);
  },
  fixes({ uri, data }, { model }) {
    if (typeof data?.option !== 'number') return [];
    return deletionFix(settingAt(model, { uri, start: data.option }));
  },
};

function checkZone(zone: Zone, { model, version }: ConfContext, report: ConfReport): void {
  const { scope, type, name, setting, word } = zone;
  const one = (option: string): Setting | undefined => scope.byName.get(option)?.[0];
  const [update, policy, dlz, database] = ['allow-update', 'update-policy', 'dlz', 'database'].map(one);
  if (update && policy && (type === 'primary' || type === 'secondary')) {
    const message = t`The zone '${name}' has 'allow-update' and 'update-policy', and named refuses both together. Keep 'update-policy': it says more.`;
    report(placeOf(policy.file, policy.statement.values[0]), message, { data: { option: update.statement.start } });
  }
  if (dlz && database && type && type !== 'in-view') {
    const message = t`The zone '${name}' has 'dlz' and 'database', and its records can come from one only: named refuses the configuration.`;
    report(placeOf(setting.file, word), message, { data: { option: database.statement.start } });
  }
  if (!type || !WRITTEN.has(type)) return;
  const style = settingFor(model, zone, 'masterfile-style');
  const format = argument(settingFor(model, zone, 'masterfile-format'))?.text.toLowerCase();
  const isText = format === 'text' || (format === undefined && type === 'primary');
  if (!style || isText || !one('file')) return;
  const message = t`'masterfile-style' is for files in text, and named writes '${name}' in the format ${format ?? 'raw'}. Add 'masterfile-format text;', or delete it.`;
  report(placeOf(style.file, style.statement.values[0]), message, {
    data: { option: style.statement.start },
    severity: atLeast(version, '9.21') && format !== undefined ? 'error' : 'warning',
  });
}
