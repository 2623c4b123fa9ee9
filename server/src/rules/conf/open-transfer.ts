import { findStatement, textIn } from '../../conf/lookup.ts';
import type { Setting, Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfContext, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { insertion, replacement } from './support/edits.ts';
import { isLocalZone, isPublicCopy } from './support/localZones.ts';
import { isOpen, listOf } from './support/matchLists.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** Zones that anyone may copy. */
export const openTransfer: ConfRule = {
  id: 'conf/open-transfer',
  title: 'Zone transfer for everyone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      '`allow-transfer` with `any` (a warning), but for zones that everyone has, such as localhost, and secondaries of the root. For BIND 9.18, where everyone may copy a zone unless told otherwise, also a primary zone for which it is not set (an information, once). From 9.20 on nobody may by default.',
    why: 'Whoever copies the zone has a list of your hosts, and large transfers cost the server time.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tallow-transfer { any; };\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tallow-transfer { key "transfer"; };\n};',
    sources: ['RFC 5936 section 5', 'The default of allow-transfer: `{ any; }` in BIND 9.18, `{ none; }` from 9.20 on'],
  },
  *check(context, report) {
    const { model } = context;
    const harmless = new Set(
      model.zones.filter(isHarmless).flatMap(({ scope }) => scope.byName.get('allow-transfer') ?? []),
    );
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        if (setting.name !== 'allow-transfer' || harmless.has(setting)) continue;
        const list = blockOf(setting.statement);
        if (!list || !isOpen(model, list)) continue;
        const message = t`Anyone may copy the whole zone. Allow your secondaries only, best by a key.`;
        report(placeOf(setting.file, list), message);
      }
    }
    const open = openByDefault(context);
    if (!open) return;
    const { setting, word, name } = open;
    const message = t`allow-transfer is not set, and BIND 9.18 then lets anyone copy the zone '${name}'. Write 'allow-transfer { none; };' into options, and allow your secondaries where they need it.`;
    report(placeOf(setting.file, word), message, { severity: 'information', data: { byDefault: true } });
  },
  isOfAll: ({ data }) => data?.byDefault === true,
  fixes({ uri, start, data }, { model }) {
    if (data?.byDefault) {
      const { options } = model;
      if (!options) return [];
      const edits = [insertion(options.file, options.block, 'allow-transfer { none; };')];
      return [{ title: t`Add 'allow-transfer { none; };' to options`, edits }];
    }
    const isIt = (setting: Setting) => setting.file.uri === uri && listOf(setting)?.start === start;
    const setting = settingsOf(model).find(isIt);
    const list = listOf(setting);
    if (!setting || !list) return [];
    return [{ title: t`Change to '{ none; }'`, edits: [replacement(setting.file, list, '{ none; }')] }];
  },
};

/** Whether a copy of a zone tells nobody anything: zones that everyone has, and copies of zones that are open where they come from. */
function isHarmless({ origin, type }: Zone): boolean {
  return isLocalZone(origin) || (isPublicCopy(origin) && type !== 'primary');
}

/** The first primary zone that everyone may copy only because nothing says otherwise. */
function openByDefault({ model, version }: ConfContext): Zone | undefined {
  if (hasUnreadIncludes(model)) return undefined;
  return model.zones.find((zone) => {
    if (zone.type !== 'primary' || isLocalZone(zone.origin)) return false;
    if (settingFor(model, zone, 'allow-transfer')) return false;
    return textIn(findStatement('allow-transfer', 'zone')?.default, version) === '{ any; }';
  });
}
