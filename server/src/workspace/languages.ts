/**
 * What kind of file a file is. Its name decides only where it is nearly always ours (`named.conf`, `db.192.0.2`); other names that zones and
 * configurations have (`db.example.com`, `x.zone`, `intra.example`) are those of other things too, and its beginning decides.
 */
import type { TextBuffer } from '../text/buffer.ts';
import { baseName } from './paths.ts';
import { isForeign, looksOf, SNIFFED } from './sniff.ts';

export type Language = 'zone' | 'named-conf';

/** Names that nothing else has. */
const SURELY_CONF = /^(?:named\.conf(?:\.(?:options|local|default-zones))?|rndc\.(?:conf|key))$/i;
const SURELY_ZONE = /^(?:named\.(?:root|ca)|root\.hints|db\.\d[\d.]*|(?:db\.)?[\w.-]+\.(?:in-addr|ip6)\.arpa)$/i;
/** Names that ours and others have. */
const MAYBE_CONF = /^(?:named\.conf\.[\w.-]+|[\w.-]+\.named\.conf|named[\w-]*\.conf)$/i;
const MAYBE_ZONE = /^db\.[\w.:-]+$|\.(?:zone|zonefile|arpa|signed|rev|dns)$/i;
/** Names that mostly are those of others: they say nothing of an empty file. */
const RARELY_ZONE = /\.(?:db|hosts|inc)$/i;
/** Endings of copies that editors and packages leave, and of files of other languages, whatever is before the last dot. */
const NEVER: ReadonlySet<string> = new Set(
  [
    'jnl jbk bak bkp backup orig old rej save saved sav swp swo tmp disabled diff patch lock log',
    'dpkg-old dpkg-dist dpkg-new dpkg-bak ucf-old ucf-dist ucf-new rpmnew rpmsave rpmorig pacnew pacsave',
    'markdown mdx rmd rst adoc textile ipynb htm html css xml svg json jsonc json5 yml yaml toml ini csv tsv tex po',
    'js cjs mjs jsx ts cts mts tsx vue rb php go java kt scala groovy gradle swift cs cpp hh hpp hs ex exs nix bash zsh fish ps1 bat sql lua proto',
    'pp spec service feature',
    'j2 jinja jinja2 erb tmpl tpl mustache m4 epp',
    'png jpg jpeg gif ico pdf gz bz2 xz zst tar deb rpm exe dll class jar wasm db3 sqlite sqlite3',
    'pem crt cer p12 woff woff2 ttf mp3 mp4',
  ].flatMap((endings) => endings.split(' ')),
);

/** Endings of other files that are top-level domains as well: `db.example.rs` may be a zone, `db.rs` hardly. */
const BOTH = /\.(?:cc|in|md|pl|pm|py|rs|sh|so|zip)$/i;

/** How much a file's name says: it is ours, it may be, it is so with luck, any content may make it ours, or nothing does. */
export type NameSays = 'surely' | 'maybe' | 'rarely' | 'nothing' | 'never';

/** What named itself keeps: keys that it follows (RFC 5011), and negative trust anchors. Nobody edits them. */
const NAMED_KEEPS = /^managed-keys\.bind$|\.(?:mkeys|nta)$/i;

/** True for hidden files, copies, files of other languages, and those that named writes for itself. */
function isOthers(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return (
    NAMED_KEEPS.test(name) ||
    name.startsWith('.') ||
    name.endsWith('~') ||
    (dot > 0 && NEVER.has(name.slice(dot + 1).toLowerCase()))
  );
}

/** What a file's name says of its language. */
export function nameSays(uri: string): { readonly says: NameSays; readonly language?: Language } {
  const name = baseName(uri);
  if (SURELY_CONF.test(name)) return { says: 'surely', language: 'named-conf' };
  if (SURELY_ZONE.test(name)) return { says: 'surely', language: 'zone' };
  if (isOthers(name)) return { says: 'never' };
  if (BOTH.test(name) && !/^db\.[\w-]+\./i.test(name)) return { says: 'nothing' };
  if (MAYBE_CONF.test(name)) return { says: 'maybe', language: 'named-conf' };
  if (MAYBE_ZONE.test(name)) return { says: 'maybe', language: 'zone' };
  if (RARELY_ZONE.test(name)) return { says: 'rarely', language: 'zone' };
  return { says: 'nothing' };
}

/**
 * The language of a file that somebody met in a folder or opened without saying what it is; undefined where it is neither. `head` is its
 * beginning, where at hand: without it names that others have too are taken at their word.
 */
export function languageOf(uri: string, head?: string): Language | undefined {
  const { says, language } = nameSays(uri);
  if (says === 'surely' || says === 'never') return language;
  const byName = says === 'maybe' ? language : undefined;
  if (head === undefined) return byName;
  const looks = looksOf(head);
  if (looks === 'named-conf' || looks === 'zone') return looks;
  // A new file, and records without an SOA, are what the name says.
  if (looks === 'empty') return byName;
  return looks === 'zone-part' && language === 'zone' ? 'zone' : undefined;
}

/** What is known of texts as they are. */
const known = new WeakMap<
  TextBuffer,
  { readonly stamp: number; readonly uri: string; readonly language: Language | undefined }
>();

/** The language of a file whose text is at hand, which is looked at once. */
export function languageOfText(uri: string, buffer: TextBuffer): Language | undefined {
  const before = known.get(buffer);
  if (before?.stamp === buffer.stamp && before.uri === uri) return before.language;
  const language = languageOf(uri, buffer.slice(0, Math.min(buffer.length, SNIFFED + 1)));
  known.set(buffer, { stamp: buffer.stamp, uri, language });
  return language;
}

/** The language of a file that somebody named to be checked or laid out: a zone file where nothing says otherwise. */
export function languageOfNamed(uri: string, text: string): Language {
  return languageOf(uri, text) ?? (looksOf(text) === 'named-conf' ? 'named-conf' : 'zone');
}

/** True for a file that is neither by its name nor by what it holds: the configuration of another program, a list of accounts. */
export function isNeither(uri: string, text: string): boolean {
  const { says, language } = nameSays(uri);
  if (language !== undefined && says !== 'rarely') return false;
  return looksOf(text) === 'other' && isForeign(text);
}

const HINTS_NAME = /^(?:named\.root|named\.ca|root\.hints|db\.root|db\.cache)$/i;

/** How far an SOA is looked for, however the text is cut into chunks. UTF-16 units. */
const HEAD = 32_768;

/** True for a file that holds the root's name servers: hints have no SOA. */
export function isHintsFile(uri: string, buffer: TextBuffer, isRootZone: boolean): boolean {
  return HINTS_NAME.test(baseName(uri)) || (isRootZone && !/\bSOA\b/i.test(buffer.slice(0, HEAD)));
}
