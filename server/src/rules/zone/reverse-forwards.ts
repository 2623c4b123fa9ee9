import { parseAddress, reverseName } from '../../dns/addresses.ts';
import { parsePrefix } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import { replacement } from './support/edits.ts';
import { reverseNameRule } from './support/reverseName.ts';

function describe(name: string, meant: string): string {
  return t`${name} reads as ${meant} from the left, and reverse names are read from the right: the last digit of the address comes first. Nobody looks this name up.`;
}

/** The reverse name of an address or of a prefix that ends between two labels. */
function turned(text: string): string | undefined {
  const address = parseAddress(text);
  if (address) return reverseName(address);
  const prefix = parsePrefix(text);
  if (!prefix) return undefined;
  const perLabel = prefix.octets.length === 4 ? 8 : 4;
  const total = prefix.octets.length * 8;
  return reverseName(prefix.octets)
    .split('.')
    .slice((total - prefix.bits) / perLabel)
    .join('.');
}

export const reverseForwards = reverseNameRule({
  id: 'zone/reverse-forwards',
  title: 'Reverse name written from the left',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A reverse name that makes sense only when it is read from the left, such as 2.0.0.1.0.d.b.8.ip6.arpa.',
    why: 'In a reverse name the last digit or octet of the address comes first. Under this name the record is never found.',
    bad: '; zone: ip6.arpa\n2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1 PTR ns1.example.com.\n',
    good: '; zone: ip6.arpa\n1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2 PTR ns1.example.com.\n',
    sources: ['RFC 3596 section 2.5', 'RFC 1035 section 3.5'],
  },
  ofOwner({ name, reading, own }, names) {
    const meant = reading.forwards;
    if (!meant || own !== reading.labels) return undefined;
    return { message: describe(names.text(name), meant), data: { turned: turned(meant) } };
  },
  ofOrigin({ name, reading, own }, names) {
    return reading.forwards && own === reading.labels ? describe(names.text(name), reading.forwards) : undefined;
  },
  fixes(problem) {
    const text = problem.data?.turned;
    return typeof text === 'string' ? [replacement(problem, t`Change to ${text}`, text)] : [];
  },
});
