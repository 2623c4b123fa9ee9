import type { ConfModel, Setting, Zone } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { argument } from './support/words.ts';

/** The types of NOTIFY that named has; it takes their numbers too. */
const NOTIFY_TYPES = /^(?:soa|cds|type6|type59)$/i;
const NOTIFYING: ReadonlySet<string | undefined> = new Set(['primary', 'secondary', 'mirror']);

/** A `notify-cfg` for a type that named sends no NOTIFY for. */
export const badNotifyType: ConfRule = {
  id: 'conf/bad-notify-type',
  title: 'NOTIFY settings for a type without NOTIFY',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'For BIND 9.21: a `notify-cfg` with a type other than `SOA` and `CDS`. A warning where no zone takes it: named looks at those that zones have or inherit.',
    why: 'named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tnotify-cfg CSYNC { notify yes; };\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tnotify-cfg CDS { notify yes; };\n};',
    sources: ['named-checkconf 9.21: `... notify type is not supported`', 'RFC 9859'],
  },
  check({ model, version }, report) {
    if (!atLeast(version, '9.21')) return;
    for (const setting of settingsOf(model)) {
      const word = setting.name === 'notify-cfg' ? argument(setting) : undefined;
      if (!word || NOTIFY_TYPES.test(word.text)) continue;
      const isUsed = model.zones.some((zone) => NOTIFYING.has(zone.type) && takes(model, zone, setting));
      const effect = isUsed ? t`named refuses the configuration` : t`named refuses the first zone that takes it`;
      const message = t`NOTIFY is sent for SOA and CDS, not for '${word.text}', so ${effect}. Write one of the two.`;
      report(placeOf(setting.file, word), message, { severity: isUsed ? 'error' : 'warning' });
    }
  },
};

/** Whether a statement is among those that a zone has or inherits. */
function takes(model: ConfModel, { scope, view }: Zone, { name, statement }: Setting): boolean {
  const given = [scope, view?.scope, model.options].flatMap((each) => each?.byName.get(name) ?? []);
  return given.some((setting) => setting.statement === statement);
}
