import type { ConfModel, Zone } from '../../conf/model.ts';
import { normalName, placeOf, settingFor } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { isNo, isYes } from '../../conf/valueKinds.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion, zoneAt } from './support/edits.ts';
import { isRecursive } from './support/serving.ts';
import { argument, elements, firstWords, hasUnreadIncludes } from './support/words.ts';

/** Zones whose answers other servers give. */
const ASKED = new Set(['forward', 'stub', 'static-stub']);

/** Top labels that the signed root zone does not have, and that people use. */
const NOT_IN_ROOT = new Set(
  'alt corp home internal intern intra intranet invalid lab lan local localdomain mail private test vm workgroup'.split(
    ' ',
  ),
);

/** A private zone on other servers, with validation. */
export const privateZoneValidated: ConfRule = {
  id: 'conf/private-zone-validated',
  title: 'Private zone that validation rejects',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A zone of type `forward`, `stub` or `static-stub` whose top-level name is not in the root zone (`internal`, `lan`, `corp`), on a resolver that validates and does not name it in `validate-except`.',
    why: 'The signed root zone proves that there is no such name. What the servers of the zone say cannot be validated then, and clients get SERVFAIL.',
    bad: 'options {\n\tdnssec-validation auto;\n};\nzone "corp.internal" {\n\ttype forward;\n\tforward only;\n\tforwarders { 10.0.0.53; };\n};',
    good: 'options {\n\tdnssec-validation auto;\n\tvalidate-except { "corp.internal"; };\n};\nzone "corp.internal" {\n\ttype forward;\n\tforward only;\n\tforwarders { 10.0.0.53; };\n};',
    sources: ['validate-except in the BIND 9 Administrator Reference Manual', 'RFC 4035 section 5'],
  },
  check({ model }, report) {
    if (!model.options || hasUnreadIncludes(model)) return;
    for (const zone of model.zones) {
      const { origin, name, type, className, view, setting } = zone;
      const top = origin.slice(0, -1).split('.').at(-1) ?? '';
      if (!type || !ASKED.has(type) || className !== 'IN' || !NOT_IN_ROOT.has(top)) continue;
      if (type === 'forward' && elements(zone.scope.byName.get('forwarders')?.[0]).length === 0) continue;
      if (!isRecursive(model, view?.scope) || !isValidated(model, zone)) continue;
      const message = t`Validation is on, and the signed root zone proves that there is no '${top}': what the servers of '${name}' say is rejected, and clients get SERVFAIL. Add the zone to 'validate-except'.`;
      report(placeOf(setting.file, zone.word), message);
    }
  },
  fixes(problem, { model }) {
    const zone = zoneAt(model, problem);
    if (!zone || !model.options) return [];
    const title = t`Add '${zone.name}' to 'validate-except'`;
    const known = settingFor(model, zone, 'validate-except');
    const list = known && blockOf(known.statement);
    if (known && list) return [{ title, edits: [insertion(known.file, list, `"${zone.name}";`)] }];
    const { file, block } = model.options;
    return [{ title, edits: [insertion(file, block, `validate-except { "${zone.name}"; };`)] }];
  },
};

/** Whether answers for names in a zone have to be proven from the root zone's key on. */
function isValidated(model: ConfModel, zone: Zone): boolean {
  const validation = argument(settingFor(model, zone, 'dnssec-validation'))?.text;
  if (isNo(validation)) return false;
  if (isYes(validation) && !model.trustAnchors.some(({ name }) => name.text === '.')) return false;
  return !firstWords(settingFor(model, zone, 'validate-except')).some((word) => {
    const except = normalName(word.text);
    return except === '.' || `.${zone.origin}`.endsWith(`.${except}`);
  });
}
