/**
 * The secrets in a configuration's text, found among its tokens, so that nothing that is shown repeats one: not even where a word is misspelt, or a
 * brace, a quote or the word `secret` was lost. Public keys are no secrets.
 */
import { lex, TokenKind, type Tokens, unquote } from './lexer.ts';
import type { ConfTree } from './tree.ts';

/** The statements whose values nobody is to see: shared secrets, and PINs of hardware tokens. */
const SECRET_STATEMENTS = /^(?:.+-)?secret$|^pkcs11-uri$/;

/** What `secret` becomes by one slip of the fingers, or two that change places. */
const MISSPELT =
  /^(?:[a-z]?ecret|s[a-z]?cret|se[a-z]?ret|sec[a-z]?et|secr[a-z]?t|secre[a-z]?|[a-z]secret|s[a-z]ecret|se[a-z]cret|sec[a-z]ret|secr[a-z]et|secre[a-z]t|secret[a-z]|escret|sceret|sercet|secert|secrte)$/;

/** Clauses and words behind which keys are public. */
const PUBLIC = /^(?:trust-anchors|managed-keys|trusted-keys|dnssec-keys|(?:initial|static)-(?:key|ds))$/;

/** Statements whose value is a path, which may look like base64. */
const PATHS =
  /^(?:file|directory|include|path|database|library|socket|unix|journal|plugin)$|-(?:file|directory|path|list)$/;

/** The names of algorithms. */
const ALGORITHM = /^(?:hmac.*|(?:hmac-)?(?:md5|sha\d+)(?:[-.].*)?)$/i;
/** Keywords, and what could be one that is misspelt. */
const KEYWORD = /^(?:[A-Za-z]?[a-z-]*|[A-Z-]{1,15}|=)$/;

/** Characters of a secret that must not be shown in a row; shorter words have too little to tell. */
const PIECE = 8;
const SHORTEST = 6;
/** Base64 of fewer characters than this is taken for a name, where no secret is expected. */
const SHORTEST_ENCODED = 16;
/** What is shown in place of a secret. */
const MASK = '...';

/** A secret: its token, or its part of a comment. */
interface SecretPlace {
  readonly start: number;
  readonly end: number;
  readonly inComment: boolean;
}

/** True for a statement whose value is secret, by its name in lower case. */
export function isSecretStatement(name: string): boolean {
  return SECRET_STATEMENTS.test(name);
}

interface Secrets {
  /** The words, without their quotes. */
  readonly words: ReadonlySet<string>;
  /** Every row of PIECE characters in them, in lower case, and words that are shorter than that. */
  readonly pieces: ReadonlySet<string>;
  readonly short: readonly string[];
}

const known = new WeakMap<ConfTree, Secrets>();

function secretsIn(tree: ConfTree): Secrets {
  const found = known.get(tree);
  if (found) return found;
  const made = secretsFrom(placesOf(tree.text, tree.tokens).map(({ start, end }) => tree.text.slice(start, end)));
  known.set(tree, made);
  return made;
}

function secretsFrom(texts: readonly string[]): Secrets {
  const words = new Set<string>();
  const pieces = new Set<string>();
  const short: string[] = [];
  for (const text of texts) {
    const word = text.startsWith('"') ? unquote(text) : text;
    words.add(word);
    const lower = lowered(word);
    if (lower.length < PIECE) short.push(lower);
    for (let at = 0; at + PIECE <= lower.length; at++) pieces.add(lower.slice(at, at + PIECE));
  }
  return { words, pieces, short };
}

/** In lower case, as keywords are told; the letters that are longer then stay. */
function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** The words of a file that are secret, or could be. */
export function secretsOf(tree: ConfTree): ReadonlySet<string> {
  return secretsIn(tree).words;
}

/** True where a text holds a secret of the file, or a piece of one. */
export function holdsSecret(text: string, tree: ConfTree): boolean {
  return maskedBy(text, secretsIn(tree)) !== text;
}

/** A text that is shown, with `...` for what it has of the secrets in these files. */
export function maskSecrets(text: string, trees: Iterable<ConfTree>): string {
  let masked = text;
  for (const tree of trees) masked = maskedBy(masked, secretsIn(tree));
  return masked;
}

function maskedBy(text: string, { pieces, short }: Secrets): string {
  if (pieces.size === 0 && short.length === 0) return text;
  const lower = lowered(text);
  let masked = '';
  let at = 0;
  for (let i = 0; i < lower.length; ) {
    const length = lengthAt(lower, i, pieces, short);
    if (length > 0) {
      masked += text.slice(at, i) + MASK;
      at = i + length;
      i = at;
    } else i++;
  }
  return masked + text.slice(at);
}

/** The length of the piece of a secret that begins at an offset; 0 where none does. */
function lengthAt(lower: string, start: number, pieces: ReadonlySet<string>, short: readonly string[]): number {
  let end = start;
  while (pieces.has(lower.slice(end, end + PIECE))) end++;
  if (end > start) return end - start + PIECE - 1;
  return short.find((word) => lower.startsWith(word, start))?.length ?? 0;
}

/** The text of a configuration with `...` for its secrets, for screens and logs. Its lines stay. */
export function withoutSecrets(text: string): string {
  let masked = '';
  let at = 0;
  for (const { start, end, inComment } of placesOf(text, lex(text))) {
    const lines = text.slice(start, end).replace(/[^\n]+/g, '');
    masked += `${text.slice(at, start)}${inComment ? MASK : `"${MASK}"`}${lines}`;
    at = end;
  }
  return masked + text.slice(at);
}

/** Where the secrets of a text stand, from top to bottom. */
function placesOf(text: string, tokens: Tokens): SecretPlace[] {
  const { kinds, starts, count } = tokens;
  const places: SecretPlace[] = [];
  /** The first words of the clauses around a token. */
  const clauses: string[] = [];
  /** The first word of the statement, and the last one before the token. */
  let first = '';
  let last = '';
  let isPublic = false;
  /** Behind the word `secret`, up to the end of a statement that has a value. */
  let isAwaited = false;
  let hasValue = false;
  for (let i = 0; i < count; i++) {
    const kind = kinds[i];
    const start = starts[i];
    const end = starts[i + 1];
    if (kind === TokenKind.space) continue;
    if (kind === TokenKind.comment) {
      addFromComment(text, start, end, places);
      continue;
    }
    if (kind === TokenKind.open) clauses.push(first);
    else if (kind === TokenKind.close) clauses.pop();
    if (kind !== TokenKind.word && kind !== TokenKind.quoted) {
      // Base64 has slashes, and the lexer takes one for itself; a semicolon right behind `secret` is a slip.
      if (kind === TokenKind.slash || kind === TokenKind.not) continue;
      if (kind !== TokenKind.semicolon || hasValue) isAwaited = false;
      first = '';
      last = '';
      isPublic = false;
      continue;
    }
    const isQuoted = kind === TokenKind.quoted;
    const from = isQuoted ? start + 1 : start;
    const to = isQuoted && end - start > 1 && text[end - 1] === '"' ? end - 1 : end;
    const isInKey = clauses.at(-1) === 'key' && first !== 'key';
    const isSecret = isAwaited
      ? isValue(text.slice(from, to), isQuoted)
      : isInKey
        ? isKeyValue(text.slice(from, to))
        : !isPublic && isEncoded(text, from, to) && !PUBLIC.test(clauses.at(-1) ?? '') && !PATHS.test(last);
    if (isSecret) {
      places.push({ start, end, inComment: false });
      hasValue = true;
      continue;
    }
    // Long words are neither keywords nor slips of one.
    const word = to - from > 40 ? '' : text.slice(from, to).toLowerCase();
    if (first === '') first = word;
    last = word;
    const { length } = word;
    if (length >= 9 && length <= 13 && PUBLIC.test(word)) isPublic = true;
    const isSlip = length >= 5 && length <= 7 && MISSPELT.test(word);
    if (isSlip || ((word.endsWith('secret') || word.startsWith('pkcs11')) && isSecretStatement(word))) {
      isAwaited = true;
      hasValue = false;
    }
  }
  return places;
}

/** True for a word that can be a secret behind the word `secret`: everything in quotes, and what is no keyword. */
function isValue(word: string, isQuoted: boolean): boolean {
  return word.length >= SHORTEST && !ALGORITHM.test(word) && (isQuoted || !KEYWORD.test(word));
}

/** True for a word that can be a secret in a key clause, where names of zones and files stand as well when its brace is lost. */
function isKeyValue(word: string): boolean {
  return (
    isValue(word, false) &&
    /^[A-Za-z0-9+/= ]+$/.test(word) &&
    !(word.length < SHORTEST_ENCODED && /^[a-z]*\d*$/.test(word))
  );
}

/**
 * True for what has no meaning but as base64: it is padded, or capitals, small letters and digits change places in it as they do in no name.
 * It is asked of every word of a file, and mostly ends at the first dot.
 */
function isEncoded(text: string, from: number, to: number): boolean {
  if (to - from < SHORTEST_ENCODED) return false;
  let seen = 0;
  let changes = 0;
  let before = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === 0)
      return code === 0x3d && at >= from + SHORTEST_ENCODED - 2 && to - at <= 2 && (seen & (seen - 1)) !== 0;
    if (before !== 0 && kind !== before) changes++;
    before = kind;
    seen |= kind;
  }
  const length = to - from;
  if ((seen & 7) !== 7 || length % 4 !== 0) return false;
  return changes >= length * (length >= 32 ? 0.25 : 0.38);
}

/** 1 for a capital, 2 for a small letter, 4 for a digit, 8 for `+` and `/`; 0 for what base64 does not have. */
function kindOf(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return 1;
  if (code >= 0x61 && code <= 0x7a) return 2;
  if (code >= 0x30 && code <= 0x39) return 4;
  return code === 0x2b || code === 0x2f ? 8 : 0;
}

/** Comments hold statements that were put out of force, and their secrets are secrets still. */
function addFromComment(text: string, start: number, end: number, places: SecretPlace[]): void {
  const isBlock = text.startsWith('/*', start);
  const from = start + (isBlock || text.startsWith('//', start) ? 2 : 1);
  const to = isBlock && text.startsWith('*/', end - 2) ? end - 2 : end;
  const whole = text.slice(from, Math.max(from, to));
  if (!MAY_HOLD_SECRET.test(whole)) return;
  // A comment in a comment is read like the rest of it.
  const inner = whole.replace(/#|\/[/*]/g, (mark) => ' '.repeat(mark.length));
  for (const place of placesOf(inner, lex(inner))) {
    places.push({ start: from + place.start, end: from + place.end, inComment: true });
  }
}

const MAY_HOLD_SECRET = /se?[a-z]?c|key|[a-z0-9+/]{16}/i;
