/** The attributes and values of nsd.conf and unbound.conf: words, of which those that end in a colon are attributes; `#` begins a comment. */
import { INCLUDED_FILES, type ReadIncluded } from './otherServer.ts';

export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
}

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The attributes of a configuration, those of included files in the place of the include. */
export function attributesOf(text: string, included: ReadIncluded): Attribute[] {
  const found: Attribute[] = [];
  let left = INCLUDED_FILES;
  const read = (source: string): void => {
    for (const attribute of plainAttributes(source)) {
      if (attribute.name !== 'include' && attribute.name !== 'include-toplevel') {
        found.push(attribute);
        continue;
      }
      for (const path of attribute.values)
        for (const each of left > 0 ? included(path) : []) if (left-- > 0) read(each);
    }
  };
  read(text);
  return found;
}

function plainAttributes(text: string): Attribute[] {
  const found: { name: string; values: string[] }[] = [];
  for (const { text: word, isQuoted } of wordsOf(text)) {
    if (!isQuoted && word.endsWith(':')) found.push({ name: word.slice(0, -1).toLowerCase(), values: [] });
    else found.at(-1)?.values.push(word);
  }
  return found;
}

/** The words of a text, quotes taken off. A quote that is not closed ends with its line. */
export function* wordsOf(text: string): Iterable<Word> {
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    if (isSpace(sign)) at++;
    else if (sign === '#') at = endOf(text, at, '\n');
    else if (sign === '"' || sign === "'") {
      const line = endOf(text, at, '\n');
      const end = Math.min(endOf(text, at + 1, sign), line);
      yield { text: text.slice(at + 1, end), isQuoted: true };
      at = end === line ? end : end + 1;
    } else {
      const start = at;
      while (at < text.length && !isSpace(text[at]) && text[at] !== '#' && text[at] !== '"') at++;
      yield { text: text.slice(start, at), isQuoted: false };
    }
  }
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\t' || sign === '\n' || sign === '\r';
}

function endOf(text: string, from: number, sign: string): number {
  const end = text.indexOf(sign, from);
  return end < 0 ? text.length : end;
}
