/**
 * The texts that a user reads, in the user's language. Keys are the English texts with `{0}`, `{1}` for the values, as in the bundles
 * of `vscode.l10n`, so that one bundle serves client and server. Not `@vscode/l10n`: that one takes everything between two braces for
 * a place, and sentences on named.conf are full of braces.
 */

/** Translations by English text. */
export type Bundle = Readonly<Record<string, string>>;

let bundle: ReadonlyMap<string, string> = new Map();

/** Sets the translations that are used from now on; without them texts are English. */
export function useBundle(texts: Bundle | undefined): void {
  bundle = new Map(Object.entries(texts ?? {}));
}

/** The translations in use, for a thread that shows texts of its own. */
export function usedBundle(): Bundle {
  return Object.fromEntries(bundle);
}

/** Characters that change what a terminal or an editor shows of the text around them. */
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text without characters that a terminal obeys, or that turn the direction of writing: they are spelt, as `\x1b`. Lines and tabs stay. */
export function visible(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(INVISIBLE, (character) =>
    character === '\n' || character === '\t' ? character : spelt(character),
  );
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return isPlain(text) ? text : text.replace(INVISIBLE, spelt);
}

/** A cheap look: nothing but what ASCII has letters and signs for, as in most texts. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

function spelt(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

/** What is quoted of files and configurations is written by others. */
function quoted(value: string | number | undefined): string {
  return typeof value === 'string' ? visible(value) : String(value);
}

/** Tag of every text that is shown: t`The zone ${name} has no SOA.` */
export function t(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  if (bundle.size === 0) return parts.reduce((text, part, i) => `${text}${quoted(values[i - 1])}${part}`);
  const translation = bundle.get(parts.reduce((key, part, i) => `${key}{${i - 1}}${part}`));
  if (!translation) return parts.reduce((text, part, i) => `${text}${quoted(values[i - 1])}${part}`);
  return translation.replace(/\{(\d+)\}/g, (place, index) => quoted(values[Number(index)] ?? place));
}

/** A text of a table in the user's language. `npm run generate` finds it by `marked`, or by reading the table. */
export function translated(text: string): string {
  return bundle.get(text) || text;
}

declare const MARKED: unique symbol;
/** A text of a table that `npm run generate` finds: the type of tables that are written with `marked`. */
export type Marked = string & { readonly [MARKED]: true };

/** Says that a text in a table is shown by `translated`. */
export function marked(text: string): Marked {
  return text as Marked;
}

/** `1 record`, `2 records`; the nouns in the user's language. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return t`${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** `a, b or c`. */
export function either(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return t`${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
