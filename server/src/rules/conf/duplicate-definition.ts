import type { ConfModel, ConfPlace } from '../../conf/model.ts';
import { normalName, placeOf } from '../../conf/model.ts';
import type { Word } from '../../conf/tree.ts';
import { parseAddress } from '../../dns/addresses.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { BUILTIN_ACLS } from './support/matchLists.ts';
import { kindOf } from './support/serverLists.ts';
import { argument, numberOf, wordAfter } from './support/words.ts';

/** Policies that are always there. */
export const BUILTIN_POLICIES: ReadonlySet<string> = new Set(['default', 'insecure', 'none']);
/** TLS settings that are always there. */
export const BUILTIN_TLS: ReadonlySet<string> = new Set(['ephemeral', 'none']);
/** HTTP settings that are always there. */
export const BUILTIN_HTTP: ReadonlySet<string> = new Set(['default']);

/** The key store that means the key directory of the zone. */
const BUILTIN_STORES: ReadonlySet<string> = new Set(['key-directory']);

/** The views that are always there, and their classes. */
const BUILTIN_VIEWS: Readonly<Record<string, string>> = { _default: 'IN', _bind: 'CH' };

/** The port of rndc, for named also where none or 0 is written. */
const RNDC_PORT = 953;

/** The control channels, by address and port. */
function controlChannels(model: ConfModel): { key: string; name: string; word: Word; place: ConfPlace }[] {
  return settingsOf(model).flatMap((setting) => {
    const word = setting.clause === 'controls' && setting.name === 'inet' ? argument(setting) : undefined;
    if (!word) return [];
    const port = numberOf(wordAfter(setting.statement, 'port')) || RNDC_PORT;
    const address = parseAddress(word.text === '*' ? '0.0.0.0' : word.text);
    const key = `${address?.join('.') ?? word.text} ${port}`;
    return [{ key, name: t`${word.text} port ${port}`, word, place: placeOf(setting.file, word) }];
  });
}

/** Two things of one kind with one name, or one with a built-in name. */
export const duplicateDefinition: ConfRule = {
  id: 'conf/duplicate-definition',
  title: 'Name defined twice',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An acl, key, view, list of servers, tls, http, dnssec-policy or key-store (from BIND 9.20 on also a control channel) with a name that is taken, or that BIND keeps for itself (such as the acl `any`).',
    why: 'named refuses the configuration, since it cannot know which one is meant.',
    bad: 'acl inside { 192.0.2.0/24; };\nacl inside { 198.51.100.0/24; };',
    good: 'acl inside { 192.0.2.0/24; 198.51.100.0/24; };',
    sources: ['named-checkconf: `attempt to redefine acl`, `already exists`, `is duplicated`'],
  },
  check({ model, version }, report) {
    const inView = (view: { readonly name: string } | undefined) => (view ? `${view.name}/` : '/');
    const check = (
      what: string,
      entries: readonly { key: string; name: string; word: Word; place: ConfPlace }[],
      builtin: ReadonlySet<string>,
      advice = t`Rename or delete one of the two.`,
    ) => {
      const first = new Map<string, { place: ConfPlace }>();
      const seen = new Set<string>();
      for (const { key, name, place } of entries) {
        const id = `${place.uri} ${place.start}`;
        if (seen.has(id)) continue;
        seen.add(id);
        const earlier = first.get(key);
        if (builtin.has(name.toLowerCase())) {
          report(place, t`'${name}' is a ${what} that BIND brings along. named refuses the file: choose another name.`);
        } else if (earlier) {
          const message = t`The ${what} '${name}' is defined a second time, so named refuses the file. ${advice}`;
          report(place, message, { related: [{ ...earlier.place, message: t`It is first defined here.` }] });
        } else first.set(key, { place });
      }
    };
    const none: ReadonlySet<string> = new Set();
    const plain = (entries: typeof model.acls, fold: (name: string) => string) =>
      entries.map(({ name, word, setting, view }) => ({
        key: `${inView(view)}${fold(name)}`,
        name,
        word,
        place: placeOf(setting.file, word),
      }));
    const lower = (name: string) => name.toLowerCase();
    check(t`acl`, plain(model.acls, lower), BUILTIN_ACLS);
    check(t`key`, plain(model.keys, normalName), none);
    const agents = model.serverLists.filter(
      (list) => !atLeast(version, '9.20') && kindOf(list.setting.name) === 'parental-agents',
    );
    check(
      t`list of servers`,
      plain(
        model.serverLists.filter((list) => !agents.includes(list)),
        lower,
      ),
      none,
    );
    check(t`list of servers`, plain(agents, lower), none);
    check(t`tls clause`, plain(model.tls, lower), BUILTIN_TLS);
    check(t`http clause`, plain(model.http, lower), BUILTIN_HTTP);
    check('dnssec-policy', plain(model.policies, lower), BUILTIN_POLICIES);
    const stores = (model.top.byName.get('key-store') ?? []).flatMap((setting) => {
      const word = argument(setting);
      const place = word && placeOf(setting.file, word);
      return word && place ? [{ key: word.text, name: word.text, word, place }] : [];
    });
    check('key-store', stores, BUILTIN_STORES);
    if (atLeast(version, '9.20')) {
      check(t`control channel`, controlChannels(model), none, t`Delete one of the two, or give it another port.`);
    }
    const views = model.views.map(({ name, word, setting, className }) => ({
      key: `${className} ${name}`,
      name,
      word,
      place: placeOf(setting.file, word),
    }));
    check(t`view`, views, none);
    for (const { name, className, word, setting } of model.views) {
      if (BUILTIN_VIEWS[name.toLowerCase()] !== className) continue;
      const message = t`'${name}' is a view that BIND brings along. named refuses the file: choose another name.`;
      report(placeOf(setting.file, word), message);
    }
  },
};
