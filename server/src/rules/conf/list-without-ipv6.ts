import { placeOf } from '../../conf/model.ts';
import type { Block } from '../../conf/tree.ts';
import { prefixText } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { ipv4OnlyList } from './support/ipv4Only.ts';
import { listeners, listensNowhere, listsOf } from './support/listening.ts';
import { prefixesOf } from './support/matchLists.ts';
import { isInside, ownIpv6Networks, statesIpv6 } from './support/serving.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** A list of clients that has IPv4 networks only, on a server that listens on IPv6. */
export const listWithoutIpv6: ConfRule = {
  id: 'conf/list-without-ipv6',
  title: 'Clients on IPv4 only',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      '`allow-query`, `allow-query-cache`, `allow-recursion`, `allow-transfer` or `match-clients` with IPv4 networks and no IPv6 network, where the configuration says that the server listens on IPv6. A warning where another list has IPv6 networks of yours and this one lets in none of them. Lists with `any`, `localnets` or a key are left out, and so are those of the machine itself.',
    why: 'The same clients are refused as soon as they ask over IPv6, or they land in another view.',
    bad: 'acl internal { 192.0.2.0/24; 2001:db8::/32; };\noptions {\n\tlisten-on-v6 { any; };\n\tallow-query { internal; };\n\tallow-recursion { 192.0.2.0/24; };\n};',
    good: 'acl internal { 192.0.2.0/24; 2001:db8::/32; };\noptions {\n\tlisten-on-v6 { any; };\n\tallow-query { internal; };\n\tallow-recursion { internal; };\n};',
    sources: [
      'Address match lists in the BIND 9 Administrator Reference Manual: what no element matches is refused',
      'RFC 3901 section 4',
    ],
  },
  *check({ model }, report) {
    if (hasUnreadIncludes(model) || !statesIpv6(model) || listensNowhere(listsOf(listeners(model, 6)))) return;
    const own = ownIpv6Networks(model);
    const seen = new Set<Block>();
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const { name, statement, file } of part) {
        const list = ipv4OnlyList(model, { name, statement }, own);
        if (!list || seen.has(list)) continue;
        seen.add(list);
        const isTransfer = name === 'allow-transfer';
        const isOfSite = prefixesOf(model, list).some(isInside);
        const effect = name === 'match-clients' ? t`do not get this view` : t`are refused`;
        const [network] = own;
        const advice = isTransfer
          ? t`Add the IPv6 addresses of the same servers.`
          : network
            ? t`Add the networks that other lists have, such as ${prefixText(network)}.`
            : t`Add their IPv6 networks.`;
        const message = t`'${name}' has IPv4 networks only, and the server listens on IPv6: the same clients ${effect} when they ask over IPv6. ${advice}`;
        const severity = network && !isTransfer && isOfSite ? 'warning' : 'information';
        report(placeOf(file, list), message, { severity });
      }
    }
  },
};
