import { placeOf } from '../../conf/model.ts';
import { misspeltReverseSuffix, readReverse } from '../../dns/reverse.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { labelsOf, namesIn } from './support/reverseNames.ts';

/** A reverse zone whose suffix is misspelt or withdrawn. */
export const misspeltReverseZone: ConfRule = {
  id: 'conf/misspelt-reverse-zone',
  title: 'Reverse suffix misspelt',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'The name of a zone or trust anchor that is nearly in `in-addr.arpa` or `ip6.arpa`, and names in `ip6.int`, which was given up for `ip6.arpa`.',
    why: 'named loads the zone, and nobody ever asks for it: reverse look-ups go to in-addr.arpa and ip6.arpa.',
    bad: 'zone "2.0.192.in-adr.arpa" { type primary; file "db.192.0.2"; };',
    good: 'zone "2.0.192.in-addr.arpa" { type primary; file "db.192.0.2"; };',
    sources: ['RFC 1035 section 3.5', 'RFC 3596 section 2.5', 'RFC 4159'],
  },
  *check({ model }, report) {
    for (const part of inParts(namesIn(model))) {
      yield;
      for (const { word, file, what } of part) {
        const labels = labelsOf(word.text);
        const wrong = misspeltReverseSuffix(labels);
        // Who serves the whole of ip6.int, empty, keeps its queries at home.
        const isOld = readReverse(labels)?.suffix === 'ip6.int' && labels.length > 2;
        if (!wrong && !isOld) continue;
        const from = wrong ? wrong.from : labels.length - 2;
        const suffix = wrong?.suffix ?? 'ip6.arpa';
        const written = labels.slice(from).join('.');
        const dot = word.text.endsWith('.') ? '.' : '';
        const name = [...labels.slice(0, from), suffix].join('.') + dot;
        const message = isOld
          ? t`'${written}' was given up for 'ip6.arpa' in 2005, so nobody asks for this ${what}. Write '${name}'.`
          : t`'${written}' looks like '${suffix}' misspelt: reverse look-ups never reach this ${what}. Write '${name}'.`;
        report(placeOf(file, word), message, { data: { name: word.quoted ? `"${name}"` : name } });
      }
    }
  },
  fixes({ uri, start, end, data }) {
    const name = String(data?.name);
    return [{ title: t`Change to ${name}`, edits: [{ uri, start, end, newText: name }], preferred: true }];
  },
};
