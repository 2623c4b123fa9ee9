/**
 * The kinds of values that the grammars of the statement table name in angle brackets. One row has all that is known of a kind: what fits
 * it, what messages and the manual call it, what is offered while it is written. A new kind is a row here, and nothing else.
 */

import { parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { type Marked, marked } from '../l10n.ts';
import { before } from '../text/ends.ts';
import { parseDuration } from './duration.ts';
import type { WrittenWord } from './matchWord.ts';
import { readMatchWord } from './matchWord.ts';

/** A word that may stand for a value, with one line on what it means. */
export interface KindWord {
  readonly word: string;
  readonly doc?: Marked;
}

interface AnyKind {
  /** How BIND's manual spells it. */
  readonly spelt: string;
  /** Words that may stand inside of it, beside its values. */
  readonly keywords?: readonly string[];
  /** True where addresses may stand in it, which named lets a port follow. */
  readonly hasAddresses?: true;
}

/** One word, in a few kinds with others that belong to it. */
export interface WordKind extends AnyKind {
  readonly takes: 'word';
  /** What is expected, for messages; where it is absent, the words are named. */
  readonly name?: Marked;
  /** True where the word may stand in quotes; named refuses them elsewhere. */
  readonly mayBeQuoted?: true;
  /** Whether named takes a word for it. */
  readonly fits: (word: WrittenWord) => boolean;
  /** Just what tells alternatives apart while someone writes: whether a value is right is not said. */
  readonly looks?: RegExp;
  /** What stands in a statement that is offered, to be written over. */
  readonly example: string;
  /** The words to offer. */
  readonly words?: readonly KindWord[];
  /** True where the words are seldom written. */
  readonly isSeldom?: true;
  /** The words behind it that belong to it. */
  readonly further?: {
    /** How many there are behind a word. */
    readonly count: (word: WrittenWord, next: WrittenWord | undefined) => number;
    readonly name: Marked;
    readonly fits: (word: WrittenWord) => boolean;
  };
  /** True where a block may stand in its place; its elements are of the kind `string`. */
  readonly orBlock?: true;
}

/** A block with its braces. `element` is the grammar of each of its elements; a kind without one knows its own. */
export interface BlockKind extends AnyKind {
  readonly takes: 'block';
  readonly element?: string;
}

/** All that is left of the statement, perhaps nothing. */
export interface RestKind extends AnyKind {
  readonly takes: 'rest';
}

const MAX_NUMBER = 0xffffffff;
const MAX_PORT = 65535;
const MAX_CLASS = 65535;
const MAX_SIZE = 0xffff_ffff_ffff_ffffn;
/** BIND's lexer takes a leading zero for an octal number, and no letters in one that begins with 0x. */
const NUMBER = /^(?:0x\d+|0[0-7]*|[1-9]\d*)$/i;
const CLASSES = /^(?:in|ch|chaos|hs|hesiod|any|none|class\d{1,5})$/i;
/** The level behind `debug`. */
const LEVEL = /^\d+$/;
const SIZE = /^([+-]?)(\d+)([kmg]?)$/i;
const SIZE_UNITS: Readonly<Record<string, bigint>> = { '': 1n, k: 1n << 10n, m: 1n << 20n, g: 1n << 30n };
const YES = new Set(['yes', 'true', '1']);
const NO = new Set(['no', 'false', '0']);

const SEVERITIES: readonly KindWord[] = [
  { word: 'critical', doc: marked('Only what stops the server.') },
  { word: 'error', doc: marked('Errors and worse.') },
  { word: 'warning', doc: marked('Warnings and worse.') },
  { word: 'notice', doc: marked('Notices and worse.') },
  { word: 'info', doc: marked('Information and worse: the default.') },
  { word: 'debug', doc: marked('Debugging up to a level, such as debug 3.') },
  { word: 'dynamic', doc: marked('As much as the server’s debug level says at the time.') },
];
const FACILITIES = ['daemon', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'];

/** Whether named reads a word as yes. */
export function isYes(text: string | undefined): boolean {
  return text !== undefined && YES.has(text.toLowerCase());
}

/** Whether named reads a word as no. */
export function isNo(text: string | undefined): boolean {
  return text !== undefined && NO.has(text.toLowerCase());
}

/**
 * Octets of a size such as `512M`; undefined for other words. Beyond 64 bits only a unit makes named refuse it, and a negative size is what
 * its 64 bits are without a sign.
 */
export function sizeOf(text: string): bigint | undefined {
  const parts = SIZE.exec(text);
  if (!parts) return undefined;
  const written = BigInt(parts[2]);
  const capped = written > MAX_SIZE ? MAX_SIZE : written;
  // strtoull: too long a number is the largest one, with a sign too.
  const count = parts[1] === '-' && written <= MAX_SIZE ? BigInt.asUintN(64, -capped) : capped;
  const size = count * SIZE_UNITS[parts[3].toLowerCase()];
  return size > MAX_SIZE ? undefined : size;
}

function isClass(text: string): boolean {
  return CLASSES.test(text) && (!/^class/i.test(text) || Number(text.slice('class'.length)) <= MAX_CLASS);
}

function isPort({ text }: WrittenWord): boolean {
  return NUMBER.test(text) && Number(text) <= MAX_PORT;
}

function isRange({ text }: WrittenWord): boolean {
  return text.toLowerCase() === 'range';
}

/** The table. What fits is what named-checkconf takes, and where it is lenient so is this. */
export const VALUE_KINDS = {
  boolean: {
    takes: 'word',
    name: marked('yes or no'),
    fits: ({ text }) => isYes(text) || isNo(text),
    looks: /^(?:yes|no|true|false|1|0)$/i,
    spelt: '<boolean>',
    example: 'yes',
    words: [{ word: 'yes' }, { word: 'no' }],
  },
  integer: {
    takes: 'word',
    name: marked('a number'),
    fits: ({ text }) => NUMBER.test(text) && Number(text) <= MAX_NUMBER,
    looks: /^\d/,
    spelt: '<integer>',
    example: '0',
  },
  // The one behind an address: decimal, where other numbers may be octal or hexadecimal. That ports end at 65535 is said of every port.
  port: {
    takes: 'word',
    name: marked('a port from 0 to 65535'),
    fits: ({ text }) => /^\d+$/.test(text),
    looks: /^\d/,
    spelt: '<integer>',
    example: '53',
  },
  string: {
    takes: 'word',
    name: marked('a name'),
    mayBeQuoted: true,
    fits: ({ text, quoted }) => quoted || !text.includes('/'),
    spelt: '<string>',
    example: 'name',
  },
  quoted: {
    takes: 'word',
    name: marked('a text in quotes'),
    mayBeQuoted: true,
    fits: ({ quoted }) => quoted,
    spelt: '<quoted_string>',
    example: '""',
  },
  duration: {
    takes: 'word',
    name: marked('a duration such as 1h or PT1H'),
    fits: ({ text }) => parseDuration(text) !== undefined,
    looks: /^(?:\d|P)/i,
    spelt: '<duration>',
    example: '1h',
  },
  size: {
    takes: 'word',
    name: marked('a size such as 512M'),
    fits: ({ text }) => sizeOf(text) !== undefined || /^(?:unlimited|default)$/i.test(text),
    looks: /^(?:\d|unlimited$|default$)/i,
    spelt: '<size>',
    example: '10m',
  },
  octets: {
    takes: 'word',
    name: marked('a size such as 512M'),
    fits: ({ text }) => sizeOf(text) !== undefined,
    looks: /^\d/,
    spelt: '<size>',
    example: '10m',
  },
  percent: {
    takes: 'word',
    name: marked('a percentage such as 90%'),
    fits: ({ text }) => /^\d+%$/.test(text),
    looks: /^\d+%$/,
    spelt: '<percentage>',
    example: '90%',
  },
  decimal: {
    takes: 'word',
    name: marked('a decimal number'),
    // Up to five digits before the point and two behind it, as named reads them.
    fits: ({ text }) => /^(?:\d{1,5}(?:\.\d{0,2})?|\.\d{1,2})$/.test(text),
    looks: /^[\d.]/,
    spelt: '<fixedpoint>',
    example: '0.1',
  },
  ipv4: {
    takes: 'word',
    name: marked('an IPv4 address'),
    fits: ({ text }) => parseIpv4(text) !== undefined,
    looks: /^[\d.]+$/,
    spelt: '<ipv4_address>',
    example: '192.0.2.1',
    hasAddresses: true,
  },
  ipv6: {
    takes: 'word',
    name: marked('an IPv6 address'),
    fits: ({ text }) => parseIpv6(before(text, '%')) !== undefined,
    looks: /:/,
    spelt: '<ipv6_address>',
    example: '2001:db8::1',
    hasAddresses: true,
  },
  prefix: {
    takes: 'word',
    name: marked('an address or prefix'),
    fits: (word) => readMatchWord(word).kind === 'prefix',
    looks: /[\d:]/,
    spelt: '<netprefix>',
    example: '192.0.2.0/24',
  },
  class: {
    takes: 'word',
    name: marked('a class such as IN'),
    fits: ({ text }) => isClass(text),
    looks: CLASSES,
    spelt: '<class>',
    example: 'IN',
    words: [{ word: 'IN' }, { word: 'CH' }, { word: 'HS' }],
    isSeldom: true,
  },
  facility: {
    takes: 'word',
    name: marked('a syslog facility'),
    mayBeQuoted: true,
    fits: () => true,
    spelt: '<syslog_facility>',
    example: 'daemon',
    words: FACILITIES.map((word) => ({ word })),
  },
  severity: {
    takes: 'word',
    fits: ({ text }) => SEVERITIES.some(({ word }) => word === text.toLowerCase()),
    spelt: '<log_severity>',
    example: 'info',
    words: SEVERITIES,
    further: {
      count: ({ text }, next) => (text.toLowerCase() === 'debug' && next && LEVEL.test(next.text) ? 1 : 0),
      name: marked('a number'),
      fits: ({ text }) => LEVEL.test(text) && Number(text) <= MAX_NUMBER,
    },
  },
  portrange: {
    takes: 'word',
    name: marked('a port from 0 to 65535, or range and two ports'),
    fits: (word) => isRange(word) || isPort(word),
    spelt: '<portrange>',
    example: '1024',
    further: {
      count: (word) => (isRange(word) ? 2 : 0),
      name: marked('a port from 0 to 65535'),
      fits: isPort,
    },
  },
  key: {
    takes: 'word',
    name: marked('a name'),
    mayBeQuoted: true,
    fits: () => true,
    spelt: '<server_key>',
    example: 'key',
    orBlock: true,
  },
  'match-list': {
    takes: 'block',
    spelt: '{ <address_match_element>; ... }',
    keywords: ['key'],
    hasAddresses: true,
  },
  servers: {
    takes: 'block',
    element: '( <ipv4> [ port <port> ] | <ipv6> [ port <port> ] | <string> ) [ key <string> ] [ tls <string> ]',
    spelt:
      '{ ( <remote-servers> | <ipv4_address> [ port <integer> ] | <ipv6_address> [ port <integer> ] ) [ key <string> ] [ tls <string> ]; ... }',
    keywords: ['port', 'key', 'tls'],
    hasAddresses: true,
  },
  statements: { takes: 'block', spelt: '...' },
  text: { takes: 'rest', spelt: '<unspecified-text>' },
  types: { takes: 'rest', spelt: '<rrtypelist>' },
} as const satisfies Readonly<Record<string, WordKind | BlockKind | RestKind>>;

/** The name of a kind, as it stands in a grammar between `<` and `>`. */
export type ValueKind = keyof typeof VALUE_KINDS;

/** What is known of a kind. */
export function kindRow(kind: ValueKind): WordKind | BlockKind | RestKind {
  return VALUE_KINDS[kind];
}

/** Whether named takes a word for a value of a kind. */
export function fitsKind({ fits, mayBeQuoted }: WordKind, word: WrittenWord): boolean {
  return (mayBeQuoted === true || !word.quoted) && fits(word);
}

/** Whether a word is the name of a kind. */
export function isValueKind(name: string): name is ValueKind {
  return Object.hasOwn(VALUE_KINDS, name);
}
