/** The origin of a zone file that no named.conf loads: what the file itself and its name say. */

import { parseIpv6 } from '../dns/addresses.ts';
import { CLASS } from '../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../dns/names.ts';
import { parseName } from '../dns/nameText.ts';
import { TYPE } from '../dns/types.ts';
import type { Chunk, TextBuffer } from '../text/buffer.ts';
import { classAt, EntryKind, type ParsedChunk } from '../zone/chunk.ts';
import { initialState } from '../zone/lineState.ts';
import { parseChunk } from '../zone/parse.ts';
import { baseName } from './paths.ts';

export type OriginSource =
  | 'set'
  | 'configuration'
  | 'comment'
  | 'soa'
  | 'directive'
  | 'hints'
  | 'file-name'
  | 'unknown';

export interface Origin {
  readonly name: NameId;
  readonly source: OriginSource;
}

const COMMENT = /^;+\s*zone:\s*(\S+)\s*$/im;
/** Lines at the top in which a `; zone:` comment counts. */
const COMMENT_LINES = 10;

/** The top of a file: as much of it however the text is cut into chunks. */
export function headOf(buffer: TextBuffer): string {
  return buffer.slice(0, HEAD);
}

/** The origin of a file, first that applies: `; zone:` comment, absolute SOA owner, absolute `$ORIGIN`, hints of the root's servers, the file's name. */
export function originOf(uri: string, buffer: TextBuffer, names: NameTable): Origin {
  const comment = COMMENT.exec(headOf(buffer).split('\n', COMMENT_LINES).join('\n'));
  if (comment) {
    const name = names.fromText(comment[1]);
    if (name !== NO_NAME) return { name, source: 'comment' };
  }
  const { origin, isReverse, isHints } = contentOf(buffer, names);
  if (origin) return origin;
  if (isHints) return { name: ROOT, source: 'hints' };
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
  /** True where it names servers of the root and addresses, and has no SOA: a list with which resolvers begin (RFC 8109). */
  readonly isHints: boolean;
  /** True where it looks like a catalog of zones: it has a version, and its name server is none (RFC 9432 section 4). */
  readonly isCatalog: boolean;
  /** The class of its first SOA, which is the zone's (RFC 1035 section 5.2). */
  readonly zoneClass: number | undefined;
}

/** What belongs to the beginning, in UTF-16 units: the same however the text is cut into chunks. */
const HEAD = 32_768;

interface KnownContent {
  readonly names: NameTable;
  /** What was read. */
  readonly chunks: readonly Chunk[];
  readonly content: Content;
}

/** What the beginnings of files say, as long as they are the same: it is asked for with each request. */
const KNOWN = new WeakMap<Chunk, KnownContent>();

function contentOf({ chunks }: TextBuffer, names: NameTable): Content {
  const known = KNOWN.get(chunks[0]);
  if (known?.names === names && known.chunks.every((chunk, i) => chunk === chunks[i])) return known.content;
  let id = 0;
  const environment = { names, zoneClass: CLASS.IN, nextId: () => id++ };
  const parsed: ParsedChunk[] = [];
  let state = initialState(names.unknown, CLASS.IN);
  let [offset, read] = [0, 0];
  for (let i = 0; i < chunks.length && offset < HEAD; i++) {
    const chunk = parseChunk(chunks, i, state, environment);
    chunk.offset = offset;
    parsed.push(chunk);
    read = Math.max(read, i + 1 + chunk.reach.length);
    state = chunk.stateAfter;
    offset += chunks[i].text.length;
  }
  const content = { ...tallyOf(parsed, names), origin: originIn(parsed, names), zoneClass: classIn(parsed) };
  KNOWN.set(chunks[0], { names, chunks: chunks.slice(0, read), content });
  return content;
}

/** What a file says of its zone beside its name: the class of its SOA (IN where it has none), and whether it is a catalog. */
export function kindOf(buffer: TextBuffer, names: NameTable): { zoneClass: number; isCatalog: boolean } {
  const { zoneClass, isCatalog } = contentOf(buffer, names);
  return { zoneClass: zoneClass ?? CLASS.IN, isCatalog };
}

/** The entries of the beginning. */
function* entriesOf(parsed: readonly ParsedChunk[]): Iterable<readonly [chunk: ParsedChunk, entry: number]> {
  for (const chunk of parsed) {
    for (let entry = 0; entry < chunk.count && chunk.offset + chunk.starts[entry] < HEAD; entry++) yield [chunk, entry];
  }
}

function classIn(parsed: readonly ParsedChunk[]): number | undefined {
  for (const [chunk, entry] of entriesOf(parsed)) {
    if (chunk.kinds[entry] === EntryKind.Record && chunk.types[entry] === TYPE.SOA) return classAt(chunk, entry);
  }
  return undefined;
}

function tallyOf(
  parsed: readonly ParsedChunk[],
  names: NameTable,
): Pick<Content, 'isReverse' | 'isHints' | 'isCatalog'> {
  let [pointers, addresses, servers, others] = [0, 0, 0, 0];
  let [hasVersion, hasNoServer] = [false, false];
  for (const [chunk, entry] of entriesOf(parsed)) {
    if (chunk.kinds[entry] === EntryKind.Broken) others++;
    if (chunk.kinds[entry] !== EntryKind.Record) continue;
    const type = chunk.types[entry];
    const [owner, target] = [chunk.owners[entry], chunk.targets[entry]];
    if (type === TYPE.TXT && owner > ROOT && names.labelText(owner) === 'version') hasVersion = true;
    if (type === TYPE.NS && target > ROOT && names.text(target) === 'invalid.') hasNoServer = true;
    if (type === TYPE.A || type === TYPE.AAAA) addresses++;
    else if (type === TYPE.PTR) pointers++;
    else if (type === TYPE.NS && owner === ROOT) servers++;
    else others++;
  }
  return {
    isReverse: pointers > 0 && addresses === 0,
    isHints: servers > 0 && pointers + others === 0,
    isCatalog: hasVersion && hasNoServer,
  };
}

function originIn(parsed: readonly ParsedChunk[], names: NameTable): Origin | undefined {
  const { unknown } = names;
  let directive = NO_NAME;
  for (const [chunk, entry] of entriesOf(parsed)) {
    if (chunk.kinds[entry] === EntryKind.Origin && directive === NO_NAME) {
      const name = chunk.targets[entry];
      // `$ORIGIN .` says that the names that follow are complete, not that this is the root zone.
      if (name > 0 && !names.isWithin(name, unknown)) directive = name;
    }
    if (chunk.kinds[entry] !== EntryKind.Record || chunk.types[entry] !== TYPE.SOA) continue;
    const owner = chunk.owners[entry];
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
