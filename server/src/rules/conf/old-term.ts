import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';

const NEW_TYPES: Readonly<Record<string, string>> = { master: 'primary', slave: 'secondary' };

/** `masters`, `type master` and `type slave`. */
export const oldTerm: ConfRule = {
  id: 'conf/old-term',
  title: 'Older word for primary or secondary',
  severity: 'hint',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      '`type master`, `type slave` and `masters`. At the top, `masters` is `remote-servers` with BIND 9.21; the first releases of 9.20 do not know that word. Said once a file, with the number of places and a fix for all of them.',
    why: 'They still work, but manuals and messages say primary and secondary now.',
    bad: 'zone "example.com" {\n\ttype slave;\n\tmasters { 192.0.2.1; };\n};',
    good: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { 192.0.2.1; };\n};',
    sources: ['RFC 9499 section 6', 'BIND 9.16.12 and later know `primaries`, 9.20.5 and later `remote-servers`'],
  },
  check({ model, version }, report) {
    for (const { statement, file, clause, name } of settingsOf(model)) {
      if (name === 'masters') {
        const term = clause === 'top' && atLeast(version, '9.21') ? 'remote-servers' : 'primaries';
        const message = t`'masters' is the older word. BIND ${version} documents it as '${term}'.`;
        report(placeOf(file, statement.values[0]), message, { data: { term } });
      }
      const value = name === 'type' && clause === 'zone' ? argumentsOf(statement)[0] : undefined;
      const term = value && NEW_TYPES[value.text.toLowerCase()];
      if (!value || !term) continue;
      report(placeOf(file, value), t`'${value.text}' is the older word. It is called '${term}' now.`, {
        data: { term },
      });
    }
  },
  once: ({ rule }) => rule,
  fixes({ uri, start, end, data }) {
    const term = String(data?.term);
    return [{ title: t`Change to '${term}'`, edits: [{ uri, start, end, newText: term }], preferred: true }];
  },
};
