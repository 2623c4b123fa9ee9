/** Reverse zones, and the labels of names. */
import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';
import type { ReverseSuffix } from '../../../dns/reverse.ts';
import { reverseTree } from '../../../dns/reverseNames.ts';
import type { ZoneContext } from '../context.ts';

/** The reverse tree that the zone is in. */
export function zoneTree({ names, apex }: ZoneContext): ReverseSuffix | undefined {
  return reverseTree(names, apex);
}

/** A name's labels as text, most specific first, without the root. */
export function labelTexts(names: NameTable, name: NameId): string[] {
  const labels: string[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  return labels;
}
