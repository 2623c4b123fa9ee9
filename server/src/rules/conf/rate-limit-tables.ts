import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument, numberOf } from './support/words.ts';

const DEFAULT_MIN = 500;
/** The largest number with a sign. */
const MAX_31 = 0x7fffffff;

/** The largest table of rate-limit is smaller than the smallest. */
export const rateLimitTables: ConfRule = {
  id: 'conf/rate-limit-tables',
  title: 'Rate limiting with a largest table below the smallest',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `max-table-size` below `min-table-size` (500 where it is not set) in `rate-limit`, or above 2147483647, which named takes as less than nothing.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\trate-limit { responses-per-second 10; max-table-size 100; };\n};',
    good: 'options {\n\trate-limit { responses-per-second 10; min-table-size 100; max-table-size 1000; };\n};',
    sources: ['named-checkconf: `max-table-size ... < min-table-size ...`'],
  },
  check({ model }, report) {
    for (const scope of model.scopes) {
      if (scope.clause !== 'rate-limit') continue;
      const setting = scope.byName.get('max-table-size')?.[0];
      const word = argument(setting);
      const max = numberOf(word);
      if (!setting || !word || max === undefined) continue;
      // named has both with a sign, so that what is too large for that is less than nothing.
      const min = Math.max((numberOf(argument(scope.byName.get('min-table-size')?.[0])) ?? DEFAULT_MIN) | 0, 1);
      if ((max | 0) >= min) continue;
      const message =
        max > MAX_31
          ? t`named takes ${max} for 'max-table-size' as less than nothing, so it refuses the configuration. Write ${MAX_31} or less.`
          : t`The table may have ${max} entries at most and starts with ${min}, so named refuses the configuration. Raise 'max-table-size', or lower 'min-table-size'.`;
      report(placeOf(setting.file, word), message);
    }
  },
};
