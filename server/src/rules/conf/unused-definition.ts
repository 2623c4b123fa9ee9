import type { ConfModel, Named, Setting } from '../../conf/model.ts';
import { normalName, placeOf } from '../../conf/model.ts';
import type { Value, Word } from '../../conf/tree.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** Channels that named brings along, and uses: one of the file that has such a name takes its place. */
const BUILTIN_CHANNELS = new Set(['default_syslog', 'default_debug', 'default_stderr', 'default_logfile', 'null']);

/** Something with a name that nothing refers to. */
export const unusedDefinition: ConfRule = {
  id: 'conf/unused-definition',
  title: 'Defined and never used',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An acl, a key, a list of servers, a tls or http clause, a dnssec-policy or a log channel that nothing in the configuration refers to. Silent in files that are only a part of a configuration, and where an included file could not be read.',
    why: 'It does nothing. Often the place that was meant to use it is missing, or has another name.',
    bad: 'acl internal { 192.0.2.0/24; };\noptions {\n\tallow-query { any; };\n};\nzone "example.com" { type primary; file "db.example.com"; };',
    good: 'acl internal { 192.0.2.0/24; };\noptions {\n\tallow-query { internal; };\n};\nzone "example.com" { type primary; file "db.example.com"; };',
    sources: ['The BIND 9 Administrator Reference Manual, on each of these clauses'],
  },
  check({ model }, report) {
    // A part of a configuration defines what other parts use.
    if (hasUnreadIncludes(model) || !model.options || model.zones.length === 0) return;
    const kinds: readonly (readonly [string, readonly Named[], (name: string) => string])[] = [
      [t`acl`, model.acls, lower],
      [t`key`, model.keys, normalName],
      [t`list of servers`, model.serverLists, lower],
      [t`tls clause`, model.tls, lower],
      [t`http clause`, model.http, lower],
      [t`dnssec-policy`, model.policies, lower],
    ];
    const outlets = channels(model);
    if (outlets.size === 0 && kinds.every(([, entries]) => entries.length === 0)) return;
    const words = usedWords(model, outlets);
    const usedNames = new Set([...words].map(normalName));
    for (const [what, entries, fold] of kinds) {
      for (const { name, word, setting } of entries) {
        const isUsed = fold === normalName ? usedNames.has(normalName(name)) : words.has(lower(name));
        if (isUsed) continue;
        const message = t`Nothing uses the ${what} '${name}'. Delete it, or look for the place that was meant to.`;
        report(placeOf(setting.file, word), message, { tag: 'unnecessary' });
      }
    }
    for (const [word, { file }] of outlets) {
      if (words.has(lower(word.text)) || BUILTIN_CHANNELS.has(word.text)) continue;
      const message = t`No category writes to the channel '${word.text}'. Name it in a category, or delete it.`;
      report(placeOf(file, word), message, { tag: 'unnecessary' });
    }
  },
};

function lower(text: string): string {
  return text.toLowerCase();
}

/** The log channels, by the word that names them. */
function channels(model: ConfModel): ReadonlyMap<Word, Setting> {
  const found = new Map<Word, Setting>();
  for (const setting of settingsOf(model)) {
    const [word] = setting.name === 'channel' && setting.clause === 'logging' ? argumentsOf(setting.statement) : [];
    if (word) found.set(word, setting);
  }
  return found;
}

/** Every word that may refer to something: all but keywords at the top and the names that are being defined. */
function usedWords(model: ConfModel, outlets: ReadonlyMap<Word, Setting>): ReadonlySet<string> {
  const { acls, keys, serverLists, tls, http, policies } = model;
  const defining = new Set(outlets.keys());
  for (const { word } of [acls, keys, serverLists, tls, http, policies].flat()) defining.add(word);
  const words = new Set<string>();
  const visit = (values: readonly Value[]): void => {
    for (const value of values) {
      if (value.kind === 'block') for (const statement of value.statements) visit(statement.values);
      else if (value.kind === 'word' && !defining.has(value)) words.add(lower(value.text));
    }
  };
  for (const { tree } of model.files) for (const { values } of tree.root.statements) visit(values.slice(1));
  return words;
}
