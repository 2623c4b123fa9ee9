/** Asks a whole line of words, each question in its own way, and writes the answers: what the editor, the command line and LSP do. */

import { t } from '../l10n.ts';
import type { Progress } from './conversation.ts';
import type { DigLine, DigQuery } from './digWords.ts';
import type { LiveRuntime } from './exchange.ts';
import { type KeyRead, readKeyFile } from './keyFile.ts';
import { longAnswer, NOBODY } from './longAnswer.ts';
import { type Abilities, notDone } from './notDone.ts';
import type { LiveResult } from './query.ts';
import { comment } from './report/words.ts';
import type { FoundServers, Transports } from './transport.ts';
import { queryTyped, reached, type Secured } from './typedQuery.ts';
import { type AnswerView, answerView, type ShownResult } from './views/answerView.ts';

/** A query's servers; the zone where they are those of one. */
export type FindServers = (query: DigQuery) => Promise<FoundServers & { readonly zone?: string }>;

/** The text of a file that a word names, or in a sentence why there is none. */
export type ReadNamedFile = (path: string) => Promise<{ readonly text: string } | { readonly problem: string }>;

/** What whoever asks brings. */
export interface Asker {
  readonly runtime: LiveRuntime;
  readonly findServers: FindServers;
  readonly readFile: ReadNamedFile;
  /** The key of this name where no file is named. */
  readonly keyNamed: (name: string) => Promise<KeyRead>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Takes a transfer as it comes; the text that is returned is what else there is. */
  readonly write?: (text: string) => void;
}

/**
 * - ok: every question was answered, whatever the answers say
 * - silent: of one no server answered
 * - failed: one could not be asked, or its answer could not be had
 */
export type LineEnd = 'ok' | 'silent' | 'failed';

export interface LineAnswer extends AnswerView {
  readonly end: LineEnd;
  /** Those of plain questions. */
  readonly results: readonly LiveResult[];
}

/** Why a line is not asked, in a sentence; undefined where all of it can be done. */
export function lineNotDone(line: DigLine, can?: Abilities): string | undefined {
  for (const query of line.queries) {
    const said = notDone(query, can);
    if (said !== undefined) return said;
    const { form } = line.view;
    if (query.way === 'query' || form === 'full') continue;
    if (query.way !== 'transfer')
      return t`What \`+trace\` and \`+nssearch\` find is a way with its steps, which has no form \`+${form}\`: leave out one of the two.`;
    if (form !== 'short')
      return t`A transfer is shown as a zone: leave out \`+${form}\`, or write \`+short\` for its data.`;
  }
  return undefined;
}

async function securedBy(
  { keyFile, keyName, tlsCaFile }: DigQuery,
  { readFile, keyNamed }: Asker,
): Promise<Secured | { readonly problem: string }> {
  let made: Secured = {};
  if (keyFile !== undefined || keyName !== undefined) {
    const file = keyFile === undefined ? undefined : await readFile(keyFile);
    if (file && 'problem' in file) return file;
    const read = file ? readKeyFile(file.text, keyFile!, keyName) : await keyNamed(keyName!);
    if ('problem' in read) return read;
    made = { key: read.key };
  }
  const authorities = await authoritiesIn(tlsCaFile, readFile);
  return authorities && 'problem' in authorities ? authorities : { ...made, ...authorities };
}

/** The authorities of the file that `+tls-ca=` names; undefined where it names none. */
export async function authoritiesIn(
  path: string | undefined,
  readFile: ReadNamedFile,
): Promise<Required<Pick<Secured, 'authorities'>> | { readonly problem: string } | undefined> {
  if (path === undefined) return undefined;
  const file = await readFile(path);
  if ('problem' in file) return file;
  if (!file.text.includes('-----BEGIN CERTIFICATE-----'))
    return { problem: t`${path} holds no certificate: authorities are written as PEM.` };
  return { authorities: file.text };
}

interface Part {
  readonly shown: readonly ShownResult[];
  readonly text: string;
  readonly end: LineEnd;
}

function endOf(results: readonly LiveResult[]): LineEnd {
  const ends = results.map((result): LineEnd => {
    if (result.kind === 'answer') return 'ok';
    return NOBODY.has(result.failure.kind) ? 'silent' : 'failed';
  });
  return ends.find((end) => end === 'failed') ?? ends.find((end) => end === 'silent') ?? 'ok';
}

async function askOne(query: DigQuery, line: DigLine, asker: Asker): Promise<Part> {
  const { runtime, signal, onProgress } = asker;
  const secured = await securedBy(query, asker);
  if ('problem' in secured) return { shown: [], text: `${comment(secured.problem)}\n`, end: 'failed' };
  const { servers, missing, zone } = await asker.findServers(query);
  const notes = [...line.notes, ...missing];
  if (query.way === 'query') {
    const results = await queryTyped(query, servers, runtime, {
      ...secured,
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    const shown = results.map((result) => ({ result, notes, ...(zone !== undefined && { zone }) }));
    return { shown, text: '', end: endOf(results) };
  }
  const { question, options, serial, port, family, source, way } = query;
  const made = await longAnswer(
    {
      way,
      question,
      options,
      servers: reached(query, servers, secured),
      notes,
      view: line.view,
      ...(secured.key && { key: secured.key }),
      ...(serial !== undefined && { serial }),
      ...(port !== undefined && { port }),
      ...(family && { family }),
      ...(source && { source }),
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
      // What comes bit by bit would stand among what else comes.
      ...(asker.write && line.queries.length === 1 && { write: asker.write }),
    },
    runtime,
  );
  return { shown: [], text: made.text, end: made.end };
}

/** Transports that no conversation closes. */
function lasting({ udp, tcp, tls, https, stream }: Transports): Transports {
  return {
    ...(udp && { udp }),
    ...(tcp && { tcp }),
    ...(tls && { tls }),
    ...(https && { https }),
    ...(stream && { stream }),
  };
}

/** Asks all questions of a line at once; the answers stand in the order of the line. Never rejects for what servers do. */
export async function askLine(line: DigLine, asker: Asker): Promise<LineAnswer> {
  const { runtime } = asker;
  const session = runtime.transports.session?.();
  // All questions of the line share the connections: they go out on them without waiting for one another (RFC 7766 section 6.2.1.1).
  const shared = session ? { ...asker, runtime: { ...runtime, transports: lasting(session) } } : asker;
  const parts = await Promise.all(line.queries.map((query) => askOne(query, line, shared)));
  session?.close();
  const shown = parts.flatMap((part) => part.shown);
  const ends = parts.map(({ end }) => end);
  const end = ends.find((one) => one === 'failed') ?? ends.find((one) => one === 'silent') ?? 'ok';
  const results = shown.map(({ result }) => result);
  const { form } = line.view;
  // One document for programs, or one of texts.
  if ((form === 'json' || form === 'yaml') && shown.length > 0)
    return { ...answerView(shown, line.view), end, results };
  const texts = parts.map((part) => (part.shown.length > 0 ? answerView(part.shown, line.view).text : part.text));
  const language = form === 'short' ? 'plaintext' : 'zone';
  return { text: texts.join(form === 'short' ? '' : '\n'), language, end, results };
}
