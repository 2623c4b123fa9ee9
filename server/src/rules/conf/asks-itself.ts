import type { ConfModel, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { isLoopback } from '../../dns/specialRanges.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { dnsListeners, isListenedOn, listsOf } from './support/listening.ts';
import { prefixesOf } from './support/matchLists.ts';
import { type ServerAddress, serverAddresses } from './support/serverAddresses.ts';
import { settingText } from './support/words.ts';

const LISTS = new Set(['forwarders', 'primaries', 'masters', 'also-notify']);
/** The addresses that every machine has; others of 127.0.0.0/8 may be another program's. */
const OWN = new Set(['127.0.0.1', '::1']);

/** A server that is its own forwarder, primary or secondary. */
export const asksItself: ConfRule = {
  id: 'conf/asks-itself',
  title: 'Server that asks itself',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      '`forwarders`, `primaries` or `also-notify` with an address and port that this server itself listens on. Configurations with views are left out, since one view may ask another.',
    why: 'A forwarder that is this server asks itself until it gives up. A zone whose primary is this server is never transferred. A NOTIFY to itself does nothing (an information).',
    bad: 'options {\n\tlisten-on { any; };\n\tforwarders { 127.0.0.1; };\n};',
    good: 'options {\n\tlisten-on { any; };\n\tforwarders { 192.0.2.53; };\n};',
    sources: [
      'forwarders and primaries in the BIND 9 Administrator Reference Manual',
      'named: `refused notify from non-primary` and `loop detected resolving`',
    ],
  },
  check({ model }, report) {
    if (model.views.length > 0 || !model.options) return;
    for (const setting of settingsOf(model)) {
      if (!LISTS.has(setting.name)) continue;
      const list = blockOf(setting.statement);
      const own = list
        ? serverAddresses(model, list, setting.file).filter((server) => isOwn(model, setting, server))
        : [];
      for (const { word, file, text } of own) {
        const isNotify = setting.name === 'also-notify';
        const effect = isNotify
          ? t`NOTIFY to it does nothing`
          : setting.name === 'forwarders'
            ? t`it asks itself until it gives up`
            : t`the zone is never transferred from it`;
        const message = t`This server listens on ${text} itself, so ${effect}. Name another server.`;
        report(placeOf(file, word), message, isNotify ? { severity: 'information' } : {});
      }
    }
  },
};

/** Whether a server of a list is this one: an address that it listens on beyond doubt, on the same port. */
function isOwn(model: ConfModel, setting: Setting, { text, octets, port, hasKey }: ServerAddress): boolean {
  const family = octets.length === 4 ? 4 : 6;
  const own = settingText(model.options?.byName.get('port')?.[0]) ?? '53';
  const asked = port ?? portOf(setting) ?? '53';
  if (hasKey || asked !== own) return false;
  const lists = listsOf(dnsListeners(model, family));
  if (OWN.has(text) || isLoopback(octets))
    return OWN.has(text) && lists.length > 0 && isListenedOn(model, lists, text) === true;
  return lists.some((list) =>
    prefixesOf(model, list).some(
      (prefix) => prefix.bits === octets.length * 8 && prefix.octets.every((octet, i) => octet === octets[i]),
    ),
  );
}

/** The port behind the name of a statement, which holds for its whole list. */
function portOf({ statement }: Setting): string | undefined {
  const at = statement.values.findIndex((value) => value.kind === 'word' && value.text.toLowerCase() === 'port');
  const value = at < 0 ? undefined : statement.values[at + 1];
  return value?.kind === 'word' ? value.text : undefined;
}
