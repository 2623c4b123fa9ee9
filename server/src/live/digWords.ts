/**
 * dig's command line as queries: `example.com A AAAA @192.0.2.53 +tcp`. The words, their order and what they mean are dig's (BIND 9.18 to
 * 9.21), so that what stands in a ticket or a manual can be typed here. Several names are several questions, as in dig; so are several
 * types and several servers, as in doggo. A word that is not dig's, or that asks for something that is not done, is an error at that word
 * and never dropped in silence.
 */

import { CLASS, classCode } from '../dns/classes.ts';
import { EDNS_OPTION } from '../dns/codes.ts';
import { TYPE } from '../dns/types.ts';
import { type Marked, marked, t, translated } from '../l10n.ts';
import { readCommandLine } from './commandLine.ts';
import { dashWord, type LineWords, setClass } from './dashWords.ts';
import { type Draft, problem, type TypedServer, type TypedType, type Word, WordProblem } from './digDraft.ts';
import { DEFAULT_OPTIONS, type EdnsOption, type QueryOptions, type Question } from './messages.ts';
import { DEFAULT_NDOTS, plusWord } from './plusWords.ts';
import { isTypedAbsolute, questionName, readType } from './questionName.ts';
import { readServer } from './serverWord.ts';
import type { HttpsOptions, TlsOptions } from './transport.ts';
import { DEFAULT_VIEW, type ViewOptions } from './view.ts';

/** A typed query. `server` is an address or a host's name as typed; undefined leaves the choice to the caller. */
export interface DigQuery {
  readonly question: Question;
  /** With `+domain`: the questions in the order in which they are asked until one is not answered with NXDOMAIN; the first is `question`. */
  readonly searched: readonly Question[];
  readonly server?: string;
  readonly port?: number;
  /** 4 or 6 where `-4` or `-6` asks for one family only. */
  readonly family?: 4 | 6;
  /** The address to ask from, and the port. */
  readonly source?: { readonly address: string; readonly port?: number };
  readonly tls?: TlsOptions;
  readonly tlsCaFile?: string;
  readonly https?: HttpsOptions;
  readonly keyFile?: string;
  /** The key's name: of `keyFile`, else of a configuration that is known. */
  readonly keyName?: string;
  /** For IXFR: the serial that is known. */
  readonly serial?: number;
  /** What kind of conversation it is. */
  readonly way: 'query' | 'trace' | 'nssearch' | 'transfer';
  readonly options: QueryOptions;
}

/** A typed line: what is asked, and how the answers are shown. */
export interface DigLine {
  readonly queries: readonly DigQuery[];
  readonly view: ViewOptions;
  /** Sentences for the answer's document: what of the words that are always asked with could not be taken. */
  readonly notes: readonly string[];
}

/** Why the words are no query; offsets are UTF-16 units in the typed text. */
export interface DigError {
  readonly error: { readonly message: string; readonly start: number; readonly end: number };
}

/** As dig has it: a resolver may take ten seconds to find that it has no answer. */
const PATIENCE = { timeoutMs: 5000, tries: 3 } as const;

/** So many questions are asked by one line. */
const MAX_QUERIES = 100;

/** Types that are no question: what they are, for the message. */
const NOT_ASKED: Readonly<Record<number, Marked>> = {
  [TYPE.OPT]: marked('OPT is part of a message, not something a server can be asked for: write +edns or +ednsopt'),
  [TYPE.TKEY]: marked('TKEY sets up a key and needs a signed message: write the type that is wanted'),
  [TYPE.TSIG]: marked('TSIG signs a message and cannot be asked for: write -k and the file of a key'),
};

function emptyDraft(): Draft {
  return {
    reverse: false,
    types: [],
    typesAreGlobal: true,
    openTypeClass: true,
    servers: [],
    serversAreGlobal: true,
    way: 'query',
    nsid: false,
    cookie: true,
    expire: false,
    keepalive: false,
    zoneVersion: false,
    ednsOptions: [],
    search: false,
    ndots: DEFAULT_NDOTS,
    idn: true,
    dns64: false,
    options: { ...DEFAULT_OPTIONS, ...PATIENCE },
    view: { ...DEFAULT_VIEW },
  };
}

/** What the words up to a name say holds for each name that follows (dig: global options). */
function begun(global: Draft): Draft {
  return {
    ...global,
    typesAreGlobal: true,
    serversAreGlobal: true,
    openTypeClass: true,
    options: { ...global.options },
    // How answers are shown is said once for all of them.
    view: global.view,
  };
}

/** The line while it is read: what holds for all names, and the questions so far. */
class Line implements LineWords {
  readonly global = emptyDraft();
  readonly drafts: Draft[] = [];

  draft(): Draft {
    return this.drafts[this.drafts.length - 1] ?? this.global;
  }

  name(name: string, word: Word, reverse: boolean): void {
    this.drafts.push({ ...begun(this.global), name, nameWord: word, reverse });
  }

  type(type: TypedType, word: string): void {
    const what = NOT_ASKED[type.code];
    if (what !== undefined) problem(`${translated(what)}.`);
    const draft = this.draft();
    const isLocal = draft !== this.global && draft.typesAreGlobal;
    if (!isLocal && draft.types.some(({ code }) => code === type.code))
      problem(t`This type is asked for already: leave out \`${word}\`, or write \`-q ${word}\` if it is the name.`);
    draft.types = isLocal ? [type] : [...draft.types, type];
    if (draft !== this.global) draft.typesAreGlobal = false;
  }

  plus(word: Word): void {
    plusWord(this.draft(), word);
  }

  server(server: TypedServer): void {
    const draft = this.draft();
    const isLocal = draft !== this.global && draft.serversAreGlobal;
    draft.servers = isLocal ? [server] : [...draft.servers, server];
    if (draft !== this.global) draft.serversAreGlobal = false;
  }

  plain(word: Word): void {
    const draft = this.draft();
    const type = draft.openTypeClass ? readType(word.text) : undefined;
    const code = draft.openTypeClass ? classCode(word.text) : undefined;
    if (type !== undefined) this.type(type, word.text);
    else if (code !== undefined) setClass(draft, code, word.text);
    else this.name(word.text, word, false);
  }
}

/** dig's defaults: A, PTR for `-x`, and where there is no name the NS records of the root. */
function defaultType(draft: Draft): number {
  if (draft.way === 'nssearch') return TYPE.NS;
  if (draft.reverse) return TYPE.PTR;
  return draft.name === undefined ? TYPE.NS : TYPE.A;
}

/** The names to ask for, in their order, as a stub resolver completes them. */
function namesOf(draft: Draft): string[] {
  if (draft.name === undefined) return ['.'];
  const whole = questionName(draft.name, draft.idn);
  if (!draft.search || draft.reverse || isTypedAbsolute(draft.name)) return [whole];
  if (draft.domain === undefined)
    problem(
      t`The domains that the system completes names with are not known here: write the whole name, or +domain=example.com.`,
    );
  const domain = questionName(draft.domain, draft.idn);
  const completed = questionName(`${draft.name}.${domain === '.' ? '' : domain}`, draft.idn);
  const dots = draft.name.replace(/\\./g, '').split('.').length - 1;
  return dots >= draft.ndots ? [whole, completed] : [completed, whole];
}

/** The options in the order in which dig writes them; `cookieAt` is where a cookie is to be put. */
function ednsOptionsOf(draft: Draft): Pick<QueryOptions, 'ednsOptions' | 'freshCookie' | 'cookieAt'> {
  const empty = new Uint8Array(0);
  const row = (code: number, data: Uint8Array | false | undefined): EdnsOption[] => (data ? [{ code, data }] : []);
  const before = [...row(EDNS_OPTION.NSID, draft.nsid && empty), ...row(EDNS_OPTION.ECS, draft.subnet)];
  const ednsOptions = [
    ...before,
    ...row(EDNS_OPTION.COOKIE, typeof draft.cookie !== 'boolean' && draft.cookie),
    ...row(EDNS_OPTION.EXPIRE, draft.expire && empty),
    ...row(EDNS_OPTION.KEEPALIVE, draft.keepalive && empty),
    ...row(EDNS_OPTION.ZONEVERSION, draft.zoneVersion && empty),
    ...draft.ednsOptions,
  ];
  return { ednsOptions, freshCookie: draft.cookie === true, cookieAt: before.length };
}

function optionsOf(draft: Draft, type: TypedType, server: TypedServer | undefined): QueryOptions {
  const { options, udpSize } = draft;
  const isTransfer = type.code === TYPE.AXFR || type.code === TYPE.IXFR;
  // dig sends EDNS for these even after +noedns.
  const needsEdns = options.do || udpSize !== undefined || draft.subnet !== undefined;
  const ednsVersion = options.ednsVersion ?? (needsEdns ? 0 : undefined);
  // dig asks over TCP for what seldom fits a datagram.
  const tcp =
    server?.transport === 'udp'
      ? false
      : server?.transport === 'tcp' || (draft.tcp ?? (type.code === TYPE.ANY || isTransfer));
  return {
    ...options,
    ...ednsOptionsOf(draft),
    ...(isTransfer && { rd: false }),
    // As dig, which asks so for IXFR only.
    ...(type.code === TYPE.IXFR && { ad: false }),
    ednsVersion,
    udpSize: udpSize ?? options.udpSize,
    tcp,
    ...secureTransport(draft, server),
  };
}

function secureTransport(draft: Draft, server: TypedServer | undefined): Pick<QueryOptions, 'secure'> {
  if (server?.transport === 'tls' || server?.transport === 'https') return { secure: server.transport };
  if (server?.transport !== undefined) return {};
  if (draft.https) return { secure: 'https' };
  return draft.tls ? { secure: 'tls' } : {};
}

function queriesOf(draft: Draft): DigQuery[] {
  const names = namesOf(draft);
  const types = draft.types.length > 0 ? draft.types : [{ code: defaultType(draft) }];
  const servers = draft.servers.length > 0 ? draft.servers : [undefined];
  const klass = draft.class ?? CLASS.IN;
  return types.flatMap((type) =>
    servers.map((server): DigQuery => {
      const searched = names.map((name) => ({ name, type: type.code, class: klass }));
      const port = server?.port ?? draft.port;
      const options = optionsOf(draft, type, server);
      const https = server?.https ?? draft.https;
      return {
        question: searched[0],
        searched,
        ...(server && { server: server.host }),
        ...(port !== undefined && { port }),
        ...(draft.family !== undefined && { family: draft.family }),
        ...(draft.source && {
          source: { address: draft.source.host, ...(draft.source.port !== undefined && { port: draft.source.port }) },
        }),
        ...(options.secure && draft.tls && { tls: draft.tls }),
        ...(options.secure && draft.tlsCaFile !== undefined && { tlsCaFile: draft.tlsCaFile }),
        ...(options.secure === 'https' && https && { https }),
        ...(draft.keyFile !== undefined && { keyFile: draft.keyFile }),
        ...(draft.keyName !== undefined && { keyName: draft.keyName }),
        ...(type.serial !== undefined && { serial: type.serial }),
        way: type.code === TYPE.AXFR || type.code === TYPE.IXFR ? 'transfer' : draft.way,
        options,
      };
    }),
  );
}

/** The question whose answer shows the prefixes of DNS64 (RFC 7050), asked as this one is. */
function dns64Query(query: DigQuery): DigQuery {
  const question = { name: 'ipv4only.arpa.', type: TYPE.AAAA, class: CLASS.IN };
  return { ...query, question, searched: [question] };
}

/** Reads words into the line; `at` is told of each word, for the place of a problem. */
function readWords(line: Line, text: string, at: (word: Word) => void): void {
  const { program, words } = readCommandLine(text);
  for (let i = 0; i < words.length; ) {
    at(words[i]);
    const first = words[i].text[0];
    if (first === '-') {
      i += dashWord(line, words[i], words[i + 1], program);
      continue;
    }
    if (first === '@') line.server(readServer(words[i].text.slice(1), words[i].text));
    else if (first === '+' && words[i].text.length > 1) line.plus(words[i]);
    else line.plain(words[i]);
    i++;
  }
}

/** Each option with what stands behind it. */
function optionsIn(text: string): string[] {
  const found: string[] = [];
  for (const word of text.split(/\s/).filter((one) => one !== '')) {
    if (found.length === 0 || /^[+-]/.test(word)) found.push(word);
    else found[found.length - 1] += ` ${word}`;
  }
  return found;
}

/** Takes the words that every query is asked with; those of them that cannot be read are said and left out. */
function readAlways(line: Line, always: string): string[] {
  const notes: string[] = [];
  for (const word of optionsIn(always)) {
    const before = { ...line.global, options: { ...line.global.options }, view: { ...line.global.view } };
    try {
      readWords(line, word, () => {});
    } catch (error) {
      if (!(error instanceof WordProblem)) throw error;
      Object.assign(line.global, before);
      notes.push(t`Left out of the words that are always asked with: ${error.message}`);
    }
  }
  if (line.drafts.length > 0) {
    line.drafts.length = 0;
    notes.push(t`A name does not belong to the words that are always asked with, and is left out.`);
  }
  return notes;
}

/**
 * Reads queries as typed. Words are separated by white space; case does not matter except inside a name's escapes. `always` are words that
 * hold for every query (a setting): typed ones win. Never throws: a word that cannot be read is returned as an error with its place.
 */
export function readDigLine(text: string, always = ''): DigLine | DigError {
  if (text.trim() === '') {
    const message = t`Nothing is asked for: write a name, such as \`example.com AAAA @192.0.2.53\`.`;
    return { error: { message, start: 0, end: text.length } };
  }
  const line = new Line();
  let at: Word = { text, start: 0, end: text.length };
  try {
    const notes = readAlways(line, always);
    readWords(line, text, (word) => {
      at = word;
    });
    const drafts = line.drafts.length > 0 ? line.drafts : [line.global];
    const queries: DigQuery[] = [];
    for (const draft of drafts) {
      at = draft.nameWord ?? at;
      const own = queriesOf(draft);
      queries.push(...own);
      // dig asks for the prefixes where the word stands.
      if (draft.dns64 && !line.global.dns64) queries.push(dns64Query(own[0]));
    }
    if (line.global.dns64) queries.unshift(dns64Query(queries[0]));
    if (queries.length > MAX_QUERIES)
      problem(t`These are ${queries.length} questions, and one line asks at most ${MAX_QUERIES}: leave some out.`);
    return { queries, view: line.global.view, notes };
  } catch (error) {
    if (!(error instanceof WordProblem)) throw error;
    return { error: { message: error.message, start: at.start, end: at.end } };
  }
}

/** The same for a line that asks one question; of several it is the first. */
export function parseDigWords(text: string): DigQuery | DigError {
  const line = readDigLine(text);
  return 'error' in line ? line : line.queries[0];
}
