import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { checkZone, zonesNamedBy } from './support/policyZones.ts';
import { hasUnreadIncludes, wordAfter } from './support/words.ts';

const MOST = 64;
/** The extended errors that a policy may send (RFC 8914). */
const EDE = new Set(['none', 'forged', 'blocked', 'censored', 'filtered', 'prohibited']);

/** A response policy whose zones are not there. */
export const badResponsePolicy: ConfRule = {
  id: 'conf/bad-response-policy',
  title: 'Response policy that cannot work',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone of `response-policy` that the same view does not have as primary or secondary, more than 64 of them, or an `ede` that is none. Silent where an included file could not be read, since the zone may be defined there.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tresponse-policy { zone "rpz.example"; };\n};',
    good: 'options {\n\tresponse-policy { zone "rpz.example"; };\n};\nzone "rpz.example" { type primary; file "rpz.db"; };',
    sources: [
      'named-checkconf: `response-policy zone ... is not a primary or secondary zone`, `more than 64 response policy zones`',
    ],
  },
  check({ model }, report) {
    const isPartial = hasUnreadIncludes(model);
    const counts = new Map<unknown, number>();
    for (const named of zonesNamedBy(model, 'response-policy')) {
      const { setting, word, element } = named;
      const count = (counts.get(setting) ?? 0) + 1;
      counts.set(setting, count);
      if (count === MOST + 1) {
        const message = t`This is the zone number ${count} of the response policy, and named takes at most ${MOST}: it refuses the configuration. Merge some of them.`;
        report(placeOf(setting.file, word), message);
      }
      if (count <= MOST && !isPartial) checkZone(model, named, t`response policy`, report);
      const ede = wordAfter(element, 'ede');
      if (!ede || EDE.has(ede.text.toLowerCase())) continue;
      report(
        placeOf(setting.file, ede),
        t`'${ede.text}' is no extended error that a policy can send: named refuses the configuration. Use one of ${[...EDE].join(', ')}.`,
      );
    }
  },
};
