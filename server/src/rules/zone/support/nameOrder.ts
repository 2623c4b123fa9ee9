/** The canonical order of names (RFC 4034 section 6.1), in which NSEC records follow one another. */
import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';

/** Below zero where `a` comes first, above zero where `b` does. */
export function compareNames(names: NameTable, a: NameId, b: NameId): number {
  if (a === b) return 0;
  let [upA, upB] = [a, b];
  const depths = names.depth(a) - names.depth(b);
  for (let i = depths; i > 0; i--) upA = names.parent(upA);
  for (let i = depths; i < 0; i++) upB = names.parent(upB);
  // One lies below the other, which comes first.
  if (upA === upB) return depths;
  // The labels right below the name that they have in common decide.
  while (upA !== ROOT && names.parent(upA) !== names.parent(upB)) {
    upA = names.parent(upA);
    upB = names.parent(upB);
  }
  return compareOctets(names.label(upA), names.label(upB));
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
