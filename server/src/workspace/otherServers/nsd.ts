/** nsd.conf: zones with `zonefile`, and what they take from patterns. */
import { attributesOf } from './attributes.ts';
import type { ReadServer, ServedZone } from './otherServer.ts';

/** A `zone:` or `pattern:`. */
interface Clause {
  readonly isZone: boolean;
  name: string | undefined;
  zonefile: string | undefined;
  isSecondary: boolean;
  readonly patterns: string[];
}

export const readNsd: ReadServer = (text, included) => {
  let directory: string | undefined;
  let section = '';
  let clause: Clause | undefined;
  const clauses: Clause[] = [];
  for (const { name, values } of attributesOf(text, included)) {
    const [value] = values;
    if (value === undefined) {
      section = name;
      clause = undefined;
      if (section === 'zone' || section === 'pattern') {
        clause = { isZone: section === 'zone', name: undefined, zonefile: undefined, isSecondary: false, patterns: [] };
        clauses.push(clause);
      }
    } else if (section === 'server' && name === 'zonesdir') directory = value === '' ? undefined : value;
    else if (!clause) continue;
    else if (name === 'name') clause.name = value;
    else if (name === 'zonefile') clause.zonefile = value;
    else if (name === 'request-xfr') clause.isSecondary = true;
    else if (name === 'include-pattern') clause.patterns.push(value);
  }
  const patterns = new Map<string | undefined, Clause>();
  for (const each of clauses) if (!each.isZone) patterns.set(each.name, each);
  const zones = clauses.flatMap((each): ServedZone[] => {
    if (!each.isZone || each.name === undefined) return [];
    const { zonefile, isSecondary } = withPatterns(each, patterns);
    const path = zonefile && zoneFilePath(zonefile, each.name);
    return path ? [{ name: each.name, path, type: isSecondary ? 'secondary' : 'primary' }] : [];
  });
  return { directory, zones, folders: [] };
};

/** What a zone says, and what it does not from its patterns and those that they include, each looked at once. */
function withPatterns(
  zone: Clause,
  patterns: ReadonlyMap<string | undefined, Clause>,
): Pick<Clause, 'zonefile' | 'isSecondary'> {
  let { zonefile, isSecondary } = zone;
  // A set that grows while it is walked.
  const names = new Set(zone.patterns);
  for (const name of names) {
    const pattern = patterns.get(name);
    zonefile ??= pattern?.zonefile;
    isSecondary ||= pattern?.isSecondary ?? false;
    for (const each of pattern?.patterns ?? []) names.add(each);
  }
  return { zonefile, isSecondary };
}

/** `%s` is the zone, `%1` to `%3` its first characters, `%z`, `%y` and `%x` its last labels. */
function zoneFilePath(path: string, zone: string): string {
  const name = zone.length > 1 && zone.endsWith('.') ? zone.slice(0, -1) : zone;
  const labels = name.split('.').reverse();
  return path.replace(/%([s123zyx])/g, (_, sign: string) => {
    if (sign === 's') return name;
    const index = 'zyx'.indexOf(sign);
    return (index >= 0 ? labels[index] : name[Number(sign) - 1]) ?? '.';
  });
}
