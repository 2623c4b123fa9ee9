/** The check-* options and the largest TTL that hold for a zone: zone, else view, else options, else named's defaults. */

import { parseDuration } from '../conf/duration.ts';
import { type ConfModel, firstArgument, settingFor, type Zone } from '../conf/model.ts';
import { argumentsOf } from '../conf/tree.ts';
import { CHECK_OPTIONS, CHECKZONE_MODES, type CheckMode, type CheckModes } from '../rules/zone/checkModes.ts';

const MODES: Readonly<Record<string, CheckMode>> = {
  fail: 'fail',
  warn: 'warn',
  ignore: 'ignore',
  yes: 'warn',
  true: 'warn',
  1: 'warn',
  no: 'ignore',
  false: 'ignore',
  0: 'ignore',
};

/** How named takes mistakes in the zone. Its own default for check-names is fail for primaries, warn for secondaries. */
export function checkModesOf(model: ConfModel, zone: Zone): CheckModes {
  const modes: Record<string, CheckMode> = { ...CHECKZONE_MODES };
  for (const option of CHECK_OPTIONS) {
    if (option === 'check-names') {
      modes[option] = checkNamesOf(model, zone);
      continue;
    }
    const setting = settingFor(model, zone, option);
    const mode = setting && MODES[argumentsOf(setting.statement)[0]?.text.toLowerCase() ?? ''];
    if (mode) modes[option] = mode;
  }
  return modes as CheckModes;
}

/** In options and views check-names says for which zones it is: `check-names primary warn;`. */
function checkNamesOf(model: ConfModel, zone: Zone): CheckMode {
  const own = MODES[firstArgument(zone.scope, 'check-names')?.text.toLowerCase() ?? ''];
  if (own) return own;
  const kinds = zone.type === 'primary' ? ['primary', 'master'] : ['secondary', 'slave'];
  for (const scope of [zone.view?.scope, model.options]) {
    for (const { statement } of scope?.byName.get('check-names') ?? []) {
      const [kind, mode] = argumentsOf(statement).map((word) => word.text.toLowerCase());
      if (kinds.includes(kind) && MODES[mode]) return MODES[mode];
    }
  }
  return zone.type === 'primary' ? 'fail' : 'warn';
}

/** The largest TTL that the zone may have, in seconds; undefined where there is no limit. */
export function maxTtlOf(model: ConfModel, zone: Zone): number | undefined {
  const setting = settingFor(model, zone, 'max-zone-ttl');
  const text = setting && argumentsOf(setting.statement)[0]?.text;
  return text === undefined || text.toLowerCase() === 'unlimited' ? undefined : parseDuration(text);
}
