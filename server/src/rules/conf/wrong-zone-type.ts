import { isRead } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import { deletionOf } from '../../conf/tree.ts';
import { either, t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** A zone that is taken from another view may still be forwarded by itself. */
const FORWARDING = new Set(['forward', 'forwarders']);

/** A statement that the zone's type does not have. */
export const wrongZoneType: ConfRule = {
  id: 'conf/wrong-zone-type',
  title: 'Statement does not fit the type of the zone',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A statement in a zone that zones of its type do not have, such as `allow-update` in a secondary zone.',
    why: 'named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n\tallow-update { key "update"; };\n};',
    good: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n\tallow-update-forwarding { key "update"; };\n};',
    sources: ["named-checkconf: `option '...' is not allowed in '...' zone`"],
  },
  check({ model, version }, report) {
    const told = new Set<unknown>();
    for (const { type, scope, name } of model.zones) {
      if (!type) continue;
      for (const { row, statement, file, name: option } of scope.settings) {
        if (!row?.zoneTypes || row.zoneTypes.includes(type)) continue;
        if (option === 'in-view' || (type === 'in-view' ? FORWARDING.has(option) : option === 'type')) continue;
        if (!isRead(row, version)) continue;
        // What a template brings along is told once, not for each of its zones.
        if (told.has(statement)) continue;
        told.add(statement);
        const types = either(row.zoneTypes);
        const message = t`'${option}' is for zones of type ${types}; '${name}' is ${type}, so named refuses the configuration. Delete it, or change the type.`;
        report(placeOf(file, statement.values[0]), message, { data: { end: statement.end, option } });
      }
    }
  },
  fixes({ uri, start, data }, { model }) {
    for (const { settings } of model.scopes) {
      const setting = settings.find((candidate) => candidate.file.uri === uri && candidate.statement.start === start);
      if (!setting) continue;
      const range = deletionOf(setting.file.tree.text, setting.statement);
      return [{ title: t`Delete '${String(data?.option)}'`, edits: [{ uri, ...range, newText: '' }] }];
    }
    return [];
  },
};
