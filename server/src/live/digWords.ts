/**
 * dig's command line as a query: `example.com AAAA @192.0.2.53 +tcp`. The words, their order and what they mean are dig's
 * (BIND 9.18), so that what stands in a ticket or a manual can be typed here. One query at a time; a word that is not dig's, or that
 * asks for something this client cannot do, is an error at that word and never dropped in silence.
 */

import { parseIpv4, parseIpv6, reverseName } from '../dns/addresses.ts';
import { CLASS, classCode } from '../dns/classes.ts';
import { labelsToText, parseName } from '../dns/nameText.ts';
import { TYPE, typeCodeAt } from '../dns/types.ts';
import { type Marked, marked, t, translated } from '../l10n.ts';
import { type Draft, problem, type Word, WordProblem, type WordWithoutEffect, wholeNumber } from './digDraft.ts';
import { DEFAULT_OPTIONS, type QueryOptions, type Question } from './messages.ts';
import { plusWord } from './plusWords.ts';

/** A typed query. `server` is an address or a host's name as typed; undefined leaves the choice to the caller. */
export interface DigQuery {
  readonly question: Question;
  readonly server?: string;
  readonly port?: number;
  /** 4 or 6 where `-4` or `-6` asks for one family only. */
  readonly family?: 4 | 6;
  readonly options: QueryOptions;
  readonly withoutEffect: readonly WordWithoutEffect[];
}

/** A sentence for the answer's document where words had no effect; empty where all had. */
export function withoutEffectNotes(query: DigQuery): string[] {
  if (query.withoutEffect.length === 0) return [];
  const words = query.withoutEffect.map(({ word }) => word).join(' ');
  return [t`Without effect here, where the whole answer is shown: ${words}`];
}

/** Why the words are no query; offsets are UTF-16 units in the typed text. */
export interface DigError {
  readonly error: { readonly message: string; readonly start: number; readonly end: number };
}

/** Types that are no question for a single answer message: what they are, for the message. */
const NOT_ASKED: Readonly<Record<number, Marked>> = {
  [TYPE.OPT]: marked('OPT is part of a message, not something a server can be asked for'),
  [TYPE.TKEY]: marked('TKEY sets up a key and needs a signed message'),
  [TYPE.TSIG]: marked('TSIG signs a message and cannot be asked for'),
  [TYPE.IXFR]: marked('An incremental zone transfer is many messages, and this query reads one'),
  [TYPE.AXFR]: marked('A zone transfer is many messages, and this query reads one'),
};

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    words.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  // A line copied from a shell begins with the program's name.
  return words.length > 1 && words[0].text.toLowerCase() === 'dig' ? words.slice(1) : words;
}

const DASH_WITHOUT_EFFECT = 'mru';
const DASH_UNSUPPORTED: Readonly<Record<string, Marked>> = {
  b: marked('The address to ask from is the system’s choice here.'),
  f: marked('Several queries from a file are not made here: ask one at a time.'),
  h: marked('The words are dig’s: a name, a type, `@server`, and options such as `+tcp`, `+dnssec` or `-x address`.'),
  k: marked('Signed queries (TSIG) are not made here.'),
  v: marked('No query is asked for: `-v` makes dig print its version.'),
  y: marked('Signed queries (TSIG) are not made here, and a secret does not belong on this line.'),
};
const DASH_VALUES: Readonly<Record<string, Marked>> = {
  c: marked('a class such as `CH`'),
  p: marked('a port number'),
  q: marked('a name'),
  t: marked('a type such as `AAAA`'),
  x: marked('an IPv4 or IPv6 address'),
};

function setFamily(draft: Draft, family: 4 | 6): void {
  if (draft.family !== undefined && draft.family !== family)
    problem(t`Only one of \`-4\` and \`-6\` can be asked for.`);
  draft.family = family;
}

function setName(draft: Draft, name: string, word: Word): void {
  if (draft.nameWord) {
    problem(
      t`\`${draft.nameWord.text}\` is asked for already, and one query asks for one name: leave out \`${word.text}\`.`,
    );
  }
  draft.name = name;
  draft.nameWord = word;
}

function setType(draft: Draft, type: number, word: string): void {
  if (NOT_ASKED[type] !== undefined) problem(`${translated(NOT_ASKED[type])}.`);
  if (draft.type !== undefined) {
    problem(t`A type is asked for already: leave out \`${word}\`, or write \`-q ${word}\` if it is the name.`);
  }
  draft.type = type;
}

function setClass(draft: Draft, code: number, word: string): void {
  if (draft.class !== undefined) {
    problem(t`A class is asked for already: leave out \`${word}\`, or write \`-q ${word}\` if it is the name.`);
  }
  draft.class = code;
}

/** RFC 1035 section 3.5 and RFC 3596 section 2.5; as dig, fewer than four octets of IPv4 name the network above. */
function reverseOf(text: string): string {
  const octets = parseIpv6(text) ?? parseIpv4(text);
  if (octets) return reverseName(octets);
  const parts = text.replace(/\.$/, '').split('.');
  if (parts.length < 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return `${parts.reverse().map(Number).join('.')}.in-addr.arpa.`;
  }
  return problem(
    t`\`${text}\` is no whole IPv6 address and no IPv4 address: write \`-x 2001:db8::1\`, \`-x 192.0.2.1\` or \`-x 192.0.2\`.`,
  );
}

function dashValue(draft: Draft, letter: string, value: Word): void {
  const text = value.text;
  if (letter === 'p') draft.port = wholeNumber('-p', t`a port`, text, 1, 65535);
  else if (letter === 'q') setName(draft, text, value);
  else if (letter === 'x') {
    setName(draft, reverseOf(text), value);
    draft.reverse = true;
  } else if (letter === 't') {
    const type = readType(text);
    if (type === undefined) problem(t`\`${text}\` is no record type: write a mnemonic such as AAAA, or TYPE65280.`);
    setType(draft, type, text);
    draft.openTypeClass = false;
  } else {
    const code = classCode(text);
    if (code === undefined) problem(t`\`${text}\` is no class: write IN, CH, HS, or CLASS32.`);
    setClass(draft, code, text);
    draft.openTypeClass = false;
  }
}

/** Reads `-4x 2001:db8::1`, `-p53`, `-t AAAA`: letters, then a value in this word or the next. Returns how many words it took. */
function dashWord(draft: Draft, word: Word, next: Word | undefined): number {
  for (let i = 1; i < word.text.length; i++) {
    const letter = word.text[i];
    if (letter === '4' || letter === '6') setFamily(draft, letter === '4' ? 4 : 6);
    else if (DASH_WITHOUT_EFFECT.includes(letter)) {
      draft.withoutEffect.push({ word: `-${letter}`, start: word.start, end: word.end });
    } else if (DASH_UNSUPPORTED[letter] !== undefined) problem(translated(DASH_UNSUPPORTED[letter]));
    else if (DASH_VALUES[letter] !== undefined) {
      const attached = word.text.slice(i + 1);
      if (attached !== '') {
        dashValue(draft, letter, { text: attached, start: word.start + i + 1, end: word.end });
        return 1;
      }
      if (!next) problem(t`\`-${letter}\` needs ${translated(DASH_VALUES[letter])} after it.`);
      dashValue(draft, letter, next);
      return 2;
    } else problem(t`dig has no option \`-${letter}\`.`);
  }
  if (word.text.length === 1) problem(t`A lone \`-\` asks for nothing.`);
  return 1;
}

function readType(text: string): number | undefined {
  // dig asks for IXFR with the serial that is known: `ixfr=2024010100`.
  const mnemonic = /^ixfr=/i.test(text) ? 'IXFR' : text;
  const code = typeCodeAt(mnemonic, 0, mnemonic.length);
  return code < 0 ? undefined : code;
}

function serverWord(draft: Draft, word: Word): void {
  if (draft.server !== undefined) problem(t`\`@${draft.server}\` is asked already: leave out \`${word.text}\`.`);
  let host = word.text.slice(1);
  // `address#port` is how BIND prints a server, and so how people copy it; brackets come from URLs.
  const hash = host.lastIndexOf('#');
  if (hash >= 0) {
    draft.port = wholeNumber(word.text, t`a port after \`#\``, host.slice(hash + 1), 1, 65535);
    host = host.slice(0, hash);
  }
  host = host.replace(/^\[(.*)\]$/, '$1');
  if (host === '') problem(t`\`@\` needs a server after it: an address such as \`@192.0.2.53\`, or a name.`);
  if (host.includes(':') && !parseIpv6(host.replace(/%[^%]+$/, ''))) problem(t`\`${host}\` is no IPv6 address.`);
  draft.server = host;
}

function plainWord(draft: Draft, word: Word): void {
  const type = draft.openTypeClass ? readType(word.text) : undefined;
  const code = draft.openTypeClass ? classCode(word.text) : undefined;
  if (type !== undefined) setType(draft, type, word.text);
  else if (code !== undefined) setClass(draft, code, word.text);
  else setName(draft, word.text, word);
}

const NAME_ERRORS: Readonly<Record<string, Marked>> = {
  empty: marked('it is empty'),
  'empty-label': marked('two dots follow one another, or it begins with a dot'),
  'label-too-long': marked('a label is longer than 63 octets'),
  'name-too-long': marked('it is longer than 255 octets'),
  'bad-escape': marked('a backslash must be followed by a character or by three digits up to 255'),
};

/** A typed name made absolute. An internationalised name is asked for as its A-labels (RFC 5891), as dig does at a terminal. */
function questionName(typed: string): string {
  let text = typed;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether all of it is ASCII
  if (!/^[\x00-\x7f]*$/.test(typed)) {
    const url = URL.canParse(`http://${typed}/`) ? new URL(`http://${typed}/`) : undefined;
    if (!url?.hostname || url.pathname !== '/' || url.port !== '') {
      problem(t`\`${typed}\` cannot be written as an internationalised domain name.`);
    }
    text = url.hostname;
  }
  const parsed = parseName(text);
  if (parsed.error) problem(t`\`${typed}\` is no domain name: ${translated(NAME_ERRORS[parsed.error.code])}.`);
  return labelsToText(parsed.labels);
}

/** dig's defaults: A, NS where there is no name, PTR for `-x`; the root alone is asked for NS, since it has no addresses. */
function defaultType(draft: Draft, name: string): number {
  if (draft.reverse) return TYPE.PTR;
  return name === '.' ? TYPE.NS : TYPE.A;
}

function finish(draft: Draft): DigQuery {
  const name = draft.name === undefined ? '.' : questionName(draft.name);
  const type = draft.type ?? defaultType(draft, name);
  return {
    question: { name, type, class: draft.class ?? CLASS.IN },
    ...(draft.server !== undefined && { server: draft.server }),
    ...(draft.port !== undefined && { port: draft.port }),
    ...(draft.family !== undefined && { family: draft.family }),
    // dig asks for ANY over TCP unless told otherwise: the answer seldom fits a datagram.
    options: { ...draft.options, tcp: draft.tcp ?? type === TYPE.ANY },
    withoutEffect: draft.withoutEffect,
  };
}

/**
 * Reads a query as typed. Words are separated by white space; case does not matter except inside a name's escapes.
 * Never throws: a word that cannot be read is returned as an error with its place.
 */
export function parseDigWords(text: string): DigQuery | DigError {
  const words = wordsOf(text);
  if (words.length === 0) {
    const message = t`Nothing is asked for: write a name, such as \`example.com AAAA @192.0.2.53\`.`;
    return { error: { message, start: 0, end: text.length } };
  }
  const draft: Draft = { reverse: false, openTypeClass: true, options: { ...DEFAULT_OPTIONS }, withoutEffect: [] };
  let at: Word = words[0];
  try {
    for (let i = 0; i < words.length; ) {
      at = words[i];
      const first = at.text[0];
      if (first === '-') {
        i += dashWord(draft, at, words[i + 1]);
        continue;
      }
      if (first === '@') serverWord(draft, at);
      else if (first === '+' && at.text.length > 1) plusWord(draft, at);
      else plainWord(draft, at);
      i++;
    }
    at = draft.nameWord ?? at;
    return finish(draft);
  } catch (error) {
    if (!(error instanceof WordProblem)) throw error;
    return { error: { message: error.message, start: at.start, end: at.end } };
  }
}
