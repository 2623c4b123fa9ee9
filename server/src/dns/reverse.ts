/** Understanding reverse names: what address or prefix the labels below ip6.arpa and in-addr.arpa make, and what is wrong with them. */

import { addressText, ipv4Text, ipv6Full } from './addresses.ts';
import { prefixText } from './prefixes.ts';
import { specialRange } from './specialRanges.ts';

/**
 * What is wrong with a label of a reverse name:
 * not-a-nibble (ip6.arpa wants one hexadecimal digit a label), not-an-octet, octet-out-of-range, leading-zero, or too-many.
 */
export type ReverseFault = 'not-a-nibble' | 'not-an-octet' | 'octet-out-of-range' | 'leading-zero' | 'too-many';

/** One label that is wrong; `index` counts labels from the most specific. */
export interface ReverseLabelFault {
  readonly index: number;
  readonly label: string;
  readonly reason: ReverseFault;
  /** The label is made of several hexadecimal digits, such as a whole group of an address: no host name that lives here. */
  readonly digits: boolean;
}

export type ReverseSuffix = 'in-addr.arpa' | 'ip6.arpa' | 'ip6.int';

/** What a name at or under a reverse suffix says. */
export interface ReverseReading {
  readonly family: 4 | 6;
  readonly suffix: ReverseSuffix;
  /** How many octets (IPv4) or nibbles (IPv6) stand in one run above the suffix: at most 4 or 32. */
  readonly count: number;
  /** How many make a whole address: 4 or 32. */
  readonly wanted: number;
  /** How many labels stand below the suffix, right or wrong, without service labels and wildcards. */
  readonly labels: number;
  /** The network: 4 or 16 octets, with zeros where the name says nothing. */
  readonly octets: Uint8Array;
  readonly bits: number;
  readonly complete: boolean;
  /** The address where complete, else the prefix: `192.0.2.1`, `2001:db8::/32`. */
  readonly text: string;
  /** The same with nothing left out: eight groups of four digits, and the prefix length where not complete. */
  readonly full: string;
  /** The name goes through a delegation of part of a network (RFC 2317), such as `0/25` or `0-127`. */
  readonly classless: boolean;
  readonly faults: readonly ReverseLabelFault[];
  /** The address or prefix that the labels make when read from the left, where it is clear that they were written so. */
  readonly forwards: string | undefined;
}

/** A suffix that is nearly a reverse one: the labels from `from` to before `to` are wrong. */
export interface MisspeltSuffix {
  readonly suffix: 'in-addr.arpa' | 'ip6.arpa';
  readonly from: number;
  readonly to: number;
}

const NIBBLES = 32;
const OCTETS = 4;

function suffixOf(labels: readonly string[]): ReverseSuffix | undefined {
  const { length } = labels;
  if (length < 2) return undefined;
  const two = `${labels[length - 2]}.${labels[length - 1]}`.toLowerCase();
  return two === 'in-addr.arpa' || two === 'ip6.arpa' || two === 'ip6.int' ? two : undefined;
}

/**
 * Reads a name (labels in presentation format, most specific first, without the root) as a reverse name.
 * Undefined where it does not lie at or under a reverse suffix.
 */
export function readReverse(labels: readonly string[]): ReverseReading | undefined {
  const suffix = suffixOf(labels);
  if (!suffix) return undefined;
  const below = labels.slice(0, -2);
  return suffix === 'in-addr.arpa' ? readOctets(below) : readNibbles(below, suffix);
}

/** Labels of services and wildcards may stand at the most specific end (RFC 6763 section 11). */
function serviceLabels(labels: readonly string[]): number {
  let count = labels[0] === '*' ? 1 : 0;
  for (let i = count; i < labels.length; i++) if (labels[i].startsWith('_')) count = i + 1;
  return count;
}

function isNibble(label: string): boolean {
  return /^[0-9a-f]$/i.test(label);
}

function readNibbles(labels: readonly string[], suffix: ReverseSuffix): ReverseReading {
  const top = serviceLabels(labels);
  const octets = new Uint8Array(16);
  const faults: ReverseLabelFault[] = [];
  let count = 0;
  for (let i = labels.length - 1; i >= top; i--) {
    const label = labels[i];
    const place = labels.length - 1 - i;
    if (!isNibble(label)) {
      faults.push({ index: i, label, reason: 'not-a-nibble', digits: /^[0-9a-f]{2,}$/i.test(label) });
    } else if (place >= NIBBLES) faults.push({ index: i, label, reason: 'too-many', digits: true });
    else if (count === place) {
      const nibble = Number.parseInt(label, 16);
      octets[count >> 1] |= count % 2 === 0 ? nibble << 4 : nibble;
      count++;
    }
  }
  faults.reverse();
  const bits = count * 4;
  const complete = count === NIBBLES && !faults.some((fault) => fault.reason === 'too-many');
  const forwards = faults.length === 0 && count >= 4 ? forwardNibbles(labels.slice(top), octets) : undefined;
  const prefix = prefixText({ octets, bits });
  return {
    family: 6,
    suffix,
    count,
    wanted: NIBBLES,
    labels: labels.length - top,
    octets,
    bits,
    complete,
    text: complete ? addressText(octets) : prefix,
    full: complete ? ipv6Full(octets) : `${ipv6Full(octets)}/${bits}`,
    classless: false,
    faults,
    forwards,
  };
}

function startsOf(labels: readonly string[]): string {
  return labels.slice(0, 4).join('').toLowerCase();
}

/** The first nibbles of what is in use: the registries' blocks, unique local and link-local addresses. */
const IN_USE = /^(?:200[0-3]|2[4568ac]|3ff|f[cd]|fe[89ab])/;
/** The first 16 bits of addresses that are given out or set aside: 2000::/3, multicast, unique local and link-local ones, special ranges. */
const RIGHTLY_FIRST: readonly (readonly [mask: number, value: number])[] = [
  [0xe000, 0x2000],
  [0xfe00, 0xfc00],
  [0xfe00, 0xfe00],
  [0xfe00, 0x0200],
  [0xffff, 0x0064],
  [0xffff, 0x0100],
  [0xffff, 0x5f00],
];

/** True for the first 16 bits of an address that somebody may have: its name is not one that was written from the left. */
export function isRightlyFirst(bits: number): boolean {
  return RIGHTLY_FIRST.some(([mask, value]) => (bits & mask) === value);
}

/** The prefix that the nibbles make when read from the left, where only that reading can be meant. */
function forwardNibbles(labels: readonly string[], read: Uint8Array): string | undefined {
  if (isRightlyFirst((read[0] << 8) | read[1]) || !IN_USE.test(startsOf(labels))) return undefined;
  const special = specialRange(read)?.name ?? '';
  // ::/96 is deprecated, and it is what an address that ends in zeros makes when it was written forwards.
  if (labels.length === NIBBLES && special !== '' && !special.startsWith('IPv4-compatible')) return undefined;
  const octets = new Uint8Array(16);
  labels.forEach((label, i) => {
    const nibble = Number.parseInt(label, 16);
    octets[i >> 1] |= i % 2 === 0 ? nibble << 4 : nibble;
  });
  return labels.length === NIBBLES ? addressText(octets) : prefixText({ octets, bits: labels.length * 4 });
}

/** The first label that says which part of a network it stands for, or that a delegation was given by name (RFC 2317 section 5.2). */
function isClassless(label: string, octetsAbove: number): boolean {
  return /[-/]/.test(label) || (octetsAbove >= 3 && !/^\d+$/.test(label));
}

function octetFault(label: string): ReverseFault | undefined {
  if (!/^\d+$/.test(label)) return 'not-an-octet';
  if (label.length > 1 && label.startsWith('0')) return 'leading-zero';
  return Number(label) > 255 ? 'octet-out-of-range' : undefined;
}

function readOctets(labels: readonly string[]): ReverseReading {
  const top = serviceLabels(labels);
  const octets = new Uint8Array(4);
  const faults: ReverseLabelFault[] = [];
  let count = 0;
  let numeric = 0;
  let classless = false;
  for (let i = labels.length - 1; i >= top; i--) {
    const label = labels[i];
    if (isClassless(label, numeric)) {
      classless = true;
      continue;
    }
    const fault = octetFault(label);
    if (fault) faults.push({ index: i, label, reason: fault, digits: /^[0-9a-f]{2,}$/i.test(label) });
    else if (numeric >= OCTETS) faults.push({ index: i, label, reason: 'too-many', digits: true });
    else if (faults.length === 0) octets[count++] = Number(label);
    numeric++;
  }
  faults.reverse();
  const bits = count * 8;
  const complete = count === OCTETS && !faults.some((fault) => fault.reason === 'too-many');
  const own = labels.slice(top);
  const text = complete ? ipv4Text(octets) : prefixText({ octets, bits });
  return {
    family: 4,
    suffix: 'in-addr.arpa',
    count,
    wanted: OCTETS,
    labels: own.length,
    octets,
    bits,
    complete,
    text,
    full: text,
    classless,
    faults,
    forwards: faults.length === 0 && !classless ? forwardOctets(own, octets) : undefined,
  };
}

const PRIVATE = new Set(['private use', 'link-local']);

/**
 * The network that the octets make when read from the left: only where that is a private one, and as read from the right
 * no host can have the address (0/8, and multicast and above). Anything else may be meant as it is.
 */
function forwardOctets(labels: readonly string[], read: Uint8Array): string | undefined {
  if (labels.length < 3 || (read[0] > 0 && read[0] < 224)) return undefined;
  const octets = new Uint8Array(4);
  labels.forEach((label, i) => {
    octets[i] = Number(label);
  });
  if (!PRIVATE.has(specialRange(octets)?.name ?? '')) return undefined;
  return labels.length === OCTETS ? ipv4Text(octets) : prefixText({ octets, bits: labels.length * 8 });
}

/** Top-level labels that are found after a reverse suffix by habit. */
const HABITUAL = new Set(['net', 'com', 'org', 'int', 'arpa', 'in']);

const INTENDED: readonly {
  suffix: MisspeltSuffix['suffix'];
  /** How many letters may be wrong. */
  distance: number;
  isBelow: (label: string) => boolean;
  /** How many labels below must be numbers for the name to be a reverse one. */
  least: number;
}[] = [
  { suffix: 'in-addr.arpa', distance: 3, isBelow: (label) => octetFault(label) === undefined, least: 1 },
  { suffix: 'ip6.arpa', distance: 2, isBelow: isNibble, least: 2 },
];

/**
 * A name (labels as for readReverse) whose end is nearly a reverse suffix: `IN-ADDRPA.NET`, `inaddr.arpa`, `ip6.apra`.
 * Only where all labels before it are octets or nibbles, so that no ordinary name is taken for one.
 */
export function misspeltReverseSuffix(labels: readonly string[]): MisspeltSuffix | undefined {
  if (suffixOf(labels)) return undefined;
  let best: MisspeltSuffix | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const intended of INTENDED) {
    for (let size = 1; size <= 4; size++) {
      const from = labels.length - size;
      if (from < intended.least || !labels.slice(0, from).every(intended.isBelow)) continue;
      const distance = suffixDistance(labels.slice(from), intended.suffix);
      if (distance > intended.distance || distance >= bestDistance) continue;
      bestDistance = distance;
      best = { suffix: intended.suffix, from, to: labels.length };
    }
  }
  return best;
}

/** How far the labels are from the suffix, also where a habitual top-level label follows it. */
function suffixDistance(labels: readonly string[], suffix: string): number {
  const text = labels.join('.').toLowerCase();
  const whole = editDistance(text, suffix);
  const last = labels[labels.length - 1].toLowerCase();
  if (labels.length < 2 || !HABITUAL.has(last)) return whole;
  return Math.min(whole, editDistance(text.slice(0, -last.length - 1), suffix));
}

/** Insertions, deletions, replacements, and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}
