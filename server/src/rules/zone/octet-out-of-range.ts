import type { ReverseFault, ReverseReading } from '../../dns/reverse.ts';
import { type Marked, marked, t, translated } from '../../l10n.ts';
import { problemText, replacement } from './support/edits.ts';
import { reverseNameRule } from './support/reverseName.ts';

const WHY: Partial<Record<ReverseFault, Marked>> = {
  'octet-out-of-range': marked('is above 255'),
  'leading-zero': marked('has a leading zero, which resolvers do not write'),
  'not-an-octet': marked('is not a decimal number'),
};

function faultsOf(reading: ReverseReading, own: number): string[] {
  return reading.faults
    .filter((fault) => fault.index < own && fault.digits && WHY[fault.reason] !== undefined)
    .map((fault) => `${fault.label} ${translated(WHY[fault.reason]!)}`);
}

function describe(name: string, faults: readonly string[]): string {
  return t`In ${name} ${faults.join(t` and `)}: each label of an IPv4 reverse name is a number from 0 to 255. Nobody looks this name up.`;
}

export const octetOutOfRange = reverseNameRule({
  id: 'zone/octet-out-of-range',
  title: 'Label in in-addr.arpa that is no octet',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A name under in-addr.arpa with a number above 255, a number with a leading zero, or a hexadecimal number. Names of classless delegations (RFC 2317) are fine.',
    why: 'Resolvers look for the decimal octets of an address. Under any other name the record is never found.',
    bad: '; zone: 2.0.192.in-addr.arpa\n256 PTR ns1.example.com.\n',
    good: '; zone: 2.0.192.in-addr.arpa\n255 PTR ns1.example.com.\n0/25 NS ns1.example.com.\n',
    sources: ['RFC 1035 section 3.5', 'RFC 2317'],
  },
  ofOwner({ name, reading, own }, names) {
    const faults = reading.family === 4 ? faultsOf(reading, own) : [];
    return faults.length > 0 ? { message: describe(names.text(name), faults) } : undefined;
  },
  ofOrigin({ name, reading, own }, names) {
    const faults = reading.family === 4 ? faultsOf(reading, own) : [];
    return faults.length > 0 ? describe(names.text(name), faults) : undefined;
  },
  fixes(problem, context) {
    const text = problemText(problem, context);
    const bare = text.replace(/(^|\.)0+(?=\d)/g, '$1');
    return bare === text || /[^\d.]/.test(bare) ? [] : [replacement(problem, t`Change to ${bare}`, bare)];
  },
});
