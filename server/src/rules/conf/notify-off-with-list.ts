import { placeOf, settingFor } from '../../conf/model.ts';
import { isNo } from '../../conf/valueKinds.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument } from './support/words.ts';

const PRIMARY_ONLY = new Set(['master-only', 'primary-only']);

/** Who is to be told about changes, where nobody is told. */
export const notifyOffWithList: ConfRule = {
  id: 'conf/notify-off-with-list',
  title: 'NOTIFY is off, and there is a list for it',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone with `also-notify` where `notify no` holds, or `notify primary-only` in a zone that is not primary.',
    why: 'Nobody is told about changes: the secondaries notice them only when their refresh time is over.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tnotify no;\n\talso-notify { 192.0.2.1; };\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tnotify explicit;\n\talso-notify { 192.0.2.1; };\n};',
    sources: ["named-checkconf: `'also-notify' set but 'notify' is disabled`", 'RFC 1996'],
  },
  check({ model }, report) {
    for (const zone of model.zones) {
      const also = zone.scope.byName.get('also-notify')?.[0];
      if (!also || (zone.type !== 'primary' && zone.type !== 'secondary' && zone.type !== 'mirror')) continue;
      const notify = settingFor(model, zone, 'notify');
      const value = argument(notify)?.text.toLowerCase() ?? 'yes';
      const isOff = isNo(value) || (zone.type !== 'primary' && PRIMARY_ONLY.has(value));
      if (!notify || !isOff) continue;
      const message = t`'notify ${value}' holds for '${zone.name}', so nobody in 'also-notify' is told about changes. Write 'notify explicit', or delete the list.`;
      report(placeOf(also.file, also.statement.values[0]), message, {
        related: [{ ...placeOf(notify.file, notify.statement.values[0]), message: t`NOTIFY is switched off here.` }],
      });
    }
  },
};
