/** The origin of a zone file that no named.conf loads: what the file itself and its name say. */

import { parseIpv6 } from '../dns/addresses.ts';
import { CLASS } from '../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME } from '../dns/names.ts';
import { parseName } from '../dns/nameText.ts';
import { TYPE } from '../dns/types.ts';
import type { Chunk, TextBuffer } from '../text/buffer.ts';
import { EntryKind, type ParsedChunk } from '../zone/chunk.ts';
import { initialState } from '../zone/lineState.ts';
import { parseChunk } from '../zone/parse.ts';
import { baseName } from './paths.ts';

export type OriginSource = 'set' | 'configuration' | 'comment' | 'soa' | 'directive' | 'file-name' | 'unknown';

export interface Origin {
  readonly name: NameId;
  readonly source: OriginSource;
}

const COMMENT = /^;+\s*zone:\s*(\S+)\s*$/im;
/** Lines at the top in which a `; zone:` comment counts. */
const COMMENT_LINES = 10;

/** The origin of a file, first that applies: `; zone:` comment, absolute SOA owner, absolute `$ORIGIN`, the file's name. */
export function originOf(uri: string, buffer: TextBuffer, names: NameTable): Origin {
  const head = buffer.chunks[0]?.text ?? '';
  const comment = COMMENT.exec(head.split('\n', COMMENT_LINES).join('\n'));
  if (comment) {
    const name = names.fromText(comment[1]);
    if (name !== NO_NAME) return { name, source: 'comment' };
  }
  const { origin, isReverse } = contentOf(buffer.chunks, names);
  if (origin) return origin;
  const said = originOfFileName(baseName(uri));
  const text = isReverse && said !== undefined && !/\.arpa\.?$/i.test(said) ? undefined : said;
  const name = text === undefined ? NO_NAME : names.fromText(text);
  if (name !== NO_NAME) return { name, source: 'file-name' };
  return { name: names.unknown, source: 'unknown' };
}

/** What the beginning of a file says. */
interface Content {
  readonly origin: Origin | undefined;
  /** True where it has PTR records and no addresses: no forward zone, whatever it is called. */
  readonly isReverse: boolean;
}

/** What the first chunks of files say, as long as they are the same: it is asked for with each request. */
const KNOWN = new WeakMap<Chunk, { readonly names: NameTable; readonly content: Content }>();

function contentOf(chunks: readonly Chunk[], names: NameTable): Content {
  const known = KNOWN.get(chunks[0]);
  if (known?.names === names) return known.content;
  const unknown = names.unknown;
  let id = 0;
  const parsed = parseChunk(chunks, 0, initialState(unknown, CLASS.IN), {
    names,
    zoneClass: CLASS.IN,
    nextId: () => id++,
  });
  const content = { origin: originIn(parsed, names), isReverse: isReverse(parsed) };
  // A record that reaches further depends on more than this chunk.
  if (parsed.reach.length === 0) KNOWN.set(chunks[0], { names, content });
  return content;
}

function isReverse(parsed: ParsedChunk): boolean {
  let pointers = 0;
  let addresses = 0;
  for (let entry = 0; entry < parsed.count; entry++) {
    if (parsed.kinds[entry] !== EntryKind.Record) continue;
    const type = parsed.types[entry];
    if (type === TYPE.PTR) pointers++;
    else if (type === TYPE.A || type === TYPE.AAAA) addresses++;
  }
  return pointers > 0 && addresses === 0;
}

function originIn(parsed: ParsedChunk, names: NameTable): Origin | undefined {
  const { unknown } = names;
  let directive = NO_NAME;
  for (let entry = 0; entry < parsed.count; entry++) {
    if (parsed.kinds[entry] === EntryKind.Origin && directive === NO_NAME) {
      const name = parsed.targets[entry];
      // `$ORIGIN .` says that the names that follow are complete, not that this is the root zone.
      if (name > 0 && !names.isWithin(name, unknown)) directive = name;
    }
    if (parsed.kinds[entry] !== EntryKind.Record || parsed.types[entry] !== TYPE.SOA) continue;
    const owner = parsed.owners[entry];
    if (owner >= 0 && !names.isWithin(owner, unknown)) return { name: owner, source: 'soa' };
    break;
  }
  return directive === NO_NAME ? undefined : { name: directive, source: 'directive' };
}

const SUFFIX = /\.(?:zone|zonefile|db|rev|dns|hosts?|txt|signed|conf|inc)$/i;
const PREFIX = /^(?:db|pri|sec|zone|master|slave|primary|secondary|named)[._-]/i;

/**
 * The origin that a file's name says: `db.example.com`, `example.com.zone`, reverse networks such as `db.192.0.2` and
 * `2001:db8.rev`. Undefined where it says none. A name without a dot is no evidence.
 */
export function originOfFileName(name: string): string | undefined {
  const prefixed = PREFIX.test(name);
  let stem = name.replace(PREFIX, '');
  let suffixed = false;
  while (SUFFIX.test(stem)) {
    stem = stem.replace(SUFFIX, '');
    suffixed = true;
  }
  if (/^(?:named\.root|named\.ca|root\.hints|db\.root|db\.cache)$/i.test(name)) return '.';
  const reverse = reverseOfNetwork(stem);
  if (reverse !== undefined) return reverse;
  if (!prefixed && !suffixed && !/\.arpa$/i.test(stem)) return undefined;
  if (!/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?\.?$/i.test(stem) || !stem.includes('.')) return undefined;
  return parseName(stem).error ? undefined : stem;
}

/** Private and documentation networks whose octets stand as they do in the reverse zone's name. */
const ALREADY_REVERSED = /(?:^|\.)(?:168\.192|(?:1[6-9]|2\d|3[01])\.172|2\.0\.192|100\.51\.198|113\.0\.203)$|\.10$/;
const IN_ORDER = /^(?:10\.|192\.168(?:\.|$)|172\.(?:1[6-9]|2\d|3[01])(?:\.|$))/;

/** `192.0.2` and `2001:db8` (or `2001.db8`, colons being awkward in file names) as the names of their reverse zones. */
function reverseOfNetwork(stem: string): string | undefined {
  const octets = stem.split('.');
  if (octets.length <= 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)) {
    // One number alone is a network only where it is one of the well-known ones.
    if (octets.length === 1 && !['0', '10', '127', '255'].includes(stem)) return undefined;
    return `${(!IN_ORDER.test(stem) && ALREADY_REVERSED.test(stem) ? octets : octets.reverse()).join('.')}.in-addr.arpa`;
  }
  const groups = stem.split(stem.includes(':') ? /::?$|:/ : '.').filter((group) => group !== '');
  if (groups.length < 2 || groups.length > 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)))
    return undefined;
  if (!stem.includes(':') && !/^2[0-9a-f]{3}$|^f[cde][0-9a-f]{2}$/i.test(groups[0])) return undefined;
  if (!parseIpv6(groups.length === 8 ? groups.join(':') : `${groups.join(':')}::`)) return undefined;
  const nibbles = groups.map((group) => group.toLowerCase().padStart(4, '0')).join('');
  return `${[...nibbles].reverse().join('.')}.ip6.arpa`;
}
