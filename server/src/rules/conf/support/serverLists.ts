/** Lists of servers: `primaries`, `parental-agents` and the like, and the named lists they take in. */

import type { ConfModel, Named, Setting, Zone } from '../../../conf/model.ts';
import { firstByName, settingFor } from '../../../conf/model.ts';
import type { BindVersion } from '../../../conf/statements.ts';
import { isNo } from '../../../conf/valueKinds.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import { atLeast } from '../../../dns/versions.ts';
import { before } from '../../../text/ends.ts';
import { argument, elements } from './words.ts';

/** BIND 9.18 keeps the lists of parental agents apart from those of primaries; later releases have one kind of list. */
export type ListKind = 'primaries' | 'parental-agents';

const PRIMARY_ONLY = new Set(['master-only', 'primary-only']);
const FETCHED = new Set(['secondary', 'stub', 'mirror']);

/** True for an element that is an address and not the name of a list. */
export function isAddress(text: string): boolean {
  return parseAddress(before(text, '%')) !== undefined;
}

/** What a list may name: `parental-agents` names lists of its own kind in 9.18. */
export function kindOf(name: string): ListKind {
  return name === 'parental-agents' ? name : 'primaries';
}

const listNames = new WeakMap<ConfModel, Map<string, ReadonlyMap<string, Named>>>();

/** The list of a name, for a list of a kind. */
export function listNamed(model: ConfModel, name: string, kind: ListKind, version: BindVersion): Named | undefined {
  const byKind = listNames.get(model) ?? new Map<string, ReadonlyMap<string, Named>>();
  listNames.set(model, byKind);
  const which = atLeast(version, '9.20') ? 'all' : kind;
  let names = byKind.get(which);
  if (!names) {
    names = firstByName(model.serverLists.filter((list) => which === 'all' || kindOf(list.setting.name) === kind));
    byKind.set(which, names);
  }
  return names.get(name.toLowerCase());
}

/** The names of lists in a list, and how many addresses stand in it. */
function contentOf(setting: Setting): { readonly names: readonly string[]; readonly addresses: number } {
  const words = elements(setting).flatMap(({ values }) => (values[0]?.kind === 'word' ? [values[0].text] : []));
  const names = words.filter((word) => !isAddress(word));
  return { names, addresses: words.length - names.length };
}

/** A list and the lists that it takes in, those left out that were met before. */
function withLists(model: ConfModel, setting: Setting, version: BindVersion, met: Set<Setting>): Setting[] {
  const kind = kindOf(setting.name);
  const lists = met.has(setting) ? [] : [setting];
  met.add(setting);
  // The list grows while it is walked.
  for (const list of lists) {
    for (const name of contentOf(list).names) {
      const found = listNamed(model, name, kind, version)?.setting;
      if (!found || met.has(found)) continue;
      met.add(found);
      lists.push(found);
    }
  }
  return lists;
}

const emptiness = new WeakMap<ConfModel, Map<string, Map<Setting, boolean>>>();

/** True where neither a list nor the lists that it names have an address. False where one that it names is not defined. */
export function hasNoServers(model: ConfModel, setting: Setting, version: BindVersion): boolean {
  const kind = kindOf(setting.name);
  const byKind = emptiness.get(model) ?? new Map<string, Map<Setting, boolean>>();
  emptiness.set(model, byKind);
  const known = byKind.get(`${version} ${kind}`) ?? new Map<Setting, boolean>();
  byKind.set(`${version} ${kind}`, known);
  const answer = known.get(setting);
  if (answer !== undefined) return answer;
  /** Each list that was met, and the one that names it. */
  const met = new Map<Setting, Setting | undefined>([[setting, undefined]]);
  // The map grows while it is walked.
  for (const list of met.keys()) {
    const { names, addresses } = contentOf(list);
    const inner = names.map((name) => listNamed(model, name, kind, version)?.setting);
    const isKnown = addresses > 0 || known.get(list) === false || inner.includes(undefined);
    if (isKnown) {
      for (let one: Setting | undefined = list; one; one = met.get(one)) known.set(one, false);
      return false;
    }
    for (const one of inner) if (one && !met.has(one) && known.get(one) !== true) met.set(one, list);
  }
  for (const list of met.keys()) known.set(list, true);
  return true;
}

/** The lists of servers that a zone uses itself. */
function usedBy(model: ConfModel, zone: Zone): readonly (Setting | undefined)[] {
  const { type, scope, origin } = zone;
  const used: (Setting | undefined)[] = [];
  if (type === 'primary' || type === 'secondary' || type === 'mirror') {
    const notify = argument(settingFor(model, zone, 'notify'))?.text.toLowerCase() ?? '';
    const isOff = isNo(notify) || (type !== 'primary' && PRIMARY_ONLY.has(notify));
    if (!isOff) used.push(settingFor(model, zone, 'also-notify'));
  }
  if (type && FETCHED.has(type) && !(type === 'mirror' && origin === '.')) {
    used.push(scope.byName.get('primaries')?.[0] ?? scope.byName.get('masters')?.[0]);
  }
  if (type === 'primary' || type === 'secondary') used.push(scope.byName.get('parental-agents')?.[0]);
  return used;
}

const known = new WeakMap<ConfModel, Map<BindVersion, ReadonlyMap<unknown, ListKind>>>();

/** The statements of the lists that some zone uses, directly or through others, and as what: named looks into these only. */
export function usedLists(model: ConfModel, version: BindVersion): ReadonlyMap<unknown, ListKind> {
  const byVersion = known.get(model) ?? new Map<BindVersion, ReadonlyMap<unknown, ListKind>>();
  known.set(model, byVersion);
  let used = byVersion.get(version);
  if (!used) {
    const roots = new Set(
      model.zones.flatMap((zone) => usedBy(model, zone)).filter((setting) => setting !== undefined),
    );
    const met = { primaries: new Set<Setting>(), 'parental-agents': new Set<Setting>() };
    used = new Map(
      [...roots].flatMap((root) => {
        const kind = kindOf(root.name);
        return withLists(model, root, version, met[kind]).map((list) => [list.statement, kind] as const);
      }),
    );
    byVersion.set(version, used);
  }
  return used;
}
