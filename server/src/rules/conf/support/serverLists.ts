/** Lists of servers: `primaries`, `parental-agents` and the like, and the named lists they take in. */

import type { ConfModel, Named, Setting, Zone } from '../../../conf/model.ts';
import { settingFor } from '../../../conf/model.ts';
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

/** The list of a name, for a list of a kind. */
export function listNamed(model: ConfModel, name: string, kind: ListKind, version: BindVersion): Named | undefined {
  const wanted = name.toLowerCase();
  return model.serverLists.find(
    (list) => list.name.toLowerCase() === wanted && (atLeast(version, '9.20') || kindOf(list.setting.name) === kind),
  );
}

/** The names of lists in a list, and how many addresses stand in it. */
function contentOf(setting: Setting): { readonly names: readonly string[]; readonly addresses: number } {
  const words = elements(setting).flatMap(({ values }) => (values[0]?.kind === 'word' ? [values[0].text] : []));
  const names = words.filter((word) => !isAddress(word));
  return { names, addresses: words.length - names.length };
}

/** A list and the lists that it takes in; `isWhole` is false where it names one that is not defined. */
function withLists(model: ConfModel, setting: Setting, version: BindVersion): { lists: Setting[]; isWhole: boolean } {
  const kind = kindOf(setting.name);
  const lists = [setting];
  let isWhole = true;
  const seen = new Set<string>();
  // The list grows while it is walked.
  for (const list of lists) {
    for (const name of contentOf(list).names) {
      if (seen.has(name.toLowerCase())) continue;
      seen.add(name.toLowerCase());
      const found = listNamed(model, name, kind, version);
      if (found) lists.push(found.setting);
      else isWhole = false;
    }
  }
  return { lists, isWhole };
}

/**
 * How many addresses a list has, those of the lists it names among them; each list counts once. Undefined where a list that it
 * names is not defined.
 */
export function serverCount(model: ConfModel, setting: Setting, version: BindVersion): number | undefined {
  const { lists, isWhole } = withLists(model, setting, version);
  if (!isWhole) return undefined;
  return lists.reduce((sum, list) => sum + contentOf(list).addresses, 0);
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
    used = new Map(
      [...roots].flatMap((root) =>
        withLists(model, root, version).lists.map((list) => [list.statement, kindOf(root.name)] as const),
      ),
    );
    byVersion.set(version, used);
  }
  return used;
}
