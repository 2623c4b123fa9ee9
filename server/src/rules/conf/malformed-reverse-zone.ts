import { placeOf } from '../../conf/model.ts';
import type { ReverseFault, ReverseLabelFault } from '../../dns/reverse.ts';
import { readReverse } from '../../dns/reverse.ts';
import { type Marked, marked, t, translated } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { labelsOf, namesIn } from './support/reverseNames.ts';

const REASONS: Readonly<Record<ReverseFault, Marked>> = {
  'not-a-nibble': marked('every label has to be one hexadecimal digit'),
  'not-an-octet': marked('every label has to be a number from 0 to 255'),
  'octet-out-of-range': marked('an octet goes from 0 to 255'),
  'leading-zero': marked('an octet has no leading zero'),
  'too-many': marked('that is more than an address has'),
};

/** A reverse zone whose labels make no network. */
export const malformedReverseZone: ConfRule = {
  id: 'conf/malformed-reverse-zone',
  title: 'Reverse zone that is no network',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone below `ip6.arpa` with a label that is not one hexadecimal digit, below `in-addr.arpa` with an octet above 255, or with more labels than an address has; and a network written forwards. Names as in RFC 2317 are fine.',
    why: 'named loads the zone, but no address has a reverse name in it.',
    bad: 'zone "2001.0db8.ip6.arpa" { type primary; file "db.2001-db8"; };',
    good: 'zone "8.b.d.0.1.0.0.2.ip6.arpa" { type primary; file "db.2001-db8"; };',
    sources: ['RFC 3596 section 2.5', 'RFC 1035 section 3.5', 'RFC 2317'],
  },
  *check({ model }, report) {
    for (const part of inParts(namesIn(model))) {
      yield;
      for (const { word, file, what } of part) {
        const reading = readReverse(labelsOf(word.text));
        if (!reading || word.text.includes('\\')) continue;
        const [fault]: readonly (ReverseLabelFault | undefined)[] = reading.faults;
        if (fault) {
          const message = t`'${fault.label}' does not belong in a name below ${reading.suffix}: ${translated(REASONS[fault.reason])}. No address is looked up in this ${what}.`;
          report(placeOf(file, word), message);
        } else if (reading.forwards) {
          const message = t`This ${what} is for ${reading.text}, but its labels read ${reading.forwards} forwards. Write them in reverse order, the last one first.`;
          report(placeOf(file, word), message);
        }
      }
    }
  },
};
