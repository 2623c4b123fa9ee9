import { parseAddress, reverseName } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { problemText, replacement } from './support/edits.ts';
import { zoneTree } from './support/reverse.ts';
import { type ReverseOwner, reverseOwner } from './support/reverseOwner.ts';
import type { ZoneRule } from './zoneRule.ts';

function describe({ reading, own, name }: ReverseOwner, text: (name: NameId) => string): string {
  const { family, labels, wanted } = reading;
  const unit = family === 6 ? t`nibbles` : t`octets`;
  const kind = family === 6 ? 'IPv6' : 'IPv4';
  const origin = labels - own;
  const sum = origin > 0 ? t`${own} here and ${origin} from the origin make ${labels}` : t`this name has ${labels}`;
  if (labels > wanted) {
    return t`An ${kind} address has ${wanted} ${unit}; ${sum}. Nobody looks ${text(name)} up: delete ${labels - wanted} of them.`;
  }
  const said = t`An ${kind} address has ${wanted} ${unit}; ${sum}, which is the prefix ${reading.text} and no address.`;
  const missing = wanted - labels;
  return `${said} ${missing === 1 ? t`Write the one that is missing.` : t`Write the ${missing} that are missing.`}`;
}

export const reverseWrongCount: ZoneRule = {
  id: 'zone/reverse-wrong-count',
  title: 'PTR at a reverse name that is no whole address',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.PTR],
  skipUnless: { reverseNot: 'whole' },
  docs: {
    finds:
      'A PTR record whose owner, with its origin, has not 32 nibbles under ip6.arpa, or more than 4 octets under in-addr.arpa. Fewer than 4 octets are information, because networks may have names (RFC 1101).',
    why: 'Resolvers look up whole addresses. A name that is shorter stands for a prefix and a longer one for nothing, so the address has no reverse name.',
    bad: '; zone: 8.b.d.0.1.0.0.2.ip6.arpa\n3.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR ns1.example.com.\n',
    good: '; zone: 8.b.d.0.1.0.0.2.ip6.arpa\n3.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR ns1.example.com.\n',
    sources: ['RFC 3596 section 2.5', 'RFC 1035 section 3.5', 'RFC 1101 section 4.1'],
  },
  applies: (context) => zoneTree(context) !== undefined,
  checkOwner(owner, records, context, report) {
    const found = reverseOwner(owner, records, context);
    if (!found || found.isService || found.own <= 0) return;
    // One file with the loopback addresses of both families serves a zone of each.
    if (records.every(({ target }) => target >= 0 && context.names.text(target).toLowerCase() === 'localhost.')) return;
    const { reading } = found;
    const others = reading.faults.some((fault) => fault.reason !== 'too-many');
    if (others || reading.classless || reading.forwards || reading.labels === reading.wanted) return;
    const mayBeNetwork = reading.family === 4 && reading.labels < reading.wanted;
    report(
      found.place,
      describe(found, (name) => context.names.text(name)),
      {
        severity: mayBeNetwork ? 'information' : 'warning',
      },
    );
  },
  fixes(problem, context) {
    // An address written out as the owner: 192.0.2.1 in 2.0.192.in-addr.arpa.
    const address = parseAddress(problemText(problem, context));
    if (!address) return [];
    return [replacement(problem, t`Write the reverse name of this address`, reverseName(address))];
  },
};
