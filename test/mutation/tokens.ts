/** The tokens of a source: what is code in it. Comments, and the inside of strings, templates and patterns, are no code. */

export type TokenKind = 'word' | 'number' | 'text' | 'sign';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The signs of more than one character, the longest first. */
const SIGNS = [
  ...['>>>=', '...', '===', '!==', '**=', '<<=', '>>=', '>>>', '&&=', '||=', '??='],
  ...['=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='],
  ...['<<', '>>', '**'],
];

/** Words after which a value follows, so that a slash opens a pattern and a minus is a sign of the value. */
const BEFORE_VALUE = new Set(
  'return typeof case in of new delete void throw do else yield await instanceof extends default'.split(' '),
);

const SPACE = /\s+/y;
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$]*/uy;
const NUMBER = /0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?n?/y;
const LINE_COMMENT = /\/\/.*/y;
const BLOCK_COMMENT = /\/\*.*?\*\//sy;
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/sy;
const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** The text of a template up to the value in it, or to its end. */
const TEMPLATE = /(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)/sy;

/** Whether a value ends with this token, so that an operator follows. */
export function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'word') return !BEFORE_VALUE.has(token.text);
  if (token.kind === 'sign') return token.text === ')' || token.text === ']';
  return !token.text.endsWith('${');
}

/** The tokens of JavaScript. The text of a template is one `text` token for each piece between its values. */
export function tokensOf(code: string): Token[] {
  const tokens: Token[] = [];
  /** For each open brace, whether it opened a value in a template. */
  const braces: boolean[] = [];
  let at = 0;
  const match = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    return pattern.test(code) ? pattern.lastIndex : -1;
  };
  const push = (kind: TokenKind, end: number) => {
    tokens.push({ kind, text: code.slice(at, end), start: at, end });
    at = end;
  };
  const template = (from: number) => {
    const end = match(TEMPLATE, from);
    if (end < 0) throw new Error(`a template without an end at ${at}`);
    if (code[end - 1] === '{') braces.push(true);
    push('text', end);
  };
  while (at < code.length) {
    const passed = Math.max(match(SPACE, at), match(LINE_COMMENT, at), match(BLOCK_COMMENT, at));
    if (passed > at) {
      at = passed;
      continue;
    }
    const character = code[at];
    if (character === '`') template(at + 1);
    else if (character === '}' && braces.pop()) template(at + 1);
    else if (character === "'" || character === '"') push('text', match(STRING, at));
    else if (character === '/' && !endsValue(tokens.at(-1)) && match(PATTERN, at) > 0) push('text', match(PATTERN, at));
    else if (match(WORD, at) > at) push('word', match(WORD, at));
    else if (/\d/.test(character)) push('number', match(NUMBER, at));
    else {
      if (character === '{') braces.push(false);
      push('sign', at + (SIGNS.find((sign) => code.startsWith(sign, at))?.length ?? 1));
    }
  }
  return tokens;
}
