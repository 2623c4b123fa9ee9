/**
 * Marks that a program fills in before a name server reads the file: Jinja, ERB, Go templates, m4, `@@KEY@@`, `@KEY@`, `%KEY%`, `${KEY}`, `$KEY`, `__KEY__`; and
 * files that are kept encrypted, which a program decrypts before.
 */
import type { Chunk, TextBuffer } from './buffer.ts';

/** What a mark may begin with; each is looked for by the machine's own search, so that files without any cost nearly nothing. */
const STARTS: readonly { readonly start: string; readonly mark: RegExp }[] = [
  // A list in a list of named.conf may open with two braces too: it has semicolons in it.
  { start: '{{', mark: /^\{\{[^{};\n]{1,64}\}\}/ },
  { start: '{%', mark: /^\{%[-+\s\w]/ },
  { start: '{#', mark: /^\{#[\s\w-]/ },
  { start: '<%', mark: /^<%[-=#\s\w]/ },
  // Autoconf's have one: three letters at least, since `@` alone is a name.
  { start: '@', mark: /^@(?:@\w{1,64}@|[A-Z][A-Z0-9_]{2,64})@/ },
  { start: '${', mark: /^\$\{[A-Za-z_][\w.]{0,64}\}/ },
  // Variables of a shell, as envsubst fills them in.
  { start: '$', mark: /^\$[A-Z][A-Z0-9_]{2,64}\b/ },
  { start: '%', mark: /^%[A-Z][A-Z0-9_]{1,64}%/ },
  // `<your-domain>`, and words such as SERIALPLACEHOLDER.
  { start: '<', mark: /^<[A-Za-z][\w .-]{0,48}>/ },
  { start: 'PLACEHOLDER', mark: /^PLACEHOLDER/ },
  { start: 'FIXME', mark: /^FIXME(?:_\w{1,64})?/ },
  { start: 'CHANGE', mark: /^CHANGE_?(?:ME|THIS)\b/ },
  { start: '__', mark: /^__[A-Z][A-Z0-9_]{0,64}__/ },
];

/** How a file begins that is encrypted, and what encrypts it. */
const SEALS: readonly { readonly by: string; readonly head: RegExp }[] = [
  { by: 'SOPS', head: /^\s{0,8}\{\s{0,8}"data":\s{0,8}"ENC\[AES256_GCM,/ },
  { by: 'Ansible Vault', head: /^\$ANSIBLE_VAULT;/ },
  { by: 'git-crypt', head: /^\0GITCRYPT\0/ },
  { by: 'age', head: /^(?:age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/ },
  { by: 'OpenPGP', head: /^-----BEGIN PGP MESSAGE-----/ },
];

/** What a text is encrypted by, such as `SOPS`; undefined where it is not. */
export function sealOf(text: string): string | undefined {
  const head = text.slice(0, LONGEST);
  return SEALS.find((seal) => seal.head.test(head))?.by;
}

const BACKSLASH = 0x5c;
/** Longest mark that is looked at. */
const LONGEST = 72;

/** Offset of the first mark in a text outside of comments and, for zones, of quoted text and directives; -1 where there is none. */
function firstMark(text: string, language: TemplateLanguage): number {
  let first = -1;
  for (const { start, mark } of STARTS) {
    const asides = new Asides(text, language);
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + start.length)) {
      if (first >= 0 && at >= first) break;
      if (text.charCodeAt(at - 1) === BACKSLASH || !mark.test(text.slice(at, at + LONGEST))) continue;
      if (asides.isComment(at)) continue;
      if (language === 'zone' && (asides.isQuoted(at) || (start === '$' && isDirective(text, at)))) continue;
      first = at;
    }
  }
  return first;
}

const DIRECTIVE = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE|DATE)\b/;

/** True where a word with a dollar sign that begins a line of a zone is a directive: a misspelt one has no underscore, and one behind white space is none. */
function isDirective(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const word = text.slice(offset, offset + LONGEST);
  return before === '' ? !/^\$[A-Z0-9]{1,64}_/.test(word) : before.trim() === '' && DIRECTIVE.test(word);
}

/** What in a text is comment or in quotes. It is asked of offsets in rising order, so that each character is looked at twice at most: a line may be long. */
class Asides {
  readonly #text: string;
  readonly #comment: string;
  #at = 0;
  #isComment = false;
  #isQuoted = false;

  constructor(text: string, language: TemplateLanguage) {
    this.#text = text;
    this.#comment = language === 'zone' ? ';' : '//';
  }

  /** Goes on to an offset. */
  #goTo(offset: number): void {
    const text = this.#text;
    let line = offset;
    while (line > this.#at && text[line - 1] !== '\n') line--;
    if (line > this.#at) {
      this.#at = line;
      this.#isComment = false;
      this.#isQuoted = false;
    }
    for (; this.#at < offset && !this.#isComment; this.#at++) {
      const char = text[this.#at];
      if (char === '\\') this.#at++;
      else if (char === '"') this.#isQuoted = !this.#isQuoted;
      else this.#isComment = !this.#isQuoted && text.startsWith(this.#comment, this.#at);
    }
    this.#at = Math.max(this.#at, offset);
  }

  isComment(offset: number): boolean {
    this.#goTo(offset);
    return this.#isComment;
  }

  isQuoted(offset: number): boolean {
    this.#goTo(offset);
    return this.#isQuoted;
  }
}

/** The languages of files that may be templates. */
export type TemplateLanguage = 'zone' | 'named-conf';

/** A mark as it is shown. */
export interface TemplateMark {
  /** Offset in the text. */
  readonly start: number;
  readonly text: string;
  /** What the file is encrypted by; the mark is the line that says so. */
  readonly sealedBy?: string;
}

/** UTF-16 units of a text that are looked at: what is long was made by a program, and a template that makes it is short. */
const LOOKED_AT = 262_144;

/** The first mark in the beginning of a text; undefined where there is none. */
export function markIn(whole: string, language: TemplateLanguage): TemplateMark | undefined {
  const sealedBy = sealOf(whole);
  if (sealedBy) return { start: 0, text: whole.slice(0, LONGEST).split('\n', 1)[0], sealedBy };
  const text = whole.slice(0, LOOKED_AT);
  const start = firstMark(text, language);
  return start < 0 ? undefined : { start, text: shownMark(text, start) };
}

/** A mark up to where it is closed on its line; its first word where it is not. */
function shownMark(text: string, start: number): string {
  const line = text.slice(start, start + 2 * LONGEST).split('\n', 1)[0];
  const closing = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>', '${': '}' }[line.slice(0, 2)];
  const close = closing === undefined ? -1 : line.indexOf(closing, 2);
  if (closing !== undefined && close >= 0) return line.slice(0, close + closing.length);
  return /^(?:@@?\w+@@?|%\w+%|__\w+?__|\S+)/.exec(line)?.[0] ?? line;
}

/** Stands for a chunk without a mark. */
const NONE = -1;

/** What was found in chunks; few change from one edit to the next. */
const known = {
  zone: new WeakMap<Chunk, TemplateMark | typeof NONE>(),
  'named-conf': new WeakMap<Chunk, TemplateMark | typeof NONE>(),
};

/** The chunks of a text when it last had no mark, by language: of a large one an edit leaves all but one or two. */
const clean = {
  zone: new WeakMap<TextBuffer, readonly Chunk[]>(),
  'named-conf': new WeakMap<TextBuffer, readonly Chunk[]>(),
};

/**
 * The first mark of a template in a file's text; undefined where there is none. In a zone file quoted text does not count: `%{i}` and `{{` may
 * stand in what is published. In a configuration it does, since paths and names are quoted there.
 */
export function templateMark(buffer: TextBuffer, language: TemplateLanguage): TemplateMark | undefined {
  const { chunks } = buffer;
  const before = clean[language].get(buffer) ?? [];
  const most = Math.min(before.length, chunks.length);
  let first = 0;
  while (first < most && before[first] === chunks[first]) first++;
  let same = 0;
  while (same < most - first && before[before.length - 1 - same] === chunks[chunks.length - 1 - same]) same++;
  for (let i = first; i < chunks.length - same; i++) {
    const mark = markOf(chunks[i], language);
    if (mark) return { ...mark, start: buffer.chunkStart(i) + mark.start };
  }
  // An edit changes the list in place.
  clean[language].set(buffer, chunks.slice());
  return undefined;
}

/** The first mark in a chunk. */
function markOf(chunk: Chunk, language: TemplateLanguage): TemplateMark | undefined {
  let mark = known[language].get(chunk);
  if (mark === undefined) {
    mark = markIn(chunk.text, language) ?? NONE;
    known[language].set(chunk, mark);
  }
  return mark === NONE ? undefined : mark;
}

/** Stands for each character of a mark: a word of it is one that nothing is known of. */
export const UNKNOWN = '\ue000';

/** Marks by which lines come, go and repeat. */
const CONTROLS: readonly RegExp[] = [
  /\{[%#]|<%(?!=)|\{\{[-#/^]/,
  /\{\{ {0,8}(?:if|else|end|range|with|define|block|template|for|each)\b/,
  /^[ \t]{0,40}%/m,
  /^(?:define|undefine|ifdef|ifelse|include|changequote|divert|undivert)\(/m,
];

/**
 * A configuration with each mark as one unknown word of its length, so that everything stands where it stood; undefined where marks say which lines
 * there are, so that nothing is known of what named will read.
 */
export function withUnknownWords(text: string): string | undefined {
  if (sealOf(text) || CONTROLS.some((control) => control.test(text))) return undefined;
  const filled = STARTS.reduce((before, { start, mark }) => withoutMarks(before, start, mark), text);
  // A mark that is longer than any that is looked at may hold anything.
  return markIn(filled, 'named-conf') ? undefined : filled;
}

/** A text with the marks of one kind as unknown words. */
function withoutMarks(text: string, start: string, mark: RegExp): string {
  let filled = '';
  let from = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, from)) {
    const length = lengthOfMark(text.slice(at, at + LONGEST), start, mark);
    filled += text.slice(from, at) + (length > 0 ? UNKNOWN.repeat(length) : start);
    from = at + Math.max(length, start.length);
  }
  return filled + text.slice(from);
}

/** How long the mark is that a text begins with; 0 where there is none. */
function lengthOfMark(head: string, start: string, mark: RegExp): number {
  const found = mark.exec(head);
  if (!found || start !== '<%') return found?.[0].length ?? 0;
  const close = head.indexOf('%>');
  return close < 0 ? 0 : close + 2;
}
