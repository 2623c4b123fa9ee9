/** The names in a record's RDATA as they are written, and the slips that names share. */

import { parseAddress } from '../../../dns/addresses.ts';
import { type NameId, type NameTable, NO_NAME, ROOT } from '../../../dns/names.ts';
import { reverseTree } from '../../../dns/reverseNames.ts';
import { TYPE } from '../../../dns/types.ts';
import { EntryFlag } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { rdataWord } from '../../../zone/record.ts';
import { targetWordOf } from '../../../zone/targets.ts';
import type { ZoneContext } from '../context.ts';

const UNDERSCORE = 0x5f;

/** True where the RDATA is written as `\# length hex`, so that its words are no names. */
export function isGeneric({ chunk, entry }: ZoneRecord): boolean {
  return (chunk.flags[entry] & EntryFlag.Generic) !== 0;
}

/** The name that word `index` of the RDATA stands for, completed by the record's origin; NO_NAME where it is none. */
export function wordName(record: ZoneRecord, index: number, context: Pick<ZoneContext, 'names'>): NameId {
  const { chunk, entry } = record;
  if (targetWordOf(chunk, entry) === index) return record.target;
  const word = chunk.wordFirsts[entry] + index;
  if (word >= chunk.wordFirsts[entry + 1]) return NO_NAME;
  return context.names.read(chunk.text, chunk.wordStarts[word], chunk.wordEnds[word], chunk.origins[entry]);
}

/** The address that stands where a name belongs, with or without a final dot; undefined where the text is a name. */
export function addressAsName(text: string): Uint8Array | undefined {
  const first = text.charCodeAt(0);
  const hexadecimal = (first >= 0x30 && first <= 0x3a) || ((first | 0x20) >= 0x61 && (first | 0x20) <= 0x66);
  if (!hexadecimal) return undefined;
  for (let i = 1; i < text.length; i++) if (!isOfAddress(text.charCodeAt(i))) return undefined;
  return parseAddress(text.endsWith('.') ? text.slice(0, -1) : text);
}

/** Hexadecimal digits, dots and colons. */
function isOfAddress(code: number): boolean {
  return (code >= 0x30 && code <= 0x3a) || code === 0x2e || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

/** A name at the end of a sentence: an absolute one brings the full stop. */
export function closing(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** True where the text ends in a dot that no backslash escapes. */
export function isAbsolute(text: string): boolean {
  if (!text.endsWith('.')) return false;
  let backslashes = 0;
  for (let i = text.length - 2; i >= 0 && text[i] === '\\'; i--) backslashes++;
  return backslashes % 2 === 0;
}

/**
 * True where a relative name is written as if it were absolute: it ends in the origin it is relative to, or in the zone's name.
 * An origin of one label says nothing about a name of one label.
 */
export function repeatsOrigin(text: string, origin: NameId, context: ZoneContext): boolean {
  // Under the root a name is the same with and without the dot.
  if (text === '' || text === '@' || origin === ROOT || isAbsolute(text)) return false;
  return endsIn(text, origin, context) || endsIn(text, context.apex, context);
}

/** A cheap look: whether a text whose last character is `code` can end in a name at all. */
export function endsLike(code: number, name: NameId, names: NameTable): boolean {
  const last = names.lastOctet(name);
  return last === code || last === (code | 0x20);
}

function endsIn(text: string, name: NameId, { names }: ZoneContext): boolean {
  if (name <= 0) return false;
  const depth = names.depth(name);
  if (depth === 1 && !text.includes('.')) return false;
  if (!endsLike(text.charCodeAt(text.length - 1), name, names)) return false;
  let end = text.length;
  // The first label that differs ends it, which for most names is the last one.
  const labels: NameId[] = [];
  for (let at = name; at > 0; at = names.parent(at)) labels.push(at);
  for (let i = labels.length - 1; i >= 0; i--) {
    const label = names.labelText(labels[i]);
    const start = end - label.length;
    if (start < 0 || text.slice(start, end).toLowerCase() !== label) return false;
    if (start === 0) return i === 0;
    if (text.charCodeAt(start - 1) !== 0x2e) return false;
    end = start - 1;
  }
  return true;
}

/** True where the record's target is no name but an address, or lacks its final dot: rules of their own say so. */
export function isMiswritten(record: ZoneRecord, context: ZoneContext): boolean {
  const index = targetWordOf(record.chunk, record.entry);
  if (index < 0) return false;
  const text = rdataWord(record, index);
  return addressAsName(text) !== undefined || lostItsDot(record, text, context);
}

/** Endings that a relative name with several labels hardly ever has unless its final dot was forgotten. */
const TOP_LEVEL = new Set(['com', 'net', 'org', 'edu', 'gov', 'mil', 'arpa', 'info', 'biz', 'io']);

/**
 * True where the target of a record, written as `text`, was meant to be absolute: it repeats its origin, ends like an absolute name or is one
 * that a zone of the workspace has,
 * and the zone has nothing under the name that it makes. In a reverse zone a PTR target below the zone itself is never meant.
 */
export function lostItsDot(record: ZoneRecord, text: string, context: ZoneContext): boolean {
  if (text === '@' || text === '' || isAbsolute(text) || record.target < 0) return false;
  const origin = record.chunk.origins[record.entry];
  if (origin === ROOT || context.model.hasOwner(record.target)) return false;
  // Nothing is known of what is below a zone cut.
  if (context.model.cutAbove(record.target) !== NO_NAME) return false;
  if (!repeatsOrigin(text, origin, context)) {
    const dot = text.lastIndexOf('.');
    const reverse = record.type === TYPE.PTR && isBelowAddress(record, context);
    if (!reverse && (dot < 0 || !(TOP_LEVEL.has(text.slice(dot + 1).toLowerCase()) || existsAsWritten(text, context))))
      return false;
  }
  return true;
}

/** True where the text, read as an absolute name, is one that a zone of the workspace has. */
function existsAsWritten(text: string, context: ZoneContext): boolean {
  const name = context.names.fromText(text);
  return name !== NO_NAME && (context.zoneOf(name)?.hasOwner(name) ?? false);
}

/** A PTR of an address whose target is relative to a reverse name. Those of DNS-SD (RFC 6763 section 11) are meant so. */
function isBelowAddress(record: ZoneRecord, { names }: ZoneContext): boolean {
  if (reverseTree(names, record.owner) === undefined || reverseTree(names, record.target) === undefined) return false;
  for (let at = record.owner; at > ROOT; at = names.parent(at)) if (names.firstOctet(at) === UNDERSCORE) return false;
  return true;
}
