import { readProjectFile } from './tokenize.ts';

/** A snippet as VS Code reads it from a snippet file. */
export interface Snippet {
  prefix: string | string[];
  description: string;
  body: string | string[];
}

/** The snippets in a file of the project, by their names. */
export function readSnippets(path: string): Map<string, Snippet> {
  return new Map(Object.entries(JSON.parse(readProjectFile(path)) as Record<string, Snippet>));
}

const VARIABLES: Record<string, string> = { CURRENT_YEAR: '2026', CURRENT_MONTH: '01', CURRENT_DATE: '31' };

/**
 * Expands a snippet's body as the editor does when the user accepts every default: a placeholder gives its default, a choice its
 * first item, a tab stop without either what an earlier one of the same number gave, a variable a fixed value.
 * Throws on an unknown variable and on an unclosed placeholder.
 */
export function expandSnippet(body: string | string[]): string {
  const text = Array.isArray(body) ? body.join('\n') : body;
  const values = new Map<string, string>();
  let at = 0;

  function expandUntil(closing: string | undefined): string {
    let out = '';
    while (at < text.length) {
      const char = text[at];
      if (char === '\\') {
        out += text[at + 1];
        at += 2;
      } else if (char === closing) {
        at++;
        return out;
      } else if (char === '$') {
        at++;
        out += expandVariable();
      } else {
        out += char;
        at++;
      }
    }
    if (closing) throw new Error(`unclosed placeholder in ${text}`);
    return out;
  }

  function expandVariable(): string {
    const braced = text[at] === '{';
    if (braced) at++;
    const name = /^(?:\d+|[A-Z_]+)/.exec(text.slice(at))?.[0];
    if (!name) throw new Error(`a $ that begins nothing in ${text}`);
    at += name.length;
    const stop = /^\d/.test(name);
    if (!stop && !(name in VARIABLES)) throw new Error(`unknown variable ${name}`);
    if (!braced) return stop ? (values.get(name) ?? '') : VARIABLES[name];
    if (text[at] === '|') {
      const end = text.indexOf('|}', at);
      if (end < 0) throw new Error(`unclosed choice in ${text}`);
      values.set(name, text.slice(at + 1, end).split(',')[0]);
      at = end + 2;
      return values.get(name)!;
    }
    const hasDefault = text[at] === ':';
    if (hasDefault) at++;
    const value = expandUntil('}');
    if (!stop) return VARIABLES[name];
    if (hasDefault) values.set(name, value);
    return values.get(name) ?? '';
  }

  return expandUntil(undefined);
}
