import { editDistance } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import { BIND_VERSIONS, type BindVersionSpan, isWithin } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { argument } from './support/words.ts';

/** Categories that every release has. */
const ALWAYS =
  'client cname config database default dispatch dnssec dnstap edns-disabled general lame-servers network notify nsid queries query-errors rate-limit resolver rpz rpz-passthru security serve-stale spill sslkeylog trust-anchor-telemetry unmatched update update-security xfer-in xfer-out zoneload';
/** Categories that came or went, with the releases that have them. */
const SOME: Readonly<Record<string, BindVersionSpan>> = {
  'delegation-only': { until: '9.18' },
  drop: { since: '9.20' },
  responses: { since: '9.20' },
  'update-policy': { since: '9.20' },
};
const always = new Set(ALWAYS.split(' '));
/** As many as lie between `query` and `queries`. */
const MAX_SLIPS = 3;

function nearestTo(wanted: string): string | undefined {
  const distances = [...always].map((name) => ({ name, distance: editDistance(wanted, name, MAX_SLIPS + 1) }));
  const [nearest] = distances.toSorted((a, b) => a.distance - b.distance);
  return nearest.distance <= MAX_SLIPS ? nearest.name : undefined;
}

/** A log category that the release does not have. */
export const unknownLogCategory: ConfRule = {
  id: 'conf/unknown-log-category',
  title: 'Log category that BIND does not have',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A `category` in `logging` that the target release does not have. Their names are in lower case.',
    why: 'named refuses the configuration. BIND 9.20 dropped `delegation-only`.',
    bad: 'logging {\n\tcategory query { default_syslog; };\n};',
    good: 'logging {\n\tcategory queries { default_syslog; };\n};',
    sources: ["named-checkconf: `undefined category: '...'`"],
  },
  check({ model, version }, report) {
    for (const setting of settingsOf(model)) {
      const word = setting.name === 'category' && setting.clause === 'logging' ? argument(setting) : undefined;
      if (!word || always.has(word.text)) continue;
      const known = SOME[word.text];
      if (known && isWithin(version, known)) continue;
      const nearest = nearestTo(word.text.toLowerCase());
      const other = known && BIND_VERSIONS.filter((release) => isWithin(release, known)).join(', ');
      const advice = other
        ? t`Only ${other} has it. Delete the line.`
        : nearest
          ? t`Did you mean '${nearest}'?`
          : t`Delete the line.`;
      const message = t`BIND ${version} has no log category '${word.text}', so named refuses the configuration. ${advice}`;
      report(placeOf(setting.file, word), message, !other && nearest ? { data: { nearest } } : {});
    }
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.nearest !== 'string') return [];
    return [{ title: t`Change to '${data.nearest}'`, edits: [{ uri, start, end, newText: data.nearest }] }];
  },
};
