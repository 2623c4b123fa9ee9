/**
 * What a text looks like, by its beginning: records of a zone, statements of named.conf, or neither. One scan over at most 4,096 characters,
 * line by line, each word looked at once: what a file holds cannot make it slow.
 */
import { STATEMENTS } from '../conf/statements.ts';
import { typeCodeAt } from '../dns/types.ts';

/**
 * - zone: records with an SOA, or what a program writes before it (`; <<>> DiG`, `$TTL` and records)
 * - zone-part: records without an SOA, such as a file for `$INCLUDE`
 * - named-conf: statements of named.conf or rndc.conf
 * - other: text that is neither
 * - empty: nothing but white space and comments that both languages or none could have
 * - binary: octets that no text has
 * - raw-zone: a zone in BIND's raw format (named-compilezone -F raw)
 */
export type Looks = 'zone' | 'zone-part' | 'named-conf' | 'other' | 'empty' | 'binary' | 'raw-zone';

/** Characters that are looked at. */
export const SNIFFED = 4096;
/** Control characters that a text may have by mistake. */
const CONTROLS = 3;
/** Lines with content that are looked at. */
const LINES = 80;

/** Evidence of a line: for a zone, for named.conf, against both. */
interface Tally {
  records: number;
  soa: boolean;
  directives: number;
  /** Lines that only a program of the DNS writes into a zone file. */
  signature: boolean;
  statements: number;
  /** Lines that go with named.conf: comments of its kinds, ends in `;`, `{` or `}`. */
  braces: number;
  /** Lines that end so outside of all braces, and begin with no statement of named.conf: those of other programs. */
  alien: number;
  /** Braces that are open. */
  open: number;
  other: number;
  /** Lines with a record's type and no data that fit it. */
  nearly: number;
  /** A line that only documents and scripts have: what stands between such lines is quoted. */
  quoting: boolean;
  lines: number;
}

const CONF_WORDS: ReadonlySet<string> = new Set(
  STATEMENTS.flatMap(({ name, clauses }) =>
    clauses.some((clause) => clause === 'top' || clause === 'rndc') ? [name] : [],
  ),
);
/** Statements that a part of a configuration begins with, apart from those at the top: `type primary;`, `recursion no;`. */
const INNER_WORDS: ReadonlySet<string> = new Set([...STATEMENTS.map(({ name }) => name), 'include']);

/** What a text looks like by its first lines. `text` may be longer; the rest is not looked at. */
export function looksOf(text: string): Looks {
  const head = text.slice(0, SNIFFED);
  const control = controlIn(head);
  if (control !== undefined) return control;
  const tally = count(head, text.length > SNIFFED);
  if (tally.quoting) return 'other';
  const zone = tally.records + tally.directives;
  const conf = tally.statements;
  if (tally.signature || (tally.soa && zone >= conf && zone >= tally.other)) return 'zone';
  if (conf > tally.alien && conf >= zone && conf + tally.braces >= tally.other) return 'named-conf';
  if (zone > 0 && zone >= tally.other + tally.braces)
    return tally.directives > 0 && tally.records === 0 ? 'zone' : 'zone-part';
  if (tally.lines === 0) return 'empty';
  return 'other';
}

/** Lines that have to be something else before it is said that a file is: one or two may be slips. */
const FOREIGN_LINES = 3;

/** True for a document or a script, and where no line of the beginning is a record or a directive, or was meant to be one, and there are some lines. */
export function isForeign(text: string): boolean {
  const { records, directives, nearly, lines, quoting } = count(text.slice(0, SNIFFED), text.length > SNIFFED);
  return quoting || (lines >= FOREIGN_LINES && records + directives + nearly === 0);
}

/** BIND's raw format begins with its number in four octets (2, or 3 for the map format of older releases), then a version in four more. */
export function isRawZone(head: string): boolean {
  return head.startsWith('\0\0\0\u0002\0\0\0') || head.startsWith('\0\0\0\u0003\0\0\0');
}

/** Binary where characters stand that no text has, more than a slip of the keyboard leaves. */
function controlIn(head: string): 'binary' | 'raw-zone' | undefined {
  if (isRawZone(head)) return 'raw-zone';
  let controls = 0;
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i);
    if (code < 0x20 && (code < 0x09 || code > 0x0d)) controls++;
  }
  return controls > CONTROLS && controls * 100 > head.length ? 'binary' : undefined;
}

function count(head: string, isCut: boolean): Tally {
  const tally: Tally = {
    records: 0,
    soa: false,
    directives: 0,
    signature: false,
    statements: 0,
    braces: 0,
    alien: 0,
    open: 0,
    other: 0,
    nearly: 0,
    quoting: false,
    lines: 0,
  };
  let start = head.charCodeAt(0) === 0xfeff ? 1 : 0;
  /** Open parentheses of a record. */
  let depth = 0;
  let inComment = false;
  /** In a quoted text that began on a line before, such as the key of a trust anchor. */
  let inQuotes = false;
  let seen = 0;
  while (start < head.length && seen < LINES) {
    let end = head.indexOf('\n', start);
    if (end < 0) {
      // A line that was cut says nothing, unless it is all there is.
      if (isCut && seen > 0) break;
      end = head.length;
    }
    const line = head.slice(start, end);
    start = end + 1;
    if (isQuoting(line, tally.lines === 0 && seen === 0)) tally.quoting = true;
    if (inComment) {
      inComment = !line.includes('*/');
      continue;
    }
    if (inQuotes) {
      inQuotes = !line.includes('"');
      continue;
    }
    const words = wordsOf(line);
    inQuotes = isOpenQuote(words.at(-1));
    if (words.length === 0) {
      // Further below it is quoted, as in a page about DNS.
      if (tally.lines === 0 && isSignature(line)) tally.signature = true;
      continue;
    }
    seen++;
    if (depth > 0) {
      depth += parentheses(words);
      if (depth > 0 || !endsLikeConf(words)) continue;
      depth = 0;
    }
    const [first] = words;
    if (first.startsWith('/*')) {
      tally.braces++;
      inComment = !line.includes('*/');
      continue;
    }
    if (first.startsWith('//')) {
      tally.braces++;
      continue;
    }
    // A mark that begins comments in so many languages says nothing.
    if (first.startsWith('#')) continue;
    tally.lines++;
    take(tally, line, words);
    if (tally.records > 0) depth = Math.max(0, parentheses(words));
  }
  return tally;
}

/** True for the first line of a script (`#!`) or of a page with a head (`---`), for the fence around code in Markdown, and for `<<EOF` in a shell's script. */
function isQuoting(line: string, isFirst: boolean): boolean {
  if (/^\s*(?:```|~~~)/.test(line) || /^[^;"]*<<[-~]?['"]?[A-Za-z_]{2}/.test(line)) return true;
  return isFirst && /^(?:#!|---\s*$)/.test(line);
}

/** Adds what a line says. */
function take(tally: Tally, line: string, words: readonly string[]): void {
  const first = words[0].toLowerCase();
  if (DIRECTIVES.has(first)) {
    tally.directives++;
    return;
  }
  const isConf = endsLikeConf(words);
  if (isConf && tally.open === 0 && /^[a-z][\w-]*;?$/.test(first) && !INNER_WORDS.has(first)) tally.alien++;
  tally.open = Math.max(0, tally.open + braces(words));
  const type = isConf && words.length < 4 ? undefined : recordType(line, words);
  if (type !== undefined) {
    tally.records++;
    if (type === 'SOA') tally.soa = true;
    return;
  }
  if (hasType(line, words) || /^\$[A-Z]+$/.test(words[0])) tally.nearly++;
  if (isConf || CONF_WORDS.has(first)) {
    if (isConf && (CONF_WORDS.has(first) || INNER_WORDS.has(first)) && isStatement(words)) tally.statements++;
    else if (isConf) tally.braces++;
    else if (words.length <= 3 && (words.length === 1 || words[1].startsWith('"'))) tally.braces++;
    else tally.other++;
    return;
  }
  tally.other++;
}

const DIRECTIVES: ReadonlySet<string> = new Set(['$origin', '$ttl', '$include', '$generate']);

/** What programs write at the top of zone files: dig, and `; zone: example.com` for people. */
function isSignature(line: string): boolean {
  const text = line.trimStart();
  if (text.startsWith('; <<>> DiG')) return true;
  return /^;+ {0,8}zone: {0,8}[\w.-]/i.test(text);
}

function isOpenQuote(word: string | undefined): boolean {
  return word?.startsWith('"') === true && word.indexOf('"', 1) < 0;
}

/** The words of a line without the comment behind `;` that a zone file has. Quoted text is one word; a `;` behind a word stays with it. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const char = line[at];
    if (char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f') {
      at++;
      continue;
    }
    // Between words it begins a comment of a zone file; at the end it ends a statement.
    if (char === ';') {
      if (words.length > 0 && line.slice(at + 1).trim() === '') words.push(';');
      break;
    }
    if (isConfComment(line, at) && words.length > 0 && endsLikeConf(words)) break;
    const start = at;
    if (char === '"') {
      at = line.indexOf('"', at + 1);
      at = at < 0 ? line.length : at + 1;
      if (line[at] === ';') at++;
    } else while (at < line.length && !' \t\r'.includes(line[at])) at++;
    words.push(line.slice(start, at));
  }
  return words;
}

/** True where a comment of named.conf begins. */
function isConfComment(line: string, at: number): boolean {
  return line[at] === '#' || (line[at] === '/' && (line[at + 1] === '/' || line[at + 1] === '*'));
}

function parentheses(words: readonly string[]): number {
  let depth = 0;
  for (const word of words) {
    if (word.startsWith('"')) continue;
    for (const char of word) depth += char === '(' ? 1 : char === ')' ? -1 : 0;
  }
  return depth;
}

/** How many more braces a line opens than it closes. */
function braces(words: readonly string[]): number {
  let open = 0;
  for (const word of words) {
    if (word.startsWith('"')) continue;
    for (const char of word) open += char === '{' ? 1 : char === '}' ? -1 : 0;
  }
  return open;
}

/** True where a line ends as the lines of a configuration do: in a semicolon or a brace. */
function endsLikeConf(words: readonly string[]): boolean {
  const last = words[words.length - 1];
  return last.endsWith(';') || last.endsWith('{') || last.endsWith('}');
}

/** True where the words behind a statement's name are values: other languages have `include`, `key` and `type` too, and `=`, `(` and `<` behind them. */
function isStatement(words: readonly string[]): boolean {
  return words.every((word) => word.startsWith('"') || !/[=()<>$]/.test(word));
}

/** The type of the record that a line is; undefined where it is none. */
function recordType(line: string, words: readonly string[]): string | undefined {
  const hasOwner = line[0] !== ' ' && line[0] !== '\t';
  for (let at = hasOwner ? 1 : 0; at < words.length && at <= 3; at++) {
    const word = words[at];
    if (typeCodeAt(word, 0, word.length) >= 0) {
      const type = word.toUpperCase();
      if (fits(type, words.slice(at + 1))) return type;
    }
    if (!isTtlOrClass(word)) return undefined;
  }
  return undefined;
}

/** True where a class or a type in capitals stands where a record has it. */
function hasType(line: string, words: readonly string[]): boolean {
  const hasOwner = line[0] !== ' ' && line[0] !== '\t';
  for (let at = hasOwner ? 1 : 0; at < words.length && at <= 3; at++) {
    const word = words[at];
    if (word === 'IN' || (typeCodeAt(word, 0, word.length) >= 0 && word === word.toUpperCase())) return true;
    if (!isTtlOrClass(word)) return false;
  }
  return false;
}

function isTtlOrClass(word: string): boolean {
  return (
    /^(?:in|ch|hs|class\d{1,5}|\d{1,10}|(?:\d{1,8}[smhdw]){1,5}|\[age:\d{1,8}\])$/i.test(word) || isPlaceholder(word)
  );
}

/** True where RDATA could be that of the type: English has lines such as `What a day`. */
function fits(type: string, data: readonly string[]): boolean {
  if (data.length === 0) return false;
  const [first] = data;
  if (isPlaceholder(first)) return true;
  switch (type) {
    case 'A':
      return /^\d{1,3}(?:\.|$)/.test(first);
    case 'AAAA':
      return first.includes(':') || /^[\da-f.]+$/i.test(first);
    case 'NS':
    case 'CNAME':
    case 'PTR':
    case 'DNAME':
      return data.length === 1 || data[1].startsWith('(') || data[1] === ')';
    case 'MX':
    case 'SRV':
    case 'CAA':
    case 'DS':
    case 'DNSKEY':
    case 'TLSA':
    case 'SSHFP':
    case 'HTTPS':
    case 'SVCB':
    case 'NAPTR':
      return /^[\d("]/.test(first);
    case 'SOA':
      return data.length >= 2;
    case 'TXT':
    case 'SPF':
    case 'HINFO':
      return first.startsWith('"') || first.startsWith('(') || data.length === 1;
    default:
      return /^[\w"\\(.+*/-]/.test(first);
  }
}

/** True where a word is one that a program fills in: `{{ ip }}`, `@@IP@@`, `@IP@`, `%IP%`, `${IP}`, `$ADDRESS`, `<%= ip %>`, `__IP__`. */
function isPlaceholder(word: string): boolean {
  return /^(?:\{\{|\{%|<[%\w]|@@|@[A-Z][A-Z0-9_]{2,64}@|\$\{|\$[A-Z][A-Z0-9_]{2}|%[A-Za-z_]|__[A-Z])/.test(word);
}
