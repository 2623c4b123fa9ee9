import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { effective } from './support/scopes.ts';
import { saysNo } from './support/words.ts';

/** A mirror zone on a server that does not validate. */
export const mirrorWithoutValidation: ConfRule = {
  id: 'conf/mirror-without-validation',
  title: 'Mirror zone without validation',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A zone of type mirror where `dnssec-validation no` holds.',
    why: 'A mirror is used only once its signatures are validated with a trust anchor. There is none in use, so every transfer is thrown away and the mirror never works.',
    bad: 'options {\n\tdnssec-validation no;\n};\nzone "." {\n\ttype mirror;\n};',
    good: 'options {\n\tdnssec-validation auto;\n};\nzone "." {\n\ttype mirror;\n};',
    sources: ['type mirror in the BIND 9 Administrator Reference Manual', 'RFC 8806 section 2'],
  },
  check({ model }, report) {
    for (const zone of model.zones) {
      if (zone.type !== 'mirror') continue;
      if (!saysNo(effective(model, zone.view?.scope, 'dnssec-validation'))) continue;
      const message = t`The mirror of '${zone.name}' has to be validated before it is used, and dnssec-validation is off: it never is. Use 'dnssec-validation auto'.`;
      report(placeOf(zone.setting.file, zone.word), message);
    }
  },
};
