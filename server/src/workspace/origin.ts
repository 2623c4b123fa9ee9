/** The origin of a zone file that no named.conf loads: what the file itself and its name say. */

import { parseIpv6 } from '../dns/addresses.ts';
import { CLASS } from '../dns/classes.ts';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../dns/names.ts';
import { parseName } from '../dns/nameText.ts';
import { TYPE } from '../dns/types.ts';
import type { Chunk, TextBuffer } from '../text/buffer.ts';
import { classAt, EntryKind, type ParsedChunk } from '../zone/chunk.ts';
import { initialState, type LineState, sameState } from '../zone/lineState.ts';
import { parseChunk } from '../zone/parse.ts';
import { baseName } from './paths.ts';

export type OriginSource =
  | 'set'
  | 'configuration'
  | 'server'
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
  const parts: Part[] = [];
  let state = initialState(names.unknown, CLASS.IN);
  let [offset, read] = [0, 0];
  for (let i = 0; i < chunks.length && offset < HEAD; i++) {
    const part = partOf(chunks, i, state, names, HEAD - offset);
    parts.push(part);
    read = Math.max(read, i + 1 + part.reach.length);
    state = part.after;
    offset += chunks[i].text.length;
  }
  const content = contentOfParts(parts);
  KNOWN.set(chunks[0], { names, chunks: chunks.slice(0, read), content });
  return content;
}

/** What a file says of its zone beside its name: the class of its SOA (IN where it has none), and whether it is a catalog. */
export function kindOf(buffer: TextBuffer, names: NameTable): { zoneClass: number; isCatalog: boolean } {
  const { zoneClass, isCatalog } = contentOf(buffer, names);
  return { zoneClass: zoneClass ?? CLASS.IN, isCatalog };
}

/** What a chunk of a beginning says, and what it was read by. */
interface Part {
  readonly names: NameTable;
  readonly before: LineState;
  readonly after: LineState;
  /** The chunks behind it that it looked into. */
  readonly reach: readonly Chunk[];
  /** UTF-16 units of it that belong to the beginning. */
  readonly length: number;
  readonly pointers: number;
  readonly addresses: number;
  readonly servers: number;
  readonly others: number;
  readonly hasVersion: boolean;
  readonly hasNoServer: boolean;
  /** The first absolute `$ORIGIN` before an SOA; NO_NAME where there is none. */
  readonly directive: NameId;
  /** Its first SOA: the owner where that is absolute, and the class. */
  readonly soa: { readonly owner: NameId; readonly zoneClass: number } | undefined;
}

/** The chunks of beginnings: an edit in one of them leaves what the others say. */
const PARTS = new WeakMap<Chunk, Part>();

function partOf(chunks: readonly Chunk[], index: number, before: LineState, names: NameTable, most: number): Part {
  const length = Math.min(most, chunks[index].text.length);
  const known = PARTS.get(chunks[index]);
  if (
    known?.names === names &&
    known.length === length &&
    sameState(known.before, before) &&
    known.reach.every((chunk, i) => chunk === chunks[index + 1 + i])
  )
    return known;
  let id = 0;
  const parsed = parseChunk(chunks, index, before, { names, zoneClass: CLASS.IN, nextId: () => id++ });
  const { stateAfter, reach } = parsed;
  const part = { names, before, after: stateAfter, reach, length, ...tallyOf(parsed, length, names) };
  PARTS.set(chunks[index], part);
  return part;
}

type Tally = Omit<Part, 'names' | 'before' | 'after' | 'reach' | 'length'>;

/** What the entries say that begin in the first `length` units of a chunk. */
function tallyOf(chunk: ParsedChunk, length: number, names: NameTable): Tally {
  const { kinds, types, owners, targets, starts, count } = chunk;
  const isAbsolute = (name: NameId): boolean => name >= 0 && !names.isWithin(name, names.unknown);
  let [pointers, addresses, servers, others] = [0, 0, 0, 0];
  let [hasVersion, hasNoServer] = [false, false];
  let directive = NO_NAME;
  let soa: Tally['soa'];
  for (let entry = 0; entry < count && starts[entry] < length; entry++) {
    const kind = kinds[entry];
    if (kind === EntryKind.Broken) others++;
    // `$ORIGIN .` says that the names that follow are complete, not that this is the root zone.
    else if (
      kind === EntryKind.Origin &&
      directive === NO_NAME &&
      !soa &&
      targets[entry] > 0 &&
      isAbsolute(targets[entry])
    )
      directive = targets[entry];
    if (kind !== EntryKind.Record) continue;
    const type = types[entry];
    const [owner, target] = [owners[entry], targets[entry]];
    if (type === TYPE.SOA && !soa)
      soa = { owner: isAbsolute(owner) ? owner : NO_NAME, zoneClass: classAt(chunk, entry) };
    if (type === TYPE.TXT && owner > ROOT && names.labelText(owner) === 'version') hasVersion = true;
    if (type === TYPE.NS && target > ROOT && names.text(target) === 'invalid.') hasNoServer = true;
    if (type === TYPE.A || type === TYPE.AAAA) addresses++;
    else if (type === TYPE.PTR) pointers++;
    else if (type === TYPE.NS && owner === ROOT) servers++;
    else others++;
  }
  return { pointers, addresses, servers, others, hasVersion, hasNoServer, directive, soa };
}

function contentOfParts(parts: readonly Part[]): Content {
  const sum = (count: (part: Part) => number): number => parts.reduce((total, part) => total + count(part), 0);
  const pointers = sum((part) => part.pointers);
  const first = parts.findIndex(({ soa }) => soa);
  const soa = parts[first]?.soa;
  // A directive counts up to the SOA.
  const directive = parts
    .slice(0, first < 0 ? undefined : first + 1)
    .find((part) => part.directive !== NO_NAME)?.directive;
  const origin: Origin | undefined =
    soa && soa.owner !== NO_NAME
      ? { name: soa.owner, source: 'soa' }
      : directive && { name: directive, source: 'directive' };
  return {
    origin,
    isReverse: pointers > 0 && sum((part) => part.addresses) === 0,
    isHints: sum((part) => part.servers) > 0 && pointers + sum((part) => part.others) === 0,
    isCatalog: parts.some((part) => part.hasVersion) && parts.some((part) => part.hasNoServer),
    zoneClass: soa?.zoneClass,
  };
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
