import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { insertion } from './support/edits.ts';
import { argument } from './support/words.ts';

const DESTINATIONS = ['file', 'syslog', 'null', 'stderr'];

/** A log channel that goes nowhere, or to two places. */
export const badChannel: ConfRule = {
  id: 'conf/bad-channel',
  title: 'Log channel without one destination',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A `channel` with none, or more than one, of `file`, `syslog`, `stderr` and `null`.',
    why: 'named refuses the configuration.',
    bad: 'logging {\n\tchannel audit { severity info; };\n};',
    good: 'logging {\n\tchannel audit { file "audit.log"; severity info; };\n};',
    sources: ['named-checkconf: `exactly one of file, syslog, null, and stderr must be present`'],
  },
  check({ model }, report) {
    for (const setting of settingsOf(model)) {
      if (setting.name !== 'channel' || setting.clause !== 'logging') continue;
      const scope = model.scopes.find(({ block }) => block.owner === setting.statement);
      const word = argument(setting);
      if (!scope || !word) continue;
      const found = DESTINATIONS.filter((name) => scope.byName.has(name));
      if (found.length === 1) continue;
      const what =
        found.length === 0
          ? t`The channel '${word.text}' does not say where its messages go`
          : t`The messages of the channel '${word.text}' go to ${found.join(t` and `)}`;
      report(
        placeOf(setting.file, word),
        t`${what}, so named refuses the configuration. Give it one of file, syslog, stderr or null.`,
        {
          data: { none: found.length === 0 },
        },
      );
    }
  },
  fixes({ uri, start, data }, { model }) {
    if (data?.none !== true) return [];
    const setting = settingsOf(model).find(
      (candidate) => candidate.file.uri === uri && argument(candidate)?.start === start,
    );
    const scope = model.scopes.find(({ block }) => block.owner === setting?.statement);
    return scope
      ? [{ title: t`Add 'syslog daemon;'`, edits: [insertion(scope.file, scope.block, 'syslog daemon;')] }]
      : [];
  },
};
