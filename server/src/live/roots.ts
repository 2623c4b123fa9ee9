/** Where a way from the root begins: the servers of the root as those know them that are asked first, as dig's +trace does. */

import { CLASS } from '../dns/classes.ts';
import { RCODE } from '../dns/codes.ts';
import { TYPE } from '../dns/types.ts';
import { t } from '../l10n.ts';
import { type Answer, ask, askAll, type Conversation } from './conversation.ts';
import { type AnswerRecord, rdataText } from './messages.ts';
import { sameName } from './names.ts';
import { glueIn, type Referred, serversFrom, type TraceRequest } from './trace.ts';
import { type Server, serverText } from './transport.ts';

export interface Roots {
  /** What came of asking for them. */
  readonly answers: readonly Answer[];
  readonly servers: readonly Server[];
  /** Where nobody said who they are, and the first servers are asked themselves. */
  readonly problem?: string;
}

function namesIn({ result }: Answer, zone: string): readonly AnswerRecord[] {
  if (result.kind !== 'reply' || result.response.rcode !== RCODE.NOERROR) return [];
  return result.response.answer.filter(
    ({ owner, type, fault }) => sameName(owner, zone) && type === TYPE.NS && fault === undefined,
  );
}

/** The name servers that an answer names, with their addresses: those that came with it, else what the same server says of them. */
function* withAddresses(request: TraceRequest, answer: Answer, zone: string): Conversation<Referred[]> {
  const { ask: asked, result } = answer;
  if (result.kind !== 'reply') return [];
  const referred: Referred[] = namesIn(answer, zone).map((record) => {
    const name = rdataText(record);
    return { name, glue: glueIn(result.response, name, request.family) };
  });
  if (referred.some(({ glue }) => glue.length > 0)) return referred;
  const types = request.family === 6 ? [TYPE.AAAA] : request.family === 4 ? [TYPE.A] : [TYPE.A, TYPE.AAAA];
  const came = yield* askAll(
    referred.flatMap(({ name }) => types.map((type) => ({ ...asked, question: { name, type, class: CLASS.IN } }))),
  );
  const addressesOf = (name: string): string[] =>
    came.flatMap(({ ask: { question }, result: one }) => {
      if (one.kind !== 'reply' || question.name !== name) return [];
      const own = one.response.answer.filter(({ type, fault }) => type === question.type && fault === undefined);
      return own.map((record) => rdataText(record));
    });
  return referred.map(({ name }) => ({ name, glue: addressesOf(name) }));
}

/** The name servers of a zone as one that is asked first knows them, such as a resolver; undefined where none does. */
export function* namedBy(request: TraceRequest): Conversation<readonly Referred[] | undefined> {
  const { options, servers, question } = request;
  for (const server of servers) {
    const answer = yield* ask({
      question: { ...question, type: TYPE.NS },
      options: { ...options, rd: true },
      server,
      transport: options.secure ?? (options.tcp ? 'tcp' : 'udp'),
    });
    const found = yield* withAddresses(request, answer, question.name);
    if (found.some(({ glue }) => glue.length > 0)) return found;
    if (answer.result.kind === 'reply' || answer.result.kind === 'cancelled') return undefined;
  }
  return undefined;
}

/** Finds the servers of the root by the first of the given ones that knows them; where none does, the given ones stand for them. */
export function* rootServers(request: TraceRequest): Conversation<Roots> {
  const answers: Answer[] = [];
  const { options, servers } = request;
  for (const server of servers) {
    const answer = yield* ask({
      question: { name: '.', type: TYPE.NS, class: CLASS.IN },
      options: { ...options, rd: true },
      server,
      transport: options.secure ?? (options.tcp ? 'tcp' : 'udp'),
    });
    answers.push(answer);
    const found = serversFrom(request, yield* withAddresses(request, answer, '.'));
    if (found.length > 0) return { answers, servers: found };
    if (answer.result.kind === 'cancelled') break;
  }
  const problem =
    servers.length === 0
      ? t`There is no server to ask where the root is.`
      : t`Where the root is was not said: the way begins at ${serverText(servers[0])} itself.`;
  return { answers, servers, problem };
}

/** A conversation that begins at the root. */
export function* fromRoots<Result>(
  request: TraceRequest,
  go: (request: TraceRequest) => Conversation<Result>,
): Conversation<{ readonly roots: Roots; readonly found: Result }> {
  const roots: Roots = yield* rootServers(request);
  // What was wanted of the first server (TLS, its certificate) is not wanted of those of the root.
  const { secure: _, ...options } = request.options;
  return { roots, found: yield* go({ ...request, options, servers: roots.servers }) };
}
