/** The statement that has a configuration load a zone file, beside those of the other zones of its folder. */
import { t } from '../../l10n.ts';
import type { Fix, Problem } from '../../rules/rule.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { statementEdit, statementOf, withBase } from '../conf/statementBeside.ts';
import { newZone } from '../conf/templates.ts';
import type { ZoneLookup } from '../shared/lookup.ts';

/** Views and configurations that are offered. */
const MOST_PLACES = 4;

/** The fixes of a file that nothing loads: a statement for each view and configuration that loads others of its folder. */
export function loadFixes(problem: Problem, zone: Zone, lookup: ZoneLookup): Fix[] {
  if (problem.rule !== 'zone/not-loaded' || !zone.model.originKnown) return [];
  const name = zone.model.names.text(zone.model.apex).replace(/\.$/, '');
  const fixes: Fix[] = [];
  for (const { options } of besidesOf(zone, lookup)) {
    const statement = statementOf({ options });
    const path = statement?.fileWord?.text;
    // A path of a template stands for those of many zones.
    if (!statement || path === undefined || path.includes('$')) continue;
    const made = newZone({ name, type: 'primary', serial: 0, file: withBase(path, baseName(zone.options.uri)) });
    const edit = 'reason' in made ? undefined : statementEdit(statement, made.statement, lookup.bufferOf);
    if (!edit) continue;
    const file = baseName(edit.uri);
    const title =
      options.view === ''
        ? t`Have ${file} load it as ${name}`
        : t`Have ${file} load it as ${name} in the view ${options.view}`;
    fixes.push({ title, edits: [edit] });
  }
  return fixes;
}

/** Of each view and configuration that loads zones from the folder of a file the last one, behind which the others stand. */
function besidesOf(zone: Zone, lookup: ZoneLookup): Iterable<Zone> {
  const folder = withBase(zone.options.uri, '');
  const found = new Map<string, Zone>();
  for (const other of lookup.zones()) {
    const { uri, configuration, view, settings } = other.options;
    const key = `${configuration?.uri} ${view}`;
    if (!configuration || settings.type !== 'primary' || withBase(uri, '') !== folder) continue;
    if (found.size < MOST_PLACES || found.has(key)) found.set(key, other);
  }
  return found.values();
}
