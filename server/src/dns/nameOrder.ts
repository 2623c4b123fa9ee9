/** Names in an order from the root down, as in RFC 4034 section 6.1: a name comes before those below it. */
import { type NameId, type NameTable, ROOT } from './names.ts';

/** Below zero where `a` comes first, above zero where `b` does. `compareLabels` orders names that have the same one above; octet by octet where absent. */
export function compareNames(
  names: NameTable,
  a: NameId,
  b: NameId,
  compareLabels?: (a: Uint8Array, b: Uint8Array) => number,
): number {
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
  return compareLabels ? compareLabels(names.label(upA), names.label(upB)) : compareLeftmost(names, upA, upB);
}

/** The same as `compareOctets` of two names' leftmost labels, without views of them. */
function compareLeftmost(names: NameTable, a: NameId, b: NameId): number {
  const [lengthA, lengthB] = [names.labelLength(a), names.labelLength(b)];
  const length = Math.min(lengthA, lengthB);
  for (let i = 0; i < length; i++) {
    const [octetA, octetB] = [names.labelOctet(a, i), names.labelOctet(b, i)];
    if (octetA !== octetB) return octetA - octetB;
  }
  return lengthA - lengthB;
}

/** The canonical order of labels: octet by octet, a shorter one first. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
