import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { deletionFix, settingAt } from './support/edits.ts';

/** A control channel on a Unix socket. */
export const unixControl: ConfRule = {
  id: 'conf/unix-control',
  title: 'Control channel on a Unix socket',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A `unix` in `controls`: a warning, and an error from BIND 9.20 on.',
    why: 'BIND 9 does not have this channel: rndc cannot use it, and 9.20 refuses the configuration.',
    bad: 'controls {\n\tunix "/run/named/control" perm 0600 owner 0 group 0;\n};',
    good: 'controls {\n\tinet 127.0.0.1 allow { localhost; };\n};',
    sources: ["named-checkconf 9.20: `unix control '...': not supported`"],
  },
  check({ model, version }, report) {
    for (const { name, clause, statement, file } of settingsOf(model)) {
      if (name !== 'unix' || clause !== 'controls') continue;
      const effect = atLeast(version, '9.20') ? t`named refuses the configuration` : t`rndc cannot use it`;
      const message = t`BIND 9 has no control channel on a Unix socket: ${effect}. Use 'inet 127.0.0.1 allow { localhost; };'.`;
      report(placeOf(file, statement.values[0]), message, { severity: atLeast(version, '9.20') ? 'error' : 'warning' });
    }
  },
  fixes: (problem, { model }) => deletionFix(settingAt(model, problem)),
};
