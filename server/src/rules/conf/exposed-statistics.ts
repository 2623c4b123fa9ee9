import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { channelsOf, listenLocally, reach } from './support/channels.ts';
import { isOpen } from './support/matchLists.ts';

/** Statistics for everyone. */
export const exposedStatistics: ConfRule = {
  id: 'conf/exposed-statistics',
  title: 'Statistics open to everyone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A statistics channel on an address that others reach, with `allow { any; }` or without `allow`.',
    why: 'The pages have no password: anyone reads which zones, views and peers the server has, and every request makes it work.',
    bad: 'statistics-channels {\n\tinet * port 8053;\n};',
    good: 'statistics-channels {\n\tinet 127.0.0.1 port 8053 allow { 127.0.0.1; };\n};',
    sources: [
      'statistics-channels in the BIND 9 Administrator Reference Manual',
      'CVE-2022-2881: memory read through the statistics channel',
    ],
  },
  check({ model }, report) {
    for (const { address, allow, file } of channelsOf(settingsOf(model), 'statistics-channels')) {
      if (reach(address.text) === 'machine' || (allow && !isOpen(model, allow))) continue;
      const message = t`Anyone who reaches '${address.text}' can read the statistics of this server. Listen on 127.0.0.1, or name in 'allow' who may.`;
      report(placeOf(file, address), message);
    }
  },
  fixes: listenLocally,
};
