/** Which servers to ask: the system's resolvers, a zone's own name servers, or one that was named. */

import { getServers } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { t } from '../../l10n.ts';
import type { FoundServers, Server } from '../../live/transport.ts';

export const DNS_PORT = 53;

/** Finds a host's addresses, IPv4 and IPv6; rejects where it has none. */
export type FindAddresses = (host: string) => Promise<readonly string[]>;

/** The system's own way to an address, as every program of the machine uses it: the hosts file, then its resolvers. */
export const systemAddresses: FindAddresses = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/** Reads an entry of Node's list: an address, with `:port` (and brackets round IPv6) where the port is not 53. */
function readEntry(entry: string): Server | undefined {
  if (isIP(entry) !== 0) return { address: entry, port: DNS_PORT };
  const match = /^\[(.+)\](?::(\d+))?$/.exec(entry) ?? /^([^:]+):(\d+)$/.exec(entry);
  if (!match || isIP(match[1]) === 0) return undefined;
  return { address: match[1], port: match[2] === undefined ? DNS_PORT : Number(match[2]) };
}

/** The resolvers that this system is configured with, in its order. */
export function systemResolvers(entries: readonly string[] = getServers()): Server[] {
  return entries.flatMap((entry) => readEntry(entry) ?? []);
}

function inFamily(address: string, family: 4 | 6 | undefined): boolean {
  return family === undefined || isIP(address) === family;
}

/** Sets the host's name beside its addresses. */
function toServers(addresses: readonly string[], port: number, name: string, family: 4 | 6 | undefined): Server[] {
  return addresses.filter((address) => inFamily(address, family)).map((address) => ({ address, port, name }));
}

async function findHost(
  name: string,
  port: number,
  family: 4 | 6 | undefined,
  find: FindAddresses,
): Promise<FoundServers> {
  // The system takes a final dot on some platforms only.
  const host = name.replace(/(?<=.)\.$/, '');
  let addresses: readonly string[] = [];
  try {
    addresses = await find(host);
  } catch {
    return { servers: [], missing: [t`The system finds no address for the name server ${host}.`] };
  }
  const servers = toServers(addresses, port, name, family);
  if (servers.length > 0) return { servers, missing: [] };
  const kind = family === undefined ? '' : `IPv${family} `;
  return { servers: [], missing: [t`The name server ${host} has no ${kind}address.`] };
}

/**
 * A server as typed: an address stands for itself, a name is looked up by the system as dig does. Where it is no address of the
 * wanted family, `missing` says so. Never rejects.
 */
export async function namedServer(
  host: string,
  port = DNS_PORT,
  family?: 4 | 6,
  find: FindAddresses = systemAddresses,
): Promise<FoundServers> {
  if (isIP(host) === 0) return findHost(host, port, family, find);
  if (inFamily(host, family)) return { servers: [{ address: host, port }], missing: [] };
  return {
    servers: [],
    missing: [t`${host} is not an IPv${family ?? ''} address, and only IPv${family ?? ''} is to be used.`],
  };
}

/**
 * A zone's own name servers. `known` holds the addresses that the zone file gives for them (glue included), by lower-case absolute
 * name; the others are looked up by the system. All servers keep the order of `names`. Never rejects.
 */
export async function zoneServers(
  names: readonly string[],
  known: ReadonlyMap<string, readonly string[]>,
  options: { readonly port?: number; readonly family?: 4 | 6; readonly find?: FindAddresses } = {},
): Promise<FoundServers> {
  const { port = DNS_PORT, family, find = systemAddresses } = options;
  const found = await Promise.all(
    names.map(async (name): Promise<FoundServers> => {
      const servers = toServers(known.get(name.toLowerCase()) ?? [], port, name, family);
      return servers.length > 0 ? { servers, missing: [] } : findHost(name, port, family, find);
    }),
  );
  return { servers: found.flatMap(({ servers }) => servers), missing: found.flatMap(({ missing }) => missing) };
}

/** The resolvers of the system, at another port where one is given, and of one family where it is; in a sentence, where there is none. */
export function systemServers(
  port: number | undefined,
  family: 4 | 6 | undefined,
  resolvers: readonly Server[] = systemResolvers(),
): FoundServers {
  const servers = resolvers
    .filter(({ address }) => inFamily(address, family))
    .map((server) => ({ ...server, port: port ?? server.port }));
  if (servers.length > 0) return { servers, missing: [] };
  const missing =
    family === undefined
      ? t`The system names no resolver. Name a server with @.`
      : t`The system names no resolver with an IPv${family} address. Name a server with @.`;
  return { servers: [], missing: [missing] };
}
