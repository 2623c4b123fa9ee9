import { placeOf } from '../../conf/model.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';

/** Categories without which nobody learns why a zone does not load or who was refused. */
const NEEDED = new Set(['default', 'general', 'config', 'security']);

/** Messages that are thrown away. */
export const discardedLog: ConfRule = {
  id: 'conf/discarded-log',
  title: 'Messages that are thrown away',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'The category default, general, config or security with no channel but `null`.',
    why: 'When a zone does not load or a client is refused, nothing says why. `default` stands for all categories that are not named.',
    bad: 'logging {\n\tcategory default { null; };\n};',
    good: 'logging {\n\tcategory default { default_syslog; };\n\tcategory lame-servers { null; };\n};',
    sources: ['The category phrase in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    for (const { name, clause, statement, file } of settingsOf(model)) {
      const [word] = name === 'category' && clause === 'logging' ? argumentsOf(statement) : [];
      const channels = blockOf(statement)?.statements ?? [];
      if (!word || !NEEDED.has(word.text.toLowerCase())) continue;
      const isDiscarded =
        channels.length === 0 ||
        channels.every(({ values: [first] }) => first?.kind === 'word' && first.text.toLowerCase() === 'null');
      if (!isDiscarded) continue;
      const message = t`Messages of the category '${word.text}' are thrown away, so nothing says why a zone does not load or a client is refused. Name a channel.`;
      report(placeOf(file, word), message);
    }
  },
};
