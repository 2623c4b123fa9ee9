/** Names as DNSSEC needs them: on the wire with small letters, in canonical order, and as owners of NSEC3 records (RFC 4034 section 6, RFC 5155). */
import { compareOctets } from '../../dns/nameOrder.ts';
import { labelsToText, parseName } from '../../dns/nameText.ts';

/** The labels of an absolute name, most specific first, their letters small. */
export function lowLabels(name: string): Uint8Array[] {
  return parseName(name).labels.map(low);
}

function low(label: Uint8Array): Uint8Array {
  return label.map((octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet));
}

/** A name as on the wire, its letters small (RFC 4034 section 6.2). */
export function lowWire(name: string): Uint8Array {
  return wireOf(lowLabels(name));
}

export function wireOf(labels: readonly Uint8Array[]): Uint8Array {
  const wire = new Uint8Array(labels.reduce((sum, label) => sum + label.length + 1, 1));
  let at = 0;
  for (const label of labels) {
    wire[at] = label.length;
    wire.set(label, at + 1);
    at += label.length + 1;
  }
  return wire;
}

/** The uncompressed name that begins in octets, and where it ends; undefined where it runs past them. */
export function nameAt(octets: Uint8Array, start: number): { readonly name: string; readonly end: number } | undefined {
  const labels: Uint8Array[] = [];
  for (let at = start; at < octets.length; ) {
    const length = octets[at];
    if (length === 0) return { name: labelsToText(labels), end: at + 1 };
    if (length > 63 || at + 1 + length > octets.length) return undefined;
    labels.push(octets.subarray(at + 1, at + 1 + length));
    at += length + 1;
  }
  return undefined;
}

/** How many labels a name has, without the root and a first `*` (RFC 4034 section 3.1.3). */
export function labelCount(name: string): number {
  const { labels } = parseName(name);
  return isStar(labels[0]) ? labels.length - 1 : labels.length;
}

/** How many labels a name has, all of them. */
export function depthOf(name: string): number {
  return parseName(name).labels.length;
}

function isStar(label: Uint8Array | undefined): boolean {
  return label?.length === 1 && label[0] === 0x2a;
}

/** The name that the last labels of another one make. */
export function lastLabels(name: string, count: number): string {
  const { labels } = parseName(name);
  return labelsToText(labels.slice(Math.max(0, labels.length - count)));
}

/** The name above; the root's is the root. */
export function parentOf(name: string): string {
  return labelsToText(parseName(name).labels.slice(1));
}

/** The wildcard right below a name. */
export function wildcardOf(name: string): string {
  return name === '.' ? '*.' : `*.${name}`;
}

/** The canonical order of names (RFC 4034 section 6.1): from the last label on, each by its octets. */
export function compareCanonical(a: string, b: string): number {
  const [labelsA, labelsB] = [lowLabels(a).reverse(), lowLabels(b).reverse()];
  for (let i = 0; i < labelsA.length && i < labelsB.length; i++) {
    const order = compareOctets(labelsA[i], labelsB[i]);
    if (order !== 0) return order;
  }
  return labelsA.length - labelsB.length;
}

/** The longest name that both are at or below. */
export function commonAncestor(a: string, b: string): string {
  const [labelsA, labelsB] = [lowLabels(a).reverse(), lowLabels(b).reverse()];
  let same = 0;
  while (same < labelsA.length && same < labelsB.length && compareOctets(labelsA[same], labelsB[same]) === 0) same++;
  return lastLabels(a, same);
}
