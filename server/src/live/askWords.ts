/** Queries for who has words alone: an editor over LSP. The words are read, asked and answered with a text, or refused in a sentence. */

import { parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { specialRange } from '../dns/specialRanges.ts';
import { t } from '../l10n.ts';
import { type Asker, askLine, type FindServers, type LineEnd, lineNotDone } from './askLine.ts';
import { readDigLine } from './digWords.ts';
import type { Abilities } from './notDone.ts';
import { type Server, serverText } from './transport.ts';
import type { AnswerView } from './views/answerView.ts';

export interface WordsRequest {
  readonly words: string;
  /** Words of the settings, the server among them. */
  readonly always: string;
  /** Of names that are about to be asked for, those that only views for the inside have, with the zone and its view. */
  readonly inside: (names: readonly string[]) => readonly { readonly name: string; readonly zone: string }[];
  /** The user was asked, and lets names of the inside leave. */
  readonly letsLeave: boolean;
  /** The text of the configuration that has the key. */
  readonly keyText: (name: string) => string | undefined;
  /** The folder that paths of files start in. */
  readonly folder: string | undefined;
  readonly signal: AbortSignal;
  /** What is happening, in a sentence. */
  readonly say: (sentence: string) => void;
}

export type WordsAnswer = (AnswerView & { readonly end: LineEnd }) | { readonly refused: string };

/** Reads words, asks and writes what came. Never rejects for what servers do. */
export type AskWords = (request: WordsRequest) => Promise<WordsAnswer>;

/** True for an address that is reached over the internet. */
export function isPublicServer({ address }: Pick<Server, 'address'>): boolean {
  const octets = parseIpv4(address) ?? parseIpv6(address.split('%')[0]);
  return octets === undefined
    ? !/^(?:localhost|.*\.(?:internal|local|home\.arpa))\.?$/i.test(address)
    : specialRange(octets) === undefined;
}

/** `AskWords` with what whoever sends brings. */
export function askWordsWith(
  asker: (request: WordsRequest) => Pick<Asker, 'runtime' | 'findServers' | 'readFile' | 'keyNamed'>,
  can?: Abilities,
): AskWords {
  return async (request) => {
    const line = readDigLine(request.words, request.always);
    if ('error' in line) return { refused: line.error.message };
    const problem = lineNotDone(line, can);
    if (problem !== undefined) return { refused: problem };
    const made = asker(request);
    const findServers: FindServers = async (query) => {
      const found = await made.findServers(query);
      const [outside] = found.servers.filter(isPublicServer);
      const names = query.searched.map(({ name }) => name);
      const [inside] = outside && !request.letsLeave ? request.inside(names) : [];
      if (!inside) return found;
      const sentence = t`Nothing was sent to ${serverText(outside)}: ${inside.name} is a name for the inside, of the zone ${inside.zone}.`;
      return { servers: [], missing: [sentence] };
    };
    const { signal, say } = request;
    const { text, language, end } = await askLine(line, {
      ...made,
      findServers,
      signal,
      onProgress: ({ progress }) => say(progress),
    });
    return { text, language, end };
  };
}
