/** Whom a comparison asks and over what: the words of a query that say so mean the same here, and the others are refused. */

import { t } from '../../l10n.ts';
import { authoritiesIn, type ReadNamedFile } from '../askLine.ts';
import { lineOfWords } from '../commandLine.ts';
import { type DigQuery, readDigLine } from '../digWords.ts';
import { plusNameOf } from '../plusWords.ts';
import type { FoundServers, Transport } from '../transport.ts';
import { portOf, reached, transportOf } from '../typedQuery.ts';
import type { FileZone } from './fileZone.ts';

/** Words that begin with + and say how a server is reached. */
const PLUS_TAKEN: ReadonlySet<string> = new Set(['tcp', 'vc', 'tls', 'tls-ca', 'tls-hostname', 'https', 'https-get']);
/** Options of one letter, of which the first two have a value behind them. */
const DASH_TAKEN = /^-(?:[pb].*|[46])$/;
const NEEDS_VALUE = /^-[pb]$/;

/** How servers are reached. */
export interface Way {
  /** One for each server that was named; one without a server where those of the zone are meant. */
  readonly queries: readonly DigQuery[];
  /** Absent: UDP, and TCP where that is needed. */
  readonly transport?: Transport;
}

/** Reads servers, with or without their `@`, and the words beside them; in a sentence why they are not taken. */
export function readWay(words: readonly string[]): Way | { readonly problem: string } {
  const line: string[] = [];
  for (const [i, word] of words.entries()) {
    const isValue = i > 0 && NEEDS_VALUE.test(words[i - 1]);
    const isServer = !isValue && !/^[@+-]/.test(word);
    if (!isServer && !isValue && !isTaken(word)) {
      return {
        problem: t`\`${word}\` is not a word of a comparison, which takes servers and how they are reached: \`@server\`, \`-p\`, \`-b\`, \`-4\`, \`-6\`, \`+tcp\`, \`+tls\`, \`+tls-ca\`, \`+tls-hostname\`, \`+https\` and \`+https-get\`.`,
      };
    }
    line.push(isServer ? `@${word}` : word);
  }
  const read = readDigLine(lineOfWords([...line, '-q', '.', '-t', 'SOA']));
  if ('error' in read) return { problem: read.error.message };
  const [transport, ...others] = new Set(read.queries.map(transportOf));
  if (others.length > 0) {
    return { problem: t`The servers of a comparison are asked in one way: all of them over TLS or HTTPS, or none.` };
  }
  return { queries: read.queries, ...(transport && { transport }) };
}

function isTaken(word: string): boolean {
  if (word.startsWith('+')) return PLUS_TAKEN.has(plusNameOf(word) ?? '');
  return word.startsWith('@') || DASH_TAKEN.test(word);
}

/** Which addresses and port of a server are meant. */
interface Reaching {
  readonly port: number;
  readonly family?: 4 | 6;
}

/** What finds servers, and reads the file that `+tls-ca=` names. */
export interface Finders {
  readonly serversOf: (host: string, reaching: Reaching) => Promise<FoundServers>;
  readonly zoneServers: (
    names: readonly string[],
    known: ReadonlyMap<string, readonly string[]>,
    reaching: Reaching,
  ) => Promise<FoundServers>;
  readonly readFile: ReadNamedFile;
}

/** The servers that were named, else those of the zone, at every address. */
export async function serversOnWay(
  { queries }: Way,
  { servers }: FileZone,
  { serversOf, zoneServers, readFile }: Finders,
): Promise<FoundServers | { readonly problem: string }> {
  const found: FoundServers[] = [];
  for (const query of queries) {
    const { server, family, tlsCaFile } = query;
    const authorities = await authoritiesIn(tlsCaFile, readFile);
    if (authorities && 'problem' in authorities) return authorities;
    const reaching = { port: portOf(query), ...(family && { family }) };
    const known = new Map(servers.map(({ name, addresses }) => [name, addresses]));
    const some =
      server === undefined ? await zoneServers([...known.keys()], known, reaching) : await serversOf(server, reaching);
    found.push({ ...some, servers: reached(query, some.servers, authorities) });
  }
  return {
    servers: found.flatMap((one) => one.servers),
    missing: found.flatMap((one) => one.missing),
  };
}
