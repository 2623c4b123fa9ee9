/** What kind of file a file is: by its name and, where names are shared with others, by its first lines. */
import { baseName } from './paths.ts';

export type Language = 'zone' | 'named-conf';

const ZONE_NAME = /^(?:db\..+|named\.root|named\.ca|root\.hints)$|\.(?:zone|zonefile|arpa|signed|rev|dns)$/i;
const CONF_NAME = /^(?:named\.conf|named\.conf\..+|.+\.named\.conf|named.*\.conf|rndc\.conf|rndc\.key)$/i;
const DATABASE_NAME = /\.db$/i;
/** `*.db` belongs to many programs: only what begins like a zone is one. */
const ZONE_START =
  /^(?:\s*(?:;.*)?\r?\n)*\s*(?:\$(?:ORIGIN|TTL|INCLUDE|GENERATE)\s|\S*\s+(?:\d\S*\s+)?(?:(?:IN|CH|HS)\s+)?(?:\d\S*\s+)?SOA\s)/i;

/** The language of a file, undefined where it is neither; `head` is its beginning, where at hand. */
export function languageOf(uri: string, head?: string): Language | undefined {
  const name = baseName(uri);
  if (CONF_NAME.test(name)) return 'named-conf';
  if (ZONE_NAME.test(name) && !/\.(?:jnl|jbk|md|bak|orig|swp)$/i.test(name)) return 'zone';
  if (DATABASE_NAME.test(name) && head !== undefined && ZONE_START.test(head.slice(0, 4096))) return 'zone';
  return undefined;
}

const HINTS_NAME = /^(?:named\.root|named\.ca|root\.hints|db\.root|db\.cache)$/i;

/** True for a file that holds the root's name servers: hints have no SOA. `head` is its beginning. */
export function isHintsFile(uri: string, head: string, isRootZone: boolean): boolean {
  return HINTS_NAME.test(baseName(uri)) || (isRootZone && !/\bSOA\b/i.test(head));
}

/** The scheme of live answers: zone language, but nobody's zone, so nothing in them is a mistake. */
export const ANSWER_SCHEME = 'bailiwick-answer';

/** True for a live answer. */
export function isAnswerUri(uri: string): boolean {
  return uri.startsWith(`${ANSWER_SCHEME}:`);
}

const CONF_START =
  /^(?:\s*(?:(?:\/\/|#).*|\/\*[\s\S]*?\*\/))*\s*[a-z][a-z0-9-]*\s*(?:"[^"]*"\s*|[\w.:-]+\s*)*(?:\{|;)/i;

/** The language of a file that was named to be checked but whose name says nothing: what its first statement looks like. */
export function sniffLanguage(text: string): Language {
  const head = text.slice(0, 65_536);
  if (ZONE_START.test(head)) return 'zone';
  return CONF_START.test(head) ? 'named-conf' : 'zone';
}
