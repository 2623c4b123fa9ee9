/** The servers that a query names, or else those of the system. */
import { isIP } from 'node:net';
import { t } from '../../l10n.ts';
import { type DigQuery, parseDigWords } from '../../live/digWords.ts';
import type { FoundServers, Server, Transport } from '../../live/transport.ts';
import { portOf, reached, transportOf } from '../../live/typedQuery.ts';
import { type FindAddresses, namedServer, systemAddresses, systemServers } from './resolvers.ts';

/** `say` is told of a name before the system is asked for it. What the system said of it is a sentence for the answer. Never rejects. */
export async function findNamed(
  query: DigQuery,
  say: (name: string) => void,
  find: FindAddresses = systemAddresses,
): Promise<FoundServers> {
  const { server, family } = query;
  if (server === undefined) return systemServers(query.options.secure ? portOf(query) : query.port, family);
  if (isIP(server.split('%')[0]) !== 0) return namedServer(server, portOf(query), family);
  say(server);
  const found = await namedServer(server, portOf(query), family, find);
  const addresses = found.servers.map(({ address }) => address).join(', ');
  // Where it led is part of the answer.
  return addresses === ''
    ? found
    : { ...found, missing: [...found.missing, t`The system says that ${server} is ${addresses}.`] };
}

/** What the words of a server lead to: its addresses, and how they are to be asked. */
interface TypedServers {
  readonly servers: readonly Server[];
  /** Absent where the words do not say it. */
  readonly transport?: Transport;
}

/** A server in dig's words, with or without the `@`; in a sentence, why there is none. Never rejects. */
export async function findTyped(
  word: string,
  find?: FindAddresses,
): Promise<TypedServers | { readonly problem: string }> {
  const query = parseDigWords(`. @${word.replace(/^@/, '')}`);
  if ('error' in query) return { problem: query.error.message };
  const { servers, missing } = await findNamed(query, () => {}, find);
  if (servers.length === 0) return { problem: missing.join(' ') };
  const transport = transportOf(query);
  return { servers: reached(query, servers), ...(transport && { transport }) };
}
