import { parseIpv6, reverseName } from '../../dns/addresses.ts';
import type { ReverseReading } from '../../dns/reverse.ts';
import { t } from '../../l10n.ts';
import { problemText, replacement } from './support/edits.ts';
import { reverseNameRule } from './support/reverseName.ts';

function badLabels(reading: ReverseReading, own: number, onlyDigits: boolean): string[] {
  return reading.faults
    .filter((fault) => fault.reason === 'not-a-nibble' && fault.index < own && (fault.digits || !onlyDigits))
    .map((fault) => fault.label);
}

function describe(name: string, labels: readonly string[]): string {
  const what = labels.length === 1 ? t`the label ${labels[0]} is not` : t`the labels ${labels.join(', ')} are not`;
  return t`In ${name} ${what} one hexadecimal digit: in ip6.arpa each digit of an address is a label of its own, the last digit first. Nobody looks this name up.`;
}

export const nibbleNotHex = reverseNameRule({
  id: 'zone/nibble-not-hex',
  title: 'Label in ip6.arpa that is not one hexadecimal digit',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A name under ip6.arpa with a label that is not one hexadecimal digit: a whole group of the address, two digits in one label, a letter beyond f.',
    why: 'Resolvers look for 32 labels of one digit each. Under any other name the record is never found.',
    bad: '; zone: 8.b.d.0.1.0.0.2.ip6.arpa\n53.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR ns1.example.com.\n',
    good: '; zone: 8.b.d.0.1.0.0.2.ip6.arpa\n3.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR ns1.example.com.\n',
    sources: ['RFC 3596 section 2.5'],
  },
  ofOwner({ name, reading, own, isPtr }, names) {
    const labels = reading.family === 6 ? badLabels(reading, own, !isPtr) : [];
    return labels.length > 0 ? { message: describe(names.text(name), labels) } : undefined;
  },
  ofOrigin({ name, reading, own }, names) {
    const labels = reading.family === 6 ? badLabels(reading, own, true) : [];
    return labels.length > 0 ? describe(names.text(name), labels) : undefined;
  },
  fixes(problem, context) {
    const address = parseIpv6(problemText(problem, context));
    if (!address) return [];
    return [replacement(problem, t`Write the reverse name of this address`, reverseName(address))];
  },
});
