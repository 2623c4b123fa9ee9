/** A language for tests: every text in brackets with accents, so that what was not translated stands out. */
import { allTexts } from '../../../scripts/lib/l10n.ts';

const ACCENTS: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú' };

/** A text in the language; the places of values stay as they are. */
export function pseudo(text: string): string {
  return `⟦${text.replace(/\{\d+\}|[aeiou]/g, (part) => ACCENTS[part] ?? part)}⟧`;
}

/** The bundle of the language. */
export function pseudoBundle(): Record<string, string> {
  return Object.fromEntries(allTexts().map((text) => [text, pseudo(text)]));
}

/** What of a text stands outside of all brackets. */
export function untranslated(text: string): string {
  let depth = 0;
  let outside = '';
  for (const char of text) {
    if (char === '⟦') depth++;
    else if (char === '⟧') depth--;
    else if (depth === 0) outside += char;
  }
  return outside;
}
