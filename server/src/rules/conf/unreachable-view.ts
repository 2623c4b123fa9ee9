import type { ConfModel, View } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { Block } from '../../conf/tree.ts';
import { prefixContains } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { elementsOf, isNone, isOpen, listOf, prefixesOf } from './support/matchLists.ts';

/** A view whose clients an earlier one takes. */
export const unreachableView: ConfRule = {
  id: 'conf/unreachable-view',
  title: 'View that no client gets',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A view behind one that takes everyone (`match-clients { any; }`, or none at all), or behind one whose networks hold all of its own.',
    why: 'named takes the first view that matches, so nobody gets this one: its clients see the zones of the other.',
    bad: 'view "outside" {\n\tmatch-clients { any; };\n};\nview "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n};',
    good: 'view "inside" {\n\tmatch-clients { 192.0.2.0/24; };\n};\nview "outside" {\n\tmatch-clients { any; };\n};',
    sources: ['match-clients in the BIND 9 Administrator Reference Manual: the order of the views decides'],
  },
  check({ model }, report) {
    for (const [i, view] of model.views.entries()) {
      const earlier = model.views.slice(0, i).find((other) => swallows(model, other, view));
      if (!earlier) continue;
      const message = t`The view '${earlier.name}' stands before '${view.name}' and takes all of its clients, so nobody gets this one. Put the narrower view first.`;
      const related = [{ ...placeOf(earlier.setting.file, earlier.word), message: t`This view takes them.` }];
      report(placeOf(view.setting.file, view.word), message, { related });
    }
  },
};

function swallows(model: ConfModel, earlier: View, later: View): boolean {
  if (earlier.className !== later.className) return false;
  const narrows = ['match-destinations', 'match-recursive-only'];
  if (narrows.some((name) => earlier.scope.byName.has(name))) return false;
  const taken = listOf(earlier.scope.byName.get('match-clients')?.[0]);
  // A `!key` before `any` sends those with the key on to the next view.
  if (taken && hasNegation(model, taken)) return false;
  if (!taken || isOpen(model, taken)) return true;
  const own = listOf(later.scope.byName.get('match-clients')?.[0]);
  if (!own || isNone(own) || !isOfPrefixes(model, own)) return false;
  const networks = prefixesOf(model, taken);
  return prefixesOf(model, own).every(({ octets, bits }) =>
    networks.some((network) => network.bits <= bits && prefixContains(network, octets)),
  );
}

const MAX_DEPTH = 20;

function hasNegation(model: ConfModel, list: Block, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  return elementsOf(list).some(({ isNegated, block, word }) => {
    if (isNegated) return true;
    const inner = block ?? aclOf(model, word?.text);
    return inner ? hasNegation(model, inner, depth + 1) : false;
  });
}

/** True where a list is made of networks only, and says which. */
function isOfPrefixes(model: ConfModel, list: Block, depth = 0): boolean {
  const elements = elementsOf(list);
  if (depth > MAX_DEPTH || elements.length !== list.statements.length || elements.length === 0) return false;
  return elements.every(({ isNegated, key, block, word }) => {
    if (isNegated || key) return false;
    const inner = block ?? aclOf(model, word?.text);
    if (inner) return isOfPrefixes(model, inner, depth + 1);
    return word !== undefined && /^[0-9]|:/.test(word.text);
  });
}

function aclOf(model: ConfModel, name: string | undefined): Block | undefined {
  return listOf(model.acls.find((acl) => acl.name.toLowerCase() === name?.toLowerCase())?.setting);
}
