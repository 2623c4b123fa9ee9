/** Whom a configuration serves, and with what: recursion, public zones, IPv6. */

import type { ConfModel, Scope, Zone } from '../../../conf/model.ts';
import { normalName, settingFor } from '../../../conf/model.ts';
import type { Block } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import type { Prefix } from '../../../dns/prefixes.ts';
import { isLinkLocal, isLoopback, isPrivate } from '../../../dns/specialRanges.ts';
import { listeners } from './listening.ts';
import { elementsOf, isNone, isOpen, listOf, prefixesOf } from './matchLists.ts';
import { effective } from './scopes.ts';
import { saysNo } from './words.ts';

/** Where allow-recursion is not set, the first of these that is set decides; without any, localnets and localhost. */
const RECURSION_LISTS = ['allow-recursion', 'allow-query-cache', 'allow-query'] as const;

/** Top labels under which nothing is delegated in public. */
const LOCAL_TOPS = new Set(
  'arpa corp example home internal intranet intra invalid lab lan local localdomain localhost private test vm'.split(
    ' ',
  ),
);

/** Names for examples, which nobody delegates (RFC 2606 section 3): zones of these names are those of a lab. */
const EXAMPLES = /(?:^|\.)example\.(?:com|net|org|edu)\.$/;

/** Whether the server, or a view of it, asks other servers for its clients. */
export function isRecursive(model: ConfModel, scope: Scope | undefined): boolean {
  if (saysNo(effective(model, scope, 'recursion'))) return false;
  const list = listOf(effective(model, scope, 'allow-recursion'));
  return !list || !isNone(list);
}

/** The list that decides who may use recursion; undefined where it is the built-in one. */
export function recursionList(model: ConfModel, scope: Scope | undefined): Block | undefined {
  for (const name of RECURSION_LISTS) {
    const list = listOf(effective(model, scope, name));
    if (list) return list;
  }
  return undefined;
}

/** Whether a prefix is of an address that only this machine or its network can use. */
export function isInside({ octets }: Prefix): boolean {
  return isPrivate(octets) || isLoopback(octets) || isLinkLocal(octets);
}

/** Whether a name is in the public name space, reverse zones and examples of local names left out. */
export function isPublicName(origin: string): boolean {
  const labels = origin.replace(/\.$/, '').split('.');
  return labels.length > 1 && !LOCAL_TOPS.has(labels[labels.length - 1]) && !EXAMPLES.test(origin);
}

/** The zones that a response policy or a catalog uses, which are no zones for clients. */
function serviceZones(model: ConfModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const scope of model.scopes) {
    for (const name of ['response-policy', 'catalog-zones']) {
      for (const { statement } of scope.byName.get(name) ?? []) {
        for (const { values } of blockOf(statement)?.statements ?? []) {
          const word = values[1];
          if (word?.kind === 'word') names.add(normalName(word.text));
        }
      }
    }
  }
  return names;
}

/** The primary zones of a view (of the configuration where there are no views) with public names that anyone may ask for. */
export function publicZones(model: ConfModel, scope: Scope | undefined): readonly Zone[] {
  const service = serviceZones(model);
  return model.zones.filter((zone) => {
    if (zone.type !== 'primary' || zone.className !== 'IN' || zone.view?.scope !== scope) return false;
    if (!isPublicName(zone.origin) || service.has(zone.origin)) return false;
    const query = listOf(settingFor(model, zone, 'allow-query'));
    return !query || isOpen(model, query);
  });
}

/** Whether options say that the server listens on IPv6 addresses beside the loopback ones. */
export function statesIpv6(model: ConfModel): boolean {
  return listeners(model, 6).some((setting) => {
    const list = listOf(setting);
    if (!list || isNone(list)) return false;
    return elementsOf(list).some(({ isNegated, word, block }) => {
      if (isNegated) return false;
      if (block) return true;
      const text = word?.text.toLowerCase() ?? '';
      return text !== '::1' && text !== 'none' && text !== 'localhost';
    });
  });
}

/** Lists of clients; those of servers name machines of others. */
const CLIENT_LISTS = new Set(['allow-query', 'allow-query-cache', 'allow-recursion', 'match-clients']);
/** A longer prefix is a machine, not a network. */
const NETWORK_BITS = 64;

/** The IPv6 networks of clients that a configuration names: loopback, link-local and multicast ones left out. */
export function ownIpv6Networks(model: ConfModel): readonly Prefix[] {
  const lists = model.acls.flatMap((acl) => blockOf(acl.setting.statement) ?? []);
  for (const scope of model.scopes) {
    for (const { name, statement } of scope.settings) {
      if (!CLIENT_LISTS.has(name)) continue;
      const list = blockOf(statement);
      if (list) lists.push(list);
    }
  }
  return lists
    .flatMap((list) => prefixesOf(model, list))
    .filter(({ octets, bits }) => {
      const isV6 = octets.length === 16;
      return (
        isV6 && bits > 0 && bits <= NETWORK_BITS && octets[0] !== 0xff && !isLoopback(octets) && !isLinkLocal(octets)
      );
    });
}
