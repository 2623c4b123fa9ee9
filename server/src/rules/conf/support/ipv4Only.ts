/** What is for IPv4 only: what is told of it where a configuration says that its server listens on IPv6. */
import type { ConfModel, Setting } from '../../../conf/model.ts';
import { type Block, blockOf } from '../../../conf/tree.ts';
import type { Prefix } from '../../../dns/prefixes.ts';
import { isLoopback } from '../../../dns/specialRanges.ts';
import { settingsOf } from '../context.ts';
import { isOn, listeners, transportOf } from './listening.ts';
import { isOpen, prefixesOf, reachOf } from './matchLists.ts';
import { effective, servingScopes } from './scopes.ts';
import { isRecursive, ownIpv6Networks } from './serving.ts';

/** Lists of clients; allow-transfer is one of servers, and what it refuses is only a transfer. */
const LISTS = new Set(['allow-query', 'allow-query-cache', 'allow-recursion', 'match-clients', 'allow-transfer']);

/** The list of a statement where it lets in IPv4 networks only, and that is told; `own` are the IPv6 networks of the site. */
export function ipv4OnlyList(
  model: ConfModel,
  { name, statement }: Pick<Setting, 'name' | 'statement'>,
  own: readonly Prefix[],
): Block | undefined {
  // Servers that may copy a zone are single machines, which need not have IPv6 unless the site has.
  if (!LISTS.has(name) || (name === 'allow-transfer' && own.length === 0)) return undefined;
  const list = blockOf(statement);
  return list && isIpv4Only(model, list) ? list : undefined;
}

/** True where more is told as soon as the configuration says that its server listens on IPv6. */
export function hasIpv4OnlyPart(model: ConfModel): boolean {
  const own = ownIpv6Networks(model);
  return (
    listeners(model, 4).some((setting) => transportOf(setting).isEncrypted && isOn(setting)) ||
    servingScopes(model).some(
      (scope) =>
        effective(model, scope, 'query-source') &&
        !effective(model, scope, 'query-source-v6') &&
        isRecursive(model, scope),
    ) ||
    settingsOf(model).some((setting) => ipv4OnlyList(model, setting, own) !== undefined)
  );
}

/** True where a list lets in IPv4 networks, and nothing that could be IPv6. */
function isIpv4Only(model: ConfModel, list: Block): boolean {
  if (isOpen(model, list)) return false;
  const prefixes = prefixesOf(model, list);
  const networks = prefixes.filter(({ octets }) => octets.length === 4 && !isLoopback(octets));
  if (networks.length === 0 || prefixes.some(({ octets }) => octets.length === 16 && !isLoopback(octets))) return false;
  return !mayHaveIpv6(model, list);
}

/** Whether a list has a key, a name that stands for networks of the machine, or what is not known. */
function mayHaveIpv6(model: ConfModel, list: Block): boolean {
  const { elements, isWhole } = reachOf(model, list);
  if (!isWhole) return true;
  return elements.some(({ isNegated, key, word }) => !isNegated && (key || word?.text.toLowerCase() === 'localnets'));
}
