/** A reverse name in words: the address or prefix that its labels make, and what is wrong with them. */

import { misspeltReverseSuffix, type ReverseLabelFault, type ReverseReading, readReverse } from '../../dns/reverse.ts';
import { specialRange } from '../../dns/specialRanges.ts';
import { counted, type Marked, marked, t, translated } from '../../l10n.ts';
import { capitalized, code } from './markdown.ts';

const FAULTS: Readonly<Record<ReverseLabelFault['reason'], Marked>> = {
  'not-a-nibble': marked('is not one hexadecimal digit'),
  'not-an-octet': marked('is not a number from 0 to 255'),
  'octet-out-of-range': marked('is above 255'),
  'leading-zero': marked('has a leading zero'),
  'too-many': marked('is one too many'),
};
/** Wrong labels that are named one by one. */
const FAULTS_SHOWN = 3;

/**
 * Paragraphs on a name below in-addr.arpa or ip6.arpa; none for other names. `labels`: presentation format, most specific first,
 * without the root. `wantsAddress`: the name owns a PTR record, so it has to be a whole address.
 */
export function describeReverse(labels: readonly string[], wantsAddress: boolean): string[] {
  const reading = readReverse(labels);
  if (!reading) {
    const misspelt = misspeltReverseSuffix(labels);
    if (!misspelt) return [];
    const written = labels.slice(misspelt.from, misspelt.to).join('.');
    return [t`${code(written)} looks like a misspelt ${code(misspelt.suffix)}.`];
  }
  const out: string[] = [];
  const [unit, units] = reading.family === 6 ? [t`nibble`, t`nibbles`] : [t`octet`, t`octets`];
  const tooMany = reading.faults.filter(({ reason }) => reason === 'too-many').length;
  if (reading.count > 0 && tooMany === 0) {
    out.push(`${reading.complete ? t`Address` : t`Prefix`} **${code(reading.text)}**`);
    if (reading.full !== reading.text) out.push(t`Full form: ${code(reading.full)}`);
    const range = isWithinRange(reading) ? specialRange(reading.octets) : undefined;
    if (range) out.push(`${capitalized(translated(range.name))}: ${code(range.prefix)} (${range.rfc}).`);
  }
  if (reading.count > 0 && reading.count < reading.wanted && !reading.classless) {
    const have = t`${counted(reading.count, unit, units)} of ${reading.wanted}`;
    out.push(
      wantsAddress
        ? t`**${have}**: a PTR record is for a whole address, which needs ${reading.wanted} ${units}, the origin's included. ${missing(reading.wanted - reading.count)}.`
        : `${capitalized(have)}.`,
    );
  }
  if (tooMany > 0) {
    out.push(
      t`**${counted(reading.wanted + tooMany, unit, units)}** with the origin's, where an address has ${reading.wanted}: ${tooMany} too many. Often the origin is repeated.`,
    );
  }
  for (const { label, reason } of reading.faults
    .filter((fault) => fault.reason !== 'too-many')
    .slice(0, FAULTS_SHOWN)) {
    out.push(t`The label ${code(label)} ${translated(FAULTS[reason])}.`);
  }
  if (reading.classless) out.push(t`Part of a network, delegated as in RFC 2317.`);
  if (reading.forwards !== undefined) {
    out.push(t`The labels stand in the order of the address: read from the left they make ${code(reading.forwards)}.`);
  }
  if (reading.suffix === 'ip6.int')
    out.push(t`${code('ip6.int')} is not in use any more (RFC 4159): ${code('ip6.arpa')} is.`);
  return out;
}

function missing(count: number): string {
  return count === 1 ? t`1 is missing` : t`${count} are missing`;
}

/** Whether the whole prefix lies in the special range that its first address lies in. */
function isWithinRange({ octets, bits }: ReverseReading): boolean {
  const range = specialRange(octets);
  return range !== undefined && Number(range.prefix.slice(range.prefix.indexOf('/') + 1)) <= bits;
}
