import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { replacement } from './support/edits.ts';
import { isAddress, usedLists } from './support/serverLists.ts';
import { elements, wordAfter } from './support/words.ts';

/** A key or tls clause behind the name of a list of servers. */
export const keyOnServerList: ConfRule = {
  id: 'conf/key-on-server-list',
  title: 'Key for a list of servers',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      '`key` or `tls` behind the name of a list of servers, where only an address may have it, in a list that a zone uses.',
    why: 'named refuses the configuration, since the addresses in the list have keys of their own.',
    bad: 'primaries hidden { 192.0.2.1; };\nzone "example.com" {\n\ttype secondary;\n\tprimaries { hidden key "transfer"; };\n};',
    good: 'primaries hidden { 192.0.2.1 key "transfer"; };\nzone "example.com" {\n\ttype secondary;\n\tprimaries { hidden; };\n};',
    sources: ["named-checkconf: `unexpected token '...'`"],
  },
  check({ model, version }, report) {
    const used = usedLists(model, version);
    for (const setting of settingsOf(model)) {
      if (!used.has(setting.statement)) continue;
      for (const element of elements(setting)) {
        const list = element.values[0];
        if (list?.kind !== 'word' || isAddress(list.text)) continue;
        for (const keyword of ['key', 'tls']) {
          const word = wordAfter(element, keyword);
          if (!word) continue;
          const message = t`'${keyword} ${word.text}' stands behind the name of a list, and belongs behind the addresses in '${list.text}': named refuses the configuration.`;
          report(placeOf(setting.file, word), message, { data: { from: list.end } });
        }
      }
    }
  },
  fixes({ uri, end, data }, { model }) {
    const file = model.files.find((candidate) => candidate.uri === uri);
    if (!file || typeof data?.from !== 'number') return [];
    return [{ title: t`Delete it here`, edits: [replacement(file, { start: data.from, end }, '')] }];
  },
};
