/** Which names are reverse names. */
import { type NameId, type NameTable, NameTrait, ROOT } from '../../../dns/names.ts';
import type { ZoneContext } from '../context.ts';

export type ReverseTree = 'in-addr.arpa' | 'ip6.arpa' | 'ip6.int';

const TREES: readonly { readonly tree: ReverseTree; readonly labels: readonly string[] }[] = [
  { tree: 'in-addr.arpa', labels: ['arpa', 'in-addr'] },
  { tree: 'ip6.arpa', labels: ['arpa', 'ip6'] },
  { tree: 'ip6.int', labels: ['int', 'ip6'] },
];

/** The reverse tree that a name is in; undefined for a forward name. */
export function reverseTree(names: NameTable, name: NameId): ReverseTree | undefined {
  if (name < 0 || (names.traits(name) & NameTrait.Infrastructure) === 0 || names.depth(name) < 2) return undefined;
  let second = name;
  while (names.depth(second) > 2) second = names.parent(second);
  const top = names.labelText(names.parent(second));
  const label = names.labelText(second);
  return TREES.find(({ labels }) => labels[0] === top && labels[1] === label)?.tree;
}

/** The reverse tree that the zone is in. */
export function zoneTree({ names, apex }: ZoneContext): ReverseTree | undefined {
  return reverseTree(names, apex);
}

/** A name's labels as text, most specific first, without the root. */
export function labelTexts(names: NameTable, name: NameId): string[] {
  const labels: string[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  return labels;
}
