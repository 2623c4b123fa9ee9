import type { ConfModel } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { isLoopback } from '../../dns/specialRanges.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import {
  dnsListeners,
  listensEverywhere,
  listensNowhere,
  listsOf,
  ownIpv6,
  writeListenOnV6,
} from './support/listening.ts';
import { isLocalZone } from './support/localZones.ts';
import { prefixesOf } from './support/matchLists.ts';
import { globalScopes } from './support/scopes.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** Who may ask what is said for strangers: without any of these a server resolves for its own networks only. */
const LETS_IN = ['allow-query', 'allow-query-cache', 'allow-recursion'];

/** Whether a stranger gets more than a refusal from a server: it has zones apart from those that every server has, or says for whom it resolves. */
function isOfUse(model: ConfModel): boolean {
  if (globalScopes(model).some(({ byName }) => LETS_IN.some((name) => byName.has(name)))) return true;
  return model.zones.some(
    ({ type, origin }) => SERVED.has(type ?? '') && !isLocalZone(origin) && !REVERSE.test(origin),
  );
}

/** Reverse zones: many who have no other zones have a list of those of special networks (RFC 6303). */
const REVERSE = /(?:\.|^)(?:arpa|ip6\.int)\.$/;

/** Zones whose contents strangers get. */
const SERVED: ReadonlySet<string> = new Set(['primary', 'secondary', 'mirror']);

/** IPv4 limited to some addresses, IPv6 open on all. */
export const listenOnRestricted: ConfRule = {
  id: 'conf/listen-on-restricted',
  title: 'IPv4 limited, IPv6 left open',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A `listen-on` with certain addresses, while `listen-on-v6` is absent or `any`. An information where the server has no zones for others and resolves for its own networks only.',
    why: 'The limit was meant for the server, but it holds for IPv4 only: over IPv6 everyone reaches it. It also surprises clients that get answers over one protocol and not over the other.',
    bad: 'options {\n\tlisten-on { 127.0.0.1; };\n\tallow-recursion { any; };\n};',
    good: 'options {\n\tlisten-on { 127.0.0.1; };\n\tlisten-on-v6 { ::1; };\n\tallow-recursion { any; };\n};',
    sources: ['The default of listen-on-v6 since BIND 9.10: `{ any; }`'],
  },
  check({ model }, report) {
    const v4 = dnsListeners(model, 4);
    const lists = listsOf(v4);
    if (lists.length === 0 || listensEverywhere(model, lists) || listensNowhere(lists)) return;
    const v6 = dnsListeners(model, 6);
    if (!listensEverywhere(model, listsOf(v6))) return;
    if (v6.length === 0 && hasUnreadIncludes(model)) return;
    const [setting] = v4;
    const how = v6.length === 0 ? t`listen-on-v6 is absent, so named` : t`listen-on-v6 has any, so named`;
    const message = t`listen-on limits IPv4 to certain addresses, but ${how} takes queries on every IPv6 address. State the IPv6 addresses in listen-on-v6 too.`;
    report(placeOf(setting.file, blockOf(setting.statement) ?? setting.statement), message, {
      severity: isOfUse(model) ? 'warning' : 'information',
    });
  },
  fixes(_problem, context) {
    const { model } = context;
    const lists = listsOf(dnsListeners(model, 4));
    const prefixes = lists.flatMap((list) => prefixesOf(model, list));
    const isLocal = prefixes.length > 0 && prefixes.every((prefix) => isLoopback(prefix.octets));
    const own = isLocal ? [] : [...new Set(ownIpv6(context).map((entry) => entry.address))];
    const addresses = ['::1', ...own];
    return [{ title: t`Listen on ${addresses.join(', ')} over IPv6`, edits: writeListenOnV6(model, addresses) }];
  },
};
